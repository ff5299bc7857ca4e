//! What the file for a school is written from.

use std::collections::BTreeMap;

use voced_domain::{Entity, Finding, ItemCode, Quantity, School, Stamp};
use voced_pipeline::LastYear;
use voced_template::Template;
use voced_writers::check::{CheckRun, Written};

/// What the file for a school is written from.
#[derive(Debug)]
pub struct SchoolReturn<'a> {
    pub(crate) check: &'a CheckRun<'a>,
    pub(crate) template: &'a Template,
    pub(crate) last: &'a LastYear<'a>,
}

impl SchoolReturn<'_> {
    /// Everything that the file rests on besides the program: where that is the same, it has the same bytes.
    pub(crate) fn written_from(
        &self,
        kind: Written,
        school: &School,
        own_definitions: &str,
        template: &Stamp,
    ) -> String {
        let check = self.check;
        let run = check.run;
        let (edition, dataset) = (run.this.edition, run.this.dataset);
        let of_run = (
            edition.year(),
            run.issued,
            &run.bureau.name,
            own_definitions,
        );
        let workbook = dataset.workbook(&school.code);
        // Their numbers in the table of a run depend on the workbooks of others.
        let answers = dataset.of(&school.code).map(|found| {
            let cell = &found.cell;
            (
                &found.item,
                found.row,
                &found.answer,
                &cell.sheet,
                cell.position,
            )
        });
        let answers: Vec<_> = answers.collect();
        let said = (
            dataset.explanations(&school.code),
            dataset.unread(&school.code),
        );
        let findings: Vec<&Finding> = check.findings_of(&school.code).collect();
        let round = check.round_of(&school.code);
        // A sheet to sign bears no figure of last year.
        let is_returned = kind == Written::Returned;
        let last_year = is_returned.then(|| self.last_year(school));
        let template = &template.sha256;
        format!(
            "{kind:?} {of_run:?} {school:?} {template:?} {workbook:?} {answers:?} {said:?} {findings:?} {round} {last_year:?}"
        )
    }

    /// 上年数 beside the items.
    pub(crate) fn last_year(&self, school: &School) -> BTreeMap<ItemCode, Quantity> {
        let edition = self.check.run.this.edition;
        self.last
            .beside(edition, self.template, Entity::School(school))
    }
}
