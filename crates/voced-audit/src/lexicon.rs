//! The names of items and indicators, looked for in a text.

use std::collections::{BTreeSet, HashMap, HashSet};

use voced_domain::{Edition, Formula, IndicatorCode, Unit};

/// How much of a name must be in a text for it to be meant, in thousandths.
const LEAST_SCORE: i64 = 550;

/// A name under which reports mention an item or indicator.
struct Name {
    code: IndicatorCode,
    text: String,
    unit: Unit,
}

/// All names with the weight of their characters and of pairs of neighbours: the rarer, the more they
/// say.
pub(crate) struct Lexicon {
    names: Vec<Name>,
    weights: HashMap<char, i64>,
    pairs: HashMap<(char, char), i64>,
}

impl Lexicon {
    pub(crate) fn of(edition: &Edition) -> Self {
        let mut names = Vec::new();
        for indicator in edition.indicators() {
            let texts = std::iter::once(&indicator.name).chain(&indicator.aliases);
            names.extend(texts.map(|text| Name {
                code: indicator.code.clone(),
                text: plain(text),
                unit: indicator.unit,
            }));
        }
        let chars = names.iter().map(|name| name.text.chars().collect());
        let pairs = names.iter().map(|name| pairs(&name.text).collect());
        let (weights, pairs) = (weights(chars), weights(pairs));
        Self {
            weights,
            pairs,
            names,
        }
    }

    /// What a text next to a number of this unit is about: the name that stands nearest to the number,
    /// or else the one whose characters are all there.
    pub(crate) fn subject(&self, text: &str, unit: &str, from_end: bool) -> Option<IndicatorCode> {
        let text = plain(text);
        let fitting = || self.names.iter().filter(|name| fits(name.unit, unit));
        let nearest = fitting()
            .filter_map(|name| {
                let at = if from_end {
                    text.rfind(&name.text)
                } else {
                    text.find(&name.text)
                }?;
                let distance = if from_end {
                    text.len() - at - name.text.len()
                } else {
                    at
                };
                Some((distance, std::cmp::Reverse(name.text.len()), name))
            })
            // A name within another one ends where that one does.
            .min_by_key(|(distance, length, _)| (*distance, *length));
        if let Some((_, _, name)) = nearest {
            return Some(name.code.clone());
        }
        let there = There {
            chars: text.chars().collect(),
            pairs: pairs(&text).collect(),
        };
        let scored = fitting().map(|name| (self.score(&name.text, &there), name));
        let best = scored.max_by_key(|(score, name)| (*score, std::cmp::Reverse(name.text.len())));
        best.filter(|(score, _)| *score >= LEAST_SCORE)
            .map(|(_, name)| name.code.clone())
    }

    /// How much of a name is in a text, in thousandths: half by its characters, half by its pairs of
    /// neighbours.
    fn score(&self, name: &str, there: &There) -> i64 {
        let of_chars = share(name.chars(), &self.weights, |c| there.chars.contains(c));
        let of_pairs = share(pairs(name), &self.pairs, |pair| there.pairs.contains(pair));
        of_chars + of_pairs
    }
}

/// The characters of a text and the pairs of its neighbours.
struct There {
    chars: HashSet<char>,
    pairs: HashSet<(char, char)>,
}

/// The pairs of neighbours in a text.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

/// The weight of each thing: high where few names have it.
fn weights<T: Ord + std::hash::Hash>(
    of_names: impl Iterator<Item = BTreeSet<T>>,
) -> HashMap<T, i64> {
    let mut counts: HashMap<T, i64> = HashMap::new();
    let mut names = 0;
    for things in of_names {
        names += 1;
        for thing in things {
            *counts.entry(thing).or_default() += 1;
        }
    }
    let weight = |count: i64| i64::from((1 + names / count).ilog2());
    counts
        .into_iter()
        .map(|(thing, count)| (thing, weight(count)))
        .collect()
}

/// The share, in thousandths and halved, of the weight of things that are there, of all.
fn share<T: std::hash::Hash + Eq>(
    things: impl Iterator<Item = T>,
    weights: &HashMap<T, i64>,
    is_there: impl Fn(&T) -> bool,
) -> i64 {
    let (mut all, mut there) = (0, 0);
    for thing in things {
        let weight = weights.get(&thing).copied().unwrap_or(0);
        all += weight;
        there += if is_there(&thing) { weight } else { 0 };
    }
    if all == 0 { 0 } else { there * 500 / all }
}

/// Whether a number with this printed unit can be of an indicator with that one. A number without a
/// unit, as in the cell of a table, can be of any.
pub(crate) fn fits(indicator: Unit, printed: &str) -> bool {
    let things = ["个", "项", "大类", "支", "类"];
    match printed {
        "" => true,
        "名" | "位" => indicator == Unit::Person,
        "%" | "个百分点" => matches!(indicator, Unit::Percent | Unit::TwoShares | Unit::Yuan),
        "次" => matches!(indicator, Unit::Time | Unit::PersonTime),
        _ if things.contains(&printed) => things.contains(&indicator.symbol()),
        "万元" | "元" | "万册" | "册" => {
            let base = |unit: &str| {
                Unit::ALL
                    .iter()
                    .find(|found| found.symbol() == unit)
                    .map(|found| found.base().0)
            };
            let per_student = indicator.symbol().split_once('/').map(|(unit, _)| unit);
            base(indicator.symbol()) == base(printed)
                || per_student.is_some_and(|unit| base(unit) == base(printed))
                || (printed == "元" && indicator == Unit::YuanPerMonth)
        }
        other => indicator.symbol() == other,
    }
}

/// The indicator that is a share or ratio with just this numerator.
pub(crate) fn rate_of(edition: &Edition, numerator: &IndicatorCode) -> Option<IndicatorCode> {
    let is_rate =
        |formula: &Formula| matches!(formula, Formula::Share { .. } | Formula::Ratio { .. });
    let mut rates = edition
        .indicators()
        .iter()
        .filter(|indicator| indicator.unit == Unit::Percent && is_rate(&indicator.formula));
    let rate = rates.find(|indicator| match indicator.formula.numerator() {
        [only] => only.as_str() == numerator.as_str(),
        _ => false,
    });
    rate.map(|indicator| indicator.code.clone())
}

/// A text without what people write in different ways, and without what a bracket says a term has in it:
/// 就业（含升学）人数 is 就业人数.
pub(crate) fn plain(text: &str) -> String {
    let is_plain = |c: &char| !c.is_whitespace() && !"“”‘’\"'（）()、".contains(*c);
    without_contents(text).chars().filter(is_plain).collect()
}

/// A text without its brackets that begin with 含.
fn without_contents(text: &str) -> std::borrow::Cow<'_, str> {
    let open = ["（含", "(含"].iter().find_map(|open| text.find(open));
    let end = open.and_then(|open| Some(open + text[open..].find(['）', ')'])?));
    let (Some(open), Some(end)) = (open, end) else {
        return text.into();
    };
    // What closes a bracket is there, as it was found.
    let rest = text[end..].trim_start_matches(['）', ')']);
    format!("{}{}", &text[..open], without_contents(rest)).into()
}
