//! Tables without rules: lines that are a name and numbers, with the heads above them. Columns are
//! told by where their numbers stand.

use super::line::{Line, Piece, add_line};
use super::paragraph::share;
use crate::document::Text;
use crate::number::unit;

/// Fewer names with a number each are no table.
const LEAST_PAIRS: usize = 3;
/// Fewer numbers make no row.
const LEAST_NUMBERS: usize = 2;
/// More lines make no head.
const MOST_HEADS: usize = 5;
/// How far the lines of a head are apart at most, in sizes,
const HEAD_PITCH: f64 = 2.4;
/// and those of one cell.
const CELL_PITCH: f64 = 1.6;
/// A line that is so much nearer to one row than to the other belongs to it.
const NEARER: f64 = 0.8;

/// A stretch of a page.
pub(super) enum Stretch {
    Text(Line),
    Table(Vec<Vec<Text>>),
}

/// Lines of a region, its tables put together.
pub(super) fn stretches(lines: Vec<Line>, is_apart: impl Fn(&Line) -> bool) -> Vec<Stretch> {
    let lines: Vec<Line> = lines.into_iter().map(split).collect();
    let is_row = rows(&lines, &is_apart);
    let mut found = Vec::new();
    let mut begun = 0;
    while let Some(first) = (begun..lines.len()).find(|idx| is_row[*idx]) {
        let head = head(&lines, begun, first, &is_apart);
        let end = end(&lines, &is_row, first, &is_apart);
        found.extend(lines[begun..head].iter().cloned().map(Stretch::Text));
        found.push(Stretch::Table(table(
            &lines[head..first],
            &lines[first..end],
            &is_row[first..end],
        )));
        begun = end;
    }
    found.extend(lines[begun..].iter().cloned().map(Stretch::Text));
    found
}

/// Which lines are rows: those of several numbers, and names with a number each below each other.
fn rows(lines: &[Line], is_apart: &impl Fn(&Line) -> bool) -> Vec<bool> {
    let mut rows: Vec<bool> = lines
        .iter()
        .map(|line| is_row(line) && !is_apart(line))
        .collect();
    let mut begun = 0;
    while begun < lines.len() {
        let pairs = lines[begun..].iter().zip(&lines[begun + 1..]);
        let n_more = pairs.take_while(|(above, below)| {
            is_pair(above) && is_pair(below) && are_aligned(above, below)
        });
        let end = begun + 1 + n_more.count();
        if end - begun >= LEAST_PAIRS && !are_pages(&lines[begun..end]) {
            rows[begun..end].fill(true);
        }
        begun = end;
    }
    rows
}

/// Whether a line is a name and a number far from it.
fn is_pair(line: &Line) -> bool {
    let [name, number] = &*line.pieces else {
        return false;
    };
    let is_far = number.left - name.right > name.size;
    is_far && is_number(&number.text) && !is_number(&name.text) && !is_sentence(line)
}

/// Whether the numbers of two lines stand in one column.
fn are_aligned(above: &Line, below: &Line) -> bool {
    let numbers = above.pieces.last().zip(below.pieces.last());
    numbers.is_some_and(|(above, below)| above.left < below.right && below.left < above.right)
}

/// Whether the numbers are those of pages, as in a table of contents.
fn are_pages(lines: &[Line]) -> bool {
    let numbers = lines
        .iter()
        .filter_map(|line| line.pieces.last()?.text.parse::<u16>().ok());
    let numbers: Vec<u16> = numbers.collect();
    numbers.len() == lines.len() && numbers.is_sorted()
}

/// Whether a line is a row: a name, and numbers.
pub(super) fn is_row(line: &Line) -> bool {
    let cells = &line.pieces;
    // The name of a row may be a list.
    let is_sentence = |(idx, cell): (usize, &Piece)| {
        cell.text.contains(['，', '。', '；', '：'])
            || idx > 0 && cell.text.contains('、')
            || cell.text.ends_with([',', ';', ':'])
    };
    let has_sentence = cells.iter().enumerate().any(is_sentence);
    let numbers = cells
        .iter()
        .skip(1)
        .filter(|cell| is_number(&cell.text))
        .count();
    !has_sentence && numbers >= LEAST_NUMBERS && numbers * 2 >= cells.len() - 1
}

/// Whether a cell is a number, with its unit where it has one: text that goes on behind it is none.
fn is_number(cell: &str) -> bool {
    let cell = cell.replace(' ', "");
    let bare = cell.trim_start_matches(['+', '-', '−']);
    let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit() || ".,:".contains(c));
    let rest = rest.trim_start_matches(['%', '‰']);
    let is_year = rest == "年" && bare.chars().filter(char::is_ascii_digit).count() == 4;
    let is_unit = rest.is_empty() || unit("", rest) == rest && !is_year;
    bare.starts_with(|c: char| c.is_ascii_digit()) && is_unit
        || matches!(&*cell, "-" | "—" | "–" | "——")
}

/// A name and a number that stand close together are two cells.
fn split(mut line: Line) -> Line {
    let pieces = std::mem::take(&mut line.pieces);
    line.pieces = pieces.into_iter().flat_map(parts).collect();
    line
}

fn parts(piece: Piece) -> Vec<Piece> {
    let Some((name, number)) = piece.text.rsplit_once(' ') else {
        return vec![piece];
    };
    if !is_number(number) || name.ends_with(|c: char| c.is_ascii_digit()) {
        return vec![piece];
    }
    let n_all = piece.text.chars().count().max(1);
    let middle = piece.left + piece.width() * share(name.chars().count(), n_all);
    let part = |left, right, text: &str| Piece {
        left,
        right,
        text: text.to_owned(),
        ..piece.clone()
    };
    vec![
        part(piece.left, middle, name),
        part(middle, piece.right, number),
    ]
}

/// Where the head of a table begins whose first row is given: lines of several cells, and narrow ones
/// that belong to their cells.
fn head(lines: &[Line], from: usize, first: usize, is_apart: &impl Fn(&Line) -> bool) -> usize {
    let mut begin = first;
    for idx in (from..first).rev().take(MOST_HEADS) {
        let (line, below) = (&lines[idx], &lines[idx + 1]);
        let pitch = (below.base - line.base) / line.size.max(1.0);
        let is_close = pitch <= CELL_PITCH && is_narrow(line, &lines[first]);
        let has_columns = line.pieces.len() > 1;
        let is_part = has_columns && pitch <= HEAD_PITCH || is_close;
        if !is_part || is_sentence(line) || is_title(line) || is_apart(line) {
            break;
        }
        // A narrow line is part of a head only where others are.
        if has_columns || begin < first {
            begin = idx;
        }
    }
    begin
}

/// Whether a line takes less than half of the width of a row.
fn is_narrow(line: &Line, row: &Line) -> bool {
    (line.right() - line.left()) * 2.0 < row.right() - row.left()
}

fn is_sentence(line: &Line) -> bool {
    line.pieces
        .iter()
        .any(|piece| piece.text.contains(['。', '；', '，']))
}

/// `表1 学校基本情况`, `单位：人`.
fn is_title(line: &Line) -> bool {
    let text = line.text();
    let is_numbered = ["表", "图", "附表"].iter().any(|word| {
        text.strip_prefix(word)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    });
    is_numbered || text.starts_with("单位") || text.starts_with("（单位")
}

/// Behind which line a table ends: rows go on below lines that belong to their cells.
fn end(lines: &[Line], is_row: &[bool], first: usize, is_apart: &impl Fn(&Line) -> bool) -> usize {
    let mut end = first + 1;
    while end < lines.len() {
        let is_part = |line: &Line| {
            !is_sentence(line)
                && !is_title(line)
                && !is_apart(line)
                && is_narrow(line, &lines[first])
        };
        if is_row[end] || is_part(&lines[end]) && belongs(lines, is_row, end) {
            end += 1;
        } else {
            break;
        }
    }
    // What stands below the last row is its cell only where it is close.
    while end > first + 1 && !is_row[end - 1] && !is_close(&lines[end - 2], &lines[end - 1]) {
        end -= 1;
    }
    end
}

/// Whether a line between rows, or below one, belongs to the table.
fn belongs(lines: &[Line], is_row: &[bool], idx: usize) -> bool {
    let is_next_row = (idx + 1..lines.len().min(idx + 3)).any(|next| is_row[next]);
    is_next_row || is_close(&lines[idx - 1], &lines[idx])
}

fn is_close(above: &Line, below: &Line) -> bool {
    below.base - above.base <= CELL_PITCH * below.size
}

/// The cells of a table: first its head, then its rows with the lines of their cells.
fn table(heads: &[Line], lines: &[Line], is_row: &[bool]) -> Vec<Vec<Text>> {
    let rows = with_their_lines(lines, is_row);
    let columns = Columns::of(
        lines
            .iter()
            .zip(is_row)
            .filter(|(_, is_row)| **is_row)
            .map(|(line, _)| line),
    );
    let mut table = columns.head(heads);
    table.extend(rows.iter().map(|row| columns.cells(row)));
    let text = |cell: String| Text::from(&*cell);
    table
        .into_iter()
        .map(|row| row.into_iter().map(text).collect())
        .collect()
}

/// Rows, each with the lines of its cells: those that are nearer to it than to the other, and those
/// below a name that fills its column.
fn with_their_lines(lines: &[Line], is_row: &[bool]) -> Vec<Vec<Line>> {
    let names = lines.iter().filter_map(|line| line.pieces.first());
    let reach = names.map(|name| name.width()).fold(0.0, f64::max);
    let mut rows: Vec<Vec<Line>> = Vec::new();
    let mut waiting: Vec<Line> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        let close = CELL_PITCH * line.size;
        let last = rows.last().and_then(|row| row.last());
        let above = last.map_or(f64::MAX, |above| line.base - above.base);
        let below = lines
            .get(idx + 1)
            .map_or(f64::MAX, |below| below.base - line.base);
        let is_filled = last
            .and_then(|above| above.pieces.first())
            .is_some_and(|name| reach - name.width() < name.size);
        let is_of_last = above <= close && (above < below * NEARER || is_filled && above <= below);
        if is_row[idx] {
            let mut row = std::mem::take(&mut waiting);
            row.push(line.clone());
            rows.push(row);
        } else if let Some(row) = rows
            .last_mut()
            .filter(|_| is_of_last || idx + 1 == lines.len())
        {
            row.push(line.clone());
        } else if below <= close && below < above * NEARER {
            waiting.push(line.clone());
        } else {
            rows.push(vec![line.clone()]);
        }
    }
    rows.extend((!waiting.is_empty()).then_some(waiting));
    rows
}

/// Where the columns of a table stand.
struct Columns(Vec<(f64, f64)>);

impl Columns {
    /// Pieces that stand above each other are of one column.
    fn of<'l>(rows: impl Iterator<Item = &'l Line>) -> Self {
        let mut all: Vec<(f64, f64)> = rows
            .flat_map(|row| &row.pieces)
            .map(|piece| (piece.left, piece.right))
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut columns: Vec<(f64, f64)> = Vec::new();
        for (left, right) in all {
            match columns.last_mut().filter(|last| left < last.1) {
                Some(last) => last.1 = last.1.max(right),
                None => columns.push((left, right)),
            }
        }
        Self(columns)
    }

    /// Which columns a piece stands above: those whose middle it covers, or the nearest.
    fn below(&self, piece: &Piece) -> Vec<usize> {
        let middle = |column: &(f64, f64)| f64::midpoint(column.0, column.1);
        let covers = |column: &(f64, f64)| (piece.left..=piece.right).contains(&middle(column));
        let covered: Vec<usize> = (0..self.0.len())
            .filter(|idx| covers(&self.0[*idx]))
            .collect();
        if !covered.is_empty() {
            return covered;
        }
        let distance = |idx: &usize| {
            let (left, right) = self.0[*idx];
            (left - piece.right).max(piece.left - right).max(0.0)
        };
        let nearest = (0..self.0.len()).min_by(|a, b| {
            let by_middle = |idx: &usize| (middle(&self.0[*idx]) - piece.center()).abs();
            distance(a)
                .total_cmp(&distance(b))
                .then(by_middle(a).total_cmp(&by_middle(b)))
        });
        nearest.into_iter().collect()
    }

    /// Which columns each piece of a line of a head stands above. A head may be at the left of its column where
    /// numbers are at the right: where two would stand above one column, as many as there are columns, or all but
    /// that of the names, stand in their order.
    fn places(&self, line: &Line) -> Vec<Vec<usize>> {
        let places: Vec<Vec<usize>> = line.pieces.iter().map(|piece| self.below(piece)).collect();
        let is_apart = places
            .windows(2)
            .all(|pair| pair[0].last() < pair[1].first());
        let n_left = self.0.len().saturating_sub(places.len());
        // Not further left than the column before, nor further right than its own.
        let fits = |(piece, column): (&Piece, usize)| {
            let before = column
                .checked_sub(1)
                .map_or(f64::MIN, |before| self.0[before].1);
            before <= piece.right && piece.left <= self.0[column].1
        };
        if is_apart
            || n_left > 1
            || places.len() > self.0.len()
            || !line.pieces.iter().zip(n_left..).all(fits)
        {
            return places;
        }
        (n_left..self.0.len()).map(|column| vec![column]).collect()
    }

    /// The rows of a head. What stands above several columns is a row of its own, above what stands
    /// above one; lines of one cell are put together.
    fn head(&self, lines: &[Line]) -> Vec<Vec<String>> {
        let mut above: Vec<Vec<String>> = Vec::new();
        let mut names = vec![String::new(); self.0.len()];
        for line in lines {
            let places = self.places(line);
            let is_group = places.iter().any(|columns| columns.len() > 1);
            let mut group = vec![String::new(); self.0.len()];
            let row = if is_group { &mut group } else { &mut names };
            for (piece, columns) in line.pieces.iter().zip(&places) {
                columns
                    .iter()
                    .for_each(|column| add_line(&mut row[*column], &piece.text, false));
            }
            above.extend(is_group.then_some(group));
        }
        if names.iter().any(|name| !name.is_empty()) {
            above.push(names);
        }
        above
    }

    fn cells(&self, row: &[Line]) -> Vec<String> {
        let mut cells = vec![String::new(); self.0.len()];
        for piece in row.iter().flat_map(|line| &line.pieces) {
            if let Some(column) = self.below(piece).first() {
                let (left, right) = self.0[*column];
                let is_full = right - left - piece.width() < piece.size;
                add_line(&mut cells[*column], &piece.text, is_full);
            }
        }
        cells
    }
}
