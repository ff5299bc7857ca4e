//! Denominators that last year's printed figures imply: whoever prints 0.61 万元 for each student and
//! 7212 万元 in all has said how many students there were.

use voced_domain::{Form, ItemCode, Published, Quantity, Vintage};

use crate::inputs::RuleInputs;

/// The denominators that would give a printed ratio.
#[derive(Clone, Debug)]
pub(crate) struct Implied {
    /// The indicator that implies them.
    pub(crate) name: String,
    /// As printed.
    pub(crate) printed: String,
    low: Quantity,
    high: Quantity,
}

/// One interval for each ratio over this denominator of which last year's value and numerator are
/// printed.
pub(crate) fn denominators(inputs: &RuleInputs<'_>, denominator: &ItemCode) -> Vec<Implied> {
    let edition = inputs.this.edition;
    let indicators = edition.indicators().iter();
    indicators
        .filter(|indicator| {
            matches!(&indicator.form, Form::Ratio { denominator: items, .. } if items == std::slice::from_ref(denominator))
        })
        .filter_map(|indicator| {
            let [numerator] = indicator.form.numerator() else {
                return None;
            };
            let ratio = printed(inputs, &indicator.code)?;
            let numerator = printed(inputs, &numerator.clone().into())?;
            implied(&indicator.name, &ratio, &numerator)
        })
        .collect()
}

fn printed(inputs: &RuleInputs<'_>, code: &voced_domain::IndicatorCode) -> Option<Published> {
    let year = inputs.this.edition.year().previous();
    let fact = inputs.facts.get(&inputs.region().code, code, year)?;
    let is_print = fact.key.vintage != Vintage::Collected;
    let figure = fact.figure().filter(|_| is_print)?;
    Some(figure.published.clone())
}

fn implied(name: &str, ratio: &Published, numerator: &Published) -> Option<Implied> {
    let (number, total) = (ratio.number.to_quantity(), numerator.number.to_quantity());
    let (off, slack) = (half_unit(ratio, false), half_unit(numerator, true));
    Some(Implied {
        name: name.to_owned(),
        printed: format!("{ratio}{}", ratio.unit_symbol()),
        low: (&total - &slack).checked_div(&(&number + &off))?,
        high: (&total + &slack).checked_div(&(&number - &off))?,
    })
}

/// Half of the last digit that was printed. A total that ends in zeros, as 67.2万册 does, was rounded
/// there.
fn half_unit(published: &Published, zeros_are_rounding: bool) -> Quantity {
    let number = published.number.to_quantity();
    let zeros = if zeros_are_rounding && number.is_integer() && !number.is_zero() {
        let text = number.to_plain_text();
        text.len() - text.trim_end_matches('0').len()
    } else {
        0
    };
    let zeros = u8::try_from(zeros).unwrap_or(0);
    let unit = Quantity::from(1).scaled(zeros);
    let two = Quantity::from(2).scaled(published.number.decimals());
    unit.checked_div(&two).unwrap_or_default()
}

impl Implied {
    pub(crate) fn contains(&self, number: &Quantity) -> bool {
        *number >= self.low && *number <= self.high
    }

    pub(crate) fn excludes(&self, other: &Implied) -> bool {
        self.low > other.high || other.low > self.high
    }

    /// How far a number is from both ends.
    pub(crate) fn gaps(&self, number: &Quantity) -> [Quantity; 2] {
        [true, false].map(|low| (&self.whole(low) - number).abs())
    }

    fn whole(&self, up: bool) -> Quantity {
        let end = if up { &self.low } else { &self.high };
        let floor = Quantity::from(end.floor().unwrap_or(0));
        if up && floor < *end {
            &floor + &Quantity::from(1)
        } else {
            floor
        }
    }

    /// `10910—10943人`.
    pub(crate) fn in_words(&self) -> String {
        let (low, high) = (self.whole(true), self.whole(false));
        format!("{}—{}人", low.to_short_text(), high.to_short_text())
    }
}
