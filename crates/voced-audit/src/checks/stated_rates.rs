//! Rates against the counts that stand beside them, whatever they are called: 参加4380人，合格4231人，
//! 合格率96.5%; and whether any whole number of people can give a rate at all.

use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::ledger::Ledger;
use crate::passage::{Passage, is_count, same_unit, stem};
use crate::rounding::explained;
use crate::slip::is_slip;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "stated_rate";
/// Between a count and what share it is stands no more than this, in characters.
const NEAR: usize = 6;
/// A miss by less than one in so many is near.
const NEARLY: i64 = 5;
/// The word of a rate is told by so many characters in front of 率.
const WORD: usize = 2;

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let passages = ledger.passages.iter();
    passages
        .flat_map(|passage| (0..passage.here.len()).filter_map(|at| one(ledger, passage, at)))
        .collect()
}

fn one(ledger: &Ledger<'_>, passage: &Passage<'_>, at: usize) -> Option<Judged> {
    let rate = passage.claim(at);
    if rate.unit != "%" || rate.kind != Kind::Level || rate.is_approximate {
        return None;
    }
    let before = passage.before(at);
    if let Some((gap, whole)) = before.split_once('占') {
        return share(ledger, passage, at, gap, whole);
    }
    let name = stem(before);
    let word = name.strip_suffix('率')?;
    let clause = word.rsplit(['，', '、', '：', '（']).next().unwrap_or(word);
    let skip = clause.chars().count().saturating_sub(WORD);
    let word: String = clause.chars().skip(skip).collect();
    let last = passage.count_before(at)?;
    let is_of_rate = |count: usize| {
        let after = passage.after(count).split('，').next().unwrap_or("");
        passage.before(count).contains(&word) || after.contains(&word)
    };
    if word.chars().count() < WORD || passage.claim(last).year != rate.year {
        return None;
    }
    if !is_of_rate(last) {
        let is_only = passage.count_before(last).is_none() && is_next(passage, last, at);
        return is_only.then(|| feasible(passage, last, at))?;
    }
    // 甲类就业30962人，就业率97.94%，乙类就业26634人: who found work elsewhere is no whole.
    let whole = passage
        .count_before(last)
        .filter(|whole| !is_of_rate(*whole))?;
    let is_pair = is_next(passage, whole, last) && is_next(passage, last, at);
    is_pair.then(|| {
        judged(
            passage.here[at],
            rate,
            passage.here[last],
            passage.here[whole],
            passage.claims,
        )
    })?
}

/// Whether nothing but numbers of the year before stands between two claims.
fn is_next(passage: &Passage<'_>, one: usize, other: usize) -> bool {
    (one + 1..other).all(|between| !is_count(passage.claim(between)))
}

/// 双师型教师267人，占专任教师的42.5%: the whole is what is called so elsewhere.
fn share(
    ledger: &Ledger<'_>,
    passage: &Passage<'_>,
    at: usize,
    gap: &str,
    whole: &str,
) -> Option<Judged> {
    let part = at
        .checked_sub(1)
        .filter(|part| is_count(passage.claim(*part)))?;
    let whole = stem(whole);
    if gap.chars().count() > NEAR || whole.chars().count() < WORD {
        return None;
    }
    let rate = passage.claim(at);
    let count = passage.claim(part);
    let wholes = ledger.called(&whole).into_iter().filter(|idx| {
        let other = &ledger.claims[*idx];
        same_unit(other, count) && other.entity == count.entity && other.year == count.year
    });
    let wholes: Vec<usize> = wholes.collect();
    let first = *wholes.first()?;
    let is_one = wholes
        .iter()
        .all(|idx| ledger.claims[*idx].value == ledger.claims[first].value);
    is_one.then(|| {
        judged(
            passage.here[at],
            rate,
            passage.here[part],
            first,
            passage.claims,
        )
    })?
}

fn judged(idx: usize, rate: &Claim, part: usize, whole: usize, claims: &[Claim]) -> Option<Judged> {
    let (n, d) = (&claims[part], &claims[whole]);
    if !same_unit(n, d) || n.value > d.value {
        return None;
    }
    let exact = n.value.scaled(2).checked_div(&d.value)?;
    let expected = exact.round(rate.decimals);
    let agrees = expected == rate.printed();
    // Counts that are far from giving the rate are those of something else.
    let off = (&expected.to_quantity() - &rate.value).abs();
    let is_far = &off * &Quantity::from(NEARLY) > rate.value;
    if !agrees && is_far && !is_slip(&rate.text, &expected.to_string()) {
        return None;
    }
    let words = if agrees {
        "与所印相符".to_owned()
    } else {
        let how = explained(&exact, &rate.printed(), rate.decimals);
        let how = how.map_or_else(String::new, |how| format!("；{how}才得{}", rate.display()));
        format!("所印是{}{how}", rate.display())
    };
    Some(Judged {
        claim: idx,
        verdict: Verdict::of(agrees),
        check: NAME,
        expected: (!agrees).then(|| format!("{expected}%")),
        reason: format!(
            "{}÷{}得{expected}%，{words}",
            n.value.to_plain_text(),
            d.value.to_plain_text()
        ),
        related: vec![part, whole],
    })
}

/// Whether some whole number of so many gives the rate.
fn feasible(passage: &Passage<'_>, whole: usize, at: usize) -> Option<Judged> {
    let (count, rate) = (passage.claim(whole), passage.claim(at));
    // 三类学校 are no people that a rate is of.
    if !count.text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let exact = &count.value * &rate.value;
    let near = exact.checked_div(&Quantity::from(100))?.floor()?;
    let rate_of = |n: i64| Quantity::from(n).scaled(2).checked_div(&count.value);
    let [below, above] =
        [near, near + 1].map(|n| rate_of(n).map(|rate_of| (n, rate_of.round(rate.decimals))));
    let (below, above) = (below?, above?);
    let is_possible = [&below, &above]
        .iter()
        .any(|(_, rounded)| *rounded == rate.printed());
    (!is_possible).then(|| Judged {
        claim: passage.here[at],
        verdict: Verdict::Contradicts,
        check: NAME,
        expected: Some(format!("{}%或{}%", below.1, above.1)),
        reason: format!(
            "{}中{}{}是{}%，{}{}是{}%，没有哪个整数能得{}",
            count.display(),
            below.0,
            count.unit,
            below.1,
            above.0,
            count.unit,
            above.1,
            rate.display()
        ),
        related: vec![passage.here[whole]],
    })
}
