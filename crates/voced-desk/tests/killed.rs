//! A desk that is killed while files are dropped on it: whatever was answered as taken in is there, whole, and nothing
//! else is. So many moments as `VOCED_KILLS` says, or twenty.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::Duration;

use office::{Office, RunningDesk};

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
        let sent = minreq::post(format!("{}/2020/files", self.address))
            .with_header("Cookie", &self.cookie)
            .with_header("Origin", &self.address)
            .with_header("Content-Type", "multipart/form-data; boundary=b")
            .with_body(body)
            .with_timeout(20)
            .with_follow_redirects(false)
            .send();
        // Whether it was taken in is told by another page.
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
