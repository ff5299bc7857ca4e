//! Files that are no workbook that can be read: what each is, by its content, and what its sender can do.
//!
//! To know another kind, add it to the list in `foreign/kinds.rs`.

mod kind;
mod kinds;
#[cfg(test)]
mod tests;

use self::kind::{Foreign, Mark};
use self::kinds::{ARCHIVE, KINDS};
use crate::refusal::Refusal;

/// What a file is that is no workbook; `parts` are those of its container.
pub(crate) fn known(bytes: &[u8], parts: &[String]) -> Option<Refusal> {
    let seen = Seen {
        bytes,
        parts,
        text: text(bytes),
    };
    let found = KINDS.iter().find(|kind| seen.is(kind))?;
    Some(found.refusal(has_table(bytes)))
}

/// What is said of an archive in which nothing that is known lies.
pub(crate) fn archive() -> Refusal {
    ARCHIVE.refusal(false)
}

/// Whether a table stands anywhere in a web page, in whatever encoding.
fn has_table(bytes: &[u8]) -> bool {
    const TABLE: &[u8] = b"<table";
    let letters = bytes.iter().filter(|byte| **byte != 0);
    let letters: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
    letters.windows(TABLE.len()).any(|window| window == TABLE)
}

/// As much of a file as tells its kind.
struct Seen<'s> {
    bytes: &'s [u8],
    parts: &'s [String],
    /// In small letters, a line break before; absent where it is no text.
    text: Option<String>,
}

/// So much of a file is looked at.
const HEAD: usize = 4096;
/// So far from the beginning software leaves its name.
const NEAR: usize = 512;

impl Seen<'_> {
    fn is(&self, kind: &Foreign) -> bool {
        kind.marks.iter().any(|mark| self.has(mark))
    }

    fn has(&self, mark: &Mark) -> bool {
        let says = |is_it: &dyn Fn(&str) -> bool| self.text.as_deref().is_some_and(is_it);
        match mark {
            Mark::Bytes(at, bytes) => self
                .bytes
                .get(*at..)
                .is_some_and(|rest| rest.starts_with(bytes)),
            Mark::Binary(bytes) => self.text.is_none() && self.bytes.starts_with(bytes),
            Mark::Near(bytes) => {
                let near = &self.bytes[..self.bytes.len().min(NEAR)];
                self.parts.is_empty() && near.windows(bytes.len()).any(|window| window == *bytes)
            }
            Mark::Part(start) => self.parts.iter().any(|name| name.starts_with(start)),
            Mark::Root(name) => {
                says(&|text| root(text).is_some_and(|root| name.is_empty() || root == *name))
            }
            Mark::Says(words) => says(&|text| words.iter().all(|word| text.contains(word))),
            Mark::Columns => says(&has_columns),
            Mark::OpenElsewhere => is_lock(self.bytes),
        }
    }
}

/// The beginning of a text, whatever its encoding; `None` where it is no text.
fn text(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let text = match head {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => utf16(head, u16::from_le_bytes),
        _ => String::from_utf8_lossy(head).into_owned(),
    };
    let is_text = !text
        .chars()
        .any(|letter| letter.is_ascii_control() && !is_of_text(letter));
    let text =
        text.trim_start_matches(|letter: char| letter == '\u{feff}' || letter.is_whitespace());
    is_text.then(|| format!("\n{}", text.to_lowercase()))
}

/// Blanks, line and page breaks, and the end mark of DOS.
fn is_of_text(control: char) -> bool {
    matches!(control, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}')
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (units, _) = bytes.as_chunks();
    let letters = char::decode_utf16(units.iter().map(|bytes| unit(*bytes)));
    letters.map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}

/// The name of the first element, behind what is said of the text as such.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if rest.starts_with("<?") {
            ">"
        } else {
            break;
        };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.split(|letter: char| letter.is_whitespace() || matches!(letter, '>' | '/'));
    let name = name.into_iter().next().unwrap_or_default();
    Some(name.rsplit(':').next().unwrap_or(name))
}

/// Whether the first lines are rows of a table.
fn has_columns(text: &str) -> bool {
    let lines = text.lines().filter(|line| !line.trim().is_empty()).take(5);
    let with_columns = |line: &str| line.contains([',', '\t', ';']);
    let (n_rows, n_lines) = lines.fold((0, 0), |(rows, lines), line| {
        (rows + usize::from(with_columns(line)), lines + 1)
    });
    n_lines > 1 && n_rows == n_lines
}

/// The file of Excel has 165 bytes, that of Word 162: the length of a name, and the name filled up.
fn is_lock(bytes: &[u8]) -> bool {
    const LONGEST_NAME: u8 = 54;
    matches!(bytes.len(), 162 | 165) && (1..=LONGEST_NAME).contains(&bytes[0])
}
