//! A file of a bureau's folder that was read, with its name as text.

use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::Path;

use voced_domain::Stamp;

use crate::FolderError;

/// A file that was read.
pub(crate) struct Input {
    /// Path within the folder, with `/`.
    pub(crate) path: String,
    /// Name without folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    /// What was read from a path in a bureau's folder.
    pub(crate) fn new(root: &Path, path: &Path, bytes: Vec<u8>) -> Self {
        let within = path.strip_prefix(root).unwrap_or(path);
        let parts: Vec<_> = within.iter().map(shown).collect();
        Self {
            name: parts.last().cloned().unwrap_or_default(),
            path: parts.join("/"),
            bytes,
        }
    }

    /// The file as a text in UTF-8; what is not would be read wrong in silence.
    pub(crate) fn text(&self, path: &Path) -> Result<&str, FolderError> {
        let text = std::str::from_utf8(&self.bytes);
        text.map_err(|_| FolderError::io(path, ErrorKind::InvalidData))
    }

    /// What the file is known by.
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp::of(self.path.clone(), &self.bytes)
    }
}

/// A file's name as text: what is no character stands as `\xD0`, so that two names never look the same.
pub(crate) fn shown(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        let bytes = chunk.invalid().iter();
        text.extend(bytes.map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let shown = |bytes: &[u8]| shown(OsStr::from_bytes(bytes));
        assert_eq!(shown("甲.xlsx".as_bytes()), "甲.xlsx");
        assert_eq!(shown(b"\xbc\xd7.xlsx"), "\\xBC\\xD7.xlsx");
        assert_ne!(shown(b"\xbc.xlsx"), shown(b"\xd7.xlsx"));
    }
}
