//! Numbers in rows and columns.

use std::collections::BTreeMap;
use std::ops::Range;

use voced_domain::Quantity;

use crate::claim::Claim;
use crate::extract::is_joint;
use crate::figures::{Figure, FigureKind, of_cell};
use crate::interval::Interval;
use crate::ledger::Ledger;

/// Wider tables are read up to here.
const MOST_COLUMNS: usize = 16;
const TOTALS: &[&str] = &[
    "合计", "总计", "小计", "总数", "共计", "总和", "全国", "全市", "全省", "全县",
];

/// What the heads of other total rows end with.
const TOTAL_ENDS: &[&str] = &["合计", "总计"];

/// A cell with a number.
#[derive(Clone)]
pub(super) struct Cell<'l> {
    pub(super) claim: usize,
    pub(super) value: Quantity,
    pub(super) interval: Interval,
    pub(super) half: Quantity,
    pub(super) counted: &'l str,
    pub(super) digits: usize,
    /// Whether it tells by how much something changed.
    pub(super) is_change: bool,
    /// Whether it is one number to another, so that several of its kind add up to nothing: 14.1:1, 31.8册/生, 97.6%.
    pub(super) is_quotient: bool,
}

/// A table of numbers by row and column.
pub(super) struct Grid<'l> {
    pub(super) columns: BTreeMap<usize, Column<'l>>,
    /// The first cell of each row.
    heads: BTreeMap<usize, &'l str>,
    pub(super) block: usize,
    pub(super) is_table: bool,
}

/// The numbers of a column by row.
pub(super) type Column<'l> = BTreeMap<usize, Cell<'l>>;

impl<'l> Cell<'l> {
    pub(super) fn of(figure: &Figure<'l>) -> Self {
        Self {
            claim: figure.claim,
            interval: figure.signed(),
            value: if figure.is_down {
                &Quantity::zero() - &figure.value
            } else {
                figure.value.clone()
            },
            half: figure.half.clone(),
            counted: figure.counted,
            digits: figure.digits,
            is_change: figure.kind == FigureKind::Change,
            is_quotient: is_quotient(figure),
        }
    }

    pub(super) fn is_percent(&self) -> bool {
        self.counted == "%"
    }
}

fn is_quotient(figure: &Figure<'_>) -> bool {
    let is_of_kind = matches!(figure.kind, FigureKind::Ratio | FigureKind::Mean);
    is_of_kind || figure.counted == "%"
}

impl Grid<'_> {
    pub(super) fn is_total(&self, row: usize) -> bool {
        let head = self.head(row);
        TOTALS.contains(&head) || TOTAL_ENDS.iter().any(|end| head.ends_with(end))
    }

    /// Whether a row is a part of the one above it: 其中：无线市话用户.
    pub(super) fn is_part(&self, row: usize) -> bool {
        let head = self.head(row);
        head.starts_with("其中") || head.starts_with('#')
    }

    /// Whether the name of a row begins with that of another: 国内职务 and 国内.
    pub(super) fn is_named_after(&self, row: usize, other: usize) -> bool {
        let (own, other) = (self.head(row), self.head(other));
        !other.is_empty() && own != other && own.starts_with(other)
    }

    /// The name of a row.
    pub(super) fn head(&self, row: usize) -> &str {
        self.heads.get(&row).map_or("", |head| head.trim())
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = usize> {
        self.heads.keys().copied()
    }
}

/// The tables of a report.
pub(super) fn tables<'l>(ledger: &'l Ledger<'_>) -> Vec<Grid<'l>> {
    let mut grids: BTreeMap<usize, Grid<'l>> = BTreeMap::new();
    for (idx, claim) in ledger.claims.iter().enumerate() {
        let Some((row, column)) = claim.place.cell else {
            continue;
        };
        let block = claim.place.block;
        let grid = grids.entry(block).or_insert_with(|| Grid {
            columns: BTreeMap::new(),
            heads: BTreeMap::new(),
            block,
            is_table: true,
        });
        if column < MOST_COLUMNS {
            let of_column = grid.columns.entry(column).or_default();
            of_column.insert(row, of_claim(idx, claim));
            let head = claim.sentence.split(" | ").next().unwrap_or("");
            grid.heads.insert(row, head);
        }
    }
    grids.into_values().collect()
}

fn of_claim(idx: usize, claim: &Claim) -> Cell<'_> {
    Cell::of(&of_cell(claim, idx))
}

/// The lists of each paragraph that are as long as each other, each a column: 三类学校上年分别为甲、乙、丙，本年分别为丁、戊、己，增长庚、辛、壬.
pub(super) fn lists<'l>(ledger: &'l Ledger<'_>) -> Vec<Grid<'l>> {
    let figures = &ledger.figures;
    let mut by_length: BTreeMap<(usize, usize), Vec<Range<usize>>> = BTreeMap::new();
    for list in lists_of(figures) {
        let block = figures[list.start].block;
        let of_length = by_length.entry((block, list.len())).or_default();
        if of_length.len() < MOST_COLUMNS {
            of_length.push(list);
        }
    }
    let several = by_length.into_iter().filter(|(_, lists)| lists.len() > 1);
    let grid = several.map(|((block, len), lists)| {
        let column = |list: Range<usize>| -> Column<'l> {
            (0..len).zip(figures[list].iter().map(Cell::of)).collect()
        };
        Grid {
            columns: (0..).zip(lists.into_iter().map(column)).collect(),
            heads: (0..len).map(|row| (row, "")).collect(),
            block,
            is_table: false,
        }
    });
    grid.collect()
}

/// Runs of figures that nothing but 、 and 和 joins.
fn lists_of(figures: &[Figure<'_>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=figures.len() {
        let goes_on = figures
            .get(at)
            .is_some_and(|figure| is_joint(figure.before));
        if !goes_on {
            found.push(start..at);
            start = at;
        }
    }
    let is_list = |list: &Range<usize>| {
        let of_list = &figures[list.clone()];
        list.len() > 1 && of_list.iter().all(|figure| !figure.is_approximate)
    };
    found.retain(is_list);
    found
}
