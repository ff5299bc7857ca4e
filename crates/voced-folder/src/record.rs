//! The record of a year in the bureau's folder, which is only ever added to: what people wrote into it stays as
//! they wrote it, in whatever encoding their program saved it.

use std::fs;
use std::path::{Path, PathBuf};

use voced_domain::{Record, RecordLine, RecordedStep, ReferenceYear};
use voced_ingest::{record, record_heads, record_lines};
use voced_pipeline::Stamped;
use voced_text::{decoded, encoded_as};

use crate::folder::is_there;
use crate::written::replace;
use crate::{Folder, FolderError};

/// The record within the folder of a year.
pub const RECORD: &str = "办理记录.csv";

impl Folder {
    /// Where the record of a year lies.
    pub fn record_path(&self, year: ReferenceYear) -> PathBuf {
        self.year_folder(year).join(RECORD)
    }

    /// Whether there is a record of a year.
    pub fn has_record(&self, year: ReferenceYear) -> bool {
        self.record_path(year).is_file()
    }

    /// When workbooks were sent out, how they were found, which came back signed; nothing where nobody wrote
    /// it down.
    ///
    /// # Errors
    /// Where the record cannot be read, or has a line that is none.
    pub fn record(&self, year: ReferenceYear) -> Result<Stamped<Record>, FolderError> {
        let path = self.record_path(year);
        if !self.has_record(year) {
            return Ok(Stamped::default());
        }
        let input = self.input(&path)?;
        let content = read(&path, &input.bytes)?;
        let stamps = vec![input.stamp()];
        Ok(Stamped { content, stamps })
    }

    /// Adds lines to the record of a year, all of them or none.
    ///
    /// # Errors
    /// Where the record cannot be read or written.
    pub fn add_to_record(
        &self,
        year: ReferenceYear,
        lines: &[RecordLine],
    ) -> Result<(), FolderError> {
        let path = self.record_path(year);
        let Some(last) = lines.last() else {
            return Ok(());
        };
        // What checks and issues note is seen in the files; a signature is a person's word.
        if last.step != RecordedStep::Signed {
            let _alone = self.alone(year)?;
            return add(&path, lines);
        }
        let what = format!("登记{}签字", last.name);
        let noted = (last.on, what.as_str());
        self.noting(year, noted, &path, || add(&path, lines))
    }
}

fn add(path: &Path, lines: &[RecordLine]) -> Result<(), FolderError> {
    let mut before = Vec::new();
    if is_there(path)? {
        before = fs::read(path).map_err(|error| FolderError::io(path, error))?;
    }
    if before.is_empty() {
        before = record_heads();
    }
    read(path, &before)?;
    let mut bytes = before.clone();
    if !bytes.ends_with(b"\n") {
        bytes.push(b'\n');
    }
    bytes.extend(encoded_as(&before, &record_lines(lines)));
    replace(path, &bytes)
}

fn read(path: &Path, bytes: &[u8]) -> Result<Record, FolderError> {
    let wrong = |message: String| {
        FolderError::content(
            format!("{}：{message}", path.display()),
            "请改正后重试；这个文件由程序续写，可以补写一行，不要改列",
        )
    };
    if bytes.is_empty() {
        return Ok(Record::default());
    }
    let is_wide = bytes.contains(&0);
    let text = decoded(bytes).filter(|_| !is_wide);
    let text = text.ok_or_else(|| wrong("应存为UTF-8或GBK编码的CSV".into()))?;
    record(&text).map_err(wrong)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::thread;

    use super::*;

    /// A record as it is begun, with the lines of six schools that are added at once by `own` folder each.
    fn six_at_once(root: &Path) -> (Folder, ReferenceYear, Vec<RecordLine>) {
        let schools = (1..=6).map(|at| {
            format!("[[school]]\ncode = \"a-{at}\"\nname = \"{at}校\"\nshort = \"{at}\"\n")
        });
        let schools: String = schools.collect();
        let roster = format!(
            "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n{schools}"
        );
        fs::write(root.join("bureau.toml"), roster).unwrap();
        let line = |at: u32| RecordLine {
            on: "2023-11-20".parse().unwrap(),
            entity: voced_domain::EntityCode::new(format!("a-{at}")).unwrap(),
            name: format!("{at}校"),
            step: RecordedStep::Signed,
            file: format!("{at}校.xlsx"),
            code: format!("{at}{at}{at}{at}"),
            by: "职成科".into(),
        };
        let year = ReferenceYear::new(2023).unwrap();
        (
            Folder::open(root).unwrap(),
            year,
            (1..=6).map(line).collect(),
        )
    }

    #[test]
    fn of_six_signatures_at_once_none_is_lost() {
        for _ in 0..20 {
            let temporary = tempfile::tempdir().unwrap();
            let (folder, year, lines) = six_at_once(temporary.path());
            thread::scope(|scope| {
                for line in lines.chunks(1) {
                    scope.spawn(|| folder.add_to_record(year, line).unwrap());
                }
            });
            let found = folder.record(year).unwrap().content.lines;
            let names = |lines: &[RecordLine]| -> BTreeSet<String> {
                lines.iter().map(|line| line.name.clone()).collect()
            };
            assert_eq!((found.len(), names(&found)), (6, names(&lines)));
            let deeds = folder.deeds(year);
            assert_eq!(deeds.len(), 6, "{deeds:?}");
            // Nothing is left of the lock.
            let left = fs::read_dir(folder.year_folder(year)).unwrap();
            assert_eq!(left.count(), 2);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_record_that_is_a_link_stays_one_and_one_to_nothing_is_refused() {
        use std::os::unix::fs::symlink;
        let (temporary, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (folder, year, lines) = six_at_once(temporary.path());
        fs::create_dir(folder.year_folder(year)).unwrap();
        let own = elsewhere.path().join("办理记录.csv");
        let path = folder.record_path(year);
        symlink(&own, &path).unwrap();
        assert!(folder.add_to_record(year, &lines).is_err());
        assert!(!own.exists() && fs::symlink_metadata(&path).unwrap().is_symlink());
        fs::write(&own, record_heads()).unwrap();
        folder.add_to_record(year, &lines).unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(folder.record(year).unwrap().content.lines.len(), 6);
        let before = fs::read(&own).unwrap();
        // Undone through the link as well.
        let [deed] = &folder.deeds(year)[..] else {
            panic!("one deed");
        };
        folder.undo(year, deed.number).unwrap();
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
        assert_eq!(fs::read(&own).unwrap(), record_heads());
        assert_ne!(before, record_heads());
    }
}
