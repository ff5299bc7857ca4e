//! Rectangles of cells that are merged into one.

use voced_domain::Position;

/// Cells that are shown as one, with what stands in the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) first: Position,
    pub(crate) last: Position,
}

impl Region {
    /// Reads `E4:E5`.
    pub(crate) fn from_a1(text: &str) -> Option<Self> {
        let (first, last) = text.trim().split_once(':')?;
        Some(Self {
            first: Position::from_a1(first)?,
            last: Position::from_a1(last)?,
        })
    }

    /// Whether a cell is in the region and not its first.
    pub(crate) fn covers(&self, at: &Position) -> bool {
        let rows = self.first.row..=self.last.row;
        let columns = self.first.column..=self.last.column;
        *at != self.first && rows.contains(&at.row) && columns.contains(&at.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_covers_all_but_its_first_cell() {
        let region = Region::from_a1("B2:C3").unwrap();
        let covered = |name: &str| region.covers(&Position::from_a1(name).unwrap());
        assert!(["C2", "B3", "C3"].into_iter().all(covered));
        assert!(!["B2", "A1", "D2", "B4"].into_iter().any(covered));
        assert_eq!(Region::from_a1("B2"), None);
    }
}
