//! Workbooks that arrive: put among the returned ones as they are, under their own names as far as these can be
//! names of files anywhere, and never in the place of another.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use voced_domain::{ReferenceYear, Stamp};
use voced_ingest::{LARGEST_FILE, turned_away};

use crate::arrival_name::safe_name;
use crate::written::hash;
use crate::{Folder, FolderError};

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
        if let Some(why) = self.no_such_year(year) {
            return Ok(Arrival::Refused(why));
        }
        if let Some(why) = self.no_return(year, &name, bytes) {
            return Ok(Arrival::Refused(why));
        }
        let _alone = self.alone(year)?;
        self.may_note(year)?;
        // Only now nobody else can be storing the same.
        if let Some(name) = self.twin(year, bytes)? {
            return Ok(Arrival::Known(name));
        }
        let folder = self.submissions(year);
        fs::create_dir_all(&folder).map_err(|error| FolderError::io(&folder, error))?;
        let path = put(&folder, &name, bytes).map_err(|error| FolderError::io(&folder, error))?;
        let what = format!("收下{sent_as}");
        self.note_deed(year, (on, &what), &path, (None, bytes))?;
        let name = path.file_name().unwrap_or_default();
        Ok(Arrival::Stored(name.to_string_lossy().into_owned()))
    }

    /// A year whose folder would be made by accident: any but those that are there and the next after one of them.
    fn no_such_year(&self, year: ReferenceYear) -> Option<String> {
        let years = self.years();
        let is_next = years.contains(&year.previous().to_string());
        if is_next || self.year_folder(year).is_dir() {
            return None;
        }
        let known = match years.as_slice() {
            [] => String::new(),
            years => format!("（现有年度：{}）", years.join("、")),
        };
        Some(format!(
            "本局还没有{year}年{known}；请核对年度，是新的一年请先生成发给各校的工作簿"
        ))
    }

    /// Why a file is not one that could be a return of this year, where it is seen to be none.
    fn no_return(&self, year: ReferenceYear, name: &str, bytes: &[u8]) -> Option<String> {
        // Where templates cannot be read, every check says so; what came is kept meanwhile.
        let reading = self.about_to_lie(year, name, bytes).ok()?;
        turned_away(&reading, year)
    }

    /// The name of the same file among the returned ones.
    fn twin(&self, year: ReferenceYear, bytes: &[u8]) -> Result<Option<String>, FolderError> {
        let own = Stamp::new("", &Sha256::digest(bytes), bytes.len());
        let is_same = |path: &Path| {
            let is_as_long =
                fs::metadata(path).is_ok_and(|found| usize::try_from(found.len()) == Ok(own.bytes));
            is_as_long && hash(path).is_ok_and(|hash| hash == own.sha256)
        };
        let mut files = self.returned_files(year)?.into_iter();
        let same = files.find(|file| is_same(&file.path));
        Ok(same.map(|file| file.name()))
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

#[cfg(test)]
mod tests;
