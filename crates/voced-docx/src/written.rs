//! The text of the document as it was written, kept in a part of its own: after the document was
//! edited, whoever reads it knows which numbers and words are new, changed or gone.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use voced_domain::{FigureTag, WRITTEN_TEXT};
use voced_report::{FigureId, Report};

use super::package::{Package, Relationship};
use super::places::figure_name;
use super::xml::{Attributes, Xml};

/// A piece of a paragraph: text, and the figure it is, where it is one.
type Piece = (Option<FigureTag>, String);

/// How the document refers to the part.
pub(super) const LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml";
/// Where the part is, seen from the document.
pub(super) const TARGET: &str = "../customXml/item1.xml";
const PROPERTIES: &str = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml";
const PROPERTIES_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps";
const CUSTOM_XML: &str = "http://schemas.openxmlformats.org/officeDocument/2006/customXml";
/// The same for all documents: it says what kind of part this is.
const ITEM: &str = "{5B2A3E61-9D4C-4F0B-8E57-2C1D6A7F9034}";

/// Puts the part into the package, with what the format wants to be said of it. Word and LibreOffice
/// keep such parts when they save the document.
pub(super) fn put(package: &mut Package, report: &Report, document: &[u8]) {
    package.plain("customXml/item1.xml", written(report, document));
    let properties = Relationship {
        id: "rId1".to_owned(),
        kind: PROPERTIES_LINK,
        target: "itemProps1.xml".to_owned(),
    };
    package.relationships("customXml/_rels/item1.xml.rels", &[properties]);
    let mut xml = Xml::part();
    let item: Attributes<'_> = &[("ds:itemID", &ITEM), ("xmlns:ds", &CUSTOM_XML)];
    xml.tag("ds:datastoreItem", item, |xml| {
        xml.tag("ds:schemaRefs", &[], |xml| {
            xml.leaf("ds:schemaRef", &[("ds:uri", &WRITTEN_TEXT)]);
        });
    });
    package.part("customXml/itemProps1.xml", PROPERTIES, xml.bytes());
}

/// The text of the document.
fn written(report: &Report, document: &[u8]) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("text", &[("xmlns", &WRITTEN_TEXT)], |xml| {
        for paragraph in paragraphs(report, document) {
            xml.tag("p", &[], |xml| {
                for (tag, text) in paragraph {
                    match tag {
                        Some(tag) => xml.text("figure", &[("tag", &tag)], &text),
                        None => xml.plain_text(&text),
                    }
                }
            });
        }
    });
    xml.bytes()
}

/// The paragraphs that have text, without those of the table of contents.
fn paragraphs(report: &Report, document: &[u8]) -> Vec<Vec<Piece>> {
    let figures = report.figures.iter().enumerate();
    let by_name: HashMap<String, &FigureTag> = figures
        .map(|(index, figure)| (figure_name(FigureId(index)), &figure.tag))
        .collect();
    let mut reader = Reader::from_reader(document);
    let mut found = Vec::new();
    let (mut paragraph, mut is_contents, mut is_text) = (Vec::new(), false, false);
    let mut tag: Option<FigureTag> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if start.local_name().as_ref() == "t" => is_text = true,
            Ok(Event::Empty(start)) => match start.local_name().as_ref() {
                "tag" => {
                    let name = attribute(&start, "val");
                    tag = by_name.get(&name).map(|tag| (*tag).clone());
                }
                "pStyle" => {
                    let style = attribute(&start, "val");
                    is_contents = style.to_lowercase().contains("toc");
                }
                _ => {}
            },
            Ok(Event::Text(text)) if is_text => {
                push(&mut paragraph, tag.as_ref(), &text.xml10_content())
            }
            Ok(Event::GeneralRef(name)) if is_text => {
                let name = name.xml10_content();
                let text = resolve_predefined_entity(&name).unwrap_or_default();
                push(&mut paragraph, tag.as_ref(), text);
            }
            Ok(Event::End(end)) => match end.local_name().as_ref() {
                "t" => is_text = false,
                "sdt" => tag = None,
                "p" => {
                    let paragraph = std::mem::take(&mut paragraph);
                    if !paragraph.is_empty() && !std::mem::take(&mut is_contents) {
                        found.push(paragraph);
                    }
                }
                _ => {}
            },
            // What was just written is well formed.
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    let mut attributes = start.attributes().filter_map(Result::ok);
    let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    found.map_or_else(String::new, |found| found.value.to_string())
}

fn push(paragraph: &mut Vec<Piece>, tag: Option<&FigureTag>, text: &str) {
    match paragraph.last_mut() {
        Some((last, so_far)) if last.as_ref() == tag => so_far.push_str(text),
        _ => paragraph.push((tag.cloned(), text.to_owned())),
    }
}
