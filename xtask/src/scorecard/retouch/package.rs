//! The parts of a written workbook, of which some are changed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io::{Cursor, Read, Write};

use voced_cli::Failure;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A workbook as our own writer writes it.
pub(super) struct Package {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Parts that were looked at, by name.
    opened: BTreeMap<String, String>,
}

impl Package {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Failure> {
        Ok(Self {
            archive: ZipArchive::new(Cursor::new(bytes)).map_err(Failure::of)?,
            opened: BTreeMap::new(),
        })
    }

    /// A part, to look at or to change.
    pub(super) fn part(&mut self, name: &str) -> Result<&mut String, Failure> {
        match self.opened.entry(name.into()) {
            Entry::Occupied(part) => Ok(part.into_mut()),
            Entry::Vacant(place) => {
                let mut part = self.archive.by_name(name).map_err(Failure::of)?;
                let mut xml = String::new();
                part.read_to_string(&mut xml)?;
                Ok(place.insert(xml))
            }
        }
    }

    /// The part of a sheet: our own writer numbers them in the order of the workbook.
    pub(super) fn sheet(&mut self, title: &str) -> Result<String, Failure> {
        let workbook = self.part("xl/workbook.xml")?;
        let mut sheets = workbook.split("<sheet name=\"").skip(1);
        let idx = sheets.position(|sheet| sheet.split('"').next() == Some(title));
        let idx = idx.ok_or_else(|| Failure::of(format!("写出的工作簿里没有“{title}”")))?;
        Ok(format!("xl/worksheets/sheet{}.xml", idx + 1))
    }

    /// The workbook with the parts as they are now.
    pub(super) fn written(mut self) -> Result<Vec<u8>, Failure> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        for idx in 0..self.archive.len() {
            let part = self.archive.by_index_raw(idx).map_err(Failure::of)?;
            let name = part.name().map_err(Failure::of)?.into_owned();
            match self.opened.get(&name) {
                Some(xml) => {
                    writer.start_file(name, stored).map_err(Failure::of)?;
                    writer.write_all(xml.as_bytes())?;
                }
                None => writer.raw_copy_file(part).map_err(Failure::of)?,
            }
        }
        Ok(writer.finish().map_err(Failure::of)?.into_inner())
    }
}
