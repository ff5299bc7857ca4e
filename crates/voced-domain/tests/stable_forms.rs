//! The serde forms that other tools may store: a change here is a change for them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{
    Catalogue, EntityCode, Finding, FindingStatus, FindingText, IndicatorCode, ItemCode, Location,
    Manual, Position, Provenance, Quantity, ReferenceYear, Roster, Rounded, RuleCard, RuleCode,
    Severity, Unit,
};

fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

#[test]
fn numbers_units_and_codes() {
    let forms = [
        json(&"3191/3263".parse::<Quantity>().unwrap()),
        json(&"97.80".parse::<Rounded>().unwrap()),
        json(&Unit::ALL),
        json(&ReferenceYear::new(2020).unwrap()),
        json(&EntityCode::new("220300-01").unwrap()),
        json(&[Severity::Error, Severity::Explain, Severity::Notice]),
        json(&[
            Provenance::Collected,
            Provenance::Printed,
            Provenance::Derived,
        ]),
    ];
    insta::assert_snapshot!(forms.join("\n"));
    let back: Quantity = serde_json::from_str("\"0.5\"").unwrap();
    assert_eq!(back.to_string(), "1/2");
    assert!(serde_json::from_str::<EntityCode>("\"../x\"").is_err());
    assert!(serde_json::from_str::<ReferenceYear>("20").is_err());
}

#[test]
fn definitions() {
    let edition = Catalogue::national()
        .unwrap()
        .edition(ReferenceYear::new(2020).unwrap());
    let item = edition
        .item(&ItemCode::new("students.admitted_platform").unwrap())
        .unwrap();
    let choice = edition
        .item(&ItemCode::new("school.affiliation").unwrap())
        .unwrap();
    let indicator = edition
        .indicator(&IndicatorCode::new("employment_rate").unwrap())
        .unwrap();
    let forms = [
        json(&edition.groups()[1]),
        json(item),
        json(choice),
        json(indicator),
        json(&edition.relations()[0]),
    ];
    insta::assert_snapshot!(forms.join("\n"));
}

#[test]
fn a_finding_and_its_line() {
    let card = RuleCard::new(
        "REL007",
        "合格多于参加",
        Severity::Error,
        "口径",
        Manual::new("", "", "", ""),
    );
    let text = FindingText {
        message: "文化课合格人数 2950，应不大于 E8 参加人数 2905，差 45".into(),
        found: "2950".into(),
        expected: "不大于2905".into(),
        remedy: "请核对后改正".into(),
    };
    let place = Location::file("双辽市职业中专.xlsx")
        .sheet("表6学生发展")
        .cell(Position { row: 8, column: 4 })
        .item(ItemCode::constant("general.passed"));
    let mut finding = Finding::new(&card, text)
        .at(place)
        .differing_by(Quantity::from(45));
    assert!(finding.blocks());
    insta::assert_snapshot!(format!("{finding}\n{}", json(&finding)));
    finding.status = FindingStatus::Explained;
    assert!(!finding.blocks());
    assert_eq!(finding.rule, RuleCode::new("REL007").unwrap());
}

const BUREAU: &str = r#"
name = "某市教育局"
[[region]]
code = "c"
name = "某市"
level = "city"
[[school]]
code = "s"
name = "某校"
short = "某校"
"#;

#[test]
fn a_roster_comes_back_from_its_own_text() {
    let roster = Roster::from_toml(BUREAU).unwrap();
    assert_eq!(
        Roster::from_toml(&toml::to_string(&roster).unwrap()).unwrap(),
        roster
    );
}

#[test]
fn a_bureau_that_does_not_hold_together_is_refused() {
    let with = |text: &str| {
        Roster::from_toml(&format!("{BUREAU}{text}"))
            .unwrap_err()
            .to_string()
    };
    let school = |code: &str, short: &str, region: &str| {
        format!("[[school]]\ncode = \"{code}\"\nname = \"乙\"\nshort = \"{short}\"\n{region}")
    };
    let region = |code: &str, parent: &str| {
        format!("[[region]]\ncode = \"{code}\"\nname = \"丁县\"\nlevel = \"county\"\n{parent}")
    };
    let said = [
        with(&school("s", "乙", "")),
        with(&school("t", "某校", "")),
        with(&school("t", "乙", "region = \"nowhere\"")),
        with(&region("d", "")),
        with(&region("d", "parent = \"d\"")),
        with(&region("d", "parent = \"x\"")),
        Roster::from_toml("name = \"x\"").unwrap_err().to_string(),
        with("[[school]]\ncode = \"../x\"\nname = \"乙\"\nshort = \"乙\""),
    ];
    insta::assert_snapshot!(said.join("\n---\n"));
}

#[test]
fn a_school_or_region_is_found_by_whatever_it_is_called() {
    let text = BUREAU.replace(
        "name = \"某校\"\nshort = \"某校\"",
        "name = \"某市第一学校\"\nshort = \"某市\"",
    );
    let year = ReferenceYear::new(2020).unwrap();
    let bureau = Roster::from_toml(&text).unwrap().in_year(year);
    let found = |called: &str| bureau.find(called).map(|entity| entity.code().to_string());
    assert_eq!(found("s").as_deref(), Some("s"));
    assert_eq!(found("某市第一学校").as_deref(), Some("s"));
    // A full name is meant before a short one.
    assert_eq!(found("某市").as_deref(), Some("c"));
    assert_eq!(found("别的学校"), None);
    assert!(bureau.find_school("某市").is_none());
}
