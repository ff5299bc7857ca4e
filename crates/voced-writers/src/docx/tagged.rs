//! Finds the figures of a report again in its Word document, after it was edited in whatever program.
//!
//! The document may come from anybody: nothing is read before its size is known to be bounded.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use voced_domain::FigureTag;
use zip::ZipArchive;

use super::props::SEPARATOR;

/// Most parts that a document may have.
const MOST_PARTS: usize = 10_000;
/// Most bytes of a part that is read.
const MOST_BYTES: u64 = 64 << 20;
/// Bookmarks and controls that are open at once.
const MOST_OPEN: usize = 1_000;

/// A figure of a report in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaggedFigure {
    /// Which fact, what of it, and which use of it.
    pub tag: FigureTag,
    /// The text it was given when the document was written.
    pub given: String,
    /// The text it has now; absent where it was deleted.
    pub found: Option<String>,
}

/// Why a document cannot be read.
#[derive(Debug)]
pub enum TaggedError {
    /// It is no Word document (.docx).
    NotADocument,
    /// It has too many parts, or a part that is too large.
    TooLarge,
    /// A part of it is no XML.
    Damaged {
        /// Name of the part.
        part: &'static str,
    },
}

impl fmt::Display for TaggedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TaggedError::NotADocument => write!(f, "不是Word文档（.docx）"),
            TaggedError::TooLarge => write!(f, "文档过大，不予读取"),
            TaggedError::Damaged { part } => write!(f, "文档已损坏：{part}读不了"),
        }
    }
}

impl std::error::Error for TaggedError {}

const DOCUMENT: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/custom.xml";

/// The figures of a document that [`docx`](super::docx()) wrote, in the order of reading; none for
/// any other document.
///
/// # Errors
/// [`TaggedError`] where the bytes are no Word document that can be read within bounds.
pub fn tagged(bytes: &[u8]) -> Result<Vec<TaggedFigure>, TaggedError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| TaggedError::NotADocument)?;
    if archive.len() > MOST_PARTS {
        return Err(TaggedError::TooLarge);
    }
    let document = part(&mut archive, DOCUMENT)?.ok_or(TaggedError::NotADocument)?;
    let Some(properties) = part(&mut archive, PROPERTIES)? else {
        return Ok(Vec::new());
    };
    let given = given(&properties).map_err(|_| TaggedError::Damaged { part: PROPERTIES })?;
    let mut found =
        found(&document, &given).map_err(|_| TaggedError::Damaged { part: DOCUMENT })?;
    let figure = |(name, (tag, given)): (String, (FigureTag, String))| TaggedFigure {
        tag,
        given,
        found: found.remove(&name),
    };
    Ok(given.into_iter().map(figure).collect())
}

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// The text of a part, where the document has it.
fn part(archive: &mut Archive<'_>, name: &'static str) -> Result<Option<String>, TaggedError> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let damaged = TaggedError::Damaged { part: name };
    let Ok(entry) = archive.by_index(index) else {
        return Err(damaged);
    };
    let mut text = String::new();
    // The size that an archive claims may be a lie.
    let read = entry.take(MOST_BYTES + 1).read_to_string(&mut text);
    match read {
        Ok(n_bytes) if n_bytes as u64 > MOST_BYTES => Err(TaggedError::TooLarge),
        Ok(_) => Ok(Some(text)),
        Err(_) => Err(damaged),
    }
}

type Given = BTreeMap<String, (FigureTag, String)>;

/// What each figure was given, by the name of its bookmark.
fn given(properties: &str) -> Result<Given, quick_xml::Error> {
    let mut reader = Reader::from_str(properties);
    let (mut name, mut text) = (None, String::new());
    let mut given = Given::new();
    loop {
        match reader.read_event()? {
            Event::Start(start) if start.local_name().as_ref() == "property" => {
                name = attribute(&start, "name");
                text.clear();
            }
            Event::End(end) if end.local_name().as_ref() == "property" => {
                if let (Some(name), Some(value)) = (name.take(), split(&text)) {
                    given.insert(name, value);
                }
            }
            Event::Eof => return Ok(given),
            event => append(&event, &mut text),
        }
    }
}

/// A property of ours; others are no concern of this reader.
fn split(text: &str) -> Option<(FigureTag, String)> {
    let (tag, given) = text.split_once(SEPARATOR)?;
    Some((tag.trim().parse().ok()?, given.to_owned()))
}

/// The text in the document of each figure that is still there.
fn found(document: &str, given: &Given) -> Result<BTreeMap<String, String>, quick_xml::Error> {
    let mut reader = Reader::from_str(document);
    let mut scan = Scan::default();
    loop {
        match reader.read_event()? {
            Event::Start(start) => scan.start(&start, given),
            Event::Empty(start) => scan.empty(&start, given),
            Event::End(end) => scan.end(end.local_name().as_ref()),
            Event::Eof => return Ok(scan.finish()),
            event => scan.text(&event),
        }
    }
}

/// The document so far.
#[derive(Default)]
struct Scan {
    /// Content controls that are open: the figure, where it is one, and its text.
    controls: Vec<(Option<String>, String)>,
    /// Bookmarks of figures that are open: number, name, text.
    bookmarks: Vec<(String, String, String)>,
    by_control: BTreeMap<String, String>,
    by_bookmark: BTreeMap<String, String>,
    /// Depth inside what is moved away or stands twice.
    hidden: usize,
    is_text: bool,
}

impl Scan {
    fn start(&mut self, start: &BytesStart<'_>, given: &Given) {
        match start.local_name().as_ref() {
            "t" => self.is_text = true,
            "moveFrom" | "Fallback" => self.hidden += 1,
            "sdt" if self.controls.len() < MOST_OPEN => self.controls.push((None, String::new())),
            _ => self.empty(start, given),
        }
    }

    fn empty(&mut self, start: &BytesStart<'_>, given: &Given) {
        match start.local_name().as_ref() {
            "tag" => {
                let name = attribute(start, "val").filter(|name| given.contains_key(name));
                if let (Some(control), Some(name)) = (self.controls.last_mut(), name) {
                    control.0 = Some(name);
                }
            }
            "bookmarkStart" => {
                let name = attribute(start, "name").filter(|name| given.contains_key(name));
                let id = attribute(start, "id");
                if let (Some(id), Some(name)) = (id, name)
                    && self.bookmarks.len() < MOST_OPEN
                {
                    self.bookmarks.push((id, name, String::new()));
                }
            }
            "bookmarkEnd" => {
                let id = attribute(start, "id");
                let open = self
                    .bookmarks
                    .iter()
                    .position(|(open, ..)| Some(open) == id.as_ref());
                if let Some(index) = open {
                    let (_, name, text) = self.bookmarks.remove(index);
                    keep(&mut self.by_bookmark, name, text);
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "moveFrom" | "Fallback" => self.hidden = self.hidden.saturating_sub(1),
            "sdt" => {
                if let Some((Some(name), text)) = self.controls.pop() {
                    keep(&mut self.by_control, name, text);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, event: &Event<'_>) {
        if !self.is_text || self.hidden > 0 {
            return;
        }
        let controls = self.controls.iter_mut().map(|(_, text)| text);
        for text in controls.chain(self.bookmarks.iter_mut().map(|(.., text)| text)) {
            append(event, text);
        }
    }

    /// The control says what a figure is, where it has one; else the bookmark.
    fn finish(self) -> BTreeMap<String, String> {
        let mut found = self.by_bookmark;
        found.extend(self.by_control);
        found
    }
}

/// Keeps the first of what was copied, and nothing of what was emptied.
fn keep(found: &mut BTreeMap<String, String>, name: String, text: String) {
    if !text.is_empty() {
        found.entry(name).or_insert(text);
    }
}

/// Adds what an event says to a text; what stands for a character is resolved.
fn append(event: &Event<'_>, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => {
            if let Ok(Some(c)) = reference.resolve_char_ref() {
                text.push(c);
            } else {
                let name = reference.xml10_content();
                text.push_str(
                    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default(),
                );
            }
        }
        _ => {}
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .ok()?
            .into_owned(),
    )
}
