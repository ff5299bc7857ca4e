//! What the number of a table says: by the heads of its row and column, and the title.

use super::Statement;
use super::cutter::items;
use super::lexicon::{Kind, Mark};
use super::measure::{Memory, Number};
use super::phrase::{Item, Measure};
use super::scope::{self, Scope, Word};
use super::telling::statement;
use crate::claim::Claim;
use crate::document::{Row, Table, Text};
use crate::figures::FigureKind;

/// A table with what stands before it.
pub(super) struct Reader<'a> {
    pub(super) claims: &'a [Claim],
    pub(super) kinds: &'a [FigureKind],
    pub(super) title: Vec<Item<'a>>,
    pub(super) scope: Scope,
    pub(super) memory: &'a Memory<'a>,
}

/// What the heads of a number say.
struct Heads<'a> {
    row: Vec<Item<'a>>,
    column: Vec<Item<'a>>,
}

impl<'a> Reader<'a> {
    /// What each number of the table says.
    pub(super) fn statements(&self, table: &'a Table, here: &[usize]) -> Vec<(usize, Statement)> {
        let cells = || {
            here.iter()
                .filter_map(|idx| Some((*idx, self.claims[*idx].place.cell?)))
        };
        let first = cells().map(|(_, (row, _))| row).min().unwrap_or(0);
        let columns = columns(&table.rows[..first]);
        let width = table.rows.iter().map(|row| row.cells.len()).max();
        let width = width.unwrap_or(0);
        let mut head = "";
        let mut last: Option<(usize, Measure<'a>)> = None;
        let mut found = Vec::new();
        for (idx, (row, column)) in cells() {
            let Some(cells) = table.rows.get(row).map(|row| row.cells.as_slice()) else {
                continue;
            };
            if let Some(first) = cells.first().filter(|cell| !cell.as_str().is_empty()) {
                head = first.as_str();
            }
            let beside = beside(cells, column).unwrap_or(head);
            let above = columns.get(column + width - cells.len());
            let heads = Heads {
                row: items(beside),
                column: above
                    .map(|texts| texts.iter().flat_map(|text| items(text)).collect())
                    .unwrap_or_default(),
            };
            let before = last
                .take()
                .filter(|(of, _)| *of == row)
                .map(|(_, measure)| measure);
            let (measure, statement) = self.statement(idx, &heads, beside, before);
            last = Some((row, measure));
            found.push((idx, statement));
        }
        found
    }

    fn statement(
        &self,
        idx: usize,
        heads: &Heads<'a>,
        beside: &'a str,
        before: Option<Measure<'a>>,
    ) -> (Measure<'a>, Statement) {
        let number = Number::of(&self.claims[idx], self.kinds[idx]);
        let in_column = number.in_items(&heads.column);
        let counts = heads.column.contains(&Item::Mark(Mark::Count));
        let in_row = number
            .in_items(&heads.row)
            .filter(|measure| !counts || measure.units.fit("人"));
        let is_row_measured = in_row.is_some();
        let measure = in_column
            .or(before)
            .or(in_row)
            .or_else(|| number.in_items(&self.title))
            .unwrap_or_else(|| number.from(self.memory, false));
        let mut scope = self.scope.clone();
        scope.say(&scope::words(&self.title), true);
        scope.say(&scope::words(&heads.column), true);
        let mut words = scope::words(&heads.row);
        let is_named = is_head(beside) && !is_total(beside);
        if !is_row_measured && is_named && !is_listed(&words) {
            let kind = words.last().map_or(Kind::Part("row"), |word| word.kind);
            words = vec![Word {
                kind,
                text: beside.to_owned(),
            }];
        }
        scope.say(&words, true);
        let told = statement(&measure, &scope);
        (measure, told)
    }
}

/// Whether the words of a head are those of a list: of 农、林、牧、渔业 it is the whole head.
fn is_listed(words: &[Word]) -> bool {
    words
        .iter()
        .any(|word| !matches!(word.kind, Kind::Part("trade" | "class")))
}

fn is_total(head: &str) -> bool {
    head.is_empty()
        || ["合计", "总计", "共计", "小计"]
            .iter()
            .any(|word| head.contains(word))
}

/// What stands above each column.
fn columns(rows: &[Row]) -> Vec<Vec<&str>> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut columns = vec![Vec::new(); width];
    for Row { cells, .. } in rows {
        let missing = width - cells.len();
        for (column, cell) in cells.iter().enumerate() {
            columns[column + missing].push(cell.as_str());
        }
    }
    columns
}

/// The text in front of a number in its row: of two tables side by side each has its own.
fn beside(cells: &[Text], column: usize) -> Option<&str> {
    let before = cells.get(..column)?.iter().rev().map(Text::as_str);
    let mut texts = before.filter(|text| is_head(text));
    texts.next()
}

fn is_head(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.starts_with(|c: char| c.is_ascii_digit())
}
