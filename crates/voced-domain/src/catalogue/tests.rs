//! The embedded catalogue as a whole, and each fault the lint finds.

use super::*;
use crate::code::IndicatorCode;
use crate::year::ReferenceYear;

#[test]
fn the_national_catalogue_has_no_faults() {
    Catalogue::national().unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn an_edition_lists_the_sums_of_items_and_the_indicators_of_each_group_together() {
    let edition = Catalogue::national()
        .unwrap()
        .edition(ReferenceYear::new(2020).unwrap());
    let lines: Vec<_> = edition
        .indicators()
        .iter()
        .map(|indicator| {
            format!(
                "{:<14} {:<30} {} [{}]",
                indicator.group, indicator.code, indicator.name, indicator.unit
            )
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_bureaus_definition_stands_in_front_of_the_national_one_and_both_are_computed() {
    let catalogue = Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text: r#"
[[indicator]]
code = "student_teacher_ratio"
name = "生师比"
group = "teachers"
version = "own"
form = { form = "ratio", numerator = ["students.enrolled"], denominator = ["staff.total"] }
unit = ":1"
decimals = 1
definition = "在籍学生数除以教职工数。"
reason = "与往年衔接。"
source = "本局"
since = 2020
"#,
    })
    .unwrap();
    let versions = |year| -> Vec<String> {
        let edition = catalogue.edition(ReferenceYear::new(year).unwrap());
        edition
            .definitions()
            .filter(|found| found.code.as_str() == "student_teacher_ratio")
            .map(|found| found.version.to_string())
            .collect()
    };
    assert_eq!(versions(2019), ["national"]);
    assert_eq!(versions(2020), ["own", "national"]);
}

/// Every fault is said with its file, its line and what to do. The file is small on purpose: each
/// entry has one fault, named in its comment.
#[test]
fn every_fault_of_a_catalogue_is_found_at_its_line() {
    let error = Catalogue::from_national(&[Source {
        name: "faulty.toml",
        text: include_str!("../../tests/faulty.toml"),
    }])
    .unwrap_err();
    insta::assert_snapshot!(error);
}

#[test]
fn a_source_that_is_no_catalogue_is_refused_with_its_line() {
    for (text, what) in [
        ("[[item]]\ncode = \"a b\"", "代码"),
        ("[[indicator]]\nnonsense = 1", "未知字段"),
        ("[[item]\n", "语法"),
    ] {
        let error = Catalogue::from_national(&[Source {
            name: "x.toml",
            text,
        }])
        .unwrap_err();
        assert_eq!(error.faults.len(), 1, "{what}");
        assert!(error.to_string().starts_with("x.toml:"), "{error}");
    }
}

#[test]
fn a_bureau_must_say_why_it_defines_otherwise() {
    let error = Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text: r#"
[[indicator]]
code = "employment_rate"
name = "就业率"
group = "placement"
form = { form = "share", numerator = ["placement.direct"], denominator = ["students.graduates"] }
unit = "%"
decimals = 1
definition = "不含升学。"
source = "本局"
since = 2020
"#,
    })
    .unwrap_err();
    insta::assert_snapshot!(error, @r"
    catalogue.toml:2 “就业率”改变了国家口径，须写明理由(reason)
    catalogue.toml:2 “就业率”改变了国家口径，须另起口径版本(version)
    ");
}

/// What is computed from an item that a bureau counts otherwise is another figure than the year
/// before, when the nation's definition held.
#[test]
fn a_bureaus_item_takes_the_national_ones_place_and_marks_what_is_computed_from_it() {
    let text = r#"
[[item]]
code = "staff.total"
number = "5.01"
name = "教职工"
group = "teachers"
kind = "count"
unit = "人"
version = "own-2021"
definition = "含劳务派遣人员。"
reason = "与编制部门口径一致。"
reference = "9月1日"
source = "本局"
since = 2021
"#;
    let catalogue = Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text,
    })
    .unwrap();
    let shown = |year| {
        let edition = catalogue.edition(ReferenceYear::new(year).unwrap());
        let staff = edition
            .items()
            .iter()
            .filter(|item| item.code.as_str() == "staff.total");
        let versions: Vec<_> = ["staff.total", "full_time_share", "dual_share"]
            .map(|code| IndicatorCode::new(code).unwrap())
            .map(|code| edition.indicator(&code).unwrap().version.to_string())
            .into();
        format!("{year}: {} item, {}", staff.count(), versions.join(", "))
    };
    assert_eq!(shown(2020), "2020: 1 item, national, national, national");
    assert_eq!(
        shown(2021),
        "2021: 1 item, own-2021, national.own-2021, national"
    );
}
