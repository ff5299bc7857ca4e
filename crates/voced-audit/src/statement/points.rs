//! What points of a percentage are of.

use super::clause::Clause;
use super::context::Context;
use super::measure::Number;
use super::phrase::{Item, Measure};
use crate::figures::FigureKind;

impl<'a> Context<'a> {
    /// Points are of a share or of a pace, not of what has it: 经费占生产总值比例 has risen, 人数增速 has fallen.
    pub(super) fn of_points(
        &mut self,
        measure: &Measure<'a>,
        number: Number<'_>,
        clause: &Clause<'_, 'a>,
    ) -> Measure<'a> {
        let name = match &self.sentence.whole {
            _ if number.kind != FigureKind::Points => None,
            _ if clause.is_of_pace => Some(format!("{}增速", measure.name)),
            Some(whole) => Some(format!("{}占{whole}比例", measure.name)),
            None => None,
        };
        if !number.is_change() {
            self.share(measure, clause);
        }
        match name {
            Some(name) => Measure {
                name: name.into(),
                units: measure.units,
            },
            None => measure.clone(),
        }
    }

    /// Keeps the whole of a share in mind; 占支出125952亿元的16% tells it before.
    fn share(&mut self, measure: &Measure<'a>, clause: &Clause<'_, 'a>) {
        let whole = clause.whole.iter().find_map(|item| match item {
            Item::Measure(whole) if whole.is_of_other_money(measure) => Some(&whole.name),
            _ => None,
        });
        if whole.is_some() || !clause.tells_share {
            self.sentence.whole = whole.map(|name| name.clone().into_owned());
        }
    }
}
