//! What lies beside the returned workbooks and is none, by its name: it is passed over, and told once
//! for all of it together.
//!
//! A file with the name of a workbook is never passed over: it is read, and refused in its own words.

use std::path::Path;

use voced_ingest::{Reading, passed_over};

use crate::ReturnedFile;

/// Files that a workbook may be in: an archive, a mail.
const HOLDING: [&str; 9] = ["zip", "rar", "7z", "gz", "tar", "tgz", "msg", "eml", "mbox"];
/// Scans, photographs, letters and remarks that come along with a workbook.
const OTHERS: [&str; 22] = [
    "pdf", "jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "heic", "webp", "doc", "docx", "wps",
    "rtf", "txt", "md", "log", "lnk", "url", "mp4", "mov", "tmp",
];

/// Documents, which may be the case study of a school.
const DOCUMENTS: [&str; 3] = ["docx", "doc", "wps"];

/// Whether a file is told by its name to be a document.
pub(crate) fn is_document(path: &Path) -> bool {
    is_one_of(path, &DOCUMENTS)
}

/// Whether a file is told by its name to be no workbook.
pub(crate) fn is_beside(path: &Path) -> bool {
    is_one_of(path, &HOLDING) || is_one_of(path, &OTHERS)
}

/// The files that were passed over, as a reading that found nothing but this; `None` without any.
pub(crate) fn reading(files: &[ReturnedFile]) -> Option<Reading> {
    let holds_workbooks = files.iter().any(|file| is_one_of(&file.path, &HOLDING));
    let names: Vec<String> = files.iter().map(ReturnedFile::name).collect();
    passed_over(&names, holds_workbooks)
}

fn is_one_of(path: &Path, extensions: &[&str]) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    extensions.contains(&extension.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use voced_domain::{ReferenceYear, Severity};

    use super::*;
    use crate::Folder;

    #[test]
    fn no_workbook_is_passed_over_whatever_its_format() {
        for name in [
            "甲.xlsx",
            "甲.XLS",
            "甲.ods",
            "甲.xlsm",
            "甲.xlsb",
            "甲.et",
            "甲.csv",
            "甲.ofd",
            "甲",
            "甲.pdf.xlsx",
        ] {
            assert!(!is_beside(Path::new(name)), "{name}");
        }
        for name in [
            "甲.pdf",
            "甲.JPG",
            "甲.zip",
            "甲.xlsx.rar",
            "转发.msg",
            "说明.docx",
        ] {
            assert!(is_beside(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn all_of_them_are_one_notice() {
        let file = |path: &str, folder: Option<&str>| ReturnedFile {
            path: path.into(),
            folder: folder.map(str::to_owned),
        };
        assert!(reading(&[]).is_none());
        let scan = file("扫描.pdf", None);
        let said = |files: &[ReturnedFile]| reading(files).unwrap().findings[0].to_string();
        assert!(!said(std::slice::from_ref(&scan)).contains("压缩包"));
        let found = reading(&[scan, file("甲校.zip", Some("甲校"))]).unwrap();
        let [finding] = &found.findings[..] else {
            panic!("{:?}", found.findings);
        };
        assert_eq!(finding.severity, Severity::Notice);
        assert_eq!(finding.locations.len(), 2);
        assert!(
            finding.to_string().contains("扫描.pdf、甲校/甲校.zip"),
            "{finding}"
        );
        assert!(finding.remedy.contains("压缩包"), "{finding}");
    }

    #[test]
    fn of_what_lies_in_a_folder_workbooks_are_read_and_the_rest_is_told() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("2023/submissions");
        std::fs::create_dir_all(&folder).unwrap();
        let bureau = "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
                      [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n";
        std::fs::write(root.path().join("bureau.toml"), bureau).unwrap();
        for name in ["Thumbs.db", "desktop.ini", ".DS_Store", "~$甲.xlsx"] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        let opened = Folder::open(root.path()).unwrap();
        let year = ReferenceYear::new(2023).unwrap();
        assert!(!opened.has_submissions(year).unwrap());
        std::fs::create_dir(folder.join("甲校")).unwrap();
        for name in [
            "甲.xlsx",
            "乙.csv",
            "丙.ofd",
            "扫描.PDF",
            "转发.msg",
            "甲校/第1次.xls",
            "甲校/附件.rar",
        ] {
            std::fs::write(folder.join(name), "x").unwrap();
        }
        let names = |files: Vec<ReturnedFile>| -> Vec<String> {
            let mut names: Vec<String> = files.iter().map(ReturnedFile::name).collect();
            names.sort();
            names
        };
        let read = names(opened.returned_files(year).unwrap());
        assert_eq!(read, ["丙.ofd", "乙.csv", "甲.xlsx", "甲校/第1次.xls"]);
        let beside = names(opened.beside(year).unwrap());
        let left = ["Thumbs.db", "desktop.ini"].into_iter();
        let sent = ["扫描.PDF", "甲校/附件.rar", "转发.msg"];
        assert!(left.chain(sent).eq(beside.iter().map(String::as_str)));
        let inputs = opened.inputs(year, &voced_pipeline::go_on).unwrap();
        let notices = inputs
            .this
            .workbooks
            .iter()
            .flat_map(|reading| &reading.content.findings);
        assert_eq!(
            notices
                .filter(|found| found.severity == Severity::Notice)
                .count(),
            1
        );
    }
}
