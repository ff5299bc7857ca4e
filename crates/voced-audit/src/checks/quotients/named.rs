//! Quotients that their name tells what they are of: 生师比, 校均规模, 生均图书.

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, clause, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// The numbers stand in so many pieces before a quotient.
const PIECES: usize = 8;
/// So many numbers are looked at, the nearest ones.
const MOST: usize = 24;
/// With fewer digits a slip says nothing.
const LEAST_DIGITS: usize = 3;
/// Among more pairs than these a slip is found by chance.
const FEW: usize = 2;

/// A line of `data/quotients.txt`.
struct Name {
    name: &'static str,
    dividend: Vec<&'static str>,
    divisor: Vec<&'static str>,
    /// For how many it is.
    factor: i64,
}

/// What a quotient may be of.
struct Pair<'f, 'a> {
    dividend: &'f Figure<'a>,
    divisor: &'f Figure<'a>,
    factor: i64,
}

fn names() -> impl Iterator<Item = Name> {
    let lines = include_str!("../../../data/quotients.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.filter_map(|line| {
        let mut columns = line.split('|');
        let name = columns.next()?.trim();
        let mut words = || columns.next().unwrap_or("").split_whitespace().collect();
        let (dividend, divisor) = (words(), words());
        Some(Name {
            name,
            dividend,
            divisor,
            factor: columns
                .next()
                .map_or(Ok(1), |factor| factor.trim().parse())
                .ok()?,
        })
    })
}

/// The verdict on a quotient by the numbers that its name tells it is of.
pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let quotient = &figures[at];
    let is_quotient = matches!(quotient.kind, FigureKind::Mean | FigureKind::Ratio);
    if !is_quotient || quotient.is_approximate {
        return None;
    }
    // 生师比，小学为17.4: the name may stand a clause before.
    let called = clause(quotient.before);
    let is_called = |words: &str, name: &Name| words.contains(name.name);
    let name = names().find(|name| is_called(called, name));
    let name = name.or_else(|| names().find(|name| is_called(quotient.before, name)))?;
    let claim = |figure: &Figure<'_>| &ledger.claims[figure.claim];
    let is_of = |figure: &Figure<'_>| {
        claim(figure).year == claim(quotient).year && claim(figure).entity == claim(quotient).entity
    };
    let mut pairs = name.pairs(figures, at);
    pairs.retain(|pair| is_of(pair.dividend) && is_of(pair.divisor));
    let fits = |pair: &&Pair<'_, '_>| {
        let allowed = pair.allowed();
        allowed.is_some_and(|allowed| allowed.meets(&quotient.interval()))
    };
    // Of the same people as the quotient, as far as words tell.
    let scope = |figure: &Figure<'_>| &ledger.statements[figure.claim].scope;
    let is_own = |pair: &&Pair<'_, '_>| {
        scope(pair.dividend) == scope(quotient) && scope(pair.divisor) == scope(quotient)
    };
    let is_long = quotient.digits >= LEAST_DIGITS;
    let mut fitting = pairs.iter().filter(fits);
    // With two digits some two counts of other people would fit.
    if let Some(pair) = fitting.find(|pair| is_long || is_own(pair)) {
        return Some(pair.agreeing(quotient));
    }
    if !is_long {
        return None;
    }
    let own: Vec<&Pair<'_, '_>> = pairs.iter().filter(is_own).take(FEW).collect();
    // A quotient of one school is none of all.
    let is_within = |pair: &&Pair<'_, '_>| {
        let mut terms = scope(quotient).iter();
        terms.all(|term| scope(pair.dividend).contains(term) || scope(pair.divisor).contains(term))
    };
    let few: Vec<&Pair<'_, '_>> = if own.is_empty() {
        pairs.iter().filter(is_within).take(FEW).collect()
    } else {
        own
    };
    few.into_iter()
        .find_map(|pair| pair.contradicting(quotient))
}

impl Name {
    /// What a quotient of this name may be of, the nearest first.
    fn pairs<'f, 'a>(&self, figures: &'f [Figure<'a>], at: usize) -> Vec<Pair<'f, 'a>> {
        let quotient = &figures[at];
        let before = figures[..at].iter().rev();
        let near = before.filter(|other| {
            other.block + PIECES >= quotient.block && other.is_amount() && !other.is_aside
        });
        let near: Vec<&Figure<'_>> = near.take(MOST).collect();
        let dividends = near
            .iter()
            .filter(|other| self.is_dividend(other, quotient));
        let pairs = dividends.flat_map(|dividend| {
            let divisors = near
                .iter()
                .filter(|other| other.claim != dividend.claim && is_told(other, &self.divisor))
                // Of 2.45 to one both are counted alike: what townspeople and villagers have.
                .filter(|other| quotient.kind != FigureKind::Ratio || other.is_like(dividend));
            divisors.map(|divisor| Pair {
                dividend,
                divisor,
                factor: self.factor,
            })
        });
        pairs.collect()
    }

    fn is_dividend(&self, figure: &Figure<'_>, quotient: &Figure<'_>) -> bool {
        let is_same = quotient.kind == FigureKind::Ratio || figure.counted == quotient.counted;
        is_same && (self.dividend.is_empty() || is_told(figure, &self.dividend))
    }
}

/// Whether one of these words stands beside a number, or is what it counts.
fn is_told(figure: &Figure<'_>, words: &[&str]) -> bool {
    let before = clause(figure.before);
    words.iter().any(|word| {
        before.contains(word) || figure.counted == *word || figure.after.starts_with(word)
    })
}

impl Pair<'_, '_> {
    fn allowed(&self) -> Option<Interval> {
        Interval::quotient(
            &self.dividend.interval(),
            &self.divisor.interval(),
            self.factor,
        )
    }

    fn exact(&self) -> Option<Quantity> {
        let times = &self.dividend.value * &Quantity::from(self.factor);
        times.checked_div(&self.divisor.value)
    }

    /// The quotient as it is to be printed, and the calculation.
    fn shown(&self, quotient: &Figure<'_>) -> Option<(String, String)> {
        let exact = self.exact()?.round(decimals(&quotient.half));
        let unit = match quotient.kind {
            FigureKind::Ratio if self.factor == 1 => ":1",
            _ => quotient.counted,
        };
        let expected = format!("{exact}{unit}");
        let times = match self.factor {
            1 => String::new(),
            factor => format!("×{factor}"),
        };
        let how = format!(
            "{}÷{}{times}得{expected}",
            self.dividend.value.to_plain_text(),
            self.divisor.value.to_plain_text()
        );
        Some((expected, how))
    }

    fn related(&self) -> Vec<usize> {
        vec![self.dividend.claim, self.divisor.claim]
    }

    fn agreeing(&self, quotient: &Figure<'_>) -> Judged {
        let how = self
            .shown(quotient)
            .map_or_else(String::new, |(_, how)| how);
        Judged::agrees(super::NAME, quotient.claim, how, self.related())
    }

    fn contradicting(&self, quotient: &Figure<'_>) -> Option<Judged> {
        let exact = self.exact()?;
        let is_slip = is_slip_of(&quotient.value, &quotient.half, &self.allowed()?, &exact);
        let (expected, how) = self.shown(quotient)?;
        let printed = quotient.value.round(decimals(&quotient.half));
        let reason = format!("{how}，所印是{printed}");
        is_slip.then(|| {
            Judged::contradicts(
                super::NAME,
                quotient.claim,
                expected,
                reason,
                self.related(),
            )
        })
    }
}
