//! Whose the numbers of a report are where no sentence says it.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Kind;
use super::phrase::{Item, Stop, items};
use super::reader::is_heading;
use super::scope::{Scope, Word};
use crate::document::{Block, Document};

/// A level of schooling is the whole report's if so many percent of what it says of levels is of it.
const LEAST_SHARE: usize = 50;
/// A report on students of one school.
const OWN_SCHOOL: &str = "本校";

/// What the texts of a report say.
#[derive(Default)]
struct Said {
    levels: BTreeMap<(Kind, String), usize>,
    /// Those in the title.
    of_title: Vec<Word>,
    /// Those that a section is about.
    of_sections: BTreeSet<(Kind, String)>,
    is_of_place: bool,
    is_of_school: bool,
}

/// Whose the numbers of a report are.
pub(super) fn of(document: &Document) -> Scope {
    let mut said = Said::default();
    let mut said_any = false;
    for block in &document.blocks {
        if let Block::Heading(line) | Block::Paragraph(line) = block {
            said.text(line.text.as_str(), said_any);
            said_any = true;
        }
    }
    Scope::of(said.level().or_else(|| said.school()).into_iter().collect())
}

impl Said {
    fn text(&mut self, text: &str, is_within: bool) {
        let items = items(text);
        let is_heading = is_within && is_heading(text);
        let mut begins = true;
        for item in &items {
            match item {
                Item::Scope(kind @ (Kind::Level | Kind::Degree), word) => {
                    let word = (*kind, (*word).to_owned());
                    if is_heading {
                        self.of_sections.insert(word.clone());
                    }
                    if !is_within {
                        self.of_title.push(Word {
                            kind: *kind,
                            text: word.1.clone(),
                        });
                    }
                    *self.levels.entry(word).or_default() += 1;
                }
                Item::Scope(Kind::Total, _) => self.is_of_place = true,
                Item::Scope(Kind::Place, _) if !is_within => self.is_of_place = true,
                Item::Scope(Kind::School, _) => self.is_of_school = true,
                Item::Measure(measure) => {
                    let is_own = measure.name == "学院数" || begins && measure.name == "学校数";
                    self.is_of_school |= is_own;
                }
                _ => {}
            }
            begins = matches!(item, Item::Stop(Stop::Sentence));
        }
    }

    /// The level that the report is on: that of its title, or the one that it speaks of most.
    fn level(&self) -> Option<Word> {
        if let [word] = self.of_title.as_slice() {
            return Some(word.clone());
        }
        let is_level = |kind: Kind| kind == Kind::Level;
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
        let most = levels().filter(|(word, _)| !self.of_sections.contains(*word));
        let ((kind, text), count) = most.max_by_key(|(_, count)| **count)?;
        (count * 100 >= all * LEAST_SHARE).then(|| Word {
            kind: *kind,
            text: text.clone(),
        })
    }

    fn school(&self) -> Option<Word> {
        self.is_of_own_school().then(|| Word {
            kind: Kind::School,
            text: OWN_SCHOOL.to_owned(),
        })
    }

    fn is_of_own_school(&self) -> bool {
        self.is_of_school && !self.is_of_place
    }
}
