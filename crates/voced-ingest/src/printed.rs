//! The list of figures that a finished report printed.
//!
//! CSV in UTF-8 with a line of heads: `claim, indicator, version, entity, year, kind, value, unit,
//! decimals, vintage, section, note`; `kind` is `level` or `change`, `value` the text as printed,
//! `vintage` `printed`, `derived` from printed figures, or `doubtful`, derived from one that does not hold; `note` says why
//! ours differs.

use std::fmt;

use csv::StringRecord;
use voced_domain::{
    DefinitionVersion, EntityCode, IndicatorCode, PrintedFigure, PrintedKind, Provenance,
    ReferenceYear, Rounded, Unit,
};

/// A line that is no printed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedError {
    /// Line of the file, from one.
    pub line: u64,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for PrintedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行：{}", self.line, self.message)
    }
}

impl std::error::Error for PrintedError {}

const HEADS: [&str; 12] = [
    "claim",
    "indicator",
    "version",
    "entity",
    "year",
    "kind",
    "value",
    "unit",
    "decimals",
    "vintage",
    "section",
    "note",
];

/// Reads the list.
///
/// # Errors
/// The first line that is no printed figure, with what is wrong in it.
pub fn printed_figures(text: &str) -> Result<Vec<PrintedFigure>, PrintedError> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    if heads.iter().ne(HEADS) {
        return Err(PrintedError {
            line: 1,
            message: format!("表头应为{}", HEADS.join(",")),
        });
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|error| PrintedError {
                line: error.position().map_or(0, csv::Position::line),
                message: unreadable(&error),
            })?;
            figure(&record).map_err(|message| PrintedError {
                line: record.position().map_or(0, csv::Position::line),
                message,
            })
        })
        .collect()
}

/// What the reader of CSV says, in Chinese.
fn unreadable(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths {
            expected_len, len, ..
        } => format!("有{len}栏，应有{expected_len}栏；文字里的逗号和引号要放在引号里"),
        _ => "读不懂，请用UTF-8编码的CSV保存".into(),
    }
}

fn figure(record: &StringRecord) -> Result<PrintedFigure, String> {
    let [
        claim,
        indicator,
        version,
        entity,
        year,
        kind,
        value,
        unit,
        decimals,
        provenance,
        section,
        note,
    ] = std::array::from_fn(|column| record.get(column).unwrap_or("").trim());
    let unit = unit_of(unit)?;
    let text = |error: &dyn fmt::Display| error.to_string();
    // Of two shares the first is the figure; the second is its complement.
    let first = if unit == Unit::TwoShares {
        value.split(':').next().unwrap_or(value)
    } else {
        value
    };
    let number: Rounded = first.parse().map_err(|error| text(&error))?;
    if number.decimals().to_string() != decimals {
        return Err(format!(
            "“{value}”有{}位小数，decimals写的是{decimals}",
            number.decimals()
        ));
    }
    let year: u16 = year.parse().map_err(|_| format!("“{year}”不是年度"))?;
    Ok(PrintedFigure {
        claim: claim.into(),
        indicator: IndicatorCode::new(indicator).map_err(|error| text(&error))?,
        version: match version {
            "" => None,
            version => Some(DefinitionVersion::new(version).map_err(|error| text(&error))?),
        },
        entity: EntityCode::new(entity).map_err(|error| text(&error))?,
        year: ReferenceYear::new(year).map_err(|error| text(&error))?,
        kind: match kind {
            "level" => PrintedKind::Level,
            "change" => PrintedKind::Change,
            other => return Err(format!("kind应为level或change，写的是“{other}”")),
        },
        text: value.into(),
        number,
        unit,
        provenance: match provenance {
            "printed" => Provenance::Printed,
            "derived" | "doubtful" => Provenance::Derived,
            other => {
                return Err(format!(
                    "vintage应为printed、derived或doubtful，写的是“{other}”"
                ));
            }
        },
        is_doubtful: provenance == "doubtful",
        section: section.into(),
        note: note.into(),
    })
}

fn unit_of(symbol: &str) -> Result<Unit, String> {
    let found = Unit::ALL.iter().find(|unit| unit.symbol() == symbol);
    found
        .copied()
        .ok_or_else(|| format!("没有“{symbol}”这个单位"))
}
