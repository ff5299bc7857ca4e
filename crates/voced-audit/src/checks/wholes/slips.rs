//! Shares that no other bears out, against the whole that they name, the one that can be meant, or the one that
//! another share of the list implies.

use voced_domain::Quantity;

use super::candidates::Whole;
use super::parts::{DIVIDED, Part, rate_word};
use super::words::{is_called, whole_named};
use super::{
    Group, LEAST_DIGITS, Votes, agreeing, can_be_of, contradicting, expected, fits, middle,
    quotient, words_of,
};
use crate::figures::FigureKind;
use crate::slip::is_slip_of;
use crate::verdict::Judged;

/// A slip of so many digits is no chance, where there are but few wholes.
const MANY_DIGITS: usize = 4;
/// So many shares of other pieces leave no choice of a whole.
const MANY_VOTES: usize = 3;
/// They stand in so many pieces before it.
const PIECES: usize = 3;
/// So few wholes.
const FEW: usize = 3;
/// What misses by less than one in so many is near.
const NEARLY: i64 = 20;
/// An implied whole that is known less well than to one in so many says nothing.
const CLOSE: i64 = 50;

impl Group<'_, '_> {
    /// A share whose whole stands in its words.
    pub(super) fn of_whole(&self, part: &Part<'_, '_>, whole: usize) -> Option<Judged> {
        let mut wholes = self.wholes.iter();
        let whole = wholes.find(|other| other.from == [whole])?;
        if fits(part, whole) {
            agreeing(part, whole, 0)
        } else {
            missed(part, whole, true)
        }
    }

    /// A share that names no whole and misses the number that its count is told to be in, where no other share of the
    /// piece is of the wholes that it fits.
    pub(super) fn below(&self, part: &Part<'_, '_>, fitting: &[usize]) -> Option<Judged> {
        let above = part.above.filter(|_| whole_named(part.share).is_none())?;
        let is_borne_out = fitting.iter().any(|whole| self.votes_here(*whole) > 1);
        if is_borne_out || !part.is_told {
            return None;
        }
        let mut wholes = self.wholes.iter();
        let whole = wholes.find(|whole| whole.from == [above])?;
        if fits(part, whole) {
            return None;
        }
        missed(part, whole, true)
    }

    /// A share that misses the whole that it names, or the only one that can be meant, by a slip.
    pub(super) fn slipped(&self, part: &Part<'_, '_>) -> Option<Judged> {
        let named = self.named(part);
        if let Some(whole) = named {
            return missed(part, whole, true);
        }
        // The numerator was told right before, and a smaller number may stand between them, such as that of
        // the year before.
        let before = || {
            let wholes = self.wholes.iter();
            wholes.filter(|whole| {
                whole.block <= part.count.block
                    && whole.block + PIECES >= part.count.block
                    && whole.from.len() == 1
                    && whole.from[0] < part.count.claim
                    && can_be_of(part, whole)
            })
        };
        let is_rate = part.share.kind == FigureKind::Rate;
        let of_rates = self.whole_of_rates(part).filter(|_| is_rate);
        let by_rates = of_rates.and_then(|whole| missed(part, whole, true));
        if by_rates.is_some() {
            return by_rates;
        }
        let is_divided = DIVIDED.iter().any(|word| part.count.before.contains(word));
        let mut here = before().filter(|whole| {
            (whole.block, whole.sentence) == (part.count.block, part.count.sentence)
        });
        let beside = here.next().filter(|_| is_rate || is_divided);
        let found = beside.and_then(|whole| missed(part, whole, false));
        found.or_else(|| {
            let mut few = before().take(FEW);
            let is_long = digits(part, part.share.digits) >= MANY_DIGITS;
            few.find_map(|whole| is_long.then(|| missed(part, whole, false))?)
        })
    }

    /// A rate of those who did something among them and those who did not, who are told right before: 起诉32.9万人，不起诉8.3万人，
    /// 不起诉率20.1%.
    pub(super) fn complement(&self, part: &Part<'_, '_>) -> Option<Judged> {
        let is_long = part.share.kind == FigureKind::Rate && part.share.digits >= LEAST_DIGITS;
        let is_beside = |whole: &&Whole<'_>| {
            whole.from.len() == 1
                && whole.from[0] < part.count.claim
                && whole.block == part.count.block
                && whole.counted == part.count.counted
        };
        // The nearest first.
        let other = self.wholes.iter().find(is_beside).filter(|_| is_long)?;
        if fits(part, other) {
            return None;
        }
        let together = other.with(part);
        fits(part, &together).then(|| agreeing(part, &together, 0))?
    }

    /// The whole that another rate of the sentence is of, whose word is that of its count as well: 复线率, 电化率.
    fn whole_of_rates(&self, part: &Part<'_, '_>) -> Option<&Whole<'_>> {
        let others = self.parts.iter().zip(&self.fits).filter(|(other, _)| {
            other.share.claim != part.share.claim
                && other.is_told
                && other.share.kind == FigureKind::Rate
                && (other.share.block, other.share.sentence)
                    == (part.share.block, part.share.sentence)
        });
        let mut wholes = others
            .flat_map(|(_, fits)| fits)
            .map(|idx| &self.wholes[*idx]);
        wholes.find(|whole| part.is_told && whole.from.len() == 1 && can_be_of(part, whole))
    }

    /// A share that misses by a slip the whole of many shares of other pieces.
    pub(super) fn voted_elsewhere(&self, part: &Part<'_, '_>, votes: &Votes) -> Option<Judged> {
        let wholes = self.wholes.iter().filter(|whole| can_be_of(part, whole));
        let voted = wholes.max_by_key(|whole| self.votes(whole, votes))?;
        let is_sure = self.votes(voted, votes) >= MANY_VOTES;
        is_sure.then(|| missed(part, voted, false))?
    }

    /// The nearest whole before a share that is called as it says.
    fn named(&self, part: &Part<'_, '_>) -> Option<&Whole<'_>> {
        let name = whole_named(part.share)?;
        let before = || {
            self.wholes.iter().filter(|whole| {
                whole.from.len() == 1 && whole.from[0] < part.count.claim && can_be_of(part, whole)
            })
        };
        // 占全部床位: of several the largest of the piece.
        if ["全部", "总"]
            .iter()
            .any(|word| part.share.before.contains(word))
        {
            let here = before().filter(|whole| whole.block == part.share.block);
            let called = here.filter(|whole| whole.is_told(part, name));
            let largest = called.max_by(|one, other| one.value.high.cmp(&other.value.high));
            if largest.is_some() {
                return largest;
            }
        }
        let mut told = before().filter(|whole| whole.is_told(part, name));
        let mut alike = before().filter(|whole| whole.is_alike(part, name));
        let mut said = before().filter(|whole| whole.is_said(part, name));
        told.next().or_else(|| alike.next()).or_else(|| said.next())
    }

    /// What another share of the sentence implies the whole to be.
    pub(super) fn implied(&self, part: &Part<'_, '_>) -> Option<Judged> {
        let others = self.parts.iter().filter(|other| {
            other.share.claim != part.share.claim
                && other.share.sentence == part.share.sentence
                && other.is_told
                && other.share.kind == part.share.kind
                && is_of_same(other, part)
        });
        let wholes: Vec<Whole<'_>> = others
            .filter_map(Whole::implied)
            .filter(|whole| can_be_of(part, whole) && is_close(whole))
            .collect();
        let whole = wholes.iter().find(|whole| fits(part, whole));
        if let Some(whole) = whole {
            let is_exact = part.share.digits >= LEAST_DIGITS;
            return (is_exact && part.is_told).then(|| agreeing(part, whole, 0))?;
        }
        let [whole, ..] = wholes.as_slice() else {
            return None;
        };
        part.is_told.then(|| missed(part, whole, false))?
    }
}

/// Whether two shares are of one whole, as far as their words say: rates of two things are not.
fn is_of_same(one: &Part<'_, '_>, other: &Part<'_, '_>) -> bool {
    let is_rate = rate_word(one.share.before).is_some() || rate_word(other.share.before).is_some();
    let names = (whole_named(one.share), whole_named(other.share));
    let is_same = match names {
        (Some(one), Some(other)) => is_called(one, other) || is_called(other, one),
        _ => true,
    };
    !is_rate && is_same && one.count.counted == other.count.counted
}

fn is_close(whole: &Whole<'_>) -> bool {
    let width = &whole.value.high - &whole.value.low;
    &width * &Quantity::from(CLOSE) <= whole.value.low
}

/// How many digits a share has, or has to have.
fn digits(part: &Part<'_, '_>, expected: usize) -> usize {
    part.share.digits.max(expected)
}

/// A share that misses a whole by a slip or, where it is named, only nearly.
fn missed(part: &Part<'_, '_>, whole: &Whole<'_>, is_named: bool) -> Option<Judged> {
    let allowed = expected(part, whole)?;
    let middle = middle(part, whole)?;
    let is_slip = is_slip_of(&part.share.value, &part.share.half, &allowed, &middle);
    let says = quotient(part, whole);
    let n_says = says.chars().filter(char::is_ascii_digit).count();
    let is_long = digits(part, n_says) >= LEAST_DIGITS;
    let off = (&middle - &part.share.value).abs();
    let is_near = &off * &Quantity::from(NEARLY) <= part.share.value;
    // 96.10% for 96.09%: no two counts come so near by chance.
    let place = &part.share.half * &Quantity::from(2);
    let is_last_place = off <= &place * &Quantity::from(2) && part.share.digits >= MANY_DIGITS;
    let is_missed = is_slip && (is_long || is_named) || is_named && is_near || is_last_place;
    if !is_missed {
        return None;
    }
    Some(contradicting(part, whole, words_of(part, whole)))
}
