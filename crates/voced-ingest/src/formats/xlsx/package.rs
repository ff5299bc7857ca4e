//! The parts of a package, found by what refers to them (ECMA-376 part 2), ignoring case and the
//! direction of slashes.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;
use voced_text::part_name;

use crate::markup;
use crate::preflight::{Archive, MOST_INFLATED};
use crate::refusal::Refusal;

/// What the references of the package as a whole are asked for by.
const WHOLE_PACKAGE: &str = "";

/// The parts of a workbook.
pub(super) struct Package<'b> {
    archive: Archive<'b>,
    by_name: HashMap<String, usize>,
    /// How many more bytes may be inflated: sheets that are one and the same part count each time.
    budget_left: u64,
    /// The part that is being read: one buffer for all of them, so that none is allocated anew.
    buffer: Vec<u8>,
}

/// A reference from one part to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type, in lower case: `worksheet`.
    pub(super) kind: String,
    /// The part it leads to, in lower case.
    pub(super) target: String,
}

impl<'b> Package<'b> {
    pub(super) fn new(archive: Archive<'b>) -> Self {
        let names = archive.file_names().enumerate();
        let names = names.filter_map(|(idx, name)| Some((normal(&name.ok()?), idx)));
        // If two names differ only in case, the first one counts.
        let mut by_name = HashMap::new();
        for (name, idx) in names {
            by_name.entry(name).or_insert(idx);
        }
        Self {
            archive,
            by_name,
            budget_left: MOST_INFLATED,
            buffer: Vec::new(),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The bytes of a part in UTF-8, valid until the next is read; `None` where there is no such part or
    /// it cannot be unpacked. `name` is in lower case, its slashes forward.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<&[u8]>, Refusal> {
        let Some(idx) = self.by_name.get(name) else {
            return Ok(None);
        };
        let Ok(mut entry) = self.archive.by_index(*idx) else {
            return Ok(None);
        };
        self.buffer.clear();
        let mut entry = entry.by_ref().take(self.budget_left + 1);
        let read = entry.read_to_end(&mut self.buffer);
        let Some(left) = self.budget_left.checked_sub(self.buffer.len() as u64) else {
            // All parts together were bounded before: only one that is read again can go beyond that.
            return Err(Refusal::too_large("几个部分共用一份数据".into()));
        };
        self.budget_left = left;
        markup::decode(&mut self.buffer);
        Ok(read.is_ok().then_some(&self.buffer))
    }

    /// The part of the workbook itself: the one that the package names, or else the usual one.
    pub(super) fn main_part(&mut self) -> Result<Option<String>, Refusal> {
        let mut relations = self.relations(WHOLE_PACKAGE)?.into_iter();
        let document = relations.find(|found| found.kind == "officedocument");
        let names = document.map(|found| found.target);
        let mut names = names.into_iter().chain(["xl/workbook.xml".into()]);
        Ok(names.find(|name| self.has(name)))
    }

    /// What a part refers to, as far as it can be read.
    pub(super) fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Refusal> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(xml) = self.part(name.trim_start_matches('/'))? else {
            return Ok(Vec::new());
        };
        let mut relations = relations(xml);
        for relation in &mut relations {
            relation.target = self.resolved(folder, &relation.target);
        }
        Ok(relations)
    }

    /// A target as the name of a part: from the folder of the part that refers to it, or from the
    /// top, as programs mistake one for the other.
    fn resolved(&self, folder: &str, target: &str) -> String {
        let from_top = normal(target);
        let from_folder = normal(&format!("{folder}/{target}"));
        let starts_at_top = target.starts_with(['/', '\\']);
        let candidates = if starts_at_top {
            [&from_top, &from_folder]
        } else {
            [&from_folder, &from_top]
        };
        let there = candidates.into_iter().find(|name| self.has(name));
        there.unwrap_or(candidates[0]).clone()
    }
}

/// The references in a part, their targets as they are written.
fn relations(xml: &[u8]) -> Vec<Relation> {
    let mut relations = Vec::new();
    let mut reader = markup::reader(xml);
    loop {
        let element = match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => element,
            Ok(Event::Eof) | Err(_) => return relations,
            Ok(_) => continue,
        };
        let value = |name| markup::attribute(&element, name).map(|value| value.into_owned());
        if let (Some(id), Some(kind), Some(target)) = (value("Id"), value("Type"), value("Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default();
            relations.push(Relation {
                id,
                kind: kind.to_ascii_lowercase(),
                target,
            });
        }
    }
}

/// A name in lower case with plain slashes and without detours.
fn normal(name: &str) -> String {
    part_name("", name).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_however_they_are_written() {
        for name in [
            "xl/worksheets/sheet1.xml",
            "/XL/Worksheets/Sheet1.XML",
            "xl\\worksheets\\sheet1.xml",
            "xl/./_rels/../worksheets//sheet1.xml",
        ] {
            assert_eq!(normal(name), "xl/worksheets/sheet1.xml", "{name}");
        }
        assert_eq!(normal("../../a"), "a");
        assert_eq!(normal("xl/%E8%A1%A8%201.xml"), "xl/表 1.xml");
        assert_eq!(normal("100%.xml"), "100%.xml");
    }
}
