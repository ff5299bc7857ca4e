//! `indicators.csv`: one fact a row, in UTF-8 with a byte order mark so that Excel opens it right.

use std::io;

use voced_domain::Fact;

use super::indicator;
use crate::{Run, WriteError};

const HEADS: [&str; 16] = [
    "year",
    "level",
    "entity",
    "entity_name",
    "code",
    "name",
    "status",
    "value",
    "unit",
    "decimals",
    "numerator",
    "denominator",
    "definition",
    "vintage",
    "reported",
    "expected",
];

/// Writes the facts of a run.
///
/// # Errors
/// [`WriteError::Io`], where `to` takes no more.
pub fn csv(run: &Run<'_>, to: &mut dyn io::Write) -> Result<(), WriteError> {
    to.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(HEADS)?;
    for fact in run.facts.iter() {
        writer.write_record(record(run, fact))?;
    }
    writer.flush()?;
    Ok(())
}

fn record(run: &Run<'_>, fact: &Fact) -> [String; 16] {
    let key = &fact.key;
    let indicator = indicator(run, fact);
    let entity = run.bureau.entity_of_two_years(&key.entity);
    let (numerator, denominator) = fact.terms();
    let term = |term: Option<&voced_domain::Term>| {
        term.map_or(String::new(), |term| term.value.to_plain_text())
    };
    let figure = fact.figure();
    let status = match &fact.outcome {
        voced_domain::Outcome::Value(_) => "value",
        voced_domain::Outcome::Missing => "missing",
        voced_domain::Outcome::Undefined { .. } => "undefined",
    };
    [
        key.year.to_string(),
        fact.level.name().into(),
        key.entity.to_string(),
        guarded(entity.map_or("", |entity| entity.name())),
        key.indicator.to_string(),
        guarded(indicator.map_or("", |indicator| &indicator.name)),
        status.into(),
        figure.map_or(String::new(), |figure| figure.published.to_string()),
        indicator.map_or(String::new(), |indicator| indicator.unit.to_string()),
        figure.map_or(String::new(), |figure| {
            figure.published.number.decimals().to_string()
        }),
        term(numerator),
        term(denominator),
        key.version.to_string(),
        fact.key.provenance.name().into(),
        fact.coverage.reported.to_string(),
        fact.coverage.expected.to_string(),
    ]
}

/// A text that a spreadsheet would take for a formula is led by an apostrophe, as OWASP advises
/// against CSV injection; a number stays a number. Applied to every column whose text comes from a
/// school or a bureau.
pub(crate) fn guarded(text: &str) -> String {
    let may_be_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if may_be_formula && !is_number(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Whether a text is a number with a sign, and nothing that could be calculated.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match digits.split_once('.') {
        Some((whole, decimals)) => is_plain(whole) && is_plain(decimals),
        None => is_plain(digits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        for text in [
            "=1+1", "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1", "-", "-1-", "+1.",
        ] {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["-1", "+2", "-3.25", "就业率", "", "1=1", " =1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
