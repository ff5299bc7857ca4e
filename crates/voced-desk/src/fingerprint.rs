//! Whether a folder is as it was: names, sizes and times of its files. What is drawn on a page is computed anew as
//! soon as one of them is another; the bytes themselves are read then.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use voced_domain::ReferenceYear;

/// Workbooks lie in a folder of the year, rounds in folders of these.
const DEEPEST: usize = 2;

/// What is known of the files of a folder without reading them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fingerprint(Vec<(String, u64, Option<SystemTime>)>);

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
            let Ok(known) = fs::metadata(&path) else {
                continue;
            };
            if known.is_dir() {
                if deep > 0 {
                    self.add(&path, deep - 1);
                }
                continue;
            }
            let name = path.to_string_lossy().into_owned();
            self.0.push((name, known.len(), known.modified().ok()));
        }
    }
}
