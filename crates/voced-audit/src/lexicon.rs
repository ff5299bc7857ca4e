//! The names of items and indicators, looked for in a text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use voced_domain::{Edition, Formula, IndicatorCode, Unit};

/// How much of a name must be in a text for it to be meant, in thousandths.
const LEAST_SCORE: i64 = 550;

/// A name under which reports mention an item or indicator.
struct Name {
    code: IndicatorCode,
    text: String,
    unit: Unit,
    /// Its characters and the pairs of neighbours, as they are numbered.
    chars: Vec<usize>,
    pairs: Vec<usize>,
}

/// All names with the weight of their characters and of pairs of neighbours: the rarer, the more they
/// say.
pub(crate) struct Lexicon {
    names: Vec<Name>,
    chars: Weights<char>,
    pairs: Weights<(char, char)>,
    /// The names of what can be printed in a unit, as indices, looked up before.
    by_unit: RefCell<HashMap<String, Rc<[usize]>>>,
}

impl Lexicon {
    pub(crate) fn of(edition: &Edition) -> Self {
        let (mut chars, mut of_pairs) = (Weights::default(), Weights::default());
        let mut names = Vec::new();
        for indicator in edition.indicators() {
            let texts = std::iter::once(&indicator.name).chain(&indicator.aliases);
            for text in texts.map(|text| plain(text)) {
                names.push(Name {
                    code: indicator.code.clone(),
                    unit: indicator.unit,
                    chars: chars.add(text.chars()),
                    pairs: of_pairs.add(pairs(&text)),
                    text,
                });
            }
        }
        chars.weigh();
        of_pairs.weigh();
        Self {
            chars,
            pairs: of_pairs,
            names,
            by_unit: RefCell::default(),
        }
    }

    /// The names of what can be printed in a unit.
    fn fitting(&self, unit: &str) -> Rc<[usize]> {
        let mut known = self.by_unit.borrow_mut();
        if let Some(fitting) = known.get(unit) {
            return Rc::clone(fitting);
        }
        let all = self.names.iter().enumerate();
        let fitting = all.filter(|(_, name)| fits(name.unit, unit));
        let fitting: Rc<[usize]> = fitting.map(|(idx, _)| idx).collect();
        known.insert(unit.to_owned(), Rc::clone(&fitting));
        fitting
    }

    /// What a text next to a number of this unit is about: the name that stands nearest to the number,
    /// or else the one whose characters are all there.
    pub(crate) fn subject(&self, text: &str, unit: &str, from_end: bool) -> Option<IndicatorCode> {
        let text = plain(text);
        let there = There {
            chars: self.chars.found(text.chars()),
            pairs: self.pairs.found(pairs(&text)),
        };
        let of_unit = self.fitting(unit);
        let fitting = || of_unit.iter().map(|idx| &self.names[*idx]);
        let nearest = fitting()
            .filter(|name| name.chars.iter().all(|c| there.chars[*c]))
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
        let scored = fitting().map(|name| (self.score(name, &there), name));
        let best = scored.max_by_key(|(score, name)| (*score, std::cmp::Reverse(name.text.len())));
        best.filter(|(score, _)| *score >= LEAST_SCORE)
            .map(|(_, name)| name.code.clone())
    }

    /// How much of a name is in a text, in thousandths: half by its characters, half by its pairs of
    /// neighbours.
    fn score(&self, name: &Name, there: &There) -> i64 {
        self.chars.share(&name.chars, &there.chars) + self.pairs.share(&name.pairs, &there.pairs)
    }
}

/// Of the characters and pairs of all names, which a text has.
struct There {
    chars: Vec<bool>,
    pairs: Vec<bool>,
}

/// The pairs of neighbours in a text.
fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}

/// Things, numbered, with how many names have each.
struct Weights<T> {
    ids: HashMap<T, usize>,
    counts: Vec<i64>,
    names: i64,
    /// High where few names have it.
    weights: Vec<i64>,
}

impl<T> Default for Weights<T> {
    fn default() -> Self {
        Self {
            ids: HashMap::new(),
            counts: Vec::new(),
            names: 0,
            weights: Vec::new(),
        }
    }
}

impl<T: std::hash::Hash + Eq> Weights<T> {
    /// Numbers the things of one more name.
    fn add(&mut self, things: impl Iterator<Item = T>) -> Vec<usize> {
        self.names += 1;
        let mut of_name = Vec::new();
        for thing in things {
            let next = self.ids.len();
            let id = *self.ids.entry(thing).or_insert(next);
            if id == self.counts.len() {
                self.counts.push(0);
            }
            if !of_name.contains(&id) {
                self.counts[id] += 1;
            }
            of_name.push(id);
        }
        of_name
    }

    /// Which of all things are among these.
    fn found(&self, things: impl Iterator<Item = T>) -> Vec<bool> {
        let mut found = vec![false; self.counts.len()];
        for id in things.filter_map(|thing| self.ids.get(&thing)) {
            found[*id] = true;
        }
        found
    }

    /// Weighs the things of all names.
    fn weigh(&mut self) {
        let weight = |count: &i64| i64::from((1 + self.names / count).ilog2());
        self.weights = self.counts.iter().map(weight).collect();
    }

    /// The share, in thousandths and halved, of the weight of things that are there, of all.
    fn share(&self, things: &[usize], there: &[bool]) -> i64 {
        let (mut all, mut found) = (0, 0);
        for id in things {
            let weight = self.weights[*id];
            all += weight;
            found += if there[*id] { weight } else { 0 };
        }
        if all == 0 { 0 } else { found * 500 / all }
    }
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
