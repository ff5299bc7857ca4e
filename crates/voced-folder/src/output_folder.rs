//! Putting outputs in place, all of them or none, whenever a run is interrupted.
//!
//! They are written into `.voced-new` within the output folder. Renaming that folder to
//! `.voced-commit` is the one instant at which the new outputs are decided on: before it the old ones
//! are whole, after it every file in `.voced-commit` only has to be moved to its place, which the next
//! run finishes where this one could not. So a reader may see a mixture between the first move and the
//! last, and after a kill just then until the next run; no later. What would keep a file from being moved
//! is looked for before the decision.
//!
//! A file that is not as it was written is a person's: it gets another name, with the day of the
//! change, before the new one takes its place, and is never lost.
//!
//! Exchanging the whole folder would be stricter, but it holds files of the user's too, exchanging is
//! known to few systems, and a folder behind a symbolic link is not to be had on Windows without
//! special rights.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use voced_domain::{Bureau, Stamp};

use crate::lock::Lock;
use crate::output::{Content, Stamping};
use crate::set_aside::SetAside;
use crate::written::{Written, hash};
use crate::{FolderError, Output};

/// Outputs that are not decided on.
const NEW: &str = ".voced-new";
/// Outputs on the way to their places.
const COMMITTED: &str = ".voced-commit";

/// A folder that this run alone writes to.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    /// Code and name of the bureau whose outputs go there, where there is one.
    bureau: Option<(String, String)>,
    /// What lay there when it was opened.
    before: OnceLock<Written>,
    was_interrupted: bool,
    set_aside: Mutex<Vec<SetAside>>,
    // Fields are dropped in this order: the lock lies in the folders.
    _lock: Lock,
    _created: CreatedFolders,
}

impl OutputFolder {
    /// Keeps other runs out, and finishes what an interrupted one left.
    ///
    /// A folder that did not exist goes again where nothing is written to it.
    ///
    /// # Errors
    /// Where it is a file, where another run writes to it, or where it cannot be written.
    pub fn open(path: &Path) -> Result<Self, FolderError> {
        if path.exists() && !path.is_dir() {
            return Err(FolderError::NotAFolder(path.to_owned()));
        }
        let created = CreatedFolders::with(path)?;
        let lock = Lock::of(path)?;
        let mut folder = Self {
            path: path.to_owned(),
            bureau: None,
            before: OnceLock::new(),
            was_interrupted: false,
            set_aside: Mutex::default(),
            _lock: lock,
            _created: created,
        };
        // Only now nobody else can be finishing it.
        if folder.path.join(COMMITTED).is_dir() {
            folder.was_interrupted = true;
            folder.set_aside = Mutex::new(SetAside::told_by(&folder.path.join(COMMITTED)));
            folder.finish()?;
        }
        folder.discard()?;
        Ok(folder)
    }

    /// The same, for the outputs of a bureau alone: those of two would replace each other.
    ///
    /// # Errors
    /// As [`Self::open`]; [`FolderError::OfAnotherBureau`] where outputs of another bureau lie there.
    pub fn open_for(path: &Path, bureau: &Bureau) -> Result<Self, FolderError> {
        let mut folder = Self::open(path)?;
        let code = bureau.own_region().code.to_string();
        if let Some(other) = Written::of(&folder.path).other_bureau(&code) {
            return Err(FolderError::OfAnotherBureau {
                folder: path.to_owned(),
                bureau: other.to_owned(),
            });
        }
        folder.bureau = Some((code, bureau.name.clone()));
        Ok(folder)
    }

    /// Whether an earlier run was interrupted after its outputs were decided on; they are in their
    /// places now.
    pub fn was_interrupted(&self) -> bool {
        self.was_interrupted
    }

    /// Files that are not as they were written, and what they are called now; each is told once.
    pub fn take_set_aside(&self) -> Vec<SetAside> {
        let mut set_aside = self
            .set_aside
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut found = std::mem::take(&mut *set_aside);
        found.sort();
        found
    }

    /// Where a file of the folder lies, as this system writes paths.
    pub fn place(&self, path: &str) -> PathBuf {
        self.path
            .components()
            .chain(Path::new(path).components())
            .collect()
    }

    /// Paths of the files that earlier runs wrote and that are still there, with `/`.
    pub fn written_before(&self) -> Vec<String> {
        let written = Written::of(&self.path);
        let paths = written.paths().filter(|path| self.place(path).exists());
        paths.map(str::to_owned).collect()
    }

    /// Paths of the files in a folder that runs wrote and that are still there, with `/`; looks without keeping other
    /// runs out.
    pub fn outputs_in(folder: &Path) -> Vec<String> {
        let written = Written::of(folder);
        let is_there = |path: &&str| {
            let place = folder.join(path);
            place.is_file() && !leads_out(&place, folder)
        };
        let paths = written.paths().filter(is_there);
        paths.map(str::to_owned).collect()
    }

    /// Writes an output piece by piece. [`Self::replace`] puts it in its place with the others.
    ///
    /// # Errors
    /// What `write` fails with, and where the file cannot be written.
    pub fn stage<E: From<FolderError>>(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>,
    ) -> Result<Output, E> {
        let staged = self.path.join(NEW).join(path);
        let failed = |error: io::Error| FolderError::io(self.place(path), error);
        let parent = staged.parent().expect("an output lies in a folder");
        fs::create_dir_all(parent).map_err(failed)?;
        let file = File::create(&staged).map_err(failed)?;
        let mut to = BufWriter::with_capacity(1 << 18, Stamping::new(file));
        write(&mut to)?;
        let to = to
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        Ok(Output::staged(to.finish(path)))
    }

    /// An output that lies in its place as an earlier run wrote it, with this hash; nothing where it does not, and
    /// has to be written.
    pub fn unchanged(&self, path: &str, sha256: &str) -> Option<Output> {
        let place = self.place(path);
        let before = self.before.get_or_init(|| Written::of(&self.path));
        let is_own = before.has(path, sha256) && !leads_out(&place, &self.path);
        let is_as_written = is_own && hash(&place).ok()? == sha256;
        is_as_written.then_some(())?;
        let bytes = usize::try_from(fs::metadata(&place).ok()?.len()).ok()?;
        Some(Output::unchanged(Stamp {
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            bytes,
        }))
    }

    /// Writes outputs, those that wait already excepted, and puts each in its place.
    ///
    /// Whatever else lies in the folder is left alone, and what a person changed is set aside:
    /// [`Self::take_set_aside`] names it, also where this fails.
    ///
    /// # Errors
    /// Where anything cannot be written; then nothing is replaced. [`FolderError::Unfinished`] where
    /// that happens after the outputs were decided on; the next run puts them in their places.
    pub fn replace(&self, outputs: &[Output]) -> Result<(), FolderError> {
        let written = Written::of(&self.path).with(outputs);
        let written = written.of_bureau(self.bureau.as_ref());
        let record = Output::new(Written::NAME, written.to_bytes());
        self.put_in_place(&outputs.iter().chain([&record]).collect::<Vec<_>>())
    }

    /// Takes away what an earlier run wrote and nobody wants any more; what a person changed since stays.
    /// Returns whether it is gone.
    pub fn take_away(&self, path: &str) -> bool {
        let place = self.place(path);
        let is_as_written = || {
            let written = Written::of(&self.path);
            hash(&place).is_ok_and(|now| written.has(path, &now))
        };
        let is_own = !leads_out(&place, &self.path);
        is_own && is_as_written() && fs::remove_file(&place).is_ok()
    }

    /// As [`Self::replace`], for a folder in which nothing lies: it keeps no record of what was written.
    ///
    /// # Errors
    /// As [`Self::replace`].
    pub fn fill(&self, outputs: &[Output]) -> Result<(), FolderError> {
        self.put_in_place(&outputs.iter().collect::<Vec<_>>())
    }

    fn put_in_place(&self, outputs: &[&Output]) -> Result<(), FolderError> {
        let new = outputs.iter().filter(|output| !output.is_unchanged());
        self.prepare(&new.copied().collect::<Vec<_>>())?;
        self.commit()?;
        self.finish()
    }

    /// Whether something of the user's lies in it.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn holds_anything(&self) -> Result<bool, FolderError> {
        let failed = |error| FolderError::io(&self.path, error);
        for entry in fs::read_dir(&self.path).map_err(failed)? {
            if entry.map_err(failed)?.file_name() != Lock::NAME {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn prepare(&self, outputs: &[&Output]) -> Result<(), FolderError> {
        let new = self.path.join(NEW);
        let paths = outputs.iter().map(|output| new.join(output.path()));
        let folders: BTreeSet<PathBuf> = paths.flat_map(|path| folders(&path, &new)).collect();
        for folder in &folders {
            fs::create_dir_all(folder).map_err(|error| FolderError::io(folder, error))?;
        }
        outputs
            .par_iter()
            .try_for_each(|output| match &output.content {
                Content::Held(bytes) => write(&new.join(output.path()), bytes),
                Content::Staged | Content::Unchanged => Ok(()),
            })?;
        // All are written by now, so that the disk has most of this behind it after the first.
        outputs
            .par_iter()
            .try_for_each(|output| file_to_disk(&new.join(output.path())))?;
        for folder in &folders {
            to_disk(folder)?;
        }
        self.has_place_for(outputs)
    }

    /// Fails where a move would: once it is decided on there is no way back.
    fn has_place_for(&self, outputs: &[&Output]) -> Result<(), FolderError> {
        let targets = outputs.iter().map(|output| self.place(output.path()));
        let targets: Vec<PathBuf> = targets.collect();
        let around = |target: &PathBuf| {
            let mut around = target.ancestors().skip(1);
            // A link that leads nowhere is there, and no folder can be made in its place.
            let parent = around.find(|folder| fs::symlink_metadata(folder).is_ok());
            parent.expect("the output folder exists").to_owned()
        };
        let parents: BTreeSet<PathBuf> = targets.iter().map(around).collect();
        for parent in &parents {
            tempfile::tempfile_in(parent).map_err(|error| FolderError::io(parent, error))?;
        }
        targets.iter().try_for_each(|target| may_be_taken(target))
    }

    fn commit(&self) -> Result<(), FolderError> {
        let committed = self.path.join(COMMITTED);
        fs::rename(self.path.join(NEW), &committed)
            .map_err(|error| FolderError::io(&committed, error))?;
        to_disk(&self.path)
    }

    /// Moves what was decided on to its place, and last the record of it: as long as that is not there,
    /// what was written before is known from the old one.
    fn finish(&self) -> Result<(), FolderError> {
        let unfinished = |error| FolderError::Unfinished(Box::new(error));
        self.move_all().map_err(unfinished)
    }

    fn move_all(&self) -> Result<(), FolderError> {
        let committed = self.path.join(COMMITTED);
        let new = Written::recorded(&committed).unwrap_or_default();
        let known = [Written::of(&self.path), new];
        let [record, notes] = [Written::NAME, SetAside::NOTES].map(|name| committed.join(name));
        let mut paths = files(&committed)?;
        paths.retain(|path| *path != record && *path != notes);
        let within = |path: &Path| {
            let within = path.strip_prefix(&committed);
            within.expect("it was found there").to_owned()
        };
        paths
            .par_iter()
            .try_for_each(|path| self.move_one(path, &within(path), &known))?;
        if record.exists() {
            let target = self.path.join(Written::NAME);
            put(&record, &target).map_err(|error| FolderError::io(&target, error))?;
        }
        fs::remove_dir_all(&committed).map_err(|error| FolderError::io(&committed, error))
    }

    /// Moves one file to its place, which a file that a person changed leaves before.
    fn move_one(
        &self,
        from: &Path,
        within: &Path,
        known: &[Written; 2],
    ) -> Result<(), FolderError> {
        let target = self.path.join(within);
        let failed = |error| FolderError::io(&target, error);
        let parent = target.parent().expect("it lies in the folder");
        fs::create_dir_all(parent).map_err(|error| FolderError::io(parent, error))?;
        let parts: Vec<_> = within.iter().map(|part| part.to_string_lossy()).collect();
        let name = parts.join("/");
        if fs::symlink_metadata(&target).is_ok() {
            // What cannot be read may be anything.
            let found = hash(&target).ok();
            let is_known = |written: &Written| {
                found
                    .as_ref()
                    .is_some_and(|found| written.has(&name, found))
            };
            if !known.iter().any(is_known) {
                self.put_aside(&target, known[0].names(&name))?;
            }
        }
        put(from, &target).map_err(failed)
    }

    /// Gives a file that is not as it was written another name.
    fn put_aside(&self, path: &Path, was_written: bool) -> Result<(), FolderError> {
        let mut all = self
            .set_aside
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let one = SetAside {
            from: path.to_owned(),
            to: SetAside::name(path),
            was_written,
        };
        one.note(&self.path.join(COMMITTED))?;
        fs::rename(path, &one.to).map_err(|error| FolderError::io(path, error))?;
        all.push(one);
        Ok(())
    }

    /// Takes away what was never decided on.
    fn discard(&self) -> Result<(), FolderError> {
        let new = self.path.join(NEW);
        match fs::remove_dir_all(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(FolderError::io(&new, error))
            }
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

/// Whether a file is a link out of a folder, which no run puts there. A folder within it may be one, to another disk.
fn leads_out(place: &Path, folder: &Path) -> bool {
    if !fs::symlink_metadata(place).is_ok_and(|found| found.is_symlink()) {
        return false;
    }
    let target = fs::canonicalize(place);
    let folder = fs::canonicalize(folder);
    let is_within =
        target.is_ok_and(|target| folder.is_ok_and(|folder| target.starts_with(folder)));
    !is_within
}

/// Fails where a file cannot get out of the way.
fn may_be_taken(target: &Path) -> Result<(), FolderError> {
    let found = match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        found => found.map_err(|error| FolderError::io(target, error))?,
    };
    if target.is_dir() {
        return Err(FolderError::FolderInTheWay(target.to_owned()));
    }
    if !found.is_file() && !found.is_symlink() {
        return Err(FolderError::NotAFile(target.to_owned()));
    }
    // Only there does an open file keep others from taking its place.
    if cfg!(windows) && target.exists() {
        let opened = OpenOptions::new().append(true).open(target);
        opened.map_err(|error| FolderError::io(target, error))?;
    }
    Ok(())
}

/// Folders that were created for an output folder, the innermost first.
#[derive(Debug)]
struct CreatedFolders(Vec<PathBuf>);

impl CreatedFolders {
    fn with(path: &Path) -> Result<Self, FolderError> {
        let missing = path.ancestors().take_while(|folder| !folder.exists());
        let missing = missing.filter(|folder| !folder.as_os_str().is_empty());
        let created = Self(missing.map(Path::to_owned).collect());
        fs::create_dir_all(path).map_err(|error| FolderError::io(path, error))?;
        Ok(created)
    }
}

impl Drop for CreatedFolders {
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
fn files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let failed = |error| FolderError::io(folder, error);
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

/// Moves a file onto another. A folder within the output folder may be a link to another disk, to which
/// it is copied under a name of its own first.
fn put(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let folder = to.parent().unwrap_or(Path::new("."));
            let mut copy = tempfile::NamedTempFile::new_in(folder)?;
            io::copy(&mut File::open(from)?, &mut copy)?;
            copy.as_file()
                .set_permissions(fs::metadata(from)?.permissions())?;
            copy.as_file().sync_all()?;
            copy.persist(to)?;
            fs::remove_file(from)
        }
        moved => moved,
    }
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    fs::write(path, bytes).map_err(|error| FolderError::io(path, error))
}

fn file_to_disk(path: &Path) -> Result<(), FolderError> {
    // Some systems want a right to write for this.
    let synced = OpenOptions::new().append(true).open(path);
    let synced = synced.and_then(|file| file.sync_all());
    synced.map_err(|error| FolderError::io(path, error))
}

/// That names stand on the disk before what rests on them, lest a power cut leave half of it.
fn to_disk(folder: &Path) -> Result<(), FolderError> {
    // Elsewhere a folder cannot be opened, and its names are written with the files.
    if cfg!(not(unix)) {
        return Ok(());
    }
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.map_err(|error| FolderError::io(folder, error))
}

#[cfg(test)]
mod tests;
