//! A workbook that came back as it was sent out.

use voced_domain::{Answer, Entity, Finding, FindingText, Location, Submission, SubmittedValue};

use crate::expected::Expected;
use crate::misfit::Misfit;
use crate::reading::Reading;
use crate::rules;

/// Replaces what was found missing, cell for cell, by one finding, where a workbook came back without
/// a single answer: who sent the wrong file learns nothing from seventy blanks.
pub(crate) fn untouched(reading: &mut Reading, expected: &Expected<'_>) {
    let Some(submission) = &reading.submission else {
        return;
    };
    let is_missing = |finding: &Finding| {
        let mut cards = [&rules::BLANK, &rules::TABLE_EMPTY].into_iter();
        cards.any(|card| finding.rule.as_str() == card.code)
    };
    let n_missing = reading
        .findings
        .iter()
        .filter(|found| is_missing(found))
        .count();
    if n_missing < 2 || !is_untouched(submission, expected) {
        return;
    }
    let finding = finding(submission);
    reading.findings.retain(|finding| !is_missing(finding));
    reading.findings.insert(0, finding);
    reading.misfit = Some(Misfit::Blank);
    // A nation's are kept until the last workbook is read.
    reading.findings.shrink_to_fit();
}

/// Whether nothing stands in it but what the bureau itself filled in.
fn is_untouched(submission: &Submission, expected: &Expected<'_>) -> bool {
    let known = known(submission, expected);
    let is_bureaus = |value: &SubmittedValue| match &value.answer {
        Answer::Blank => true,
        Answer::Text(text) => {
            let item = expected.edition.item(&value.item);
            item.is_some_and(|item| item.prefilled || item.carried_over) || known.contains(text)
        }
        _ => false,
    };
    let nothing_else = submission.explanations.is_empty() && submission.unread.is_empty();
    nothing_else && submission.values.iter().all(is_bureaus)
}

/// What the bureau has on record of the school and writes into its workbook.
fn known(submission: &Submission, expected: &Expected<'_>) -> Vec<String> {
    let mut known = vec![submission.year.to_string()];
    if let Some(Entity::School(school)) = expected.bureau.entity(&submission.entity) {
        known.extend([
            school.affiliation.clone(),
            school.county.clone(),
            school.ownership.clone(),
            school.honours.join("、"),
        ]);
    }
    known
}

fn finding(submission: &Submission) -> Finding {
    let location = Location::file(&submission.file);
    Finding::new(
        &rules::UNTOUCHED,
        FindingText {
            message: "工作簿里一项也没有填，可能交错了文件".into(),
            found: "全是空白".into(),
            expected: "填好的工作簿".into(),
            remedy: "请核对交回的是不是填好的那一份；没有填的请填好后交回".into(),
        },
    )
    .at(location)
    .of_school(Some(submission.entity.clone()))
}
