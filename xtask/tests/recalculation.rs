//! Two independent spreadsheet programs calculate our workbooks' formulas to the results that we
//! wrote beside them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use common::{files, run, text, workspace};
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;

/// Sheet, row and column, from zero.
type Key = (usize, u32, u32);
type Results = BTreeMap<Key, String>;

/// The results that stand in a file, of all cells or of formulas only.
fn results(bytes: Vec<u8>, formulas_only: bool) -> Results {
    let mut workbook = open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap();
    let mut results = Results::new();
    for (idx, sheet) in workbook.sheet_names().into_iter().enumerate() {
        let values = workbook.worksheet_range(&sheet).unwrap();
        let formulas = workbook.worksheet_formula(&sheet).unwrap();
        let (row0, column0) = values.start().unwrap_or_default();
        for (row, column, data) in values.used_cells() {
            let (row, column) = (
                row0 + u32::try_from(row).unwrap(),
                column0 + u32::try_from(column).unwrap(),
            );
            let is_formula = formulas
                .get_value((row, column))
                .is_some_and(|text| !text.is_empty());
            if is_formula || !formulas_only {
                results.insert((idx, row, column), shown(data));
            }
        }
    }
    results
}

fn shown(data: &Data) -> String {
    match data {
        #[expect(clippy::cast_precision_loss, reason = "cells hold at most 15 digits")]
        Data::Int(number) => digits(*number as f64),
        Data::Float(number) => digits(*number),
        other => other.to_string(),
    }
}

/// Twelve significant digits: far more than is printed, less than where binary fractions differ.
fn digits(number: f64) -> String {
    format!("{number:.11e}")
}

fn by_ironcalc(bytes: &[u8], keys: impl Iterator<Item = Key>) -> Results {
    let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "book", "en", "UTC").unwrap();
    let mut model = Model::from_workbook(workbook, "en").unwrap();
    model.evaluate();
    keys.map(|key| {
        let (sheet, row, column) = key;
        let one_based = |at: u32| i32::try_from(at).unwrap() + 1;
        let value = model
            .get_cell_value_by_index(
                u32::try_from(sheet).unwrap(),
                one_based(row),
                one_based(column),
            )
            .unwrap();
        let shown = match value {
            CellValue::None => String::new(),
            CellValue::String(text) => text,
            CellValue::Number(number) => digits(number),
            CellValue::Boolean(truth) => truth.to_string(),
        };
        (key, shown)
    })
    .collect()
}

/// Recalculated and saved by LibreOffice; `None` where it is not installed.
fn by_libreoffice(path: &Path) -> Option<Results> {
    let scratch = tempfile::tempdir().unwrap();
    let profile = scratch.path().join("profile/user");
    fs::create_dir_all(&profile).unwrap();
    // 0: always recalculate on load. Left to itself, LibreOffice trusts the results in the file.
    let setting = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"#;
    fs::write(profile.join("registrymodifications.xcu"), setting).unwrap();
    let converted = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            scratch.path().join("profile").display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .arg(scratch.path().join("to"))
        .arg(path)
        .output();
    if converted.is_err() {
        println!("passed over: LibreOffice is not installed");
        return None;
    }
    let name = path.file_name().unwrap();
    Some(results(
        fs::read(scratch.path().join("to").join(name)).unwrap(),
        false,
    ))
}

/// Cells whose results differ, as a person would look for them.
fn differing(expected: &Results, found: &Results) -> Vec<String> {
    expected
        .iter()
        .filter_map(|(key, expected)| {
            let found = found.get(key).map_or("", String::as_str);
            let (sheet, row, column) = key;
            let place = format!("sheet {} row {} column {}", sheet + 1, row + 1, column + 1);
            (found != expected).then(|| format!("{place}: {expected} in the file, {found} found"))
        })
        .collect()
}

fn agree(path: &Path, at_least: usize) {
    let bytes = fs::read(path).unwrap();
    let expected = results(bytes.clone(), true);
    assert!(
        expected.len() >= at_least,
        "{}: {} formulas",
        path.display(),
        expected.len()
    );
    let found = by_ironcalc(&bytes, expected.keys().copied());
    assert_eq!(
        differing(&expected, &found),
        Vec::<String>::new(),
        "{}",
        path.display()
    );
    if let Some(found) = by_libreoffice(path) {
        assert_eq!(
            differing(&expected, &found),
            Vec::<String>::new(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_summaries_formulas_come_to_the_computed_figures() {
    let scratch = tempfile::tempdir().unwrap();
    for (bureau, year, at_least) in [
        ("fixtures/siping", "2020", 1_000),
        ("fixtures/demo", "2023", 1_000),
    ] {
        let out = scratch.path().join(year);
        let arguments = [
            "report",
            "--year",
            year,
            "--bureau",
            bureau,
            "--only",
            "xlsx",
            "--out",
            text(&out),
        ];
        assert!(run(&arguments).status.success());
        agree(&out.join("汇总.xlsx"), at_least);
    }
}

#[test]
fn the_live_checks_in_workbooks_come_to_what_we_evaluate() {
    let submissions = workspace().join("fixtures/siping/2020/submissions");
    // Those that no other program has saved since; answers in them are of every kind.
    let own = ["双辽市职业中专.xlsx", "四平市经济贸易学校.xlsx"];
    for name in own {
        agree(&submissions.join(name), 100);
    }
    let blank = issued_templates();
    agree(
        &blank.path().join("2021/templates/双辽市职业中专.xlsx"),
        100,
    );
    agree(&blank.path().join("2021/templates/city.xlsx"), 20);
}

/// The workbooks of a year to come, with this year's figures beside the items.
fn issued_templates() -> tempfile::TempDir {
    let scratch = tempfile::tempdir().unwrap();
    let source = workspace().join("fixtures/siping");
    for path in files(&source) {
        let to: PathBuf = scratch.path().join(&path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(source.join(&path), to).unwrap();
    }
    let issued = run(&[
        "template",
        "--year",
        "2021",
        "--bureau",
        text(scratch.path()),
    ]);
    assert!(
        issued.status.success(),
        "{}",
        String::from_utf8_lossy(&issued.stderr)
    );
    scratch
}
