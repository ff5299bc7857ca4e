//! Puts parts into a package; the same parts give the same bytes.

use std::fmt::Display;
use std::io::{Cursor, Write};

use voced_text::address;
use zip::System;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::xml::{Attributes, Xml};
use crate::DocxError;

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const CONTENT_TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";

/// Parts of a package in the order in which they are stored.
pub(super) struct Package {
    parts: Vec<(String, Vec<u8>)>,
    types: Vec<(String, &'static str)>,
}

/// A relationship of a part.
pub(super) struct Relationship {
    pub(super) id: String,
    /// URI of its type.
    pub(super) kind: &'static str,
    pub(super) target: Target,
}

/// What a relationship leads to.
pub(super) enum Target {
    /// A part of the package, by its path.
    Part(String),
    /// A file beside the document, by its name.
    File(String),
}

impl Package {
    pub(super) fn new() -> Package {
        Package {
            parts: Vec::new(),
            types: Vec::new(),
        }
    }

    /// Adds a part of a content type.
    pub(super) fn part(&mut self, name: impl Display, content_type: &'static str, bytes: Vec<u8>) {
        self.types.push((format!("/{name}"), content_type));
        self.parts.push((name.to_string(), bytes));
    }

    /// Adds a part whose content type follows from its extension.
    pub(super) fn plain(&mut self, name: impl Display, bytes: Vec<u8>) {
        self.parts.push((name.to_string(), bytes));
    }

    /// Adds a part of relationships.
    pub(super) fn relationships(&mut self, name: impl Display, list: &[Relationship]) {
        let mut xml = Xml::part();
        xml.tag("Relationships", &[("xmlns", &RELATIONSHIPS)], |xml| {
            for one in list {
                let (target, is_beside) = match &one.target {
                    Target::Part(path) => (path.clone(), false),
                    Target::File(name) => (address(name), true),
                };
                let within: Attributes<'_> =
                    &[("Id", &one.id), ("Type", &one.kind), ("Target", &target)];
                let beside: Attributes<'_> =
                    &[within[0], within[1], within[2], ("TargetMode", &"External")];
                xml.leaf("Relationship", if is_beside { beside } else { within });
            }
        });
        self.plain(name, xml.bytes());
    }

    /// The package as a file.
    pub(super) fn finish(self) -> Result<Vec<u8>, DocxError> {
        // The format has no way to say that a file has no date; this is its first.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            // Else it would be the one that this runs on.
            .system(System::Unix);
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let types = self.content_types();
        let first = ("[Content_Types].xml".to_owned(), types);
        for (name, bytes) in [first].iter().chain(&self.parts) {
            zip.start_file(name.as_str(), options)?;
            zip.write_all(bytes).map_err(zip::result::ZipError::from)?;
        }
        Ok(zip.finish()?.into_inner())
    }

    fn content_types(&self) -> Vec<u8> {
        let defaults = [
            (
                "rels",
                "application/vnd.openxmlformats-package.relationships+xml",
            ),
            ("xml", "application/xml"),
            (
                "xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ),
        ];
        let mut xml = Xml::part();
        xml.tag("Types", &[("xmlns", &CONTENT_TYPES)], |xml| {
            for (extension, kind) in &defaults {
                xml.leaf(
                    "Default",
                    &[("Extension", extension), ("ContentType", kind)],
                );
            }
            for (name, kind) in &self.types {
                xml.leaf("Override", &[("PartName", name), ("ContentType", kind)]);
            }
        });
        xml.bytes()
    }
}
