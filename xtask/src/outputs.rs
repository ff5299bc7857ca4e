//! Putting outputs in place: all of them or none.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// A file to be written, by its path within the output folder.
pub(crate) struct Output {
    pub(crate) path: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// Writes outputs into a folder beside `folder` and then puts it in its place.
///
/// What else lies in `folder` is kept. Where anything goes wrong, `folder` stays as it was.
pub(crate) fn replace(folder: &Path, outputs: &[Output]) -> Result<(), Failure> {
    if folder.exists() && !folder.is_dir() {
        return Err(Failure::new(
            format!("{}是文件，不是文件夹", folder.display()),
            "请用--out指定一个文件夹",
        ));
    }
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&parent).map_err(|error| Failure::io(&parent, &error))?;
    let staging = tempfile::Builder::new()
        .prefix(".voced-")
        .tempdir_in(&parent)
        .map_err(|error| Failure::io(&parent, &error))?;
    let fresh = staging.path().join("new");
    fs::create_dir(&fresh).map_err(|error| Failure::io(&fresh, &error))?;
    for output in outputs {
        write(&fresh.join(output.path), &output.bytes)?;
    }
    keep_others(folder, &fresh)?;
    swap(folder, &fresh, &staging.path().join("old"))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().expect("an output lies in the staging folder");
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
    fs::write(path, bytes).map_err(|error| Failure::io(path, &error))
}

/// Copies what this run does not write: a user's own notes, or outputs that were not asked for.
fn keep_others(folder: &Path, fresh: &Path) -> Result<(), Failure> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries {
        let entry = entry.map_err(|error| Failure::io(folder, &error))?;
        let (from, to) = (entry.path(), fresh.join(entry.file_name()));
        if from.is_dir() {
            fs::create_dir_all(&to).map_err(|error| Failure::io(&to, &error))?;
            keep_others(&from, &to)?;
        } else if !to.exists() {
            fs::copy(&from, &to).map_err(|error| Failure::io(&from, &error))?;
        }
    }
    Ok(())
}

/// Two renames; the first is undone where the second fails.
fn swap(folder: &Path, fresh: &Path, old: &Path) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::io(folder, &error);
    let had_old = folder.exists();
    if had_old {
        fs::rename(folder, old).map_err(failed)?;
    }
    fs::rename(fresh, folder).map_err(|error| {
        if had_old {
            let _ = fs::rename(old, folder);
        }
        failed(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_stay_and_own_files_are_replaced() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("输出 1");
        let output = |bytes: &[u8]| Output {
            path: "data/a.json",
            bytes: bytes.to_vec(),
        };
        replace(&folder, &[output(b"1")]).unwrap();
        fs::write(folder.join("笔记.txt"), "x").unwrap();
        fs::write(folder.join("data/b.json"), "y").unwrap();
        replace(&folder, &[output(b"2")]).unwrap();
        assert_eq!(fs::read(folder.join("data/a.json")).unwrap(), b"2");
        assert!(folder.join("笔记.txt").exists() && folder.join("data/b.json").exists());
        let left: Vec<_> = fs::read_dir(parent.path()).unwrap().collect();
        assert_eq!(left.len(), 1, "no litter beside the output");
    }

    #[test]
    fn where_writing_fails_the_old_output_is_whole() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("out");
        fs::create_dir(&folder).unwrap();
        fs::write(folder.join("a"), "old").unwrap();
        // A path below a file cannot be written.
        let outputs = [("a", b"new"), ("a/b", b"new")].map(|(path, bytes)| Output {
            path,
            bytes: bytes.to_vec(),
        });
        assert!(replace(&folder, &outputs).is_err());
        assert_eq!(fs::read(folder.join("a")).unwrap(), b"old");
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 1);
    }
}
