//! Two reports that print the figures of one year.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_audit::{Audit, audit, disagreements, read};
use voced_domain::{Catalogue, ReferenceYear};

const THIS: &str = "# 某市2022年报告\n\n2022年，全市中等职业学校招生数2994人，上年招生数3062人。全市毕业生就业率为97.82%。\n\n\
    2021年全市有图书馆86座，藏书52.3万册。\n";
const LAST: &str = "# 某市2021年报告\n\n2021年，全市中等职业学校招生数3026人。全市毕业生就业率为96.1%。\n\n\
    2021年全市有图书馆86座，藏书53.2万册。2022年计划招生数3300人左右。\n";

fn audited(text: &str, year: u16) -> Audit {
    let edition = Catalogue::national().unwrap();
    let edition = edition.edition(ReferenceYear::new(year).unwrap());
    audit(&read(text.as_bytes()).unwrap(), &edition, None)
}

fn said(one: &Audit, other: &Audit) -> Vec<(String, String)> {
    let found = disagreements(one, other).into_iter();
    found
        .map(|found| {
            let (one, other) = (&one.claims[found.one], &other.claims[found.other]);
            (one.text.clone(), other.text.clone())
        })
        .collect()
}

#[test]
fn figures_of_one_year_are_held_against_each_other() {
    let (this, last) = (audited(THIS, 2022), audited(LAST, 2021));
    let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
    assert_eq!(
        said(&this, &last),
        [pair("3062", "3026"), pair("52.3", "53.2")]
    );
}

#[test]
fn a_report_agrees_with_itself_and_with_what_rounds_to_it() {
    let this = audited(THIS, 2022);
    assert!(said(&this, &this).is_empty());
    let rounded = audited(&THIS.replace("97.82%", "97.8%"), 2022);
    assert!(said(&this, &rounded).is_empty());
}
