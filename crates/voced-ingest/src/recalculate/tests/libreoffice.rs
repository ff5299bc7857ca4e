//! Formulas come to what LibreOffice makes of them.

use toml::{Table, Value};

use super::book::{Book, number};
use crate::recalculate::{Outcome, Uncomputable};

const SHEET: &str = "公式";

fn table() -> Table {
    include_str!("../../../tests/recalculate.toml")
        .parse()
        .unwrap()
}

fn book(table: &Table) -> Book {
    let mut book = Book::default();
    for (sheet, cells) in table["cells"].as_table().unwrap() {
        book.add_sheet(sheet);
        for (cell, typed) in cells.as_table().unwrap() {
            let typed = match typed {
                Value::String(text) if text.starts_with('=') => text.clone(),
                Value::String(text) => format!("'{text}"),
                Value::Boolean(true) => "TRUE".into(),
                other => other.to_string(),
            };
            book.put(sheet, cell, &typed);
        }
    }
    for (name, cells) in table["names"].as_table().unwrap() {
        let (sheet, cells) = cells.as_str().unwrap().split_once('!').unwrap();
        let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
        book.add_name(name, sheet, first, last);
    }
    book
}

/// Whether a program that shows this found the same.
fn agrees(outcome: &Result<Outcome, Uncomputable>, shown: &str) -> bool {
    match outcome {
        Ok(Outcome::Number(own)) => *own == number(shown),
        Ok(Outcome::Text(text)) => text == shown,
        Ok(Outcome::Blank) => shown == "0",
        Ok(Outcome::Truth(truth)) => shown == if *truth { "TRUE" } else { "FALSE" },
        Err(Uncomputable::Error(error)) => error == shown,
        Err(Uncomputable::Missing(_)) => shown == "#NAME?",
        Err(_) => false,
    }
}

#[test]
fn formulas_come_to_what_libreoffice_shows() {
    let table = table();
    let book = book(&table);
    let mut count = 0;
    for (section, prefix) in [("excel", "="), ("opendocument", "of:=")] {
        for (formula, shown) in table[section].as_table().unwrap() {
            let outcome = book.ask_on(SHEET, &format!("{prefix}{formula}"));
            let shown = shown.as_str().unwrap();
            let same = agrees(&outcome, shown);
            assert!(same, "{formula}: {outcome:?}, shown {shown}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}
