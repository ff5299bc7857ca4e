//! An explanation that stood in a workbook when it was sent back: what it was about, and which answers it was
//! written beside, so that it answers for no others.

use sha2::{Digest as _, Sha256};

/// An explanation as it went back to its school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedNote {
    /// 编号 of the item, or 全校.
    pub number: String,
    /// What stands for the text.
    pub text: String,
    /// The code of the answers that it was written beside.
    pub beside: String,
}

impl IssuedNote {
    /// The note of a text.
    pub fn new(number: &str, text: &str, beside: String) -> Self {
        let digest = Sha256::digest(text.trim());
        let text = digest[..4].iter().map(|byte| format!("{byte:02x}"));
        Self {
            number: number.to_owned(),
            text: text.collect(),
            beside,
        }
    }

    /// All of them in one cell.
    pub fn to_text(notes: &[Self]) -> String {
        let one = |note: &Self| format!("{}={}={}", note.number, note.text, note.beside);
        notes.iter().map(one).collect::<Vec<_>>().join("；")
    }

    /// Reads them again; what is none of them is passed over.
    pub fn from_text(text: &str) -> Vec<Self> {
        let one = |part: &str| {
            let (number, rest) = part.split_once('=')?;
            let (text, beside) = rest.split_once('=')?;
            Some(Self {
                number: number.to_owned(),
                text: text.to_owned(),
                beside: beside.to_owned(),
            })
        };
        text.split('；').filter_map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again() {
        let notes = [
            IssuedNote::new("5.08", "退休人员较多", "1f3a-90bc".into()),
            IssuedNote::new("全校", "两校合并", "-".into()),
        ];
        assert_eq!(IssuedNote::from_text(&IssuedNote::to_text(&notes)), notes);
        assert_eq!(IssuedNote::from_text("没有"), []);
    }
}
