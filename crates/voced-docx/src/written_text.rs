//! The text of the document as it was written, kept in a part of its own: after the document was
//! edited, whoever reads it knows which numbers and words are new, changed or gone.

use voced_domain::WRITTEN_TEXT;
use voced_report::Report;

use super::notes::Notes;
use super::package::{Package, Relationship, Target};
use super::xml::{Attributes, Xml};

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
pub(super) fn put(package: &mut Package, report: &Report, notes: Notes) {
    package.plain("customXml/item1.xml", written(report, notes));
    let properties = Relationship {
        id: "rId1".to_owned(),
        kind: PROPERTIES_LINK,
        target: Target::Part("itemProps1.xml".to_owned()),
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
fn written(report: &Report, notes: Notes) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("text", &[("xmlns", &WRITTEN_TEXT)], |xml| {
        for paragraph in notes.into_paragraphs() {
            xml.tag("p", &[], |xml| {
                for (figure, text) in paragraph {
                    match figure.map(|id| &report.figure(id).tag) {
                        Some(tag) => xml.text("figure", &[("tag", tag)], &text),
                        None => xml.plain_text(&text),
                    }
                }
            });
        }
    });
    xml.bytes()
}
