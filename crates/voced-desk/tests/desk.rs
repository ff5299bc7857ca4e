//! The desk in a real browser, clicked as the official would. Passes over, and says so, where there is none.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod office;
mod year;

use std::fs;

use office::Office;
use voced_browser::Browser;

/// Everything that can be read on the page.
pub(crate) const TEXT: &str = "return document.body.innerText";

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
