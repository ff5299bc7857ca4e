//! The pieces of a report, read in their order.

use super::base;
use super::context::Context;
use super::cutter::{items, pieces};
use super::phrase::{Item, Piece};
use super::{Statement, table};
use crate::claim::Claim;
use crate::document::{Document, Table};
use crate::figures::FigureKind;
use crate::statement::lexicon::Mark;
use crate::statement::measure::Number;

/// Longer paragraphs without numbers are no headings.
const LONGEST_HEADING: usize = 40;

/// No list of numbers that people read is longer.
const LONGEST_LIST: usize = 64;

/// A report being read.
pub(super) struct Reader<'a> {
    claims: &'a [Claim],
    kinds: &'a [FigureKind],
    statements: Vec<Statement>,
    /// What has been said so far, and what of it holds.
    context: Context<'a>,
    /// The last heading or paragraph, which may be the title of a table.
    title: &'a str,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        document: &'a Document,
        claims: &'a [Claim],
        kinds: &'a [FigureKind],
    ) -> Self {
        Self {
            claims,
            kinds,
            statements: vec![Statement::default(); claims.len()],
            context: Context::of(base::of(document)),
            title: "",
        }
    }

    pub(super) fn into_statements(self) -> Vec<Statement> {
        self.statements
    }

    /// A heading says whose the numbers below it are.
    pub(super) fn heading(&mut self, text: &'a str) {
        self.title = text;
        let is_chapter = text.starts_with(|c: char| "一二三四五六七八九十第".contains(c));
        self.context.heading(&items(text), is_chapter);
    }

    /// A paragraph with its claims, in the order in which they stand there.
    pub(super) fn paragraph(&mut self, text: &'a str, here: &[usize]) {
        if here.is_empty() && is_heading(text) {
            return self.heading(text);
        }
        self.title = text;
        self.context.begin_paragraph();
        let (claims, kinds) = (self.claims, self.kinds);
        let (trends, numbers): (Vec<usize>, Vec<usize>) = here
            .iter()
            .partition(|idx| kinds[**idx] == FigureKind::Trend);
        let cuts = cuts(text, claims, &numbers);
        let mut trends = trends.into_iter().peekable();
        for (at, cut) in cuts.iter().enumerate() {
            for piece in &cut.pieces {
                let start = cut.start + piece.range.start;
                while let Some(idx) = trends.next_if(|idx| claims[*idx].place.range.start <= start)
                {
                    self.statements[idx] = self.context.trend(&claims[idx]);
                }
                self.context.piece(&piece.item);
            }
            if let (Some(idx), Some(behind)) = (numbers.get(at), cuts.get(at + 1)) {
                let number = Number::of(&claims[*idx], kinds[*idx]);
                let run = if cut.joins() { 1 } else { run(&cuts[at + 1..]) };
                let behind: Vec<Item<'a>> = behind.items().cloned().collect();
                self.statements[*idx] = self.context.claim(number, &behind, run);
            }
        }
        for idx in trends {
            self.statements[idx] = self.context.trend(&claims[idx]);
        }
        self.context.end_paragraph();
    }

    pub(super) fn table(&mut self, table: &'a Table, here: &[usize]) {
        let reader = table::Reader {
            claims: self.claims,
            kinds: self.kinds,
            title: if is_heading(self.title) {
                items(self.title)
            } else {
                Vec::new()
            },
            scope: self.context.beginning(),
            memory: &self.context.memory,
        };
        for (idx, statement) in reader.statements(table, here) {
            self.statements[idx] = statement;
        }
    }
}

/// So many numbers of a list come one after the other, of which the first stands in front of these.
fn run(cuts: &[Cut<'_>]) -> usize {
    let cuts = cuts.iter().take(LONGEST_LIST);
    1 + cuts.take_while(|cut| cut.joins()).count()
}

/// Whether a text is short and has no full stop.
pub(super) fn is_heading(text: &str) -> bool {
    text.chars().count() <= LONGEST_HEADING && !text.contains(['。', '；', ';'])
}

/// The text between two numbers.
struct Cut<'t> {
    start: usize,
    pieces: Vec<Piece<'t>>,
    /// Whether a number stands behind it.
    is_before_number: bool,
}

impl<'t> Cut<'t> {
    fn items(&self) -> impl Iterator<Item = &Item<'t>> {
        self.pieces.iter().map(|piece| &piece.item)
    }

    /// Whether it joins two numbers of a list.
    fn joins(&self) -> bool {
        let is_joint = self.items().all(|item| *item == Item::Mark(Mark::And));
        is_joint && self.is_before_number && !self.pieces.is_empty()
    }
}

/// A text cut at its numbers.
fn cuts<'t>(text: &'t str, claims: &[Claim], numbers: &[usize]) -> Vec<Cut<'t>> {
    let ranges = || numbers.iter().map(|idx| &claims[*idx].place.range);
    let starts = std::iter::once(0).chain(ranges().map(|range| range.end));
    let ends = ranges().map(|range| range.start).chain([text.len()]);
    let cuts = starts.zip(ends).enumerate();
    let cut = |(at, (start, end)): (usize, (usize, usize))| Cut {
        start,
        pieces: pieces(text.get(start..end).unwrap_or("")),
        is_before_number: at < numbers.len(),
    };
    cuts.map(cut).collect()
}
