//! What lies in an output folder as it was written, so that what a person changed is told from it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use voced_domain::Stamp;

use crate::{FolderError, Output};

/// The hashes of all files that were ever written to the folder, by path; and under [`BUREAU`] of whom they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Written(BTreeMap<String, String>);

/// No path of an output: whose outputs these are, `220300 四平市教育局`.
const BUREAU: &str = ".bureau";

impl Written {
    pub(crate) const NAME: &str = ".voced-written";

    /// What the folder remembers; of one without memory, what its manifest says. Where neither can be
    /// read, every file counts as a person's.
    pub(crate) fn of(folder: &Path) -> Self {
        Self::recorded(folder)
            .or_else(|| Self::of_manifest(folder))
            .unwrap_or_default()
    }

    /// The record that lies in a folder, where it can be read.
    pub(crate) fn recorded(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(Self::NAME)).ok()?).ok()
    }

    /// What a folder's manifest says was written, and the manifest itself.
    fn of_manifest(folder: &Path) -> Option<Self> {
        const MANIFEST: &str = "data/manifest.json";
        let bytes = fs::read(folder.join(MANIFEST)).ok()?;
        let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
        let outputs = manifest.outputs.into_iter();
        let outputs = outputs.map(|output| (output.path, output.sha256));
        let own = Stamp::of(MANIFEST, &bytes);
        Some(Self(outputs.chain([(own.path, own.sha256)]).collect()))
    }

    /// With these files written as well.
    pub(crate) fn with(mut self, outputs: &[Output]) -> Self {
        let stamps = outputs.iter().map(Output::stamp);
        self.0
            .extend(stamps.map(|stamp| (stamp.path.clone(), stamp.sha256.clone())));
        self
    }

    /// As outputs of a bureau.
    pub(crate) fn of_bureau(mut self, bureau: Option<&(String, String)>) -> Self {
        let shown = bureau.map(|(code, name)| (BUREAU.to_owned(), format!("{code} {name}")));
        self.0.extend(shown);
        self
    }

    /// The name of the bureau whose outputs these are, where it is another one.
    pub(crate) fn other_bureau(&self, code: &str) -> Option<&str> {
        let (own, name) = self.0.get(BUREAU)?.split_once(' ')?;
        (own != code).then_some(name)
    }

    /// The paths of all of them.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        let paths = self.0.keys().map(String::as_str);
        paths.filter(|path| *path != BUREAU)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("texts by texts");
        bytes.push(b'\n');
        bytes
    }

    /// Whether a file was ever written.
    pub(crate) fn names(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether a file was written with this content.
    pub(crate) fn has(&self, path: &str, sha256: &str) -> bool {
        self.0.get(path).is_some_and(|own| own == sha256)
    }
}

#[derive(Deserialize)]
struct Manifest {
    outputs: Vec<ManifestOutput>,
}

#[derive(Deserialize)]
struct ManifestOutput {
    path: String,
    sha256: String,
}

/// Puts all of a new content in the place of a file, or leaves the old one.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let failed = |error| FolderError::io(path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let before = fs::metadata(path).ok().map(|found| found.permissions());
    if before.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(FolderError::io(path, io::ErrorKind::PermissionDenied));
    }
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // A temporary file is its owner's alone; what takes its place is read by colleagues.
    if let Some(permissions) = before.or_else(of_new_files) {
        file.as_file()
            .set_permissions(permissions)
            .map_err(failed)?;
    }
    file.persist(path)
        .map_err(|error| FolderError::io(path, error.error))?;
    Ok(())
}

#[cfg(unix)]
fn of_new_files() -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt as _;
    Some(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn of_new_files() -> Option<fs::Permissions> {
    None
}

/// The hash of a file.
pub(crate) fn hash(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Stamp::new("", &hash.finalize(), 0).sha256),
            read => hash.update(&buffer[..read]),
        }
    }
}
