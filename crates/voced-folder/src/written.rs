//! What lies in an output folder as it was written, so that what a person changed is told from it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use voced_domain::Stamp;

use crate::Output;

/// The hashes of all files that were ever written to the folder, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written(BTreeMap<String, String>);

impl Written {
    pub(crate) const NAME: &str = ".voced-written";

    /// What the folder remembers; of one without memory, what its manifest says. Where neither can be
    /// read, every file counts as a person's.
    pub(crate) fn of(folder: &Path) -> Self {
        let read = |name: &str| fs::read(folder.join(name)).ok();
        let own = read(Self::NAME).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let of_manifest = || {
            let manifest = serde_json::from_slice(&read("data/manifest.json")?).ok()?;
            Some(Self::listed(manifest))
        };
        own.or_else(of_manifest).unwrap_or_default()
    }

    fn listed(manifest: Manifest) -> Self {
        let outputs = manifest.outputs.into_iter();
        Self(outputs.map(|output| (output.path, output.sha256)).collect())
    }

    /// With these files written as well.
    pub(crate) fn with(mut self, outputs: &[Output]) -> Self {
        let stamps = outputs.iter().map(Output::stamp);
        self.0
            .extend(stamps.map(|stamp| (stamp.path.clone(), stamp.sha256.clone())));
        self
    }

    /// The paths of all of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts by texts");
        bytes.push(b'\n');
        bytes
    }

    /// Whether a file was written with this content.
    pub(crate) fn has(&self, path: &str, sha256: &str) -> bool {
        self.0.get(path).is_some_and(|own| own == sha256)
    }
}

#[derive(Deserialize)]
struct Manifest {
    outputs: Vec<ManifestOutput>,
}

#[derive(Deserialize)]
struct ManifestOutput {
    path: String,
    sha256: String,
}

/// The hash of a file; `None` where there is none, or it cannot be read.
pub(crate) fn hash(path: &Path) -> Option<String> {
    let mut file = fs::File::open(path).ok()?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer).ok()? {
            0 => return Some(Stamp::new("", &hash.finalize(), 0).sha256),
            read => hash.update(&buffer[..read]),
        }
    }
}

/// Where a file goes that a person changed: beside itself, with the day of the change.
pub(crate) fn set_aside(path: &Path) -> PathBuf {
    let changed = fs::metadata(path).and_then(|found| found.modified());
    let day = day(changed.unwrap_or(SystemTime::UNIX_EPOCH));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let dot = if extension.is_empty() { "" } else { "." };
    let named = |number: String| {
        path.with_file_name(format!("{stem}（{day}改动{number}）{dot}{extension}"))
    };
    let numbered = (2..).map(|number: u32| named(format!("，{number}")));
    let mut names = std::iter::once(named(String::new())).chain(numbered);
    names
        .find(|name| fs::symlink_metadata(name).is_err())
        .expect("a folder has fewer files than there are numbers")
}

/// The day in China, where the reports are made.
fn day(time: SystemTime) -> String {
    const HOURS: i32 = 8;
    let time = DateTime::<Utc>::from(time);
    match FixedOffset::east_opt(HOURS * 3600) {
        Some(china) => time.with_timezone(&china).date_naive().to_string(),
        None => time.date_naive().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_day_is_that_of_china() {
        let hours = |hours: u64| SystemTime::UNIX_EPOCH + Duration::from_hours(hours);
        assert_eq!(day(hours(15)), "1970-01-01");
        assert_eq!(day(hours(16)), "1970-01-02");
    }

    #[test]
    fn no_two_changed_files_get_the_same_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("报告.docx");
        let mut names = Vec::new();
        for _ in 0..3 {
            fs::write(&path, "x").unwrap();
            let aside = set_aside(&path);
            fs::rename(&path, &aside).unwrap();
            names.push(aside);
        }
        let names: std::collections::BTreeSet<_> = names.into_iter().collect();
        assert_eq!(names.len(), 3);
        assert!(names.iter().all(|name| name.extension().unwrap() == "docx"));
    }
}
