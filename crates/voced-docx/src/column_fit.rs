//! Widths of columns and size of type with which a table fits its page; none ever goes beyond it.

use voced_report::Column;

use super::grid::{PADDING, RULE};
use super::page::Orientation;
use super::paragraph_style::{CELLS, ParagraphStyle};

/// A column of text need be no wider than this many half characters: its lines are broken.
const LEAST_TEXT: u16 = 14;

/// How a table stands on its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ColumnFit {
    pub(super) orientation: Orientation,
    pub(super) style: ParagraphStyle,
    /// Of each column, adding up to the width of the text.
    pub(super) widths: Vec<i32>,
}

/// What is tried, from the best: a type of `CELLS` on a page, with every cell in one line or with
/// texts broken.
const TRIES: [(Orientation, usize, Lines); 11] = [
    (Orientation::Portrait, 0, Lines::Whole),
    (Orientation::Portrait, 1, Lines::Whole),
    (Orientation::Portrait, 2, Lines::Whole),
    (Orientation::Portrait, 1, Lines::Broken),
    (Orientation::Portrait, 2, Lines::Broken),
    (Orientation::Landscape, 1, Lines::Whole),
    (Orientation::Landscape, 2, Lines::Whole),
    (Orientation::Landscape, 2, Lines::Broken),
    (Orientation::Landscape, 3, Lines::Broken),
    (Orientation::Landscape, 4, Lines::Broken),
    (Orientation::Landscape, 4, Lines::Squeezed),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lines {
    /// Each cell in one line.
    Whole,
    /// Text in several lines, figures in one.
    Broken,
    /// Whatever is left.
    Squeezed,
}

/// Fits columns to a page.
pub(super) fn fit(columns: &[Column]) -> ColumnFit {
    let fits = |&&(orientation, size, lines): &&(Orientation, usize, Lines)| {
        least(columns, &CELLS[size], lines).iter().sum::<i32>() <= orientation.page().text_width()
    };
    let (orientation, size, _) = TRIES.iter().find(fits).copied().unwrap_or(TRIES[10]);
    ColumnFit {
        orientation,
        style: CELLS[size],
        widths: widths(columns, &CELLS[size], orientation.page().text_width()),
    }
}

/// Width that each column needs at least.
fn least(columns: &[Column], style: &ParagraphStyle, lines: Lines) -> Vec<i32> {
    let one = |column: &Column| match lines {
        Lines::Squeezed => 0,
        Lines::Broken if !column.is_figures => natural(column.width.min(LEAST_TEXT), style),
        _ => natural(column.width, style),
    };
    columns.iter().map(one).collect()
}

/// Width of so many half characters in a cell.
fn natural(half_characters: u16, style: &ParagraphStyle) -> i32 {
    i32::from(half_characters) * style.size * 5 + 2 * PADDING + RULE
}

/// Shares out the whole width: first what is needed, then in proportion to what is wanted.
fn widths(columns: &[Column], style: &ParagraphStyle, total: i32) -> Vec<i32> {
    let wanted = least(columns, style, Lines::Whole);
    let needed = [Lines::Whole, Lines::Broken, Lines::Squeezed]
        .map(|lines| least(columns, style, lines))
        .into_iter()
        .find(|needed| needed.iter().sum::<i32>() <= total)
        .unwrap_or_else(|| vec![0; columns.len()]);
    let spare = total - needed.iter().sum::<i32>();
    let lacking: Vec<i32> = wanted.iter().zip(&needed).map(|(w, n)| w - n).collect();
    let shares = if lacking.iter().all(|share| *share == 0) {
        weighted(columns, &wanted)
    } else {
        lacking
    };
    share_out(&needed, &shares, spare)
}

/// Where the font of a document is missing, the digits of the one in its place may be a quarter wider.
fn weighted(columns: &[Column], wanted: &[i32]) -> Vec<i32> {
    let weight = |column: &Column| if column.is_figures { 4 } else { 1 };
    let weights = columns.iter().map(weight);
    weights
        .zip(wanted)
        .map(|(weight, width)| weight * width)
        .collect()
}

fn share_out(needed: &[i32], shares: &[i32], spare: i32) -> Vec<i32> {
    let whole: i64 = shares
        .iter()
        .map(|share| i64::from(*share))
        .sum::<i64>()
        .max(1);
    let (mut before, mut given) = (0_i64, 0_i64);
    let mut widths = Vec::new();
    for (need, share) in needed.iter().zip(shares) {
        before += i64::from(*share);
        // Rounding the running sum leaves nothing over at the end.
        let until = before * i64::from(spare) / whole;
        widths.push(need + i32::try_from(until - given).expect("a share is at most the whole"));
        given = until;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(widths: &[u16]) -> Vec<Column> {
        let column = |(index, width): (usize, &u16)| Column {
            width: *width,
            is_figures: index > 0,
        };
        widths.iter().enumerate().map(column).collect()
    }

    fn page_and_size(widths: &[u16]) -> (Orientation, i32) {
        let fit = fit(&columns(widths));
        let total: i32 = fit.widths.iter().sum();
        assert_eq!(total, fit.orientation.page().text_width(), "{widths:?}");
        (fit.orientation, fit.style.size)
    }

    #[test]
    fn wide_tables_take_smaller_type_and_then_a_lying_page() {
        assert_eq!(page_and_size(&[20, 10, 10]), (Orientation::Portrait, 24));
        assert_eq!(
            page_and_size(&[40, 10, 10, 12]),
            (Orientation::Portrait, 21)
        );
        assert_eq!(
            page_and_size(&[20, 10, 10, 10, 10, 10]),
            (Orientation::Portrait, 21)
        );
        assert_eq!(page_and_size(&[20; 8]), (Orientation::Landscape, 15));
        assert_eq!(page_and_size(&[30; 20]), (Orientation::Landscape, 13));
    }
}
