//! Putting outputs in place, all of them or none, whenever a run is interrupted.
//!
//! They are written into `.voced-new` within the output folder. Renaming that folder to
//! `.voced-commit` is the one instant at which the new outputs are decided on: before it the old ones
//! are whole, after it every file in `.voced-commit` only has to be moved to its place, which the next
//! run finishes where this one could not. So a reader may see a mixture between the first move and the
//! last, and after a kill just then until the next run; no later.
//!
//! Exchanging the whole folder would be stricter, but it holds files of the user's too, exchanging is
//! known to few systems, and a folder behind a symbolic link is not to be had on Windows without
//! special rights.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use voced_writers::WriteError;
use voced_writers::data::{Stamp, Stamping};

use crate::console::Console;
use crate::failure::Failure;
use crate::lock::Lock;

/// Outputs that are not decided on.
const NEW: &str = ".voced-new";
/// Outputs on the way to their places.
const COMMITTED: &str = ".voced-commit";

/// A file to be written, by its path within the output folder.
pub(crate) struct Output {
    pub(crate) path: PathBuf,
    content: Content,
}

enum Content {
    Held(Vec<u8>),
    /// Too large to be held; it was written already, and waits for the others.
    Staged(Stamp),
}

impl Output {
    pub(crate) fn new(path: impl Into<PathBuf>, bytes: Vec<u8>) -> Self {
        Self {
            path: path.into(),
            content: Content::Held(bytes),
        }
    }

    pub(crate) fn stamp(&self) -> Stamp {
        match &self.content {
            Content::Held(bytes) => Stamp::of(self.path.to_string_lossy(), bytes),
            Content::Staged(stamp) => stamp.clone(),
        }
    }
}

/// A folder that this run alone writes to.
pub(crate) struct OutputFolder {
    path: PathBuf,
    // Let go of before the folders made for it are taken away again.
    _lock: Lock,
    _made: Made,
}

impl OutputFolder {
    /// Keeps other runs out, and finishes what an interrupted one left.
    ///
    /// A folder that did not exist goes again where nothing is written to it.
    pub(crate) fn open(path: &Path, console: &Console) -> Result<Self, Failure> {
        if path.exists() && !path.is_dir() {
            return Err(Failure::new(
                format!("{}是文件，不是文件夹", path.display()),
                "请用--out指定一个文件夹",
            ));
        }
        let made = Made::with(path)?;
        let folder = Self {
            path: path.to_owned(),
            _lock: Lock::of(path)?,
            _made: made,
        };
        if folder.path.join(COMMITTED).is_dir() {
            console.line(&format!(
                "{}：上次的结果没有放完就中断了，先把它放完",
                path.display()
            ));
            folder.finish()?;
        }
        folder.discard()?;
        Ok(folder)
    }

    /// Writes an output piece by piece. [`Self::replace`] puts it in its place with the others.
    pub(crate) fn stage(
        &self,
        path: &Path,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), WriteError>,
    ) -> Result<Output, Failure> {
        let staged = self.path.join(NEW).join(path);
        let failed = |error: &io::Error| Failure::io(&staged, error);
        let parent = staged.parent().expect("an output lies in a folder");
        fs::create_dir_all(parent).map_err(|error| failed(&error))?;
        let file = File::create(&staged).map_err(|error| failed(&error))?;
        let mut to = BufWriter::with_capacity(1 << 18, Stamping::new(file));
        write(&mut to).map_err(|error| match error {
            WriteError::Io(error) => failed(&error),
            error => Failure::new(error, ""),
        })?;
        let to = to.into_inner().map_err(|error| failed(error.error()))?;
        let (stamp, _file) = to.finish(path.to_string_lossy());
        Ok(Output {
            path: path.to_owned(),
            content: Content::Staged(stamp),
        })
    }

    /// Writes outputs, those that wait already excepted, and puts each in its place.
    ///
    /// Whatever else lies in the folder is left alone. Where anything cannot be written, nothing is
    /// replaced.
    pub(crate) fn replace(&self, outputs: &[Output]) -> Result<(), Failure> {
        self.prepare(outputs)?;
        self.commit()?;
        self.finish()
    }

    /// Whether something of the user's lies in it.
    pub(crate) fn holds_anything(&self) -> bool {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name());
        names.any(|name| name != Lock::NAME)
    }

    fn prepare(&self, outputs: &[Output]) -> Result<(), Failure> {
        let new = self.path.join(NEW);
        let paths = outputs.iter().map(|output| new.join(&output.path));
        let folders: BTreeSet<PathBuf> = paths.flat_map(|path| folders(&path, &new)).collect();
        for folder in &folders {
            fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
        }
        outputs
            .par_iter()
            .try_for_each(|output| match &output.content {
                Content::Held(bytes) => write(&new.join(&output.path), bytes),
                Content::Staged(_) => Ok(()),
            })?;
        // All are written by now, so that the disk has most of this behind it after the first.
        outputs
            .par_iter()
            .try_for_each(|output| file_to_disk(&new.join(&output.path)))?;
        for folder in &folders {
            to_disk(folder)?;
        }
        self.has_place_for(outputs)
    }

    /// Fails where a move would: once it is decided on there is no way back.
    fn has_place_for(&self, outputs: &[Output]) -> Result<(), Failure> {
        let targets = outputs.iter().map(|output| self.path.join(&output.path));
        let targets: Vec<PathBuf> = targets.collect();
        let around = |target: &PathBuf| {
            let mut around = target.ancestors().skip(1);
            let parent = around.find(|folder| folder.exists());
            parent.expect("the output folder exists").to_owned()
        };
        let parents: BTreeSet<PathBuf> = targets.iter().map(around).collect();
        for parent in &parents {
            tempfile::tempfile_in(parent).map_err(|error| Failure::io(parent, &error))?;
        }
        targets
            .iter()
            .try_for_each(|target| Self::may_be_taken(target))
    }

    fn may_be_taken(target: &Path) -> Result<(), Failure> {
        if target.is_dir() {
            return Err(Failure::new(
                format!("{}是文件夹，要写的是文件", target.display()),
                "请移走或改名后重新运行",
            ));
        }
        // Only there does an open file keep others from taking its place.
        if cfg!(windows) && target.exists() {
            let opened = OpenOptions::new().append(true).open(target);
            opened.map_err(|error| Failure::io(target, &error))?;
        }
        Ok(())
    }

    fn commit(&self) -> Result<(), Failure> {
        let committed = self.path.join(COMMITTED);
        fs::rename(self.path.join(NEW), &committed)
            .map_err(|error| Failure::io(&committed, &error))?;
        to_disk(&self.path)
    }

    /// Moves what was decided on to its place.
    fn finish(&self) -> Result<(), Failure> {
        let committed = self.path.join(COMMITTED);
        for path in files(&committed)? {
            let within = path.strip_prefix(&committed);
            let target = self.path.join(within.expect("it was found there"));
            let parent = target.parent().expect("it lies in the folder");
            fs::create_dir_all(parent).map_err(|error| Failure::io(parent, &error))?;
            put(&path, &target).map_err(|error| Failure::io(&target, &error))?;
        }
        fs::remove_dir_all(&committed).map_err(|error| Failure::io(&committed, &error))
    }

    /// Takes away what was never decided on.
    fn discard(&self) -> Result<(), Failure> {
        let new = self.path.join(NEW);
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io(&new, &error)),
            _ => Ok(()),
        }
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        // The fault that is told is the one that kept it from being decided on.
        let _ = self.discard();
    }
}

/// Folders that were made for an output folder, the innermost first.
struct Made(Vec<PathBuf>);

impl Made {
    fn with(path: &Path) -> Result<Self, Failure> {
        let missing = path.ancestors().take_while(|folder| !folder.exists());
        let missing = missing.filter(|folder| !folder.as_os_str().is_empty());
        let made = Self(missing.map(Path::to_owned).collect());
        fs::create_dir_all(path).map_err(|error| Failure::io(path, &error))?;
        Ok(made)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for folder in &self.0 {
            // One in which something lies stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The folders that a file lies in, up to `root`.
fn folders(file: &Path, root: &Path) -> Vec<PathBuf> {
    let around = file.ancestors().skip(1);
    let within = around.take_while(|folder| folder.starts_with(root));
    within.map(Path::to_owned).collect()
}

/// Files below a folder, in the order of their names.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let failed = |error| Failure::io(folder, &error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// A folder within the output folder may be a link to another disk.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            fs::copy(from, to)?;
            fs::remove_file(from)
        }
        moved => moved,
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    fs::write(path, bytes).map_err(|error| Failure::io(path, &error))
}

fn file_to_disk(path: &Path) -> Result<(), Failure> {
    // Some systems want a right to write for this.
    let synced = OpenOptions::new().append(true).open(path);
    let synced = synced.and_then(|file| file.sync_all());
    synced.map_err(|error| Failure::io(path, &error))
}

/// That names stand on the disk before what rests on them, lest a power cut leave half of it.
fn to_disk(folder: &Path) -> Result<(), Failure> {
    // Elsewhere a folder cannot be opened, and its names are written with the files.
    if cfg!(not(unix)) {
        return Ok(());
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| Failure::io(folder, &error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(path: &str, bytes: &[u8]) -> Output {
        Output::new(path, bytes.to_vec())
    }

    fn replace(folder: &Path, outputs: &[Output]) -> Result<(), Failure> {
        OutputFolder::open(folder, &Console::new(true))?.replace(outputs)
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
        fs::create_dir(folder.join("b")).unwrap();
        assert!(replace(folder, &[output("a", b"new"), output("b", b"new")]).is_err());
        assert_eq!(fs::read(folder.join("a")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder).unwrap().count(), 3, "no litter");
    }

    #[test]
    fn a_file_in_the_folders_place_is_kept() {
        let parent = tempfile::tempdir().unwrap();
        let file = parent.path().join("报告.docx");
        fs::write(&file, "mine").unwrap();
        assert!(replace(&file, &[output("a", b"new")]).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"mine");
    }

    #[test]
    fn a_folder_that_nothing_was_written_to_goes_again() {
        let parent = tempfile::tempdir().unwrap();
        let folder = parent.path().join("甲/乙");
        drop(OutputFolder::open(&folder, &Console::new(true)).unwrap());
        assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
    }

    #[test]
    fn what_an_interrupted_run_decided_on_is_finished_and_the_rest_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = |within: &str| folder.path().join(within);
        fs::create_dir_all(path(".voced-commit/data")).unwrap();
        fs::create_dir_all(path(".voced-new")).unwrap();
        fs::write(path("moved"), "new").unwrap();
        fs::write(path(".voced-commit/data/to-move"), "new").unwrap();
        fs::write(path(".voced-new/half"), "ne").unwrap();
        drop(OutputFolder::open(folder.path(), &Console::new(true)).unwrap());
        assert_eq!(fs::read(path("data/to-move")).unwrap(), b"new");
        assert_eq!(fs::read(path("moved")).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no litter");
    }
}
