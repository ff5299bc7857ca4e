//! Putting outputs in place: all of them are written before the first is moved.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file to be written, by its path within the output folder.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// Writes outputs into a scratch folder within `folder`, then moves each to its place.
///
/// Whatever else lies in `folder` is left alone. Where anything cannot be written, nothing is moved.
pub(crate) fn replace(folder: &Path, outputs: &[Output]) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(
            format!("{}是文件，不是文件夹", folder.display()),
            "请用--out指定一个文件夹",
        ));
    }
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
    let scratch = tempfile::Builder::new()
        .prefix(".voced-")
        .tempdir_in(folder)
        .map_err(|error| Failure::io(folder, &error))?;
    for output in outputs {
        write(&scratch.path().join(&output.path), &output.bytes)?;
    }
    // Folders are made before anything is moved: a file in a folder's place stops the run here.
    for output in outputs {
        let parent = folder.join(&output.path);
        let parent = parent.parent().expect("an output lies within the folder");
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent, &error))?;
    }
    for output in outputs {
        let (from, to) = (scratch.path().join(&output.path), folder.join(&output.path));
        fs::rename(&from, &to).map_err(|error| Failure::io(&to, &error))?;
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().expect("an output lies in the scratch folder");
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
    fs::write(path, bytes).map_err(|error| Failure::io(path, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(path: &str, bytes: &[u8]) -> Output {
        Output {
            path: path.into(),
            bytes: bytes.to_vec(),
        }
    }

    #[test]
    fn other_files_stay_untouched_and_own_files_are_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("输出 1");
        replace(&folder, &[output("data/a.json", b"1")]).unwrap();
        fs::write(folder.join("笔记.txt"), "x").unwrap();
        replace(&folder, &[output("data/a.json", b"2")]).unwrap();
        assert_eq!(fs::read(folder.join("data/a.json")).unwrap(), b"2");
        assert!(folder.join("笔记.txt").exists());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "no litter");
    }

    #[test]
    fn where_writing_fails_the_old_output_is_whole() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path();
        fs::write(folder.join("a"), "old").unwrap();
        fs::write(folder.join("data"), "a file where a folder must be").unwrap();
        assert!(replace(folder, &[output("a", b"new"), output("data/b", b"new")]).is_err());
        assert_eq!(fs::read(folder.join("a")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 2, "no litter");
    }

    #[test]
    fn a_file_in_the_folders_place_is_kept() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("报告.docx");
        fs::write(&file, "mine").unwrap();
        assert!(replace(&file, &[output("a", b"new")]).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }
}
