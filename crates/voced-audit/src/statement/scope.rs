//! Whose a number is: what was said of it, and for how long it is held.
//!
//! A level of schooling is held until another one is named, also over the sentences of a paragraph; what a part
//! is told by, 女 or 第一产业, only as long as nothing else is. What stands before the first number of a sentence
//! is held over its semicolons, what comes behind 其中 is not.

use super::lexicon::{Kind, Mark};
use super::phrase::Item;

/// The kind of what a part is told by where no list has its word.
pub(super) const PHRASE: &str = "phrase";

/// The kind of a place that is a part of another one.
const PLACE: &str = "place";

/// A word of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) kind: Kind,
    pub(super) text: String,
}

impl Word {
    /// Takes a place for a part of another one.
    pub(super) fn make_part(&mut self) {
        if self.kind == Kind::Place {
            self.kind = Kind::Part(PLACE);
        }
    }
}

/// Whose something is: of each kind of word one, in the order in which they were said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    words: Vec<Word>,
}

impl Kind {
    /// Whether it holds beyond what is said of a part.
    fn is_held(self) -> bool {
        !matches!(self, Kind::Part(_))
    }

    /// Where it stands among the words of a scope.
    fn breadth(self) -> u8 {
        match self {
            Kind::Total | Kind::Place => 0,
            Kind::School => 1,
            Kind::Level => 2,
            Kind::Degree => 3,
            Kind::Stage => 4,
            Kind::Part(_) => 5,
        }
    }
}

impl Scope {
    /// A scope of these words.
    pub(super) fn of(words: Vec<Word>) -> Self {
        Self { words }
    }

    /// Its words, the wider before the narrower.
    pub(super) fn texts(&self) -> Vec<String> {
        let mut words: Vec<&Word> = self.words.iter().collect();
        words.sort_by_key(|word| word.kind.breadth());
        words.into_iter().map(|word| word.text.clone()).collect()
    }

    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// Only what holds beyond a part.
    pub(super) fn held(&self) -> Self {
        let words = self.words.iter().filter(|word| word.kind.is_held());
        Self::of(words.cloned().collect())
    }

    /// Forgets by what phrase a part was told.
    pub(super) fn forget_phrase(&mut self) {
        self.words.retain(|word| word.kind != Kind::Part(PHRASE));
    }

    /// Says more of it. What was said of another part no longer holds, unless this is a part of that one.
    pub(super) fn say(&mut self, new: &[Word], is_nested: bool) {
        if new.is_empty() {
            return;
        }
        let names_level = new.iter().any(|word| word.kind == Kind::Level);
        let names_part = new.iter().any(|word| !word.kind.is_held());
        if !is_nested && (names_level || names_part) {
            let holds = |kind: Kind| kind.is_held() && !(names_level && kind == Kind::Degree);
            self.words.retain(|word| holds(word.kind));
        }
        if new.iter().any(|word| word.kind == Kind::Part(PLACE)) && !is_nested {
            self.words.retain(|word| word.kind != Kind::Place);
        }
        for word in new {
            self.words.retain(|old| old.kind != word.kind);
            if word.kind != Kind::Total || !self.is_all_of_place(&word.text) {
                self.words.push(word.clone());
            }
        }
    }

    /// Whether all of the place that was named is meant, 全县 of a county; all of another one takes its place.
    fn is_all_of_place(&mut self, total: &str) -> bool {
        let is_place = |word: &Word| word.kind == Kind::Place;
        let is_same = |word: &Word| {
            is_place(word) && word.text.chars().next_back() == total.chars().next_back()
        };
        let is_all = self.words.iter().any(is_same);
        if !is_all {
            self.words.retain(|word| !is_place(word));
        }
        is_all
    }
}

/// The words for a scope among the pieces of a clause; those of one kind that and joins are one.
pub(super) fn words(items: &[Item<'_>]) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut joint = Some("");
    for item in items {
        match item {
            Item::Mark(Mark::And) => joint = Some("、"),
            Item::Mark(Mark::Nothing) => joint = joint.filter(|joint| !joint.is_empty()),
            Item::Scope(kind, text) => {
                add(&mut found, *kind, text, joint);
                joint = Some("");
            }
            _ => joint = None,
        }
    }
    found
}

/// Adds a word that and, or nothing at all, joins to the one before it: 义务教育中小学.
fn add(found: &mut Vec<Word>, kind: Kind, text: &str, joint: Option<&str>) {
    let last = found.last_mut().filter(|last| last.kind == kind);
    match (last, joint) {
        (Some(last), Some(joint)) => {
            last.text.push_str(joint);
            last.text.push_str(text);
        }
        _ => {
            // 高中阶段的普通高中: the later is the narrower.
            found.retain(|word| word.kind != kind);
            found.push(Word {
                kind,
                text: text.to_owned(),
            });
        }
    }
}

/// The members of a list in a clause: 第一产业、第二产业、第三产业.
pub(super) fn alternatives(items: &[Item<'_>]) -> Vec<Word> {
    let words = || {
        items.iter().filter_map(|item| match item {
            Item::Scope(kind, text) => Some((*kind, *text)),
            _ => None,
        })
    };
    let members = |kind: Kind| {
        let of_kind = words().filter(move |(other, _)| *other == kind);
        let members = of_kind.flat_map(|(kind, text)| text.split('、').map(move |one| (kind, one)));
        members.map(|(kind, text)| Word {
            kind,
            text: text.to_owned(),
        })
    };
    let is_joined = |text: &str| text.contains('、') || items.contains(&Item::Mark(Mark::And));
    let list = words().find(|(kind, text)| is_joined(text) && members(*kind).count() > 1);
    list.map_or_else(Vec::new, |(kind, _)| members(kind).collect())
}
