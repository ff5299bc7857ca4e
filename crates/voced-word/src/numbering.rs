//! The lists of a document: which mark Word puts before a paragraph and does not write down.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::ListMark;
use crate::error::WordError;
use crate::package::{Archive, events, part, value};

const NUMBERING: &str = "word/numbering.xml";
/// The levels of a list.
const LEVELS: usize = 9;

/// A level of a list.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: Option<u32>,
}

/// The lists of a document, and how far each was counted.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// The levels of each form of lists.
    forms: HashMap<String, Vec<Level>>,
    /// The form of each list.
    lists: HashMap<String, String>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    /// The mark of the next paragraph of a list.
    pub(crate) fn next(&mut self, list: &str, level: usize) -> Option<ListMark> {
        let form = self.lists.get(list)?;
        let found = self.forms.get(form)?.get(level)?;
        let counted = self.counted.entry(list.to_owned()).or_default();
        let number = counted[level].map_or(found.start.unwrap_or(1), |last| last.saturating_add(1));
        counted[level] = Some(number);
        counted[level + 1..].fill(None);
        match &*found.format {
            "none" => None,
            "bullet" => Some(ListMark::Bullet),
            format if is_chinese(format) && found.text.contains(['（', '(']) => {
                Some(ListMark::Section(number))
            }
            format if is_chinese(format) => Some(ListMark::Part(number)),
            _ => Some(ListMark::Number(number)),
        }
    }
}

fn is_chinese(format: &str) -> bool {
    let formats = [
        "chineseCount",
        "taiwaneseCount",
        "japaneseCount",
        "ideograph",
        "chineseLegal",
    ];
    formats.iter().any(|name| format.starts_with(name))
}

/// What is open while the lists are read.
#[derive(Default)]
struct Open {
    form: String,
    list: String,
    levels: Vec<Level>,
}

pub(crate) fn numbering(archive: &mut Archive<'_>) -> Result<Numbering, WordError> {
    let mut found = Numbering::default();
    let Some(xml) = part(archive, NUMBERING)? else {
        return Ok(found);
    };
    let mut open = Open::default();
    events(&xml, |event| match event {
        Event::Start(start) | Event::Empty(start) => open.take(start, &mut found),
        Event::End(end) if end.local_name().as_ref() == "abstractNum" => {
            let levels = std::mem::take(&mut open.levels);
            found.forms.insert(open.form.clone(), levels);
        }
        _ => {}
    })?;
    Ok(found)
}

impl Open {
    fn take(&mut self, start: &BytesStart<'_>, found: &mut Numbering) {
        let said = || value(start, "val").unwrap_or_default();
        match start.local_name().as_ref() {
            "abstractNum" => self.form = value(start, "abstractNumId").unwrap_or_default(),
            "num" => self.list = value(start, "numId").unwrap_or_default(),
            "abstractNumId" => {
                found.lists.insert(self.list.clone(), said());
            }
            "lvl" if self.levels.len() < LEVELS => self.levels.push(Level::default()),
            "numFmt" => self.level(|level| level.format = said()),
            "lvlText" => self.level(|level| level.text = said()),
            "start" => self.level(|level| level.start = said().parse().ok()),
            _ => {}
        }
    }

    fn level(&mut self, change: impl FnOnce(&mut Level)) {
        if let Some(level) = self.levels.last_mut() {
            change(level);
        }
    }
}
