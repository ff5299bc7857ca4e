//! Tables between rules: cells are what is enclosed, whatever their text looks like, so that heads
//! of several rows, merged cells and cells of several lines are read as they stand.

use std::collections::BTreeMap;

use super::line::{Piece, add_line, lines, pieces};
use super::page::{Rule, View};
use crate::document::Text;
use crate::read::piece::again;

/// Rules that are no further apart, in points, meet.
const NEAR: f64 = 3.0;
/// Rules of a table without sides reach so much further, in points, than the outermost upright one.
const OPEN: f64 = 6.0;
/// What programs leave free at the sides of a cell, in points, and the width of a digit, in sizes.
const MARGINS: f64 = 12.0;
const DIGIT: f64 = 0.6;
/// A table of more cells is a drawing.
const MOST_CELLS: usize = 5_000;
/// Fewer filled cells, as one part in so many, are a drawing.
const LEAST_FILLED: usize = 3;

/// A table, with the room that it takes.
pub(super) struct Grid {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) rows: Vec<Vec<Text>>,
}

/// The tables of a view; their characters are taken from it.
pub(super) fn grids(view: &mut View) -> Vec<Grid> {
    let mut found = Vec::new();
    for rules in groups(&view.rules) {
        if let Some(frame) = Frame::new(&rules) {
            found.extend(frame.grid(&mut view.glyphs));
        }
    }
    found.sort_by(|a, b| a.top.total_cmp(&b.top));
    found
}

/// Rules that meet, directly or through others.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let (level, upright): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.is_level);
    let n_level = level.len();
    let mut sets = Sets::new(rules.len());
    for (i, across) in level.iter().enumerate() {
        for (j, down) in upright.iter().enumerate() {
            if across.reaches(down.at) && down.reaches(across.at) {
                sets.join(i, n_level + j);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Rule>> = BTreeMap::new();
    for (idx, rule) in level.into_iter().chain(upright).enumerate() {
        groups.entry(sets.root(idx)).or_default().push(rule);
    }
    groups.into_values().collect()
}

impl Rule {
    fn reaches(&self, at: f64) -> bool {
        (self.from - NEAR..=self.to + NEAR).contains(&at)
    }
}

/// The rules of one table.
struct Frame<'r> {
    rules: &'r [Rule],
    /// Where columns begin and end.
    xs: Vec<f64>,
    ys: Vec<f64>,
}

impl<'r> Frame<'r> {
    fn new(rules: &'r [Rule]) -> Option<Self> {
        let of = |is_level| rules.iter().filter(move |rule| rule.is_level == is_level);
        let mut xs = places(of(false).map(|rule| rule.at));
        let ys = places(of(true).map(|rule| rule.at));
        let from = of(true).map(|rule| rule.from).fold(f64::INFINITY, f64::min);
        let to = of(true)
            .map(|rule| rule.to)
            .fold(f64::NEG_INFINITY, f64::max);
        // The sides of a table may be open.
        if xs.first().is_some_and(|first| from < first - OPEN) {
            xs.insert(0, from);
        }
        if xs.last().is_some_and(|last| to > last + OPEN) {
            xs.push(to);
        }
        let is_table = xs.len() > 2 && ys.len() > 2 && xs.len() * ys.len() <= MOST_CELLS;
        is_table.then_some(Self { rules, xs, ys })
    }

    fn n_columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn n_rows(&self) -> usize {
        self.ys.len() - 1
    }

    /// The table with its characters; nothing where most of it is empty.
    fn grid(&self, glyphs: &mut Vec<Piece>) -> Option<Grid> {
        let sets = self.merged();
        let mut cells: BTreeMap<usize, Vec<Piece>> = BTreeMap::new();
        for glyph in glyphs.iter() {
            if let Some(cell) = self.cell_of(glyph) {
                cells
                    .entry(sets.root(cell))
                    .or_default()
                    .push(glyph.clone());
            }
        }
        let n_cells = self.n_columns() * self.n_rows();
        let n_merged = (0..n_cells)
            .filter(|cell| sets.root(*cell) == *cell)
            .count();
        if cells.len() < 2 || n_merged < 4 || cells.len() * LEAST_FILLED < n_merged {
            return None;
        }
        glyphs.retain(|glyph| self.cell_of(glyph).is_none());
        let texts: BTreeMap<usize, Text> = cells
            .into_iter()
            .map(|(cell, glyphs)| (cell, text_of(&glyphs, self.width(cell, &sets))))
            .collect();
        let cell = |cell: usize| {
            let root = sets.root(cell);
            let text = texts.get(&root).cloned().unwrap_or_default();
            if root == cell { text } else { again(&text) }
        };
        let row =
            |row: usize| (0..self.n_columns()).map(move |column| row * self.n_columns() + column);
        let rows = (0..self.n_rows()).map(|idx| row(idx).map(cell).collect());
        let rows: Vec<Vec<Text>> = rows.collect();
        Some(Grid {
            left: *self.xs.first()?,
            right: *self.xs.last()?,
            top: *self.ys.first()?,
            rows: rows
                .into_iter()
                .filter(|row| row.iter().any(|cell| !cell.as_str().is_empty()))
                .collect(),
        })
    }

    fn cell_of(&self, glyph: &Piece) -> Option<usize> {
        let column = slot(&self.xs, f64::midpoint(glyph.left, glyph.right))?;
        let row = slot(&self.ys, glyph.middle())?;
        Some(row * self.n_columns() + column)
    }

    /// How wide a cell is with those that are merged with it.
    fn width(&self, cell: usize, sets: &Sets) -> f64 {
        let column = cell % self.n_columns();
        let rest = self.n_columns() - column;
        let n_merged = (1..rest)
            .take_while(|idx| sets.root(cell + idx) == cell)
            .count();
        self.xs[column + 1 + n_merged] - self.xs[column]
    }

    /// Cells between which no rule stands.
    fn merged(&self) -> Sets {
        let mut sets = Sets::new(self.n_columns() * self.n_rows());
        let middles = |places: &[f64]| -> Vec<f64> {
            places
                .windows(2)
                .map(|pair| f64::midpoint(pair[0], pair[1]))
                .collect()
        };
        let (across, down) = (middles(&self.xs), middles(&self.ys));
        for (row, y) in down.iter().enumerate() {
            for (column, x) in across.iter().enumerate() {
                let cell = row * self.n_columns() + column;
                if column + 1 < across.len() && !self.parts(false, self.xs[column + 1], *y) {
                    sets.join(cell, cell + 1);
                }
                if row + 1 < down.len() && !self.parts(true, self.ys[row + 1], *x) {
                    sets.join(cell, cell + self.n_columns());
                }
            }
        }
        sets
    }

    /// Whether a rule at a place goes by another place.
    fn parts(&self, is_level: bool, at: f64, by: f64) -> bool {
        self.rules.iter().any(|rule| {
            rule.is_level == is_level && (rule.at - at).abs() <= NEAR && rule.reaches(by)
        })
    }
}

/// Places in their order, those that meet once.
fn places(all: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut all: Vec<f64> = all.collect();
    all.sort_by(f64::total_cmp);
    all.dedup_by(|next, kept| *next - *kept <= NEAR);
    all
}

/// Between which two places something stands.
fn slot(places: &[f64], at: f64) -> Option<usize> {
    let idx = places.partition_point(|place| *place <= at);
    (idx > 0 && idx < places.len()).then(|| idx - 1)
}

/// The text of a cell so wide: a word, or a number that fills its line, may go on in the next.
fn text_of(glyphs: &[Piece], width: f64) -> Text {
    let mut text = String::new();
    let mut is_full = false;
    for line in lines(pieces(glyphs)) {
        add_line(&mut text, &line.text(), is_full);
        is_full = width - (line.right() - line.left()) < MARGINS + DIGIT * line.size;
    }
    Text::from(&*text)
}

/// Sets of things that are joined one by one.
struct Sets(Vec<usize>);

impl Sets {
    fn new(n: usize) -> Self {
        Self((0..n).collect())
    }

    /// The first thing of a set.
    fn root(&self, mut idx: usize) -> usize {
        while self.0[idx] != idx {
            idx = self.0[idx];
        }
        idx
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}
