//! More definitions for a bureau, written behind those that it has: nothing that stands in the file changes.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use voced_domain::{Catalogue, Source};

use crate::written::replace;
use crate::{Folder, FolderError};

impl Folder {
    /// Where the bureau's own definitions stand.
    pub fn definitions_path(&self) -> PathBuf {
        self.root().join("catalogue.toml")
    }

    /// Writes definitions behind the bureau's own. They are tried first: what would make a catalogue that
    /// cannot be read is not written.
    ///
    /// # Errors
    /// Where the catalogue would be faulty, where the file was changed since the folder was opened, or where it
    /// cannot be written.
    pub fn add_definitions(&self, addition: &str) -> Result<(), FolderError> {
        let path = self.definitions_path();
        let whole = joined(self.own_definitions(), addition);
        let source = Source {
            name: "catalogue.toml",
            text: &whole,
        };
        Catalogue::with_bureau(source).map_err(|error| {
            let remedy = format!("没有写{}；请按上面所说改表样后重试", path.display());
            FolderError::content(format!("照表样写出的定义不成立：\n{error}"), remedy)
        })?;
        if read(&path)? != self.own_definitions() {
            let message = format!("{}刚才被改过", path.display());
            return Err(FolderError::content(message, "没有写入，请再运行一次"));
        }
        replace(&path, whole.as_bytes())
    }
}

/// One text behind another, with the ends of lines that the first has.
fn joined(own: &str, addition: &str) -> String {
    let is_windows = own.contains("\r\n");
    let end = if is_windows { "\r\n" } else { "\n" };
    let mut whole = own.to_owned();
    if !whole.is_empty() && !whole.ends_with('\n') {
        whole.push_str(end);
    }
    whole.push_str(&addition.replace('\n', end));
    whole
}

pub(crate) fn read(path: &Path) -> Result<String, FolderError> {
    match fs::read_to_string(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        found => found.map_err(|error| FolderError::io(path, error)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const OWN: &str = "# 我写的\r\n[[threshold]]\r\nrule = \"NO\"";

    #[test]
    fn what_a_person_wrote_stays_to_the_letter_and_ends_of_lines_stay_alike() {
        let whole = joined(OWN, "\n[[group]]\n");
        assert_eq!(whole, format!("{OWN}\r\n\r\n[[group]]\r\n"));
        assert_eq!(joined("", "\n[[group]]\n"), "\n[[group]]\n");
    }

    #[test]
    fn what_would_make_a_faulty_catalogue_or_lose_an_edit_is_not_written() {
        let scratch = tempfile::tempdir().unwrap();
        let root = scratch.path();
        fs::copy("../../fixtures/years/bureau.toml", root.join("bureau.toml")).unwrap();
        let folder = Folder::open(root).unwrap();
        let faulty = "\n[[group]]\ncode = \"own_x\"\nname = \"甲\"\nholder = \"school\"\ninstruction = \"甲。\"\nsince = 2024\n";
        let error = folder.add_definitions(faulty).unwrap_err().to_string();
        assert!(error.contains("分组“甲”没有数据项"), "{error}");
        assert!(!folder.definitions_path().exists());
        fs::write(folder.definitions_path(), "# 刚写的\n").unwrap();
        let error = folder.add_definitions("\n# 新\n").unwrap_err().to_string();
        assert!(error.ends_with("catalogue.toml刚才被改过"), "{error}");
        let folder = Folder::open(root).unwrap();
        folder.add_definitions("\n# 新\n").unwrap();
        let text = fs::read_to_string(folder.definitions_path()).unwrap();
        assert_eq!(text, "# 刚写的\n\n# 新\n");
    }
}
