//! The container of .xls, looked at before the workbook library reads it.
//!
//! The library follows chains of sectors without counting its steps and sets room aside for
//! whatever a sheet claims. A damaged file would use up all memory, which ends the whole run.

/// Size of the header and place of its numbers (MS-CFB 2.2).
const HEADER: usize = 512;
const SECTOR_SHIFT: usize = 30;
const DIRECTORY_START: usize = 48;
const MINI_FAT_START: usize = 60;
const DIFAT_START: usize = 68;
const DIFAT: usize = 76;
/// Shorter parts lie in sectors of their own kind.
const SMALLEST_LARGE: usize = 4096;

/// What is wrong with a compound file, as far as it can do harm; `None` where nothing is.
pub(crate) fn fault(bytes: &[u8]) -> Option<&'static str> {
    let Some(fat) = fat(bytes) else {
        return Some("文件的目录不完整");
    };
    let mini_fat: Vec<u32> = chain(&fat, number(bytes, MINI_FAT_START))
        .filter_map(|sector| entries(bytes, sector))
        .flatten()
        .collect();
    if runs_in_a_circle(&fat) || runs_in_a_circle(&mini_fat) {
        return Some("文件的目录自相矛盾");
    }
    claims_impossible_sheet(bytes).then_some("表的范围超出了格式的限度")
}

/// Whether a part of this name may be in the container; names stand in it in UTF-16.
pub(crate) fn mentions(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Whether the workbook begins with the record of a password, behind which nothing can be told.
pub(crate) fn has_password(bytes: &[u8]) -> bool {
    /// The record that begins a workbook: type, length, version 8, workbook rather than sheet.
    const BEGIN: &[u8] = &[0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00];
    const PASSWORD: &[u8] = &[0x2F, 0x00];
    /// A mark without content that may stand between.
    const WRITE_PROTECTED: &[u8] = &[0x86, 0x00, 0x00, 0x00];
    bytes
        .windows(26)
        .filter(|window| window.starts_with(BEGIN))
        .map(|window| &window[20..])
        .any(|next| {
            next.strip_prefix(WRITE_PROTECTED)
                .unwrap_or(next)
                .starts_with(PASSWORD)
        })
}

/// The content of the first part with one of these names, as the library would read it.
pub(crate) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let fat = fat(bytes)?;
    let large = |first, length| Sectors::large(bytes, &fat).joined(first, length);
    let directory = large(number(bytes, DIRECTORY_START), usize::MAX);
    let parts: Vec<Part> = directory.chunks_exact(128).map(Part::new).collect();
    let part = names
        .iter()
        .find_map(|name| parts.iter().find(|part| part.is_called(name)))?;
    if part.length >= SMALLEST_LARGE {
        return Some(large(part.start, part.length));
    }
    let root = parts.first()?;
    let mini_fat = large(number(bytes, MINI_FAT_START), usize::MAX);
    let small = Sectors {
        bytes: &large(root.start, root.length),
        size: 64,
        following: &numbers(&mini_fat).collect::<Vec<_>>(),
    };
    Some(small.joined(part.start, part.length))
}

/// An entry of the directory (MS-CFB 2.6).
struct Part {
    name: String,
    start: u32,
    length: usize,
}

impl Part {
    fn new(entry: &[u8]) -> Self {
        let name = numbers(&entry[..64]).flat_map(|two| {
            let [a, b, c, d] = two.to_le_bytes();
            [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
        });
        let name = char::decode_utf16(name.take_while(|letter| *letter != 0));
        Self {
            name: name.map(|letter| letter.unwrap_or('\u{fffd}')).collect(),
            start: number(entry, 116),
            length: usize::try_from(number(entry, 120)).unwrap_or(usize::MAX),
        }
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Sectors with what follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
    following: &'a [u32],
}

impl<'a> Sectors<'a> {
    fn large(bytes: &'a [u8], fat: &'a [u32]) -> Self {
        let size = sector_size(bytes);
        Self {
            // The header takes up the room of a sector.
            bytes: bytes.get(size..).unwrap_or(&[]),
            size,
            following: fat,
        }
    }

    /// So many bytes from a first sector on, fewer where they break off.
    fn joined(&self, first: u32, length: usize) -> Vec<u8> {
        let mut joined = Vec::new();
        for sector in chain(self.following, first) {
            let start = usize::try_from(sector)
                .ok()
                .and_then(|sector| sector.checked_mul(self.size));
            let Some(rest) = start.and_then(|start| self.bytes.get(start..)) else {
                break;
            };
            let wanted = self.size.min(length - joined.len());
            joined.extend_from_slice(&rest[..wanted.min(rest.len())]);
            if joined.len() >= length {
                break;
            }
        }
        joined
    }
}

/// For each sector the one that follows it.
fn fat(bytes: &[u8]) -> Option<Vec<u32>> {
    let listed = |range: &[u8]| -> Vec<u32> { numbers(range).collect() };
    let mut sectors = listed(bytes.get(DIFAT..HEADER)?);
    // Further lists of sectors are chained by their own last entry.
    let mut next = number(bytes, DIFAT_START);
    let most = bytes.len() / HEADER;
    for step in 0.. {
        let Some(list) = entries(bytes, next) else {
            break;
        };
        if step > most {
            return None;
        }
        let mut list: Vec<u32> = list.collect();
        next = list.pop()?;
        sectors.extend(list);
    }
    let parts = sectors
        .into_iter()
        .filter_map(|sector| entries(bytes, sector));
    Some(parts.flatten().collect())
}

/// The numbers in a sector; `None` beyond the end of the file.
fn entries(bytes: &[u8], sector: u32) -> Option<impl Iterator<Item = u32> + '_> {
    let size = sector_size(bytes);
    let start = usize::try_from(sector)
        .ok()?
        .checked_add(1)?
        .checked_mul(size)?;
    Some(numbers(bytes.get(start..)?.get(..size)?))
}

/// 512 bytes in files of version 3, 4096 in version 4.
fn sector_size(bytes: &[u8]) -> usize {
    match bytes.get(SECTOR_SHIFT) {
        Some(12) => 4096,
        _ => HEADER,
    }
}

/// The sectors from a first one on, no more than there are.
fn chain(fat: &[u32], first: u32) -> impl Iterator<Item = u32> + '_ {
    let next = |sector: &u32| fat.get(usize::try_from(*sector).ok()?).copied();
    std::iter::successors(Some(first), next).take(fat.len() + 1)
}

fn runs_in_a_circle(next: &[u32]) -> bool {
    let mut seen_from = vec![None; next.len()];
    (0..next.len()).any(|start| {
        let mut at = start;
        while let Some(seen) = seen_from.get_mut(at) {
            match seen {
                Some(earlier) => return *earlier == start,
                None => *seen = Some(start),
            }
            let Ok(following) = usize::try_from(next[at]) else {
                return false;
            };
            at = following;
        }
        false
    })
}

/// Whether a sheet says that it is larger than the format allows.
fn claims_impossible_sheet(bytes: &[u8]) -> bool {
    /// Type and length of the record: first row, row after the last, the same of columns.
    const DIMENSIONS: &[u8] = &[0x00, 0x02, 0x0E, 0x00];
    bytes
        .windows(16)
        .filter(|window| window.starts_with(DIMENSIONS))
        .any(|record| {
            let (first, end) = (number(record, 4), number(record, 8));
            let columns = u16::from_le_bytes([record[14], record[15]]);
            end > 65_536 || first > end || columns > 256
        })
}

fn number(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| numbers(rest).next());
    found.unwrap_or(u32::MAX)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_wherever_they_begin() {
        const END: u32 = 0xFFFF_FFFE;
        for next in [&[0][..], &[1, 0], &[1, 2, 1], &[END, 2, 3, 1]] {
            assert!(runs_in_a_circle(next), "{next:?}");
        }
        for next in [&[][..], &[END], &[1, 2, END], &[2, 2, END], &[9]] {
            assert!(!runs_in_a_circle(next), "{next:?}");
        }
    }
}
