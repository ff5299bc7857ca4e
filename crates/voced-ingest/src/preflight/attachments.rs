//! What makes a workbook too large: photographs and files that were put into it, by name.

use super::limits::MOST_ENTRIES;
use crate::biff::WORKBOOKS;
use crate::compound::Compound;
use crate::foreign;
use crate::refusal::Refusal;

/// Folders of an archive with what was put in.
const FOLDERS: [&str; 4] = ["xl/media/", "xl/embeddings/", "Pictures/", "media/"];
/// So many are named, the largest first.
const NAMED: usize = 3;
const MB: u64 = 1 << 20;

/// What an archive says of an entry: its name and how many bytes it takes.
pub(super) type Part = (String, u64);

/// What is said of a workbook that is too large: of what was put into it, where most of it is that.
pub(super) fn blamed(parts: &[Part], otherwise: impl FnOnce() -> Refusal) -> Refusal {
    let total: u64 = sum(parts.iter());
    let mut attached: Vec<&Part> = parts.iter().filter(|(name, _)| is_attached(name)).collect();
    let of_attached = sum(attached.iter().copied());
    if of_attached <= total / 2 {
        return otherwise();
    }
    attached.sort_by(|(a, more), (b, less)| less.cmp(more).then_with(|| a.cmp(b)));
    let large = attached.iter().filter(|(_, size)| *size >= MB).take(NAMED);
    let named: Vec<String> = large
        .map(|(name, size)| format!("{} {}", file_name(name), shown(*size)))
        .collect();
    let more = match attached.len() {
        count if count > named.len() => format!("等{count}个，一共{}", shown(of_attached)),
        _ => String::new(),
    };
    let named = format!("{}{more}", named.join("、"));
    let found = format!("照片和附件有{}", shown(of_attached));
    Refusal::attachments(&named, found)
}

/// What is said of a file that is too large to be looked at, as its directory has it.
pub(super) fn of_file(bytes: &[u8]) -> Refusal {
    let too_large = || Refusal::too_large_a_file(format!("文件有{}MB", bytes.len() >> 20));
    let parts = if Compound::is_one(bytes) {
        of_compound(bytes)
    } else {
        directory(bytes)
    };
    if parts.is_empty() {
        return too_large();
    }
    let names: Vec<String> = parts.iter().map(|(name, _)| name.clone()).collect();
    if let Some(foreign) = foreign::known(bytes, &names) {
        return foreign;
    }
    let is_workbook = |name: &String| {
        name.starts_with("xl/") || name == "content.xml" || WORKBOOKS.contains(&name.as_str())
    };
    if names.iter().any(is_workbook) {
        blamed(&parts, too_large)
    } else if Compound::is_one(bytes) {
        Refusal::unknown()
    } else {
        foreign::archive()
    }
}

/// The parts of a compound file; pictures lie within the workbook itself.
fn of_compound(bytes: &[u8]) -> Vec<Part> {
    let compound = Compound::new(bytes);
    let names = compound.names_on_top().map(|name| (name.to_owned(), 0));
    names.collect()
}

fn is_attached(name: &str) -> bool {
    FOLDERS.iter().any(|folder| name.starts_with(folder))
}

fn sum<'p>(parts: impl Iterator<Item = &'p Part>) -> u64 {
    parts.fold(0, |sum, (_, size)| sum.saturating_add(*size))
}

/// As long as a clerk would read it; the names are those that Excel gave.
fn file_name(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or(name);
    name.chars().take(40).collect()
}

fn shown(size: u64) -> String {
    format!("{}MB", size / MB)
}

/// The entries of an archive, as many as a workbook may have; none where there is no directory.
///
/// The archive library sets room aside for whatever a directory claims, which of a file of any size
/// must not be asked.
fn directory(bytes: &[u8]) -> Vec<Part> {
    let directory = start_of_directory(bytes).and_then(|start| bytes.get(start..));
    let mut rest = directory.unwrap_or_default();
    let mut parts = Vec::new();
    while parts.len() < MOST_ENTRIES
        && let Some((part, behind)) = entry(rest)
    {
        parts.push(part);
        rest = behind;
    }
    parts
}

/// An entry of the directory and what comes after it (APPNOTE 4.3.12).
fn entry(bytes: &[u8]) -> Option<(Part, &[u8])> {
    let header = bytes.strip_prefix(b"PK\x01\x02")?;
    let compressed = u32::from_le_bytes(*header.get(16..)?.first_chunk()?);
    let lengths = [24, 26, 28].map(|at| header.get(at..).and_then(|bytes| bytes.first_chunk()));
    let [name, extra, comment] =
        lengths.map(|length| length.map(|two| usize::from(u16::from_le_bytes(*two))));
    let (shown, rest) = header.get(42..)?.split_at_checked(name?)?;
    let name = String::from_utf8_lossy(shown).into_owned();
    Some((
        (name, u64::from(compressed)),
        rest.get(extra? + comment?..)?,
    ))
}

/// Where the directory begins, as the end of the archive has it (APPNOTE 4.3.16).
fn start_of_directory(bytes: &[u8]) -> Option<usize> {
    /// Without a comment; with the longest.
    const SHORTEST: usize = 22;
    const LONGEST: usize = SHORTEST + 0xFFFF;
    let tail = &bytes[bytes.len().saturating_sub(LONGEST)..];
    let end = tail
        .windows(SHORTEST)
        .rev()
        .find(|end| end.starts_with(b"PK\x05\x06"))?;
    let start = u32::from_le_bytes(*end.get(16..)?.first_chunk()?);
    usize::try_from(start).ok()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::compound::with_parts;

    fn said(parts: &[(&str, u64)]) -> String {
        let parts: Vec<Part> = parts
            .iter()
            .map(|(name, size)| ((*name).into(), size * MB))
            .collect();
        blamed(&parts, || Refusal::too_large("别的".into())).message
    }

    #[test]
    fn pictures_are_blamed_where_they_are_most_of_it() {
        let sheet = ("xl/worksheets/sheet1.xml", 20);
        insta::assert_snapshot!(
            [
                said(&[sheet, ("xl/media/image1.png", 19)]),
                said(&[sheet, ("xl/media/image1.png", 21)]),
                said(&[
                    ("xl/media/image1.png", 0),
                    ("xl/embeddings/oleObject1.bin", 30)
                ]),
                said(&[
                    ("Pictures/a.jpg", 7),
                    ("Pictures/b.jpg", 9),
                    ("Pictures/c.jpg", 1),
                    ("Pictures/d.jpg", 8),
                ]),
            ]
            .join("\n")
        );
    }

    /// An archive in which these parts are stored, each of so many MB.
    fn archive(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, size) in parts {
            archive.start_file(*name, stored).unwrap();
            archive.write_all(&vec![1; size << 20]).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn a_large_file_is_called_what_it_is() {
        let files = [
            archive(&[("xl/workbook.xml", 0), ("xl/media/image1.jpeg", 3)]),
            archive(&[("xl/workbook.xml", 0), ("xl/worksheets/sheet1.xml", 3)]),
            archive(&[("甲.xlsx", 1), ("乙.xlsx", 1)]),
            archive(&[("ppt/presentation.xml", 0), ("ppt/media/image1.jpeg", 2)]),
            with_parts(&["PowerPoint Document"], &[]),
            with_parts(&["Workbook"], &[]),
            vec![1; 2 << 20],
        ];
        let said = files.map(|bytes| of_file(&bytes).message);
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn the_directory_is_read_as_the_library_reads_it() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [("xl/media/image1.png", "picture"), ("图.txt", "")] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.set_comment("a comment").unwrap();
        let bytes = archive.finish().unwrap().into_inner();
        let names: Vec<String> = directory(&bytes)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(names, ["xl/media/image1.png", "图.txt"]);
        for end in 0..bytes.len() {
            directory(&bytes[..end]);
        }
        assert_eq!(directory(b"PK\x05\x06"), []);
    }
}
