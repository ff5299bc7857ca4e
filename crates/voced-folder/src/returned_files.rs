//! Returned workbooks as files: which there are, and what may keep one from being read.
//!
//! A file that cannot be read is its school's trouble and nobody else's: it becomes a finding, and the
//! others are read.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use voced_ingest::{FORMATS, Reading, unreadable};

use crate::beside::is_of_system;
use crate::folder::Input;
use crate::{Folder, FolderError};

/// A returned workbook, and the folder of rounds that it lies in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The name of the folder of rounds.
    pub folder: Option<String>,
}

impl ReturnedFile {
    fn alone(path: PathBuf) -> Self {
        Self { path, folder: None }
    }

    /// The name for messages. Files of two folders of rounds may have the same name.
    pub fn name(&self) -> String {
        let name = self.path.file_name().map(shown).unwrap_or_default();
        match &self.folder {
            Some(folder) => format!("{folder}/{name}"),
            None => name,
        }
    }

    pub(crate) fn read(&self, folder: &Folder) -> Result<Input, Obstacle> {
        obstacle(&self.path, folder.root())?;
        let bytes = whole(&self.path, || fs::read(&self.path))?;
        Ok(folder.input_of(&self.path, bytes))
    }
}

/// Everything in a folder of returned workbooks, by name.
///
/// Whatever lies there is listed, so that a school that sent a picture hears of it: in a file of its
/// own where it is named as a workbook, and otherwise with all that lies beside. A folder among them
/// holds the rounds of one school. Links to folders are not followed.
pub(crate) fn returned_files(folder: &Path) -> Result<Vec<ReturnedFile>, FolderError> {
    let mut files = Vec::new();
    for path in entries(folder)? {
        if !is_folder(&path) {
            files.push(ReturnedFile::alone(path));
            continue;
        }
        match entries(&path) {
            Ok(rounds) if !rounds.is_empty() || !is_named_as_a_workbook(&path) => {
                let name = path.file_name().map(shown);
                let rounds = rounds.into_iter().filter(|path| !is_folder(path));
                files.extend(rounds.map(|path| ReturnedFile {
                    path,
                    folder: name.clone(),
                }));
            }
            Ok(_) | Err(_) => files.push(ReturnedFile::alone(path)),
        }
    }
    Ok(files)
}

/// The bureau's own workbook among the files of a year: `city.xlsx`, `City.XLS` …
pub(crate) fn own_workbooks(year: &Path) -> Result<Vec<ReturnedFile>, FolderError> {
    let is_own = |path: &PathBuf| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        stem.to_lowercase() == "city" && is_named_as_a_workbook(path)
    };
    let found = entries(year)?.into_iter();
    Ok(found.filter(is_own).map(ReturnedFile::alone).collect())
}

/// Folders within the folders of rounds, which are not looked into.
pub(crate) fn folders_not_read(folder: &Path) -> Vec<PathBuf> {
    let entries_of = |folder: &Path| entries(folder).unwrap_or_default();
    let rounds = entries_of(folder)
        .into_iter()
        .filter(|path| is_folder(path));
    let within = rounds.flat_map(|folder| entries_of(&folder));
    within.filter(|path| is_folder(path)).collect()
}

/// What lies in a folder, by name, without hidden files and the lock files that Excel leaves (`~$…`).
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let failed = |error| FolderError::io(folder, error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
        .collect::<Result<_, FolderError>>()?;
    paths.retain(|path| !is_passed_over(path));
    paths.sort();
    Ok(paths)
}

/// What systems leave in a folder of workbooks and in those of its rounds: pictures of a folder, its
/// settings. Of the locks of files that are open, who opened them is told elsewhere.
pub(crate) fn left_by_systems(folder: &Path) -> Result<Vec<ReturnedFile>, FolderError> {
    let of_systems = |folder: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        let name = |path: &Path| path.file_name().map(shown).unwrap_or_default();
        paths.retain(|path| is_of_system(&name(path)));
        paths.sort();
        paths
    };
    let mut files: Vec<ReturnedFile> = of_systems(folder)
        .into_iter()
        .map(ReturnedFile::alone)
        .collect();
    for rounds in entries(folder)?.into_iter().filter(|path| is_folder(path)) {
        let name = rounds.file_name().map(shown);
        files.extend(of_systems(&rounds).into_iter().map(|path| ReturnedFile {
            path,
            folder: name.clone(),
        }));
    }
    Ok(files)
}

/// Hidden files, those that office programs leave beside an open one, and the system's own.
pub(crate) fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_none_or(|name| name.starts_with(['.', '~']) || is_of_system(&name))
}

fn is_named_as_a_workbook(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let extension = extension.to_lowercase();
    FORMATS
        .iter()
        .any(|format| format.extensions.contains(&extension.as_str()))
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// A file's name as text: what is no character stands as `\xD0`, so that two names never look the same.
pub(crate) fn shown(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        let bytes = chunk.invalid().iter();
        text.extend(bytes.map(|byte| format!("\\x{byte:02X}")));
    }
    text
}

/// What keeps a file from being read.
#[derive(Debug)]
pub(crate) enum Obstacle {
    /// A link that nothing is behind, or only itself.
    LeadsNowhere,
    /// A link out of the bureau's folder: what is there is nobody's submission.
    LeadsOut,
    /// A link to a folder, which may hold the very folder it lies in.
    LeadsToAFolder,
    /// A folder where a workbook is expected.
    Folder,
    /// A pipe, a device: reading it might never end.
    NoFile,
    /// Somebody is writing it at this moment.
    BeingWritten,
    Unreadable(io::Error),
}

impl Obstacle {
    /// The file as a reading that found nothing but this.
    pub(crate) fn reading(&self, file: &str) -> Reading {
        let (found, remedy) = match self {
            Obstacle::LeadsNowhere => (
                "是链接，找不到所指的文件".into(),
                "请把工作簿本身放到这里，不要放快捷方式或链接",
            ),
            Obstacle::LeadsOut => (
                "是链接，所指的文件在本局文件夹以外".into(),
                "请把工作簿本身放到这里，不要放快捷方式或链接",
            ),
            Obstacle::LeadsToAFolder => (
                "是指向文件夹的链接".into(),
                "请把文件夹本身放到这里，不要放快捷方式或链接",
            ),
            Obstacle::Folder => ("是文件夹，不是工作簿".into(), "请放进填好的工作簿"),
            Obstacle::NoFile => (
                "是管道、设备之类，不是文件".into(),
                "请移走，放进填好的工作簿",
            ),
            Obstacle::BeingWritten => (
                "正在写入，还没有传完".into(),
                "请等它传完或保存好，稍后再运行",
            ),
            Obstacle::Unreadable(error) if error.kind() == io::ErrorKind::PermissionDenied => (
                "没有权限读，或正在被别的程序使用".into(),
                "请关闭打开它的程序，核对文件的权限",
            ),
            Obstacle::Unreadable(error) => {
                (format!("读不出来（{error}）"), "请在原来的电脑上重新复制")
            }
        };
        unreadable(file, &found, remedy)
    }
}

/// Refuses what is no file of the bureau's.
fn obstacle(path: &Path, root: &Path) -> Result<(), Obstacle> {
    let found = fs::symlink_metadata(path).map_err(Obstacle::Unreadable)?;
    if !found.is_symlink() {
        return kind(&found);
    }
    let target = fs::canonicalize(path).map_err(|_| Obstacle::LeadsNowhere)?;
    // The folder of returned workbooks may itself be a link, to the bureau's shared disk.
    let folder = path.parent().unwrap_or(root);
    let mut roots = [root, folder].into_iter().map(fs::canonicalize);
    if !roots.any(|root| root.is_ok_and(|root| target.starts_with(root))) {
        return Err(Obstacle::LeadsOut);
    }
    let found = fs::metadata(&target).map_err(Obstacle::Unreadable)?;
    if found.is_dir() {
        return Err(Obstacle::LeadsToAFolder);
    }
    kind(&found)
}

fn kind(found: &Metadata) -> Result<(), Obstacle> {
    if found.is_dir() {
        Err(Obstacle::Folder)
    } else if !found.is_file() {
        Err(Obstacle::NoFile)
    } else {
        Ok(())
    }
}

/// A file's bytes, where it was the same file before and after.
fn whole(path: &Path, read: impl FnOnce() -> io::Result<Vec<u8>>) -> Result<Vec<u8>, Obstacle> {
    let state = || -> io::Result<(u64, SystemTime)> {
        let found = fs::metadata(path)?;
        Ok((found.len(), found.modified()?))
    };
    let before = state().map_err(Obstacle::Unreadable)?;
    let bytes = read().map_err(Obstacle::Unreadable)?;
    let after = state().map_err(|_| Obstacle::BeingWritten)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if before != after || length != after.0 {
        return Err(Obstacle::BeingWritten);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_grows_shrinks_or_goes_while_it_is_read_is_being_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("甲.xlsx");
        let read_while = |change: &dyn Fn()| {
            fs::write(&path, "0123456789").unwrap();
            whole(&path, || {
                let bytes = fs::read(&path);
                change();
                bytes
            })
        };
        assert_eq!(read_while(&|| ()).unwrap(), b"0123456789");
        let changes: [&dyn Fn(); 3] = [
            &|| fs::write(&path, "0123456789ABC").unwrap(),
            &|| fs::write(&path, "0").unwrap(),
            &|| fs::remove_file(&path).unwrap(),
        ];
        for change in changes {
            let read = read_while(change);
            assert!(matches!(read, Err(Obstacle::BeingWritten)), "{read:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt as _;
        let shown = |bytes: &[u8]| shown(OsStr::from_bytes(bytes));
        assert_eq!(shown("甲.xlsx".as_bytes()), "甲.xlsx");
        assert_eq!(shown(b"\xbc\xd7.xlsx"), "\\xBC\\xD7.xlsx");
        assert_ne!(shown(b"\xbc.xlsx"), shown(b"\xd7.xlsx"));
    }
}
