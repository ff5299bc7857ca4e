//! What may keep a returned workbook from being read. It is its school's trouble and nobody else's:
//! it becomes a finding, and the others are read.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;
use std::time::SystemTime;

use voced_ingest::{Reading, unreadable};

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
        let (found, remedy) = self.told();
        unreadable(file, &found, remedy)
    }

    /// What is the matter, and what to do about a workbook.
    pub(crate) fn told(&self) -> (String, &'static str) {
        match self {
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
        }
    }
}

/// Refuses what is no file of the bureau's.
pub(crate) fn obstacle(path: &Path, root: &Path) -> Result<(), Obstacle> {
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
pub(crate) fn whole(
    path: &Path,
    read: impl FnOnce() -> io::Result<Vec<u8>>,
) -> Result<Vec<u8>, Obstacle> {
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
}
