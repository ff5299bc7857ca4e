//! What goes wrong in a bureau's folder, and what is said of it: exit code, words, and what is left
//! on the disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::office::{ONE_SCHOOL, Office};
use common::workspace;

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
        fs::copy(workspace().join("fixtures/broken/blank.xlsx"), again).unwrap();
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
