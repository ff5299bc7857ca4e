//! The forms of an audit: that a report's text stays text in the page, and that its numbers are marked.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_audit::{audit, edits, read};
use voced_domain::{Catalogue, ReferenceYear};
use voced_writers::audit::{Audited, json, page, text};

const AWKWARD: &str = "# 1 <b>某'市</b>概\u{1}况

2020年，全市毕业生总数为3263人，毕业生就业人数为3191人，\u{2}就业率为98.7%<script>alert()</script>。

| 学校<i> | 在校生\"数\" |
|---|---|
| A&B | 500 |
";

/// What a form makes of the awkward report.
fn written(formula: impl Fn(&Audited<'_>) -> String) -> String {
    let document = read(AWKWARD.as_bytes()).unwrap();
    let year = ReferenceYear::new(2020).unwrap();
    let edition = Catalogue::national().unwrap().edition(year);
    formula(&Audited {
        document: &document,
        edition: &edition,
        audit: &audit(&document, &edition, None),
        edited: &edits(&document),
    })
}

#[test]
fn no_text_of_a_report_becomes_markup() {
    let page = written(page);
    let (_, body) = page.split_once("<body>").unwrap();
    for markup in ["<script", "<b>", "<i>", "&amp;amp;", "\u{1}", "\u{2}"] {
        assert!(!body.contains(markup), "{markup}");
    }
    assert!(body.contains("&lt;script&gt;alert()&lt;/script&gt;"));
    assert!(body.contains("A&amp;B"));
}

#[test]
fn every_claim_is_marked_in_the_page_and_listed_in_the_data() {
    let data = written(|audited| json(audited).unwrap());
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!(data["schema"], "voced-audit/3");
    let claims = data["claims"].as_array().unwrap();
    let page = written(page);
    assert!(!claims.is_empty());
    for (idx, claim) in claims.iter().enumerate() {
        let (_, mark) = page.split_once(&format!("<mark id=\"c{idx}\"")).unwrap();
        let (_, mark) = mark.split_once('>').unwrap();
        assert!(mark.starts_with(claim["printed"].as_str().unwrap()));
        assert!(!claim["measure"].as_str().unwrap().is_empty());
        assert!(claim["scope"].is_array());
    }
}

#[test]
fn what_is_wrong_is_listed_in_words() {
    insta::assert_snapshot!(written(text), @r"
    共4个数，认出所指的3个：矛盾1，存疑0，凑整0，写法0，相符0，约数0，无从核对3；未读0处，日期、文号等1处不计

    矛盾
      第3行 1 “98.7%” 就业人数3191÷毕业生数3263得97.8%，所印是98.7%〔比率〕
    ");
}
