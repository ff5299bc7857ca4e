//! Drafts of appendices, put beside the texts of a report; one that a person changed stays as it is.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use voced_text::file_stem;

use crate::FolderError;
use crate::written::replace;

/// The first line of a draft says what it is, and what it said when it was written.
const HEAD: &str = "{# 由学校写的案例取成，可以改；";
/// What it said stands behind this, however the line begins.
const MARK: &str = "程序据这一行看出有没有改过：";
const HEAD_END: &str = " #}";
/// What the name of a newer draft ends with where the older one was changed by a person.
const NEWER: &str = "（新稿）";

/// A draft to be put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its title, which names its file.
    pub title: String,
    /// Its text.
    pub text: String,
}

/// What became of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    /// It is new.
    New(PathBuf),
    /// It is there already.
    Same(PathBuf),
    /// It took the place of an older one that nobody had changed.
    Renewed(PathBuf),
    /// The older one was changed by a person and stays; the newer one lies beside it.
    Beside {
        /// The one that stays.
        kept: PathBuf,
        /// The newer one.
        newer: PathBuf,
    },
}

/// Puts a draft into a folder, which is made where it is missing.
///
/// # Errors
/// Where the folder cannot be read or written.
pub fn put_draft(folder: &Path, draft: &Draft) -> Result<Put, FolderError> {
    fs::create_dir_all(folder).map_err(|error| FolderError::io(folder, error))?;
    let path = folder.join(format!("{}.md", draft_name(&draft.title)));
    match there(&path, &draft.text)? {
        There::Nothing => write_new(&path, whole(&draft.text).as_bytes()).map(|()| Put::New(path)),
        There::Same => Ok(Put::Same(path)),
        There::Untouched => renew(&path, &draft.text).map(|()| Put::Renewed(path)),
        There::Changed => {
            let newer = folder.join(format!("{}{NEWER}.md", draft_name(&draft.title)));
            match there(&newer, &draft.text)? {
                There::Nothing => write_new(&newer, whole(&draft.text).as_bytes())?,
                There::Untouched => renew(&newer, &draft.text)?,
                // What a person made of the newer one stays as well.
                There::Same | There::Changed => {}
            }
            Ok(Put::Beside { kept: path, newer })
        }
    }
}

/// A title as the name of its draft.
pub fn draft_name(title: &str) -> String {
    let kept: String = file_stem(title).chars().take(LONGEST).collect();
    kept.trim_matches(|c: char| c.is_whitespace() || c == '.')
        .to_owned()
}

/// A longer name is cut off: some systems take no more bytes than three times as many.
const LONGEST: usize = 60;

enum There {
    Nothing,
    /// What would be written now.
    Same,
    /// What was written once.
    Untouched,
    Changed,
}

fn there(path: &Path, text: &str) -> Result<There, FolderError> {
    let found = match fs::read_to_string(path) {
        Ok(found) => found.replace("\r\n", "\n"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(There::Nothing),
        // What is no text was put there by a person.
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => return Ok(There::Changed),
        Err(error) => return Err(FolderError::io(path, error)),
    };
    if found == whole(text) {
        return Ok(There::Same);
    }
    let is_untouched = found
        .split_once('\n')
        .is_some_and(|(head, body)| head.starts_with("{# ") && head.ends_with(&mark_of(body)));
    Ok(if is_untouched {
        There::Untouched
    } else {
        There::Changed
    })
}

fn mark_of(body: &str) -> String {
    let hash = Sha256::digest(body);
    let hash: String = hash
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{MARK}{hash}{HEAD_END}")
}

fn whole(text: &str) -> String {
    format!("{HEAD}{}\n{text}", mark_of(text))
}

/// Never over a file that came in between.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let failed = |error| FolderError::io(path, error);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(failed)?;
    file.write_all(bytes).map_err(failed)
}

/// All of the new text or all of the old.
fn renew(path: &Path, text: &str) -> Result<(), FolderError> {
    replace(path, whole(text).as_bytes())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn draft(text: &str) -> Draft {
        Draft {
            title: "做法：1/2".into(),
            text: text.into(),
        }
    }

    #[test]
    fn a_second_round_takes_the_place_of_what_nobody_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("做法：12.md");
        let put = |text| put_draft(folder.path(), &draft(text)).unwrap();
        assert_eq!(put("甲\n"), Put::New(path.clone()));
        assert_eq!(put("甲\n"), Put::Same(path.clone()));
        assert_eq!(put("乙\n"), Put::Renewed(path.clone()));
        assert!(fs::read_to_string(&path).unwrap().ends_with("乙\n"));
    }

    #[test]
    fn what_a_person_changed_stays_and_the_newer_one_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let put = |text| put_draft(folder.path(), &draft(text)).unwrap();
        let Put::New(kept) = put("甲\n") else {
            panic!("there was nothing");
        };
        let edited = fs::read_to_string(&kept).unwrap().replace('甲', "甲校");
        // Editors on Windows write their own ends of lines, which is no change by itself.
        fs::write(&kept, edited.replace('\n', "\r\n")).unwrap();
        let newer = folder.path().join("做法：12（新稿）.md");
        let beside = Put::Beside {
            kept: kept.clone(),
            newer: newer.clone(),
        };
        assert_eq!(put("乙\n"), beside);
        assert_eq!(put("丙\n"), beside);
        assert!(fs::read_to_string(&newer).unwrap().ends_with("丙\n"));
        assert!(fs::read_to_string(&kept).unwrap().contains("甲校"));
        fs::write(&newer, "我改的").unwrap();
        assert_eq!(put("丁\n"), beside);
        assert_eq!(fs::read_to_string(&newer).unwrap(), "我改的");
    }
}
