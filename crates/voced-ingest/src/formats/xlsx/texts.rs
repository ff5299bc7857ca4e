//! The shared texts of a workbook, and texts of which parts are struck out or raised.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::markup;
use crate::refusal::Refusal;
use crate::written::{Piece, Raised, Written};

/// A workbook has some hundred different texts.
const MOST_TEXTS: usize = 1_000_000;

/// Texts by their numbers, kept side by side.
#[derive(Default)]
pub(super) struct Texts {
    letters: String,
    /// Where each ends.
    ends: Vec<u32>,
    /// Those of which parts are struck out.
    pieces: HashMap<u32, Vec<Piece>>,
    /// Whether there should be more of them.
    pub(super) is_broken: bool,
}

impl Texts {
    /// Of a workbook that has no list of them; no cell can refer to one.
    pub(super) fn missing() -> Self {
        Self {
            is_broken: true,
            ..Self::default()
        }
    }

    /// Reads the part of shared texts, as far as it can be read.
    pub(super) fn new(xml: &[u8]) -> Result<Self, Refusal> {
        let mut texts = Self {
            letters: String::with_capacity(xml.len() / 2),
            is_broken: true,
            ..Self::default()
        };
        let mut reader = markup::reader(xml);
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) if element.local_name().as_ref() == "si" => {
                    let Ok(written) = text(&mut reader) else {
                        return Ok(texts);
                    };
                    texts.push(written);
                }
                Ok(Event::Empty(element)) if element.local_name().as_ref() == "si" => {
                    texts.push(Written::default());
                }
                Ok(Event::End(element)) if element.local_name().as_ref() == "sst" => {
                    texts.is_broken = false;
                    return Ok(texts);
                }
                Ok(Event::Empty(element)) if element.local_name().as_ref() == "sst" => {
                    texts.is_broken = false;
                    return Ok(texts);
                }
                Ok(Event::Eof) | Err(_) => return Ok(texts),
                Ok(_) => {}
            }
            if texts.ends.len() > MOST_TEXTS {
                let found = format!("有{MOST_TEXTS}条以上的文字");
                return Err(Refusal::too_large(found));
            }
        }
    }

    fn push(&mut self, written: Written) {
        self.letters.push_str(&written.text);
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let end = u32::try_from(self.letters.len()).unwrap_or(u32::MAX);
        self.ends.push(end);
        if !written.pieces.is_empty() {
            self.pieces.insert(number, written.pieces);
        }
    }

    /// The text of a number, and its pieces where they differ.
    pub(super) fn get(&self, number: usize) -> Option<(&str, &[Piece])> {
        let end = *self.ends.get(number)? as usize;
        let before = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |start| *start as usize);
        let number = u32::try_from(number).ok()?;
        let pieces = self.pieces.get(&number).map_or(&[][..], Vec::as_slice);
        Some((self.letters.get(start..end)?, pieces))
    }
}

/// Reads a text down to the end of its element: `<t>`, or runs of `<r>`.
pub(super) fn text(reader: &mut Reader<&[u8]>) -> Result<Written, quick_xml::Error> {
    let mut written = Written::default();
    let mut run = Run::default();
    loop {
        match reader.read_event()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => {
                    let mut letters = String::new();
                    markup::text_into(reader, &mut letters)?;
                    written.push(&unescaped(&letters), run.struck, run.raised);
                }
                // How the text is pronounced is no part of it.
                "rPh" | "phoneticPr" => markup::skip(reader)?,
                "r" => run = Run::default(),
                _ => run.property(&element),
            },
            Event::Empty(element) => run.property(&element),
            Event::End(element) => match element.local_name().as_ref() {
                "r" => run = Run::default(),
                "si" | "is" | "text" => return Ok(written),
                _ => {}
            },
            Event::Eof => return Err(markup::unfinished()),
            _ => {}
        }
    }
}

/// How the letters of a run look, as far as it says so itself.
#[derive(Default)]
struct Run {
    struck: Option<bool>,
    raised: Raised,
}

impl Run {
    fn property(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            // A run that has properties of its own takes none of its cell's.
            "rPr" => self.struck = Some(self.struck.unwrap_or(false)),
            "strike" => self.struck = Some(markup::is_on(element)),
            "vertAlign" => {
                self.raised = match markup::attribute(element, "val").as_deref() {
                    Some("superscript") => Raised::Above,
                    Some("subscript") => Raised::Below,
                    _ => Raised::No,
                };
            }
            _ => {}
        }
    }
}

/// Letters that XML cannot hold stand as `_x0007_` (ECMA-376 part 1, 22.9.2.19).
pub(super) fn unescaped(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let letter = rest.get(2..7).and_then(|code| {
            let code = code.strip_suffix('_')?;
            let is_code = code.bytes().all(|byte| byte.is_ascii_hexdigit());
            let code = is_code.then(|| u32::from_str_radix(code, 16).ok())??;
            char::from_u32(code)
        });
        match letter {
            Some(letter) => {
                plain.push(letter);
                rest = &rest[7..];
            }
            None => {
                plain.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    plain.push_str(rest);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_xml_cannot_hold_are_put_back() {
        for (text, plain) in [
            ("119", "119"),
            ("_x0007_119", "\u{7}119"),
            ("a_x000D__x000A_b", "a\r\nb"),
            ("_x005F_x0007_", "_x0007_"),
            ("_xyz_", "_xyz_"),
            ("_x学校这", "_x学校这"),
            ("_x", "_x"),
        ] {
            assert_eq!(unescaped(text), plain, "{text}");
        }
    }

    #[test]
    fn pieces_are_kept_where_parts_are_struck_out() {
        let xml = "<sst><si><t>学校</t></si><si/><si><r><rPr><strike/></rPr><t>4</t></r>\
                   <r><t>5</t></r></si><si><r><t>m</t></r><r><rPr><vertAlign val=\"superscript\"/>\
                   </rPr><t>2</t></r><rPh><t>x</t></rPh></si></sst>";
        let texts = Texts::new(xml.as_bytes()).unwrap();
        assert_eq!(texts.get(0), Some(("学校", &[][..])));
        assert_eq!(texts.get(1), Some(("", &[][..])));
        let (text, pieces) = texts.get(2).unwrap();
        assert_eq!((text, pieces.len()), ("45", 2));
        assert_eq!(texts.get(3).unwrap().0, "m²");
        assert_eq!(texts.get(4), None);
    }
}
