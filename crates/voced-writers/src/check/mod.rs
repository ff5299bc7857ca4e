//! What a check of the returned workbooks leaves behind: the bureau's 核查报告, a workbook for each
//! school to mend and a sheet for it to sign, and the findings as data.

mod book;
mod confirmation;
mod data;
mod returned;

use std::collections::BTreeMap;

use voced_domain::{EntityCode, Finding, RuleCard, RuleCode, RuleTally, SchoolProgress};

use crate::Run;

pub use book::write as report;
pub use confirmation::{data_hash, write as confirmation};
pub use data::{csv, json};
pub use returned::{Return, write as returned};

/// What was found in a year's workbooks, by whom it is to be answered, and how far schools are.
#[derive(Clone, Copy, Debug)]
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
}

impl<'a> CheckRun<'a> {
    fn card(&self, rule: &RuleCode) -> Option<&'a RuleCard> {
        self.cards.iter().find(|card| card.code == rule.as_str())
    }

    /// The findings of one school or region.
    fn findings_of(&self, entity: &EntityCode) -> impl Iterator<Item = &'a Finding> + use<'a> {
        let entity = entity.clone();
        let findings = self.run.findings.iter();
        findings.filter(move |finding| finding.school.as_ref() == Some(&entity))
    }
}
