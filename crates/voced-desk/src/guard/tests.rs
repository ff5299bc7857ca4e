use axum::http::HeaderValue;

use super::*;

const PORT: u16 = 49152;

/// Headers as they stand in a request: `Host: 127.0.0.1:49152`.
fn headers(lines: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(": ").unwrap();
        let name: HeaderName = name.to_lowercase().parse().unwrap();
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn guard() -> Guard {
    Guard::new(PORT).unwrap()
}

/// What comes of a request that is right but for these headers.
fn judged(access: Access, method: &Method, lines: &[&str]) -> Result<(), Refused> {
    let guard = guard();
    let cookie = format!("Cookie: voced-{PORT}={}", guard.secret);
    let mut lines = lines.to_vec();
    if !lines.iter().any(|line| line.starts_with("Cookie")) {
        lines.push(&cookie);
    }
    if !lines.iter().any(|line| line.starts_with("Host")) {
        lines.push("Host: 127.0.0.1:49152");
    }
    guard.judge(access, method, &headers(&lines))
}

#[test]
fn only_this_very_host_is_answered() {
    assert_eq!(judged(Access::Page, &Method::GET, &[]), Ok(()));
    for host in [
        "localhost:49152",
        "LOCALHOST:49152",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:49153",
        "127.0.0.1:049152",
        "127.0.0.1:49152 ",
        "127.0.0.1:49152.",
        "127.0.0.1.:49152",
        "127.1:49152",
        "127.0.0.2:49152",
        "2130706433:49152",
        "0x7f000001:49152",
        "0177.0.0.1:49152",
        "0.0.0.0:49152",
        "[::1]:49152",
        "[::ffff:127.0.0.1]:49152",
        "user@127.0.0.1:49152",
        "127.0.0.1:49152,evil.example",
        "127.0.0.1.evil.example:49152",
        "evil.example",
        "http://127.0.0.1:49152",
        "",
    ] {
        let host = format!("Host: {host}");
        for access in [Access::Entry, Access::Page] {
            let found = judged(access, &Method::GET, &[&host]);
            assert_eq!(found, Err(Refused::Host), "{host}");
        }
    }
    let twice = ["Host: 127.0.0.1:49152", "Host: 127.0.0.1:49152"];
    assert_eq!(
        judged(Access::Page, &Method::GET, &twice),
        Err(Refused::Host)
    );
    let none = guard().judge(Access::Page, &Method::GET, &HeaderMap::new());
    assert_eq!(none, Err(Refused::Host));
}

/// Headers, and what comes of them.
type Try = (&'static [&'static str], Result<(), Refused>);

const FOREIGN: Result<(), Refused> = Err(Refused::Foreign);
const OWN: &str = "Origin: http://127.0.0.1:49152";

const READS: [Try; 9] = [
    (&[], Ok(())),
    (&["Sec-Fetch-Site: none"], Ok(())),
    (&["Sec-Fetch-Site: same-origin"], Ok(())),
    (&["Sec-Fetch-Site: same-site"], FOREIGN),
    (&["Sec-Fetch-Site: cross-site"], FOREIGN),
    (&["Sec-Fetch-Site: "], FOREIGN),
    (&["Sec-Fetch-Site: Same-Origin"], FOREIGN),
    (&["Sec-Fetch-Site: same-origin, cross-site"], FOREIGN),
    (
        &["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"],
        FOREIGN,
    ),
];

const CHANGES: [Try; 21] = [
    (&["Sec-Fetch-Site: same-origin", OWN], Ok(())),
    (&["Sec-Fetch-Site: same-origin"], Ok(())),
    (&[OWN], Ok(())),
    (&[], FOREIGN),
    (&["Sec-Fetch-Site: none"], FOREIGN),
    (&["Sec-Fetch-Site: none", OWN], FOREIGN),
    (&["Sec-Fetch-Site: same-site"], FOREIGN),
    (&["Sec-Fetch-Site: same-site", OWN], FOREIGN),
    (&["Sec-Fetch-Site: cross-site", OWN], FOREIGN),
    (&["Sec-Fetch-Site: same-origin", "Origin: null"], FOREIGN),
    (
        &[
            "Sec-Fetch-Site: same-origin",
            "Origin: http://127.0.0.1:49153",
        ],
        FOREIGN,
    ),
    (&["Origin: null"], FOREIGN),
    (&["Origin: http://localhost:49152"], FOREIGN),
    (&["Origin: https://127.0.0.1:49152"], FOREIGN),
    (&["Origin: http://127.0.0.1"], FOREIGN),
    (&["Origin: http://127.0.0.1:49152/"], FOREIGN),
    (&["Origin: http://127.0.0.1:49152.evil.example"], FOREIGN),
    (&["Origin: http://evil.example"], FOREIGN),
    (&[OWN, "Origin: http://evil.example"], FOREIGN),
    (&[OWN, OWN], FOREIGN),
    (&["Origin: "], FOREIGN),
];

#[test]
fn only_this_desks_own_pages_read_and_change() {
    for (lines, wanted) in READS {
        assert_eq!(
            judged(Access::Page, &Method::GET, lines),
            wanted,
            "{lines:?}"
        );
    }
    for (lines, wanted) in CHANGES {
        assert_eq!(
            judged(Access::Change, &Method::POST, lines),
            wanted,
            "{lines:?}"
        );
    }
    let own = ["Sec-Fetch-Site: same-origin", OWN];
    for method in [
        Method::GET,
        Method::HEAD,
        Method::PUT,
        Method::DELETE,
        Method::OPTIONS,
    ] {
        assert_eq!(judged(Access::Change, &method, &own), FOREIGN, "{method}");
    }
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS] {
        assert_eq!(judged(Access::Page, &method, &own), FOREIGN, "{method}");
    }
}

#[test]
fn only_the_cookie_of_this_start_lets_in() {
    let stranger = Err(Refused::Stranger);
    let guard = guard();
    let secret = &guard.secret;
    let judge = |cookies: &[String]| {
        let mut lines = vec!["Host: 127.0.0.1:49152"];
        lines.extend(cookies.iter().map(String::as_str));
        guard.judge(Access::Page, &Method::GET, &headers(&lines))
    };
    let cookie = |text: String| vec![format!("Cookie: {text}")];
    assert_eq!(judge(&cookie(format!("voced-49152={secret}"))), Ok(()));
    assert_eq!(
        judge(&cookie(format!("a=b; voced-49152={secret}; c=d"))),
        Ok(())
    );
    let old = self::guard().secret;
    for wrong in [
        format!("voced-49153={secret}"),
        format!("voced={secret}"),
        format!("VOCED-49152={secret}"),
        format!("voced-49152={old}"),
        format!("voced-49152={}", secret.to_uppercase()),
        format!("voced-49152={}", &secret[1..]),
        format!("voced-49152={secret}0"),
        format!("voced-49152=\"{secret}\""),
        "voced-49152=".to_owned(),
        "voced-49152".to_owned(),
        secret.clone(),
    ] {
        assert_eq!(judge(&cookie(wrong.clone())), stranger, "{wrong}");
    }
    assert_eq!(judge(&[]), stranger);
}

#[test]
fn a_code_counts_once_and_few_wait() {
    let guard = guard();
    let code = guard.new_code().unwrap();
    assert!(!guard.take(""));
    assert!(!guard.take(&code[1..]));
    assert!(guard.take(&code));
    assert!(!guard.take(&code));
    let codes: Vec<String> = (0..100).map(|_| guard.new_code().unwrap()).collect();
    let waiting = codes.iter().filter(|code| guard.take(code));
    assert_eq!(waiting.count(), MOST_CODES);
}

#[test]
fn a_browser_enters_by_going_there_and_in_no_other_way() {
    let enter = |lines: &[&str]| judged(Access::Entry, &Method::GET, lines);
    assert_eq!(
        enter(&["Sec-Fetch-Site: cross-site", "Sec-Fetch-Dest: document"]),
        Ok(())
    );
    for dest in ["image", "script", "iframe", "empty", "object", "embed", ""] {
        let dest = format!("Sec-Fetch-Dest: {dest}");
        assert_eq!(enter(&[&dest]), Err(Refused::Foreign), "{dest}");
    }
    assert_eq!(
        judged(Access::Entry, &Method::POST, &[]),
        Err(Refused::Foreign)
    );
}

#[test]
fn another_start_of_the_program_must_know_the_secret() {
    let guard = guard();
    let nonce = "0123456789abcdef".repeat(4);
    let proof = |secret: &str, word: Word| {
        let proof = handshake::proof(secret, word, &nonce);
        format!("Authorization: Voced {nonce} {proof}")
    };
    let right = proof(&guard.shared, Word::Asks);
    let judge = |lines: &[&str]| {
        let mut all = vec!["Host: 127.0.0.1:49152"];
        all.extend(lines);
        guard.judge(Access::Program, &Method::POST, &headers(&all))
    };
    assert_eq!(judge(&[&right]), Ok(()));
    for wrong in [
        proof(&guard.secret, Word::Asks),
        proof(&self::guard().shared, Word::Asks),
        // What the desk says cannot be said back to it.
        proof(&guard.shared, Word::Answers),
        proof(&guard.shared, Word::Enters),
        right.replace("0123", "1123"),
        right.replace("Voced", "Bearer"),
        right[..right.len() - 1].to_owned(),
        format!("Authorization: Bearer {}", guard.shared),
        "Authorization: Voced  ".to_owned(),
        format!("Cookie: voced-49152={}", guard.secret),
    ] {
        assert_eq!(judge(&[&wrong]), Err(Refused::Stranger), "{wrong}");
    }
    assert_eq!(judge(&[]), Err(Refused::Stranger));
    // No page may ask, whatever it knows.
    assert_eq!(
        judge(&[&right, "Sec-Fetch-Site: same-origin"]),
        Err(Refused::Foreign)
    );
    assert_eq!(judge(&[&right, "Origin: null"]), Err(Refused::Foreign));
}
