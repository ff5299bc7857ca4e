//! What is proposed for a bureau's catalogue, and how that differs from what it has.

use std::fmt;

use super::toml_text::Entry;

/// Entries for a bureau's catalogue, and what is to be said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    pub(super) entries: Vec<Entry>,
    /// What is new, known already, otherwise than before or not asked for any more, in the order of the form.
    pub changes: Vec<ProposedChange>,
}

/// One thing that is said of a form against the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedChange {
    /// `新增`, `已有`, `名称改了`, `单位改了`, `说明改了`, `不再有`, `待核`.
    pub word: &'static str,
    /// Where in the form; empty for what is no longer in it.
    pub place: String,
    /// What it is about.
    pub what: String,
}

impl fmt::Display for ProposedChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { word, place, what } = self;
        write!(
            f,
            "{word}　{place}{}{what}",
            if place.is_empty() { "" } else { "　" }
        )
    }
}

/// How many entries are proposed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Groups, which are sheets of the workbook.
    pub groups: usize,
    /// Items.
    pub items: usize,
    /// Indicators.
    pub indicators: usize,
    /// Relations.
    pub relations: usize,
    /// What ends.
    pub retired: usize,
    /// Places that a person must look at.
    pub doubts: usize,
}

impl Proposal {
    pub(super) fn say(&mut self, word: &'static str, place: &str, what: impl Into<String>) {
        self.changes.push(ProposedChange {
            word,
            place: place.to_owned(),
            what: what.into(),
        });
    }

    /// What has to be added to a bureau's definitions, as TOML; empty where nothing is new. What the
    /// definitions hold already in the same words, a remark of a run before, is not said again.
    pub fn to_toml(&self, own_text: &str) -> String {
        let own_text = own_text.replace("\r\n", "\n");
        let entries = self.new_entries(&own_text);
        entries
            .map(|entry| format!("\n{}", entry.to_toml()))
            .collect()
    }

    /// How many of each kind are new beside a bureau's definitions.
    pub fn tally(&self, own_text: &str) -> Tally {
        let own_text = own_text.replace("\r\n", "\n");
        let mut tally = Tally::default();
        for entry in self.new_entries(&own_text) {
            tally.doubts += entry.n_doubts();
            let counted = match entry.table {
                _ if entry.is_comment => continue,
                "group" => &mut tally.groups,
                "item" => &mut tally.items,
                "indicator" => &mut tally.indicators,
                "relation" => &mut tally.relations,
                "retired" => &mut tally.retired,
                _ => continue,
            };
            *counted += 1;
        }
        tally
    }

    fn new_entries<'a>(&'a self, own_text: &'a str) -> impl Iterator<Item = &'a Entry> {
        let entries = self.entries.iter();
        let is_there = |entry: &Entry| {
            let text = entry.to_toml();
            entry.is_comment
                && own_text
                    .lines()
                    .any(|line| Some(line) == text.lines().next())
        };
        entries.filter(move |entry| !is_there(entry))
    }
}
