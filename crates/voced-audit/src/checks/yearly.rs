//! A mean growth a year against the growth over all the years: 年均增长5.08%，比2015年增长28.13%.

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind, clause, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "yearly";
const YEARLY: &[&str] = &["年均", "平均每年", "年平均"];
/// Censuses are ten years apart; nobody tells of more than these.
const MOST_YEARS: u32 = 40;
/// Shorter ones are slips of each other by chance.
const LEAST_DIGITS: usize = 3;
/// So far apart stand a mean growth and the growth that it is of.
const FARTHEST: usize = 3;

/// A mean growth a year, the growth over all the years, and how many they are.
struct Pair<'f, 'a> {
    yearly: &'f Figure<'a>,
    whole: &'f Figure<'a>,
    n_years: u32,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let pairs: Vec<Pair<'_, '_>> = (0..figures.len())
        .filter_map(|at| pair(ledger, figures, at))
        .collect();
    let fits = |pair: &Pair<'_, '_>| pair.expected().meets(&pair.whole.interval());
    let judged = pairs.iter().filter_map(|pair| {
        let verdict = Verdict::of(fits(pair));
        // The years are read from the text; that they are right others have to show.
        let is_shown = pairs.iter().any(|other| {
            other.whole.block == pair.whole.block && other.n_years == pair.n_years && fits(other)
        });
        let is_sure = is_shown || pair.says_years() && pair.is_slip();
        (verdict == Verdict::Agrees || is_sure).then(|| pair.judged(verdict, is_shown))
    });
    judged.collect()
}

fn is_yearly(figure: &Figure<'_>) -> bool {
    let is_percent = figure.counted == "%" && !figure.is_approximate;
    is_percent
        && YEARLY
            .iter()
            .any(|word| clause(figure.before).contains(word))
}

fn pair<'f, 'a>(ledger: &Ledger<'_>, figures: &'f [Figure<'a>], at: usize) -> Option<Pair<'f, 'a>> {
    let yearly = figures.get(at).filter(|figure| is_yearly(figure))?;
    let is_whole = |other: &&Figure<'a>| {
        other.kind == FigureKind::Growth
            && other.counted == "%"
            && (other.block, other.part) == (yearly.block, yearly.part)
            && !other.is_approximate
            && !is_yearly(other)
    };
    let near = |from: usize, to: usize| figures.get(from..to.min(figures.len())).unwrap_or(&[]);
    let behind = near(at + 1, at + 1 + FARTHEST).iter().find(is_whole);
    let ahead = || {
        near(at.saturating_sub(FARTHEST), at)
            .iter()
            .rev()
            .find(is_whole)
    };
    let whole = behind.or_else(ahead)?;
    let claim = &ledger.claims[whole.claim];
    let n_years = years_between(whole.before, claim.year)?;
    Some(Pair {
        yearly,
        whole,
        n_years,
    })
}

/// From the year that a growth is told against, 比2015年, to the year that it is of.
fn years_between(before: &str, year: Option<u16>) -> Option<u32> {
    let base = before.rfind(['比', '较'])?;
    let digits: String = before[base..]
        .chars()
        .skip(1)
        .take_while(char::is_ascii_digit)
        .collect();
    let base: u16 = digits
        .parse()
        .ok()
        .filter(|base| (1900..2100).contains(base))?;
    let n_years = u32::from(year?.checked_sub(base)?);
    (2..=MOST_YEARS).contains(&n_years).then_some(n_years)
}

impl Pair<'_, '_> {
    /// Whether the words say over how many years it is the mean: 两年平均.
    fn says_years(&self) -> bool {
        let words = clause(self.yearly.before);
        let named = words.split_once("年平均").map(|(ahead, _)| ahead);
        let numeral = match self.n_years {
            2 => ["两", "二"],
            3 => ["三", "3"],
            _ => return false,
        };
        named.is_some_and(|ahead| numeral.iter().any(|word| ahead.ends_with(word)))
    }

    /// Whether one of the two is a slip of what the other makes it.
    fn is_slip(&self) -> bool {
        let middle = grown(&self.yearly.value, self.n_years);
        let is_long = self.whole.digits >= LEAST_DIGITS || self.yearly.digits >= LEAST_DIGITS;
        is_long
            && is_slip_of(
                &self.whole.value,
                &self.whole.half,
                &self.expected(),
                &middle,
            )
    }

    fn expected(&self) -> Interval {
        let grown = |yearly: &Quantity| grown(yearly, self.n_years);
        let Interval { low, high } = self.yearly.interval();
        Interval {
            low: grown(&low),
            high: grown(&high),
        }
    }

    fn judged(&self, verdict: Verdict, is_shown: bool) -> Judged {
        let decimals = decimals(&self.whole.half);
        let expected = grown(&self.yearly.value, self.n_years).round(decimals);
        let (yearly, n_years) = (self.yearly.value.to_plain_text(), self.n_years);
        let reason = format!("年均{yearly}%，{n_years}年共增长{expected}%");
        let agrees = verdict == Verdict::Agrees;
        Judged {
            claim: self.whole.claim,
            verdict,
            check: NAME,
            expected: (!agrees).then(|| format!("{expected}%")),
            reason: if agrees {
                reason
            } else {
                let printed = self.whole.value.round(decimals);
                let others = if is_shown {
                    "；同样年数的其他各项都相符"
                } else {
                    ""
                };
                format!("{reason}，所印是{printed}%{others}")
            },
            related: vec![self.yearly.claim],
        }
    }
}

/// The growth in percent over several years of so much a year.
fn grown(yearly: &Quantity, n_years: u32) -> Quantity {
    let hundred = Quantity::from(100);
    let factor = &hundred + yearly;
    let mut all = hundred.clone();
    for _ in 0..n_years {
        let product = &all * &factor;
        all = product.checked_div(&hundred).unwrap_or(product);
    }
    &all - &hundred
}
