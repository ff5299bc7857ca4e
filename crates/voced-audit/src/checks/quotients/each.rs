//! So much for each of what its words count: 平均每艘净载重量1952吨, 每千名老年人拥有床位27.7张, 户均2.56人.

use voced_domain::Quantity;

use super::NAME;
use crate::figures::{Figure, FigureKind, clause, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::names::Name;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A quotient of fewer digits fits some two numbers by chance.
const LEAST_DIGITS: usize = 3;
/// The numbers stand in so many pieces before it.
const PIECES: usize = 2;
/// So many numbers are looked at, the nearest ones.
const MOST: usize = 16;
/// What it is for each of is named in no more characters.
const LONGEST: usize = 8;
/// Multipliers behind 每, the longer before what ends them.
const MULTIPLIERS: &[(&str, i64)] = &[
    ("十万", 100_000),
    ("10万", 100_000),
    ("百万", 1_000_000),
    ("万", 10_000),
    ("千", 1_000),
    ("百", 100),
];

/// What a quotient is for.
struct Each<'t> {
    factor: i64,
    /// What is counted, as it is named.
    name: &'t str,
}

pub(super) fn judge(ledger: &Ledger<'_>, at: usize) -> Option<Judged> {
    let figures = &ledger.figures;
    let quotient = &figures[at];
    let is_read = quotient.kind == FigureKind::Mean && !quotient.is_approximate;
    if !is_read || quotient.digits < LEAST_DIGITS {
        return None;
    }
    let each = each(quotient.before)?;
    let near = (0..at).rev().filter(|other| {
        let figure = &figures[*other];
        figure.is_level() && !figure.is_aside && figure.block + PIECES >= quotient.block
    });
    let near: Vec<usize> = near.take(MOST).collect();
    let by_unit = near
        .iter()
        .copied()
        .filter(|other| each.is_unit_of(&figures[*other]));
    let mut divisors: Vec<usize> = by_unit.collect();
    if divisors.is_empty() {
        let by_name = near.iter().copied();
        divisors.extend(
            by_name.filter(|other| each.is_called(&figures[*other], &ledger.names[*other])),
        );
    }
    let dividends = near
        .iter()
        .copied()
        .filter(|other| figures[*other].counted == quotient.counted && !divisors.contains(other));
    let dividends: Vec<usize> = dividends.collect();
    let pairs = dividends.iter().flat_map(|dividend| {
        let pair = move |divisor: &usize| (&figures[*dividend], &figures[*divisor]);
        divisors.iter().map(pair)
    });
    let pairs: Vec<(&Figure<'_>, &Figure<'_>)> = pairs.collect();
    let judge = |pair: &(&Figure<'_>, &Figure<'_>)| each.judge(quotient, *pair);
    let agreeing = pairs.iter().filter_map(judge).find(Judged::is_agreed);
    agreeing.or_else(|| {
        // The nearest of each, in its own sentence or the one before.
        let (dividend, divisor) = *pairs.first()?;
        let is_near = dividend.block == quotient.block && divisor.block == quotient.block;
        is_near.then(|| each.judge(quotient, (dividend, divisor)))?
    })
}

/// What stands behind 每, or in front of 均.
fn each(before: &str) -> Option<Each<'_>> {
    let clause = clause(before);
    if let Some((_, behind)) = clause.rsplit_once('每') {
        let found = MULTIPLIERS
            .iter()
            .find_map(|(word, factor)| Some((behind.strip_prefix(word)?, *factor)));
        let (name, factor) = found.unwrap_or((behind, 1));
        let name = name.trim_start_matches(['名', '个', '位']);
        return Some(Each { factor, name });
    }
    let (head, _) = clause.rsplit_once('均')?;
    let (at, _) = head.char_indices().next_back()?;
    let name = &head[at..];
    // 平均, 人均 do not say of whom.
    (!"平人".contains(name)).then_some(Each { factor: 1, name })
}

impl Each<'_> {
    /// Whether a number counts what this is for each of, by its unit.
    fn is_unit_of(&self, figure: &Figure<'_>) -> bool {
        !figure.counted.is_empty() && self.name.starts_with(figure.counted)
    }

    /// The same by its name.
    fn is_called(&self, figure: &Figure<'_>, name: &Name) -> bool {
        let short: String = self.name.chars().take(LONGEST).collect();
        let called = short.split(['拥', '有', '的', '平']).next().unwrap_or("");
        // 60.2万个村.
        figure.after.starts_with(self.name) || name.is_like(&Name::of(called))
    }

    fn judge(&self, quotient: &Figure<'_>, pair: (&Figure<'_>, &Figure<'_>)) -> Option<Judged> {
        let (dividend, divisor) = pair;
        let allowed = Interval::quotient(&dividend.interval(), &divisor.interval(), self.factor)?;
        let times = &dividend.value * &Quantity::from(self.factor);
        let exact = times.checked_div(&divisor.value)?;
        let places = decimals(&quotient.half);
        let expected = format!("{}{}", exact.round(places), quotient.counted);
        let (part, whole) = (
            dividend.value.to_plain_text(),
            divisor.value.to_plain_text(),
        );
        let times = match self.factor {
            1 => String::new(),
            factor => format!("×{factor}"),
        };
        let how = format!("{part}÷{whole}{times}得{expected}");
        let related = vec![dividend.claim, divisor.claim];
        if allowed.meets(&quotient.interval()) {
            return Some(Judged::agrees(NAME, quotient.claim, how, related));
        }
        let is_slip = is_slip_of(&quotient.value, &quotient.half, &allowed, &exact);
        let printed = quotient.value.round(places);
        let reason = format!("{how}，所印是{printed}");
        is_slip.then(|| Judged::contradicts(NAME, quotient.claim, expected, reason, related))
    }
}
