//! What happens at a desk besides a year that goes well, a kind each: how files come, what others do meanwhile, what is
//! refused and where that leads, how it looks elsewhere than on a wide screen by day.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use voced_browser::Browser;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::office::{Office, fixture};
use crate::{READ, TEXT, TITLE, at_the_desk};

const SCHOOL: &str = "四平市经济贸易学校.xlsx";
/// The pages of a year.
const PAGES: [&str; 5] = ["", "/findings", "/results", "/report", "/settings"];

pub(crate) fn goes_to(browser: &Browser, path: &str) {
    browser.run(&format!("location.href = '{path}'"));
    let arrived = format!(
        "return location.pathname + location.hash + document.readyState == '{path}complete'"
    );
    browser.wait_for(&arrived, true);
    browser.wait_for(READ, true);
}

fn sees(browser: &Browser, text: &str) {
    let seen = browser.run(TEXT);
    assert!(seen.as_str().unwrap().contains(text), "{text} in {seen}");
}

fn names_of(office: &Office) -> Vec<String> {
    let entries = fs::read_dir(office.submissions()).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}

fn odd_one(office: &Office) {
    fs::create_dir_all(office.submissions()).unwrap();
    fs::copy(
        fixture("broken/percent.xlsx"),
        office.submissions().join(SCHOOL),
    )
    .unwrap();
}

fn archive(office: &Office, files: &[(&str, &[u8])]) -> PathBuf {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(content).unwrap();
    }
    let path = office.beside("邮件附件.zip");
    fs::write(&path, archive.finish().unwrap().into_inner()).unwrap();
    path
}

#[test]
fn an_archive_is_taken_apart_and_what_is_no_workbook_is_refused() {
    let office = Office::without_submissions();
    let workbook = fs::read(office.faulty_workbook()).unwrap();
    let path = archive(
        &office,
        &[
            ("交来/一/四平市经济贸易学校.xlsx", &workbook),
            ("../../bureau.toml", b"name = \"\""),
            ("说明.docx", b"PK"),
        ],
    );
    at_the_desk(&office, |browser| {
        browser.choose("#files", &[&path]);
        browser.wait_for(TITLE, "收到1份");
        sees(browser, "另有2份没有收");
        sees(browser, "是四平市经济贸易学校的");
        assert_eq!(names_of(&office), [SCHOOL]);
    });
}

/// A file of the page's own, as one that is dropped on it.
const FILES: &str =
    "const file = name => new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name);";

#[test]
fn files_and_folders_are_dropped_anywhere_on_the_page() {
    let office = Office::without_submissions();
    let bytes = fs::read(office.faulty_workbook()).unwrap();
    let bytes = BASE64_STANDARD.encode(bytes);
    at_the_desk(&office, |browser| {
        browser.run(&format!(
            "const bytes = '{bytes}'; {FILES} \
             const dropped = new DataTransfer(); dropped.items.add(file('{SCHOOL}')); \
             document.body.dispatchEvent(new DragEvent('drop', {{dataTransfer: dropped, bubbles: true}}))"
        ));
        browser.wait_for(TITLE, "收到1份");
        assert_eq!(names_of(&office), [SCHOOL]);

        // A folder, as the browser describes it: in it a workbook, and a folder with another one.
        goes_to(browser, "/2020");
        browser.run(&format!(
            "const bytes = '{bytes}'; {FILES} \
             const one = name => ({{isFile: true, file: done => done(file(name))}}); \
             const folder = entries => ({{isDirectory: true, createReader: () => \
                 ({{readEntries: done => done(entries.splice(0, 1))}})}}); \
             const entry = folder([one('甲.xlsx'), folder([one('乙.xlsx')])]); \
             const drop = new Event('drop', {{bubbles: true}}); \
             drop.dataTransfer = {{types: ['Files'], items: [{{webkitGetAsEntry: () => entry}}], files: []}}; \
             document.body.dispatchEvent(drop)"
        ));
        browser.wait_for(TITLE, "收到2份");
        sees(browser, "甲.xlsx 已经有了");
        sees(browser, "乙.xlsx 已经有了");
    });
}

#[test]
fn a_page_that_is_shown_again_sends_nothing_again() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        browser.choose("#files", &[&office.faulty_workbook()]);
        browser.wait_for(TITLE, "收到1份");
        browser.run("location.reload()");
        browser.wait_for("return document.readyState", "complete");
        browser.wait_for(TITLE, "收到1份");
        sees(browser, "已收下");
        goes_to(browser, "/2020");
        let deeds = browser.run("return document.querySelectorAll('ul.deeds li').length");
        assert_eq!(deeds, 1);
    });
}

#[test]
fn a_workbook_with_a_password_is_kept_and_told_what_to_do() {
    let office = Office::without_submissions();
    let path = office.beside(SCHOOL);
    fs::copy(fixture("broken/encrypted.xlsx"), &path).unwrap();
    at_the_desk(&office, |browser| {
        browser.choose("#files", &[&path]);
        browser.wait_for(TITLE, "收到1份");
        sees(browser, "密码");
        assert_eq!(names_of(&office), [SCHOOL]);
    });
}

#[test]
fn what_is_taken_back_lies_aside_and_can_come_again() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        browser.choose("#files", &[&office.faulty_workbook()]);
        browser.wait_for(TITLE, "收到1份");
        goes_to(browser, "/2020");
        sees(browser, "退回1");
        browser.click("ul.deeds li:first-child button");
        browser.wait_for(
            "return document.querySelector('.told')?.innerText",
            "撤销了：收下四平市经济贸易学校.xlsx",
        );
        sees(browser, "未报6");
        assert!(names_of(&office).is_empty());
        let aside = office.bureau().join("2020/撤回");
        assert_eq!(fs::read_dir(aside).unwrap().count(), 1);
        browser.choose("#files", &[&office.faulty_workbook()]);
        browser.wait_for(TITLE, "收到1份");
        sees(browser, "已收下");
    });
}

#[test]
fn of_two_workbooks_of_which_none_is_told_to_be_later_she_says_which_counts() {
    let office = Office::without_submissions();
    odd_one(&office);
    let other = office.beside("四平经贸学校表.xlsx");
    fs::copy(fixture("broken/negative.xlsx"), &other).unwrap();
    at_the_desk(&office, |browser| {
        browser.choose("#files", &[&other]);
        browser.wait_for(TITLE, "收到1份");
        goes_to(browser, "/2020");
        sees(browser, "哪个在后");
        let button = "[...document.querySelectorAll('form[action$=apart]')]\
                      .find(form => form.file.value == '四平市经济贸易学校.xlsx')";
        browser.run(&format!("{button}.querySelector('button').id = 'apart'"));
        browser.click("#apart");
        browser.wait_for(
            "return document.querySelector('.told')?.innerText.includes('移开四平市经济贸易学校.xlsx')",
            true,
        );
        assert_eq!(names_of(&office), ["四平经贸学校表.xlsx"]);
        goes_to(browser, "/2020");
        sees(browser, "四平经贸学校表.xlsx");
        browser.click("ul.deeds li:first-child button");
        browser.wait_for(
            "return document.querySelector('.told')?.innerText.includes('撤销了')",
            true,
        );
        assert_eq!(names_of(&office).len(), 2);
    });
}

#[test]
fn what_is_refused_leads_back_to_where_she_was() {
    let office = Office::without_submissions();
    odd_one(&office);
    at_the_desk(&office, |browser| {
        browser.run(
            "[...document.querySelectorAll('table.board a')]\
             .find(link => link.innerText == '四平市经济贸易学校').id = 'to-be-clicked'",
        );
        browser.click("#to-be-clicked");
        browser.wait_for(TITLE, "四平市经济贸易学校");
        browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
        // More than the browser lets through.
        browser.run("document.querySelectorAll('form').forEach(one => one.noValidate = true)");
        browser.click("ul.findings form button");
        browser.wait_for(TITLE, "没有做");
        browser.click("main a.button");
        browser.wait_for(TITLE, "四平市经济贸易学校");
    });
}

#[test]
fn a_colleague_who_works_in_the_same_folder_is_neither_overwritten_nor_overlooked() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        goes_to(browser, "/2020/settings");
        let path = office.bureau().join("bureau.toml");
        let theirs = format!("# 同事\n{}", fs::read_to_string(&path).unwrap());
        fs::write(&path, &theirs).unwrap();
        browser.type_into("#deadline", "11-15");
        browser.click("form[action$='settings/deadline'] button");
        browser.wait_for(TITLE, "没有做");
        sees(browser, "被改过");
        assert_eq!(fs::read_to_string(&path).unwrap(), theirs);

        odd_one(&office);
        goes_to(browser, "/2020");
        sees(browser, "四平经贸学校：原来未报，现在退回");
        browser.click("form[action$='looked'] button");
        browser.wait_for("return document.querySelector('#since') == null", true);
    });
}

#[test]
fn a_browser_that_did_not_come_by_the_program_is_told_so() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        let address = browser.run("return location.origin");
        let Some(stranger) = Browser::start() else {
            return;
        };
        stranger.go_to(address.as_str().unwrap());
        stranger.wait_for(TITLE, "请重新启动程序");
        let page = stranger.run(TEXT);
        assert!(!page.as_str().unwrap().contains("四平"), "{page}");
    });
}

#[test]
fn no_page_is_wider_than_a_telephone() {
    let office = Office::without_submissions();
    odd_one(&office);
    at_the_desk(&office, |browser| {
        let school = browser.run("return document.querySelector('table.board a').pathname");
        let school = school
            .as_str()
            .unwrap()
            .trim_start_matches("/2020")
            .to_owned();
        browser.resize((360, 740));
        for page in PAGES.iter().copied().chain([&*school]) {
            goes_to(browser, &format!("/2020{page}"));
            let width = browser.run("return document.documentElement.scrollWidth");
            assert_eq!(width, 360, "{page}");
        }
    });
}

#[test]
fn every_page_can_be_read_in_the_dark() {
    let Some(axe) = std::env::var_os("VOCED_AXE") else {
        eprintln!("没有设VOCED_AXE，没有检验暗色页面");
        return;
    };
    let axe = fs::read_to_string(axe).unwrap();
    let office = Office::without_submissions();
    odd_one(&office);
    at_the_desk(&office, |browser| {
        browser.prefer_dark();
        let school = browser.run("return document.querySelector('table.board a').pathname");
        let school = school
            .as_str()
            .unwrap()
            .trim_start_matches("/2020")
            .to_owned();
        for page in PAGES.iter().copied().chain([&*school]) {
            goes_to(browser, &format!("/2020{page}"));
            browser.run(&axe);
            assert_eq!(browser.faults(), Vec::<String>::new(), "{page}");
        }
    });
}

#[test]
fn the_next_year_is_there_once_its_autumn_has_come() {
    for (on, years) in [
        ("2021-07-31", "2019年 2020年"),
        ("2021-09-01", "2019年 2020年 2021年"),
    ] {
        let office = Office::without_submissions().on(on);
        at_the_desk(&office, |browser| {
            let shown = browser.run("return document.querySelector('nav.years').innerText");
            let shown: Vec<&str> = shown.as_str().unwrap().split_whitespace().collect();
            assert_eq!(shown, years.split(' ').collect::<Vec<_>>(), "{on}");
        });
    }
}

#[test]
fn what_goes_to_one_school_is_had_alone_and_is_of_what_is_there_now() {
    let office = Office::without_submissions();
    odd_one(&office);
    at_the_desk(&office, |browser| {
        let had = |form: &str| {
            browser.run_async(&format!(
                "const done = arguments[0], form = document.querySelector(`{form}`); \
                 fetch(form.action, {{method: 'POST', body: new URLSearchParams(new FormData(form))}})\
                 .then(answer => answer.text().then(text => \
                     done([answer.headers.get('content-disposition'), text.slice(0, 2), text.includes('没有要发的')])))"
            ))
        };
        goes_to(browser, "/2020/results");
        let form = "form[action='/2020/pack/returned']:has([name=school])";
        let found = had(form);
        let name = found[0].as_str().unwrap();
        assert!(name.ends_with("%2Exlsx"), "{found}");
        assert_eq!(found[1], "PK");
        // What no longer holds is not handed out, although it lies there.
        fs::remove_file(office.submissions().join(SCHOOL)).unwrap();
        assert_eq!(had(form)[2], true);
    });
}

#[test]
fn a_report_is_stopped_and_leaves_nothing_half() {
    let office = Office::without_submissions();
    fs::create_dir_all(office.submissions()).unwrap();
    for entry in fs::read_dir(fixture("siping/2020/submissions")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), office.submissions().join(entry.file_name())).unwrap();
    }
    at_the_desk(&office, |browser| {
        // Sent by one page one behind the other, as fast as a hand could.
        let state = browser.run_async(
            "const done = arguments[0]; \
             fetch('/2020/report', {method: 'POST', body: new URLSearchParams({draft: '1'})})\
             .then(() => fetch('/2020/report/stop', {method: 'POST'})).then(() => done('sent'))",
        );
        assert_eq!(state, "sent");
        goes_to(browser, "/2020/report");
        let said = "return document.querySelector('p[role=alert], p.good')?.innerText";
        browser.wait_for(&format!("{said} != null"), true);
        let said = browser.run(said);
        let out = office.bureau().join("out/2020");
        let is_stopped = said.as_str().unwrap().contains("没有写成");
        let is_there = out.join("data/manifest.json").exists();
        assert_ne!(is_stopped, is_there, "{said}");
        let left = fs::read_dir(&out).into_iter().flatten().flatten();
        let half = left.filter(|entry| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with(".voced-new")
        });
        assert_eq!(half.count(), 0);
    });
}
