//! A bureau's folder in which a test may do what it likes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const VOCED: &str = env!("CARGO_BIN_EXE_voced");

/// A copy of an example bureau.
pub(crate) struct Office(TempDir);

impl Office {
    pub(crate) fn of(example: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&fixtures().join(example), folder.path());
        Self(folder)
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.0.path().join(within)
    }

    /// Runs the program in the folder; what it said, where it ended as expected.
    pub(crate) fn does(&self, arguments: &[&str], code: i32) -> String {
        let ended = self.command(arguments).output().unwrap();
        let said = said(&ended);
        assert_eq!(ended.status.code(), Some(code), "{arguments:?}: {said}");
        said
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(VOCED);
        command.args(arguments).current_dir(self.0.path());
        command.env("VOCED_CACHE", "");
        command
    }
}

pub(crate) fn said(output: &Output) -> String {
    let [stdout, stderr] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{stdout}{stderr}")
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
