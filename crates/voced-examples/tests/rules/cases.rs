//! Each rule with an algorithm passes where it must, fails where it must, and knows its bound.

use std::collections::BTreeMap;

use serde::Deserialize;
use voced_domain::{
    Concerns, EntityCode, Family, Finding, FindingStatus, IndicatorCode, Position, Waiver,
};
use voced_examples::{demo, files, siping};
use voced_pipeline::Inputs;

use crate::change::{Change, apply};
use crate::example::{confronted, of_rule};

/// The cases of one rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

/// An example with a few answers changed, and what the rule must make of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    /// `siping` or `demo`.
    example: String,
    /// The school or region that the rule speaks of.
    school: EntityCode,
    is: Kind,
    /// The values that a waiver names to answer the finding, as it was written when the case was.
    answer: Option<String>,
    #[serde(default)]
    change: Vec<Change>,
    /// Schools that handed in nothing.
    #[serde(default)]
    absent: Vec<EntityCode>,
    /// What the report of the year before printed, in place of what it did.
    #[serde(default)]
    printed: Vec<Printed>,
    /// The cell that must be named first.
    primary: Option<Position>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    indicator: IndicatorCode,
    value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    /// The rule finds it.
    Fails,
    /// Nothing is wrong.
    Passes,
    /// Nothing is wrong, but only just.
    NearMiss,
    /// The rule cannot judge.
    NotEvaluable,
}

fn all() -> BTreeMap<String, Cases> {
    let read = |(file, text): (String, String)| {
        let cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
        (file.trim_end_matches(".toml").to_owned(), cases)
    };
    files("rules").into_iter().map(read).collect()
}

fn example(case: &Case) -> Inputs {
    let mut example = match case.example.as_str() {
        "siping" => siping(),
        "demo" => demo(),
        other => panic!("no example {other}"),
    };
    apply(&mut example, &case.change);
    for printed in &case.printed {
        let mut figures = example.printed_before.content.iter_mut();
        let figure = figures.find(|figure| figure.indicator == printed.indicator);
        figure.unwrap().number = printed.value.parse().unwrap();
    }
    let workbooks = &mut example.this.workbooks;
    workbooks.retain(|found| {
        let submission = found.content.submission.as_ref();
        submission.is_none_or(|one| !case.absent.contains(&one.entity))
    });
    example
}

#[test]
fn each_case_comes_out_as_it_must() {
    let mut told = Vec::new();
    for (rule, cases) in all() {
        for case in cases.case {
            let place = format!("{rule} {}", case.name);
            let confrontation = confronted(&example(&case), &[]);
            let found = of_rule(&confrontation, &rule, &case.school);
            assert_eq!(
                found.is_some(),
                case.is == Kind::Fails,
                "{place}: {found:#?}"
            );
            let tally = confrontation
                .tallies
                .iter()
                .find(|tally| tally.code.as_str() == rule);
            let tally = tally.unwrap_or_else(|| panic!("{place}: no tally"));
            match case.is {
                Kind::Fails => assert!(tally.fail > 0, "{place}"),
                Kind::Passes | Kind::NearMiss => assert!(tally.pass > 0, "{place}: {tally:?}"),
                Kind::NotEvaluable => assert!(tally.not_evaluable > 0, "{place}: {tally:?}"),
            }
            let Some(finding) = found else { continue };
            if let Some(primary) = &case.primary {
                let cell = finding.place().and_then(|place| place.cell);
                assert_eq!(cell, Some(*primary), "{place}");
            }
            told.push(format!("{place}\n  {} {finding}", finding.severity.name()));
        }
    }
    insta::assert_snapshot!(told.join("\n"));
}

/// People keep what they wrote: a waiver of last year stands in a file, an answer in a workbook.
#[test]
fn what_was_answered_before_still_holds_and_nothing_else_does() {
    for (rule, cases) in all() {
        for case in cases.case.iter().filter(|case| case.is == Kind::Fails) {
            let place = format!("{rule} {}", case.name);
            let values = case.answer.as_ref();
            let values = values.unwrap_or_else(|| panic!("{place}: no answer"));
            // It may be told under another rule, at its cause.
            let unanswered = confronted(&example(case), &[]);
            let told = &of_rule(&unanswered, &rule, &case.school).unwrap().rule;
            let status = |values: &str| {
                let waiver = Waiver {
                    rule: told.clone(),
                    school: case.school.clone(),
                    values: values.into(),
                    by: "测试市教育局".into(),
                    on: "2020-12-01".parse().unwrap(),
                    reason: "核对无误".into(),
                };
                let confrontation = confronted(&example(case), &[waiver]);
                let mut findings = confrontation.findings.iter();
                let is_told = |found: &&Finding| {
                    found.rule == *told && found.school.as_ref() == Some(&case.school)
                };
                findings.find(is_told).unwrap().status
            };
            assert_eq!(status(values), FindingStatus::Waived, "{place}");
            let others = format!("{values}9");
            assert_ne!(status(&others), FindingStatus::Waived, "{place}");
        }
    }
}

/// Who can mend it is who hears of it.
#[test]
fn findings_are_addressed_to_those_whom_their_rule_concerns() {
    for (_, cases) in all() {
        for case in cases.case {
            let example = example(&case);
            let cards = voced_pipeline::rules(&example.this.edition);
            for finding in confronted(&example, &[]).findings {
                let card = cards.iter().find(|card| card.rule() == finding.rule);
                let card = card.unwrap();
                let is_region = finding
                    .school
                    .as_ref()
                    .is_none_or(|code| example.bureau.region(code).is_some());
                let fits = match card.concerns {
                    Concerns::School => !is_region,
                    Concerns::Bureau => is_region || card.family < Family::Relation,
                    Concerns::Both => true,
                };
                assert!(fits, "{finding:#?}");
            }
        }
    }
}

#[test]
fn each_rule_with_an_algorithm_has_a_passing_a_failing_and_a_near_case() {
    let cases = all();
    for rule in voced_rules::all() {
        let code = &*rule.card.code;
        let cases = cases
            .get(code)
            .unwrap_or_else(|| panic!("no fixtures/rules/{code}.toml"));
        for kind in [Kind::Fails, Kind::Passes, Kind::NearMiss] {
            assert!(
                cases.case.iter().any(|case| case.is == kind),
                "{code}: {kind:?}"
            );
        }
    }
    assert_eq!(
        cases.len(),
        voced_rules::all().len(),
        "a fixture of no rule"
    );
}
