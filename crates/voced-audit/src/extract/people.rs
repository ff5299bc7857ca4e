//! Who a number is about: the region, or a school that the report or the bureau names.

use std::collections::HashMap;

use voced_domain::{Bureau, EntityCode, FigureTag};

use super::words::{is_school, is_whole_region, school_in_front};
use crate::claim::Entity;
use crate::document::{Block, Document};

/// The schools of a report by the names under which it mentions them.
pub(super) struct People<'a> {
    bureau: Option<&'a Bureau>,
    /// Each name with the one that stands for the school; longer names first.
    names: Vec<(String, String)>,
    /// Whom most marks are about.
    region: Option<EntityCode>,
}

impl<'a> People<'a> {
    pub(super) fn of(document: &Document, bureau: Option<&'a Bureau>) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        for school in bureau.iter().flat_map(|bureau| &bureau.schools) {
            names.push((school.name.clone(), school.name.clone()));
            names.push((school.short.clone(), school.name.clone()));
        }
        let found = document.blocks.iter().flat_map(mentioned);
        for name in found {
            if !names.iter().any(|(known, _)| *known == name) {
                names.push((name.clone(), name));
            }
        }
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Self {
            bureau,
            names,
            region: region(document),
        }
    }

    /// The school of this name, as it is called throughout.
    pub(super) fn school(&self, name: &str) -> Entity {
        let known = self.names.iter().find(|(known, _)| known == name);
        Entity::School(known.map_or(name, |(_, own)| own).to_owned())
    }

    /// Who a sentence speaks of from its beginning up to a number: whoever it names last.
    pub(super) fn named_in(&self, text: &str) -> Option<Entity> {
        let found = self.names.iter().filter_map(|(name, own)| {
            let at = text.rfind(name.as_str())?;
            Some((at + name.len(), own))
        });
        let school = found.max_by_key(|(end, _)| *end);
        let whole = is_whole_region(text);
        match (school, whole) {
            (Some((end, _)), Some(at)) if at >= end => Some(Entity::Region),
            (Some((_, own)), _) => Some(Entity::School(own.clone())),
            (None, Some(_)) => Some(Entity::Region),
            (None, None) => None,
        }
    }

    /// Whom a mark is about.
    pub(super) fn marked(&self, tag: &FigureTag) -> Entity {
        let code = &tag.key.entity;
        let school = self.bureau.and_then(|bureau| bureau.school(code));
        match school {
            Some(school) => Entity::School(school.name.clone()),
            None if self.bureau.is_some() || self.region.as_ref() == Some(code) => Entity::Region,
            None => Entity::School(code.to_string()),
        }
    }
}

/// Whom most marks of a document are about.
fn region(document: &Document) -> Option<EntityCode> {
    let mut counts: HashMap<&EntityCode, usize> = HashMap::new();
    for figure in &document.figures {
        *counts.entry(&figure.tag.key.entity).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(code, count)| (*count, (*code).clone()))?;
    Some(most.0.clone())
}

/// The schools that stand in front of paragraphs or of rows.
fn mentioned(block: &Block) -> Vec<String> {
    match block {
        Block::Heading(_) => Vec::new(),
        Block::Paragraph(line) => school_in_front(line.text.as_str()).into_iter().collect(),
        Block::Table(table) => {
            let heads = table.rows.iter().flat_map(|row| row.cells.iter().take(2));
            let names = heads
                .map(|cell| cell.as_str())
                .filter(|head| is_school(head));
            names.map(str::to_owned).collect()
        }
    }
}
