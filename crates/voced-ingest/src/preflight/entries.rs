//! The directory of an archive: how many entries, what they are called, what they inflate to.

use std::io::{Cursor, Read, sink};

use zip::CompressionMethod;

use super::attachments;
use super::limits::{MOST_ENTRIES, MOST_INFLATED};
use crate::refusal::Refusal;

/// The archive that a workbook of the newer formats is.
pub(crate) type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// A returned workbook has 50 KB, with a few photographs in it some megabytes.
pub const LARGEST_FILE: usize = 24 << 20;
/// A sheet, a picture, a file that was put in: passed through, not kept.
const LARGEST_SHEET: u64 = 64 << 20;
/// Any other part: what stands in it is kept.
const LARGEST_PART: u64 = 8 << 20;
/// One byte of deflated data stands for so many at most.
const DENSEST: u64 = 1_032;

/// The archive, if nothing in its directory is out of bounds.
pub(crate) fn archive(bytes: &[u8]) -> Result<Archive<'_>, Refusal> {
    of_bounded_size(bytes)?;
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(Refusal::damaged)?;
    if archive.len() > MOST_ENTRIES {
        let found = format!("压缩包里有{}个文件", archive.len());
        return Err(Refusal::too_large(found));
    }
    if archive.has_duplicate_names() {
        return Err(Refusal::damaged("压缩包里有重名的文件"));
    }
    let entries = entries(&mut archive)?;
    claims_no_more_than_allowed(&entries)?;
    // Entries that share their data multiply it.
    let compressed: u64 = entries.iter().map(|entry| entry.compressed).sum();
    if compressed > bytes.len() as u64 {
        return Err(Refusal::damaged("压缩包里的几个文件共用一段数据"));
    }
    inflates_to_no_more_than_allowed(&mut archive, &entries)?;
    Ok(archive)
}

/// Whether a file is small enough to be looked at.
pub(crate) fn of_bounded_size(bytes: &[u8]) -> Result<(), Refusal> {
    if bytes.len() > LARGEST_FILE {
        return Err(attachments::of_file(bytes));
    }
    Ok(())
}

/// What the directory says of an entry.
struct Entry {
    name: String,
    compressed: u64,
    claimed: u64,
    /// It cannot inflate to more, whatever it claims.
    most: u64,
    allowed: u64,
}

fn entries(archive: &mut Archive<'_>) -> Result<Vec<Entry>, Refusal> {
    (0..archive.len())
        .map(|idx| {
            let raw = archive.by_index_raw(idx).map_err(Refusal::damaged)?;
            let name = raw.name().map_err(Refusal::damaged)?.replace('\\', "/");
            if leaves_its_folder(&name) {
                let found = format!("压缩包里的文件名“{name}”指到别的文件夹");
                return Err(Refusal::damaged(found));
            }
            let compressed = raw.compressed_size();
            let most = match raw.compression() {
                CompressionMethod::Stored => compressed,
                CompressionMethod::Deflated => compressed.saturating_mul(DENSEST),
                _ => u64::MAX,
            };
            Ok(Entry {
                compressed,
                claimed: raw.size(),
                most,
                allowed: allowed(&name),
                name,
            })
        })
        .collect()
}

/// Nothing is ever unpacked into a folder; such a name only stands in a file that wants harm.
fn leaves_its_folder(name: &str) -> bool {
    let is_drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || is_drive || name.split('/').any(|part| part == "..")
}

/// How much an entry of this name may inflate to.
fn allowed(name: &str) -> u64 {
    let is_passed_through = ["xl/worksheets/", "xl/media/", "xl/embeddings/", "Pictures/"]
        .iter()
        .any(|folder| name.starts_with(folder))
        || name == "content.xml";
    if is_passed_through {
        LARGEST_SHEET
    } else {
        LARGEST_PART
    }
}

fn claims_no_more_than_allowed(entries: &[Entry]) -> Result<(), Refusal> {
    let claimed = entries
        .iter()
        .fold(0_u64, |sum, entry| sum.saturating_add(entry.claimed));
    if claimed > MOST_INFLATED {
        return Err(all_too_large(
            entries,
            format!("展开后有{}MB", claimed >> 20),
        ));
    }
    match entries.iter().find(|entry| entry.claimed > entry.allowed) {
        Some(entry) => Err(too_large(&entry.name, entry.claimed)),
        None => Ok(()),
    }
}

/// A directory can lie, so that whatever could inflate to more than it may is inflated once, and
/// counted.
fn inflates_to_no_more_than_allowed(
    archive: &mut Archive<'_>,
    entries: &[Entry],
) -> Result<(), Refusal> {
    let most = entries
        .iter()
        .fold(0_u64, |sum, entry| sum.saturating_add(entry.most));
    let may_be_too_many = most > MOST_INFLATED;
    let mut total = 0;
    for (idx, entry) in entries.iter().enumerate() {
        if entry.most <= entry.allowed && !may_be_too_many {
            continue;
        }
        let inflated = inflated(archive, idx, entry.allowed);
        if inflated > entry.allowed {
            return Err(too_large(&entry.name, inflated));
        }
        total += inflated;
        if total > MOST_INFLATED {
            return Err(all_too_large(
                entries,
                format!("展开后有{}MB以上", total >> 20),
            ));
        }
    }
    Ok(())
}

/// What an entry inflates to, counted to one byte more than is allowed. Where it breaks off, the
/// library breaks off as well.
fn inflated(archive: &mut Archive<'_>, idx: usize, allowed: u64) -> u64 {
    let Ok(entry) = archive.by_index(idx) else {
        return 0;
    };
    let mut entry = Counted {
        reader: entry.take(allowed + 1),
        n_bytes: 0,
    };
    let _ = std::io::copy(&mut entry, &mut sink());
    entry.n_bytes
}

/// Counts what was read even where reading then failed.
struct Counted<R> {
    reader: R,
    n_bytes: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n_bytes = self.reader.read(buffer)?;
        self.n_bytes += n_bytes as u64;
        Ok(n_bytes)
    }
}

fn too_large(name: &str, n_bytes: u64) -> Refusal {
    let parts = [(name.to_owned(), n_bytes)];
    attachments::blamed(&parts, || {
        Refusal::too_large(format!("“{name}”展开后有{}MB", n_bytes >> 20))
    })
}

fn all_too_large(entries: &[Entry], found: String) -> Refusal {
    let parts = entries
        .iter()
        .map(|entry| (entry.name.clone(), entry.claimed));
    attachments::blamed(&parts.collect::<Vec<_>>(), || Refusal::too_large(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_of_the_archive_are_told_from_plain_ones() {
        for name in ["../a", "/etc/passwd", "C:/a", "xl/../../a", ".."] {
            assert!(leaves_its_folder(name), "{name}");
        }
        for name in ["xl/workbook.xml", "[Content_Types].xml", "a..b/c", ""] {
            assert!(!leaves_its_folder(name), "{name}");
        }
    }
}
