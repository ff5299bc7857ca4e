//! Which of a school's workbooks counts, and what is told where names do not say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fmt::Write as _;
use std::fs;

use common::{Siping, fixtures};
use voced_domain::{Answer, ReplyTo, Submission};
use voced_ingest::{Expected, Reading, gather};

const ONE: &str = "siping/2020/submissions/四平市经济贸易学校.xlsx";
const OTHER: &str = "siping/2020/submissions/四平市职业技术教育中心.xlsx";
const JUNK: &str = "broken/truncated.xlsx";
/// The sheet that ONE signs.
const SIGNED: &str = "broken/confirmation.xlsx";

/// Folders with their files; what each holds.
const CASES: &[(&str, &[(&str, &str)])] = &[
    (
        "经贸",
        &[
            ("第一次.xlsx", ONE),
            ("第二次.xlsx", ONE),
            ("第三次.xlsx", ONE),
        ],
    ),
    ("经贸", &[("第９次.xlsx", ONE), ("第１０次.xlsx", ONE)]),
    ("经贸", &[("11月5日.xlsx", ONE), ("11月12日.xlsx", ONE)]),
    ("经贸", &[("2020-11-12.xlsx", ONE), ("2020-12-5.xlsx", ONE)]),
    ("经贸", &[("经贸.xlsx", ONE), ("经贸(1).xlsx", ONE)]),
    ("经贸", &[("初报.xlsx", ONE), ("修改后.xlsx", ONE)]),
    (
        "经贸",
        &[
            ("修改后.xlsx", ONE),
            ("初报.xlsx", ONE),
            ("初报(1).xlsx", ONE),
        ],
    ),
    (
        "经贸",
        &[
            ("第3次.xlsx", ONE),
            ("2020-11-05.xlsx", ONE),
            ("2020-11-06.xlsx", ONE),
        ],
    ),
    ("经贸", &[("第2次.xlsx", ONE), ("第2次(改).xlsx", ONE)]),
    ("经贸", &[("报表V2.1.xlsx", ONE), ("报表V10.1.xlsx", ONE)]),
    ("四平经贸学校", &[("第1次.xlsx", JUNK), ("第2次.xlsx", ONE)]),
    ("四平经贸学校", &[("第1次.xlsx", ONE), ("第2次.xlsx", JUNK)]),
    (
        "四平经贸学校",
        &[("2020-11-20.xlsx", JUNK), ("11月5日.xlsx", ONE)],
    ),
    (
        "收件",
        &[("第1次.xlsx", JUNK), ("四平职教中心 第2次.xlsx", OTHER)],
    ),
    (
        "收件",
        &[
            ("四平经贸学校 第1次.xlsx", JUNK),
            ("四平职教中心 第2次.xlsx", OTHER),
        ],
    ),
    (
        "收件",
        &[
            ("经贸.xlsx", ONE),
            ("职教.xlsx", OTHER),
            ("第3次.xlsx", JUNK),
        ],
    ),
    (
        "四平职教中心",
        &[("第1次.xlsx", OTHER), ("四平经贸学校 第2次.xlsx", JUNK)],
    ),
    ("", &[("经贸.xlsx", ONE), ("经贸（第2次）.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("经贸 2020-10-20.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("经贸（第1次）.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("经贸新.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("经贸 - 副本（同）.xlsx", ONE)]),
    ("", &[("退回后改.xlsx", ONE), ("初报.xlsx", ONE)]),
    ("", &[("第1次（退回后改）.xlsx", ONE), ("第2次.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("四平经贸学校 第2次.xlsx", JUNK)]),
    (
        "",
        &[
            ("四平经贸学校 第1次.xlsx", JUNK),
            ("四平经贸学校 第2次.xlsx", ONE),
        ],
    ),
    ("", &[("经贸.xlsx", ONE), ("第2次.xlsx", JUNK)]),
    ("", &[("经贸.xlsx", ONE), ("第2次/经贸.xlsx", ONE)]),
    ("", &[("第2次/经贸.xlsx", ONE), ("第1次/经贸.xlsx", ONE)]),
    ("", &[("经贸.xlsx", ONE), ("四平经贸学校.xlsx", SIGNED)]),
    (
        "四平经贸学校",
        &[("第1次.xlsx", ONE), ("第2次.xlsx", SIGNED)],
    ),
    (
        "四平经贸学校",
        &[("第1次.xlsx", JUNK), ("第2次.xlsx", SIGNED)],
    ),
    ("", &[("四平经贸学校.xlsx", SIGNED)]),
];

/// The files as if schools had changed a number each time, but for a copy (同); what was corrected after
/// it came back (退回) answers the last of them.
fn as_sent(mut readings: Vec<Reading>) -> Vec<Reading> {
    for (idx, reading) in (1i64..).zip(&mut readings) {
        let Some(submission) = &mut reading.submission else {
            continue;
        };
        let mut values = submission.values.iter_mut();
        let number = values.find(|value| value.answer.number().is_some());
        if !reading.file.contains('同') {
            number.unwrap().answer = Answer::Number((1000 + idx).into());
        } else {
            number.unwrap().answer = Answer::Number(1001.into());
        }
    }
    let codes: Vec<Option<String>> = readings
        .iter()
        .map(|one| one.submission.as_ref().map(Submission::data_code))
        .collect();
    for reading in &mut readings {
        if reading.file.contains("退回") {
            let data_code = codes.last().unwrap().clone().unwrap();
            reading.reply_to = Some(ReplyTo {
                round: 2,
                data_code,
            });
        }
    }
    readings
}

#[test]
fn the_last_round_counts_and_what_is_not_told_is_a_finding() {
    let siping = Siping::open();
    let mut text = String::new();
    for (folder, files) in CASES {
        let names: Vec<String> = files
            .iter()
            .map(|(name, path)| format!("{name}{}", if *path == JUNK { "（坏）" } else { "" }))
            .collect();
        let _ = writeln!(text, "{folder}：{}", names.join("，"));
        let readings = files.iter().map(|(name, path)| {
            let bytes = fs::read(fixtures().join(path)).unwrap();
            let name = match *folder {
                "" => (*name).to_owned(),
                folder => format!("{folder}/{name}"),
            };
            let folder = name.split_once('/').map(|(folder, _)| folder.to_owned());
            Reading {
                folder,
                ..siping.read(&name, &bytes)
            }
        });
        let expected = Expected::new(&siping.bureau, &siping.edition, &siping.templates);
        let gathered = gather(as_sent(readings.collect()), expected.bureau);
        for submission in &gathered.submissions {
            let _ = writeln!(text, "  用{}", submission.file);
        }
        let about_files = |rule: &str| matches!(rule, "STR004" | "IDN004" | "STR033");
        for finding in &gathered.findings {
            let school = finding.school.as_ref().map_or("不明", |code| code.as_str());
            if about_files(finding.rule.as_str()) {
                let _ = writeln!(text, "  {school} {finding}");
            }
        }
    }
    insta::assert_snapshot!(text);
}
