//! Where each school stands, and what its newest workbook changed.

use std::collections::HashMap;
use std::sync::Arc;

use crate::signed::is_signed;
use voced_domain::{
    Bureau, Dataset, EntityCode, Facts, Finding, Location, Observation, Record, Round, School,
    SchoolProgress, SchoolStatus, Submission, ValueChange, Waiver,
};
use voced_indicators::compute;
use voced_ingest::Earlier;
use voced_rules::{RuleInputs, Year, confront};

/// The year as it was before the newest workbooks of schools that sent several.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    dataset: Dataset,
    findings: Vec<Finding>,
    rounds: Vec<(EntityCode, u32)>,
}

impl Before {
    /// `None` where every school sent one workbook.
    pub(crate) fn of(submissions: &[Submission], earlier: Vec<Earlier>) -> Option<Self> {
        let year = submissions.first().filter(|_| !earlier.is_empty())?.year;
        let newest = |submission: &&Submission| {
            let entity = &submission.entity;
            !earlier
                .iter()
                .any(|earlier| earlier.submission.entity == *entity)
        };
        let unchanged: Vec<Submission> = submissions.iter().filter(newest).cloned().collect();
        let rounds = earlier
            .iter()
            .map(|earlier| (earlier.submission.entity.clone(), earlier.rounds));
        let rounds = rounds.collect();
        let (then, findings): (Vec<_>, Vec<_>) = earlier
            .into_iter()
            .map(|earlier| (earlier.submission, earlier.findings))
            .unzip();
        Some(Self {
            dataset: Dataset::assemble(year, unchanged.into_iter().chain(then), 0),
            findings: findings.concat(),
            rounds,
        })
    }
}

/// The status of each school in the bureau's order, with its rounds.
pub(crate) fn progress(
    inputs: &RuleInputs<'_>,
    before: Option<&Before>,
    findings: &[Finding],
    waivers: &[Waiver],
    record: &Record,
) -> Vec<SchoolProgress> {
    let then = before.map(|before| (before, findings_of(inputs, before, waivers)));
    let mut by_school: HashMap<&EntityCode, Vec<&Finding>> = HashMap::new();
    for finding in findings {
        if let Some(school) = &finding.school {
            by_school.entry(school).or_default().push(finding);
        }
    }
    let schools = inputs.bureau.schools().iter();
    schools
        .map(|school| {
            let own = by_school.remove(&school.code).unwrap_or_default();
            let handed_in = inputs.this.dataset.has(&school.code);
            let round = then.as_ref().and_then(|(before, findings_then)| {
                round(inputs, before, school, findings_then, &own)
            });
            let is_signed = is_signed(record, inputs.this.dataset, &school.code);
            let status = match SchoolStatus::of(handed_in, &own) {
                SchoolStatus::Passed if is_signed => SchoolStatus::Signed,
                status => status,
            };
            SchoolProgress {
                school: school.code.clone(),
                status,
                round,
            }
        })
        .collect()
}

/// What would have been found with the workbooks of the round before.
fn findings_of(inputs: &RuleInputs<'_>, before: &Before, waivers: &[Waiver]) -> Vec<Finding> {
    let last_year = inputs.this.edition.year().previous();
    let prior = inputs
        .facts
        .iter()
        .filter(|fact| fact.key.year == last_year);
    let prior = Facts::new(prior.cloned().collect());
    let bureau: &Bureau = inputs.bureau;
    let facts = compute(bureau, inputs.this.edition, &before.dataset, &prior);
    let facts = Arc::new(Facts::followed_by(facts, prior));
    let then = Year {
        edition: inputs.this.edition,
        dataset: &before.dataset,
    };
    let inputs = RuleInputs::new(inputs.bureau, then, inputs.last, &facts);
    confront(&inputs, before.findings.clone(), waivers).findings
}

fn round(
    inputs: &RuleInputs<'_>,
    before: &Before,
    school: &School,
    then: &[Finding],
    now: &[&Finding],
) -> Option<Round> {
    let (_, number) = before
        .rounds
        .iter()
        .find(|(code, _)| *code == school.code)?;
    let was_open = then
        .iter()
        .filter(|finding| finding.school.as_ref() == Some(&school.code) && finding.blocks());
    // What is explained, told at its cause, or not to be judged for want of an answer is not solved.
    let is_still_there = |finding: &&Finding| {
        now.iter().any(|found| {
            let is_same = found.rule == finding.rule && same_place(found, finding);
            let is_behind = found.same_cause.contains(&finding.rule) && found.blocks();
            is_same || is_behind || (found.blocked_checks > 0 && touches(finding, found))
        })
    };
    Some(Round {
        number: *number,
        before: before.dataset.workbook(&school.code)?.file.clone(),
        changes: changes(inputs, &before.dataset, &school.code),
        closed: was_open
            .filter(|finding| !is_still_there(finding))
            .cloned()
            .collect(),
    })
}

/// Whether a finding speaks of the cell that another stands at.
fn touches(finding: &Finding, other: &Finding) -> bool {
    let item = other.place().and_then(|place| place.item.as_ref());
    let mut items = finding.locations.iter().map(|at| at.item.as_ref());
    item.is_some() && items.any(|found| found == item)
}

/// Files of two rounds have different names.
fn same_place(a: &Finding, b: &Finding) -> bool {
    let of = |finding: &Finding| {
        let place = finding.place()?;
        Some((place.sheet.clone(), place.cell))
    };
    of(a) == of(b)
}

/// Answers that are others than in the round before, in the order of the workbook.
fn changes(inputs: &RuleInputs<'_>, before: &Dataset, school: &EntityCode) -> Vec<ValueChange> {
    let edition = inputs.this.edition;
    let then = |now: &Observation| {
        let mut answers = before.answers(school, &now.item);
        answers.find(|found| found.row == now.row)
    };
    let change = |now: &Observation| {
        let before = then(now).map_or_else(String::new, |then| then.answer.in_words());
        let after = now.answer.in_words();
        let name = edition.item(&now.item)?.to_string();
        let place = Location::from(&now.cell).item(now.item.clone());
        (before != after).then_some(ValueChange {
            place,
            name,
            before,
            after,
        })
    };
    inputs.this.dataset.of(school).filter_map(change).collect()
}
