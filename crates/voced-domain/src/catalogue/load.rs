//! Reading sources into one checked catalogue.

use serde::Deserialize;
use toml::Spanned;

use super::entries::{Catalogue, CatalogueError, Entry, Fault, Place};
use super::indicator::Indicator;
use super::item::{DataItem, Group};
use super::lint;
use super::relation::Relation;
use super::retired::{Retired, retire};
use super::threshold::Threshold;
use crate::toml_words;

/// A file of catalogue entries, already read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name shown in messages, `catalogue.toml`.
    pub name: &'a str,
    /// The TOML text.
    pub text: &'a str,
}

static NATIONAL: [Source<'static>; 5] = [
    Source {
        name: "items.toml",
        text: include_str!("../../catalogue/items.toml"),
    },
    Source {
        name: "city-items.toml",
        text: include_str!("../../catalogue/city-items.toml"),
    },
    Source {
        name: "indicators.toml",
        text: include_str!("../../catalogue/indicators.toml"),
    },
    Source {
        name: "relations.toml",
        text: include_str!("../../catalogue/relations.toml"),
    },
    Source {
        name: "thresholds.toml",
        text: include_str!("../../catalogue/thresholds.toml"),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    #[serde(default)]
    group: Vec<Spanned<Group>>,
    #[serde(default)]
    item: Vec<Spanned<DataItem>>,
    #[serde(default)]
    indicator: Vec<Spanned<Indicator>>,
    #[serde(default)]
    relation: Vec<Spanned<Relation>>,
    #[serde(default)]
    threshold: Vec<Spanned<Threshold>>,
    #[serde(default)]
    retired: Vec<Spanned<Retired>>,
}

impl Catalogue {
    /// The national definitions alone.
    ///
    /// # Errors
    /// Never for a released crate, whose tests load it.
    pub fn national() -> Result<Self, CatalogueError> {
        let mut catalogue = Self::default();
        let mut faults = Vec::new();
        for source in NATIONAL {
            catalogue.add(source, false, &mut faults);
        }
        catalogue.checked(faults)
    }

    /// The embedded sources, for a hash of what a run was computed from.
    pub fn national_sources() -> &'static [Source<'static>] {
        &NATIONAL
    }

    /// The national definitions and a bureau's own.
    ///
    /// # Errors
    /// All faults of the bureau's source at once: unknown or unused codes, definitions that
    /// overlap, units that do not fit, missing descriptions or reasons.
    pub fn with_bureau(source: Source<'_>) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::national()?;
        let mut faults = Vec::new();
        catalogue.add(source, true, &mut faults);
        catalogue.mark_own();
        catalogue.checked(faults)
    }

    /// Sources with other texts in place of the embedded ones, to test the lint.
    #[cfg(test)]
    pub(super) fn from_national(sources: &[Source<'_>]) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::default();
        let mut faults = Vec::new();
        for source in sources {
            catalogue.add(*source, false, &mut faults);
        }
        catalogue.checked(faults)
    }

    fn checked(self, mut faults: Vec<Fault>) -> Result<Self, CatalogueError> {
        // An unreadable source would only make every code it defines look unknown.
        if faults.is_empty() {
            faults = lint::faults(&self);
        }
        if faults.is_empty() {
            Ok(self)
        } else {
            Err(CatalogueError { faults })
        }
    }

    fn add(&mut self, source: Source<'_>, of_bureau: bool, faults: &mut Vec<Fault>) {
        let file: SourceFile = match toml::from_str(source.text) {
            Ok(file) => file,
            Err(error) => {
                faults.push(Fault {
                    file: source.name.into(),
                    line: line_of(source.text, error.span().map_or(0, |span| span.start)),
                    message: format!("读不懂这一条：{}", toml_words::in_chinese(error.message())),
                });
                return;
            }
        };
        let place = |start: usize| Place {
            of_bureau,
            file: source.name.into(),
            line: line_of(source.text, start),
        };
        extend(&mut self.groups, file.group, &place);
        extend(&mut self.items, file.item, &place);
        extend(&mut self.indicators, file.indicator, &place);
        extend(&mut self.relations, file.relation, &place);
        extend(&mut self.thresholds, file.threshold, &place);
        let mut retired = Vec::new();
        extend(&mut retired, file.retired, &place);
        retire(self, &retired, faults);
    }
}

fn extend<T>(entries: &mut Vec<Entry<T>>, read: Vec<Spanned<T>>, place: &impl Fn(usize) -> Place) {
    entries.extend(read.into_iter().map(|spanned| Entry {
        place: place(spanned.span().start),
        value: spanned.into_inner(),
    }));
}

fn line_of(text: &str, offset: usize) -> usize {
    let before = text.as_bytes().iter().take(offset);
    before.filter(|byte| **byte == b'\n').count() + 1
}
