//! Which findings are answered by explanations of schools and waivers of the bureau.

use std::collections::BTreeSet;

use voced_domain::{
    About, Answer, Explains, Explanation, Finding, FindingStatus, ItemCode, Reply, Severity,
    Submission, Waiver,
};

use crate::year::Year;

/// Shorter explanations say nothing: `无误`, `已核对`.
const SHORTEST: usize = 5;

/// Marks findings that were explained or waived; an answer that no longer holds is kept beside the
/// open finding.
pub(crate) fn answer(findings: &mut [Finding], year: &Year<'_>, waivers: &[Waiver]) {
    for finding in findings {
        waive(finding, waivers);
        if finding.status == FindingStatus::Open && finding.severity == Severity::Explain {
            explain(finding, year);
        }
    }
}

fn waive(finding: &mut Finding, waivers: &[Waiver]) {
    let mut about = waivers.iter().filter(|waiver| waiver.is_about(finding));
    let holds = about.clone().find(|waiver| waiver.answers(finding));
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
    let lines = said.iter().filter(|found| is_about_item(found, finding));
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
        None if !is_enough(text) => Answered::Fails(format!("说明过短，请写明原因：{text}")),
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
    let lapsed = (!values.is_within(evidence)).then_some(evidence.as_str());
    is_of.then(|| said(&explanation.text, lapsed))
}

/// A line of the 情况说明 sheet counts for the values that it was first written beside.
fn line(explanation: &Explanation, finding: &Finding, year: &Year<'_>) -> Answered {
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

fn is_enough(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST
}
