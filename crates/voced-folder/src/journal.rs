//! What was done to files of people's own, with what it takes to undo it.
//!
//! An act that adds to such a file, or puts one among the returned workbooks, leaves a line here before it is told as
//! done. It is undone as long as the file is as the act left it; whatever came after is never thrown away, and a workbook
//! that is undone is moved aside.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use voced_domain::{ReferenceYear, Stamp};

use crate::folder::is_there;
use crate::lock::Lock;
use crate::written::{hash, is_plain, replace};
use crate::{Folder, FolderError};

/// The bureau's own files of all years that are changed here.
const OF_ALL_YEARS: [&str; 2] = ["bureau.toml", "catalogue.toml"];
/// Within the folder of a year.
const JOURNAL: &str = ".voced-journal";
/// No year has more; a journal that came with a folder may say anything.
const MOST_DEEDS: usize = 1_000_000;
/// Where workbooks go whose arrival is undone, within the folder of a year.
const TAKEN_BACK: &str = "撤回";

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// Its number in the year, from one.
    pub number: usize,
    /// When.
    pub on: NaiveDate,
    /// What, in words.
    pub what: String,
    /// The file, within the folder of the year, with `/`.
    pub path: String,
    /// What it held before, in base 64; absent where there was none.
    before: Option<String>,
    /// The hash of what it holds since.
    after: String,
    /// Where it was moved to, where that was done; within the folder of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
    /// Whether it was undone, and is kept for the record.
    #[serde(default)]
    pub is_undone: bool,
}

impl Folder {
    /// What was done in a year, the oldest first. Lines that cannot be read are passed over.
    pub fn deeds(&self, year: ReferenceYear) -> Vec<Deed> {
        let journal = self.year_folder(year).join(JOURNAL);
        let text = journal.is_file().then(|| fs::read_to_string(journal));
        let text = text.and_then(Result::ok).unwrap_or_default();
        let mut deeds: Vec<Deed> = Vec::new();
        for line in text.lines() {
            let Ok(deed) = serde_json::from_str::<Deed>(line) else {
                continue;
            };
            if deed.number > MOST_DEEDS {
                continue;
            }
            // A deed that was undone stands there twice.
            deeds.retain(|other| other.number != deed.number);
            deeds.push(deed);
        }
        deeds.sort_by_key(|deed| deed.number);
        deeds
    }

    /// Whether a deed can be undone: its file is as it left it.
    pub fn can_undo(&self, year: ReferenceYear, deed: &Deed) -> bool {
        let now = deed.moved_to.as_ref().unwrap_or(&deed.path);
        let (Some(place), Some(now)) = (
            self.deed_place(year, &deed.path),
            self.deed_place(year, now),
        ) else {
            return false;
        };
        let is_free = deed.moved_to.is_none() || fs::symlink_metadata(place).is_err();
        !deed.is_undone && is_free && hash(&now).is_ok_and(|now| now == deed.after)
    }

    /// Where a file lies that a deed names: in the folder of the year, or one of the bureau's own of all years. Nothing for
    /// whatever else it may name, by links either: the journal lies where anybody can change it.
    fn deed_place(&self, year: ReferenceYear, path: &str) -> Option<PathBuf> {
        let (root, path) = match path.strip_prefix("../") {
            Some(own) if OF_ALL_YEARS.contains(&own) => (self.root().to_owned(), own),
            Some(_) => return None,
            None => (self.year_folder(year), path),
        };
        if !is_plain(path) {
            return None;
        }
        let place = root.join(path);
        let parent = fs::canonicalize(place.parent()?);
        let is_within = match parent {
            Ok(parent) => parent.starts_with(fs::canonicalize(&root).ok()?),
            Err(_) => false,
        };
        is_within.then_some(place)
    }

    /// Undoes a deed; a workbook is moved aside.
    ///
    /// # Errors
    /// Where there is no such deed, or its file was changed since.
    pub fn undo(&self, year: ReferenceYear, number: usize) -> Result<Deed, FolderError> {
        // What it undoes may be the bureau's own of all years.
        let _alone_in_root = self.alone_in_root()?;
        let _alone = self.alone(year)?;
        let deeds = self.deeds(year).into_iter();
        let deed = deeds.into_iter().find(|deed| deed.number == number);
        let Some(mut deed) = deed.filter(|deed| self.can_undo(year, deed)) else {
            return Err(FolderError::content(
                "撤销不了：以后又改动过，或已经撤销",
                "请看文件现在的内容，直接改",
            ));
        };
        let root = self.year_folder(year);
        may_note(&root)?;
        let place = |path: &str| {
            let place = self.deed_place(year, path);
            place.ok_or_else(|| FolderError::io(path, ErrorKind::NotFound))
        };
        let path = place(&deed.path)?;
        // What cannot be done is not noted as done.
        match (&deed.before, &deed.moved_to) {
            (_, Some(moved_to)) => {
                let from = place(moved_to)?;
                fs::rename(&from, &path).map_err(|error| FolderError::io(&from, error))?;
            }
            (Some(before), None) => {
                let before = BASE64_STANDARD.decode(before);
                let before = before.map_err(|_| FolderError::io(&path, ErrorKind::InvalidData))?;
                replace(&path, &before)?;
            }
            (None, None) => {
                let to = root.join(aside(&root, number, &path)?);
                fs::rename(&path, &to).map_err(|error| FolderError::io(&to, error))?;
            }
        }
        deed.is_undone = true;
        note(&root, &deed)?;
        Ok(deed)
    }

    /// Moves a returned workbook aside, so that it counts for nothing any more; `name` as [`ReturnedFile::name`] has it.
    ///
    /// # Errors
    /// Where no such file is among the returned ones, or it cannot be moved.
    ///
    /// [`ReturnedFile::name`]: crate::ReturnedFile::name
    pub fn set_apart(
        &self,
        (year, on): (ReferenceYear, NaiveDate),
        name: &str,
    ) -> Result<Deed, FolderError> {
        let _alone = self.alone(year)?;
        let mut files = self.returned_files(year)?.into_iter();
        let Some(file) = files.find(|file| file.name() == name) else {
            let message = format!("交回的文件里没有“{name}”，可能已经移开了");
            return Err(FolderError::content(message, "请重新打开页面"));
        };
        let root = self.year_folder(year);
        may_note(&root)?;
        let failed = |error| FolderError::io(&file.path, error);
        let number = self.next_number(year);
        let moved_to = aside(&root, number, &file.path)?;
        let deed = Deed {
            number,
            on,
            what: format!("移开{name}"),
            path: within(&root, &file.path),
            before: None,
            after: hash(&file.path).map_err(failed)?,
            moved_to: Some(moved_to),
            is_undone: false,
        };
        let to = deed.moved_to.as_ref().map(|to| root.join(to));
        fs::rename(&file.path, to.unwrap_or_default()).map_err(failed)?;
        note(&root, &deed)?;
        Ok(deed)
    }

    /// Fails where a deed could not be noted.
    pub(crate) fn may_note(&self, year: ReferenceYear) -> Result<(), FolderError> {
        may_note(&self.year_folder(year))
    }

    fn next_number(&self, year: ReferenceYear) -> usize {
        self.deeds(year).last().map_or(1, |last| last.number + 1)
    }

    /// Does something to a file of the year, alone, and notes how to undo it.
    pub(crate) fn noting<T, E: From<FolderError>>(
        &self,
        year: ReferenceYear,
        (on, what): (NaiveDate, &str),
        path: &Path,
        act: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        let _alone = self.alone(year)?;
        may_note(&self.year_folder(year))?;
        let before = if is_there(path)? {
            Some(fs::read(path).map_err(|error| FolderError::io(path, error))?)
        } else {
            None
        };
        let done = act()?;
        let after = fs::read(path).map_err(|error| FolderError::io(path, error))?;
        self.note_deed(year, (on, what), path, (before.as_deref(), &after))?;
        Ok(done)
    }

    /// Notes what was done to a file.
    pub(crate) fn note_deed(
        &self,
        year: ReferenceYear,
        (on, what): (NaiveDate, &str),
        path: &Path,
        (before, after): (Option<&[u8]>, &[u8]),
    ) -> Result<(), FolderError> {
        if before == Some(after) {
            return Ok(());
        }
        let root = self.year_folder(year);
        note(
            &root,
            &Deed {
                number: self.next_number(year),
                on,
                what: what.to_owned(),
                path: within(&root, path),
                before: before.map(|bytes| BASE64_STANDARD.encode(bytes)),
                after: Stamp::new("", &Sha256::digest(after), 0).sha256,
                moved_to: None,
                is_undone: false,
            },
        )
    }

    /// Keeps other programs from changing the bureau's own files of all years meanwhile.
    pub(crate) fn alone_in_root(&self) -> Result<Lock, FolderError> {
        Lock::for_adding(self.root())
    }

    /// Keeps other programs from adding to files of the year meanwhile.
    pub(crate) fn alone(&self, year: ReferenceYear) -> Result<Lock, FolderError> {
        let folder = self.year_folder(year);
        fs::create_dir_all(&folder).map_err(|error| FolderError::io(&folder, error))?;
        Lock::for_adding(&folder)
    }
}

/// Where a file goes that counts for nothing any more, within the folder of the year.
fn aside(root: &Path, number: usize, file: &Path) -> Result<String, FolderError> {
    let aside = root.join(TAKEN_BACK);
    fs::create_dir_all(&aside).map_err(|error| FolderError::io(&aside, error))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Ok(format!("{TAKEN_BACK}/{number}-{name}"))
}

/// A path within the folder of the year, with `/`; of a file of all years, from there.
fn within(root: &Path, path: &Path) -> String {
    let within = match path.strip_prefix(root) {
        Ok(within) => within.to_owned(),
        Err(_) => Path::new("..").join(path.file_name().unwrap_or_default()),
    };
    let parts = within.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Fails where nothing could be noted: what cannot be undone is not done.
fn may_note(folder: &Path) -> Result<(), FolderError> {
    let path = folder.join(JOURNAL);
    match fs::symlink_metadata(&path) {
        Ok(found) if !found.is_file() => return Err(FolderError::NotAFile(path)),
        _ => {}
    }
    let mut options = fs::File::options();
    let opened = options.append(true).create(true).open(&path);
    opened
        .map(drop)
        .map_err(|error| FolderError::io(&path, error))
}

/// Adds a line.
fn note(folder: &Path, deed: &Deed) -> Result<(), FolderError> {
    let path: PathBuf = folder.join(JOURNAL);
    let failed = |error| FolderError::io(&path, error);
    let mut line = serde_json::to_string(deed).expect("texts and numbers");
    line.push('\n');
    let mut options = fs::File::options();
    let file = options.append(true).create(true).open(&path);
    let mut file = file.map_err(failed)?;
    // Half a line of a run that was killed is ended first.
    let is_torn = fs::read(&path).is_ok_and(|all| !all.is_empty() && !all.ends_with(b"\n"));
    if is_torn {
        line.insert(0, '\n');
    }
    file.write_all(line.as_bytes()).map_err(failed)?;
    file.sync_data().map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Arrival;

    fn folder(root: &Path) -> Folder {
        let roster = "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
                      [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n";
        fs::write(root.join("bureau.toml"), roster).unwrap();
        fs::create_dir(root.join("2023")).unwrap();
        Folder::open(root).unwrap()
    }

    #[test]
    fn what_was_done_is_undone_as_long_as_nobody_went_on_from_it() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = folder(temporary.path());
        let year = ReferenceYear::new(2023).unwrap();
        let on = "2023-11-20".parse().unwrap();
        let torn = b"PK\x03\x041";
        let arrived = folder.receive((year, on), "甲校.xlsx", torn).unwrap();
        assert_eq!(arrived, Arrival::Stored("甲校.xlsx".into()));
        let waivers = folder.waivers_path(year);
        let write = |text: &str| {
            folder
                .noting(year, (on, text), &waivers, || {
                    replace(&waivers, text.as_bytes())
                })
                .unwrap();
        };
        write("一");
        write("一二");
        let told = || -> Vec<(usize, bool)> {
            let deeds = folder.deeds(year).into_iter();
            let told = deeds.map(|deed| (deed.number, folder.can_undo(year, &deed)));
            told.collect()
        };
        assert_eq!(told(), [(1, true), (2, false), (3, true)]);
        assert!(folder.undo(year, 2).is_err());
        folder.undo(year, 3).unwrap();
        assert_eq!(fs::read_to_string(&waivers).unwrap(), "一");
        assert_eq!(told(), [(1, true), (2, true), (3, false)]);
        assert!(folder.undo(year, 3).is_err());

        folder.undo(year, 1).unwrap();
        assert!(!folder.submissions(year).join("甲校.xlsx").exists());
        let aside = folder.year_folder(year).join("撤回/1-甲校.xlsx");
        assert_eq!(fs::read(aside).unwrap(), torn);

        // A line that a killed run left half is passed over, and ended by the next.
        let journal = folder.year_folder(year).join(JOURNAL);
        let mut text = fs::read_to_string(&journal).unwrap();
        text.truncate(text.len() - 20);
        fs::write(&journal, text).unwrap();
        write("三");
        assert_eq!(folder.deeds(year).last().unwrap().what, "三");
    }

    #[test]
    fn a_workbook_that_is_set_apart_counts_for_nothing_until_that_is_undone() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = folder(temporary.path());
        let year = ReferenceYear::new(2023).unwrap();
        let at = (year, "2023-11-20".parse().unwrap());
        let place = folder.submissions(year).join("第1次/甲校.xlsx");
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "1").unwrap();
        assert!(folder.set_apart(at, "甲校.xlsx").is_err());
        assert!(folder.set_apart(at, "../bureau.toml").is_err());
        let deed = folder.set_apart(at, "第1次/甲校.xlsx").unwrap();
        assert!(!place.exists());
        assert!(folder.returned_files(year).unwrap().is_empty());
        folder.undo(year, deed.number).unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "1");
        assert!(folder.undo(year, deed.number).is_err());
        // What took its place is not overwritten.
        let deed = folder.set_apart(at, "第1次/甲校.xlsx").unwrap();
        fs::write(&place, "2").unwrap();
        assert!(folder.undo(year, deed.number).is_err());
        assert_eq!(fs::read_to_string(&place).unwrap(), "2");
    }

    #[test]
    fn a_journal_that_names_files_elsewhere_undoes_nothing() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = folder(temporary.path());
        let year = ReferenceYear::new(2023).unwrap();
        // The bureau's own files of all years are its own.
        let other = temporary.path().join("2022.toml");
        fs::write(&other, "1").unwrap();
        let after = hash(&other).unwrap();
        let absolute = other.to_str().unwrap();
        let paths = ["../2022.toml", "submissions/../../2022.toml", absolute];
        for (number, path) in (1..).zip(paths) {
            let deed = Deed {
                number,
                on: "2023-11-20".parse().unwrap(),
                what: "豁免".into(),
                path: path.into(),
                before: Some(BASE64_STANDARD.encode("gone")),
                after: after.clone(),
                moved_to: None,
                is_undone: false,
            };
            note(&folder.year_folder(year), &deed).unwrap();
            assert!(!folder.can_undo(year, &deed), "{path}");
            assert!(folder.undo(year, number).is_err(), "{path}");
        }
        assert_eq!(hash(&other).unwrap(), after);
    }

    #[test]
    #[cfg(unix)]
    fn a_journal_that_goes_by_links_or_counts_too_far_undoes_nothing() {
        let temporary = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let folder = folder(temporary.path());
        let year = ReferenceYear::new(2023).unwrap();
        let victim = outside.path().join("victim.txt");
        fs::write(&victim, "1").unwrap();
        let root = folder.year_folder(year);
        std::os::unix::fs::symlink(outside.path(), root.join("资料")).unwrap();
        for (number, before) in [(1, Some(BASE64_STANDARD.encode("gone"))), (2, None)] {
            let deed = Deed {
                number,
                on: "2023-11-20".parse().unwrap(),
                what: "豁免".into(),
                path: "资料/victim.txt".into(),
                before,
                after: hash(&victim).unwrap(),
                moved_to: None,
                is_undone: false,
            };
            note(&root, &deed).unwrap();
            assert!(folder.undo(year, number).is_err());
        }
        assert_eq!(fs::read_to_string(&victim).unwrap(), "1");
        let line = fs::read_to_string(root.join(JOURNAL)).unwrap();
        let line = line.replace("\"number\":2", &format!("\"number\":{}", usize::MAX));
        fs::write(root.join(JOURNAL), line).unwrap();
        assert_eq!(folder.deeds(year).len(), 1);
    }

    #[test]
    fn what_cannot_be_noted_is_not_done() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = folder(temporary.path());
        let year = ReferenceYear::new(2023).unwrap();
        let list = folder.year_folder(year).join("list.toml");
        fs::create_dir(folder.year_folder(year).join(JOURNAL)).unwrap();
        let noted = ("2023-11-20".parse().unwrap(), "写");
        let done: Result<(), FolderError> = folder.noting(year, noted, &list, || {
            fs::write(&list, "1").unwrap();
            Ok(())
        });
        assert!(done.is_err());
        assert!(!list.exists());
        let came = folder.receive((year, noted.0), "甲校.xlsx", b"PK\x03\x04");
        assert!(came.is_err());
    }
}
