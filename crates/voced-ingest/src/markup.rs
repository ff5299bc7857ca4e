//! XML of parts: its letters, and texts that stand in it in pieces.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Puts the letters of a part into UTF-8, from whatever encoding its mark or its first line names.
pub(crate) fn decode(bytes: &mut Vec<u8>) {
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => Some(encoding),
        None => declared(bytes),
    };
    // Most parts are in it already, and some that name another one as well.
    let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) else {
        return;
    };
    let is_wide = matches!(encoding.name(), "UTF-16LE" | "UTF-16BE");
    if is_wide || !is_chinese(bytes) {
        *bytes = encoding.decode(bytes).0.into_owned().into_bytes();
    }
}

/// Whether bytes that name another encoding are Chinese in UTF-8. Some words in GBK could be, but not
/// Chinese ones.
fn is_chinese(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes);
    text.is_ok_and(|text| text.chars().any(|c| matches!(c, '\u{3000}'..='\u{9fff}')))
}

/// A part of which single letters are no letters, without those.
pub(crate) fn legible(xml: &[u8]) -> Cow<'_, [u8]> {
    match std::str::from_utf8(xml) {
        Ok(_) => Cow::Borrowed(xml),
        Err(_) => Cow::Owned(String::from_utf8_lossy(xml).into_owned().into_bytes()),
    }
}

/// The encoding that the first line names, or that a part without a mark shows by its zeros; absent
/// where it is the usual one.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [b'<', 0, ..] => return Some(encoding_rs::UTF_16LE),
        [0, b'<', ..] => return Some(encoding_rs::UTF_16BE),
        _ => {}
    }
    let start = &bytes[..bytes.len().min(200)];
    let is_usual = |name: &[u8]| name.eq_ignore_ascii_case(b"utf-8");
    if start.windows(5).any(is_usual) {
        return None;
    }
    let start = String::from_utf8_lossy(start);
    let (line, _) = start.strip_prefix("<?xml")?.split_once("?>")?;
    let (_, named) = line.split_once("encoding")?;
    let named = named.trim_start().strip_prefix('=')?.trim_start();
    let quote = named.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = named[1..].split(quote).next()?;
    // A part that names UTF-16 and can be read so far is not.
    Encoding::for_label(label.as_bytes())
        .filter(|found| !matches!(found.name(), "UTF-16LE" | "UTF-16BE"))
}

/// A reader that forgives what spreadsheets forgive.
pub(crate) fn reader(xml: &[u8]) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    reader
}

/// Adds the text down to the end of the element that was opened last, whatever pieces it is in;
/// whether there are other elements in it.
pub(crate) fn text_into(
    reader: &mut Reader<&[u8]>,
    text: &mut String,
) -> Result<bool, quick_xml::Error> {
    let (mut depth, mut has_elements) = (0_usize, false);
    loop {
        match reader.read_event()? {
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => resolve(&reference, text),
            Event::Start(_) => {
                has_elements = true;
                depth += 1;
            }
            Event::End(_) if depth == 0 => return Ok(has_elements),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(unfinished()),
            _ => {}
        }
    }
}

/// Passes over the element that was opened last.
pub(crate) fn skip(reader: &mut Reader<&[u8]>) -> Result<(), quick_xml::Error> {
    let mut depth = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Ok(()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(unfinished()),
            _ => {}
        }
    }
}

/// A part that ends before its elements do.
pub(crate) fn unfinished() -> quick_xml::Error {
    let error = std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    quick_xml::Error::Io(std::sync::Arc::new(error))
}

/// Adds the letter that `&amp;` or `&#160;` stands for.
pub(crate) fn resolve(reference: &BytesRef<'_>, text: &mut String) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        text.push(letter);
        return;
    }
    match &*reference.xml10_content() {
        "amp" => text.push('&'),
        "lt" => text.push('<'),
        "gt" => text.push('>'),
        "quot" => text.push('"'),
        "apos" => text.push('\''),
        // What no program writes is kept as it stands.
        other => {
            text.push('&');
            text.push_str(other);
            text.push(';');
        }
    }
}

/// The value of an attribute; of its name, what stands before a colon does not count.
pub(crate) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|attribute| {
        let key = attribute.key.as_ref();
        key == name || key.rsplit_once(':').is_some_and(|(_, own)| own == name)
    })?;
    Some(unescaped(&found))
}

/// The value of an attribute, its letters as they are meant.
pub(crate) fn unescaped<'e>(attribute: &Attribute<'e>) -> Cow<'e, str> {
    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
    value.unwrap_or_else(|_| attribute.value.clone())
}

/// Whether an element such as `<b/>`, `<b val="1"/>` is there and not taken back.
pub(crate) fn is_on(element: &BytesStart<'_>) -> bool {
    !matches!(
        attribute(element, "val").as_deref(),
        Some("0" | "false" | "off" | "none")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let mut bytes = bytes.to_vec();
        decode(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn parts_are_decoded_by_their_mark_or_their_first_line() {
        let xml = "<?xml version=\"1.0\"?><a>学校</a>";
        let utf16 = |order: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
            let text = format!("{mark}{xml}");
            text.encode_utf16().flat_map(order).collect()
        };
        for bytes in [
            xml.as_bytes().to_vec(),
            utf16(u16::to_le_bytes, "\u{feff}"),
            utf16(u16::to_be_bytes, "\u{feff}"),
            utf16(u16::to_le_bytes, ""),
            utf16(u16::to_be_bytes, ""),
        ] {
            assert_eq!(decoded(&bytes).trim_start_matches('\u{feff}'), xml);
        }
        let gbk = "<?xml version='1.0' encoding='GBK'?><a>学校</a>";
        let (bytes, _, _) = encoding_rs::GBK.encode(gbk);
        assert_eq!(decoded(&bytes), gbk);
        // Said to be in another encoding, and is not.
        for name in ["UTF-16", "GBK", "windows-1252", "x"] {
            let lie = format!("<?xml version=\"1.0\" encoding=\"{name}\"?><a>学校</a>");
            assert_eq!(decoded(lie.as_bytes()), lie);
        }
    }

    #[test]
    fn a_text_in_pieces_is_one_text() {
        let mut reader = reader(b"<v>1<!-- x -->2<![CDATA[7]]>&amp;&#56;<b>9</b></v>");
        reader.read_event().unwrap();
        let mut text = String::new();
        assert!(text_into(&mut reader, &mut text).unwrap());
        assert_eq!(text, "127&89");
    }
}
