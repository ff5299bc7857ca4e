//! A workbook or document as its parts.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The parts of a package, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Package {
    pub(super) parts: Vec<(String, Vec<u8>)>,
}

impl Package {
    /// The parts of an archive; `None` where it is none.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
        let parts = (0..archive.len()).map(|idx| {
            let mut entry = archive.by_index(idx).ok()?;
            let mut content = Vec::new();
            entry.read_to_end(&mut content).ok()?;
            Some((entry.name().ok()?.into_owned(), content))
        });
        parts.collect::<Option<_>>().map(|parts| Self { parts })
    }

    pub(super) fn new(parts: &[(&str, &str)]) -> Self {
        let parts = parts
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        Self {
            parts: parts.collect(),
        }
    }

    /// A part as text; empty where it is missing.
    pub(super) fn text(&self, name: &str) -> String {
        let part = self.parts.iter().find(|(found, _)| found == name);
        part.map(|(_, content)| String::from_utf8_lossy(content).into_owned())
            .unwrap_or_default()
    }

    /// With another content of a part, which is added where it is missing.
    #[must_use]
    pub(super) fn with(&self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let mut changed = self.clone();
        match changed.parts.iter_mut().find(|(found, _)| found == name) {
            Some(part) => part.1 = content.into(),
            None => changed.parts.push((name.into(), content.into())),
        }
        changed
    }

    /// With something in a part replaced once.
    #[must_use]
    pub(super) fn replaced(&self, name: &str, from: &str, to: &str) -> Self {
        self.with(name, self.text(name).replacen(from, to, 1))
    }

    #[must_use]
    pub(super) fn without(&self, name: &str) -> Self {
        let mut changed = self.clone();
        changed.parts.retain(|(found, _)| found != name);
        changed
    }

    /// With another content of a cell: its attributes and what stands in it.
    #[must_use]
    pub(super) fn with_cell(&self, sheet: &str, cell: &str, content: &str) -> Self {
        let text = self.text(sheet);
        let found = text.find(&format!("<c r=\"{cell}\"")).unwrap_or(text.len());
        let (before, rest) = text.split_at(found);
        // An empty cell is one tag.
        let tag = rest.find('>').map_or(rest.len(), |at| at + 1);
        let end = if rest[..tag].ends_with("/>") {
            tag
        } else {
            rest.find("</c>").map_or(rest.len(), |at| at + 4)
        };
        let after = &rest[end..];
        self.with(
            sheet,
            format!("{before}<c r=\"{cell}\" {content}</c>{after}"),
        )
    }

    /// The archive.
    pub(super) fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            writer
                .start_file(name.as_str(), SimpleFileOptions::default())
                .and_then(|()| Ok(writer.write_all(content)?))
                .expect("a part can be written into memory");
        }
        let written = writer.finish();
        written
            .expect("an archive can be written into memory")
            .into_inner()
    }
}
