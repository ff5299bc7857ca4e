//! Texts in addresses, which take few characters as they are.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but what RFC 3986 leaves as it is everywhere.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as a part of an address.
pub fn address(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// A part of an address as a text; as it stands where its bytes are no text.
pub fn from_address(part: &str) -> String {
    let decoded = percent_decode_str(part).decode_utf8();
    decoded.map_or_else(|_| part.to_owned(), Cow::into_owned)
}

/// The name of a part of a package of Office, seen from a folder of it: with letters as they are, plain
/// slashes and without detours. No way leads out of the package.
///
/// ```
/// assert_eq!(voced_text::part_name("word", "media/%E5%9B%BE.png"), "word/media/图.png");
/// assert_eq!(voced_text::part_name("word", "/word/../xl//a.xml"), "xl/a.xml");
/// ```
pub fn part_name(folder: &str, target: &str) -> String {
    let target = from_address(target).replace('\\', "/");
    let whole = match target.strip_prefix('/') {
        Some(_) => target,
        None => format!("{folder}/{target}"),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_comes_back_and_is_in_letters_that_every_program_takes(text: String) {
            let part = address(&text);
            prop_assert!(part.bytes().all(|byte| byte.is_ascii_graphic() && !b"#?/ ".contains(&byte)));
            prop_assert_eq!(from_address(&part), text);
        }
    }
}
