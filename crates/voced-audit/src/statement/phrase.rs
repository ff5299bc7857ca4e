//! A text cut into words of the lists, stops, and phrases that no list has.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Found, Kind, Mark, Meaning, Units, lexicon};

/// What is counted, with the units that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) units: Units<'t>,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item<'t> {
    /// What is counted.
    Measure(Measure<'t>),
    /// Whose.
    Scope(Kind, &'t str),
    /// A word that leads over.
    Mark(Mark),
    /// A phrase that no list has.
    Phrase(&'t str),
    /// The end of a clause, a part or a sentence.
    Stop(Stop),
    /// A bracket.
    Open,
    /// Its end.
    Close,
}

/// What ends at a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    /// ，
    Clause,
    /// ；
    Part,
    /// 。
    Sentence,
}

/// A piece with where it stands, in bytes.
pub(super) struct Piece<'t> {
    pub(super) item: Item<'t>,
    pub(super) range: Range<usize>,
}

/// Longer phrases are sentences without stops; their end is what counts.
const LONGEST: usize = 45;
/// Words of no more bytes may stand in a longer word by accident: 职工 in 全职工作.
const SHORT: usize = 6;

/// The pieces of a text without their places.
pub(super) fn items(text: &str) -> Vec<Item<'_>> {
    pieces(text).into_iter().map(|piece| piece.item).collect()
}

/// The pieces of a text.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut cutter = Cutter {
        text,
        found: Vec::new(),
    };
    let mut from = 0;
    for word in lexicon().find(text) {
        cutter.between(from, word.range.start);
        from = word.range.end;
        cutter.word(word);
    }
    cutter.between(from, text.len());
    cutter.found
}

/// A text being cut.
struct Cutter<'t> {
    text: &'t str,
    found: Vec<Piece<'t>>,
}

impl<'t> Cutter<'t> {
    fn word(&mut self, word: Found) {
        let range = word.range;
        // 培训 of 培训机构: the ending makes one measure of them.
        if lexicon().makes_measure(&self.text[range.clone()]) && self.ends_with_phrase(range.start)
        {
            return self.phrase(range.start, range.end);
        }
        let before = self
            .found
            .last()
            .filter(|last| last.range.end == range.start);
        let prefix = before.filter(|last| last.item == Item::Mark(Mark::Prefix));
        let item = match word.meaning {
            Meaning::Measure(name, units) => match prefix {
                Some(prefix) => {
                    let prefix = &self.text[prefix.range.clone()];
                    measure(format!("{prefix}{name}").into(), units)
                }
                None => measure(name.into(), units),
            },
            Meaning::Scope(kind, name) => Item::Scope(kind, name),
            // 学校类型, 机构类别 count nothing.
            Meaning::Mark(Mark::Sort) => {
                if before.is_some_and(|last| matches!(last.item, Item::Measure(_))) {
                    self.found.pop();
                }
                Item::Mark(Mark::Nothing)
            }
            Meaning::Mark(mark) => Item::Mark(mark),
        };
        self.found.push(Piece { item, range });
    }

    fn ends_with_phrase(&self, at: usize) -> bool {
        let last = self.found.last();
        last.is_some_and(|last| last.range.end == at && matches!(last.item, Item::Phrase(_)))
    }

    /// The pieces of a text in which no list has a word.
    fn between(&mut self, from: usize, to: usize) {
        let mut start = from;
        for (at, c) in self.text[from..to].char_indices() {
            if c.is_alphabetic() || c == '·' {
                continue;
            }
            let end = from + at + c.len_utf8();
            self.phrase(start, from + at);
            if let Some(item) = stop(c) {
                let range = from + at..end;
                self.found.push(Piece { item, range });
            }
            start = end;
        }
        self.phrase(start, to);
    }

    fn phrase(&mut self, from: usize, to: usize) {
        let from = self.behind_year(from, to);
        if lexicon().trimmed(&self.text[from..to]).is_empty() {
            return;
        }
        let from = self.begins(from, to).unwrap_or(from);
        let item = named(cut(&self.text[from..to]));
        let is_class = matches!(item, Item::Scope(Kind::Part(_), _));
        let joined = is_class.then(|| self.joined(from)).flatten();
        let (item, start) = match joined {
            Some(start) => (named(&self.text[start..to]), start),
            None => (item, from),
        };
        let range = start..to;
        self.found.push(Piece { item, range });
    }

    /// Where a phrase begins behind a year: 年末 of 2020年末 is of the year.
    fn behind_year(&self, from: usize, to: usize) -> usize {
        const OF_YEARS: &[char] = &['年', '月', '日', '届', '级', '末', '底', '初', '度'];
        let is_year = self.text[..from].ends_with(|c: char| c.is_ascii_digit());
        let text = &self.text[from..to];
        let rest = if is_year {
            text.trim_start_matches(OF_YEARS)
        } else {
            text
        };
        to - rest.len()
    }

    /// Takes back the words that are the beginning of a longer phrase, and says where it begins.
    fn begins(&mut self, from: usize, to: usize) -> Option<usize> {
        let words = self.words_of(from, lexicon().is_ending(&self.text[from..to]));
        let start = self.found.get(self.found.len() - words)?.range.start;
        self.found.truncate(self.found.len() - words);
        Some(start)
    }

    /// How many pieces right in front of a place belong to the phrase that begins there.
    fn words_of(&self, from: usize, is_ending: bool) -> usize {
        let is_word = |item: &Item<'_>| {
            let is_word = matches!(item, Item::Measure(_) | Item::Scope(..) | Item::Phrase(_));
            is_word || *item == Item::Mark(Mark::Nothing)
        };
        let [.., before, word] = self.found.as_slice() else {
            let only = self.found.last();
            return usize::from(only.is_some_and(|word| {
                word.range.end == from && (is_ending && is_word(&word.item) || is_thing(&word.item))
            }));
        };
        if word.range.end != from || !is_word(&word.item) {
            return 0;
        }
        let is_within = matches!(before.item, Item::Phrase(_))
            && before.range.end == word.range.start
            && word.range.len() <= SHORT
            && !matches!(word.item, Item::Mark(_));
        // 职业 of 职业技能鉴定, 完成 of 完成率.
        if is_within {
            2
        } else {
            usize::from(is_ending || is_thing(&word.item))
        }
    }

    /// Takes back what and joins to the name of a class, 批发 of 批发和零售业, and says where it begins.
    fn joined(&mut self, from: usize) -> Option<usize> {
        let mut start = None;
        while let [.., phrase, and] = self.found.as_slice()
            && matches!(phrase.item, Item::Phrase(_))
            && and.item == Item::Mark(Mark::And)
            && from - phrase.range.start <= LONGEST
        {
            start = Some(phrase.range.start);
            self.found.truncate(self.found.len() - 2);
        }
        start
    }
}

/// Whether a word may begin a longer phrase: 企业 in 企业法人.
fn is_thing(item: &Item<'_>) -> bool {
    matches!(item, Item::Measure(measure) if measure.units.is_of_things())
}

/// A phrase without what says nothing at its ends.
fn cut(text: &str) -> &str {
    let text = lexicon().trimmed(text);
    &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..]
}

/// What a phrase is by its ending.
fn named(text: &str) -> Item<'_> {
    match lexicon().ending(text) {
        Some(Meaning::Measure(_, units)) => measure(text.into(), units),
        Some(Meaning::Scope(kind, _)) => Item::Scope(kind, text),
        Some(Meaning::Mark(_)) | None => match place(text) {
            Some(place) => Item::Scope(Kind::Place, place),
            None => Item::Phrase(text),
        },
    }
}

fn measure<'t>(name: Cow<'t, str>, units: Units<'t>) -> Item<'t> {
    Item::Measure(Measure { name, units })
}

fn stop<'t>(c: char) -> Option<Item<'t>> {
    Some(match c {
        '，' | ',' | '：' | ':' | '\n' => Item::Stop(Stop::Clause),
        '；' | ';' => Item::Stop(Stop::Part),
        '。' | '！' | '？' | '!' | '?' => Item::Stop(Stop::Sentence),
        '（' | '(' => Item::Open,
        '）' | ')' => Item::Close,
        _ => return None,
    })
}

/// The name of a place that a phrase begins with.
fn place(text: &str) -> Option<&str> {
    const ENDINGS: &[char] = &['省', '市', '县', '区', '州', '镇', '旗'];
    let mut ends = text.char_indices().skip(1);
    let (at, c) = ends.find(|(_, c)| ENDINGS.contains(c))?;
    Some(&text[..at + c.len_utf8()])
}
