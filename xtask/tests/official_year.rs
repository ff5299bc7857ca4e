//! The official's year, twice: workbooks sent out, filled in with mistakes, sent back, corrected, explained,
//! waived, signed for, reported. Nobody touches a file but the clerks their cells.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use common::{files, run, text};
use serde_json::Value;
use voced_clerk::workbook;
use voced_clerk::{Answers, CITY, SCHOOLS, correct, fill, layout, list, list_of_schools, string};

/// Whose workbook has a number that cannot be, whose one that is to be explained, who sends nothing.
const WRONG: &str = "云泽市第一职业中学";
const ODD: &str = "东湖区职业教育中心";
const ABSENT: &str = "云泽市农业机械化学校";

/// The official at her desk: what she types, and what she is told.
struct Official {
    root: PathBuf,
    out: PathBuf,
    story: String,
}

impl Official {
    /// A bureau made from a list of schools in Excel.
    fn begins(scratch: &Path) -> Self {
        let names = scratch.join("名单.xlsx");
        list_of_schools(&names);
        let official = Self {
            root: scratch.join("我局"),
            out: scratch.join("结果"),
            story: String::new(),
        };
        let root = official.root.clone();
        let arguments = [
            "init",
            text(&root),
            "--name",
            "云泽市教育局",
            "--region",
            CITY,
        ];
        let made = run(&[&arguments[..], &["--schools", text(&names)]].concat());
        assert!(made.status.success(), "{made:?}");
        official
    }

    /// A command of a year; what it says goes into the story, without the places of this machine.
    fn does(&mut self, year: &str, command: &[&str], code: i32) -> String {
        let mut arguments = command.to_vec();
        let out = self.out.join(year);
        arguments.extend(["--year", year, "--bureau", text(&self.root)]);
        if matches!(command[0], "status" | "check" | "report") {
            arguments.extend(["--out", text(&out)]);
        }
        let ended = run(&arguments);
        let said = [&ended.stdout[..], &ended.stderr[..]].concat();
        let said = String::from_utf8(said).unwrap();
        assert_eq!(ended.status.code(), Some(code), "{command:?}: {said}");
        let told = said
            .replace(text(&out), "〔结果〕")
            .replace(text(&self.root), "我局");
        let _ = writeln!(
            self.story,
            "\n$ {} --year {year}\n{}",
            command.join(" "),
            told.trim_end()
        );
        said
    }

    /// Where every school stands, as data.
    fn board(&self, year: &str, on: &str) -> Value {
        let out = self.out.join(year);
        let ended = run(&[
            "status",
            "--year",
            year,
            "--bureau",
            text(&self.root),
            "--out",
            text(&out),
            "--on",
            on,
            "--format",
            "json",
            "--quiet",
        ]);
        serde_json::from_slice(&ended.stdout).unwrap()
    }

    fn submissions(&self, year: &str) -> PathBuf {
        self.root.join(year).join("submissions")
    }

    fn returned(&self, year: &str, school: &str) -> PathBuf {
        self.out.join(year).join(format!("退回/{school}.xlsx"))
    }

    /// Clerks fill in what they were sent, one with a number that cannot be, one with an odd one.
    fn clerks_fill_in(&self, year: &str, but: Option<&str>) {
        let folder = self.root.join(year);
        let (of_school, of_city) = (layout(&folder, "school"), layout(&folder, "city"));
        for [code, name, ..] in SCHOOLS.iter().filter(|[_, name, ..]| Some(*name) != but) {
            let mut answers = Answers::of(year, code);
            match *name {
                WRONG => answers
                    .values
                    .insert("teachers.bachelor".into(), "999".into()),
                ODD => answers.values.insert("books".into(), "516".into()),
                _ => None,
            };
            let file = format!("{name}.xlsx");
            let issued = folder.join("templates").join(&file);
            let typed = answers.typed(&of_school, year);
            fill(&issued, &folder.join("submissions").join(&file), &typed);
        }
        let typed = Answers::of(year, CITY).typed(&of_city, year);
        let issued = folder.join("templates/city.xlsx");
        fill(&issued, &folder.join("city.xlsx"), &typed);
    }

    /// They correct and explain in what came back, and call the files as they like.
    fn clerks_answer(&self, year: &str) {
        let right = Answers::of(year, SCHOOLS[0][0]);
        let at = place(
            &layout(&self.root.join(year), "school"),
            "teachers.bachelor",
        );
        let (sheet, cell) = (at.0.as_str(), at.1.as_str());
        let corrected = self.submissions(year).join("改好了.xlsx");
        let value = &right.values["teachers.bachelor"];
        correct(
            &self.returned(year, WRONG),
            &corrected,
            &[(sheet, cell, value)],
        );
        let explained = self.submissions(year).join(format!("{ODD}（第2次）.xlsx"));
        let reason = "图书室搬迁，旧书已全部报废注销";
        correct(
            &self.returned(year, ODD),
            &explained,
            &[("问题清单", "F4", reason)],
        );
    }

    /// Every school that passed signs for its data.
    fn schools_sign(&mut self, year: &str, on: &str) {
        let board = self.board(year, on);
        for school in list(&board["schools"]) {
            if school["status"] == "passed" {
                let code = string(&school["data_code"]).to_owned();
                let arguments = [
                    "confirm",
                    string(&school["short"]),
                    "--code",
                    &code,
                    "--on",
                    on,
                ];
                let ended = self.does(year, &arguments, 0);
                assert!(ended.contains("签字"), "{ended}");
            }
        }
    }
}

/// The sheet and cell of an item.
fn place(layout: &Value, item: &str) -> (String, String) {
    let sheets = list(&layout["sheets"]).iter();
    let mut places = sheets.flat_map(|sheet| {
        let fields = list(&sheet["body"]["items"]["fields"]).iter();
        let own = fields.filter(|field| field["item"] == item);
        own.map(|field| {
            (
                string(&sheet["title"]).to_owned(),
                string(&field["cell"]).to_owned(),
            )
        })
    });
    places.next().unwrap()
}

#[test]
fn an_official_gets_through_her_first_and_her_second_year() {
    let scratch = tempfile::tempdir().unwrap();
    let mut official = Official::begins(scratch.path());
    let root = official.root.clone();

    first_year(&mut official, "2020");
    let first = std::mem::take(&mut official.story);
    insta::assert_snapshot!("first_year", without_codes(&first));
    second_year(&mut official, "2021");
    insta::assert_snapshot!("second_year", without_codes(&official.story));
    let record = fs::read_to_string(root.join("2020/办理记录.csv")).unwrap();
    insta::assert_snapshot!("record", without_codes(&record));
}

fn first_year(official: &mut Official, year: &str) {
    official.does(year, &["template", "--on", "2020-10-08"], 0);
    official.does(year, &["status", "--on", "2020-10-09"], 0);
    official.clerks_fill_in(year, Some(ABSENT));
    official.does(year, &["check", "--on", "2020-11-01"], 1);
    official.does(year, &["status", "--on", "2020-11-02"], 0);
    official.clerks_answer(year);
    official.does(year, &["check", "--on", "2020-11-10"], 1);
    let waive = [
        "waive",
        "IDN003",
        "--school",
        ABSENT,
        "--by",
        "职成科（示例）",
    ];
    let waive = [
        &waive[..],
        &["--reason", "学校停电，工作簿未能报送", "--on", "2020-11-11"],
    ];
    official.does(year, &waive.concat(), 0);
    official.does(year, &["check", "--on", "2020-11-11"], 0);
    official.schools_sign(year, "2020-11-12");
    official.does(year, &["status", "--on", "2020-11-13"], 0);
    official.does(year, &["report", "--only", "html,json,csv,xlsx"], 0);
    changed_after_signing(official, year);
}

/// A number is changed in the workbook that was signed for.
fn changed_after_signing(official: &mut Official, year: &str) {
    let [_, name, ..] = SCHOOLS[2];
    let path = official.submissions(year).join(format!("{name}.xlsx"));
    let signed = fs::read(&path).unwrap();
    let (sheet, cell) = place(&layout(&official.root.join(year), "school"), "books");
    correct(&path, &path, &[(&sheet, &cell, "54000")]);
    let told = official.does(year, &["check", "--on", "2020-11-14"], 1);
    assert!(told.contains("IDN008"), "{told}");
    official.does(year, &["status", "--on", "2020-11-15"], 0);
    fs::write(path, signed).unwrap();
}

/// The second year: what was let stand in the first is not told again, and everybody answers.
fn second_year(official: &mut Official, year: &str) {
    official.does(year, &["template", "--on", "2021-10-08"], 0);
    official.clerks_fill_in(year, None);
    official.does(year, &["check", "--on", "2021-11-01"], 1);
    official.clerks_answer(year);
    official.does(year, &["check", "--on", "2021-11-10"], 0);
    official.schools_sign(year, "2021-11-12");
    official.does(year, &["status", "--on", "2021-11-13"], 0);
    let told = official.does(year, &["report", "--only", "html,json,csv,xlsx"], 0);
    assert!(!told.contains("上年的工作簿有"), "{told}");
    nobody_is_named_to_the_public(&official.out.join(year));
}

/// Who filled in a workbook, and at which number, is for the bureau alone.
fn nobody_is_named_to_the_public(out: &Path) {
    let for_the_bureau = ["内部版", "退回", "确认表"];
    let published = files(out).into_iter().filter(|path| {
        let first = path.iter().next().unwrap().to_string_lossy();
        !for_the_bureau.contains(&&*first) && first != "核查报告.xlsx"
    });
    let published: Vec<PathBuf> = published.collect();
    assert!(published.len() >= 5, "{published:?}");
    for path in published {
        let bytes = fs::read(out.join(&path)).unwrap();
        let texts = if path.extension().is_some_and(|found| found == "xlsx") {
            workbook::texts(&out.join(&path))
        } else {
            String::from_utf8_lossy(&bytes).into_owned()
        };
        for person in ["填报人（示例）", "000-0000000"] {
            assert!(!texts.contains(person), "{}: {person}", path.display());
        }
    }
}

/// Codes of data are as good as their digits; which they are is nobody's business here.
fn without_codes(story: &str) -> String {
    let is_of_code = |c: char| c.is_ascii_hexdigit() || c == '-';
    let is_code = |word: &str| word.len() == 19 && word.matches('-').count() == 3;
    let parts = story.split_inclusive(|c: char| !is_of_code(c));
    let parts = parts.map(|part| {
        let word = part.trim_end_matches(|c: char| !is_of_code(c));
        if is_code(word) {
            part.replacen(word, "〔校验码〕", 1)
        } else {
            part.to_owned()
        }
    });
    parts.collect()
}

/// What a clerk wrote of a number stands in the workbook that goes back; saved over the first one with another
/// number, it was not written of that.
#[test]
fn an_explanation_that_went_back_does_not_answer_for_another_number() {
    let scratch = tempfile::tempdir().unwrap();
    let mut official = Official::begins(scratch.path());
    let root = official.root.clone();
    official.does("2020", &["template", "--on", "2020-10-08"], 0);
    official.clerks_fill_in("2020", None);

    let layout = layout(&root.join("2020"), "school");
    let (books, bachelors) = (place(&layout, "books"), place(&layout, "teachers.bachelor"));
    let path = official.submissions("2020").join(format!("{ODD}.xlsx"));
    for (number, text) in [
        ("4.04", "图书室搬迁，旧书已报废"),
        ("全校", "学校搬迁，资产重新登记"),
    ] {
        let said = [("情况说明", "A4", number), ("情况说明", "B4", text)];
        let wrong = (&*bachelors.0, &*bachelors.1, "999");
        correct(
            &path,
            &path,
            &[wrong, (&books.0, &books.1, "516"), said[0], said[1]],
        );
        official.does("2020", &["check", "--on", "2020-11-01"], 1);
        // They mend what was wrong, and the number that was explained becomes another one.
        let right = &Answers::of("2020", SCHOOLS[4][0]).values["teachers.bachelor"];
        let mended = (&*bachelors.0, &*bachelors.1, right.as_str());
        let changed = (&*books.0, &*books.1, "700");
        correct(&official.returned("2020", ODD), &path, &[mended, changed]);
        let told = official.does("2020", &["check", "--on", "2020-11-02"], 1);
        let (_, of_school) = told.split_once(&format!("\n{ODD}　")).unwrap();
        assert!(of_school.starts_with("待说明"), "{number}: {of_school}");
        assert!(!of_school.contains("已说明"), "{number}: {of_school}");
    }
}
