//! A text cut into its pieces.

use super::lexicon::{Found, Kind, Mark, Meaning, lexicon};
use super::phrase::{Item, Piece, measure, named, stop};

/// Longer phrases are sentences without stops; their end is what counts.
const LONGEST: usize = 45;
/// What ends the name of a university, and is a kind of school by itself.
const UNIVERSITY: &str = "大学";
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
        let is_joined = !matches!(word.meaning, Meaning::Mark(_));
        cutter.between(from, word.range.start, is_joined);
        from = word.range.end;
        cutter.word(word);
    }
    cutter.between(from, text.len(), false);
    cutter.found
}

/// A text being cut.
struct Cutter<'t> {
    text: &'t str,
    found: Vec<Piece<'t>>,
}

impl<'t> Cutter<'t> {
    fn word(&mut self, word: Found) {
        let mut range = word.range;
        // 培训 of 培训机构, 护理 of 护理专业: the ending makes one of them.
        if lexicon().is_ending(&self.text[range.clone()]) && self.ends_with_noun(range.start) {
            return self.phrase(range.start, range.end, false);
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
            Meaning::Scope(kind, UNIVERSITY) => match self.name(range.start) {
                Some(start) => {
                    range.start = start;
                    Item::Scope(Kind::School, &self.text[range.clone()])
                }
                None => Item::Scope(kind, UNIVERSITY),
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

    /// Takes back the name in front of a university, 苏州 or 某某工业, and says where it begins.
    fn name(&mut self, end: usize) -> Option<usize> {
        let is_name = |item: &Item<'_>| {
            let is_place = matches!(item, Item::Scope(Kind::Place | Kind::Part(_), _));
            is_place || matches!(item, Item::Phrase(_) | Item::Measure(_))
        };
        let mut start = None;
        while let Some(last) = self.found.last()
            && last.range.end == start.unwrap_or(end)
            && is_name(&last.item)
        {
            start = Some(last.range.start);
            self.found.pop();
        }
        start
    }

    /// Whether a noun, and more than a rest of one, stands in front of a place.
    fn ends_with_noun(&self, at: usize) -> bool {
        let last = self.found.last().filter(|last| last.range.end == at);
        last.is_some_and(|last| match &last.item {
            Item::Phrase(text) => !is_one_character(text),
            Item::Measure(_) => true,
            _ => false,
        })
    }

    /// The pieces of a text in which no list has a word.
    fn between(&mut self, from: usize, to: usize, is_joined: bool) {
        let mut start = from;
        for (at, c) in self.text[from..to].char_indices() {
            if c.is_alphabetic() || c == '·' || c == '&' {
                continue;
            }
            let end = from + at + c.len_utf8();
            self.phrase(start, from + at, false);
            if let Some(item) = stop(c) {
                let range = from + at..end;
                self.found.push(Piece { item, range });
            }
            start = end;
        }
        self.phrase(start, to, is_joined);
    }

    /// A phrase; a word may follow that it is a part of: 国内 of 国内旅游.
    fn phrase(&mut self, from: usize, to: usize, is_joined: bool) {
        if let Some(start) = self.age(from, to) {
            let text = &self.text[start..to];
            let range = start..to;
            let item = Item::Scope(Kind::Part("age"), text);
            return self.found.push(Piece { item, range });
        }
        let from = self.behind_year(from, to);
        if lexicon().trimmed(&self.text[from..to]).is_empty() {
            return;
        }
        let from = self.begins(from, to).unwrap_or(from);
        let text = &self.text[from..to];
        let item = if is_joined {
            named(begun(text))
        } else {
            named(cut(text))
        };
        let is_class = matches!(item, Item::Scope(Kind::Part(_), _));
        let joined = is_class.then(|| self.joined(from)).flatten();
        let (item, start) = match joined {
            Some(start) => (named(&self.text[start..to]), start),
            None => (item, from),
        };
        let range = start..to;
        self.found.push(Piece { item, range });
    }

    /// Where the age begins that a phrase ends: 60岁, 0-14岁.
    fn age(&self, from: usize, to: usize) -> Option<usize> {
        let is_age =
            self.text[from..to].starts_with(['岁', '周']) && self.text[from..to].contains('岁');
        if !is_age {
            return None;
        }
        let before = &self.text[..from];
        let digits = before.trim_end_matches(|c: char| c.is_ascii_digit() || "-—－~～".contains(c));
        (digits.len() < from).then_some(digits.len())
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
        let words = self.words_of(from, &self.text[from..to]);
        let start = self.found.get(self.found.len() - words)?.range.start;
        self.found.truncate(self.found.len() - words);
        Some(start)
    }

    /// How many pieces right in front of a place belong to the phrase that begins there.
    fn words_of(&self, from: usize, phrase: &str) -> usize {
        let mut before = self.found.iter().rev();
        let word = before.next().filter(|word| word.range.end == from);
        let Some(word) = word.filter(|word| is_word(&word.item)) else {
            return 0;
        };
        let is_behind_phrase = before.next().is_some_and(|before| {
            matches!(before.item, Item::Phrase(_)) && before.range.end == word.range.start
        });
        let is_mark = matches!(word.item, Item::Mark(_));
        if is_behind_phrase && word.range.len() <= SHORT && !is_mark {
            return 2;
        }
        // 企业 of 企业法人, but not 法人单位数 of 法人单位数居首, nor 企业 of 58家企业签订协议.
        let is_whole = word.range.start == 0
            || self.text[word.range.clone()].ends_with('数')
            || is_one_character(phrase);
        let begins = is_thing(&word.item) && !is_whole;
        usize::from(begins || lexicon().is_ending(phrase))
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

/// Whether a piece is a word that may be a part of a longer one.
fn is_word(item: &Item<'_>) -> bool {
    let is_word = matches!(item, Item::Measure(_) | Item::Scope(..) | Item::Phrase(_));
    is_word || *item == Item::Mark(Mark::Nothing)
}

fn is_one_character(text: &str) -> bool {
    text.chars().nth(1).is_none()
}

/// Whether a word may begin a longer phrase: 企业 in 企业法人.
fn is_thing(item: &Item<'_>) -> bool {
    matches!(item, Item::Measure(measure) if measure.units.is_of_things())
}

/// A phrase without what says nothing at its ends.
fn cut(text: &str) -> &str {
    last(lexicon().trimmed(text))
}

/// A phrase without what says nothing in front of it.
fn begun(text: &str) -> &str {
    last(lexicon().begun(text))
}

fn last(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(LONGEST))..]
}
