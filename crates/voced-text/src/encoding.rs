//! The encodings that Chinese text comes in.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};

/// The text in the encoding that a byte order mark names, or else in UTF-8, or else in that of
/// Chinese Windows; `None` where it is in none of them.
pub fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..]);
    }
    if bytes.contains(&0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.into()),
        Err(_) => GB18030.decode_without_bom_handling_and_without_replacement(bytes),
    }
}

/// The text in the encoding of `bytes`, to be added to them: UTF-8, or else that of Chinese Windows.
pub fn encoded_as(bytes: &[u8], text: &str) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(_) => text.as_bytes().to_vec(),
        Err(_) => GB18030.encode(text).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_whatever_encoding_it_came() {
        let (gbk, ..) = GB18030.encode("四平市");
        let utf16: Vec<u8> = "\u{feff}四平市"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "四平市".as_bytes(),
            "\u{feff}四平市".as_bytes(),
            &gbk,
            &utf16,
        ] {
            assert_eq!(decoded(bytes).as_deref(), Some("四平市"), "{bytes:?}");
        }
        let more = [&*gbk, &encoded_as(&gbk, "市")].concat();
        assert_eq!(decoded(&more).as_deref(), Some("四平市市"));
        assert_eq!(encoded_as("四".as_bytes(), "平"), "平".as_bytes());
        assert_eq!(decoded(b"a\0b"), None);
        assert_eq!(decoded(&[0xff, 0xff, 0xff]), None);
    }
}
