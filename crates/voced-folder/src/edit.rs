//! Changing a file that people write by hand. What is not changed stays as they wrote it, comments and all; what could not be
//! read afterwards is not written; and how to undo it is noted.

use std::path::PathBuf;

use chrono::NaiveDate;
use toml_edit::DocumentMut;
use voced_domain::{Catalogue, ReferenceYear, Roster, Source, Stamp, waivers};

use crate::folder::check_choices;
use crate::own_definitions::read;
use crate::written::replace;
use crate::{Folder, FolderError};

/// Editors on Windows begin a text with it.
const MARK: char = '\u{FEFF}';

/// A file that a bureau writes by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnFile {
    /// The bureau and its schools.
    Roster,
    /// Its own definitions.
    Definitions,
    /// What it lets stand in a year.
    Waivers(ReferenceYear),
}

/// A change of such a file, as it is noted.
#[derive(Clone, Copy, Debug)]
pub struct Noted<'a> {
    /// In whose journal.
    pub year: ReferenceYear,
    /// The day.
    pub on: NaiveDate,
    /// What is done, in words.
    pub what: &'a str,
    /// The stamp of the file that whoever asks has seen.
    pub seen: &'a str,
}

impl Folder {
    /// What tells whether a file is still as it was seen; the same for one that is not there and an empty one.
    ///
    /// # Errors
    /// Where the file is there and cannot be read.
    pub fn own_stamp(&self, file: OwnFile) -> Result<String, FolderError> {
        let text = read(&self.own_path(file))?;
        Ok(Stamp::of("", text.as_bytes()).sha256)
    }

    /// Changes a file of the bureau's own.
    ///
    /// # Errors
    /// Where the file is another one than was seen, cannot be read or written, or would be faulty; then it stays as it
    /// is.
    pub fn edit<E: From<FolderError>>(
        &self,
        file: OwnFile,
        noted: Noted<'_>,
        edit: impl FnOnce(&mut DocumentMut) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.own_path(file);
        let change = |text: &str| -> Result<String, E> {
            if Stamp::of("", text.as_bytes()).sha256 != noted.seen {
                return Err(changed_meanwhile(&path).into());
            }
            let plain = text.trim_start_matches(MARK);
            let parsed = plain.parse::<DocumentMut>();
            let mut document = parsed.map_err(|error| {
                FolderError::content(format!("{}：{error}", path.display()), "请改正后重试")
            })?;
            edit(&mut document)?;
            let n_windows = plain.matches("\r\n").count();
            let is_windows = n_windows > plain.matches('\n').count() / 2;
            let mut new = document.to_string();
            if is_windows {
                new = new.replace("\r\n", "\n").replace('\n', "\r\n");
            }
            self.would_be_read(file, &new)?;
            Ok(if text.starts_with(MARK) {
                format!("{MARK}{new}")
            } else {
                new
            })
        };
        let _alone = self.alone_in_root()?;
        self.noting(noted.year, (noted.on, noted.what), &path, || {
            let new = change(&read(&path)?)?;
            Ok(replace(&path, new.as_bytes())?)
        })
    }

    /// Writes definitions behind the bureau's own, as [`Self::add_definitions`] does, and notes how to undo it.
    ///
    /// # Errors
    /// As there, and where the file is another one than was seen.
    pub fn add_seen_definitions(
        &self,
        noted: Noted<'_>,
        addition: &str,
    ) -> Result<(), FolderError> {
        let path = self.definitions_path();
        let _alone = self.alone_in_root()?;
        if self.own_stamp(OwnFile::Definitions)? != noted.seen {
            return Err(changed_meanwhile(&path));
        }
        let add = || self.add_definitions(addition);
        self.noting(noted.year, (noted.on, noted.what), &path, add)
    }

    /// Fails where a list of some year would name a school that is not there any more.
    fn lists_would_hold(&self, roster: Roster) -> Result<(), FolderError> {
        let after = self.with_roster(roster);
        for year in self.years() {
            let Some(year) = year
                .parse()
                .ok()
                .and_then(|year| ReferenceYear::new(year).ok())
            else {
                continue;
            };
            after.waivers(&self.catalogue().edition(year))?;
            after.printed(year)?;
        }
        Ok(())
    }

    fn own_path(&self, file: OwnFile) -> PathBuf {
        match file {
            OwnFile::Roster => self.root().join("bureau.toml"),
            OwnFile::Definitions => self.definitions_path(),
            OwnFile::Waivers(year) => self.waivers_path(year),
        }
    }

    fn would_be_read(&self, file: OwnFile, text: &str) -> Result<(), FolderError> {
        let failed = |why: String| FolderError::content(why, "没有改动，请改正后重试");
        match file {
            OwnFile::Roster => {
                let roster = Roster::from_toml(text).map_err(|error| failed(error.to_string()))?;
                check_choices(&roster, self.catalogue()).map_err(failed)?;
                self.lists_would_hold(roster)
            }
            OwnFile::Definitions => {
                let name = "catalogue.toml";
                let read = Catalogue::with_bureau(Source { name, text });
                read.map(drop).map_err(|error| failed(error.to_string()))
            }
            OwnFile::Waivers(_) => {
                let read = waivers(text).map(drop);
                read.map_err(|error| failed(error.to_string()))
            }
        }
    }
}

fn changed_meanwhile(path: &std::path::Path) -> FolderError {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    FolderError::content(
        format!("{name}在打开页面以后被改过，这次没有改"),
        "请重新打开“设置”，看过现在的内容再改",
    )
}
