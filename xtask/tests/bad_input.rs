//! What goes wrong in a bureau's folder, and what is said of it: exit code, words, and what is left
//! on the disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{files, run, text, workspace};
use tempfile::TempDir;

const ONE_SCHOOL: &str = "2020/submissions/四平市经济贸易学校.xlsx";

/// A copy of the Siping bureau at a path as offices have them, and an output folder in use.
struct Office {
    temporary: TempDir,
}

/// How a run ended.
struct Ended {
    code: i32,
    said: String,
}

impl Office {
    fn new() -> Self {
        let office = Self {
            temporary: tempfile::tempdir().unwrap(),
        };
        copy(&workspace().join("fixtures/siping"), &office.bureau());
        // Its differences from the printed report are told elsewhere.
        fs::remove_file(office.bureau().join("2020/printed.csv")).unwrap();
        fs::create_dir_all(office.out().join("data")).unwrap();
        fs::write(office.out().join("笔记.txt"), "我的笔记").unwrap();
        fs::write(office.out().join("data/indicators.json"), "上次的").unwrap();
        office
    }

    fn bureau(&self) -> PathBuf {
        self.temporary.path().join("四平 教育局/质量报告")
    }

    fn out(&self) -> PathBuf {
        self.temporary.path().join("汇总 结果/2020")
    }

    fn path(&self, within: &str) -> PathBuf {
        self.bureau().join(within)
    }

    fn write(&self, within: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(within), bytes).unwrap();
    }

    fn append(&self, within: &str, text: &str) {
        let before = fs::read_to_string(self.path(within)).unwrap();
        self.write(within, format!("{before}\n{text}"));
    }

    /// Puts a file of `fixtures/broken` in the place of one school's workbook.
    fn breaks(&self, file: &str) {
        let broken = workspace().join("fixtures/broken").join(file);
        fs::copy(broken, self.path(ONE_SCHOOL)).unwrap();
    }

    fn report(&self) -> Ended {
        self.report_of("2020", &self.out())
    }

    fn report_of(&self, year: &str, out: &Path) -> Ended {
        let bureau = self.bureau();
        let output = run(&[
            "report",
            "--year",
            year,
            "--bureau",
            text(&bureau),
            "--out",
            text(out),
            "--only",
            "json,csv",
        ]);
        assert_eq!(output.stdout, b"", "what is said of a run is no result");
        let said = String::from_utf8(output.stderr).unwrap();
        let root = self.temporary.path().to_str().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            said: said.replace(root, "〔临时〕"),
        }
    }

    /// Everything on the disk outside the bureau's folder.
    fn written(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.temporary.path();
        let outside = |path: &PathBuf| !path.starts_with("四平 教育局");
        let read = |path: PathBuf| {
            let bytes = fs::read(root.join(&path)).unwrap();
            (path, bytes)
        };
        files(root).into_iter().filter(outside).map(read).collect()
    }

    fn report_is_written(&self) {
        let out = self.out();
        let fresh = fs::read(out.join("data/indicators.json")).unwrap();
        assert!(fresh.starts_with(b"{"), "the report was not written");
        let notes = fs::read_to_string(out.join("笔记.txt")).unwrap();
        assert_eq!(notes, "我的笔记");
    }
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), target).unwrap();
    }
}

/// Runs the report after one change; the report must come out all the same. Returns what is said
/// beyond the notices of a clean run.
fn comes_out(code: i32, change: impl FnOnce(&Office)) -> String {
    let said = said_after(code, change);
    let beyond: Vec<&str> = said
        .lines()
        .filter(|line| !line.starts_with("提示"))
        .collect();
    beyond.join("\n")
}

fn said_after(code: i32, change: impl FnOnce(&Office)) -> String {
    let office = Office::new();
    change(&office);
    let ended = office.report();
    assert_eq!(ended.code, code, "{}", ended.said);
    office.report_is_written();
    ended.said
}

/// Runs the report after one change; nothing may be written.
fn is_stopped(change: impl FnOnce(&Office)) -> String {
    let office = Office::new();
    change(&office);
    let before = office.written();
    let ended = office.report();
    assert_eq!(ended.code, 2, "{}", ended.said);
    assert_eq!(office.written(), before, "the output folder was touched");
    ended.said
}

#[test]
fn a_clean_run() {
    insta::assert_snapshot!(said_after(0, |_| {}));
}

#[test]
fn a_school_is_missing() {
    let said = comes_out(1, |office| {
        fs::remove_file(office.path(ONE_SCHOOL)).unwrap();
    });
    assert!(said.contains("5/6所学校"), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn a_school_handed_in_twice() {
    insta::assert_snapshot!(comes_out(1, |office| {
        let again = office.path("2020/submissions/四平市经济贸易学校(改).xlsx");
        fs::copy(office.path(ONE_SCHOOL), again).unwrap();
    }));
}

#[test]
fn a_workbook_of_another_year() {
    insta::assert_snapshot!(comes_out(1, |office| office.breaks("wrong-year.xlsx")));
}

#[test]
fn a_file_that_is_no_workbook() {
    insta::assert_snapshot!(comes_out(1, |office| office.breaks("not-a-workbook.xlsx")));
}

#[test]
fn a_workbook_with_a_password() {
    insta::assert_snapshot!(comes_out(1, |office| office.breaks("encrypted.xlsx")));
}

#[test]
fn a_web_page_named_xls() {
    insta::assert_snapshot!(comes_out(1, |office| {
        office.breaks("html.xls");
        let name = office.path("2020/submissions/四平市经济贸易学校.xls");
        fs::rename(office.path(ONE_SCHOOL), name).unwrap();
    }));
}

#[test]
fn a_workbook_that_is_open_in_excel() {
    let said = said_after(0, |office| {
        office.write("2020/submissions/~$四平市经济贸易学校.xlsx", [0; 165]);
        office.write("2020/submissions/.~lock.四平市经济贸易学校.xlsx#", "教务处");
    });
    assert_eq!(said, said_after(0, |_| {}), "lock files are passed over");
}

#[test]
fn without_the_bureaus_own_workbook() {
    insta::assert_snapshot!(comes_out(1, |office| {
        fs::remove_file(office.path("2020/city.xlsx")).unwrap();
    }));
}

#[test]
fn a_year_without_a_folder() {
    let office = Office::new();
    let before = office.written();
    let ended = office.report_of("2021", &office.out());
    assert_eq!((ended.code, office.written()), (2, before));
    insta::assert_snapshot!(ended.said);
}

#[test]
fn a_folder_that_is_no_bureaus() {
    insta::assert_snapshot!(is_stopped(|office| {
        fs::remove_file(office.path("bureau.toml")).unwrap();
    }));
}

#[test]
fn a_list_of_schools_that_cannot_be_read() {
    insta::assert_snapshot!(is_stopped(|office| {
        office.append("bureau.toml", "[[school]]\ncode = 220300-07\n");
    }));
}

#[test]
fn a_school_listed_twice() {
    insta::assert_snapshot!(is_stopped(|office| {
        let school = "[[school]]\ncode = \"220300-03\"\nname = \"新校\"\nshort = \"新校\"\n";
        office.append("bureau.toml", school);
    }));
}

#[test]
fn a_definition_of_an_unknown_item() {
    let said = is_stopped(|office| {
        let text = fs::read_to_string(office.path("catalogue.toml")).unwrap();
        let changed = text.replace("staff.total", "staff.totl");
        assert_ne!(changed, text);
        office.write("catalogue.toml", changed);
    });
    assert!(said.contains("catalogue.toml:3 "), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn a_wrong_line_in_the_printed_figures() {
    let said = is_stopped(|office| {
        let line = "错误示例,books,,220300,2019,level,六十八,万册,1,printed,1.1,\n";
        office.append("2019/printed.csv", line);
    });
    insta::assert_snapshot!(said);
}

#[test]
fn an_output_path_below_a_file() {
    let office = Office::new();
    let occupied = office.temporary.path().join("汇总.docx");
    fs::write(&occupied, "公文").unwrap();
    let before = office.written();
    let ended = office.report_of("2020", &occupied.join("2020"));
    assert_eq!((ended.code, office.written()), (2, before));
    insta::assert_snapshot!(ended.said);
}

#[test]
fn an_output_path_that_is_a_file() {
    let office = Office::new();
    let occupied = office.temporary.path().join("汇总.docx");
    fs::write(&occupied, "公文").unwrap();
    let before = office.written();
    let ended = office.report_of("2020", &occupied);
    assert_eq!((ended.code, office.written()), (2, before));
    insta::assert_snapshot!(ended.said);
}
