//! Returned workbooks as files: which there are among what lies in a folder, and reading one.

use std::fs;
use std::io::ErrorKind;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use voced_ingest::FORMATS;

use crate::FolderError;
use crate::input::{Input, shown};
use crate::obstacle::{Obstacle, obstacle, whole};

/// What systems leave in any folder.
const OF_SYSTEMS: [&str; 4] = ["thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"];

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

    /// Whether it is a file of the bureau's, and no pipe, device or folder, nor a link to one or out of the folder.
    pub(crate) fn may_be_read(&self, root: &Path) -> bool {
        obstacle(&self.path, root).is_ok()
    }

    /// Its bytes, no more than one beyond so many.
    pub(crate) fn bytes(&self, root: &Path, most: usize) -> Result<Vec<u8>, Obstacle> {
        obstacle(&self.path, root)?;
        let most = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        let file = fs::File::open(&self.path).map_err(Obstacle::Unreadable)?;
        let read = file.take(most).read_to_end(&mut bytes);
        read.map_err(Obstacle::Unreadable)?;
        Ok(bytes)
    }

    /// Reads it; `root` is the bureau's folder.
    pub(crate) fn read(&self, root: &Path) -> Result<Input, Obstacle> {
        obstacle(&self.path, root)?;
        let bytes = whole(&self.path, || fs::read(&self.path))?;
        Ok(Input::new(root, &self.path, bytes))
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

/// What lies in a folder, as far as there is one, by name, without hidden files and the lock files that Excel leaves (`~$…`).
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let failed = |error| FolderError::io(folder, error);
    let entries = match fs::read_dir(folder) {
        // Before the first workbook comes back there may be no folder for it.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        found => found.map_err(failed)?,
    };
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

/// Whether a file is the system's own.
fn is_of_system(name: &str) -> bool {
    OF_SYSTEMS.contains(&name.to_lowercase().as_str())
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
