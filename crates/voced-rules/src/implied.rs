//! Denominators that last year's printed figures imply: whoever prints 0.61 万元 for each student and
//! 7212 万元 in all has said how many students there were.

use voced_domain::{Formula, ItemCode, Provenance, Published, Quantity, Rounded};

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
            matches!(&indicator.formula, Formula::Ratio { denominator: items, .. } if items == std::slice::from_ref(denominator))
        })
        .filter_map(|indicator| {
            let [numerator] = indicator.formula.numerator() else {
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
    let is_print = fact.key.provenance != Provenance::Collected;
    let figure = fact.figure().filter(|_| is_print)?;
    Some(figure.published.clone())
}

fn implied(name: &str, ratio: &Published, numerator: &Published) -> Option<Implied> {
    let (number, total) = (ratio.number.to_quantity(), numerator.number.to_quantity());
    let off = ratio.number.half_unit();
    let slack = half_unit_of_total(&numerator.number);
    Some(Implied {
        name: name.to_owned(),
        printed: format!("{ratio}{}", ratio.unit_symbol()),
        low: (&total - &slack).checked_div(&(&number + &off))?,
        high: (&total + &slack).checked_div(&(&number - &off))?,
    })
}

/// By how much rounding may have moved a printed total. One that ends in zeros before the point, as
/// 67.2万册 does, was rounded there.
fn half_unit_of_total(total: &Rounded) -> Quantity {
    let number = total.to_quantity();
    if total.decimals() > 0 || number.is_zero() {
        return total.half_unit();
    }
    let text = number.to_plain_text();
    let zeros = text.len() - text.trim_end_matches('0').len();
    let zeros = u8::try_from(zeros).unwrap_or(u8::MAX);
    total.half_unit().scaled(zeros)
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
        let (least, most) = self.whole();
        [least, most].map(|end| (&end - number).abs())
    }

    /// The least and the most whole numbers between the ends.
    fn whole(&self) -> (Quantity, Quantity) {
        let floor = |end: &Quantity| Quantity::from(end.floor().unwrap_or(0));
        let low = floor(&self.low);
        let low = if low < self.low {
            &low + &Quantity::from(1)
        } else {
            low
        };
        (low, floor(&self.high))
    }

    /// `10910—10943人`.
    pub(crate) fn in_words(&self) -> String {
        let (low, high) = self.whole();
        format!("{}—{}人", low.to_short_text(), high.to_short_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_before_the_point_were_rounded_and_printed_decimals_were_not() {
        let half = |text: &str| {
            let total: Rounded = text.parse().expect("a number");
            half_unit_of_total(&total).to_plain_text()
        };
        assert_eq!(half("672000"), "500");
        assert_eq!(half("5523"), "0.5");
        assert_eq!(half("6000.00"), "0.005");
        assert_eq!(half("0"), "0.5");
    }
}
