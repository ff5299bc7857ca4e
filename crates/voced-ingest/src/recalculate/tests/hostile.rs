//! However a workbook is made up, recalculation ends soon and says why.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::book::{Book, at};
use crate::recalculate::{Outcome, Recalculation, Uncomputable};

/// Far longer than any of it takes, on a machine that is busy as well.
const SOON: Duration = Duration::from_secs(60);

fn circle(cell: &str) -> String {
    format!("Circle({cell})")
}

#[test]
fn brackets_within_brackets_do_not_overflow_the_stack() {
    let book = Book::of("A1 1");
    for (open, close) in [
        ("(", ")"),
        ("SUM(", ")"),
        ("-(", ")"),
        ("1+1*ROUND(", ",0)"),
    ] {
        let nested = |depth| format!("{}A1{}", open.repeat(depth), close.repeat(depth));
        assert!(book.ask(&nested(60)).is_ok(), "{open}");
        assert_eq!(book.answer(&nested(5_000)), "TooMuch", "{open}");
        assert_eq!(book.answer(&open.repeat(10_000)), "TooMuch", "{open}");
    }
    assert_eq!(book.answer(&format!("{}A1", "-".repeat(10_001))), "-1");
    assert_eq!(book.answer(&format!("1{}", "+A1".repeat(10_000))), "10001");
    assert_eq!(book.answer(&format!("1{}", "*A1".repeat(10_000))), "1");
}

#[test]
fn a_formula_of_a_megabyte_is_refused() {
    let book = Book::of("A1 1");
    for part in ["+1", "(", "[", "'", "\"", "表", "SUM(A1", "1"] {
        let formula = part.repeat(1_000_000 / part.len());
        assert_eq!(book.answer(&formula), "TooMuch", "{part}");
    }
}

#[test]
fn circles_are_found() {
    let book = Book::of(
        "
        A1 =A1+1
        B1 =B2
        B2 =SUM(B3,1)
        B3 =B1*2
        C1 =B2
        D5 =SUM(D1:D9)
        E1 =E2+E3
        E2 =E3
        E3 =5
        ",
    );
    assert_eq!(book.answer("A1"), circle("A1"));
    assert_eq!(book.answer("B1"), circle("B1"));
    assert_eq!(book.answer("C1"), circle("B2"));
    assert_eq!(book.answer("D5"), circle("D5"));
    assert_eq!(book.answer("SUM(1:600)"), circle("Z500"));
    assert_eq!(book.answer("E1"), "10");
}

#[test]
fn every_cell_is_computed_once() {
    let mut lines = String::from("A1 1\n");
    for row in 2..=61 {
        writeln!(lines, "A{row} =A{0}+A{0}", row - 1).unwrap();
    }
    let answer = Book::of(&lines).answer("A61/1e6");
    // 2⁶⁰, to 15 digits.
    assert_eq!(answer, "1152921504606.85");
}

#[test]
fn a_chain_of_cells_may_be_as_long_as_a_sheet() {
    let mut lines = String::from("A1 1\n");
    for row in 2..=5_000 {
        writeln!(lines, "A{row} =A{}+1", row - 1).unwrap();
    }
    let book = Book::of(&lines);
    assert_eq!(book.answer("A5000"), "5000");
    assert_eq!(book.answer("SUM(A:A)"), "12502500");
}

#[test]
fn a_sum_over_everything_looks_only_at_what_is_there() {
    let mut book = Book::of("A1 1\nXFD1048576 2\nB2 3");
    let started = Instant::now();
    assert_eq!(
        book.answer("SUM(表!A1:XFD1048576)-SUM(B:D)"),
        "Circle(Z500)"
    );
    book.add_sheet("Other");
    book.put("Other", "A1", "=SUM(表!A1:XFD1048576)-SUM(表!B:D)");
    let outcome = Recalculation::new(&book).outcome("Other", at("A1"));
    assert_eq!(outcome, Ok(Outcome::Number(3.into())));
    assert!(started.elapsed() < SOON);
}

#[test]
fn numbers_do_not_grow_without_end() {
    let mut squares = String::from("A1 1234567.89\nB1 1\n");
    for row in 2..=60 {
        writeln!(squares, "A{row} =A{0}*A{0}", row - 1).unwrap();
        writeln!(squares, "B{row} =1/(B{0}+{row}.{row})+B{0}/{row}", row - 1).unwrap();
    }
    let book = Book::of(&squares);
    assert_eq!(book.answer("A60"), "TooMuch");
    assert_eq!(book.answer("B60"), "TooMuch");
    assert_eq!(
        book.answer("1e300*1e300*1e300*1e300*1e300*1e300*1e300"),
        "TooMuch"
    );
}

/// Thousands of sums over thousands of cells each.
#[test]
fn what_is_too_much_ends_soon_and_stays_so() {
    let mut lines = String::new();
    for row in 1..=3_000 {
        writeln!(lines, "A{row} =SUM(B$1:B{row},A$1:A{row})-A{row}").unwrap();
        writeln!(lines, "B{row} =1/{row}").unwrap();
        writeln!(
            lines,
            "C{row} =SUM(B1:B3000,B1:B2999,B1:B2998)+D{}",
            row + 1
        )
        .unwrap();
        writeln!(lines, "D{row} =SUM(C{row}:C3000)").unwrap();
    }
    let book = Book::of(&lines);
    let started = Instant::now();
    let mut recalculation = Recalculation::new(&book);
    for row in (1..=3_000).rev() {
        for column in ["D", "C"] {
            let outcome = recalculation.outcome("表", at(&format!("{column}{row}")));
            assert!(outcome.is_ok() || outcome == Err(Uncomputable::TooMuch));
        }
    }
    let last = recalculation.outcome("表", at("C1"));
    assert_eq!(last, Err(Uncomputable::TooMuch));
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
}

#[test]
fn long_names_are_not_repeated_at_length() {
    let book = Book::of("A1 1");
    let Err(Uncomputable::Missing(name)) = book.ask(&"名".repeat(10_000)) else {
        panic!("there is no such name");
    };
    assert_eq!(name.chars().count(), 60);
}
