//! A desk that is killed while files are dropped on it, and while what a bureau says of itself is changed: whatever was
//! answered as done is there, whole, and nothing else is. So many moments as `VOCED_KILLS` says, or twenty.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::Duration;

use office::{Office, RunningDesk};
use voced_domain::{ReferenceYear, Stamp};
use voced_folder::Folder;

/// A browser as far as it is needed here: it enters with its code, keeps its cookie, and sends forms.
struct Visitor {
    address: String,
    cookie: String,
}

impl Visitor {
    fn at(desk: &RunningDesk) -> Self {
        let entry = fs::read_to_string(desk.entry_file()).unwrap();
        let address = entry.split("href=\"").nth(1).unwrap();
        let address = address.split('"').next().unwrap();
        let answer = minreq::get(address).send().unwrap();
        let mut headers = answer.headers.iter();
        let (_, cookie) = headers.find(|(name, _)| name == "set-cookie").unwrap();
        let (root, _) = address.split_once("/enter").unwrap();
        Self {
            address: root.to_owned(),
            cookie: cookie.split(';').next().unwrap().to_owned(),
        }
    }

    /// Drops a file; whether the answer came that it was taken in.
    fn drops(&self, name: &str, content: &[u8]) -> bool {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        self.posts("/2020/files", "multipart/form-data; boundary=b", body)
    }

    /// Says whom schools ask, by the form of a page that was drawn from this list of schools.
    fn says_whom_to_ask(&self, roster: &str, contact: &str) -> bool {
        let stamp = Stamp::of("", roster.as_bytes()).sha256;
        let form = format!("seen={stamp}&deadline=11-15&contact={contact}");
        let form_type = "application/x-www-form-urlencoded";
        self.posts("/2020/settings/deadline", form_type, form.into_bytes())
    }

    /// Whether the answer came that it was done.
    fn posts(&self, path: &str, content_type: &str, body: Vec<u8>) -> bool {
        let sent = minreq::post(format!("{}{path}", self.address))
            .with_header("Cookie", &self.cookie)
            .with_header("Origin", &self.address)
            .with_header("Content-Type", content_type)
            .with_body(body)
            .with_timeout(20)
            .with_follow_redirects(false)
            .send();
        // What it came to is told by another page.
        sent.is_ok_and(|answer| answer.status_code == 303)
    }
}

#[test]
fn what_was_answered_as_taken_in_is_there_whatever_moment_it_is_killed_at() {
    let n_kills = std::env::var("VOCED_KILLS").ok();
    let n_kills: u64 = n_kills.map_or(20, |kills| kills.parse().unwrap());
    let mut n_answered = 0;
    for moment in 0..n_kills {
        let office = Office::without_submissions();
        let mut desk = office.desk();
        let visitor = Visitor::at(&desk);
        let sender = thread::spawn(move || {
            let contents = (0..400u32).map(|at| (format!("{at}.xlsx"), large(at)));
            let answered = contents.take_while(|(name, content)| visitor.drops(name, content));
            answered.map(|(name, _)| name).collect::<Vec<_>>()
        });
        // From before the first to after several.
        thread::sleep(Duration::from_millis(moment * 37 % 400));
        desk.kill();
        let answered = sender.join().unwrap();
        n_answered += answered.len();
        let there: BTreeMap<String, Vec<u8>> = fs::read_dir(office.submissions())
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap())
            .map(|entry| {
                let name = entry.file_name().into_string().unwrap();
                (name, fs::read(entry.path()).unwrap())
            })
            .filter(|(name, _)| !name.starts_with('.'))
            .collect();
        for name in &answered {
            assert!(there.contains_key(name), "{name} is lost");
        }
        for (name, content) in &there {
            let at = name.trim_end_matches(".xlsx").parse().unwrap();
            assert_eq!(content.len(), large(at).len(), "{name} is not whole");
            assert!(*content == large(at), "{name} is another");
        }
        assert!(there.len() <= answered.len() + 1);
    }
    assert!(
        n_answered > 0,
        "none was answered before the desk was killed"
    );
}

/// The beginning of a workbook, as large as one.
fn large(at: u32) -> Vec<u8> {
    [b"PK\x03\x04".as_slice(), &at.to_le_bytes().repeat(20_000)].concat()
}

#[test]
fn what_was_answered_as_changed_is_there_and_a_file_of_people_is_never_half() {
    let n_kills = std::env::var("VOCED_KILLS").ok();
    let n_kills: u64 = n_kills.map_or(20, |kills| kills.parse().unwrap());
    let mut n_answered = 0;
    for moment in 0..n_kills {
        let office = Office::without_submissions();
        let mut desk = office.desk();
        let visitor = Visitor::at(&desk);
        let path = office.bureau().join("bureau.toml");
        let roster = fs::read_to_string(&path).unwrap();
        let theirs = path.clone();
        let sender = thread::spawn(move || {
            let does = |number: &u32| {
                let roster = fs::read_to_string(&theirs).unwrap();
                visitor.says_whom_to_ask(&roster, &format!("no{number}"))
            };
            (1..400u32).take_while(does).last().unwrap_or(0)
        });
        thread::sleep(Duration::from_millis(moment * 37 % 400));
        desk.kill();
        let answered = sender.join().unwrap();
        n_answered += answered;
        // All of the last that was answered, or all of the next.
        let now = fs::read_to_string(&path).unwrap();
        let of = |number: u32| {
            let said = format!("deadline = \"11-15\"\ncontact = \"no{number}\"\n");
            let is_there = now.contains(&said) && now.lines().count() == roster.lines().count() + 2;
            is_there || (number == 0 && now == roster)
        };
        assert!(of(answered) || of(answered + 1), "{answered}: {now}");
        assert!(Folder::open(&office.bureau()).is_ok());
        // What was done can be undone, by a desk that is started again.
        let folder = Folder::open(&office.bureau()).unwrap();
        let deeds = folder.deeds(ReferenceYear::new(2020).unwrap());
        assert!(deeds.len() >= usize::try_from(answered).unwrap());
    }
    assert!(
        n_answered > 0,
        "none was answered before the desk was killed"
    );
}
