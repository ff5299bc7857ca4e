//! What a formula comes to, once the formulas that it looks at are known.

use voced_domain::Quantity;

use super::expression::{Expression, Function, Operator};
use super::number::{self, MOST_DIGITS};
use super::outcome::Uncomputable;
use super::recalculation::{Recalculation, STEP, State};
use super::value::Value;
use super::workbook::{Area, Cells, Content, Place};

/// Dividing a number of so many digits takes as long as passing over a cell.
const DIGITS_FOR_ONE: u32 = 32;

impl<'c, C: Cells> Recalculation<'c, C> {
    /// The value of an expression in a formula on this sheet.
    pub(super) fn value(
        &mut self,
        expression: &Expression,
        sheet: usize,
    ) -> Result<Value<'c>, Uncomputable> {
        self.pay(STEP)?;
        let number = match expression {
            Expression::Number(number) => number.clone(),
            Expression::Omitted => return Ok(Value::Blank),
            Expression::Error(error) => return Err(Uncomputable::error(error)),
            Expression::Cells(_) | Expression::Name(_) => {
                let place = self.area(expression, sheet)?.single();
                let place = place.ok_or_else(|| Uncomputable::unsupported(written(expression)))?;
                return self.look_at(place);
            }
            Expression::Signed { minuses: 0, of } => return self.value(of, sheet),
            Expression::Signed { minuses, of } => {
                let number = self.number(of, sheet)?;
                if minuses % 2 == 0 {
                    number
                } else {
                    &Quantity::zero() - &number
                }
            }
            Expression::Chain(first, rest) => self.chain(first, rest, sheet)?,
            Expression::Call(Function::Sum, arguments) => self.sum(arguments, sheet)?,
            Expression::Call(Function::Round, arguments) => self.round(arguments, sheet)?,
        };
        Ok(Value::Number(self.sized(number)?))
    }

    fn number(&mut self, expression: &Expression, sheet: usize) -> Result<Quantity, Uncomputable> {
        self.value(expression, sheet)?.number()
    }

    /// A number, after paying for its size.
    fn sized(&mut self, number: Quantity) -> Result<Quantity, Uncomputable> {
        let length = number::length(&number);
        if length > MOST_DIGITS {
            return Err(Uncomputable::TooMuch);
        }
        self.pay((length / DIGITS_FOR_ONE).pow(2))?;
        Ok(number)
    }

    fn chain(
        &mut self,
        first: &Expression,
        rest: &[(Operator, Expression)],
        sheet: usize,
    ) -> Result<Quantity, Uncomputable> {
        let mut result = self.number(first, sheet)?;
        for (operator, link) in rest {
            let link = self.number(link, sheet)?;
            let next = match operator {
                Operator::Plus => &result + &link,
                Operator::Minus => &result - &link,
                Operator::Times => &result * &link,
                Operator::Over => result
                    .checked_div(&link)
                    .ok_or_else(|| Uncomputable::error("#DIV/0!"))?,
            };
            result = self.sized(next)?;
        }
        Ok(result)
    }

    /// The sum of numbers and of the numbers in cells.
    fn sum(&mut self, arguments: &[Expression], sheet: usize) -> Result<Quantity, Uncomputable> {
        let mut total = Quantity::zero();
        for argument in arguments {
            let next = match argument {
                Expression::Cells(_) | Expression::Name(_) => {
                    let area = self.area(argument, sheet)?;
                    self.sum_of_cells(&area)?
                }
                _ => self.summand(argument, sheet)?,
            };
            total = self.sized(&total + &next)?;
        }
        Ok(total)
    }

    /// An argument of SUM that is calculated. A text there can only come from a cell behind a plus;
    /// whether it counts, programs do not agree on.
    fn summand(&mut self, argument: &Expression, sheet: usize) -> Result<Quantity, Uncomputable> {
        match self.value(argument, sheet)? {
            Value::Text(_) | Value::Truth(_) => Err(Uncomputable::unsupported("+")),
            value => value.number(),
        }
    }

    /// Of cells, SUM adds up the numbers alone.
    fn sum_of_cells(&mut self, area: &Area) -> Result<Quantity, Uncomputable> {
        let mut total = Quantity::zero();
        for place in self.filled(area)? {
            if let Value::Number(number) = self.look_at(place)? {
                total = self.sized(&total + &number)?;
            }
        }
        Ok(total)
    }

    fn round(&mut self, arguments: &[Expression], sheet: usize) -> Result<Quantity, Uncomputable> {
        let (number, decimals) = match arguments {
            // OpenDocument allows it.
            [number] => (number, &Expression::Omitted),
            [number, decimals] => (number, decimals),
            _ => return Err(Uncomputable::unsupported("ROUND")),
        };
        let number = self.number(number, sheet)?;
        let decimals = number::decimals(&self.number(decimals, sheet)?);
        // As costly as the numbers that it takes on the way.
        self.pay((decimals.unsigned_abs() / DIGITS_FOR_ONE).pow(2))?;
        Ok(number::rounded(&number, decimals))
    }

    /// The value of a cell whose formula, if it has one, is known.
    pub(super) fn look_at(&self, place: Place) -> Result<Value<'c>, Uncomputable> {
        match self.cells.content(place) {
            Content::Blank => Ok(Value::Blank),
            Content::Number(number) => Ok(Value::Number(number)),
            Content::Text(text) => Ok(Value::Text(text)),
            Content::Truth(truth) => Ok(Value::Truth(truth)),
            Content::Error(error) => Err(Uncomputable::error(error)),
            Content::Formula(_) => match self.states.get(&place) {
                Some(State::Known(result)) => result.clone(),
                _ => Err(Uncomputable::Circle(place)),
            },
        }
    }

    /// The cells of a rectangle that are not empty.
    pub(super) fn filled(&mut self, area: &Area) -> Result<Vec<Place>, Uncomputable> {
        if !self.cells.is_whole(area) {
            return Err(Uncomputable::TooMuch);
        }
        if let Some(place) = area.single() {
            self.pay(1)?;
            return Ok(vec![place]);
        }
        let cells = self.cells;
        let mut filled = Vec::new();
        for at in cells.rows(area.sheet, area.first.row, area.last.row) {
            self.pay(1)?;
            if (area.first.column..=area.last.column).contains(&at.column) {
                filled.push(Place {
                    sheet: area.sheet,
                    at,
                });
            }
        }
        Ok(filled)
    }

    /// The cells that a reference or a name stands for.
    pub(super) fn area(&self, expression: &Expression, sheet: usize) -> Result<Area, Uncomputable> {
        let cells = self.cells;
        let missing = |name: &str| Uncomputable::missing(name);
        match expression {
            Expression::Cells(reference) => Ok(Area {
                sheet: match &reference.sheet {
                    Some(name) => cells.sheet(name).ok_or_else(|| missing(name))?,
                    None => sheet,
                },
                first: reference.first,
                last: reference.last,
            }),
            _ => {
                let name = written(expression);
                cells.name(name).ok_or_else(|| missing(name))
            }
        }
    }
}

/// A reference or a name, as it is written.
fn written(expression: &Expression) -> &str {
    match expression {
        Expression::Cells(reference) => &reference.written,
        Expression::Name(name) => name,
        _ => "",
    }
}
