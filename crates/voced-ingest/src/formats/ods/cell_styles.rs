//! The looks of cells and of letters, by the names of their styles.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::codes::Codes;
use crate::cell_style::CellStyle;
use crate::markup::{self, attribute};
use crate::number_format::NumberFormat;
use crate::written::Raised;

/// All styles of a workbook.
#[derive(Default)]
pub(super) struct CellStyles {
    codes: Codes,
    cells: HashMap<String, Style>,
    letters: HashMap<String, Style>,
    /// Styles that were asked for.
    known: RefCell<HashMap<String, CellStyle>>,
}

/// What a style says itself.
#[derive(Default)]
struct Style {
    parent: Option<String>,
    code: Option<String>,
    struck: Option<bool>,
    raised: Option<Raised>,
}

/// The style that every other comes from; it need not be written down.
const DEFAULT: &str = "Default";
/// A style inherits from another no further.
const MOST_PARENTS: usize = 16;

impl CellStyles {
    /// Reads the styles of parts.
    pub(super) fn new(parts: [&[u8]; 2]) -> Result<Self, quick_xml::Error> {
        let mut cell_styles = Self::default();
        parts
            .into_iter()
            .try_for_each(|part| cell_styles.read(part))?;
        Ok(cell_styles)
    }

    fn read(&mut self, xml: &[u8]) -> Result<(), quick_xml::Error> {
        let mut reader = markup::reader(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut style: Option<(bool, String, Style)> = None;
        loop {
            match reader.read_event()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    // The cells stand behind the styles.
                    "body" => return Ok(()),
                    name if Codes::is_one(name) => self.codes.read(&element, &mut reader)?,
                    "style" => style = begun(&element),
                    "text-properties" => {
                        if let Some((_, _, style)) = &mut style {
                            style.properties(&element);
                        }
                    }
                    _ => {}
                },
                Event::End(element) if element.local_name().as_ref() == "style" => {
                    match style.take() {
                        Some((true, name, style)) => self.cells.insert(name, style),
                        Some((false, name, style)) => self.letters.insert(name, style),
                        None => None,
                    };
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// How cells of a style look.
    pub(super) fn of_cell(&self, name: &str) -> CellStyle {
        if let Some(cell_style) = self.known.borrow().get(name) {
            return cell_style.clone();
        }
        let styles = || {
            let first = self.cells.get(name);
            let parent = |style: &&Style| self.cells.get(style.parent.as_deref()?);
            std::iter::successors(first, parent).take(MOST_PARENTS)
        };
        let named = styles().find_map(|style| style.code.as_deref());
        let code = named.and_then(|name| self.codes.code(name));
        let is_there = |name: &str| name == DEFAULT || self.cells.contains_key(name);
        let parents = || styles().filter_map(|style| style.parent.as_deref());
        let is_unknown = !is_there(name)
            || named.is_some() && code.is_none()
            || named.is_none() && !parents().all(is_there);
        let format = code.map(|code| NumberFormat::new(&code));
        let cell_style = CellStyle {
            format: format.filter(|format| !format.is_plain()).map(Arc::new),
            is_struck: styles().find_map(|style| style.struck).unwrap_or(false),
            is_unknown,
        };
        self.known
            .borrow_mut()
            .insert(name.into(), cell_style.clone());
        cell_style
    }

    /// Whether letters of a style are struck out, and whether they are raised, as far as it says.
    pub(super) fn of_letters(&self, name: &str) -> (Option<bool>, Option<Raised>) {
        let styles = || {
            let first = self.letters.get(name);
            let parent = |style: &&Style| self.letters.get(style.parent.as_deref()?);
            std::iter::successors(first, parent).take(MOST_PARENTS)
        };
        let struck = styles().find_map(|style| style.struck);
        (struck, styles().find_map(|style| style.raised))
    }
}

/// A style of cells, or of letters, that begins.
fn begun(element: &BytesStart<'_>) -> Option<(bool, String, Style)> {
    let of_cells = match attribute(element, "family").as_deref() {
        Some("table-cell") => true,
        Some("text" | "paragraph") => false,
        _ => return None,
    };
    let value = |name| attribute(element, name).map(|value| value.into_owned());
    let style = Style {
        parent: value("style:parent-style-name"),
        code: value("style:data-style-name"),
        ..Style::default()
    };
    Some((of_cells, value("style:name")?, style))
}

impl Style {
    fn properties(&mut self, element: &BytesStart<'_>) {
        let lines = [
            "style:text-line-through-type",
            "style:text-line-through-style",
        ];
        let line = lines.iter().find_map(|name| attribute(element, name));
        self.struck = line.map(|line| line != "none").or(self.struck);
        if let Some(position) = attribute(element, "style:text-position") {
            let place = position.split(' ').next().unwrap_or_default();
            let raised = match place.trim_end_matches('%').parse::<f64>() {
                Ok(percent) if percent > 0.0 => Raised::Above,
                Ok(percent) if percent < 0.0 => Raised::Below,
                Ok(_) => Raised::No,
                Err(_) if place == "super" => Raised::Above,
                Err(_) if place == "sub" => Raised::Below,
                Err(_) => Raised::No,
            };
            self.raised = Some(raised);
        }
    }
}
