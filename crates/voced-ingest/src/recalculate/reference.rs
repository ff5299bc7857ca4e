//! `A1`, `E:E`, `5:7`, and what OpenDocument writes between square brackets.

use voced_domain::Position;

use super::expression::Reference;
use super::outcome::Uncomputable;

const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u16 = 16_383;

/// One end of a range.
#[derive(Clone, Copy)]
pub(super) enum Corner {
    Cell(Position),
    Column(u16),
    Row(u32),
}

impl Corner {
    /// Reads `E9`, `E` or `9`, each with or without `$`.
    pub(super) fn read(word: &str) -> Option<Self> {
        let bare = word.replace('$', "");
        if bare.is_empty() {
            None
        } else if bare.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            let top = Position::from_a1(&format!("{bare}1"))?;
            Some(Self::Column(top.column))
        } else if bare.bytes().all(|byte| byte.is_ascii_digit()) {
            let left = Position::from_a1(&format!("A{bare}"))?;
            Some(Self::Row(left.row))
        } else {
            Position::from_a1(&bare).map(Self::Cell)
        }
    }

    /// The upper left and the lower right of the range between two corners of one kind.
    pub(super) fn to(self, other: Self) -> Option<(Position, Position)> {
        let (a, b) = match (self, other) {
            (Self::Cell(a), Self::Cell(b)) => (a, b),
            (Self::Column(a), Self::Column(b)) => (
                Position { row: 0, column: a },
                Position {
                    row: LAST_ROW,
                    column: b,
                },
            ),
            (Self::Row(a), Self::Row(b)) => (
                Position { row: a, column: 0 },
                Position {
                    row: b,
                    column: LAST_COLUMN,
                },
            ),
            _ => return None,
        };
        let first = Position {
            row: a.row.min(b.row),
            column: a.column.min(b.column),
        };
        let last = Position {
            row: a.row.max(b.row),
            column: a.column.max(b.column),
        };
        Some((first, last))
    }

    /// The cell alone, where it is one.
    pub(super) fn alone(self) -> Option<(Position, Position)> {
        match self {
            Self::Cell(at) => Some((at, at)),
            Self::Column(_) | Self::Row(_) => None,
        }
    }
}

/// Reads `.E4`, `$Sheet.E5:.E44`, `'a b'.A1`, `.E:.E`. Excel has other files between brackets.
pub(super) fn bracketed(content: &str) -> Result<Reference, Uncomputable> {
    let (first, last) = match outside_quotes(content, ':') {
        Some(at) => (&content[..at], Some(&content[at + 1..])),
        None => (content, None),
    };
    let (sheet, corner) = part(first)?;
    let ends = match last.map(part).transpose()? {
        Some((other, _)) if other.is_some() && other != sheet => {
            return Err(Uncomputable::unsupported(content));
        }
        Some((_, last)) => corner.to(last),
        None => corner.alone(),
    };
    let (first, last) = ends.ok_or(Uncomputable::Outside)?;
    Ok(Reference {
        sheet,
        first,
        last,
        written: content.into(),
    })
}

/// Reads `.E4`, `$Sheet.E4` or `'a b'.A1`.
fn part(text: &str) -> Result<(Option<String>, Corner), Uncomputable> {
    let read = || {
        let (sheet, corner) = text.rsplit_once('.')?;
        Some((sheet.trim_start_matches('$'), Corner::read(corner)?))
    };
    let (sheet, corner) = read().ok_or(Uncomputable::Outside)?;
    let sheet = match sheet.strip_prefix('\'') {
        None if sheet.is_empty() => None,
        None => Some(sheet.into()),
        // Behind the name of a file there is a second one, of the sheet.
        Some(_) => match quoted(sheet) {
            Some((name, "")) => Some(name),
            _ => return Err(Uncomputable::Outside),
        },
    };
    Ok((sheet, corner))
}

/// Reads a name in single quotes, in which a quote is written twice; also what comes behind.
pub(super) fn quoted(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('\'')?;
    let mut quotes = text.match_indices('\'').map(|(at, _)| at);
    while let Some(at) = quotes.next() {
        let behind = &text[at + 1..];
        if !behind.starts_with('\'') {
            return Some((text[..at].replace("''", "'"), behind));
        }
        quotes.next();
    }
    None
}

/// Where a sign stands first that is not part of a name in single quotes.
pub(super) fn outside_quotes(text: &str, sign: char) -> Option<usize> {
    let mut is_quoted = false;
    text.char_indices()
        .find(|(_, c)| {
            is_quoted ^= *c == '\'';
            !is_quoted && *c == sign
        })
        .map(|(at, _)| at)
}
