//! One run at a time in an output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use same_file::Handle;

use crate::FolderError;

/// Adding to a file takes no longer than a few of these moments.
const MOMENT: Duration = Duration::from_millis(20);
const PATIENCE: u32 = 250;

/// Keeps other runs out of a folder as long as it lives.
///
/// The system lets go of it however a run ends. It lies in the folder itself, where a run on another
/// machine meets it too, and goes with the run: what a killed run left is taken over by the next.
#[derive(Debug)]
pub(crate) struct Lock {
    /// Absent where the file system of a share knows no locks: one run is then better than none.
    held: Option<File>,
    path: PathBuf,
}

impl Lock {
    pub(crate) const NAME: &str = ".voced-lock";

    /// Fails at once where another run holds it.
    pub(crate) fn of(folder: &Path) -> Result<Self, FolderError> {
        Self::named(Self::NAME, folder)
    }

    /// Keeps others from adding to files of people's own in a folder; waits for those who do.
    pub(crate) fn for_adding(folder: &Path) -> Result<Self, FolderError> {
        for _ in 0..PATIENCE {
            match Self::named(".voced-adding", folder) {
                Err(FolderError::InUse(_)) => thread::sleep(MOMENT),
                found => return found,
            }
        }
        Err(FolderError::InUse(folder.to_owned()))
    }

    fn named(name: &str, folder: &Path) -> Result<Self, FolderError> {
        let path = folder.join(name);
        let failed = |error: io::Error| FolderError::io(folder, error);
        loop {
            let mut options = OpenOptions::new();
            let file = options.write(true).create(true).truncate(false);
            let file = file.open(&path).map_err(failed)?;
            let held = match file.try_lock() {
                Ok(()) => Some(file),
                Err(TryLockError::WouldBlock) => return Err(FolderError::InUse(folder.to_owned())),
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    None
                }
                Err(TryLockError::Error(error)) => return Err(failed(error)),
            };
            // Whoever held it may have taken it away between the two steps above.
            let is_there = held.as_ref().is_none_or(|file| is_at(file, &path));
            if is_there {
                return Ok(Self { held, path });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still held: afterwards it may be another's.
        let _ = fs::remove_file(&self.path);
        self.held = None;
    }
}

fn is_at(file: &File, path: &Path) -> bool {
    let own = file.try_clone().and_then(Handle::from_file);
    let found = Handle::from_path(path);
    matches!((own, found), (Ok(own), Ok(found)) if own == found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_and_the_third_comes_in_after_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = Lock::of(folder.path()).unwrap();
        let second = Lock::of(folder.path()).err().unwrap().to_string();
        assert!(second.contains("另一次运行正在往这里写"), "{second}");
        drop(first);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        drop(Lock::of(folder.path()).unwrap());
    }

    #[test]
    fn what_a_killed_run_left_is_taken_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(Lock::NAME), "").unwrap();
        drop(Lock::of(folder.path()).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
