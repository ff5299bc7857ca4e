//! The record of a year in the bureau's folder, which is only ever added to: what people wrote into it stays as
//! they wrote it, in whatever encoding their program saved it.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use voced_domain::{Record, RecordLine, RecordedStep, ReferenceYear};
use voced_ingest::{record, record_heads, record_lines};
use voced_pipeline::Stamped;
use voced_text::{decoded, encoded_as};

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
    let before = match fs::read(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => record_heads(),
        found => found.map_err(|error| FolderError::io(path, error))?,
    };
    let before = if before.is_empty() {
        record_heads()
    } else {
        before
    };
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
