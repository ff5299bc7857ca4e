//! Texts in addresses, which take few characters as they are.

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

/// A part of an address as a text.
pub fn from_address(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
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
