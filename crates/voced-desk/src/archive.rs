//! Archives that are dropped on the desk: the files in them, under their names as the sender saw them.

use std::io::{Cursor, Read as _};

use voced_ingest::LARGEST_FILE;
use voced_text::decoded;
use zip::ZipArchive;

/// The workbooks of a province in one archive, with some photographs.
pub(crate) const LARGEST: usize = 200 << 20;
/// So many files of an archive are taken.
const MOST_FILES: usize = 2_000;
/// All of them together are no larger.
const MOST_BYTES: usize = 400 << 20;

/// Whether a file is called an archive.
pub(crate) fn is_one(name: &str) -> bool {
    name.to_lowercase().ends_with(".zip")
}

/// The files of an archive with their names, folders among them, one after the other: never more than one of them is held.
/// What stands against it comes in the place of those that are left.
pub(crate) struct Files {
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// The next.
    at: usize,
    /// So many bytes may still come.
    left: usize,
}

impl Files {
    /// The files of an archive, or why there are none to be had.
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, String> {
        if bytes.len() > LARGEST {
            return Err(format!("超过{} MB，请分几次传", LARGEST >> 20));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_FILES {
            return Err(format!("里面超过{MOST_FILES}个文件，请分几次传"));
        }
        Ok(Self {
            archive,
            at: 0,
            left: MOST_BYTES,
        })
    }

    /// The file at a place; nothing for a folder, and for what systems leave.
    fn file(&mut self, at: usize) -> Result<Option<(String, Vec<u8>)>, String> {
        let mut entry = self.archive.by_index(at).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => {
                "压缩包有密码，或是别的格式；请解压后把里面的文件拖进来".to_owned()
            }
            _ => damaged(),
        })?;
        if entry.is_dir() {
            return Ok(None);
        }
        // Windows in Chinese writes names in GBK.
        let name = decoded(entry.name_raw());
        let name = name.map_or_else(|| format!("第{}个文件", at + 1), |name| name.into_owned());
        if is_left_by_a_system(&name) {
            return Ok(None);
        }
        let most = self.left.min(LARGEST_FILE + 1);
        let mut content = Vec::new();
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        let read = entry.by_ref().take(most).read_to_end(&mut content);
        read.map_err(|_| format!("{name}读不出来，压缩包可能没有传完"))?;
        self.left -= content.len();
        if self.left == 0 {
            let most = MOST_BYTES >> 20;
            return Err(format!("解开来超过{most} MB，从{name}起没有收；请分几次传"));
        }
        Ok(Some((name, content)))
    }
}

impl Iterator for Files {
    type Item = Result<(String, Vec<u8>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.archive.len() {
            let at = self.at;
            self.at += 1;
            match self.file(at) {
                Ok(None) => {}
                Ok(Some(file)) => return Some(Ok(file)),
                Err(why) => {
                    self.at = self.archive.len();
                    return Some(Err(why));
                }
            }
        }
        None
    }
}

fn damaged() -> String {
    "压缩包打不开，可能没有传完；请解压后把里面的文件拖进来".into()
}

/// What systems put into archives beside the files of people.
fn is_left_by_a_system(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    name.starts_with("__MACOSX/") || last.starts_with('.') || last.starts_with("~$")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn files(bytes: Vec<u8>) -> Result<Vec<(String, Vec<u8>)>, String> {
        Files::of(bytes)?.collect()
    }

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn files_come_out_under_their_names_and_systems_leave_nothing() {
        let bytes = archive(&[
            ("交回/甲校.xlsx", b"1"),
            ("__MACOSX/交回/._甲校.xlsx", b"x"),
            ("交回/~$甲校.xlsx", b"x"),
            (".DS_Store", b"x"),
            ("../../乙校.xls", b"2"),
        ]);
        let files = files(bytes).unwrap();
        let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["交回/甲校.xlsx", "../../乙校.xls"]);
    }

    #[test]
    fn names_in_gbk_are_read() {
        // The flag for UTF-8 is not set where a name is plain; the name is put in afterwards.
        let mut bytes = archive(&[("abcd.xlsx", b"1")]);
        let gbk = [0xbc, 0xd7, 0xd0, 0xa3];
        for at in 0..bytes.len() - 4 {
            if bytes[at..at + 4] == *b"abcd" {
                bytes[at..at + 4].copy_from_slice(&gbk);
            }
        }
        assert_eq!(files(bytes).unwrap()[0].0, "甲校.xlsx");
    }

    #[test]
    fn bombs_and_what_is_no_archive_are_refused() {
        let zeros = vec![0; LARGEST_FILE + 10];
        let one = archive(&[("a.xlsx", &zeros)]);
        // One file of it is seen to be too large where it is put away.
        assert_eq!(files(one).unwrap()[0].1.len(), LARGEST_FILE + 1);
        let names: Vec<String> = (0..20).map(|at| format!("{at}.xlsx")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &*zeros)).collect();
        assert!(files(archive(&many)).unwrap_err().contains("400 MB"));
        assert!(files(b"PK".to_vec()).unwrap_err().contains("打不开"));
        assert!(files(Vec::new()).unwrap_err().contains("打不开"));
    }
}
