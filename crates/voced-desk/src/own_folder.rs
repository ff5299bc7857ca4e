//! Files that lie in the user's own folder while a desk runs, readable by nobody else.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};
use voced_folder::FolderError;

/// Where the user's own programs leave what lasts no longer than they run.
pub(crate) fn own_folder() -> Result<PathBuf, FolderError> {
    let none = io::Error::other("系统没有说它在哪里");
    let mut refused = FolderError::io("用户文件夹", none);
    for folder in [dirs::runtime_dir(), dirs::cache_dir()]
        .into_iter()
        .flatten()
    {
        let folder = folder.join("voced-desk");
        match make(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) => refused = FolderError::io(&folder, error),
        }
    }
    Err(refused)
}

/// Makes a folder that its owner alone may look into.
pub(crate) fn make(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// A folder has one name, however it is reached.
pub(crate) fn name_of(root: &Path) -> String {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file that its owner alone may read.
pub(crate) fn write_own(path: &Path, content: &[u8]) -> Result<(), FolderError> {
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path);
    let written = file.and_then(|mut file| file.write_all(content));
    written.map_err(|error| FolderError::io(path, error))
}
