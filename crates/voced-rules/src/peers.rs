//! What schools have of each item for each student: the measure by which one school is held against
//! the others.

use std::collections::HashMap;

use voced_domain::{EntityCode, ItemCode, Kind, Quantity, STUDENTS, School};

use crate::year::Year;

/// How many other schools make a comparison.
const LEAST: usize = 3;

/// The ratios of all schools for each item, in rising order.
#[derive(Debug, Default)]
pub(crate) struct Peers(HashMap<ItemCode, Vec<Quantity>>);

/// The item that says how large a school is.
pub(crate) fn base() -> ItemCode {
    ItemCode::constant(STUDENTS)
}

impl Peers {
    /// What the schools have in a year.
    pub(crate) fn of<'a>(year: &Year<'_>, schools: impl Iterator<Item = &'a School>) -> Self {
        let mut ratios: HashMap<ItemCode, Vec<Quantity>> = HashMap::new();
        for school in schools {
            for observation in year.dataset.of(&school.code) {
                // A mean is the same at a large school and a small one.
                let is_amount = year
                    .edition
                    .item(&observation.item)
                    .is_some_and(|item| item.kind != Kind::Mean);
                let number = observation
                    .answer
                    .number()
                    .filter(|_| is_amount && observation.row.is_none());
                let ratio = number.and_then(|number| ratio(year, &school.code, number));
                if let Some(ratio) = ratio {
                    ratios
                        .entry(observation.item.clone())
                        .or_default()
                        .push(ratio);
                }
            }
        }
        ratios.values_mut().for_each(|ratios| ratios.sort());
        Self(ratios)
    }

    /// The median of the other schools, times this school's students.
    pub(crate) fn expected(
        &self,
        year: &Year<'_>,
        school: &EntityCode,
        item: &ItemCode,
    ) -> Option<Quantity> {
        if item.as_str() == STUDENTS {
            return None;
        }
        let ratios = self.0.get(item)?;
        let own = year.number(school, item);
        let own = own.and_then(|cell| ratio(year, school, cell.number));
        let own = own.and_then(|own| ratios.binary_search(&own).ok());
        let others = ratios.len() - usize::from(own.is_some());
        let middle = others / 2;
        // The school itself is no peer of its own.
        let middle = middle + usize::from(own.is_some_and(|own| own <= middle));
        let median = ratios.get(middle).filter(|_| others >= LEAST)?;
        Some(median * year.number(school, &base())?.number)
    }
}

fn ratio(year: &Year<'_>, school: &EntityCode, number: &Quantity) -> Option<Quantity> {
    number.checked_div(year.number(school, &base())?.number)
}
