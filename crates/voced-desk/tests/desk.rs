//! The desk in a real browser, clicked as the official would. Passes over, and says so, where there is none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;
mod scenarios;
mod settings;
mod year;

use std::fs;

use office::{Office, fixture};
use voced_browser::{Browser, ENTER, TAB};

/// Everything that can be read on the page.
pub(crate) const TEXT: &str = "return document.body.innerText";

/// Whether it is the page itself, and not the one that says that the folder is being read.
pub(crate) const READ: &str =
    "return document.readyState == 'complete' && document.title != '正在读取'";

/// The title of the page.
pub(crate) const TITLE: &str = "return document.querySelector('h1')?.innerText";

/// Opens the desk and checks at the end that the browser had nothing to complain of.
pub(crate) fn at_the_desk(office: &Office, work: impl FnOnce(&Browser)) {
    let Some(browser) = Browser::start() else {
        eprintln!("没有chromium或chromedriver，没有在浏览器里检验");
        return;
    };
    let desk = office.desk();
    browser.resize((1280, 900));
    browser.go_to(&desk.entry());
    browser.wait_for(
        "return location.protocol + document.readyState",
        "http:complete",
    );
    browser.wait_for("return location.pathname != '/enter'", true);
    browser.wait_for(READ, true);
    work(&browser);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn a_dropped_workbook_is_taken_in_and_its_faults_stand_at_their_cells() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        let text = browser.run(TEXT);
        assert!(text.as_str().unwrap().contains("未报6"), "{text}");

        // With an input of its own, the choice of files is sent as soon as it is made.
        let workbook = office.faulty_workbook();
        browser.choose("#files", &[&workbook]);
        browser.wait_for(TITLE, "收到1份");
        let text = browser.run(TEXT);
        assert!(
            text.as_str().unwrap().contains("是四平市经济贸易学校的"),
            "{text}"
        );
        let stored = office.submissions().join(workbook.file_name().unwrap());
        assert_eq!(fs::read(stored).unwrap(), fs::read(&workbook).unwrap());

        browser.click(".received a");
        browser.wait_for(TITLE, "四平市经济贸易学校");
        let fault = "const cell = document.querySelector('table.sheet td.error'); \
                     return [document.querySelector('nav.tabs [aria-current]').firstChild.data, cell.id, \
                             cell.innerText, document.getElementById(cell.getAttribute('aria-describedby')).innerText]";
        let fault = browser.run(fault);
        assert_eq!(fault[0], "表3规模");
        assert_eq!((&fault[1], &fault[2]), (&"E9".into(), &"-1".into()));
        assert!(fault[3].as_str().unwrap().contains("不能小于0"), "{fault}");
    });
}

/// What the keyboard is at.
const FOCUS: &str =
    "const at = document.activeElement; return at.innerText?.trim() || at.name || at.id";

/// Goes on with the keyboard until it is at this.
fn tabs_to(browser: &Browser, wanted: &str) {
    for _ in 0..80 {
        if browser.run(FOCUS) == wanted {
            return;
        }
        browser.press(TAB);
    }
    panic!("the keyboard never comes to {wanted}");
}

#[test]
fn by_keyboard_alone_a_fault_is_found_and_let_stand() {
    let office = Office::without_submissions();
    let name = "四平市经济贸易学校.xlsx";
    fs::create_dir_all(office.submissions()).unwrap();
    let odd = fixture("broken/percent.xlsx");
    fs::copy(odd, office.submissions().join(name)).unwrap();
    at_the_desk(&office, |browser| {
        tabs_to(browser, "四平市经济贸易学校");
        browser.press(ENTER);
        browser.wait_for(TITLE, "四平市经济贸易学校");
        tabs_to(browser, "豁免");
        browser.press(ENTER);
        tabs_to(browser, "by");
        browser.type_keys("职成科");
        browser.press(TAB);
        browser.type_keys("实际如此，已电话核对");
        browser.press(ENTER);
        let said = "return document.body.innerText.includes('职成科：实际如此，已电话核对')";
        browser.wait_for(said, true);
    });
}

#[test]
fn without_scripts_all_but_dropping_works() {
    let office = Office::without_submissions();
    at_the_desk(&office, |browser| {
        browser.run_no_scripts();
        browser.go_to(&browser.address());
        browser.choose("#files", &[&office.faulty_workbook()]);
        browser.click("#drop button");
        browser.wait_for(TITLE, "收到1份");
        browser.click(".received a");
        browser.wait_for(TITLE, "四平市经济贸易学校");
        browser.click("nav.tabs a:nth-child(5)");
        let tab = "return document.querySelector('nav.tabs [aria-current]').firstChild.data";
        browser.wait_for(tab, "表5教师队伍");
        browser.click("header nav a:nth-child(4)");
        browser.wait_for(TITLE, "2020年度报告");
        browser.click("button[name=draft]");
        // The page draws itself anew.
        let done = "return document.querySelector('p.good, p[role=alert]')?.textContent || null";
        browser.wait_long_for(done, "写好了。");
    });
}
