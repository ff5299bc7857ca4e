//! A number, by how much it changed, and by how many percent, whatever it is of: 22.31万所，比上年增加3465所，
//! 增长1.58%.

mod between;
mod elsewhere;
mod named;
mod rates;

use elsewhere::says_same;
use voced_domain::Quantity;

use super::bounds;
use crate::extract::is_joint;
use crate::figures::{Figure, FigureKind, becomes, clause, decimals, is_at_constant_prices};
use crate::interval::Interval;

use crate::ledger::Ledger;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "growth";
/// What names the number that was before.
const BASE: &[&str] = &["比", "较", "上年", "去年", "由", "从", "相比", "普查"];
/// A growth over several years says so.
const YEARLY: &[&str] = &["年均", "平均每年", "年平均"];
/// The level of a change stands at most so many figures before it.
const FARTHEST: usize = 8;

/// A level with what it was, in numbers of the text.
struct Step<'f, 'a> {
    level: &'f Figure<'a>,
    /// What it was, or by how much it changed.
    other: Other<'f, 'a>,
}

enum Other<'f, 'a> {
    Base(&'f Figure<'a>),
    Change(&'f Figure<'a>),
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let figures = &ledger.figures;
    let mut judged = Vec::new();
    for (at, result) in figures.iter().enumerate() {
        let first = at.saturating_sub(FARTHEST);
        let near = &figures[first..at];
        // 比上年分别增加100人和200人: each is the change of its own number.
        if is_listed(figures, at) {
            continue;
        }
        let found = match result.kind {
            FigureKind::Change => {
                let between = between::judge(ledger, at).or_else(|| between::bare(ledger, at));
                let found = between.or_else(|| of_change(ledger, result, near));
                found.or_else(|| named::judge(ledger, at))
            }
            FigureKind::Growth if result.counted == "%" => of_growth(ledger, result, near)
                .or_else(|| elsewhere::judge(ledger, at))
                .or_else(|| named::judge(ledger, at)),
            FigureKind::Points => {
                let between = between::judge(ledger, at).or_else(|| rates::judge(ledger, at));
                let found = between.or_else(|| of_points(ledger, result, near));
                found.or_else(|| elsewhere::points(ledger, at))
            }
            // 相差9.5平方米 is told as how much there is.
            FigureKind::Level | FigureKind::Mean => between::bare(ledger, at),
            _ => None,
        };
        let bears_out = found.as_ref().filter(|judged| {
            judged.verdict == Verdict::Agrees && result.kind == FigureKind::Growth
        });
        judged.extend(bears_out.and_then(|judged| borne_out(judged, near)));
        judged.extend(found);
    }
    judged
}

/// Whether a number is one of a list that is told one by one.
fn is_listed(figures: &[Figure<'_>], at: usize) -> bool {
    let goes_on = figures
        .get(at + 1)
        .is_some_and(|next| is_joint(next.before));
    let before = clause(figures[at].before);
    let is_each = before.contains("分别") || before.contains("依次");
    is_joint(figures[at].before) || goes_on && is_each
}

/// The change that a growth in percent bears out.
fn borne_out(growth: &Judged, near: &[Figure<'_>]) -> Option<Judged> {
    let changes = near.iter().filter(|other| other.kind == FigureKind::Change);
    let change = changes
        .map(|other| other.claim)
        .find(|claim| growth.related.contains(claim))?;
    let others = growth
        .related
        .iter()
        .copied()
        .filter(|claim| *claim != change);
    Some(Judged {
        claim: change,
        verdict: Verdict::Agrees,
        check: NAME,
        expected: None,
        reason: format!("与增幅一致：{}", growth.reason),
        related: others.chain([growth.claim]).collect(),
    })
}

/// The levels of the sentence before a change, the nearest first.
fn levels<'f, 'a>(
    result: &Figure<'_>,
    near: &'f [Figure<'a>],
    counted: &str,
) -> Vec<&'f Figure<'a>> {
    let here = near
        .iter()
        .rev()
        .take_while(|other| (other.block, other.part) == (result.block, result.part));
    let levels = here.filter(|other| {
        let is_number = matches!(
            other.kind,
            FigureKind::Level
                | FigureKind::Mean
                | FigureKind::Share
                | FigureKind::Rate
                | FigureKind::Ratio
        );
        // 比2016届(3988元)增长了329元: what is in brackets is what is compared with.
        let names_base = BASE.iter().any(|word| other.before.contains(word));
        let is_told = !other.is_aside || names_base;
        is_number && other.counted == counted && !other.is_approximate && is_told
    });
    levels.collect()
}

/// Which of two levels is the earlier one: the one that words of comparison, or of a beginning, stand before.
fn ordered<'f, 'a>(
    near: &[&'f Figure<'a>],
    result: &Figure<'_>,
    ledger: &Ledger<'_>,
) -> Option<(&'f Figure<'a>, &'f Figure<'a>)> {
    let (last, earlier) = near.split_first()?;
    if names_base(last) && !becomes(last.before) {
        // 4317元，比2016届的3988元多329元，比2015届的3726元多591元: of several bases the level is none.
        let level = earlier.iter().find(|other| !names_base(other))?;
        return Some((level, last));
    }
    // Which of two was before only their words tell, or that they are of one thing in two years.
    // Two rates that say the same of one year are of two things.
    let is_other = |first: &Figure<'_>| {
        let is_rate = result.kind == FigureKind::Points;
        first.claim != last.claim && !(is_rate && first.year == last.year && !becomes(last.before))
    };
    let first = earlier
        .iter()
        .find(|first| says_same(ledger, first, last) && is_other(first))?;
    // 今年招1189名，2015年招1134名.
    if last.year < first.year {
        return Some((first, last));
    }
    // 2012年2892所，2022年2551所，减少341所; 由甲增至乙.
    let is_down = last.value < first.value;
    if is_down == result.is_down {
        return Some((last, first));
    }
    // 今年299555人，上次普查为333586人，减少34031人: what was may stand behind what is, where the numbers say so.
    let difference = (&last.value - &first.value).abs();
    (difference == result.value).then_some((first, last))
}

/// Whether words say that a number is what another is compared with, or came from.
fn names_base(figure: &Figure<'_>) -> bool {
    let clause = clause(figure.before);
    let is_compared = ["相比", "比较", "比，", "比,"]
        .iter()
        .any(|word| figure.after.starts_with(word));
    is_compared || BASE.iter().any(|word| clause.contains(word))
}

fn of_change(ledger: &Ledger<'_>, result: &Figure<'_>, near: &[Figure<'_>]) -> Option<Judged> {
    let levels = levels(result, near, result.counted);
    let (level, base) = ordered(&levels, result, ledger)?;
    difference(result, level, base, "")
}

fn of_points(ledger: &Ledger<'_>, result: &Figure<'_>, near: &[Figure<'_>]) -> Option<Judged> {
    if between::is_apart(result) {
        return between::rates(ledger, result, near);
    }
    let levels = levels(result, near, "%");
    // 与上年的77.6%、12.4%和7.8%相比，甲提高0.1: of a list it may be any.
    if levels.first().is_some_and(|last| is_joint(last.before)) {
        return None;
    }
    let (level, base) = ordered(&levels, result, ledger)?;
    difference(result, level, base, "%")
}

/// A change against the two numbers that it is between, in the direction that it is told.
fn difference(
    result: &Figure<'_>,
    level: &Figure<'_>,
    base: &Figure<'_>,
    unit: &str,
) -> Option<Judged> {
    let (one, other) = if result.is_down {
        (base, level)
    } else {
        (level, base)
    };
    let expected = one.interval().minus(&other.interval());
    let [more, less] = [one, other].map(|number| number.value.to_plain_text());
    let how = format!("{more}{unit}−{less}{unit}");
    let middle = &one.value - &other.value;
    told(result, &expected, &middle, &how, &[level, base])
}

fn of_growth(ledger: &Ledger<'_>, result: &Figure<'_>, near: &[Figure<'_>]) -> Option<Judged> {
    let clause = clause(result.before);
    if YEARLY.iter().any(|word| result.before.contains(word)) || clause.contains("名义") {
        return None;
    }
    let same_sentence =
        |other: &&Figure<'_>| (other.block, other.part) == (result.block, result.part);
    let change = near.iter().rev().take_while(same_sentence);
    let change = change
        .take(2)
        .find(|other| is_step(other.kind) && !other.is_approximate);
    let step = match change {
        Some(change) => {
            let before_change = near.iter().position(|other| other.claim == change.claim)?;
            let counted = if change.kind == FigureKind::Points {
                "%"
            } else {
                change.counted
            };
            let levels = levels(change, &near[..before_change], counted);
            match ordered(&levels, change, ledger).filter(|(level, base)| {
                let difference = level.interval().minus(&base.interval());
                difference.meets(&change.signed())
            }) {
                Some((level, base)) => Step {
                    level,
                    other: Other::Base(base),
                },
                None => Step {
                    level: levels.first()?,
                    other: Other::Change(change),
                },
            }
        }
        None => {
            let last = near
                .iter()
                .rev()
                .find(|other| other.kind == FigureKind::Level)?;
            let levels = levels(result, near, last.counted);
            let (level, base) = ordered(&levels, result, ledger)?;
            // 三年依次为甲、乙和丙，增幅由2022年的7.2%提高到: the growth is of the year that its words name.
            if result.year.is_some() && level.year.is_some() && result.year != level.year {
                return None;
            }
            Step {
                level,
                other: Other::Base(base),
            }
        }
    };
    step.judge(result)
}

/// By how much something changed, in its own unit or in points.
fn is_step(kind: FigureKind) -> bool {
    matches!(kind, FigureKind::Change | FigureKind::Points)
}

impl Step<'_, '_> {
    fn judge(&self, result: &Figure<'_>) -> Option<Judged> {
        if is_at_constant_prices(self.level.before) {
            return None;
        }
        let level = self.level;
        let (base, base_value, other) = match self.other {
            Other::Base(base) => (base.interval(), base.value.clone(), base),
            Other::Change(change) => {
                let base = level.interval().minus(&change.signed());
                let value = if change.is_down {
                    &level.value + &change.value
                } else {
                    &level.value - &change.value
                };
                (base, value, change)
            }
        };
        let difference = match self.other {
            Other::Base(_) => level.interval().minus(&base),
            Other::Change(change) => change.signed(),
        };
        let upward = if result.is_down {
            Interval {
                low: &Quantity::zero() - &difference.high,
                high: &Quantity::zero() - &difference.low,
            }
        } else {
            difference
        };
        let expected = Interval::quotient(&upward, &base, 100)?;
        let change = match self.other {
            Other::Base(base) => (&level.value - &base.value).abs(),
            Other::Change(change) => change.value.clone(),
        };
        // Where the numbers went the other way than the words, something was misread.
        if expected.high.is_negative() {
            return None;
        }
        let middle = (&change * &Quantity::from(100)).checked_div(&base_value)?;
        let how = format!("{}÷{}", change.to_plain_text(), base_value.to_plain_text());
        told(result, &expected, &middle, &how, &[level, other])
    }
}

/// The verdict of a frame: a miss is a contradiction where it is a slip or nearly right, and else only
/// a doubt, as the frame may have been misread.
fn told(
    result: &Figure<'_>,
    expected: &Interval,
    middle: &Quantity,
    how: &str,
    parts: &[&Figure<'_>],
) -> Option<Judged> {
    if result.is_approximate {
        let related = parts.iter().map(|part| part.claim).collect();
        return bounds::judge(result, expected, middle, how, related);
    }
    let decimals = decimals(&result.half);
    let shown = middle.round(decimals).to_string();
    let printed = result.value.round(decimals).to_string();
    let is_percent = result.kind != FigureKind::Change;
    let unit = match result.kind {
        FigureKind::Points => "个百分点",
        _ if is_percent => "%",
        _ => result.counted,
    };
    let related: Vec<usize> = parts.iter().map(|part| part.claim).collect();
    if expected.meets(&result.interval()) {
        let reason = format!("{how}得{shown}{unit}");
        return Some(Judged::agrees(NAME, result.claim, reason, related));
    }
    let off = (middle - &result.value).abs();
    // Where words name the base, a miss is one whatever its size, short of another thing altogether.
    let is_told = parts.iter().any(|part| names_base(part)) && result.kind != FigureKind::Growth;
    let least = Quantity::from(if is_told { 1 } else { 20 });
    let is_near = &off * &least <= result.value;
    let is_slip = is_slip_of(&result.value, &result.half, expected, middle);
    (is_slip || is_near).then(|| {
        let reason = format!("{how}得{shown}{unit}，所印是{printed}{unit}");
        Judged::contradicts(
            NAME,
            result.claim,
            format!("{shown}{unit}"),
            reason,
            related,
        )
    })
}
