//! Who a number is about: the region, or a school that the report or the bureau names.

use std::collections::BTreeSet;

use std::collections::HashMap;

use voced_domain::{Bureau, EntityCode, FigureTag};

use super::words::{is_school, is_whole_region, school_end, school_in_front};
use crate::claim::Entity;
use crate::document::{Block, Document};

/// The schools of a report by the names under which it mentions them.
pub(super) struct Entities<'a> {
    bureau: Option<&'a Bureau>,
    /// Each name with the one that stands for the school; longer names first.
    names: Vec<(String, String)>,
    /// Whom most marks are about.
    region: Option<EntityCode>,
}

impl<'a> Entities<'a> {
    pub(super) fn of(document: &Document, bureau: Option<&'a Bureau>) -> Self {
        let mut names: Vec<(String, String)> = Vec::new();
        for school in bureau.iter().flat_map(|bureau| bureau.schools()) {
            names.push((school.name.clone(), school.name.clone()));
            names.push((school.short.clone(), school.name.clone()));
        }
        let found = document.blocks.iter().flat_map(mentioned);
        let known = names.iter().map(|(name, _)| name.clone());
        let mut known: BTreeSet<String> = known.collect();
        for name in found {
            if known.insert(name.clone()) {
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

/// The names of schools that begin a clause: 县理工学校1344人, 砚湖市商贸学校单独统计.
fn names_in(text: &str) -> Vec<String> {
    let clauses = text.split(['，', '。', '；', '、', '：', '（', '）', '“', '”']);
    clauses.filter_map(name_in_front).collect()
}

fn name_in_front(clause: &str) -> Option<String> {
    let clause = clause.trim_start_matches("其中").trim_start_matches('和');
    let end = school_end(clause)?;
    let name = &clause[..end];
    // Only what says where it is can be told from the text around it.
    let is_own = !name.contains(KINDS) && name.contains(PLACES) && is_school(name);
    is_own.then(|| name.to_owned())
}

/// What the name of a school says of its place.
const PLACES: &[char] = &['省', '市', '县', '区', '州', '旗', '镇'];

/// What speaks of schools of a kind, or of several.
const KINDS: &[char] = &[
    '各', '全', '所', '名', '家', '从', '每', '本', '该', '在', '与', '对', '些', '的', '是',
];

/// The schools that stand in front of paragraphs or of rows.
fn mentioned(block: &Block) -> Vec<String> {
    match block {
        Block::Heading(_) => Vec::new(),
        Block::Paragraph(line) => {
            let text = line.text.as_str();
            let front = school_in_front(text).into_iter();
            front.chain(names_in(text)).collect()
        }
        Block::Table(table) => {
            let heads = table.rows.iter().flat_map(|row| row.cells.iter().take(2));
            let names = heads
                .map(|cell| cell.as_str())
                .filter(|head| is_school(head));
            names.map(str::to_owned).collect()
        }
    }
}
