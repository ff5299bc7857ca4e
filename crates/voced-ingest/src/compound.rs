//! The container of .xls, looked at before the workbook library reads it.
//!
//! The library follows chains of sectors without counting its steps and sets room aside for
//! whatever a sheet claims. A damaged file would use up all memory, which ends the whole run.
//!
//! Read by own code, since the crate cfb 0.16 refuses the whole file where its table of sectors or its
//! directory is not as the standard asks, which the workbooks that SheetJS writes are not; and it finds a
//! part by the tree of the directory, where the library takes the first of the name, so that the bounds
//! would be held against other bytes than those that are read.

use std::ops::Range;

/// Size of the header and place of its numbers (MS-CFB 2.2).
const HEADER: usize = 512;
const SECTOR_SHIFT: usize = 30;
const DIRECTORY_START: usize = 48;
const MINI_FAT_START: usize = 60;
const DIFAT_START: usize = 68;
const DIFAT: usize = 76;
/// Shorter parts lie in sectors of their own kind.
const SMALLEST_LARGE: usize = 4096;
const SMALL: usize = 64;
/// Size of an entry of the directory; where it says what it is, and what the first must be.
const ENTRY: usize = 128;
const KIND: usize = 66;
const ROOT: u8 = 5;

/// A compound file with its directory, as far as there is one.
pub(crate) struct Compound<'b> {
    bytes: &'b [u8],
    /// For each sector the one that follows it; empty where that cannot be told.
    fat: Vec<u32>,
    entries: Vec<Entry>,
}

impl<'b> Compound<'b> {
    /// Whether a file begins as one.
    pub(crate) fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
    }

    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        let mut compound = Self {
            bytes,
            fat: fat(bytes).unwrap_or_default(),
            entries: Vec::new(),
        };
        let directory =
            compound.content(&compound.large(number(bytes, DIRECTORY_START), usize::MAX));
        compound.entries = directory.chunks_exact(ENTRY).map(Entry::new).collect();
        compound.mark_those_on_top();
        compound
    }

    /// The whole file.
    pub(crate) fn bytes(&self) -> &'b [u8] {
        self.bytes
    }

    /// What is wrong with it, as far as it can do harm; `None` where nothing is.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        // Some programs write the directory last, so that a file broken off has none.
        let has_directory = self.entries.first().is_some_and(|entry| entry.is_root);
        if self.fat.is_empty() || !has_directory {
            return Some("文件的目录不完整");
        }
        if runs_in_a_circle(&self.fat) || runs_in_a_circle(&self.mini_fat()) {
            return Some("文件的目录自相矛盾");
        }
        None
    }

    /// Whether a part of this name lies on top, not in what is embedded.
    pub(crate) fn has(&self, name: &str) -> bool {
        let mut entries = self.on_top();
        entries.any(|entry| entry.is_called(name))
    }

    pub(crate) fn has_anywhere(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    pub(crate) fn names_on_top(&self) -> impl Iterator<Item = &str> {
        self.on_top().map(|entry| entry.name.as_str())
    }

    /// The names of all parts, of embedded ones as well.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The content of the first part of this name, as the library would read it.
    pub(crate) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        Some(self.content(&self.places(self.entry(name)?)))
    }

    /// A copy of the file in which the first part of this name has another content, as long as before.
    pub(crate) fn with_stream(&self, name: &str, content: &[u8]) -> Option<Vec<u8>> {
        let mut bytes = self.bytes.to_vec();
        let mut content = content;
        for place in self.places(self.entry(name)?) {
            let (here, rest) = content.split_at_checked(place.len())?;
            bytes.get_mut(place)?.copy_from_slice(here);
            content = rest;
        }
        Some(bytes)
    }

    fn on_top(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.is_on_top)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.is_called(name))
    }

    /// Where in the file a part stands.
    fn places(&self, entry: &Entry) -> Vec<Range<usize>> {
        if entry.length >= SMALLEST_LARGE {
            return self.large(entry.start, entry.length);
        }
        let root = self.entries.first();
        let root = root.map(|root| self.large(root.start, root.length));
        self.small(&root.unwrap_or_default(), entry)
    }

    /// The sectors from a first one on, as many as hold so many bytes; fewer where they break off.
    fn large(&self, first: u32, length: usize) -> Vec<Range<usize>> {
        let size = sector_size(self.bytes);
        // Sectors in a circle are no more than the file has.
        let mut left = length.min(self.bytes.len());
        let mut places = Vec::new();
        for sector in chain(&self.fat, first) {
            // The header takes up the room of a sector.
            let start = usize::try_from(sector)
                .ok()
                .and_then(|sector| sector.checked_add(1));
            let start = start.and_then(|sector| sector.checked_mul(size));
            let Some(rest) = start
                .and_then(|start| self.bytes.len().checked_sub(start))
                .filter(|rest| *rest > 0)
            else {
                break;
            };
            let start = self.bytes.len() - rest;
            let here = size.min(left).min(rest);
            places.push(start..start + here);
            left -= here;
            if left == 0 {
                break;
            }
        }
        places
    }

    /// A short part within the large one that holds all short ones.
    fn small(&self, root: &[Range<usize>], entry: &Entry) -> Vec<Range<usize>> {
        let mut left = entry.length;
        let mut places = Vec::new();
        for sector in chain(&self.mini_fat(), entry.start) {
            let at = usize::try_from(sector)
                .ok()
                .and_then(|sector| sector.checked_mul(SMALL));
            let Some(place) = at.and_then(|at| within(root, at, SMALL.min(left))) else {
                break;
            };
            left -= place.len();
            places.push(place);
            if left == 0 {
                break;
            }
        }
        places
    }

    fn mini_fat(&self) -> Vec<u32> {
        let places = self.large(number(self.bytes, MINI_FAT_START), usize::MAX);
        numbers(&self.content(&places)).collect()
    }

    fn content(&self, places: &[Range<usize>]) -> Vec<u8> {
        let parts = places
            .iter()
            .filter_map(|place| self.bytes.get(place.clone()));
        parts.flatten().copied().collect()
    }

    /// The directory is a tree; what hangs on its root lies on top. Some programs write none.
    fn mark_those_on_top(&mut self) {
        let Some(root) = self.entries.first() else {
            return;
        };
        let mut open = vec![root.child];
        while let Some(idx) = open.pop() {
            let idx = usize::try_from(idx).ok();
            let Some(entry) = idx.and_then(|idx| self.entries.get_mut(idx)) else {
                continue;
            };
            // Damaged ones may hang on one another in a circle.
            if !std::mem::replace(&mut entry.is_on_top, true) {
                open.extend(entry.siblings);
            }
        }
        if !self.entries.iter().any(|entry| entry.is_on_top) {
            self.entries
                .iter_mut()
                .for_each(|entry| entry.is_on_top = true);
        }
    }
}

/// So many bytes of a part that stands in several places, as far as they lie together.
fn within(places: &[Range<usize>], at: usize, length: usize) -> Option<Range<usize>> {
    let size = places.first()?.len();
    let place = places.get(at.checked_div(size)?)?;
    let start = place.start + at % size;
    (start < place.end).then(|| start..place.end.min(start + length))
}

/// An entry of the directory (MS-CFB 2.6).
struct Entry {
    name: String,
    siblings: [u32; 2],
    child: u32,
    start: u32,
    length: usize,
    is_root: bool,
    is_on_top: bool,
}

impl Entry {
    fn new(entry: &[u8]) -> Self {
        let name = numbers(&entry[..64]).flat_map(|two| {
            let [a, b, c, d] = two.to_le_bytes();
            [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
        });
        let name = char::decode_utf16(name.take_while(|letter| *letter != 0));
        Self {
            name: name.map(|letter| letter.unwrap_or('\u{fffd}')).collect(),
            siblings: [number(entry, 68), number(entry, 72)],
            child: number(entry, 76),
            start: number(entry, 116),
            length: usize::try_from(number(entry, 120)).unwrap_or(usize::MAX),
            is_root: entry[KIND] == ROOT,
            is_on_top: false,
        }
    }

    fn is_called(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
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
    sectors.retain(|sector| entries(bytes, *sector).is_some());
    // One that is listed again and again would multiply.
    if sectors.len() > bytes.len() / sector_size(bytes) {
        return None;
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

fn number(bytes: &[u8], at: usize) -> u32 {
    let found = bytes.get(at..).and_then(|rest| numbers(rest).next());
    found.unwrap_or(u32::MAX)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// A compound file with these parts on top, the second of each within the first; all are empty.
#[cfg(test)]
pub(crate) fn with_parts(names: &[&str], within: &[&str]) -> Vec<u8> {
    const NONE: u32 = u32::MAX;
    let directory_sectors = (1 + names.len() + within.len()).div_ceil(HEADER / ENTRY);
    let mut bytes = vec![0; HEADER * (2 + directory_sectors)];
    let mut put = |at: usize, data: &[u8]| bytes[at..at + data.len()].copy_from_slice(data);
    put(0, &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    put(26, &[3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
    put(DIRECTORY_START, &1_u32.to_le_bytes());
    put(MINI_FAT_START, &0xFFFF_FFFE_u32.to_le_bytes());
    put(DIFAT_START, &0xFFFF_FFFE_u32.to_le_bytes());
    put(DIFAT, &[0xFF; HEADER - DIFAT]);
    put(DIFAT, &0_u32.to_le_bytes());
    put(HEADER, &[0xFF; HEADER]);
    for sector in 1..=directory_sectors {
        let next = if sector == directory_sectors {
            0xFFFF_FFFE
        } else {
            sector as u32 + 1
        };
        put(HEADER + sector * 4, &next.to_le_bytes());
    }
    let all = ["Root Entry"].iter().chain(names).chain(within);
    for (idx, name) in all.enumerate() {
        let at = HEADER * 2 + idx * ENTRY;
        let is_last = idx == names.len() || idx == names.len() + within.len();
        let right = if idx == 0 || is_last {
            NONE
        } else {
            idx as u32 + 1
        };
        let child = match idx {
            0 if !names.is_empty() => 1,
            1 if !within.is_empty() => names.len() as u32 + 1,
            _ => NONE,
        };
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        put(at, &name);
        put(at + KIND, &[if idx == 0 { ROOT } else { 2 }]);
        put(at + 68, &NONE.to_le_bytes());
        put(at + 72, &right.to_le_bytes());
        put(at + 76, &child.to_le_bytes());
        put(at + 116, &0xFFFF_FFFE_u32.to_le_bytes());
    }
    bytes
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

    #[test]
    fn what_is_embedded_does_not_lie_on_top() {
        let bytes = with_parts(&["ObjectPool", "WordDocument"], &["Workbook"]);
        let compound = Compound::new(&bytes);
        assert!(compound.has("worddocument") && !compound.has("Workbook"));
        assert!(compound.has_anywhere("Workbook"));
        assert_eq!(compound.fault(), None);
        assert_eq!(compound.stream("Workbook"), Some(vec![]));
    }

    #[test]
    fn damaged_ones_come_to_an_end() {
        let whole = with_parts(&["Workbook", "Book"], &["a", "b", "c"]);
        for at in 0..whole.len() {
            for byte in [0, 1, 2, 0x7F, 0xFE, 0xFF] {
                let mut bytes = whole.clone();
                bytes[at] = byte;
                let compound = Compound::new(&bytes);
                assert!(compound.names().count() <= bytes.len() / ENTRY);
                for name in ["Workbook", "c"] {
                    assert!(
                        compound
                            .stream(name)
                            .is_none_or(|found| found.len() <= bytes.len())
                    );
                }
            }
        }
        for end in 0..whole.len() {
            Compound::new(&whole[..end]).fault();
        }
    }

    #[test]
    fn a_sector_of_the_directory_that_is_listed_again_and_again_is_a_fault() {
        let mut bytes = with_parts(&["Workbook"], &[]);
        bytes[DIFAT..HEADER].fill(0);
        assert_eq!(Compound::new(&bytes).fault(), Some("文件的目录不完整"));
    }
}
