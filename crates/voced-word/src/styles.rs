//! The styles of a document: what paragraphs of a style are, and how they look.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use crate::document::Role;
use crate::error::WordError;
use crate::package::{Archive, events, part, value};

const STYLES: &str = "word/styles.xml";
/// A style is based on another, that on a third; no chain is longer.
const DEEPEST: usize = 20;

/// What a style says; what it leaves open the one says that it is based on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Style {
    based_on: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) is_centred: Option<bool>,
    pub(crate) is_bold: Option<bool>,
    pub(crate) is_hidden: Option<bool>,
    pub(crate) size: Option<usize>,
    /// The list and its level.
    pub(crate) list: Option<String>,
    pub(crate) level: Option<usize>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: HashMap<String, Style>,
    /// That of a paragraph that names none.
    default: String,
    /// The size of text of which no style says one.
    size: Option<usize>,
}

impl Styles {
    /// What a style says, with what it leaves open.
    pub(crate) fn style(&self, id: Option<&str>) -> Style {
        let first = id.unwrap_or(&self.default);
        let mut found = Style::default();
        let mut next = self.by_id.get(first).cloned();
        if next.is_none() {
            // Without a list of styles their ids are all that is known.
            found.role = role(first);
        }
        for _ in 0..DEEPEST {
            let Some(style) = next.take() else { break };
            next = style
                .based_on
                .as_ref()
                .and_then(|id| self.by_id.get(id))
                .cloned();
            found.complete(style);
        }
        found.size = found.size.or(self.size);
        found
    }
}

impl Style {
    fn complete(&mut self, other: Style) {
        self.role = self.role.or(other.role);
        self.is_centred = self.is_centred.or(other.is_centred);
        self.is_bold = self.is_bold.or(other.is_bold);
        self.is_hidden = self.is_hidden.or(other.is_hidden);
        self.size = self.size.or(other.size);
        self.list = self.list.take().or(other.list);
        self.level = self.level.or(other.level);
    }

    /// Takes what an element says of a style.
    fn take(&mut self, start: &BytesStart<'_>) {
        let said = || value(start, "val");
        match start.local_name().as_ref() {
            "name" => self.role = said().and_then(|name| role(&name)),
            "basedOn" => self.based_on = said(),
            "jc" => self.is_centred = Some(said().as_deref() == Some("center")),
            "b" => self.is_bold = Some(is_on(start)),
            "vanish" => self.is_hidden = Some(is_on(start)),
            "sz" => self.size = said().and_then(|size| size.parse().ok()),
            "numId" => self.list = said(),
            "ilvl" => self.level = said().and_then(|level| level.parse().ok()),
            "outlineLvl" => self.role = self.role.or_else(|| outline_role(start)),
            _ => {}
        }
    }
}

/// Whether a property is switched on, as it is where it only stands there.
pub(crate) fn is_on(start: &BytesStart<'_>) -> bool {
    !value(start, "val").is_some_and(|said| matches!(&*said, "0" | "false" | "off" | "none"))
}

/// What the level in the outline makes of a paragraph; the tenth is that of the text.
pub(crate) fn outline_role(start: &BytesStart<'_>) -> Option<Role> {
    let level: usize = value(start, "val")?.parse().ok()?;
    (level < 9).then_some(Role::Heading(level + 1))
}

/// What the name of a style says that its paragraphs are; names are English in every edition of Word.
fn role(name: &str) -> Option<Role> {
    let name: String = name.to_lowercase().split_whitespace().collect();
    let level = |rest: &str| rest.parse().ok().filter(|level| (1..=9).contains(level));
    if name.starts_with("toc") || name.starts_with("目录") || name.starts_with("contents") {
        return Some(Role::Contents);
    }
    match &*name {
        "title" | "标题" => Some(Role::Title),
        "caption" | "题注" | "imagecaption" | "tablecaption" | "figure" => Some(Role::Caption),
        _ => {
            let rest = name.strip_prefix("heading").or(name.strip_prefix("标题"))?;
            level(rest).map(Role::Heading)
        }
    }
}

pub(crate) fn styles(archive: &mut Archive<'_>) -> Result<Styles, WordError> {
    let mut styles = Styles::default();
    let Some(xml) = part(archive, STYLES)? else {
        return Ok(styles);
    };
    let mut open: Option<(String, Style)> = None;
    events(&xml, |event| match event {
        Event::Start(start) | Event::Empty(start) => {
            if start.local_name().as_ref() == "style" {
                let id = value(start, "styleId").unwrap_or_default();
                let is_default = value(start, "default").is_some_and(|said| said != "0");
                if is_default && value(start, "type").as_deref() == Some("paragraph") {
                    styles.default.clone_from(&id);
                }
                open = Some((id, Style::default()));
            } else if let Some((_, style)) = &mut open {
                style.take(start);
            } else if start.local_name().as_ref() == "sz" {
                styles.size = value(start, "val").and_then(|size| size.parse().ok());
            }
        }
        Event::End(end) if end.local_name().as_ref() == "style" => {
            styles.by_id.extend(open.take());
        }
        _ => {}
    })?;
    Ok(styles)
}
