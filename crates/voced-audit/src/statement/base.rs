//! Whose the numbers of a report are where no sentence says it.

use std::collections::{BTreeMap, BTreeSet};

use super::cutter::items;
use super::lexicon::{Kind, Mark};
use super::phrase::Item;
use super::reader::is_heading;
use super::scope::{self, Scope, Word};
use crate::document::{Block, Document};

/// A level of schooling is the whole report's if so many percent of what it says of levels is of it.
const LEAST_SHARE: usize = 50;
/// A title stands among so many lines of the beginning.
const FIRST_LINES: usize = 3;
/// No title is longer, in characters, with who published it and when.
const LONGEST_TITLE: usize = 80;
/// A report on students of one school.
const OWN_SCHOOL: &str = "本校";

/// What the texts of a report say.
#[derive(Default)]
struct Said {
    levels: BTreeMap<(Kind, String), usize>,
    /// Levels of which something is counted: 中职毕业生, but not 其中高校5所.
    of_measures: BTreeSet<(Kind, String)>,
    /// Levels that a section is about.
    of_sections: BTreeSet<(Kind, String)>,
    /// The words of the title.
    of_title: Vec<Word>,
    /// 全国, 全市.
    totals: BTreeSet<String>,
    is_of_school: bool,
}

/// Whose the numbers of a report are.
pub(super) fn of(document: &Document) -> Scope {
    let lines = document.blocks.iter().filter_map(|block| match block {
        Block::Heading(line) | Block::Paragraph(line) => Some(line.text.as_str()),
        Block::Table(_) => None,
    });
    let mut said = Said::default();
    let mut has_title = false;
    for (at, text) in lines.enumerate() {
        let items = items(text);
        let may_be_title = at < FIRST_LINES && text.chars().count() <= LONGEST_TITLE;
        let is_title = !has_title && may_be_title && !text.contains('。');
        if is_title {
            said.title(&items);
            has_title = true;
        }
        said.text(&items, !is_title && is_heading(text));
    }
    let whose = said.place().into_iter();
    Scope::of(
        whose
            .chain(said.level().or_else(|| said.school()))
            .collect(),
    )
}

/// Whether a measure is the next word behind a level.
fn is_of_measure(behind: &[Item<'_>]) -> bool {
    let is_between = |item: &&Item<'_>| matches!(item, Item::Close | Item::Mark(Mark::Nothing));
    let next = behind.iter().find(|item| !is_between(item));
    matches!(next, Some(Item::Measure(_)))
}

/// Whether a word of a title is the name of a school.
fn is_school(word: &Word) -> bool {
    let is_college = word.kind == Kind::Part("class") && word.text.ends_with("学院");
    is_college || word.kind == Kind::School
}

impl Said {
    fn title(&mut self, items: &[Item<'_>]) {
        self.of_title = scope::words(items);
        self.is_of_school = self.of_title.iter().any(is_school);
    }

    fn text(&mut self, items: &[Item<'_>], is_heading: bool) {
        // 中专和技校（合称中等职业学校）: those have another name.
        let alias = items
            .iter()
            .rposition(|item| *item == Item::Mark(Mark::Alias));
        let items = &items[alias.unwrap_or(0)..];
        let mut begins = true;
        for (at, item) in items.iter().enumerate() {
            match item {
                Item::Scope(kind @ (Kind::Level | Kind::Degree), word) => {
                    let word = (*kind, (*word).to_owned());
                    if is_of_measure(&items[at + 1..]) {
                        self.of_measures.insert(word.clone());
                    }
                    if is_heading {
                        self.of_sections.insert(word.clone());
                    }
                    *self.levels.entry(word).or_default() += 1;
                }
                Item::Scope(Kind::Total, word) => {
                    self.totals.insert((*word).to_owned());
                }
                Item::Scope(Kind::School, _) => self.is_of_school = true,
                // 学校招收新生1214人, but not 全市学校.
                Item::Measure(measure) => {
                    let is_own = measure.name == "学院数" || begins && measure.name == "学校数";
                    self.is_of_school |= is_own;
                }
                _ => {}
            }
            begins = matches!(item, Item::Stop(_));
        }
    }

    /// The place that the report is on: that of its title, or the only one all of which it speaks of.
    fn place(&self) -> Option<Word> {
        let of_title = self.of_title.iter().find(|word| word.kind == Kind::Place);
        let only = || match self.totals.first() {
            Some(text) if self.totals.len() == 1 => Some(Word {
                kind: Kind::Total,
                text: text.clone(),
            }),
            _ => None,
        };
        of_title.cloned().or_else(only)
    }

    /// The level that the report is on: that of its title, or the one that it speaks of most.
    fn level(&self) -> Option<Word> {
        let is_level = |kind: Kind| kind == Kind::Level;
        let of_title = self.of_title.iter().find(|word| is_level(word.kind));
        if let Some(word) = of_title {
            return Some(word.clone());
        }
        let names_levels = self.levels.keys().any(|(kind, _)| is_level(*kind));
        // The students of a school are told by their degrees.
        if !names_levels && self.is_of_own_school() {
            return None;
        }
        let levels = || {
            let levels = self.levels.iter();
            levels.filter(|((kind, _), _)| is_level(*kind) == names_levels)
        };
        let all: usize = levels().map(|(_, count)| count).sum();
        let is_told = |word: &(Kind, String)| {
            self.of_measures.contains(word) && !self.of_sections.contains(word)
        };
        let most = levels().filter(|(word, _)| is_told(word));
        let ((kind, text), count) = most.max_by_key(|(_, count)| **count)?;
        (count * 100 > all * LEAST_SHARE).then(|| Word {
            kind: *kind,
            text: text.clone(),
        })
    }

    fn school(&self) -> Option<Word> {
        let named = self.of_title.iter().find(|word| is_school(word));
        self.is_of_own_school().then(|| Word {
            kind: Kind::School,
            text: named.map_or(OWN_SCHOOL, |word| &word.text).to_owned(),
        })
    }

    fn is_of_own_school(&self) -> bool {
        self.is_of_school && self.place().is_none()
    }
}
