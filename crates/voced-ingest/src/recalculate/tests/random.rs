//! Random formulas come to what another program makes of them, and any text is read to its end.

use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::book::{Book, number};
use crate::recalculate::{Outcome, Uncomputable};

/// What stands in A1 to A4; A5 is empty.
const CELLS: [&str; 4] = ["12", "3.5", "-7", "0.25"];

/// Formulas of what clerks write. The numbers are of few digits, so that no tie of ROUND depends
/// on how a program stores them.
fn formula() -> impl Strategy<Value = String> {
    let cell = prop::sample::select(vec!["A1", "$A$2", "A3", "A$4", "A5"]);
    let leaf = prop_oneof![
        (0u32..1_000).prop_map(|whole| whole.to_string()),
        (0u32..100, 1u32..100).prop_map(|(whole, hundredths)| format!("{whole}.{hundredths:02}")),
        cell.prop_map(String::from),
        Just("SUM(A1:A5)".into()),
        Just("SUM(A:A)".into()),
    ];
    leaf.prop_recursive(5, 40, 3, |inner| {
        let operator = prop::sample::select(vec!["+", "-", "*", "/"]);
        prop_oneof![
            4 => (inner.clone(), operator, inner.clone()).prop_map(|(a, op, b)| format!("{a}{op}{b}")),
            2 => inner.clone().prop_map(|a| format!("({a})")),
            1 => inner.clone().prop_map(|a| format!("-({a})")),
            1 => (inner.clone(), -2i32..5).prop_map(|(a, n)| format!("ROUND({a},{n})")),
            1 => prop::collection::vec(inner, 1..4).prop_map(|all| format!("SUM({})", all.join(","))),
        ]
    })
}

fn by_ironcalc(formula: &str) -> CellValue {
    let mut model = Model::new_empty("book", "en", "UTC", "en").unwrap();
    for (row, typed) in (1..).zip(CELLS) {
        model.set_user_input(0, row, 1, typed.into()).unwrap();
    }
    model
        .set_user_input(0, 1, 3, format!("={formula}"))
        .unwrap();
    model.evaluate();
    model.get_cell_value_by_index(0, 1, 3).unwrap()
}

fn book() -> Book {
    let mut book = Book::of("");
    for (row, typed) in (1..).zip(CELLS) {
        book.put("表", &format!("A{row}"), typed);
    }
    book
}

fn agree(own: &Result<Outcome, Uncomputable>, other: &CellValue) -> bool {
    match (own, other) {
        (Ok(Outcome::Number(own)), CellValue::Number(other)) => {
            let own = own.to_cell_number();
            (own - other).abs() <= 1e-9 * own.abs().max(1.0)
        }
        (Ok(Outcome::Blank), CellValue::Number(other)) => other.abs() < 1e-9,
        (Err(Uncomputable::Error(own)), CellValue::String(other)) => own == other,
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, rng_seed: RngSeed::Fixed(2020), ..ProptestConfig::default() })]

    #[test]
    fn random_formulas_come_to_what_ironcalc_makes_of_them(formula in formula()) {
        let (own, other) = (book().ask(&formula), by_ironcalc(&formula));
        prop_assert!(agree(&own, &other), "{formula}: {own:?}, {other:?}");
    }

    #[test]
    fn any_text_is_read_to_its_end(text in r#"([A-C$:.!'\[\]()#,;+\-*/0-9eE表"%& ]|SUM\(|ROUND\(|#REF!|\[\.A1\]){0,30}"#) {
        let _ = book().ask(&text);
    }

    #[test]
    fn numbers_are_shown_to_fifteen_digits(
        kept in 100_000_000_000_000u64..1_000_000_000_000_000,
        hundredths in 0u64..100,
        power in -40i32..40,
    ) {
        let nearest = kept + hundredths / 50;
        let nearest = number(&format!("{nearest}e{power}"));
        let typed = format!("{kept}.{hundredths:02}e{power}");
        prop_assert_eq!(book().ask(&typed), Ok(Outcome::Number(nearest)));
    }
}
