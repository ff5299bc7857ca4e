//! A bureau's folder in a temporary place, and a desk that runs over it.
#![allow(dead_code, reason = "not every test needs all of it")]

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// A bureau's folder in a temporary place.
pub(crate) struct Office {
    temporary: TempDir,
    /// The day that is taken for today.
    on: &'static str,
}

/// A desk that runs; it ends when it goes out of scope.
pub(crate) struct RunningDesk {
    process: Child,
    entry: PathBuf,
}

pub(crate) fn fixture(path: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    fixtures.canonicalize().unwrap().join(path)
}

impl Office {
    /// The example bureau, to which nothing came back yet.
    pub(crate) fn without_submissions() -> Self {
        let office = Self {
            temporary: tempfile::tempdir().unwrap(),
            on: "2020-11-20",
        };
        copy(&fixture("siping"), &office.bureau());
        fs::remove_dir_all(office.submissions()).unwrap();
        office
    }

    /// On another day.
    pub(crate) fn on(mut self, day: &'static str) -> Self {
        self.on = day;
        self
    }

    pub(crate) fn bureau(&self) -> PathBuf {
        self.temporary.path().join("四平 教育局")
    }

    pub(crate) fn submissions(&self) -> PathBuf {
        self.bureau().join("2020/submissions")
    }

    /// No bureau as yet.
    pub(crate) fn empty() -> Self {
        let office = Self {
            temporary: tempfile::tempdir().unwrap(),
            on: "2020-11-20",
        };
        fs::create_dir(office.bureau()).unwrap();
        office
    }

    /// Something of the test's own beside the bureau's folder.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.temporary.path().join(name)
    }

    /// The workbook of a school in which a number cannot be.
    pub(crate) fn faulty_workbook(&self) -> PathBuf {
        let path = self.temporary.path().join("四平市经济贸易学校.xlsx");
        fs::copy(fixture("broken/negative.xlsx"), &path).unwrap();
        path
    }

    /// Starts a desk, whose browser is left to the test.
    pub(crate) fn desk(&self) -> RunningDesk {
        let own = self.temporary.path().join("user");
        fs::create_dir_all(&own).unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_voced-desk"))
            .args(["--no-browser", "--on", self.on, "--bureau"])
            .arg(self.bureau())
            .env("XDG_RUNTIME_DIR", &own)
            .env("XDG_CACHE_HOME", &own)
            .env("XDG_DATA_HOME", &own)
            .env("VOCED_CACHE", own.join("cache"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = lines.map_while(Result::ok);
        let entry = said.find_map(|line| Some(line.split_once("请在浏览器里打开：")?.1.to_owned()));
        RunningDesk {
            process,
            entry: entry.unwrap().into(),
        }
    }
}

impl RunningDesk {
    /// The same as a file.
    pub(crate) fn entry_file(&self) -> &Path {
        &self.entry
    }

    /// Ends it at once, whatever it does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// The page that leads to the desk.
    pub(crate) fn entry(&self) -> String {
        format!("file://{}", self.entry.display())
    }
}

impl Drop for RunningDesk {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
