//! The cells of a sheet by position. Files list them row by row, so they are kept as they come, side by
//! side, and only put in order where a file does not.

use voced_domain::Position;

use crate::cell::Cell;

/// Cells that are not empty, by position.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells(Vec<(Position, Cell)>);

impl Cells {
    pub(crate) fn get(&self, position: &Position) -> Option<&Cell> {
        let found = self.0.binary_search_by_key(position, |(at, _)| *at).ok()?;
        Some(&self.0[found].1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Position, &Cell)> {
        self.0.iter().map(|(position, cell)| (position, cell))
    }

    /// Where cells stand in these rows.
    pub(crate) fn in_rows(&self, first: u32, last: u32) -> impl Iterator<Item = Position> + '_ {
        let start = self.0.partition_point(|(at, _)| at.row < first);
        let cells = self.0[start..].iter().map(|(at, _)| *at);
        cells.take_while(move |at| at.row <= last)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes out those that are asked for.
    pub(crate) fn take(&mut self, mut is_asked_for: impl FnMut(&Position) -> bool) -> Self {
        let cells = std::mem::take(&mut self.0).into_iter();
        let (asked, left) = cells.partition(|(at, _)| is_asked_for(at));
        self.0 = left;
        Self(asked)
    }
}

/// Cells as they are read.
#[derive(Default)]
pub(crate) struct Gathering {
    cells: Vec<(Position, Cell)>,
    is_disordered: bool,
}

impl Gathering {
    /// With room for as many as another has, up to what most sheets have.
    pub(crate) fn like(other: &Self) -> Self {
        const MOST: usize = 512;
        Self {
            cells: Vec::with_capacity(other.cells.len().min(MOST)),
            is_disordered: false,
        }
    }

    /// Of two cells at one position the later counts.
    pub(crate) fn insert(&mut self, position: Position, cell: Cell) {
        let last = self.cells.last();
        self.is_disordered |= last.is_some_and(|(last, _)| *last >= position);
        self.cells.push((position, cell));
    }

    pub(crate) fn cells(mut self) -> Cells {
        if self.is_disordered {
            // Stable, so that of cells at one position the latest comes first, and stays.
            self.cells.reverse();
            self.cells.sort_by_key(|(position, _)| *position);
            self.cells.dedup_by_key(|(position, _)| *position);
        }
        Cells(self.cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Value;

    #[test]
    fn cells_out_of_order_are_found_and_the_later_of_two_counts() {
        let mut gathering = Gathering::default();
        for (column, number) in [(3, 1.0), (1, 2.0), (3, 3.0), (2, 4.0)] {
            let cell = Cell {
                value: Value::Number(number),
                formula: None,
                format: None,
                struck: None,
            };
            gathering.insert(Position { row: 0, column }, cell);
        }
        let cells = gathering.cells();
        let shown: Vec<String> = cells
            .iter()
            .map(|(position, cell)| format!("{position}={}", cell.text()))
            .collect();
        assert_eq!(shown, ["B1=2", "C1=4", "D1=3"]);
        let found = cells.get(&Position { row: 0, column: 3 });
        assert_eq!(found.map(Cell::text).as_deref(), Some("3"));
    }
}
