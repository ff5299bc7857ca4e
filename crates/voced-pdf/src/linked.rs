//! Reads back from a PDF which text is linked to which figure, in the order of the structure tree; it
//! knows nothing of the report from which the PDF came.

use std::collections::BTreeMap;
use std::fmt;

use hayro_cmap::{BfString, CMap};
use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};
use hayro_syntax::page::Page;
use voced_domain::FigureTag;
use voced_text::from_address;

use crate::view::NAMED;

/// A text that is linked to a figure's line in the 数据溯源表.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The name of the link's destination.
    pub tag: FigureTag,
    /// The text of the link as it is drawn.
    pub text: String,
}

/// Bytes that are no tagged PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkedError;

impl fmt::Display for LinkedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("不是带标签的PDF")
    }
}

impl std::error::Error for LinkedError {}

/// The figures that are links, in the order of reading.
///
/// # Errors
///
/// [`LinkedError`] where the bytes are no PDF with a structure tree.
pub fn linked(bytes: &[u8]) -> Result<Vec<Linked>, LinkedError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| LinkedError)?;
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).ok_or(LinkedError)?;
    let tree: Dict<'_> = root.get(b"StructTreeRoot").ok_or(LinkedError)?;
    let texts = pdf.pages().iter().flat_map(drawn_texts).collect();
    let mut walk = Walk {
        texts,
        found: Vec::new(),
    };
    walk.kids(&tree, None);
    Ok(walk.found)
}

/// Page and number of a marked content.
type Mark = (ObjectIdentifier, i32);

struct Walk {
    texts: BTreeMap<Mark, String>,
    found: Vec<Linked>,
}

/// What a structure element holds.
#[derive(Default)]
struct Held {
    text: String,
    destination: Option<String>,
}

impl Walk {
    /// Goes through the children of an element; what they hold comes back.
    fn kids(&mut self, element: &Dict<'_>, page: Option<ObjectIdentifier>) -> Held {
        let page = element.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
        let mut held = Held::default();
        if let Some(kids) = element.get::<Array<'_>>(b"K") {
            for kid in kids.iter::<Object<'_>>() {
                self.kid(kid, page, &mut held);
            }
        } else if let Some(kid) = element.get::<Object<'_>>(b"K") {
            self.kid(kid, page, &mut held);
        }
        held
    }

    fn kid(&mut self, kid: Object<'_>, page: Option<ObjectIdentifier>, held: &mut Held) {
        match kid {
            Object::Number(number) => self.add(page, number.as_i64(), held),
            Object::Dict(dict) => self.dict(&dict, page, held),
            _ => {}
        }
    }

    fn add(&self, page: Option<ObjectIdentifier>, number: i64, held: &mut Held) {
        let mark = page.zip(i32::try_from(number).ok());
        if let Some(text) = mark.and_then(|mark| self.texts.get(&mark)) {
            held.text.push_str(text);
        }
    }

    fn dict(&mut self, dict: &Dict<'_>, page: Option<ObjectIdentifier>, held: &mut Held) {
        match name(dict, b"Type").as_deref() {
            Some("MCR") => {
                let page = dict.get_ref(b"Pg").map(ObjectIdentifier::from).or(page);
                self.add(page, dict.get::<i32>(b"MCID").unwrap_or(-1).into(), held);
            }
            Some("OBJR") => {
                let annotation = dict.get::<Dict<'_>>(b"Obj");
                let destination = annotation.and_then(|it| destination(&it));
                held.destination = destination.or(held.destination.take());
            }
            _ => self.element(dict, page, held),
        }
    }

    fn element(&mut self, dict: &Dict<'_>, page: Option<ObjectIdentifier>, held: &mut Held) {
        let inner = self.kids(dict, page);
        held.text.push_str(&inner.text);
        let is_link = name(dict, b"S").as_deref() == Some("Link");
        let tag = inner.destination.and_then(|text| text.parse().ok());
        match tag {
            Some(tag) if is_link => self.found.push(Linked {
                tag,
                text: inner.text,
            }),
            _ => {}
        }
    }
}

/// The name of the place to which a link leads, in this file or in one beside it.
fn destination(annotation: &Dict<'_>) -> Option<String> {
    let text = |bytes: &Bytes<'_>| String::from_utf8_lossy(bytes.as_bytes()).into_owned();
    if let Some(name) = annotation.get::<Bytes<'_>>(b"Dest") {
        return Some(text(&name));
    }
    let action = annotation.get::<Dict<'_>>(b"A")?;
    let address = text(&action.get::<Bytes<'_>>(b"URI")?);
    let (_, name) = address.split_once(&format!("#{NAMED}"))?;
    Some(from_address(name))
}

fn name(dict: &Dict<'_>, key: &[u8]) -> Option<String> {
    dict.get::<Name<'_>>(key)
        .map(|name| name.as_str().to_owned())
}

/// The texts of a page by their marks.
fn drawn_texts(page: &Page<'_>) -> Vec<(Mark, String)> {
    let Some(id) = page.raw().obj_id() else {
        return Vec::new();
    };
    let mut cursor = TextCursor::default();
    let mut operations = page.typed_operations();
    while let Some(operation) = operations.next() {
        cursor.take(page, &operation);
    }
    cursor
        .texts
        .into_iter()
        .map(|(mark, text)| ((id, mark), text))
        .collect()
}

#[derive(Default)]
struct TextCursor {
    font: Option<CMap>,
    /// Open marked contents; those without a number are absent ones.
    open: Vec<Option<i32>>,
    texts: BTreeMap<i32, String>,
}

impl TextCursor {
    fn take(&mut self, page: &Page<'_>, operation: &TypedInstruction<'_, '_>) {
        match operation {
            TypedInstruction::TextFont(font) => self.font = unicode_map(page, font.0),
            TypedInstruction::BeginMarkedContent(_) => self.open.push(None),
            TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                let number = match mark.1 {
                    Object::Dict(dict) => dict.get::<i32>(b"MCID"),
                    _ => None,
                };
                self.open.push(number);
            }
            TypedInstruction::EndMarkedContent(_) => drop(self.open.pop()),
            TypedInstruction::ShowText(text) => self.show(text.0.as_bytes()),
            TypedInstruction::ShowTexts(texts) => {
                for piece in texts.0.iter::<Object<'_>>() {
                    if let Object::String(text) = piece {
                        self.show(text.as_bytes());
                    }
                }
            }
            _ => {}
        }
    }

    fn show(&mut self, codes: &[u8]) {
        let mark = self.open.iter().rev().find_map(|mark| *mark);
        let (Some(mark), Some(font)) = (mark, &self.font) else {
            return;
        };
        let text = self.texts.entry(mark).or_default();
        for code in codes.chunks_exact(2) {
            match font.lookup_bf_string(u32::from(code[0]) << 8 | u32::from(code[1])) {
                Some(BfString::Char(character)) => text.push(character),
                Some(BfString::String(string)) => text.push_str(&string),
                None => {}
            }
        }
    }
}

fn unicode_map(page: &Page<'_>, font: &Name<'_>) -> Option<CMap> {
    let font = page.resources().get_font(font)?;
    let stream: Stream<'_> = font.get(b"ToUnicode")?;
    CMap::parse(&stream.decoded().ok()?, |_| None)
}
