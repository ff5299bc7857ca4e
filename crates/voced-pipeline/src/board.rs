//! Where every school stands on a day, and what the bureau has to do next.

use chrono::NaiveDate;
use voced_domain::{
    Board, EntityCode, Finding, FindingStatus, LooksAt, NextStep, PersonToCall, SchoolProgress,
    SchoolStatus, Severity, Standing,
};

use voced_ingest::{CHANGED_AFTER_SIGNING, OWN_MISSING};

use crate::Assessment;

impl Assessment {
    /// Where every school stands on a day.
    pub fn board(&self, on: NaiveDate) -> Board {
        let standing = |progress: &SchoolProgress| self.standing(progress);
        let schools: Vec<Standing> = self.progress.iter().filter_map(standing).collect();
        Board {
            year: self.year(),
            on,
            deadline: self.bureau.deadline,
            next: self.next_steps(&schools),
            schools,
        }
    }

    /// What the bureau must settle before a school may sign: which of its workbooks counts.
    pub fn must_be_filed(&self, school: &EntityCode) -> Option<&Finding> {
        let mut own = self.findings.iter();
        own.find(|one| one.school.as_ref() == Some(school) && one.keeps_from_signing())
    }

    /// Whether the bureau let off a school whose data changed after it signed.
    fn need_not_sign_again(&self, school: &EntityCode) -> bool {
        let mut own = self.findings.iter();
        own.any(|one| {
            one.school.as_ref() == Some(school)
                && one.rule == CHANGED_AFTER_SIGNING.rule()
                && one.status == FindingStatus::Waived
        })
    }

    fn standing(&self, progress: &SchoolProgress) -> Option<Standing> {
        let school = self.bureau.school(&progress.school)?;
        let dataset = &self.this.dataset;
        let workbook = dataset.workbook(&school.code);
        let own = self.findings.iter().filter(|finding| {
            finding.school.as_ref() == Some(&school.code)
                && finding.blocks()
                && !finding.is_bureaus()
        });
        let open = |severity| own.clone().filter(|one| one.severity == severity).count();
        let status = progress.status;
        let signed = self.record.signed(&school.code).map(|line| line.on);
        let since = match status {
            SchoolStatus::Signed => signed,
            SchoolStatus::NotReported => self.record.issued(&school.code),
            status => self.record.since(&school.code, status),
        };
        let rounds = progress.round.as_ref().map_or(1, |round| round.number);
        Some(Standing {
            school: school.code.clone(),
            name: school.name.clone(),
            short: school.short.clone(),
            status,
            since,
            issued: self.record.issued(&school.code),
            signed,
            rounds: workbook.map_or(0, |_| rounds),
            errors: open(Severity::Error),
            to_explain: open(Severity::Explain),
            file: workbook.map(|workbook| workbook.file.clone()),
            code: workbook.map(|_| dataset.data_code(&school.code)),
            person: PersonToCall::of(school, dataset),
        })
    }

    /// How many schools' newest workbooks nobody checked yet, as far as that was written down.
    fn unchecked(&self, schools: &[Standing]) -> usize {
        let is_checked = |one: &&Standing| {
            one.code
                .as_ref()
                .is_none_or(|code| self.record.is_checked(&one.school, code))
        };
        schools.iter().filter(|one| !is_checked(one)).count()
    }

    /// Of schools that sent nothing, those that nobody sent a workbook, and those that are to be called.
    fn missed(
        &self,
        schools: &[Standing],
        mut missed: Vec<EntityCode>,
    ) -> (Vec<EntityCode>, Vec<EntityCode>) {
        // Whom the bureau lets off is not called.
        missed.retain(|school| {
            let mut open = self.findings.iter().filter(|finding| finding.blocks());
            open.any(|one| one.school.as_ref() == Some(school))
        });
        // A year that began before anybody wrote down what was sent out says nothing of it.
        let is_written_down = schools.iter().any(|one| one.issued.is_some());
        let is_issued = |school: &EntityCode| self.record.issued(school).is_some();
        missed
            .into_iter()
            .partition(|school| is_written_down && !is_issued(school))
    }

    fn next_steps(&self, schools: &[Standing]) -> Vec<NextStep> {
        let of = |status| -> Vec<EntityCode> {
            let of = schools.iter().filter(|one| one.status == status);
            of.map(|one| one.school.clone()).collect()
        };
        let count = |is: &dyn Fn(&Finding) -> bool| {
            let open = self.findings.iter().filter(|finding| finding.blocks());
            open.filter(|finding| is(finding)).count()
        };
        let is_region = |finding: &Finding| {
            let school = finding.school.as_ref();
            school.is_some_and(|code| self.bureau.school(code).is_none())
        };
        let (not_issued, not_reported) = self.missed(schools, of(SchoolStatus::NotReported));
        // That a workbook is missing is told by the steps themselves.
        let is_arrival = |finding: &Finding| finding.looks_at == LooksAt::Arrival;
        let is_own = |finding: &Finding| {
            let is_own = is_region(finding) || finding.is_bureaus() && finding.school.is_some();
            is_own && !is_arrival(finding) && !is_missing_own(finding)
        };
        let has_workbook = |school: &EntityCode| self.this.dataset.has(school);
        let (to_send_back, to_ask_again): (Vec<_>, Vec<_>) = of(SchoolStatus::Returned)
            .into_iter()
            .partition(has_workbook);
        let last_year = self.last_findings.iter().filter(|one| one.blocks()).count();
        let has_begun = !self.record.lines.is_empty() || self.this.n_schools > 0;
        let mut to_sign = of(SchoolStatus::Passed);
        to_sign.retain(|school| {
            self.must_be_filed(school).is_none() && !self.need_not_sign_again(school)
        });
        let steps = [
            counted(self.unchecked(schools), NextStep::Check),
            some(
                self.bureau.without_own_workbook(&self.this.dataset),
                NextStep::FillInOwn,
            ),
            counted(
                count(&|finding| finding.school.is_none()),
                NextStep::Unknown,
            ),
            counted(count(&is_own), NextStep::MendOwn),
            some(not_issued, NextStep::Issue),
            some(not_reported, NextStep::Remind),
            some(to_send_back, NextStep::SendBack),
            some(to_ask_again, NextStep::AskAgain),
            some(of(SchoolStatus::ToExplain), NextStep::AskToExplain),
            some(to_sign, NextStep::Sign),
            counted(last_year, NextStep::LastYear),
        ];
        if !has_begun {
            let all = schools.iter().map(|one| one.school.clone());
            return vec![NextStep::Issue(all.collect())];
        }
        let steps: Vec<NextStep> = steps.into_iter().flatten().collect();
        let may_wait = |step: &NextStep| matches!(step, NextStep::Sign(_) | NextStep::Check(_));
        let may_report = steps.iter().all(may_wait);
        let report = may_report.then_some(NextStep::Report);
        steps.into_iter().chain(report).collect()
    }
}

/// Told as a step of its own.
fn is_missing_own(finding: &Finding) -> bool {
    finding.rule == OWN_MISSING.rule()
}

fn some(of: Vec<EntityCode>, step: fn(Vec<EntityCode>) -> NextStep) -> Option<NextStep> {
    (!of.is_empty()).then(|| step(of))
}

fn counted(count: usize, step: fn(usize) -> NextStep) -> Option<NextStep> {
    (count > 0).then(|| step(count))
}
