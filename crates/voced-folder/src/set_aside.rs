//! Files that a person changed, kept under another name.

use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::FolderError;

/// A file that was not as it was written, and was given another name instead of being overwritten.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SetAside {
    /// Where it lay.
    pub from: PathBuf,
    /// What it is called now.
    pub to: PathBuf,
    /// Whether it is known to have been written by a run before; else nobody remembers who wrote it.
    pub was_written: bool,
}

/// What no file system takes more of in a name.
const LONGEST_NAME: usize = 255;
/// What stands in the name behind the day.
const CHANGED: &str = "改动";

impl SetAside {
    /// The list of those of a run, until it is over.
    pub(crate) const NOTES: &str = ".voced-set-aside";

    /// Where a file goes: beside itself, with the day of the change.
    pub(crate) fn name(path: &Path) -> PathBuf {
        let changed = fs::symlink_metadata(path).and_then(|found| found.modified());
        let day = day(changed.unwrap_or(UNIX_EPOCH));
        let part = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
        let (stem, extension) = (part(path.file_stem()), part(path.extension()));
        let dot = if extension.is_empty() { "" } else { "." };
        let named = |number: String| {
            let end = format!("（{day}{CHANGED}{number}）{dot}{extension}");
            path.with_file_name(format!("{}{end}", fitting(&stem, end.len())))
        };
        let numbered = (2..).map(|number: u32| named(format!("，{number}")));
        let mut names = std::iter::once(named(String::new())).chain(numbered);
        names
            .find(|name| is_free(name))
            .expect("a folder has fewer files than there are numbers")
    }

    /// Whether a file has such a name.
    pub(crate) fn is_named_so(path: &Path) -> bool {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let inner = stem.rsplit_once('（').map_or("", |(_, inner)| inner);
        stem.ends_with('）') && inner.contains(CHANGED)
    }

    /// Notes it before it is done, so that a run after an interruption can tell of it.
    pub(crate) fn note(&self, folder: &Path) -> Result<(), FolderError> {
        let path = folder.join(Self::NOTES);
        let failed = |error| FolderError::io(&path, error);
        let mut line = serde_json::to_vec(self).map_err(|error| failed(error.into()))?;
        line.push(b'\n');
        let mut notes = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&path)
            .map_err(failed)?;
        notes.write_all(&line).map_err(failed)
    }

    /// What the notes of an interrupted run tell, of what is there.
    pub(crate) fn told_by(folder: &Path) -> Vec<Self> {
        let notes = fs::read(folder.join(Self::NOTES)).unwrap_or_default();
        let lines = notes.split(|byte| *byte == b'\n');
        lines
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect()
    }
}

/// As much of a name as leaves room for its end.
fn fitting(stem: &str, end: usize) -> &str {
    let most = LONGEST_NAME.saturating_sub(end).min(stem.len());
    &stem[..stem.floor_char_boundary(most)]
}

fn is_free(path: &Path) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The day in China, where the reports are made.
fn day(time: SystemTime) -> String {
    const HOURS: i32 = 8;
    let seconds = time
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs();
    let time = i64::try_from(seconds).ok();
    let time = time.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    let china = FixedOffset::east_opt(HOURS * 3600);
    match time.zip(china) {
        Some((time, china)) => time.with_timezone(&china).date_naive().to_string(),
        None => "日期不明".into(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_day_is_that_of_china_and_no_time_is_too_far() {
        let hours = |hours: u64| UNIX_EPOCH + Duration::from_hours(hours);
        assert_eq!(day(hours(15)), "1970-01-01");
        assert_eq!(day(hours(16)), "1970-01-02");
        assert_eq!(day(UNIX_EPOCH - Duration::from_hours(1)), "1970-01-01");
        let far = Duration::from_secs(u64::try_from(i64::MAX).unwrap());
        assert_eq!(day(UNIX_EPOCH + far), "日期不明");
    }

    #[test]
    fn no_two_changed_files_get_the_same_name_and_no_name_is_too_long() {
        let folder = tempfile::tempdir().unwrap();
        for stem in ["报告", &"字".repeat(82)] {
            let path = folder.path().join(format!("{stem}.docx"));
            let mut names = BTreeSet::new();
            for _ in 0..3 {
                fs::write(&path, "x").unwrap();
                let aside = SetAside::name(&path);
                fs::rename(&path, &aside).unwrap();
                assert!(SetAside::is_named_so(&aside) && !SetAside::is_named_so(&path));
                assert_eq!(aside.extension(), path.extension());
                names.insert(aside);
            }
            assert_eq!(names.len(), 3);
        }
    }
}
