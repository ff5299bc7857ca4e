//! Which findings are answered by explanations of schools and waivers of the bureau.

use std::collections::BTreeSet;

use voced_domain::{
    About, Answer, Evidence, EvidenceKey, Explains, Explanation, Family, Finding, FindingStatus,
    ItemCode, Reply, RuleCode, SHORTEST_EXPLANATION, Severity, Submission, Waiver,
};

use crate::year::Year;

/// Marks findings that were explained or waived; an answer that no longer holds is kept beside the
/// open finding.
pub fn answer(findings: &mut [Finding], year: &Year<'_>, waivers: &[Waiver]) {
    for finding in findings {
        waive(finding, waivers);
        if finding.status == FindingStatus::Open && finding.severity == Severity::Explain {
            explain(finding, year);
        }
    }
}

fn waive(finding: &mut Finding, waivers: &[Waiver]) {
    let mut about = waivers.iter().filter(|waiver| waiver.is_about(finding));
    // What lets a number stand under one rule lets it stand under the others that ask whether it can be true.
    let is_of_number = |waiver: &&Waiver| {
        finding.school.as_ref() == Some(&waiver.school)
            && !finding.is_under(&waiver.rule)
            && is_of_same_number(&waiver.rule, &waiver.values, finding)
    };
    let holds = about.clone().find(|waiver| waiver.answers(finding));
    let holds = holds.or_else(|| waivers.iter().find(is_of_number));
    let lapsed = about.find(|waiver| finding.rests_on().shares_a_name_with(&waiver.values));
    let reply = |waiver: &Waiver| Reply {
        text: waiver.reason.clone(),
        by: waiver.by.clone(),
        on: Some(waiver.on),
    };
    if let Some(waiver) = holds {
        finding.reply = Some(reply(waiver));
        finding.status = FindingStatus::Waived;
    } else if let Some(waiver) = lapsed {
        finding.reply = Some(Reply {
            text: format!(
                "原豁免针对“{}”，数字变化后失效：{}",
                waiver.values, waiver.reason
            ),
            ..reply(waiver)
        });
    }
}

fn explain(finding: &mut Finding, year: &Year<'_>) {
    let Some(school) = finding.school.clone() else {
        return;
    };
    let said = year.dataset.explanations(&school);
    let answers = said.iter().filter_map(|found| answer_to(found, finding));
    let is_line =
        |found: &&Explanation| is_about_item(found, finding) || is_about_school(found, finding);
    let lines = said.iter().filter(is_line);
    let lines = lines.map(|found| line(found, finding, year));
    let found: Vec<Answered> = answers.chain(lines).collect();
    let holds = found.iter().find(|said| matches!(said, Answered::Holds(_)));
    match holds.or(found.first()) {
        Some(Answered::Holds(text)) => {
            finding.reply = Some(Reply::by_school(text));
            finding.status = FindingStatus::Explained;
        }
        Some(Answered::Fails(words)) => finding.reply = Some(Reply::by_school(words)),
        None => {}
    }
}

/// What came of something that the school wrote about a finding.
enum Answered {
    Holds(String),
    /// Kept beside the finding, with why it does not count.
    Fails(String),
}

fn said(text: &str, lapsed: Option<&str>) -> Answered {
    match lapsed {
        Some(was) => Answered::Fails(format!("原说明针对“{was}”，数字变化后失效：{text}")),
        None if !is_enough(text) => Answered::Fails(format!(
            "说明过短，请写明原因，至少{SHORTEST_EXPLANATION}个字：{text}"
        )),
        None if !says_why(text) => Answered::Fails(format!(
            "只说数字无误，没有写明原因，请写明数字为什么是这样：{text}"
        )),
        None => Answered::Holds(text.to_owned()),
    }
}

/// An answer on the 问题清单 sheet counts for the values that stand beside it there.
fn answer_to(explanation: &Explanation, finding: &Finding) -> Option<Answered> {
    let About::Finding { rule, evidence } = &explanation.about else {
        return None;
    };
    let values = finding.rests_on();
    let is_of = finding.is_under(rule) && values.shares_a_name_with(evidence);
    if !is_of && is_of_same_number(rule, evidence, finding) {
        return Some(said(&explanation.text, None));
    }
    let lapsed = (!values.is_within(evidence)).then_some(evidence.as_str());
    is_of.then(|| said(&explanation.text, lapsed))
}

/// Whether a rule asks if a number can be true, by itself or against last year's: what a school says of the
/// number answers all rules that ask so.
fn asks_of_a_number(rule: &RuleCode) -> bool {
    let family = Family::named_by(rule);
    matches!(family, Some(Family::YearOnYear | Family::Plausibility))
}

/// Whether an answer under another rule was given for the very number that a finding stands at.
fn is_of_same_number(rule: &RuleCode, evidence: &str, finding: &Finding) -> bool {
    let item = finding.place().and_then(|place| place.item.as_ref());
    let is_at_place = |key: &EvidenceKey| match key {
        EvidenceKey::Item { item: own, .. } => Some(own) == item,
        _ => false,
    };
    let values = finding.evidence.values().iter();
    let number = values.filter(|(key, _)| is_at_place(key)).cloned();
    let number = Evidence::new(number);
    let is_asked = asks_of_a_number(rule) && asks_of_a_number(&finding.rule);
    is_asked && !number.is_empty() && number.is_within(evidence)
}

/// What a school says of itself as a whole (合并, 新设, 搬迁) answers what is found against last year's numbers.
fn is_about_school(explanation: &Explanation, finding: &Finding) -> bool {
    if explanation.about != About::School || !asks_of_a_number(&finding.rule) {
        return false;
    }
    let is_year_on_year = Family::named_by(&finding.rule) == Some(Family::YearOnYear);
    let file = finding.place().map(|place| &place.file);
    let mut places = finding.locations.iter();
    is_year_on_year || places.any(|place| Some(&place.file) != file)
}

/// A line of the 情况说明 sheet counts for the values that it was first written beside.
fn line(explanation: &Explanation, finding: &Finding, year: &Year<'_>) -> Answered {
    if explanation.is_outdated {
        let text = &explanation.text;
        return Answered::Fails(format!("原说明是为以前的数写的，数字变化后失效：{text}"));
    }
    let changed = explanation
        .since
        .as_ref()
        .and_then(|since| changed(since, finding, year));
    said(&explanation.text, changed.as_deref())
}

/// What the answers that a finding rests on were in an earlier workbook, where they are others now.
fn changed(since: &Submission, finding: &Finding, year: &Year<'_>) -> Option<String> {
    let items: BTreeSet<&ItemCode> = finding
        .locations
        .iter()
        .filter_map(|location| location.item.as_ref())
        .collect();
    let then = |item: &ItemCode| -> Vec<(Option<u16>, &Answer)> {
        let values = since.values.iter().filter(|value| value.item == *item);
        values.map(|value| (value.row, &value.answer)).collect()
    };
    let now = |item: &ItemCode| -> Vec<(Option<u16>, &Answer)> {
        let answers = year.dataset.answers(&since.entity, item);
        answers.map(|found| (found.row, &found.answer)).collect()
    };
    let item = items.into_iter().find(|item| then(item) != now(item))?;
    let was: Vec<String> = then(item)
        .iter()
        .map(|(_, answer)| answer.in_words())
        .collect();
    let number = year.edition.item(item).map_or("", |item| &item.number);
    Some(format!("{number}={}", was.join("、")))
}

/// A line of the 情况说明 sheet is about the item that it names: the one that the finding is placed
/// at, or as far as its rule is explained by others. What is said of one item does not answer for
/// what else the same cause breaks.
fn is_about_item(explanation: &Explanation, finding: &Finding) -> bool {
    let About::Item(item) = &explanation.about else {
        return false;
    };
    let n_places = match finding.explains {
        Explains::Nothing => 0,
        Explains::AnyItem if finding.same_cause.is_empty() => usize::MAX,
        Explains::AnyItem | Explains::PrimaryItem => 1,
    };
    let mut places = finding.locations.iter().take(n_places);
    places.any(|place| place.item.as_ref() == Some(item))
}

/// What is written where nothing is explained; a longer phrase stands before one that it begins with.
const STOCK_PHRASES: [&str; 31] = [
    "无需说明",
    "不需要说明",
    "没有问题",
    "如实填报",
    "如实填写",
    "按实际填报",
    "按实际填写",
    "实际情况",
    "确实如此",
    "填报",
    "填写",
    "核实",
    "核对",
    "属实",
    "无误",
    "无异常",
    "正确",
    "准确",
    "真实",
    "数据",
    "数字",
    "情况",
    "正常",
    "说明",
    "原因",
    "理由",
    "同意",
    "批准",
    "豁免",
    "领导",
    "特殊",
];

fn says_why(text: &str) -> bool {
    !beyond_stock_phrases(text).is_empty()
}

/// The letters and digits that are left of an explanation without its stock phrases and the words between them: why
/// something is as it is, where anything is left.
pub fn beyond_stock_phrases(text: &str) -> String {
    let mut rest = text.to_owned();
    for phrase in STOCK_PHRASES {
        rest = rest.replace(phrase, "");
    }
    let between = |c: &char| "已经过均为是我校本的再次确认没有".contains(*c);
    rest.retain(|c| c.is_alphanumeric() && !between(&c));
    rest
}

fn is_enough(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_EXPLANATION
}
