//! What an answer is held against by whoever looks at it: last year's, and those of the other schools.

use voced_domain::{Entity, ItemCode, Quantity, School};

use crate::{Assessment, LastYear};

/// What stands beside a school's answer to an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside<'a> {
    /// 上年数.
    pub last_year: Option<Quantity>,
    /// The lowest answer of the other schools, with the school.
    pub lowest: Option<(&'a School, &'a Quantity)>,
    /// The highest.
    pub highest: Option<(&'a School, &'a Quantity)>,
}

impl Assessment {
    /// What stands beside a school's answer to an item that is no column of a table; numbers alone.
    pub fn beside(&self, school: &School, item: &ItemCode) -> Beside<'_> {
        let last = LastYear::of(&self.bureau, self.last.as_ref(), &self.facts, self.year());
        let schools = self.bureau.schools().iter();
        let others = schools.filter(|other| other.code != school.code);
        let answers = others.filter_map(|other| {
            let answer = self.this.dataset.answer(&other.code, item)?;
            let is_of_table = answer.row.is_some();
            let number = answer.answer.number().filter(|_| !is_of_table)?;
            Some((other, number))
        });
        let answers: Vec<(&School, &Quantity)> = answers.collect();
        Beside {
            last_year: last.value(&self.this.edition, Entity::School(school), item),
            lowest: answers.iter().copied().min_by_key(|(_, number)| *number),
            highest: answers.iter().copied().max_by_key(|(_, number)| *number),
        }
    }
}
