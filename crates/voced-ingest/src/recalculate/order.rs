//! Which cell is computed before which.
//!
//! A cell waits on a stack of our own until the formulas that it looks at are computed, so that no
//! chain of cells is too long.

use voced_domain::Position;

use super::expression::Expression;
use super::outcome::{Outcome, Uncomputable};
use super::parse;
use super::recalculation::{Recalculation, STEP, State};
use super::workbook::{Area, Cells, Content, Place};

/// A cell with a formula that is being computed.
struct Waiting<'c> {
    place: Place,
    expression: Expression,
    /// The formulas it looks at that have not been computed.
    looks_at: Vec<Open<'c>>,
}

/// A cell whose formula has not been computed, and the formula.
type Open<'c> = (Place, &'c str);

impl<'c, C: Cells> Recalculation<'c, C> {
    /// What the formula in a cell comes to; of a cell without a formula, what stands in it.
    pub(crate) fn outcome(&mut self, sheet: &str, at: Position) -> Result<Outcome, Uncomputable> {
        let place = Place {
            sheet: self
                .cells
                .sheet(sheet)
                .ok_or_else(|| Uncomputable::missing(sheet))?,
            at,
        };
        self.settle(place);
        Ok(self.look_at(place)?.outcome())
    }

    /// Computes a cell, if it has a formula, and all that it looks at.
    fn settle(&mut self, place: Place) {
        let mut stack = Vec::new();
        if let Some(open) = self.open(place) {
            self.begin(open, &mut stack);
        }
        while let Some(waiting) = stack.last_mut() {
            let result = match waiting.looks_at.pop() {
                None => self.value(&waiting.expression, waiting.place.sheet),
                Some(next) => match self.states.get(&next.0) {
                    Some(State::Known(_)) => continue,
                    Some(State::Waiting) => Err(Uncomputable::Circle(next.0)),
                    None => {
                        self.begin(next, &mut stack);
                        continue;
                    }
                },
            };
            self.states.insert(waiting.place, State::Known(result));
            stack.pop();
        }
    }

    /// The cell, where it has a formula that has not been computed.
    fn open(&self, place: Place) -> Option<Open<'c>> {
        let cells = self.cells;
        match (cells.content(place), self.states.get(&place)) {
            (Content::Formula(formula), None | Some(State::Waiting)) => Some((place, formula)),
            _ => None,
        }
    }

    fn begin(&mut self, (place, formula): Open<'c>, stack: &mut Vec<Waiting<'c>>) {
        let state = match self.prepared(place, formula) {
            Ok(waiting) => {
                stack.push(waiting);
                State::Waiting
            }
            Err(error) => State::Known(Err(error)),
        };
        self.states.insert(place, state);
    }

    fn prepared(&mut self, place: Place, formula: &str) -> Result<Waiting<'c>, Uncomputable> {
        let length = u32::try_from(formula.len()).unwrap_or(u32::MAX);
        self.pay(length.saturating_add(STEP))?;
        let expression = parse::parse(formula)?;
        let mut looks_at = Vec::new();
        self.gather(&expression, place.sheet, &mut looks_at)?;
        Ok(Waiting {
            place,
            expression,
            looks_at,
        })
    }

    /// The formulas that an expression looks at.
    fn gather(
        &mut self,
        expression: &Expression,
        sheet: usize,
        found: &mut Vec<Open<'c>>,
    ) -> Result<(), Uncomputable> {
        match expression {
            Expression::Number(_) | Expression::Omitted | Expression::Error(_) => Ok(()),
            Expression::Cells(_) | Expression::Name(_) => {
                // What is missing is said when the formula is computed; looking for it costs as well.
                self.pay(STEP)?;
                let area = self.area(expression, sheet);
                area.map_or(Ok(()), |area| self.gather_area(&area, found))
            }
            Expression::Signed { of, .. } => self.gather(of, sheet, found),
            Expression::Chain(first, rest) => {
                self.gather(first, sheet, found)?;
                rest.iter()
                    .try_for_each(|(_, link)| self.gather(link, sheet, found))
            }
            Expression::Call(_, arguments) => arguments
                .iter()
                .try_for_each(|argument| self.gather(argument, sheet, found)),
        }
    }

    fn gather_area(&mut self, area: &Area, found: &mut Vec<Open<'c>>) -> Result<(), Uncomputable> {
        let places = self.filled(area)?;
        found.extend(places.into_iter().filter_map(|place| self.open(place)));
        Ok(())
    }
}
