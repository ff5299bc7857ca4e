//! Workbooks that arrive: put among the returned ones as they are, under their own names as far as these can be
//! names of files anywhere, and never in the place of another.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use voced_domain::{ReferenceYear, Stamp};
use voced_ingest::{FORMATS, LARGEST_FILE};

use crate::written::hash;
use crate::{Folder, FolderError};

/// Longer names are cut; some systems hold no more than 255 bytes.
const LONGEST_NAME: usize = 120;
/// What other programs call their workbooks, whose content is of one of the formats.
const OTHER_EXTENSIONS: [&str; 3] = ["et", "xlsm", "xlt"];
/// No name of a file on Windows, whatever follows the point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// What became of a file that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It lies among the returned workbooks under this name.
    Stored(String),
    /// The same file lies there already, under this name.
    Known(String),
    /// It was not taken; why.
    Refused(String),
}

impl Folder {
    /// Puts a file that arrived among the returned workbooks of a year. A name is never taken for a path.
    ///
    /// Of another content under a name that is there, the new file is marked as the next round: `甲校（第2次）.xlsx`. `on` is the day that
    /// is noted.
    ///
    /// # Errors
    /// Where the folder cannot be read or written; then nothing is stored.
    pub fn receive(
        &self,
        (year, on): (ReferenceYear, NaiveDate),
        name: &str,
        bytes: &[u8],
    ) -> Result<Arrival, FolderError> {
        let sent_as = name;
        let name = match safe_name(name) {
            Ok(name) => name,
            Err(why) => return Ok(Arrival::Refused(why)),
        };
        if bytes.len() > LARGEST_FILE {
            let most = LARGEST_FILE >> 20;
            return Ok(Arrival::Refused(format!(
                "超过{most} MB，不像是填好的工作簿"
            )));
        }
        let folder = self.submissions(year);
        fs::create_dir_all(&folder).map_err(|error| FolderError::io(&folder, error))?;
        let own = Stamp::new("", &Sha256::digest(bytes), bytes.len());
        for file in self.returned_files(year)? {
            let is_as_long = fs::metadata(&file.path)
                .is_ok_and(|found| usize::try_from(found.len()) == Ok(own.bytes));
            if is_as_long && hash(&file.path).is_ok_and(|hash| hash == own.sha256) {
                return Ok(Arrival::Known(file.name()));
            }
        }
        let _alone = self.alone(year)?;
        let path = put(&folder, &name, bytes).map_err(|error| FolderError::io(&folder, error))?;
        let what = format!("收下{sent_as}");
        self.note_deed(year, (on, &what), &path, (None, bytes))?;
        let name = path.file_name().unwrap_or_default();
        Ok(Arrival::Stored(name.to_string_lossy().into_owned()))
    }
}

/// Writes a file whole or not at all, under the first name that is free.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let mut file = tempfile::Builder::new()
        .prefix(".voced-")
        .tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let mut round = 1u32;
    loop {
        let path = match round {
            1 => folder.join(name),
            round => folder.join(format!("{stem}（第{round}次）.{extension}")),
        };
        match file.persist_noclobber(&path) {
            Ok(file) => {
                for_colleagues(&file)?;
                return Ok(path);
            }
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                file = error.file;
                round += 1;
            }
            Err(error) => return Err(error.error),
        }
    }
}

/// A temporary file is its owner's alone.
#[cfg(unix)]
fn for_colleagues(file: &fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn for_colleagues(_: &fs::File) -> io::Result<()> {
    Ok(())
}

/// The last part of a name, without what cannot stand in a name of a file on one of the systems; or why it can be
/// none.
fn safe_name(sent: &str) -> Result<String, String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_allowed = |c: &char| !c.is_control() && !r#"<>:"|?*"#.contains(*c) && !is_invisible(*c);
    let name: String = last.chars().filter(is_allowed).collect();
    let name = name.trim_matches(|c: char| c == '.' || c == '~' || c == '$' || c.is_whitespace());
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Err("没有扩展名，不知道是不是工作簿".into());
    };
    let extension = extension.to_lowercase();
    let known = FORMATS.iter().flat_map(|format| format.extensions);
    let is_known = known.clone().any(|known| **known == *extension);
    if !is_known && !OTHER_EXTENSIONS.contains(&&*extension) {
        let known: Vec<&str> = known.copied().collect();
        return Err(format!(
            "不是工作簿（.{extension}），只收{}",
            known.join("、")
        ));
    }
    let stem = stem.trim();
    let is_device = DEVICES.contains(&stem.to_lowercase().as_str());
    if stem.is_empty() || is_device {
        return Ok(format!("来件{stem}.{extension}"));
    }
    let mut cut = String::new();
    for c in stem.chars() {
        if cut.len() + c.len_utf8() > LONGEST_NAME {
            break;
        }
        cut.push(c);
    }
    Ok(format!("{cut}.{extension}"))
}

/// Marks that turn the order of letters about, or have no width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path_and_always_a_name() {
        let named = |sent: &str| safe_name(sent).unwrap_or_else(|why| why);
        assert_eq!(named("甲校.xlsx"), "甲校.xlsx");
        for path in [
            "../../甲校.xlsx",
            r"C:\邮件\甲校.xlsx",
            r"..\甲校.xlsx",
            "/etc/甲校.xlsx",
            "a/b/甲校.XLSX",
            "甲\0校.xlsx",
            "甲\u{202e}校.xlsx",
            " .甲校.xlsx. ",
        ] {
            assert_eq!(named(path), "甲校.xlsx", "{path}");
        }
        assert_eq!(named("con.xlsx"), "来件con.xlsx");
        assert_eq!(named(".xlsx"), "没有扩展名，不知道是不是工作簿");
        assert_eq!(named("甲校.exe"), "不是工作簿（.exe），只收xlsx、xls、ods");
        assert_eq!(named("甲校"), "没有扩展名，不知道是不是工作簿");
        assert!(named(&format!("{}.xlsx", "长".repeat(500))).len() < 255);
    }

    #[test]
    fn nothing_is_overwritten_and_the_same_file_is_not_stored_twice() {
        let temporary = tempfile::tempdir().unwrap();
        let roster = "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
                      [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n";
        fs::write(temporary.path().join("bureau.toml"), roster).unwrap();
        let folder = Folder::open(temporary.path()).unwrap();
        let year = ReferenceYear::new(2023).unwrap();
        let on = "2023-11-20".parse().unwrap();
        let receive = |name: &str, bytes: &[u8]| folder.receive((year, on), name, bytes).unwrap();
        let stored = |name: &str| Arrival::Stored(name.into());
        assert_eq!(receive("甲校.xlsx", b"1"), stored("甲校.xlsx"));
        assert_eq!(receive("甲校.xlsx", b"2"), stored("甲校（第2次）.xlsx"));
        assert_eq!(receive("甲校.xlsx", b"3"), stored("甲校（第3次）.xlsx"));
        assert_eq!(
            receive("别的名.xlsx", b"2"),
            Arrival::Known("甲校（第2次）.xlsx".into())
        );
        let submissions = folder.submissions(year);
        assert_eq!(fs::read(submissions.join("甲校.xlsx")).unwrap(), b"1");
        assert_eq!(fs::read_dir(submissions).unwrap().count(), 3);
    }
}
