//! What a check of the returned workbooks leaves behind: the bureau's 核查报告, a workbook for each
//! school to mend and a sheet for it to sign, and the findings as data.
//!
//! `findings.json`: `{schema, findings, rules}`. A finding has `rule`, `name`, `severity` (`error`, `explain`,
//! `notice`), `status` (`open`, `explained`, `waived`), `school`, `message`, `remedy`, `found`, `expected`,
//! `difference`, `locations` (`file`, `sheet`, `cell`, `item`; the first is the primary one), and where there is
//! something to say `evidence` (the values that an answer is bound to), `also` (other rules that the same cause
//! breaks), `muted` (how many checks wait for it) and `reply`. A rule has `code`, `pass`, `fail`, `not_evaluable`.

mod book;
mod confirmation;
mod confirmed_tables;
mod data;
mod returned;

use std::collections::{BTreeMap, HashMap};

use voced_domain::{
    EntityCode, Finding, RuleCard, RuleCode, RuleTally, SchoolProgress, SchoolStatus,
};

use crate::Run;

pub use book::write as report;
pub use confirmation::write as confirmation;
pub use data::{csv, json};
pub use returned::{Return, write as returned};

/// What was found in a year's workbooks, by whom it is to be answered, and how far schools are.
#[derive(Clone, Debug)]
pub struct CheckRun<'a> {
    /// What was read and computed.
    pub run: Run<'a>,
    /// How each rule fared.
    pub tallies: &'a [RuleTally],
    /// Where each school stands, in the bureau's order.
    pub progress: &'a [SchoolProgress],
    /// The cards of all rules.
    pub cards: &'a [RuleCard],
    /// Names of the workbooks that go back, by school.
    pub files: &'a BTreeMap<EntityCode, String>,
    findings: HashMap<&'a EntityCode, Vec<&'a Finding>>,
    status: HashMap<&'a EntityCode, SchoolStatus>,
}

/// What a check writes for a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Its own workbook, to be mended.
    Returned,
    /// A sheet to sign.
    Confirmation,
}

impl Written {
    /// Every kind.
    pub const ALL: [Self; 2] = [Written::Returned, Written::Confirmation];

    /// The folder that it is written to.
    pub fn folder(self) -> &'static str {
        match self {
            Written::Returned => "退回",
            Written::Confirmation => "确认表",
        }
    }
}

impl<'a> CheckRun<'a> {
    /// A run, how each rule fared, where each school stands in the bureau's order, the cards of all
    /// rules, and the names of the workbooks that go back.
    pub fn new(
        run: Run<'a>,
        tallies: &'a [RuleTally],
        progress: &'a [SchoolProgress],
        cards: &'a [RuleCard],
        files: &'a BTreeMap<EntityCode, String>,
    ) -> Self {
        let mut findings: HashMap<&EntityCode, Vec<&Finding>> = HashMap::new();
        for finding in run.findings {
            if let Some(school) = &finding.school {
                findings.entry(school).or_default().push(finding);
            }
        }
        let status = progress.iter().map(|found| (&found.school, found.status));
        Self {
            run,
            tallies,
            progress,
            cards,
            files,
            findings,
            status: status.collect(),
        }
    }

    fn card(&self, rule: &RuleCode) -> Option<&'a RuleCard> {
        self.cards.iter().find(|card| card.code == rule.as_str())
    }

    /// What is written for a school, and where: the names of both folders are part of the form in
    /// which a check is handed on. Nothing for a school whose workbook was not read.
    pub fn written_for(&self, school: &EntityCode) -> Option<(Written, String)> {
        self.run.this.dataset.workbook(school)?;
        let is_settled = !self.findings_of(school).any(Finding::keeps_from_signing);
        let written = match self.status.get(school)? {
            // Nobody signs for a workbook of which it is not known whether it counts.
            SchoolStatus::Passed | SchoolStatus::Signed if !is_settled => return None,
            SchoolStatus::Passed | SchoolStatus::Signed => Written::Confirmation,
            _ => Written::Returned,
        };
        let file = self.files.get(school)?;
        Some((written, format!("{}/{file}", written.folder())))
    }

    /// How many usable workbooks a school sent.
    pub fn round_of(&self, school: &EntityCode) -> u32 {
        let mut progress = self.progress.iter();
        let own = progress.find(|one| one.school == *school);
        own.and_then(|own| own.round.as_ref())
            .map_or(1, |round| round.number)
    }

    /// The findings of one school or region.
    pub fn findings_of(&self, entity: &EntityCode) -> impl Iterator<Item = &'a Finding> {
        let own = self.findings.get(entity).map_or(&[][..], Vec::as_slice);
        own.iter().copied()
    }
}
