//! Explanations of schools and waivers of the bureau, held against what was found.

use voced_domain::{Dataset, Explanation, Finding, FindingStatus, Reply, Severity, Waiver};

/// Shorter explanations say nothing: `无误`, `已核对`.
const SHORTEST: usize = 5;

/// Marks findings that were explained or waived; an answer that no longer holds is kept beside the
/// open finding.
pub(crate) fn answer(findings: &mut [Finding], dataset: &Dataset, waivers: &[Waiver]) {
    for finding in findings {
        waive(finding, waivers);
        if finding.status == FindingStatus::Open && finding.severity == Severity::Explain {
            explain(finding, dataset);
        }
    }
}

fn waive(finding: &mut Finding, waivers: &[Waiver]) {
    let mut about = waivers.iter().filter(|waiver| waiver.is_about(finding));
    let holds = about.clone().find(|waiver| waiver.answers(finding));
    let lapsed = about.find(|waiver| is_of_the_same(&waiver.values, finding.token()));
    let reply = |waiver: &Waiver| Reply {
        text: waiver.reason.clone(),
        by: waiver.by.clone(),
        on: Some(waiver.on.clone()),
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

fn explain(finding: &mut Finding, dataset: &Dataset) {
    let Some(school) = finding.school.clone() else {
        return;
    };
    let explanations = dataset.explanations(&school);
    let said = explanations
        .iter()
        .filter(|explanation| is_enough(&explanation.text));
    let bound = said.clone().find(|explanation| {
        let answers = explanation.answers.as_ref();
        answers.is_some_and(|answered| {
            answered.rule == finding.rule && answered.evidence == finding.token()
        })
    });
    let by_item = || {
        said.clone()
            .find(|explanation| is_about_item(explanation, finding))
    };
    let lapsed = || {
        said.clone().find(|explanation| {
            let answers = explanation.answers.as_ref();
            answers.is_some_and(|answered| {
                answered.rule == finding.rule && is_of_the_same(&answered.evidence, finding.token())
            })
        })
    };
    let by = "学校".to_owned();
    if let Some(explanation) = bound.or_else(by_item) {
        finding.reply = Some(Reply {
            text: explanation.text.clone(),
            by,
            on: None,
        });
        finding.status = FindingStatus::Explained;
    } else if let Some(explanation) = lapsed() {
        let was = explanation
            .answers
            .as_ref()
            .map_or("", |answered| &answered.evidence);
        finding.reply = Some(Reply {
            text: format!("原说明针对“{was}”，数字变化后失效：{}", explanation.text),
            by,
            on: None,
        });
    }
}

/// Whether two lists of values are of the same items: one is what the other was before.
fn is_of_the_same(was: &str, is: &str) -> bool {
    let names = |values: &str| -> Vec<String> {
        let parts = values.split('；');
        parts
            .map(|part| part.split('=').next().unwrap_or("").to_owned())
            .collect()
    };
    names(was) == names(is)
}

/// A line of the 情况说明 sheet stands in the same workbook as the answers it explains.
fn is_about_item(explanation: &Explanation, finding: &Finding) -> bool {
    let item = explanation
        .item
        .as_ref()
        .filter(|_| explanation.answers.is_none());
    let mut items = finding
        .locations
        .iter()
        .filter_map(|location| location.item.as_ref());
    item.is_some_and(|item| items.any(|found| found == item))
}

fn is_enough(text: &str) -> bool {
    text.chars().filter(|c| !c.is_whitespace()).count() >= SHORTEST
}
