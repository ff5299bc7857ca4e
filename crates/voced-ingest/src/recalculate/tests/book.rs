//! A workbook for tests.

use std::collections::{BTreeMap, HashMap};

use voced_domain::{Position, Quantity};

use crate::recalculate::{
    Area, Cells, Content, Outcome, Place, Recalculation, Uncomputable, number,
};

/// Where a formula that is asked for is put.
const ASKED: &str = "Z500";

/// What was typed into a cell.
#[derive(Clone)]
enum Typed {
    Number(Quantity),
    Text(String),
    Truth(bool),
}

#[derive(Clone, Default)]
pub(super) struct Book {
    sheets: Vec<(String, BTreeMap<Position, Typed>)>,
    names: HashMap<String, Area>,
}

pub(super) fn at(cell: &str) -> Position {
    Position::from_a1(cell).unwrap()
}

pub(super) fn number(text: &str) -> Quantity {
    number::read(text).unwrap()
}

/// A number that was rounded to 15 digits, as a decimal.
fn decimal(number: &Quantity) -> String {
    let exact = |decimals: &u8| number.scaled(*decimals).is_integer();
    let decimals = (0..=60).find(exact).unwrap();
    number.round(decimals).to_string()
}

impl Book {
    /// One sheet from lines such as `A1 12`, `A2 =A1*2`, `A3 'text`, `A4 TRUE`, `A5 #REF!`.
    pub(super) fn of(lines: &str) -> Self {
        let mut book = Self::default();
        book.add_sheet("表");
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let (cell, typed) = line.trim().split_once(' ').unwrap();
            book.put("表", cell, typed);
        }
        book
    }

    pub(super) fn add_sheet(&mut self, name: &str) {
        self.sheets.push((name.into(), BTreeMap::new()));
    }

    pub(super) fn put(&mut self, sheet: &str, cell: &str, typed: &str) {
        let value = match typed {
            "TRUE" | "FALSE" => Typed::Truth(typed == "TRUE"),
            _ => match number::read(typed) {
                Some(number) => Typed::Number(number),
                None => Typed::Text(typed.strip_prefix('\'').unwrap_or(typed).into()),
            },
        };
        let sheet = self.sheet(sheet).unwrap();
        self.sheets[sheet].1.insert(at(cell), value);
    }

    pub(super) fn add_name(&mut self, name: &str, sheet: &str, first: &str, last: &str) {
        let area = Area {
            sheet: self.sheet(sheet).unwrap(),
            first: at(first),
            last: at(last),
        };
        self.names.insert(name.into(), area);
    }

    /// What a formula, as it stands in a file, comes to on a sheet.
    pub(super) fn ask_on(&self, sheet: &str, formula: &str) -> Result<Outcome, Uncomputable> {
        let mut book = self.clone();
        book.put(sheet, ASKED, formula);
        Recalculation::new(&book).outcome(sheet, at(ASKED))
    }

    /// What a formula comes to on the first sheet.
    pub(super) fn ask(&self, formula: &str) -> Result<Outcome, Uncomputable> {
        self.ask_on(&self.sheets[0].0, &format!("={formula}"))
    }

    /// The same, in words.
    pub(super) fn answer(&self, formula: &str) -> String {
        match self.ask(formula) {
            Ok(Outcome::Number(number)) => decimal(&number),
            Ok(outcome) => format!("{outcome:?}"),
            Err(Uncomputable::Circle(place)) => format!("Circle({})", place.at),
            Err(error) => format!("{error:?}"),
        }
    }
}

impl Cells for Book {
    fn sheet(&self, name: &str) -> Option<usize> {
        let same = |(own, _): &(String, _)| own.eq_ignore_ascii_case(name);
        self.sheets.iter().position(same)
    }

    fn name(&self, name: &str) -> Option<Area> {
        self.names.get(name).copied()
    }

    fn content(&self, place: Place) -> Content<'_> {
        match self.sheets[place.sheet].1.get(&place.at) {
            None => Content::Blank,
            Some(Typed::Number(number)) => Content::Number(number.clone()),
            Some(Typed::Truth(truth)) => Content::Truth(*truth),
            Some(Typed::Text(text)) if text.starts_with('=') || text.starts_with("of:") => {
                Content::Formula(text)
            }
            Some(Typed::Text(text)) if text.starts_with('#') => Content::Error(text),
            Some(Typed::Text(text)) => Content::Text(text),
        }
    }

    fn is_whole(&self, _: &Area) -> bool {
        true
    }

    fn rows(&self, sheet: usize, first: u32, last: u32) -> impl Iterator<Item = Position> {
        let from = |row| Position { row, column: 0 };
        let cells = self.sheets[sheet].1.range(from(first)..from(last + 1));
        cells.map(|(at, _)| *at)
    }
}
