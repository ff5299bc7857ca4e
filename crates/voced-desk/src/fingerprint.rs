//! Whether a folder is as it was: names, sizes and times of its files. What is drawn on a page is computed anew as
//! soon as one of them is another; the bytes themselves are read then.

use std::fs::{self, Metadata};
use std::path::Path;
use std::time::SystemTime;

use voced_domain::ReferenceYear;

/// Workbooks lie in a folder of the year, rounds in folders of these.
const DEEPEST: usize = 2;

/// What is known of the files of a folder without reading them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint(Vec<Found>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Found {
    name: String,
    /// Nothing of what leads nowhere.
    known: Option<Known>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Known {
    is_folder: bool,
    bytes: u64,
    modified: Option<SystemTime>,
    /// When anything of it changed, which nobody can set, where the system tells.
    changed: Option<(i64, i64)>,
}

impl Fingerprint {
    /// Of the bureau's own files, and those of a year and the one before.
    pub(crate) fn of(root: &Path, year: ReferenceYear) -> Self {
        let mut found = Self::default();
        found.add(root, 0);
        for year in [year, year.previous()] {
            found.add(&root.join(year.to_string()), DEEPEST);
        }
        found.0.sort();
        found
    }

    fn add(&mut self, folder: &Path, deep: usize) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let path = entry.path();
            let known = fs::metadata(&path).ok();
            let is_folder = known.as_ref().is_some_and(Metadata::is_dir);
            if is_folder && deep > 0 {
                self.add(&path, deep - 1);
            }
            self.0.push(Found {
                name: path.to_string_lossy().into_owned(),
                // A folder changes with what lies in it, which may be none of this.
                known: known.map(|known| Known::of(&known, is_folder)),
            });
        }
    }
}

impl Known {
    fn of(known: &Metadata, is_folder: bool) -> Self {
        let file = (!is_folder).then_some(known);
        Self {
            is_folder,
            bytes: file.map_or(0, Metadata::len),
            modified: file.and_then(|file| file.modified().ok()),
            changed: file.and_then(changed),
        }
    }
}

#[cfg(unix)]
fn changed(known: &Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((known.ctime(), known.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<(i64, i64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_changes_in_the_folder_is_seen() {
        let root = tempfile::tempdir().unwrap();
        let year = ReferenceYear::new(2023).unwrap();
        let submissions = root.path().join("2023/submissions");
        fs::create_dir_all(&submissions).unwrap();
        let file = submissions.join("甲.xlsx");
        let mut last = Fingerprint::of(root.path(), year);
        let mut is_other = |what: &str| {
            let now = Fingerprint::of(root.path(), year);
            assert_ne!(now, last, "{what}");
            assert_eq!(now, Fingerprint::of(root.path(), year), "{what}");
            last = now;
        };
        fs::write(&file, "1").unwrap();
        is_other("a file");
        fs::create_dir(submissions.join("第2次")).unwrap();
        is_other("an empty folder");
        fs::remove_file(&file).unwrap();
        is_other("none");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("nowhere", &file).unwrap();
            is_other("a link that leads nowhere");
            fs::remove_file(&file).unwrap();
            fs::write(&file, "1").unwrap();
            is_other("a file in its place");
            let at = fs::metadata(&file).unwrap().modified().unwrap();
            fs::write(&file, "2").unwrap();
            let opened = fs::File::options().write(true).open(&file).unwrap();
            opened.set_modified(at).unwrap();
            is_other("another content of the same length and time");
        }
    }
}
