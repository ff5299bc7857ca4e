//! The embedded catalogue as a whole, and each fault the lint finds.

use super::*;
use crate::bureau::{School, SchoolKind};
use crate::code::{EntityCode, GroupCode, IndicatorCode, ItemCode, RuleCode};
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

const VISITS: &str = r#"
[[group]]
code = "own_visits"
name = "走访"
holder = "school"
instruction = "按实填报。"
reason = "上级要求。"
since = 2020

[[item]]
code = "own_visits.homes"
number = "12.01"
name = "走访户数"
group = "own_visits"
kind = "count"
unit = "户"
definition = "走访过的户。"
reference = "学年"
source = "本局"
since = 2020

[[item]]
code = "own_visits.poor"
number = "12.02"
name = "走访困难户数"
part = true
group = "own_visits"
kind = "count"
unit = "户"
definition = "走访过的困难户。"
reference = "学年"
source = "本局"
since = 2020

[[indicator]]
code = "own_visits.poor_share"
name = "走访困难户占比"
group = "own_visits"
form = { form = "share", numerator = ["own_visits.poor"], denominator = ["own_visits.homes"] }
unit = "%"
decimals = 1
definition = "走访困难户数除以走访户数。"
source = "本局"
since = 2020

[[relation]]
code = "OWN001"
left = ["own_visits.poor"]
operator = "<="
right = ["own_visits.homes"]
severity = "error"
because = "困难户是走访户的一部分"
reason = "上级要求。"
source = "本局"
since = 2020
"#;

/// What the nation does not define needs no reason, may have one, and is called the bureau's own.
#[test]
fn what_a_bureau_adds_is_its_own_and_needs_no_reason() {
    let catalogue = with_own(VISITS);
    let edition = edition(&catalogue, 2020);
    let own = edition
        .definitions()
        .filter(|found| edition.is_own(found.code.as_str()));
    let own: Vec<String> = own
        .map(|found| format!("{} {}", found.code, found.version.in_words()))
        .collect();
    insta::assert_snapshot!(own.join("\n"), @r"
    own_visits.homes 本局口径
    own_visits.poor 本局口径
    own_visits.poor_share 本局口径
    ");
    assert!(edition.is_own("own_visits") && edition.is_own("OWN001"));
    assert!(!edition.is_own("REL001") && !edition.is_own("students.enrolled"));
}

fn with_own(text: &str) -> Catalogue {
    Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text,
    })
    .unwrap()
}

fn edition(catalogue: &Catalogue, year: u16) -> Edition {
    catalogue.edition(ReferenceYear::new(year).unwrap())
}

/// Another name is no other definition: the figures go on, and the old name still finds them.
#[test]
fn an_indicator_that_is_only_called_otherwise_keeps_its_version() {
    let catalogue = with_own(
        r#"
[[indicator]]
code = "certificate_rate"
name = "毕业生持证率"
group = "development"
form = { form = "share", numerator = ["certificates.holders"], denominator = ["students.graduates"] }
unit = "%"
decimals = 0
definition = "取得资格证书的毕业生占毕业生的百分比，本省称持证率。"
source = "本局"
since = 2023
"#,
    );
    let told = |year| {
        let edition = edition(&catalogue, year);
        let code = IndicatorCode::constant("certificate_rate");
        let found = edition.indicator(&code).unwrap().clone();
        let is_other = |other: &&Indicator| other.code == code;
        assert_eq!(edition.definitions().filter(is_other).count(), 1);
        (
            found.name,
            found.version.to_string(),
            found.aliases.join("、"),
        )
    };
    assert_eq!(told(2022).0, "资格证书获取比例");
    let (name, version, aliases) = told(2023);
    assert_eq!(
        (name.as_str(), version.as_str()),
        ("毕业生持证率", "national")
    );
    assert!(aliases.contains("资格证书获取比例"), "{aliases}");
}

/// What the nation calls otherwise from a year on.
#[test]
fn a_former_name_holds_to_its_year_and_is_another_name_afterwards() {
    let catalogue = Catalogue::national().unwrap();
    let code = IndicatorCode::constant("employment_rate");
    let rate = |year| edition(&catalogue, year).indicator(&code).unwrap().clone();
    assert_eq!(
        (rate(2021).name.as_str(), rate(2022).name.as_str()),
        ("就业率", "毕业去向落实率")
    );
    assert_eq!(rate(2021).version, rate(2022).version);
    assert!(rate(2022).aliases.contains(&"就业率".to_owned()));
    assert!(!rate(2021).aliases.contains(&"就业率".to_owned()));
}

#[test]
fn a_bureau_ends_what_it_does_not_collect_and_goes_on_with_what_the_nation_ended() {
    let catalogue = with_own(
        r#"
[[retired]]
code = "service.volunteers"
after = 2024
reason = "本市仍在统计"

[[retired]]
code = "placement.startups"
after = 2022
reason = "不再单列"

[[retired]]
code = "contests"
after = 2021
reason = "由别的处室统计"
"#,
    );
    let has = |year: u16, item: &str| {
        edition(&catalogue, year)
            .item(&ItemCode::constant(item))
            .is_some()
    };
    assert!(has(2024, "service.volunteers") && !has(2025, "service.volunteers"));
    assert!(has(2022, "placement.startups") && !has(2023, "placement.startups"));
    // With it go what is computed and checked from it, and nothing else.
    let this = edition(&catalogue, 2023);
    assert!(
        this.indicator(&IndicatorCode::constant("startup_rate"))
            .is_none()
    );
    assert!(
        this.indicator(&IndicatorCode::constant("employment_rate"))
            .is_some()
    );
    let is_of_it = |relation: &&Relation| relation.code.as_str() == "REL018";
    assert!(this.relations().iter().find(is_of_it).is_none());
    // A group ends with its items.
    assert!(has(2021, "city_contest.majors") && !has(2022, "city_contest.majors"));
    let group = GroupCode::new("contests").unwrap();
    assert!(edition(&catalogue, 2022).group(&group).is_none());
}

#[test]
fn what_cannot_end_is_refused_with_its_line() {
    let text = "[[retired]]\ncode = \"nothing\"\nafter = 2022\nreason = \"\"\n";
    let error = Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text,
    });
    insta::assert_snapshot!(error.unwrap_err());
}

/// The standards of 2022 are by type of school, and none for a school founded since.
#[test]
fn a_bound_is_for_the_type_of_school_that_it_names() {
    let edition = edition(&Catalogue::national().unwrap(), 2023);
    let bound = |kind, since: Option<u16>| {
        let school = School {
            kind,
            since: since.map(|year| ReferenceYear::new(year).unwrap()),
            ..School::new(EntityCode::constant("s"), "某校".into())
        };
        let (rule, about) = (
            RuleCode::new("PLA005").unwrap(),
            IndicatorCode::constant("campus.area"),
        );
        let found = edition.threshold(&rule, "least", Some(&about), Some(&school));
        found.map(|found| found.value.to_plain_text())
    };
    assert_eq!(bound(SchoolKind::General, None).as_deref(), Some("40000"));
    assert_eq!(
        bound(SchoolKind::Technician, None).as_deref(),
        Some("30000")
    );
    assert_eq!(bound(SchoolKind::ArtsAndSports, None), None);
    assert_eq!(bound(SchoolKind::General, Some(2022)), None);
    assert_eq!(
        bound(SchoolKind::General, Some(2021)).as_deref(),
        Some("40000")
    );
}

#[test]
fn what_changed_between_years_is_told() {
    let catalogue = Catalogue::national().unwrap();
    let lines = (2020..2024).flat_map(|year| {
        let changes = edition(&catalogue, year + 1).changes_since(&edition(&catalogue, year));
        let line = move |change: &DefinitionChange| {
            let DefinitionChange {
                subject,
                code,
                name,
                alteration,
                ..
            } = change;
            format!(
                "{} {} {code} {name} {alteration:?}",
                year + 1,
                subject.name()
            )
        };
        changes.iter().map(line).collect::<Vec<_>>()
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
