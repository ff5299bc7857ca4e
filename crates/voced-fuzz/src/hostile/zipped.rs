//! An archive written byte by byte, so that it can lie.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::package::Package;

/// An entry as it stands in the file, and what the directory says of it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) name: Vec<u8>,
    pub(super) flags: u16,
    pub(super) method: u16,
    pub(super) checksum: u32,
    /// What it says it takes up, and what it says it inflates to.
    pub(super) compressed: u32,
    pub(super) inflated: u32,
    /// Where it says it begins; where it does, if it says nothing else.
    pub(super) offset: Option<u32>,
    pub(super) data: Vec<u8>,
}

/// The entries of a package, honest and deflated.
pub(super) fn entries(package: &Package) -> Vec<Entry> {
    let bytes = package.zip();
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("just written");
    (0..archive.len())
        .map(|idx| {
            let mut raw = archive.by_index_raw(idx).expect("just written");
            let mut data = Vec::new();
            raw.read_to_end(&mut data).expect("in memory");
            let length = |n_bytes: u64| u32::try_from(n_bytes).unwrap_or(u32::MAX);
            Entry {
                name: raw.name_raw().to_vec(),
                // Names are in UTF-8.
                flags: 0x0800,
                method: match raw.compression() {
                    zip::CompressionMethod::Stored => 0,
                    _ => 8,
                },
                checksum: raw.crc32(),
                compressed: length(raw.compressed_size()),
                inflated: length(raw.size()),
                offset: None,
                data,
            }
        })
        .collect()
}

/// The archive of these entries.
pub(super) fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let here = u32::try_from(file.len()).unwrap_or(u32::MAX);
        let offset = entry.offset.unwrap_or(here);
        file.extend(b"PK\x03\x04\x14\x00");
        file.extend(described(entry));
        file.extend(&entry.name);
        file.extend(&entry.data);
        directory.extend(b"PK\x01\x02\x14\x00\x14\x00");
        directory.extend(described(entry));
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(&entry.name);
    }
    let start = u32::try_from(file.len()).unwrap_or(u32::MAX);
    let length = u32::try_from(directory.len()).unwrap_or(u32::MAX);
    let count = u16::try_from(entries.len()).unwrap_or(u16::MAX);
    file.extend(directory);
    file.extend(b"PK\x05\x06\x00\x00\x00\x00");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(length.to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// What both the entry and the directory say; no time, no further fields.
fn described(entry: &Entry) -> Vec<u8> {
    let name = u16::try_from(entry.name.len()).unwrap_or(u16::MAX);
    let mut said = Vec::new();
    said.extend(entry.flags.to_le_bytes());
    said.extend(entry.method.to_le_bytes());
    said.extend([0, 0, 0x21, 0]);
    said.extend(entry.checksum.to_le_bytes());
    said.extend(entry.compressed.to_le_bytes());
    said.extend(entry.inflated.to_le_bytes());
    said.extend(name.to_le_bytes());
    said.extend([0, 0]);
    said
}
