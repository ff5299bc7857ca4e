//! Rates against their parts: can any rounding of the parts give what was printed, and if not, what
//! would?

use voced_domain::{Formula, Indicator, Published, Quantity, Unit};

use crate::claim::{Claim, Kind};
use crate::extract::names_level;
use crate::ledger::{Known, Ledger};
use crate::rounding::explained;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "ratio";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let claims = ledger.claims.iter().enumerate();
    let levels = claims.filter(|(_, claim)| claim.kind == Kind::Level && !claim.is_approximate);
    levels
        .filter_map(|(idx, claim)| one(ledger, idx, claim))
        .collect()
}

fn one(ledger: &Ledger<'_>, idx: usize, claim: &Claim) -> Option<Judged> {
    let indicator = ledger.indicator(claim.fact.as_ref()?)?;
    let is_quotient = matches!(
        indicator.formula,
        Formula::Share { .. } | Formula::Ratio { .. } | Formula::Complement { .. }
    );
    if !is_quotient {
        return None;
    }
    let (numerator, denominator) = ledger.terms(&indicator.formula, &claim.entity, claim.year)?;
    let is_of_all = is_of_all_levels(ledger, idx, &numerator, &denominator);
    let quotient = Quotient {
        ledger,
        idx,
        claim,
        indicator,
        numerator,
        denominator,
    };
    let judged = quotient.judged();
    judged.filter(|judged| judged.verdict != Verdict::Contradicts || !is_of_all)
}

/// Whether a rate is told of the whole region, where its parts are told of one level of schooling beside others: 全市生师比
/// behind 小学 and 中职.
fn is_of_all_levels(
    ledger: &Ledger<'_>,
    rate: usize,
    numerator: &Known,
    denominator: &Known,
) -> bool {
    let level = |idx: &usize| {
        let scope = &ledger.statements[*idx].scope;
        scope.iter().rev().find(|term| names_level(term))
    };
    let of_parts = || {
        numerator
            .from
            .iter()
            .chain(&denominator.from)
            .filter_map(level)
    };
    let Some(own) = of_parts().next().filter(|_| level(&rate).is_none()) else {
        return false;
    };
    let measure = |idx: usize| &ledger.statements[idx].measure;
    let parts: Vec<&String> = numerator.from.iter().map(|idx| measure(*idx)).collect();
    let mut all = 0..ledger.claims.len();
    all.any(|idx| parts.contains(&measure(idx)) && level(&idx).is_some_and(|other| other != own))
}

/// A printed rate with its parts.
struct Quotient<'l, 'a> {
    ledger: &'l Ledger<'a>,
    idx: usize,
    claim: &'l Claim,
    indicator: &'l Indicator,
    numerator: Known,
    denominator: Known,
}

impl Quotient<'_, '_> {
    fn judged(&self) -> Option<Judged> {
        let Some(exact) = self.exact(&self.numerator.value, &self.denominator.value) else {
            let reason = "分母是0，比例没有意义".into();
            return Some(self.verdict(Verdict::Tension, None, reason));
        };
        let expected = self.shown(&exact);
        if self.is_reached() {
            let reason = format!("{}，与所印相符", self.calculation(&expected));
            return Some(self.verdict(Verdict::Agrees, None, reason));
        }
        if let Some(other) = self.other_denominator() {
            let (name, value) = other;
            let reason = format!(
                "按口径{}；所印{}要用{name}{value}作分母才能得到，口径与定义不同",
                self.calculation(&expected),
                self.claim.display()
            );
            return Some(self.verdict(Verdict::Tension, Some(expected), reason));
        }
        let rounding = explained(&exact, &self.claim.printed(), self.claim.decimals);
        let rounding = rounding.map_or(String::new(), |words| {
            format!("；{words}才得{}", self.claim.display())
        });
        let reason = format!(
            "{}，所印是{}{rounding}",
            self.calculation(&expected),
            self.claim.display()
        );
        Some(self.verdict(Verdict::Contradicts, Some(expected), reason))
    }

    fn exact(&self, numerator: &Quantity, denominator: &Quantity) -> Option<Quantity> {
        let power = self.indicator.unit.print_power();
        numerator.scaled(power).checked_div(denominator)
    }

    /// Whether parts that round to the printed ones have a quotient that rounds to the printed rate.
    fn is_reached(&self) -> bool {
        let (n, d) = (&self.numerator, &self.denominator);
        let low = self.exact(&(&n.value - &n.slack), &(&d.value + &d.slack));
        let high = self.exact(&(&n.value + &n.slack), &(&d.value - &d.slack));
        let (Some(low), Some(high)) = (low, high) else {
            return false;
        };
        let (low, high) = (
            low.round(self.claim.decimals),
            high.round(self.claim.decimals),
        );
        let printed = self.claim.printed().to_quantity();
        low.to_quantity() <= printed && printed <= high.to_quantity()
    }

    /// Another number of the report, of the same kind as the denominator, that gives the printed rate.
    fn other_denominator(&self) -> Option<(String, String)> {
        if self.indicator.unit == Unit::TwoShares || self.numerator.slack != Quantity::zero() {
            return None;
        }
        let of_claim = self.claim;
        let unit = self
            .ledger
            .claims
            .get(*self.denominator.from.first()?)?
            .unit
            .clone();
        let others = self.ledger.claims.iter().filter(|other| {
            other.unit == unit
                && other.kind == Kind::Level
                && other.entity == of_claim.entity
                && other.year == of_claim.year
                && other.fact.is_some()
        });
        let mut fitting = others.filter(|other| {
            let exact = self.exact(&self.numerator.value, &other.value);
            exact.is_some_and(|exact| exact.round(of_claim.decimals) == of_claim.printed())
        });
        let other = fitting.next()?;
        let name = self.ledger.name(other.fact.as_ref()?);
        Some((format!("“{name}”"), other.display()))
    }

    fn shown(&self, exact: &Quantity) -> String {
        let published = Published {
            number: exact.round(self.claim.decimals),
            unit: self.indicator.unit,
        };
        match self.indicator.unit {
            Unit::Percent => format!("{published}%"),
            Unit::ToOne if self.claim.text.starts_with("1:") => format!("1:{published}"),
            Unit::ToOne => format!("{published}:1"),
            _ => published.to_string(),
        }
    }

    fn calculation(&self, expected: &str) -> String {
        let side = |known: &Known, items: &[voced_domain::ItemCode]| {
            if !known.how.is_empty() {
                return format!("（{}）", known.how);
            }
            let name = items
                .first()
                .and_then(|item| self.ledger.edition.item(item));
            format!(
                "{}{}",
                name.map_or("", |item| item.name.as_str()),
                known.value.to_plain_text()
            )
        };
        let numerator = side(&self.numerator, self.indicator.formula.numerator());
        let denominator = match self.indicator.formula {
            Formula::Complement { .. } => {
                format!("两项之和{}", self.denominator.value.to_plain_text())
            }
            _ => side(&self.denominator, self.indicator.formula.denominator()),
        };
        format!("{numerator}÷{denominator}得{expected}")
    }

    fn verdict(&self, verdict: Verdict, expected: Option<String>, reason: String) -> Judged {
        Judged {
            claim: self.idx,
            verdict,
            check: NAME,
            expected,
            reason,
            related: [self.numerator.from.clone(), self.denominator.from.clone()].concat(),
        }
    }
}
