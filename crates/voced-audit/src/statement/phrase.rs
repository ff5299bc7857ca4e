//! The pieces of a text: words of the lists, stops, and phrases that no list has.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{Kind, Mark, Meaning, Units, lexicon};

/// What is counted, with the units that it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Measure<'t> {
    pub(super) name: Cow<'t, str>,
    pub(super) units: Units<'t>,
}

impl Measure<'_> {
    /// Whether both are amounts of money, and not of the same.
    pub(super) fn is_of_other_money(&self, other: &Self) -> bool {
        self.units.fit("元") && other.units.fit("元") && self.name != other.name
    }
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

/// What a phrase is by its ending.
pub(super) fn named(text: &str) -> Item<'_> {
    match lexicon().ending(text) {
        Some(Meaning::Measure(_, units)) => measure(text.into(), units),
        Some(Meaning::Scope(kind, _)) => Item::Scope(kind, text),
        Some(Meaning::Mark(_)) | None => match place(text) {
            Some(place) => Item::Scope(Kind::Place, place),
            None => Item::Phrase(text),
        },
    }
}

pub(super) fn measure<'t>(name: Cow<'t, str>, units: Units<'t>) -> Item<'t> {
    Item::Measure(Measure { name, units })
}

/// What ends at a character.
pub(super) fn stop<'t>(c: char) -> Option<Item<'t>> {
    Some(match c {
        '，' | ',' | '：' | ':' | '】' | '\n' => Item::Stop(Stop::Clause),
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
    let end = at + c.len_utf8();
    // 泉州市 ends like two places.
    let more = text[end..].chars().next().filter(|c| ENDINGS.contains(c));
    Some(&text[..end + more.map_or(0, char::len_utf8)])
}
