//! Whoever is not at the desk, tried on every route; and what comes in with those who are.

use std::fs;
use std::path::PathBuf;

use axum::body::{Body, to_bytes};
use axum::http::Request as HttpRequest;
use tempfile::TempDir;
use tokio::runtime;
use tower::ServiceExt as _;

use super::*;
use crate::handshake::Question;
use crate::looked::Looked;

const PORT: u16 = 49152;
const HOST: &str = "127.0.0.1:49152";
/// Markup wherever a list of schools can carry a text.
const MARKUP: &str = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>";

/// A desk without a socket.
struct Tried {
    temporary: TempDir,
    app: Router,
    cookie: String,
    shared: String,
}

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Tried {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let root = temporary.path().join("局");
        fs::create_dir_all(root.join("2023/submissions")).unwrap();
        let roster = format!(
            "name = \"某局{MARKUP}\"\n[[region]]\ncode = \"a\"\nname = \"某市{MARKUP}\"\nlevel = \"city\"\n\
             [[school]]\ncode = \"a-1\"\nname = \"甲校{MARKUP}\"\nshort = \"甲{MARKUP}\"\n\
             contact = \"{MARKUP}\"\nphone = \"{MARKUP}\"\n"
        );
        fs::write(root.join("bureau.toml"), roster).unwrap();
        fs::write(temporary.path().join("secret.xlsx"), "not to be had").unwrap();
        let guard = Arc::new(Guard::new(PORT).unwrap());
        let cookie = guard.cookie();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let shared = guard.shared().to_owned();
        let on = "2023-11-20".parse().ok();
        let desk = Arc::new(Desk::new(&root, None, on, guard, Looked::default()));
        Self {
            temporary,
            app: app(desk),
            cookie,
            shared,
        }
    }

    fn root(&self) -> PathBuf {
        self.temporary.path().join("局")
    }

    fn asks(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let mut request = HttpRequest::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body)).unwrap();
        let runtime = runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        runtime.block_on(async {
            let response = self.app.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            Answer {
                status: parts.status,
                headers: parts.headers,
                body: String::from_utf8_lossy(&body).into_owned(),
            }
        })
    }

    /// As this desk's own page asks.
    fn gets(&self, path: &str) -> Answer {
        let own = [("host", HOST), ("cookie", &*self.cookie)];
        loop {
            let answer = self.asks("GET", path, &own, Vec::new());
            if !answer.body.contains("<title>正在读取") {
                return answer;
            }
        }
    }

    fn posts(&self, path: &str, content_type: &str, body: Vec<u8>) -> Answer {
        let own = [
            ("host", HOST),
            ("cookie", &*self.cookie),
            ("sec-fetch-site", "same-origin"),
            ("content-type", content_type),
        ];
        self.asks("POST", path, &own, body)
    }

    /// Drops a file under a name.
    fn drops(&self, name: &str, content: &[u8]) -> Answer {
        let mut body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let sent = self.posts("/2023/files", "multipart/form-data; boundary=b", body);
        self.follows(sent)
    }

    /// Goes where an act leads to.
    fn follows(&self, answer: Answer) -> Answer {
        match answer.headers.get("location") {
            Some(to) if answer.status == StatusCode::SEE_OTHER => self.gets(to.to_str().unwrap()),
            _ => answer,
        }
    }

    /// Everything in the folder and around it, by path.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders = vec![self.temporary.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let within = path.strip_prefix(self.temporary.path()).unwrap();
                    found.push(within.to_string_lossy().into_owned());
                }
            }
        }
        // What it takes to undo is noted beside.
        found.retain(|path| !path.ends_with(".voced-journal"));
        found.sort();
        found
    }
}

/// The beginning of a workbook, which is kept and told as damaged.
fn begun(content: &str) -> Vec<u8> {
    [b"PK\x03\x04", content.as_bytes()].concat()
}

/// A path of a route, with something in the place of what varies.
fn example(route: &Route) -> String {
    let path = route.path.replace("{year}", "2023");
    let path = path.replace("{code}", "a-1").replace("{number}", "1");
    path.replace("{kind}", "returned")
}

fn method(route: &Route) -> &'static str {
    match route.access {
        Access::Change | Access::Program => "POST",
        Access::Entry | Access::Page => "GET",
    }
}

#[test]
fn every_route_refuses_whoever_is_not_at_the_desk() {
    let tried = Tried::new();
    let before = tried.files();
    let cookie = tried.cookie.clone();
    let old = format!("voced-{PORT}={}", "0".repeat(64));
    let foreign: [&[(&str, &str)]; 12] = [
        &[("host", HOST)],
        &[("host", HOST), ("cookie", &old)],
        &[("host", "localhost:49152"), ("cookie", &cookie)],
        &[("host", "evil.example"), ("cookie", &cookie)],
        &[
            ("host", HOST),
            ("cookie", &cookie),
            ("sec-fetch-site", "cross-site"),
        ],
        &[
            ("host", HOST),
            ("cookie", &cookie),
            ("sec-fetch-site", "same-site"),
        ],
        &[("host", HOST), ("sec-fetch-site", "same-origin")],
        &[("host", HOST), ("authorization", "Bearer 0")],
        &[
            ("host", HOST),
            ("cookie", &cookie),
            ("origin", "http://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ],
        &[
            ("host", HOST),
            ("cookie", &old),
            ("sec-fetch-site", "same-origin"),
        ],
        &[("host", HOST), ("x-forwarded-host", HOST)],
        &[("x-forwarded-host", HOST), ("cookie", &cookie)],
    ];
    let mut n_tries = 0;
    for route in ROUTES {
        for headers in foreign {
            let answer = tried.asks(method(route), &example(route), headers, Vec::new());
            let place = format!("{} {headers:?}", route.path);
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{place}");
            assert!(!answer.body.contains("甲校"), "{place}");
            n_tries += 1;
        }
    }
    assert!(n_tries > 200, "{n_tries}");
    assert_eq!(tried.files(), before);
}

#[test]
fn no_form_is_taken_without_a_word_of_whose_page_it_is() {
    let tried = Tried::new();
    let before = tried.files();
    for route in ROUTES.iter().filter(|route| route.access == Access::Change) {
        let bare = [("host", HOST), ("cookie", &*tried.cookie)];
        let answer = tried.asks("POST", &example(route), &bare, Vec::new());
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", route.path);
    }
    assert_eq!(tried.files(), before);
}

#[test]
fn a_code_lets_in_once() {
    let tried = Tried::new();
    let enter = |code: &str| {
        let path = format!("/enter?code={code}");
        tried.asks("GET", &path, &[("host", HOST)], Vec::new())
    };
    assert_eq!(enter("").status, StatusCode::FORBIDDEN);
    assert_eq!(enter(&"0".repeat(64)).status, StatusCode::FORBIDDEN);
    let question = Question::new(&tried.shared).unwrap();
    let own = [("host", HOST), ("authorization", question.header())];
    let answer = tried.asks("POST", "/code", &own, Vec::new()).body;
    let code = question.code(&answer).unwrap();
    let first = enter(&code);
    assert_eq!(first.status, StatusCode::OK);
    let cookie = first.headers["set-cookie"].to_str().unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "voced-49152="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(enter(&code).status, StatusCode::FORBIDDEN);
}

#[test]
fn every_answer_says_that_nothing_from_elsewhere_runs() {
    let tried = Tried::new();
    for path in [
        "/",
        "/2023",
        "/2023/school/a-1",
        "/desk.js",
        "/nothing",
        "/2023/output?name=x",
    ] {
        let answer = tried.gets(path);
        let header = |name: &str| answer.headers[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(
            header("cross-origin-resource-policy"),
            "same-origin",
            "{path}"
        );
        assert_eq!(header("cache-control"), "no-store", "{path}");
    }
}

#[test]
fn markup_in_a_list_of_schools_stays_text() {
    let tried = Tried::new();
    for path in [
        "/2023",
        "/2023/findings",
        "/2023/school/a-1",
        "/2023/results",
        "/2023/report",
    ] {
        let answer = tried.gets(path);
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.body.contains("&lt;script&gt;alert(1)"), "{path}");
        for raw in ["<script>alert", "<img src=x"] {
            assert!(!answer.body.contains(raw), "{path}");
        }
    }
}

#[test]
fn nothing_is_had_by_a_path() {
    let tried = Tried::new();
    for name in [
        "../../secret.xlsx",
        "..%2F..%2F..%2Fsecret.xlsx",
        "%2e%2e/%2e%2e/bureau.toml",
        "/etc/passwd",
        "bureau.toml",
        "data/../../bureau.toml",
        ".voced-written",
        "",
        "%00",
        "C:%5Csecret.xlsx",
    ] {
        let answer = tried.gets(&format!("/2023/output?name={name}"));
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
    }
    for path in [
        "/../secret.xlsx",
        "/2023/school/../../secret",
        "/2023/school/a-2",
        "/2023/school/%2e%2e",
        "/2023/packed/..",
        "/2023/packed/submissions",
        "/1/school/a-1",
        "/20230",
    ] {
        let answer = tried.gets(path);
        assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
    }
}

#[test]
fn what_is_dropped_stays_among_the_returned_workbooks() {
    let tried = Tried::new();
    let before = tried.files();
    for (name, stored) in [
        ("../../../secret.xlsx", Some("secret.xlsx")),
        ("..\\\\..\\\\bureau.toml", None),
        ("/etc/cron.d/x.xlsx", Some("x.xlsx")),
        ("甲校.xlsx.exe", None),
        ("bureau.toml", None),
        ("layouts/x.json", None),
        ("CON.xlsx", Some("来件CON.xlsx")),
        ("..xlsx", None),
        ("<script>alert(1)</script>.xlsx", Some("script.xlsx")),
    ] {
        let content = begun(name);
        let answer = tried.drops(name, &content);
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert!(!answer.body.contains("<script>alert"), "{name}");
        let there = stored.map(|stored| tried.root().join("2023/submissions").join(stored));
        if let Some(there) = there {
            assert_eq!(fs::read(&there).unwrap(), content, "{name}");
            fs::remove_file(there).unwrap();
        }
    }
    assert_eq!(tried.files(), before);
    let secret = fs::read(tried.temporary.path().join("secret.xlsx")).unwrap();
    assert_eq!(secret, b"not to be had");
}

const MULTIPART: &str = "multipart/form-data; boundary=b";
const FORM: &str = "application/x-www-form-urlencoded";

/// What no page of the desk sends.
const NO_FORMS: &[(&str, &str, &str)] = &[
    ("/2023/files", "text/plain", "x"),
    ("/2023/files", MULTIPART, ""),
    (
        "/2023/files",
        MULTIPART,
        "--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.xlsx\"\r\n\r\nhalf",
    ),
    ("/2023/files", "multipart/form-data", "x"),
    ("/2023/waive", FORM, ""),
    (
        "/2023/waive",
        FORM,
        "school=a-1&rule=IDN003&values=%E6%B2%A1%E6%9C%89&by=x&reason=y",
    ),
    (
        "/2023/waive",
        FORM,
        "school=a-1&rule=IDN003&values=&by=x&reason=y",
    ),
    ("/2023/waive", FORM, "school=a-1"),
    (
        "/2023/waive",
        FORM,
        "school=a-1&rule=IDN003&values=x&by=&reason=",
    ),
    (
        "/2023/waive",
        FORM,
        "school=a-1&rule=..%2F..&values=x&by=x&reason=y",
    ),
    ("/2023/confirm", FORM, "school=a-1&code=0000-0000-0000-0000"),
    ("/2023/confirm", FORM, "school=%00&code="),
    ("/2023/settings/deadline", FORM, "deadline=11-15"),
    (
        "/2023/settings/deadline",
        FORM,
        "seen=0&deadline=11-15&contact=x",
    ),
    (
        "/2023/settings/school",
        FORM,
        "seen=&school=a-1&name=%3Cb%3E&short=x",
    ),
    (
        "/2023/settings/school",
        FORM,
        "school=..%2F..&name=x&short=x",
    ),
    ("/2023/settings/new-school", FORM, "name=%00"),
    (
        "/2023/settings/new-school",
        FORM,
        "name=x&since=99999999999",
    ),
    ("/2023/settings/close", FORM, "school=a-1&last=x&into=a-1"),
    ("/2023/settings/withdraw", FORM, "at=18446744073709551615"),
    ("/2023/settings/withdraw", FORM, "at=-1"),
    ("/2023/settings/bound", FORM, "at=0&value=NaN&reason=x"),
    ("/2023/settings/bound", FORM, "at=99999&value=1&reason=x"),
    ("/2023/settings/form", MULTIPART, "--b--"),
    ("/2023/settings/form/1", FORM, "seen="),
    ("/2023/pack/returned", FORM, "school=..%2F..%2Fsecret"),
    ("/2023/pack/%2e%2e", FORM, ""),
    ("/2023/report", FORM, "issued=2023-02-30"),
    ("/2023/undo", FORM, "number=99"),
    ("/begin", MULTIPART, "--b--"),
    (
        "/begin",
        MULTIPART,
        "--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n乙局\r\n\
             --b\r\nContent-Disposition: form-data; name=\"list\"; filename=\"a.csv\"\r\n\r\n学校名称\n乙校\n\r\n--b--\r\n",
    ),
];

#[test]
fn bodies_that_are_no_forms_leave_nothing_and_stop_nothing() {
    let tried = Tried::new();
    let before = tried.files();
    let long = format!(
        "school=a-1&rule=IDN003&values={}&by=x&reason=y",
        "9".repeat(1 << 20)
    );
    let long = ("/2023/waive", FORM, long.as_str());
    for (path, content_type, body) in NO_FORMS.iter().copied().chain([long]) {
        let answer = tried.posts(path, content_type, body.as_bytes().to_vec());
        assert!(
            answer.status != StatusCode::INTERNAL_SERVER_ERROR,
            "{path} {body:.60}"
        );
    }
    assert_eq!(tried.files(), before);
    assert_eq!(tried.gets("/2023").status, StatusCode::OK);
}

#[test]
fn what_nobody_types_is_not_taken_in() {
    let tried = Tried::new();
    let form = "application/x-www-form-urlencoded";
    let long = format!("deadline={}", "1".repeat(MOST_TEXT + 1));
    for route in ROUTES.iter().filter(|route| route.access == Access::Change) {
        if !route.takes_files && route.path.contains("settings") {
            let answer = tried.posts(&example(route), form, long.clone().into_bytes());
            let refused = StatusCode::PAYLOAD_TOO_LARGE;
            assert_eq!(answer.status, refused, "{}", route.path);
            assert!(answer.body.contains("没有做任何改动"), "{}", route.path);
        }
    }
}

#[test]
fn a_file_that_is_too_large_is_read_to_its_end_and_refused() {
    let tried = Tried::new();
    let answer = tried.drops(
        "甲校.xlsx",
        &vec![b'x'; voced_ingest::LARGEST_FILE + (8 << 20)],
    );
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains("超过24 MB"), "{}", answer.body);
    assert!(!tried.root().join("2023/submissions/甲校.xlsx").exists());
}

#[test]
fn two_who_write_at_once_lose_nothing() {
    let tried = Tried::new();
    let names: Vec<String> = (0..8).map(|at| format!("{at}.xlsx")).collect();
    std::thread::scope(|scope| {
        for name in &names {
            scope.spawn(|| tried.drops("甲校.xlsx", &begun(name)));
        }
    });
    let submissions = tried.root().join("2023/submissions");
    let mut contents: Vec<Vec<u8>> = fs::read_dir(submissions)
        .unwrap()
        .map(|entry| fs::read(entry.unwrap().path()).unwrap())
        .collect();
    contents.sort();
    let sent: Vec<Vec<u8>> = names.iter().map(|name| begun(name)).collect();
    assert_eq!(contents, sent);
}
