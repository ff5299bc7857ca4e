//! What a Word document of the report writer says of itself: the figures it was given, and its text
//! as it was written. No other document has either.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use voced_domain::{FigureTag, MarkedFigure, WRITTEN_TEXT};
use voced_word::package::{Archive, part, value};

use crate::document::{GivenFigure, Text};
use crate::error::ReadError;

const PROPERTIES: &str = "docProps/custom.xml";
/// More parts of other programs are not searched.
const MOST_ITEMS: usize = 20;

/// The figures by the names of their marks, each with its place in the order of reading.
pub(super) type Given = HashMap<String, (usize, FigureTag, String)>;

/// The figures that the document was given.
pub(super) fn given(archive: &mut Archive<'_>) -> Result<Given, ReadError> {
    let Some(xml) = part(archive, PROPERTIES)? else {
        return Ok(Given::new());
    };
    let mut given = Given::new();
    let (mut name, mut text) = (None, String::new());
    events(&xml, |event| match event {
        Seen::Start("property", start) => {
            name = value(start, "name");
            text.clear();
        }
        Seen::End("property") => {
            if let (Some(name), Ok(figure)) = (name.take(), text.parse::<MarkedFigure>()) {
                let idx = given.len();
                given.insert(name, (idx, figure.tag, figure.text));
            }
        }
        Seen::Text(part) => text.push_str(part),
        _ => {}
    })?;
    Ok(given)
}

/// The figures in the order of reading, with what became of each.
pub(super) fn figures(given: &Given, found: &HashMap<&str, &str>) -> Vec<GivenFigure> {
    let mut all: Vec<_> = given.iter().collect();
    all.sort_by_key(|(_, (idx, ..))| *idx);
    let figure = |(name, (_, tag, text)): (&String, &(usize, FigureTag, String))| GivenFigure {
        tag: tag.clone(),
        given: text.clone(),
        found: found.get(name.as_str()).map(|found| (*found).to_owned()),
    };
    all.into_iter().map(figure).collect()
}

/// The text as it was written, a paragraph each; nothing where no part has it.
pub(super) fn original(archive: &mut Archive<'_>) -> Result<Vec<Text>, ReadError> {
    for number in 1..=MOST_ITEMS {
        let Some(xml) = part(archive, &format!("customXml/item{number}.xml"))? else {
            continue;
        };
        // Parts of other programs may be of any form, and are no concern of ours.
        let text = written(&xml).unwrap_or_default();
        if !text.is_empty() {
            return Ok(text);
        }
    }
    Ok(Vec::new())
}

fn written(xml: &[u8]) -> Result<Vec<Text>, ReadError> {
    let mut found = Vec::new();
    let mut is_ours = false;
    let (mut text, mut tags) = (String::new(), Vec::new());
    let mut open: Option<(usize, FigureTag)> = None;
    events(xml, |event| match event {
        Seen::Start("text", start) => {
            is_ours = value(start, "xmlns").as_deref() == Some(WRITTEN_TEXT);
        }
        Seen::Start("figure", start) => {
            let tag = value(start, "tag").and_then(|tag| tag.parse().ok());
            open = tag.map(|tag| (text.len(), tag));
        }
        Seen::End("figure") => {
            tags.extend(open.take().map(|(start, tag)| (start..text.len(), tag)));
        }
        Seen::End("p") if is_ours => {
            let tags = std::mem::take(&mut tags);
            found.push(Text::new(&std::mem::take(&mut text), tags));
        }
        Seen::Text(part) if is_ours => text.push_str(part),
        _ => {}
    })?;
    Ok(found)
}

/// What is seen in XML.
enum Seen<'e, 'x> {
    Start(&'e str, &'e BytesStart<'x>),
    End(&'e str),
    Text(&'e str),
}

fn events(xml: &[u8], mut see: impl FnMut(Seen<'_, '_>)) -> Result<(), ReadError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        let event = reader.read_event_into(&mut buffer);
        match event.map_err(|_| ReadError::Damaged)? {
            Event::Start(start) => see(Seen::Start(start.local_name().as_ref(), &start)),
            Event::End(end) => see(Seen::End(end.local_name().as_ref())),
            Event::Text(text) => see(Seen::Text(&text.xml10_content())),
            Event::GeneralRef(name) => {
                if let Ok(Some(c)) = name.resolve_char_ref() {
                    see(Seen::Text(c.encode_utf8(&mut [0; 4])));
                } else {
                    let text = resolve_predefined_entity(&name.xml10_content());
                    see(Seen::Text(text.unwrap_or_default()));
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}
