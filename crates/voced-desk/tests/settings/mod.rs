//! 设置 by clicks: what is written in the bureau's own files, and that it is undone.

use std::fs;

use voced_browser::Browser;

use crate::office::{Office, fixture};
use crate::scenarios::goes_to;
use crate::{TEXT, TITLE, at_the_desk};

/// Opens everything that is folded, and fills in a form.
fn fills(browser: &Browser, form: &str, fields: &[(&str, &str)]) {
    browser.run("document.querySelectorAll('details').forEach(one => one.open = true)");
    for (name, text) in fields {
        let field = format!("{form} [name={name}]");
        browser.run(&format!("document.querySelector(`{field}`).value = ''"));
        browser.type_into(&field, text);
    }
    browser.click(&format!("{form} button[type=submit]"));
}

/// What the act came to, on the next page.
fn told(browser: &Browser, text: &str) {
    let told = "return document.querySelector('.told')?.innerText";
    browser.wait_for(&format!("{told}.includes('{text}')"), true);
}

#[test]
fn settings_are_changed_in_the_bureaus_own_files_and_undone() {
    let office = Office::without_submissions();
    let roster = || fs::read_to_string(office.bureau().join("bureau.toml")).unwrap();
    let before = roster();
    at_the_desk(&office, |browser| {
        goes_to(browser, "/2020/settings");
        let times = "form[action$='settings/deadline']";
        fills(
            browser,
            times,
            &[("deadline", "11月18日"), ("contact", "职成科 0000000")],
        );
        told(browser, "每年11-18交回");
        assert!(roster().contains("deadline = \"11-18\""), "{}", roster());

        let school = "details.school:nth-of-type(1) form[action$='settings/school']";
        fills(
            browser,
            school,
            &[("contact", "<b>李老师</b>"), ("phone", "0000-1")],
        );
        told(browser, "的登记");
        assert!(roster().contains("contact = \"<b>李老师</b>\""));

        let new = "form[action$='settings/new-school']";
        fills(browser, new, &[("name", "四平市新校")]);
        told(browser, "名单上加了四平市新校");
        goes_to(browser, "/2020");
        let text = browser.run(TEXT);
        let text = text.as_str().unwrap();
        assert!(text.contains("7所学校：未报7"), "{text}");
        assert!(text.contains("<b>李老师</b>，0000-1"), "{text}");
        assert!(text.contains("交回期限2020-11-18，已过2天"), "{text}");

        for what in ["名单上加了四平市新校", "的登记", "改期限和联系"] {
            browser.click("ul.deeds li:first-child button");
            told(browser, what);
        }
        assert_eq!(roster(), before);
    });
}

#[test]
fn a_form_is_shown_before_it_is_added_and_a_bound_is_set() {
    let office = Office::without_submissions();
    let own = || fs::read_to_string(office.bureau().join("catalogue.toml")).unwrap_or_default();
    let before = own();
    at_the_desk(&office, |browser| {
        goes_to(browser, "/2020/settings");
        browser.choose("#form", &[&fixture("forms/international.docx")]);
        browser.click("form[action$='settings/form'] button");
        browser.wait_for(TITLE, "导入表样");
        let text = browser.run(TEXT);
        assert!(text.as_str().unwrap().contains("还没有写入"), "{text}");
        assert_eq!(own(), before);
        browser.click("form[action*='settings/form/'] button");
        told(browser, "导入表样：加了");
        assert!(own().contains("international.docx"));

        let bound = "form[action$='settings/bound']";
        fills(
            browser,
            bound,
            &[("value", "3"), ("reason", "本市学校小，波动大")],
        );
        told(browser, "的界限改为3");
        assert!(own().contains("本市学校小，波动大"));
    });
}
