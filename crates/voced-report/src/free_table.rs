//! Tables that a text writes out in Markdown: lists of projects, of schools, of what no indicator says.
//!
//! ```text
//! 表（majors）：公示名单
//! 数：公示名单所载，没有对应的数据项
//!
//! | 序号 | 学校 | 专业 |
//! | --- | --- | --- |
//! | 68 | 四平市职业教育中心 | 电子商务专业 |
//! | 69 | ^ | 激光技术应用专业 |
//! ```
//!
//! The line of the numbers makes each plain number of the cells a stated one; without it there is none but
//! figures. `^` is what stands above, `<` in a head what stands to the left, and a row that begins with `^`
//! right below the head belongs to it. In a row named 合计 or 总计 a cell `=` is summed up, and a number is
//! held against the sum.

use std::ops::Range;

use voced_domain::{Quantity, Rounded, numerals};

use crate::context::Misuse;
use crate::model::{Cell, Column, HeadCell, Inline, Row, Table};
use crate::spec::{check_id, check_text};
use crate::table::printed_width;

/// What the paragraph above a table begins with.
const CAPTION: &str = "表";
/// What the line below the caption begins with where plain numbers may stand in the cells.
const NUMBERS: &str = "数：";
/// What stands above, and what stands to the left.
pub(crate) const ABOVE: &str = "^";
pub(crate) const LEFT: &str = "<";
/// What is summed up.
pub(crate) const SUM: &str = "=";
pub(crate) const TOTALS: &[&str] = &["合计", "总计"];
/// A head is broken over lines where it is wider, in characters of which a Chinese one counts two.
const HEAD_WIDTH: usize = 14;
/// A table of a report is not longer.
const MOST_ROWS: usize = 1_000;
const MOST_COLUMNS: usize = 16;

/// What the paragraph above a table says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Caption {
    id: String,
    text: String,
    /// Where plain numbers come from.
    reason: Option<String>,
}

impl Caption {
    /// The caption that a paragraph is, by its lines; nothing where it is none.
    pub(crate) fn of(paragraph: &str) -> Option<Self> {
        // A line that begins with room is text, as a draft of a school's case has it.
        let mut lines = paragraph.lines().map(str::trim_end);
        let (id, text) = named(lines.next()?.strip_prefix(CAPTION)?)?;
        let reason = lines.next().and_then(|line| line.strip_prefix(NUMBERS));
        lines.next().is_none().then(|| Self {
            id: id.to_owned(),
            text: text.trim().to_owned(),
            reason: reason.map(|reason| reason.trim().to_owned()),
        })
    }
}

impl Caption {
    /// The caption without its number.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// `：公示名单`, `（majors）：公示名单`: the id and the caption.
fn named(rest: &str) -> Option<(&str, &str)> {
    if let Some(text) = rest.strip_prefix('：') {
        return Some(("", text));
    }
    rest.strip_prefix('（')?.split_once("）：")
}

/// The lines of a text in which plain numbers may stand: those of tables that say where they come from.
pub(crate) fn lines_of_numbers(source: &str) -> Vec<Range<usize>> {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let mut found = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        let is_caption = line.strip_prefix(CAPTION).and_then(named).is_some();
        let says = lines
            .get(idx + 1)
            .is_some_and(|line| line.starts_with(NUMBERS));
        if !is_caption || !says {
            continue;
        }
        let rest = &lines[idx + 2..];
        let n_empty = rest.iter().take_while(|line| line.is_empty()).count();
        let n_rows = rest[n_empty..]
            .iter()
            .take_while(|line| line.starts_with('|'))
            .count();
        let first = idx + 2 + n_empty;
        found.push(first..first + n_rows);
    }
    found
}

/// A table with its caption, from the cells of its head and of its rows.
pub(crate) fn table(
    caption: Caption,
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
) -> Result<Table, Misuse> {
    if !caption.id.is_empty() {
        check_id(&caption.id)?;
    }
    check_text(&caption.text)?;
    if rows.len() > MOST_ROWS || head.len() > MOST_COLUMNS {
        return Err(Misuse::new(
            format!(
                "表“{}”有{}行{}列，太大了",
                caption.text,
                rows.len(),
                head.len()
            ),
            format!("一个表最多{MOST_ROWS}行{MOST_COLUMNS}列，请分成几个"),
        ));
    }
    let n_heads = rows
        .iter()
        .take_while(|row| row.first().is_some_and(|cell| is(cell, ABOVE)))
        .count();
    let further = rows[..n_heads].iter().map(Vec::as_slice);
    let heads: Vec<&[Vec<Inline>]> = std::iter::once(head).chain(further).collect();
    let head = merged(&heads)?;
    let mut body = rows[n_heads..].to_vec();
    repeat(&mut body);
    total(&caption, &mut body)?;
    if let Some(reason) = &caption.reason {
        let cells = body.iter_mut().flatten();
        cells.for_each(|cell| *cell = stated(std::mem::take(cell), reason));
    }
    let columns = (0..heads[0].len())
        .map(|idx| column(&head, &body, idx))
        .collect();
    Ok(Table {
        anchor: if caption.id.is_empty() {
            String::new()
        } else {
            format!("table-{}", caption.id)
        },
        number: 0,
        caption: caption.text,
        columns,
        head,
        rows: body.into_iter().map(row).collect(),
        notes: Vec::new(),
    })
}

/// The text of a cell; nothing where it has a figure.
fn text(cell: &[Inline]) -> Option<&str> {
    match cell {
        [] => Some(""),
        [Inline::Text { text }] => Some(text.trim()),
        _ => None,
    }
}

fn is(cell: &[Inline], mark: &str) -> bool {
    text(cell) == Some(mark)
}

/// The rows of a head, with the cells that go over several columns or rows.
fn merged(heads: &[&[Vec<Inline>]]) -> Result<Vec<Vec<HeadCell>>, Misuse> {
    let at = |row: usize, column: usize| {
        heads
            .get(row)
            .and_then(|cells| cells.get(column))
            .and_then(|cell| text(cell))
    };
    let mut merged = Vec::new();
    for (row, cells) in heads.iter().enumerate() {
        let mut line = Vec::new();
        for column in 0..cells.len() {
            let Some(words) = at(row, column) else {
                return Err(Misuse::new("表头里不能有指标", "表头请只写文字"));
            };
            if words == LEFT || words == ABOVE {
                continue;
            }
            check_text(words)?;
            let n_columns = 1
                + (column + 1..cells.len())
                    .take_while(|next| at(row, *next) == Some(LEFT))
                    .count();
            let n_rows = 1
                + (row + 1..heads.len())
                    .take_while(|next| at(*next, column) == Some(ABOVE))
                    .count();
            line.push(HeadCell {
                text: words.to_owned(),
                columns: u16::try_from(n_columns).unwrap_or(u16::MAX),
                rows: u16::try_from(n_rows).unwrap_or(u16::MAX),
            });
        }
        merged.push(line);
    }
    Ok(merged)
}

/// Cells that say the same as the one above.
fn repeat(rows: &mut [Vec<Vec<Inline>>]) {
    for idx in 1..rows.len() {
        let (above, below) = rows.split_at_mut(idx);
        for (above, cell) in above[idx - 1].iter().zip(&mut below[0]) {
            if is(cell, ABOVE) {
                cell.clone_from(above);
            }
        }
    }
}

/// Sums up what the row of the total asks for, and holds its numbers against the sums.
fn total(caption: &Caption, rows: &mut [Vec<Vec<Inline>>]) -> Result<(), Misuse> {
    let Some((last, above)) = rows.split_last_mut() else {
        return Ok(());
    };
    let name = last.first().and_then(|cell| text(cell));
    if !name.is_some_and(|name| TOTALS.contains(&name)) {
        return Ok(());
    }
    for (idx, cell) in last.iter_mut().enumerate().skip(1) {
        let numbers: Option<Vec<Rounded>> = above.iter().map(|row| number(row.get(idx)?)).collect();
        let sum = numbers.map(|numbers| sum(&numbers));
        match (sum, text(cell)) {
            (Some(sum), Some(SUM)) => *cell = vec![Inline::text(sum.to_string())],
            (None, Some(SUM)) => {
                return Err(Misuse::new(
                    format!("表“{}”第{}列不能合计", caption.text, idx + 1),
                    "合计行里的=只用在每格都是数的列",
                ));
            }
            (Some(sum), Some(_))
                if number(cell).is_some_and(|told| told.to_quantity() != sum.to_quantity()) =>
            {
                return Err(Misuse::new(
                    format!(
                        "表“{}”的合计写着{}，各行相加是{sum}",
                        caption.text,
                        text(cell).unwrap_or_default()
                    ),
                    "请核对各行；合计写成=，由程序相加",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The sum of numbers, with the most decimals of any.
fn sum(numbers: &[Rounded]) -> Rounded {
    let parts: Vec<Quantity> = numbers.iter().map(Rounded::to_quantity).collect();
    let decimals = numbers.iter().map(Rounded::decimals).max();
    parts.iter().sum::<Quantity>().round(decimals.unwrap_or(0))
}

/// The plain number that a cell is.
fn number(cell: &[Inline]) -> Option<Rounded> {
    text(cell)?.parse().ok()
}

/// A cell whose plain numbers are stated ones.
fn stated(cell: Vec<Inline>, reason: &str) -> Vec<Inline> {
    let of = |piece: Inline| match piece {
        Inline::Text { text } => stated_in(&text, reason),
        other => vec![other],
    };
    cell.into_iter().flat_map(of).collect()
}

fn stated_in(text: &str, reason: &str) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let mut from = 0;
    for numeral in numerals(text)
        .into_iter()
        .filter(|numeral| numeral.non_figure.is_none())
    {
        let Range { start, end } = numeral.range;
        pieces.extend((from < start).then(|| Inline::text(&text[from..start])));
        pieces.push(Inline::Stated {
            text: text[start..end].to_owned(),
            reason: reason.to_owned(),
        });
        from = end;
    }
    pieces.extend((from < text.len()).then(|| Inline::text(&text[from..])));
    pieces
}

fn column(head: &[Vec<HeadCell>], body: &[Vec<Vec<Inline>>], idx: usize) -> Column {
    let cells = || body.iter().filter_map(|row| row.get(idx));
    let widest = cells().map(|cell| width(cell)).max().unwrap_or(0);
    let single = head
        .last()
        .and_then(|cells| cells.get(idx))
        .map_or(0, |cell| printed_width(&cell.text));
    let is_number = |cell: &Vec<Inline>| {
        cell.iter()
            .all(|piece| !matches!(piece, Inline::Text { .. } | Inline::Strong { .. }))
    };
    Column {
        width: u16::try_from(widest.max(single.min(HEAD_WIDTH)).max(4)).unwrap_or(u16::MAX),
        is_figures: cells().any(|cell| !cell.is_empty()) && cells().all(is_number),
    }
}

fn width(cell: &[Inline]) -> usize {
    let of = |piece: &Inline| match piece {
        Inline::Text { text } | Inline::Stated { text, .. } | Inline::Reference { text, .. } => {
            printed_width(text)
        }
        Inline::Strong { of } => width(of),
        // As wide as most figures are.
        Inline::Figure { .. } => 6,
    };
    cell.iter().map(of).sum()
}

fn row(cells: Vec<Vec<Inline>>) -> Row {
    let is_total = cells
        .first()
        .and_then(|cell| text(cell))
        .is_some_and(|name| TOTALS.contains(&name));
    let cells = cells.into_iter().map(|text| Cell { text, tint: None });
    Row {
        cells: cells.collect(),
        is_total,
    }
}
