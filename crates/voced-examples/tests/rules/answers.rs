//! Explanations and waivers answer what they are bound to, and lapse with the values they name.

use voced_domain::{
    About, Answer, CellRef, EntityCode, Explanation, Family, Finding, FindingStatus, ItemCode,
    Position, RuleCode, Submission,
};
use voced_examples::siping;
use voced_pipeline::Inputs;

use crate::example::{confronted, of_rule};

const WEIXIAO: &str = "220300-02";

fn school() -> EntityCode {
    EntityCode::new(WEIXIAO).unwrap()
}

fn status(example: &Inputs, rule: &str) -> Option<(FindingStatus, String)> {
    let confrontation = confronted(example, &example.waivers.content);
    let finding = of_rule(&confrontation, rule, &school())?;
    let reply = finding
        .reply
        .as_ref()
        .map_or(String::new(), |reply| reply.text.clone());
    Some((finding.status, reply))
}

fn set(example: &mut Inputs, entity: &str, item: &str, number: i64) {
    let entity = EntityCode::new(entity).unwrap();
    let submission = voced_examples::submission(&mut example.this, &entity);
    let mut values = submission.values.iter_mut();
    let value = values.find(|value| value.item.as_str() == item).unwrap();
    value.answer = Answer::Number(number.into());
}

fn submission(example: &mut Inputs) -> &mut Submission {
    voced_examples::submission(&mut example.this, &school())
}

#[test]
fn the_published_run_has_nothing_open() {
    let example = siping();
    let confrontation = confronted(&example, &example.waivers.content);
    let open: Vec<String> = confrontation
        .findings
        .iter()
        .filter(|finding| finding.blocks())
        .map(ToString::to_string)
        .collect();
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn everything_that_is_known_of_the_published_figures_is_found() {
    let example = siping();
    let confrontation = confronted(&example, &example.waivers.content);
    let lines = confrontation
        .findings
        .iter()
        .filter(|finding| !finding.rule.as_str().starts_with("TYP"));
    let lines: Vec<String> = lines
        .map(|finding| {
            let answered = finding.reply.as_ref().map_or("", |reply| &reply.text);
            format!("{} {finding} {answered}", finding.status.name())
        })
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_waiver_lapses_when_the_schools_own_values_change_and_not_when_anothers_do() {
    let mut example = siping();
    set(&mut example, "220300-04", "placement.matched", 300);
    let (found, _) = status(&example, "REL017").unwrap();
    assert_eq!(found, FindingStatus::Waived);

    set(&mut example, WEIXIAO, "placement.matched", 713);
    let (found, said) = status(&example, "REL017").unwrap();
    assert_eq!(found, FindingStatus::Open);
    insta::assert_snapshot!(said, @"原豁免针对“7.03=712；7.02=421”，数字变化后失效：学校说明对口人数含对口升学。全市公布的对口2161人同样多于直接就业1353人，按国家口径对口就业率没有定义，报告中不写比例。");
}

#[test]
fn an_explanation_by_number_answers_what_must_be_explained_and_not_what_must_be_corrected() {
    let mut example = siping();
    let (found, _) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Explained);
    // The school explains 7.03 as well, but a part cannot exceed its whole.
    example.waivers.content.clear();
    let (found, _) = status(&example, "REL017").unwrap();
    assert_eq!(found, FindingStatus::Open);
}

#[test]
fn an_explanation_carried_over_from_another_round_lapses_with_the_numbers_it_was_written_beside() {
    let mut example = siping();
    let first = std::sync::Arc::new(submission(&mut example).clone());
    for explanation in &mut submission(&mut example).explanations {
        explanation.since = Some(std::sync::Arc::clone(&first));
    }
    let (found, _) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Explained, "nothing changed");

    set(&mut example, WEIXIAO, "staff.total", 125);
    set(&mut example, WEIXIAO, "staff.established", 125);
    let (found, said) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Open);
    assert!(
        said.starts_with("原说明针对“5.01=131”，数字变化后失效："),
        "{said}"
    );

    // Written anew beside the new numbers it counts.
    for explanation in &mut submission(&mut example).explanations {
        explanation.since = None;
    }
    let (found, _) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Explained);
}

#[test]
fn an_answer_on_the_list_of_issues_is_bound_to_rule_and_values() {
    let mut example = siping();
    let answer = |text: &str, evidence: &str| Explanation {
        about: About::Finding {
            rule: RuleCode::new("PLA001").unwrap(),
            evidence: evidence.into(),
        },
        text: text.into(),
        cell: CellRef {
            file: "退回.xlsx".into(),
            sheet: "问题清单".into(),
            position: Position { row: 3, column: 5 },
        },
        since: None,
        is_outdated: false,
    };
    let submission = self::submission(&mut example);
    let item = ItemCode::new("staff.total").unwrap();
    submission
        .explanations
        .retain(|explanation| explanation.about != About::Item(item.clone()));
    submission
        .explanations
        // It was given when one more value was in question.
        .push(answer(
            "医院带教教师没有计入教职工",
            "3.01=3501；5.01=131；6.01=7",
        ));
    let (found, said) = status(&example, "PLA001").unwrap();
    assert_eq!(
        (found, said.as_str()),
        (FindingStatus::Explained, "医院带教教师没有计入教职工")
    );

    set(&mut example, WEIXIAO, "staff.total", 130);
    set(&mut example, WEIXIAO, "staff.established", 130);
    let (found, said) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Open);
    insta::assert_snapshot!(said, @"原说明针对“3.01=3501；5.01=131；6.01=7”，数字变化后失效：医院带教教师没有计入教职工");

    let submission = self::submission(&mut example);
    submission.explanations.pop();
    submission
        .explanations
        .push(answer("无误", "3.01=3501；5.01=130"));
    let (found, said) = status(&example, "PLA001").unwrap();
    assert_eq!(found, FindingStatus::Open, "two characters explain nothing");
    assert_eq!(said, "说明过短，请写明原因，至少5个字：无误");

    for (text, status) in [
        ("数据属实，已核对无误", FindingStatus::Open),
        ("无需说明。无需说明", FindingStatus::Open),
        ("数据无误：医院带教没有计入", FindingStatus::Explained),
    ] {
        let submission = self::submission(&mut example);
        submission.explanations.pop();
        let values = "3.01=3501；5.01=130";
        submission.explanations.push(answer(text, values));
        let (found, said) = self::status(&example, "PLA001").unwrap();
        assert_eq!(found, status, "{said}");
    }
}

#[test]
fn what_must_be_corrected_is_not_told_under_a_rule_that_may_be_explained() {
    let mut example = siping();
    let school = EntityCode::new("220300-03").unwrap();
    set(&mut example, school.as_str(), "staff.total", 10);
    let confrontation = confronted(&example, &example.waivers.content);
    let finding = of_rule(&confrontation, "REL001", &school).unwrap();
    assert_eq!(finding.severity, voced_domain::Severity::Error);
    let rests_on_all =
        finding.evidence.to_string().contains("5.01=10") && finding.same_cause.len() == 1;
    assert!(rests_on_all, "{finding:#?}");
}

/// What is open of a school, with the rules that are told elsewhere.
fn open_of(example: &Inputs, school: &EntityCode) -> Vec<String> {
    let confrontation = confronted(example, &example.waivers.content);
    let findings = confrontation.findings.iter();
    let open = findings.filter(|one| one.school.as_ref() == Some(school) && one.blocks());
    let told = open.map(|one| {
        let place = one
            .place()
            .map_or_else(String::new, |place| place.on_sheet());
        format!("{} {place} {}", one.rule, one.rests_on())
    });
    told.collect()
}

fn explanation(about: About, text: &str) -> Explanation {
    Explanation {
        about,
        text: text.into(),
        cell: CellRef {
            file: "退回.xlsx".into(),
            sheet: "问题清单".into(),
            position: Position { row: 3, column: 5 },
        },
        since: None,
        is_outdated: false,
    }
}

#[test]
fn what_is_said_of_a_number_answers_all_that_is_asked_of_it() {
    let school = EntityCode::new("990100-04").unwrap();
    let mut example = voced_examples::demo();
    set(&mut example, school.as_str(), "workstations", 20_000);
    let before = open_of(&example, &school);
    let confrontation = confronted(&example, &example.waivers.content);
    let finding = of_rule(&confrontation, "PLA007", &school).unwrap();
    let about = About::Finding {
        rule: finding.rule.clone(),
        evidence: finding.rests_on().to_string(),
    };
    let submission = voced_examples::submission(&mut example.this, &school);
    let reason = "本年接收企业捐赠的整条生产线";
    submission.explanations.push(explanation(about, reason));
    let after = open_of(&example, &school);
    let told = |example: &Inputs| {
        let all = confronted(example, &example.waivers.content).findings;
        let of = all
            .iter()
            .find(|one| one.rule == finding.rule && one.school == finding.school);
        of.unwrap()
            .same_cause
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("、")
    };
    insta::assert_snapshot!(format!(
        "{}\n说明以后：\n{}\n一并说明：{}",
        before.join("\n"),
        after.join("\n"),
        told(&example)
    ));
}

#[test]
fn what_is_said_of_the_school_answers_what_is_found_against_last_year() {
    let school = EntityCode::new("990100-01").unwrap();
    let mut example = voced_examples::demo();
    for (item, number) in [("books", 250_000), ("workstations", 2_400)] {
        set(&mut example, school.as_str(), item, number);
    }
    let before = open_of(&example, &school);
    let submission = voced_examples::submission(&mut example.this, &school);
    let reason = "本年与县农机校合并，学生并入本校";
    submission
        .explanations
        .push(explanation(About::School, reason));
    let after = open_of(&example, &school);
    insta::assert_snapshot!(format!(
        "{}\n说明以后：\n{}",
        before.join("\n"),
        after.join("\n")
    ));
}

/// One cause, one answer: whichever number of a school is off, and whichever question is asked of it first, the
/// answer opens no other question.
#[test]
fn an_answered_number_opens_no_other_question() {
    let base = voced_examples::demo();
    let school = EntityCode::new("990100-04").unwrap();
    let asks = |rule: &RuleCode| {
        let family = Family::named_by(rule);
        matches!(family, Some(Family::YearOnYear | Family::Plausibility))
    };
    let asked = |example: &Inputs| -> Vec<Finding> {
        let all = confronted(example, &example.waivers.content).findings;
        let own = all
            .into_iter()
            .filter(|one| one.school.as_ref() == Some(&school));
        own.filter(|one| one.blocks() && asks(&one.rule)).collect()
    };
    let mut submissions = voced_examples::submissions(&base.this);
    let own = submissions.find(|one| one.entity == school).unwrap();
    let numbers = own.values.iter().filter(|value| value.row.is_none());
    let mut reopened = Vec::new();
    for (item, number) in numbers.filter_map(|value| Some((&value.item, value.answer.number()?))) {
        for factor in [3, 10] {
            let mut example = base.clone();
            let submission = voced_examples::submission(&mut example.this, &school);
            let mut values = submission.values.iter_mut();
            let value = values.find(|value| value.item == *item).unwrap();
            value.answer = Answer::Number(number * &factor.into());
            let before = asked(&example);
            let Some(first) = before.first() else {
                continue;
            };
            let about = About::Finding {
                rule: first.rule.clone(),
                evidence: first.rests_on().to_string(),
            };
            let submission = voced_examples::submission(&mut example.this, &school);
            let said = explanation(about, "本年接收企业捐赠的整条生产线");
            submission.explanations.push(said);
            let is_new = |one: &Finding| before.iter().all(|known| known.rule != one.rule);
            let new = asked(&example).into_iter().filter(is_new);
            reopened.extend(new.map(|one| format!("{item}×{factor}：{}→{}", first.rule, one.rule)));
        }
    }
    assert_eq!(reopened, Vec::<String>::new());
}
