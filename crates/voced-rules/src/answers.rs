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
    let said = dataset.explanations(&school).iter();
    let mut said = said.filter(|explanation| is_enough(&explanation.text));
    let of_rule = said.clone().filter_map(|explanation| {
        let answered = explanation.answers.as_ref();
        let answered = answered.filter(|answered| answered.rule == finding.rule)?;
        Some((explanation, answered.evidence.as_str()))
    });
    let token = finding.token();
    let bound = of_rule.clone().find(|(_, evidence)| *evidence == token);
    let lapsed = of_rule
        .clone()
        .find(|(_, evidence)| is_of_the_same(evidence, token));
    // The same words elsewhere in the workbook are as old as those that lapsed.
    let is_old = |text: &str| lapsed.is_some_and(|(old, _)| old.text == text);
    let by_item = said.find(|found| is_about_item(found, finding) && !is_old(&found.text));
    let holds = bound.map(|(explanation, _)| explanation).or(by_item);
    if let Some(explanation) = holds {
        finding.reply = Some(by_school(explanation.text.clone()));
        finding.status = FindingStatus::Explained;
    } else if let Some((explanation, was)) = lapsed {
        finding.reply = Some(by_school(lapsed_words(was, &explanation.text)));
    }
}

/// Opens findings again whose explanation was left standing while the values changed that it was
/// about. `before` are the findings with the round before; a school that explains the new values
/// writes so.
pub fn lapse(findings: &mut [Finding], before: &[Finding]) {
    for finding in findings {
        if finding.status != FindingStatus::Explained {
            continue;
        }
        let text = finding.reply.as_ref().map_or("", |reply| &reply.text);
        let is_same = |then: &&Finding| {
            let said = then.reply.as_ref().is_some_and(|reply| reply.text == text);
            said && then.rule == finding.rule
                && then.school == finding.school
                && is_of_the_same(then.token(), finding.token())
        };
        let then = before.iter().find(is_same);
        let then = then.filter(|then| then.token() != finding.token());
        if let Some(then) = then {
            finding.reply = Some(by_school(lapsed_words(then.token(), text)));
            finding.status = FindingStatus::Open;
        }
    }
}

fn by_school(text: String) -> Reply {
    Reply {
        text,
        by: "学校".into(),
        on: None,
    }
}

fn lapsed_words(was: &str, text: &str) -> String {
    format!("原说明针对“{was}”，数字变化后失效：{text}")
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
