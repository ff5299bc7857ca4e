//! Bad starts, and the words each of them leads to, which stay to be read: on a page, or where the program was started.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod scene;

use std::fs::{self, File};
use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use scene::{Desk, Scene, Visitor};

/// Whatever is wrong, nobody waits longer until something is to be seen.
const SOON: Duration = Duration::from_secs(4);

/// A start, and what it leads to.
struct Row {
    what: &'static str,
    is_wrong: fn(&mut Scene),
    leads_to: Outcome,
    /// All of these are to be read there.
    tells: &'static [&'static str],
}

/// Where the words are that a start leads to.
enum Outcome {
    /// The program ends; it says them, and the browser is given a page with them.
    Fails,
    /// The program ends well, and says them; the page that it leads to is the running desk's.
    Leads,
    /// The desk runs, and said them.
    Says,
    /// The desk runs, and its first page has them, or the one that comes of an act.
    Shows(fn(&Visitor) -> String),
}

const ROWS: [Row; 15] = [
    Row {
        what: "the folder is not there",
        is_wrong: |scene| scene.bureau = scene.beside("不在"),
        leads_to: Outcome::Fails,
        tells: &["不在：不存在", "请核对路径", "U盘"],
    },
    Row {
        what: "the folder is a file",
        is_wrong: |scene| scene.bureau = scene.bureau.join("bureau.toml"),
        leads_to: Outcome::Fails,
        tells: &["bureau.toml是文件，不是文件夹", "请指定一个文件夹"],
    },
    Row {
        what: "nothing lies in the folder",
        is_wrong: |scene| {
            scene.bureau = scene.beside("新");
            fs::create_dir(&scene.bureau).unwrap();
        },
        leads_to: Outcome::Shows(first_page),
        tells: &["建立本局的文件夹", "学校名单", "/新；"],
    },
    Row {
        what: "bureau.toml is broken",
        is_wrong: |scene| fs::write(scene.bureau.join("bureau.toml"), "\n\nname = \"甲\n").unwrap(),
        leads_to: Outcome::Shows(first_page),
        tells: &[
            "bureau.toml：第3行读不懂",
            "请改正后重试",
            "改好以后重新打开",
        ],
    },
    Row {
        what: "the path has blanks, Chinese and signs; nothing is wrong",
        is_wrong: |_| {},
        leads_to: Outcome::Shows(first_page),
        tells: &["四平市教育局", "2020年填报"],
    },
    Row {
        what: "the bureau was begun in a folder of its own among other files",
        is_wrong: |scene| {
            let downloads = scene.beside("下载");
            fs::create_dir(&downloads).unwrap();
            fs::write(downloads.join("照片.jpg"), "").unwrap();
            fs::rename(&scene.bureau, downloads.join("四平市教育局")).unwrap();
            scene.bureau = downloads;
        },
        leads_to: Outcome::Shows(first_page),
        tells: &["四平市教育局", "2020年填报"],
    },
    Row {
        what: "the desk runs already",
        is_wrong: |scene| scene.desks.push(scene.start()),
        leads_to: Outcome::Leads,
        tells: &["已经开着"],
    },
    Row {
        what: "a proxy is set, behind which nobody is",
        is_wrong: |scene| {
            for name in ["http_proxy", "HTTP_PROXY", "ALL_PROXY"] {
                scene.set(name, "http://127.0.0.1:9");
            }
            scene.desks.push(scene.start());
        },
        leads_to: Outcome::Leads,
        tells: &["已经开着"],
    },
    Row {
        what: "a desk was killed, and another program listens where it did",
        is_wrong: |scene| {
            scene.leave_a_killed_desk();
            scene.let_another_program_have_the_port();
        },
        leads_to: Outcome::Shows(first_page),
        tells: &["2020年填报"],
    },
    Row {
        what: "the same, and the note looks as if its desk ran",
        is_wrong: |scene| {
            scene.leave_a_killed_desk();
            scene.let_another_program_have_the_port();
            scene.lock_the_note();
        },
        leads_to: Outcome::Shows(first_page),
        tells: &["2020年填报"],
    },
    Row {
        what: "nothing can be written in the user's own folder",
        is_wrong: |scene| {
            let file = scene.beside("file");
            fs::write(&file, "").unwrap();
            for name in ["XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "HOME"] {
                scene.set(name, &file);
            }
        },
        leads_to: Outcome::Fails,
        tells: &[
            "打开网页用的文件写不进去",
            "是文件，不是文件夹",
            "用户文件夹是否可写",
        ],
    },
    Row {
        what: "the system has no browser to open",
        is_wrong: |scene| scene.set("PATH", ""),
        leads_to: Outcome::Says,
        tells: &["\n请在浏览器里打开："],
    },
    Row {
        what: "nobody may write in the folder",
        is_wrong: Scene::forbid_writing,
        leads_to: Outcome::Shows(|visitor| first_page(visitor) + &visitor.drops("甲.xlsx")),
        tells: &["2020年填报", "没有权限", "换一个位置"],
    },
    Row {
        what: "another program writes in the folder",
        is_wrong: |scene| {
            let out = scene.bureau.join("out/2020");
            fs::create_dir_all(&out).unwrap();
            let lock = File::create(out.join(".voced-lock")).unwrap();
            lock.lock().unwrap();
            scene.locks.push(lock);
        },
        leads_to: Outcome::Shows(|visitor| {
            visitor.posts("/2020/check") + &visitor.drops("四平市经济贸易学校.xlsx")
        }),
        tells: &["另一次运行正在往这里写", "请等它做完再运行", "收到1份"],
    },
    Row {
        what: "the system gives no port",
        is_wrong: |scene| scene.most_files = Some(6),
        leads_to: Outcome::Fails,
        tells: &["本机没有可用的端口", "安全软件"],
    },
];

fn first_page(visitor: &Visitor) -> String {
    visitor.gets("/")
}

#[test]
fn every_bad_start_leads_to_words_that_stay() {
    for row in &ROWS {
        let mut scene = Scene::new();
        (row.is_wrong)(&mut scene);
        let begun = Instant::now();
        let desk = scene.start();
        let took = begun.elapsed();
        let told = match row.leads_to {
            Outcome::Fails => {
                let ended = desk.ends();
                assert_eq!(ended.code, Some(2), "{}: {}", row.what, ended.said);
                has_all(row, &scene.page_of(&ended.said));
                ended.said
            }
            Outcome::Leads => {
                let entry = desk.entry();
                let ended = desk.ends();
                assert_eq!(ended.code, Some(0), "{}: {}", row.what, ended.said);
                assert!(first_page(&Visitor::by(&entry)).contains("2020年填报"));
                ended.said
            }
            Outcome::Says => desk.said.clone(),
            Outcome::Shows(act) => act(&desk.visitor()),
        };
        has_all(row, &told);
        assert!(took < SOON, "{}: {took:?}", row.what);
    }
}

fn has_all(row: &Row, told: &str) {
    for words in row.tells {
        assert!(told.contains(words), "{}: {words} in {told}", row.what);
    }
}

#[test]
fn a_page_that_leads_nowhere_is_swept_away_whichever_folder_it_was_for() {
    let mut scene = Scene::new();
    scene.leave_a_killed_desk();
    let left = [scene.leading("json"), scene.leading("html")].concat();
    scene.bureau = scene.beside("别的");
    fs::create_dir(&scene.bureau).unwrap();
    let other = scene.start();
    for path in left {
        assert!(!path.exists(), "{}", path.display());
    }
    // What leads to a running one is left.
    scene.bureau = scene.beside("第三");
    fs::create_dir(&scene.bureau).unwrap();
    drop(scene.start());
    assert!(first_page(&other.visitor()).contains("建立本局"));
}

#[test]
fn whoever_listens_where_a_desk_did_learns_no_secret() {
    let mut scene = Scene::new();
    scene.leave_a_killed_desk();
    scene.let_another_program_have_the_port();
    scene.lock_the_note();
    let note = fs::read(&scene.leading("json")[0]).unwrap();
    let note: serde_json::Value = serde_json::from_slice(&note).unwrap();
    drop(scene.start());
    let overheard = scene.overheard.lock().unwrap();
    let overheard = String::from_utf8_lossy(&overheard);
    assert!(overheard.starts_with("POST /code"), "{overheard}");
    assert!(!overheard.contains(note["shared"].as_str().unwrap()));
}

#[test]
fn two_that_are_started_at_once_come_to_be_one_desk() {
    let scene = Scene::new();
    let starts: Vec<Desk> = (0..4).map(|_| scene.launch()).collect();
    let starts: Vec<Desk> = starts.into_iter().map(Desk::settles).collect();
    let second = starts.iter().filter(|desk| desk.said.contains("已经开着"));
    assert_eq!(second.count(), 3);
}

#[test]
fn however_many_connections_say_nothing_a_page_still_comes() {
    let mut scene = Scene::new();
    // Not more than the desk may open on many systems.
    scene.most_files = Some(1024);
    let desk = scene.start();
    let visitor = desk.visitor();
    let idle: Vec<TcpStream> = (0..1100)
        .map(|_| TcpStream::connect(visitor.host()).unwrap())
        .collect();
    let begun = Instant::now();
    assert!(visitor.gets("/2020").contains("2020年填报"));
    assert!(begun.elapsed() < SOON, "{:?}", begun.elapsed());
    drop(idle);
}

#[test]
fn whoever_never_comes_to_the_end_of_a_question_is_not_waited_for() {
    let scene = Scene::new();
    let desk = scene.start();
    let visitor = desk.visitor();
    let slow: Vec<TcpStream> = (0..300)
        .map(|_| {
            let mut stream = TcpStream::connect(visitor.host()).unwrap();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: ").unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    assert!(visitor.gets("/2020").contains("2020年填报"));
    assert!(begun.elapsed() < 4 * SOON, "{:?}", begun.elapsed());
    drop(slow);
}
