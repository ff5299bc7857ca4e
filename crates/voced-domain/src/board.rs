//! Where every school stands on a day, whom to call, and what the bureau itself has to do next. This project's
//! own.

use chrono::NaiveDate;

use crate::bureau::{Bureau, School};
use crate::code::{EntityCode, ItemCode};
use crate::dataset::Dataset;
use crate::progress::SchoolStatus;
use crate::year::ReferenceYear;

/// Where every school stands on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Board {
    /// The year.
    pub year: ReferenceYear,
    /// The day.
    pub on: NaiveDate,
    /// The day by which workbooks are to be returned, where the bureau set one.
    pub deadline: Option<NaiveDate>,
    /// The schools, in the bureau's order.
    pub schools: Vec<Standing>,
    /// What the bureau has to do, in this order.
    pub next: Vec<NextStep>,
}

/// Where a school stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The school.
    pub school: EntityCode,
    /// Its full name.
    pub name: String,
    /// Its short name.
    pub short: String,
    /// Its status.
    pub status: SchoolStatus,
    /// Since when it stands so, as far as it was checked.
    pub since: Option<NaiveDate>,
    /// When its workbook was last sent out, where that was written down.
    pub issued: Option<NaiveDate>,
    /// When it last signed, for whatever data.
    pub signed: Option<NaiveDate>,
    /// How many usable workbooks came; zero where none did.
    pub rounds: u32,
    /// How many open findings must be corrected (强制).
    pub errors: usize,
    /// How many open findings must be corrected or explained (核实).
    pub to_explain: usize,
    /// The workbook that counts.
    pub file: Option<String>,
    /// The code of its data.
    pub code: Option<String>,
    /// Whom to call.
    pub person: PersonToCall,
}

/// Whom to call at a school.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonToCall {
    /// A name or an office; empty where nobody is known.
    pub contact: String,
    /// A telephone number; empty where none is known.
    pub phone: String,
}

impl PersonToCall {
    /// Who filled in the workbook, or whom the bureau's list of schools names: of a school that sent nothing
    /// the list alone knows.
    pub fn of(school: &School, dataset: &Dataset) -> Self {
        let said = |item: &'static str| {
            let answer = dataset.answer(&school.code, &ItemCode::constant(item))?;
            answer.answer.text().map(str::to_owned)
        };
        Self {
            contact: said("school.filled_by").unwrap_or_else(|| school.contact.clone()),
            phone: said("school.phone").unwrap_or_else(|| school.phone.clone()),
        }
    }

    /// Whether nobody is known.
    pub fn is_unknown(&self) -> bool {
        self.contact.is_empty() && self.phone.is_empty()
    }
}

/// Something that the bureau has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Make the workbooks of these schools and send them out: nothing says that it was done.
    Issue(Vec<EntityCode>),
    /// Check so many workbooks that nobody checked yet.
    Check(usize),
    /// Fill in the bureau's own workbook; of these regions, where they report themselves.
    FillInOwn(Vec<EntityCode>),
    /// Mend what is the bureau's to mend: so many findings.
    MendOwn(usize),
    /// Look at files that no school is known of: so many findings.
    Unknown(usize),
    /// Call these schools, which sent nothing.
    Remind(Vec<EntityCode>),
    /// Send these schools their workbooks back to be corrected.
    SendBack(Vec<EntityCode>),
    /// Ask these schools for another workbook: what they sent cannot be used, and there is nothing to send back.
    AskAgain(Vec<EntityCode>),
    /// Send these schools their workbooks back to be explained.
    AskToExplain(Vec<EntityCode>),
    /// Have these schools sign.
    Sign(Vec<EntityCode>),
    /// So many findings of last year's workbooks are open, on which changes rest.
    LastYear(usize),
    /// Write the report.
    Report,
}

impl Board {
    /// The schools of a status, in the bureau's order.
    pub fn of(&self, status: SchoolStatus) -> impl Iterator<Item = &Standing> {
        self.schools.iter().filter(move |one| one.status == status)
    }

    /// By how many days the deadline is past; none before, or where there is none.
    pub fn days_late(&self) -> Option<i64> {
        let days = (self.on - self.deadline?).num_days();
        (days > 0).then_some(days)
    }

    /// A school's standing.
    pub fn standing(&self, school: &EntityCode) -> Option<&Standing> {
        self.schools.iter().find(|one| one.school == *school)
    }
}

impl NextStep {
    /// The schools or regions that it concerns; none where it concerns the bureau alone.
    pub fn entities(&self) -> &[EntityCode] {
        match self {
            NextStep::Issue(of)
            | NextStep::FillInOwn(of)
            | NextStep::Remind(of)
            | NextStep::SendBack(of)
            | NextStep::AskAgain(of)
            | NextStep::AskToExplain(of)
            | NextStep::Sign(of) => of,
            NextStep::Check(_)
            | NextStep::MendOwn(_)
            | NextStep::Unknown(_)
            | NextStep::LastYear(_)
            | NextStep::Report => &[],
        }
    }
}

impl Bureau {
    /// Regions of the bureau that report figures of their own and whose workbook is not there.
    pub fn without_own_workbook(&self, dataset: &Dataset) -> Vec<EntityCode> {
        let regions = self.reporting_regions(self.own_region());
        let missing = regions
            .into_iter()
            .filter(|region| !dataset.has(&region.code));
        missing.map(|region| region.code.clone()).collect()
    }
}
