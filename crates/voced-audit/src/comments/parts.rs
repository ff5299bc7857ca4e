//! The parts of a package that comments need: the comments, their type, and the relationship to them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::escape::escape;
use voced_word::package::{Archive, DOCUMENT, part};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::error::ReadError;

const COMMENTS: &str = "word/comments.xml";
const TYPES: &str = "[Content_Types].xml";
const RELATIONSHIPS: &str = "word/_rels/document.xml.rels";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const NO_RELATIONSHIPS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
    <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";
/// The name that the relationship has; no other program calls one so.
const RELATIONSHIP_ID: &str = "rIdVocedComments";

/// The parts that change, as text.
pub(super) struct Package {
    /// The comments, with what holds them.
    comments: String,
    types: String,
    relationships: String,
}

impl Package {
    pub(super) fn of(archive: &mut Archive<'_>) -> Result<Self, ReadError> {
        let mut text = |name: &str| -> Result<Option<String>, ReadError> {
            let bytes = part(archive, name)?;
            let text = bytes.map(String::from_utf8).transpose();
            text.map_err(|_| ReadError::Damaged)
        };
        Ok(Self {
            comments: text(COMMENTS)?.unwrap_or_default(),
            types: text(TYPES)?.ok_or(ReadError::Damaged)?,
            relationships: text(RELATIONSHIPS)?.unwrap_or_else(|| NO_RELATIONSHIPS.to_owned()),
        })
    }

    /// A number above those of the comments that are there.
    pub(super) fn first_id(&self) -> usize {
        let ids = self
            .comments
            .match_indices(":id=\"")
            .filter_map(|(at, word)| {
                let rest = &self.comments[at + word.len()..];
                rest.split('"').next()?.parse::<usize>().ok()
            });
        ids.max().map_or(0, |id| id + 1)
    }

    /// Adds comments by an author, numbered from `first` on.
    pub(super) fn add<'t>(
        &mut self,
        author: &str,
        first: usize,
        comments: impl Iterator<Item = &'t str>,
    ) {
        let mut added = String::new();
        let author = escape(author);
        for (id, comment) in (first..).zip(comments) {
            // Writing to a String cannot fail.
            let _ = write!(
                added,
                "<w:comment xmlns:w=\"{NAMESPACE}\" w:id=\"{id}\" w:author=\"{author}\" w:initials=\"{author}\">"
            );
            for line in comment.lines() {
                let line = escape(line);
                let _ = write!(
                    added,
                    "<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"
                );
            }
            added.push_str("</w:comment>");
        }
        if self.comments.is_empty() {
            self.comments = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
                 <w:comments xmlns:w=\"{NAMESPACE}\">{added}</w:comments>"
            );
            self.register();
        } else if let Some(at) = self.comments.rfind("</") {
            self.comments.insert_str(at, &added);
        } else if let Some(at) = self.comments.rfind("/>") {
            // A part without a comment may be one closed element.
            let name = self.comments.rfind('<').map_or("", |start| {
                let rest = &self.comments[start + 1..at];
                rest.split_whitespace().next().unwrap_or(rest)
            });
            let end = format!(">{added}</{name}>");
            self.comments.replace_range(at.., &end);
        }
    }

    /// Says of what type the new part is, and that the document has it.
    fn register(&mut self) {
        if let Some(at) = self.types.rfind("</") {
            let entry = format!("<Override PartName=\"/{COMMENTS}\" ContentType=\"{TYPE}\"/>");
            self.types.insert_str(at, &entry);
        }
        let entry = format!(
            "<Relationship Id=\"{RELATIONSHIP_ID}\" Type=\"{RELATIONSHIP}\" Target=\"comments.xml\"/>"
        );
        match self.relationships.rfind("</") {
            Some(at) => self.relationships.insert_str(at, &entry),
            None => self.relationships = NO_RELATIONSHIPS.replace("></", &format!(">{entry}</")),
        }
    }

    /// The document with its new body; every other part as it was, byte for byte.
    pub(super) fn written(
        &self,
        archive: &mut Archive<'_>,
        body: &[u8],
    ) -> Result<Vec<u8>, ReadError> {
        let changed: [(&str, &[u8]); 4] = [
            (DOCUMENT, body),
            (COMMENTS, self.comments.as_bytes()),
            (TYPES, self.types.as_bytes()),
            (RELATIONSHIPS, self.relationships.as_bytes()),
        ];
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let mut written = Vec::new();
        for idx in 0..archive.len() {
            let file = archive.by_index_raw(idx).map_err(|_| ReadError::Damaged)?;
            let name = file.name().map_err(|_| ReadError::Damaged)?.into_owned();
            let new = changed.iter().find(|(part, _)| *part == name);
            match new {
                Some((_, bytes)) => {
                    drop(file);
                    add(&mut writer, &name, bytes)?;
                    written.push(name);
                }
                None => writer.raw_copy_file(file).map_err(|_| ReadError::Damaged)?,
            }
        }
        for (name, bytes) in changed {
            if !written.iter().any(|known| known == name) {
                add(&mut writer, name, bytes)?;
            }
        }
        let written = writer.finish().map_err(|_| ReadError::Damaged)?;
        Ok(written.into_inner())
    }
}

fn add(writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, bytes: &[u8]) -> Result<(), ReadError> {
    let started = writer.start_file(name, SimpleFileOptions::default());
    started.map_err(|_| ReadError::Damaged)?;
    writer.write_all(bytes).map_err(|_| ReadError::Damaged)
}
