//! So many to one, and so many for each, against the counts of the same text: 在校生1.08亿人，专任教师660.08万人，生师比16.33:1.

mod each;
mod named;

use crate::figures::{Figure, FigureKind, decimals};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "quotient";
/// The counts stand in so many pieces before it.
const PIECES: usize = 3;
/// With fewer digits some two counts would fit by chance.
const LEAST_DIGITS: usize = 3;
/// So many counts are looked at, the nearest ones.
const MOST: usize = 24;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let is_to_one = |figure: &Figure<'_>| {
        figure.kind == FigureKind::Ratio
            && ledger.claims[figure.claim].unit == ":1"
            && figure.digits >= LEAST_DIGITS
            && !figure.is_approximate
    };
    let of = |at: usize| {
        let named = named::judge(ledger, at).or_else(|| each::judge(ledger, at));
        named.or_else(|| is_to_one(&figures[at]).then(|| one(figures, at))?)
    };
    (0..figures.len()).filter_map(of).collect()
}

fn one(figures: &[Figure<'_>], at: usize) -> Option<Judged> {
    let ratio = &figures[at];
    let near = |other: &&Figure<'_>| {
        other.block + PIECES >= ratio.block && other.block <= ratio.block && is_counted(other)
    };
    let before = figures[..at].iter().rev().filter(near);
    let counts: Vec<&Figure<'_>> = before.take(MOST).collect();
    for part in &counts {
        for whole in &counts {
            let is_pair = part.claim != whole.claim && part.counted == whole.counted;
            if !is_pair || part.digits < LEAST_DIGITS - 1 || whole.digits < LEAST_DIGITS - 1 {
                continue;
            }
            let expected = Interval::quotient(&part.interval(), &whole.interval(), 1);
            if expected.is_some_and(|expected| expected.meets(&ratio.interval())) {
                return Some(agreeing(ratio, part, whole));
            }
        }
    }
    beside(figures, at)
}

/// What one may be so many times of another: a count, or the income of a head.
fn is_counted(figure: &Figure<'_>) -> bool {
    let is_mean = figure.kind == FigureKind::Mean && !figure.is_approximate;
    figure.is_level() || is_mean && !figure.counted.is_empty()
}

/// Two counts of its own sentence that a ratio misses by a slip.
fn beside(figures: &[Figure<'_>], at: usize) -> Option<Judged> {
    let ratio = &figures[at];
    let here = figures[..at].iter().rev();
    let here =
        here.take_while(|other| (other.block, other.sentence) == (ratio.block, ratio.sentence));
    let counts: Vec<&Figure<'_>> = here.filter(|other| is_counted(other)).collect();
    let [whole, part] = counts[..] else {
        return None;
    };
    let judged = agreeing(ratio, part, whole);
    let (_, expected) = judged.reason.split_once('得')?;
    let printed = ratio.value.round(decimals(&ratio.half));
    // A lost digit is too much of a small number to go by.
    let is_near = printed.to_string().len() + ":1".len() == expected.len();
    let is_pair = part.counted == whole.counted && is_near;
    let allowed = Interval::quotient(&part.interval(), &whole.interval(), 1)?;
    (is_pair
        && is_slip_of(
            &ratio.value,
            &ratio.half,
            &allowed,
            &part.value.checked_div(&whole.value)?,
        ))
    .then(|| Judged {
        verdict: Verdict::Contradicts,
        expected: Some(expected.to_owned()),
        reason: format!("{}，所印是{printed}:1", judged.reason),
        ..judged
    })
}

fn agreeing(ratio: &Figure<'_>, part: &Figure<'_>, whole: &Figure<'_>) -> Judged {
    let quotient = part.value.checked_div(&whole.value);
    let quotient = quotient.map_or_else(String::new, |quotient| {
        quotient.round(decimals(&ratio.half)).to_string()
    });
    Judged {
        claim: ratio.claim,
        verdict: Verdict::Agrees,
        check: NAME,
        expected: None,
        reason: format!(
            "{}÷{}得{quotient}:1",
            part.value.to_plain_text(),
            whole.value.to_plain_text()
        ),
        related: vec![part.claim, whole.claim],
    }
}
