//! What a fenced block of the narrative asks for: tables and charts are data.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use voced_domain::toml_words;

use crate::context::Misuse;
use crate::lint::bare_in;
use crate::model::ChartKind;

/// A table, in one of three shapes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableSpec {
    pub(crate) id: String,
    pub(crate) caption: String,
    pub(crate) shape: TableShape,
    #[serde(alias = "rows", alias = "of")]
    pub(crate) columns: Vec<ColumnSpec>,
    /// How many years a table over the years shows; all that there are where it does not say.
    pub(crate) years: Option<usize>,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TableShape {
    /// A row for the year before, one for the year, one for the change; a column per indicator.
    Years,
    /// A row per school and one for the region; a column per indicator.
    Schools,
    /// A row per indicator; columns for unit, year before, year, change.
    Indicators,
    /// A row per indicator; a column for unit and one for each year.
    Trend,
}

/// A column, or several under a common head.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum ColumnSpec {
    /// One indicator.
    Code(String),
    /// Indicators under a head, or with names of their own.
    Group(GroupSpec),
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupSpec {
    pub(crate) head: Option<String>,
    pub(crate) of: Vec<String>,
    #[serde(default)]
    pub(crate) short: Vec<String>,
}

/// A chart.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChartSpec {
    pub(crate) id: String,
    pub(crate) caption: String,
    pub(crate) kind: ChartKind,
    pub(crate) shape: ChartShape,
    pub(crate) of: Vec<String>,
    /// How many years a chart over the years shows; all that there are where it does not say.
    pub(crate) years: Option<usize>,
    #[serde(default)]
    pub(crate) names: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartShape {
    /// Categories are indicators, series the two years.
    Years,
    /// Categories are schools, series indicators.
    Schools,
    /// Categories are indicators, one series.
    Parts,
    /// Categories are the two years, series indicators or the two shares of one.
    Shares,
    /// Categories are years, series indicators.
    Trend,
    /// Categories are years, series schools, of one indicator.
    SchoolsTrend,
}

impl ColumnSpec {
    /// The group that the column is, with its indicators.
    pub(crate) fn group(&self) -> GroupSpec {
        match self {
            ColumnSpec::Group(group) => group.clone(),
            ColumnSpec::Code(code) => GroupSpec {
                head: None,
                of: vec![code.clone()],
                short: Vec::new(),
            },
        }
    }
}

/// Reads a fenced block, whose `id` names a place and whose texts hold no bare numbers.
pub(crate) fn parse<T: DeserializeOwned>(text: &str, what: &str) -> Result<T, Misuse> {
    toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| text[..span.start].lines().count());
        Misuse::new(
            format!(
                "{what}的写法不对（块内第{line}行）：{}",
                toml_words::in_chinese(error.message())
            ),
            "请对照示例改正",
        )
    })
}

pub(crate) fn check_id(id: &str) -> Result<(), Misuse> {
    let fits = !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fits.then_some(())
        .ok_or_else(|| Misuse::new(format!("“{id}”不能作id"), "id只用英文字母、数字和-"))
}

/// A caption or a note is text of the report: no number without a source.
pub(crate) fn check_text(text: &str) -> Result<(), Misuse> {
    match bare_in(text).next() {
        None => Ok(()),
        Some(number) => Err(Misuse::new(
            format!("“{text}”里的“{number}”是直接写的数，没有来源"),
            "表题、图题和表注里请不写数",
        )),
    }
}
