//! The parts of an .xlsx that the library keeps more of than stands in them.

use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Archive;
use crate::refusal::Refusal;

/// A workbook has some hundred different texts; so many would not fit into a part.
const MOST_TEXTS: u64 = 1_000_000;
/// What Excel itself allows.
const MOST_STYLES: u64 = 65_490;
/// Every style has a copy of its font's name and its number format, all together in bytes.
const MOST_NAMES: u64 = 48 << 20;

/// A part that the library looks for by name, in whatever folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Texts,
    Styles,
}

/// Whether a name is that of a part that is kept.
pub(super) fn kept(name: &str) -> Option<Kept> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    if file.eq_ignore_ascii_case("sharedStrings.xml") {
        Some(Kept::Texts)
    } else if file.eq_ignore_ascii_case("styles.xml") {
        Some(Kept::Styles)
    } else {
        None
    }
}

/// Checks the texts and styles of a workbook.
pub(crate) fn xlsx(archive: &mut Archive<'_>) -> Result<(), Refusal> {
    for idx in 0..archive.len() {
        let Some(Ok(name)) = archive.name_for_index(idx) else {
            continue;
        };
        let Some(kept) = kept(&name) else { continue };
        let part = archive.by_index(idx).map_err(Refusal::damaged)?;
        match kept {
            Kept::Texts => texts(BufReader::new(part))?,
            Kept::Styles => styles(BufReader::new(part))?,
        }
    }
    Ok(())
}

/// A reader as forgiving as the library's.
fn reader<R: BufRead>(part: R) -> Reader<R> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    reader
}

/// How many texts there are is said before the first of them, and room set aside for so many.
fn texts(part: impl BufRead) -> Result<(), Refusal> {
    let mut reader = reader(part);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start))
                if start.local_name().as_ref() == "sst" =>
            {
                return claims_few_texts(&start);
            }
            // The library finds as well that the part has no beginning.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}

fn claims_few_texts(start: &BytesStart<'_>) -> Result<(), Refusal> {
    let mut attributes = start.attributes();
    let claims = attributes
        .with_checks(false)
        .flatten()
        .filter(|attribute| attribute.key.as_ref() == "uniqueCount")
        .map(|attribute| number(&attribute.value));
    match claims.max() {
        Some(claimed) if claimed > MOST_TEXTS => {
            let found = format!("工作簿说自己有{claimed}条文字");
            Err(Refusal::damaged(found))
        }
        _ => Ok(()),
    }
}

/// The digits of a number, as large as they may be.
fn number(text: &str) -> u64 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    digits.fold(0_u64, |number, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u64::from(digit - b'0'))
    })
}

fn styles(part: impl BufRead) -> Result<(), Refusal> {
    let mut reader = reader(part);
    let (mut n_styles, mut longest) = (0_u64, 0_u64);
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                longest = longest.max(start.len() as u64);
                n_styles += u64::from(start.local_name().as_ref() == "xf");
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    if n_styles > MOST_STYLES || n_styles.saturating_mul(longest) > MOST_NAMES {
        let found = format!("有{n_styles}种单元格格式，最长的名称{longest}字节");
        return Err(Refusal::too_large(found));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(checked: Result<(), Refusal>) -> Option<String> {
        checked.err().map(|refusal| refusal.found)
    }

    #[test]
    fn a_number_of_texts_that_no_part_could_hold_is_refused() {
        let claimed = |count| format!("<!-- x --><x:sst count='1' uniqueCount='{count}'/>");
        for count in ["0", "700", "", "-1", "x"] {
            assert_eq!(told(texts(claimed(count).as_bytes())), None, "{count}");
        }
        let found = told(texts(claimed("1000000000000000000000").as_bytes()));
        assert_eq!(
            found.as_deref(),
            Some("工作簿说自己有18446744073709551615条文字")
        );
        assert_eq!(told(texts(&b"<a/>"[..])), None);
    }

    #[test]
    fn styles_that_multiply_a_name_are_refused() {
        let sheet = |name: &str, n_styles| {
            let styles = "<xf fontId='0'/>".repeat(n_styles);
            let xml = format!("<s><font><name val='{name}'/></font>{styles}</s>");
            told(super::styles(xml.as_bytes()))
        };
        assert_eq!(sheet("宋体", 5_000), None);
        let found = sheet(&"n".repeat(1 << 20), 100);
        assert!(found.is_some_and(|found| found.starts_with("有100种单元格格式")));
        assert!(sheet("宋体", 70_000).is_some());
    }

    #[test]
    fn kept_parts_are_known_in_any_folder_and_spelling() {
        assert_eq!(kept("xl/sharedStrings.xml"), Some(Kept::Texts));
        assert_eq!(kept("a\\SHAREDSTRINGS.XML"), Some(Kept::Texts));
        assert_eq!(kept("styles.xml"), Some(Kept::Styles));
        assert_eq!(kept("xl/worksheets/sheet1.xml"), None);
    }
}
