//! The looks of cells: their number formats, and whether they are struck out.

use std::collections::HashMap;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use crate::cell_style::CellStyle;
use crate::markup;
use crate::number_format::{NumberFormat, builtin};
use crate::refusal::Refusal;

/// What Excel itself allows.
const MOST_STYLES: usize = 65_490;

/// Reads the part of styles. Without it nobody knows what the cells show, so that one that breaks off
/// is refused.
pub(super) fn cell_styles(xml: &[u8]) -> Result<Vec<CellStyle>, Refusal> {
    let mut styles = Styles::default();
    let mut reader = markup::reader(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => styles.opened(&element),
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "styleSheet" => break,
                name => styles.closed(name),
            },
            Ok(Event::Eof) => return Err(Refusal::damaged("格式的部分没有写完")),
            Err(error) => return Err(Refusal::damaged(error)),
            Ok(_) => {}
        }
    }
    if styles.cell_styles.len() > MOST_STYLES {
        let found = format!("有{MOST_STYLES}种以上的单元格格式");
        return Err(Refusal::too_large(found));
    }
    Ok(styles.cell_styles)
}

#[derive(Default)]
struct Styles {
    codes: HashMap<u32, String>,
    formats: HashMap<u32, Option<Arc<NumberFormat>>>,
    /// Whether each font is struck out.
    fonts: Vec<bool>,
    is_in_fonts: bool,
    is_in_cells: bool,
    cell_styles: Vec<CellStyle>,
}

impl Styles {
    fn opened(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "numFmt" => self.code(element),
            "fonts" => self.is_in_fonts = true,
            "font" if self.is_in_fonts => self.fonts.push(false),
            "strike" if self.is_in_fonts => {
                if let Some(last) = self.fonts.last_mut() {
                    *last = markup::is_on(element);
                }
            }
            "cellXfs" => self.is_in_cells = true,
            "xf" if self.is_in_cells && self.cell_styles.len() <= MOST_STYLES => {
                self.cell_style(element)
            }
            _ => {}
        }
    }

    fn closed(&mut self, name: &str) {
        match name {
            "fonts" => self.is_in_fonts = false,
            "cellXfs" => self.is_in_cells = false,
            _ => {}
        }
    }

    fn code(&mut self, element: &BytesStart<'_>) {
        let number = number(element, "numFmtId");
        let code = markup::attribute(element, "formatCode");
        if let (Some(number), Some(code)) = (number, code) {
            self.codes.insert(number, code.into_owned());
        }
    }

    fn cell_style(&mut self, element: &BytesStart<'_>) {
        let format = number(element, "numFmtId").unwrap_or(0);
        let font = number(element, "fontId").and_then(|font| usize::try_from(font).ok());
        let is_struck = font.and_then(|font| self.fonts.get(font)).copied();
        let codes = &self.codes;
        let format = self.formats.entry(format).or_insert_with(|| {
            let code = codes.get(&format).map_or(builtin(format), String::as_str);
            let format = NumberFormat::new(code);
            (!format.is_plain()).then(|| Arc::new(format))
        });
        self.cell_styles.push(CellStyle {
            format: format.clone(),
            is_struck: is_struck.unwrap_or(false),
            is_unknown: false,
        });
    }
}

fn number(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    markup::attribute(element, name)?.trim().parse().ok()
}
