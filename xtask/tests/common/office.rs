//! A bureau's office in which things go wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{files, run, text, workspace};

pub(crate) const ONE_SCHOOL: &str = "2020/submissions/四平市经济贸易学校.xlsx";

/// A copy of the Siping bureau at a path as offices have them, and an output folder in use.
pub(crate) struct Office {
    pub(crate) temporary: TempDir,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) said: String,
}

impl Office {
    pub(crate) fn new() -> Self {
        let office = Self {
            temporary: tempfile::tempdir().unwrap(),
        };
        copy(&workspace().join("fixtures/siping"), &office.bureau());
        // Its differences from the printed report are told elsewhere.
        fs::remove_file(office.bureau().join("2020/printed.csv")).unwrap();
        fs::create_dir_all(office.out().join("data")).unwrap();
        fs::write(office.out().join("笔记.txt"), "我的笔记").unwrap();
        fs::write(office.out().join("data/indicators.json"), "上次的").unwrap();
        // As a run before wrote it: what nobody remembers writing is kept as a person's.
        let written = r#"{"data/indicators.json":"HASH"}"#.replace("HASH", &sha256("上次的"));
        fs::write(office.out().join(".voced-written"), written).unwrap();
        office
    }

    pub(crate) fn bureau(&self) -> PathBuf {
        self.temporary.path().join("四平 教育局/质量报告")
    }

    pub(crate) fn out(&self) -> PathBuf {
        self.temporary.path().join("汇总 结果/2020")
    }

    pub(crate) fn path(&self, within: &str) -> PathBuf {
        self.bureau().join(within)
    }

    pub(crate) fn write(&self, within: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(within), bytes).unwrap();
    }

    pub(crate) fn remove(&self, within: &str) {
        fs::remove_file(self.path(within)).unwrap();
    }

    pub(crate) fn append(&self, within: &str, text: &str) {
        let before = fs::read_to_string(self.path(within)).unwrap();
        self.write(within, format!("{before}\n{text}"));
    }

    /// Puts a file of `fixtures/broken` in the place of one school's workbook.
    pub(crate) fn breaks(&self, file: &str) {
        let broken = workspace().join("fixtures/broken").join(file);
        fs::copy(broken, self.path(ONE_SCHOOL)).unwrap();
    }

    pub(crate) fn report(&self) -> Ended {
        self.report_of("2020", &self.out())
    }

    pub(crate) fn report_of(&self, year: &str, out: &Path) -> Ended {
        self.ended(&["--only", "json,csv"], year, out)
    }

    /// The report with further arguments.
    pub(crate) fn report_with(&self, arguments: &[&str]) -> Ended {
        self.ended(arguments, "2020", &self.out())
    }

    fn ended(&self, arguments: &[&str], year: &str, out: &Path) -> Ended {
        let bureau = self.bureau();
        let fixed = [
            "report",
            "--year",
            year,
            "--bureau",
            text(&bureau),
            "--out",
            text(out),
        ];
        let output = run(&[&fixed[..], arguments].concat());
        assert_eq!(output.stdout, b"", "what is said of a run is no result");
        let said = String::from_utf8(output.stderr).unwrap();
        let root = self.temporary.path().to_str().unwrap();
        Ended {
            code: output.status.code().unwrap(),
            said: said.replace(root, "〔临时〕"),
        }
    }

    /// Everything on the disk outside the bureau's folder.
    pub(crate) fn written(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.temporary.path();
        let outside = |path: &PathBuf| !path.starts_with("四平 教育局");
        let read = |path: PathBuf| {
            let bytes = fs::read(root.join(&path)).unwrap();
            (path, bytes)
        };
        files(root).into_iter().filter(outside).map(read).collect()
    }

    pub(crate) fn report_is_written(&self) {
        let out = self.out();
        let fresh = fs::read(out.join("data/indicators.json")).unwrap();
        assert!(fresh.starts_with(b"{"), "the report was not written");
        let notes = fs::read_to_string(out.join("笔记.txt")).unwrap();
        assert_eq!(notes, "我的笔记");
    }
}

fn sha256(text: &str) -> String {
    let hash = Sha256::digest(text);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(&file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::copy(from.join(&file), target).unwrap();
    }
}
