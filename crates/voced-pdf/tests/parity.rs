//! The figures of the example bureau's report are the same in Word, on the page and in the PDF, and
//! all of them are in `indicators.json`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use voced_docx::docx;
use voced_domain::{Aspect, FigureTag, numerals};
use voced_examples::{SIPING, run, siping_narrative};
use voced_pdf::{Fonts, PdfError, linked, pdf};
use voced_report::{Audience, Report, Standing, compose};
use voced_writers::{data, html};

type Figures = Vec<(FigureTag, String)>;

fn report(audience: Audience) -> Report {
    let narrative = siping_narrative();
    compose(&run(&SIPING), &narrative, audience, Standing::Final).unwrap()
}

fn of_model(report: &Report) -> Figures {
    let figures = report.figures.iter();
    figures
        .map(|figure| (figure.tag.clone(), figure.text.clone()))
        .collect()
}

fn of_docx(report: &Report) -> Figures {
    let figures = voced_audit::read(&docx(report).unwrap()).unwrap().figures;
    let found = figures.into_iter().map(|figure| {
        assert_eq!(Some(&figure.given), figure.found.as_ref());
        (figure.tag, figure.given)
    });
    found.collect()
}

fn of_html(report: &Report) -> Figures {
    html::tagged(&html::html(report)).unwrap()
}

/// None where the machine has no font for it.
fn of_pdf(report: &Report) -> Option<Figures> {
    let bytes = match pdf(report, &Fonts::found(&[])) {
        Err(PdfError::NoCjkFont) => {
            eprintln!("no font with Chinese characters here: the PDF is passed over");
            return None;
        }
        bytes => bytes.unwrap(),
    };
    let figures = linked(&bytes).unwrap().into_iter();
    Some(figures.map(|figure| (figure.tag, figure.text)).collect())
}

#[test]
fn word_page_and_pdf_show_the_same_figures_in_the_same_order() {
    for audience in [Audience::Public, Audience::Internal] {
        let report = report(audience);
        let figures = of_model(&report);
        assert_eq!(of_docx(&report), figures, "Word");
        assert_eq!(of_html(&report), figures, "page");
        if let Some(found) = of_pdf(&report) {
            assert_eq!(found, figures, "PDF");
        }
    }
}

#[test]
fn every_figure_is_in_the_data_file_as_it_is_shown() {
    let run = run(&SIPING);
    let mut json = Vec::new();
    data::json(&run, &mut json).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let report = report(Audience::Internal);
    assert!(report.figures.len() >= 120);
    for figure in &report.figures {
        let fact = fact(&document, &figure.tag);
        assert!(
            is_shown(fact, &figure.tag, &figure.text),
            "{} {} {fact}",
            figure.tag,
            figure.text
        );
    }
}

fn fact<'a>(document: &'a Value, tag: &FigureTag) -> &'a Value {
    let key = &tag.key;
    let mut facts = document["facts"].as_array().unwrap().iter();
    let found = facts.find(|fact| {
        fact["code"] == key.indicator.as_str()
            && fact["definition"] == key.version.as_str()
            && fact["year"] == key.year.get()
            && fact["entity"] == key.entity.as_str()
            && fact["vintage"] == serde_json::to_value(key.provenance).unwrap()
    });
    found.unwrap_or_else(|| panic!("{tag} is not in the data"))
}

/// Whether a figure shows the data's number: to the digit, or in a larger unit, or rounded down and
/// said to be so; a change by its size, its sign being in the words.
fn is_shown(fact: &Value, tag: &FigureTag, text: &str) -> bool {
    let display = match tag.aspect {
        Aspect::Value => fact["display"].as_str().unwrap(),
        Aspect::Change => fact["change"]["display"].as_str().unwrap(),
        Aspect::SameSchools => fact["change"]["same_schools"]["display"].as_str().unwrap(),
    };
    if tag.aspect != Aspect::Value {
        let is_down = ["减少", "下降", "-"].iter().any(|word| text.contains(word));
        let is_none = text == "持平" || text.starts_with('0');
        let size = display.trim_start_matches(['+', '-']);
        return is_down == display.starts_with('-')
            && (text.contains(size) || is_none && size.trim_matches(['0', '.']).is_empty());
    }
    let number = &text[numerals(text).first().unwrap().range.clone()];
    let shown: f64 = number.trim_end_matches('%').parse().unwrap_or(f64::NAN);
    let exact: f64 = display.parse().unwrap_or(f64::NAN);
    let is_larger_unit = text.contains('万') && (shown * 10_000.0 - exact).abs() < 500.0;
    let is_rounded_down = text.contains('余') && shown <= exact && exact < shown * 2.0;
    let bare = number.trim_end_matches('%').trim_end_matches(":1");
    bare == display || number == display || is_larger_unit || is_rounded_down
}
