//! Claims: numbers of a report with what they are about.

use std::ops::Range;

use serde::Serialize;
use voced_domain::{FigureTag, IndicatorCode, Quantity, Rounded};

use crate::number::magnitude;

/// A number of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Where it stands.
    pub place: Place,
    /// The sentence, for people.
    pub sentence: String,
    /// The number as printed, `25.2:74.8`.
    pub text: String,
    /// The printed number in the printed unit: 97.8 of `97.8%`; of `25.2:74.8` and of `12.7:1` the
    /// first. Negative where the text says that it went down.
    pub value: Quantity,
    /// How many decimals were printed.
    pub decimals: u8,
    /// The unit as printed; empty where there is none.
    pub unit: String,
    /// Whether it is said to be approximate: 余, 约, 以上.
    pub is_approximate: bool,
    /// On which side of it the exact number is said to be.
    pub bound: Option<Bound>,
    /// A value or a change.
    pub kind: Kind,
    /// The year it is about; absent where the report has none.
    pub year: Option<u16>,
    /// Who it is about.
    pub entity: Entity,
    /// The item or indicator, where it was recognised.
    pub fact: Option<IndicatorCode>,
    /// Whether the name of the item or indicator stands there to the letter.
    pub is_named: bool,
    /// Which way a change is said to go.
    pub direction: Option<Direction>,
    /// The mark it has in a document of ours.
    pub tag: Option<FigureTag>,
}

/// Digits that could not be read, or that nothing tells what they are of: runs of digits too long for a number, several
/// numbers in one cell of a table, figures of a heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// Line of the file, paragraph of a document or page.
    pub line: usize,
    /// The digits as printed.
    pub printed: String,
    /// What stands around them, for people.
    pub text: String,
}

impl Unread {
    /// So much of a text is shown on either side, in bytes.
    const AROUND: usize = 60;

    pub(crate) fn of(line: usize, text: &str, range: &Range<usize>) -> Self {
        let start = text.floor_char_boundary(range.start.saturating_sub(Self::AROUND));
        let end = text.ceil_char_boundary(range.end + Self::AROUND);
        let shown = |range: Range<usize>| text.get(range).unwrap_or("").trim().to_owned();
        Self {
            line,
            printed: shown(range.clone()),
            text: shown(start..end),
        }
    }
}

/// Where a number stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Line of the file, paragraph of a document or page.
    pub line: usize,
    /// The section: its number, or its title where it has none.
    pub section: String,
    /// Paragraph or table within the section, from one.
    pub paragraph: usize,
    /// Sentence within the paragraph, or row of the table, from one.
    pub sentence: usize,
    /// The piece of the document, as index.
    pub block: usize,
    /// Row and column in a table, as indices.
    pub cell: Option<(usize, usize)>,
    /// Where the number stands in the text of the piece or cell, in bytes.
    pub range: Range<usize>,
}

/// Whether a number is a value or a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A value.
    Level,
    /// A change against the year before.
    Change,
    /// A word that says which way something went, without a number: 略有提高.
    Trend,
}

/// Who a number is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// The region of the report.
    Region,
    /// A school, by the name it has in the report.
    School(String),
}

/// On which side of an approximate number the exact one is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// 超过, 突破, 余, 多, 以上: it is no less.
    Over,
    /// 近, 将近: it is less.
    Under,
    /// 约, 左右.
    About,
}

/// Which way a change goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 增加, 提高, 上升.
    Up,
    /// 减少, 下降, 降低.
    Down,
    /// 持平.
    Same,
}

impl Claim {
    /// The printed number with 万 and 亿 multiplied out: 3642500 of `364.25万人`.
    pub fn base_value(&self) -> Quantity {
        self.value.scaled(magnitude(&self.unit).1)
    }

    /// What it counts, without 万 and 亿: 人 of `364.25万人`.
    pub fn counted(&self) -> &str {
        magnitude(&self.unit).0
    }

    /// The table and its column, for numbers of tables.
    pub(crate) fn column(&self) -> Option<(usize, usize)> {
        let (_, column) = self.place.cell?;
        Some((self.place.block, column))
    }

    /// Whether it stands in running text.
    pub(crate) fn is_in_text(&self) -> bool {
        self.place.cell.is_none()
    }

    /// The printed number with its decimals and, for a change, its sign.
    pub(crate) fn printed(&self) -> Rounded {
        self.value.round(self.decimals)
    }

    /// Half of the last digit that was printed.
    pub(crate) fn half_unit(&self) -> Quantity {
        Quantity::half_unit(self.decimals)
    }

    /// `97.8%`.
    pub(crate) fn display(&self) -> String {
        // 百分之五, 三分之一 and 1/3 say it themselves.
        let is_fraction = self.text.contains("分之") || self.text.contains('/');
        if self.unit.contains(':') || self.text.ends_with(&self.unit) || is_fraction {
            self.text.clone()
        } else {
            format!("{}{}", self.text, self.unit)
        }
    }
}
