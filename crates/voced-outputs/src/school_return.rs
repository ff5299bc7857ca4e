//! What the file for a school is written from.

use std::collections::BTreeMap;

use voced_domain::{Entity, ItemCode, Quantity, School};
use voced_pipeline::LastYear;
use voced_template::Template;
use voced_writers::check::CheckRun;

/// What the file for a school is written from.
#[derive(Debug)]
pub struct SchoolReturn<'a> {
    pub(crate) check: &'a CheckRun<'a>,
    pub(crate) template: &'a Template,
    pub(crate) last: &'a LastYear<'a>,
}

impl SchoolReturn<'_> {
    /// 上年数 beside the items.
    pub(crate) fn last_year(&self, school: &School) -> BTreeMap<ItemCode, Quantity> {
        let edition = self.check.run.this.edition;
        self.last
            .beside(edition, self.template, Entity::School(school))
    }
}
