//! Bounds that files are held against in more than one place.

/// A returned workbook has some 20 sheets at most.
pub(crate) const MOST_SHEETS: usize = 256;
/// It has some 20 entries, where it is an archive.
pub(super) const MOST_ENTRIES: usize = 2_000;
/// It inflates to less than a megabyte; with borders drawn down to the last row to a hundred.
pub(crate) const MOST_INFLATED: u64 = 128 << 20;
