//! What lies in an output folder as it was written, so that what a person changed is told from it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

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
        let path = folder.join(Self::NAME);
        let bytes = path.is_file().then(|| fs::read(&path))?.ok()?;
        Some(serde_json::from_slice::<Self>(&bytes).ok()?.believed())
    }

    /// Without paths that no run can have written. The record lies where anybody can change it, and what it names is
    /// taken away, handed out and overwritten.
    fn believed(mut self) -> Self {
        self.0.retain(|path, _| path == BUREAU || is_plain(path));
        self
    }

    /// What a folder's manifest says was written, and the manifest itself.
    fn of_manifest(folder: &Path) -> Option<Self> {
        const MANIFEST: &str = "data/manifest.json";
        let bytes = fs::read(folder.join(MANIFEST)).ok()?;
        let manifest: Manifest = serde_json::from_slice(&bytes).ok()?;
        let outputs = manifest.outputs.into_iter();
        let outputs = outputs.map(|output| (output.path, output.sha256));
        let own = Stamp::of(MANIFEST, &bytes);
        let written = Self(outputs.chain([(own.path, own.sha256)]).collect());
        Some(written.believed())
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

/// Whether a path leads down from a folder on every system, to what is neither hidden nor the program's own record.
pub(crate) fn is_plain(path: &str) -> bool {
    let parts = Path::new(path).components();
    let names = parts.map(|part| match part {
        Component::Normal(name) => name.to_str().filter(|name| !name.starts_with('.')),
        _ => None,
    });
    let names: Option<Vec<&str>> = names.collect();
    let is_whole = names.is_some_and(|names| !names.is_empty() && names.join("/") == path);
    is_whole && !path.contains(['\\', ':', '\0'])
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

/// Puts all of a new content in the place of a file, or leaves the old one. Where a link lies in its place, what it
/// leads to is the file: a bureau keeps its own lists where several years or programs find them.
///
/// # Errors
/// Where it cannot be written, or a link leads to no file.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), FolderError> {
    let path = &target(path)?;
    let failed = |error| FolderError::io(path, error);
    let folder = path.parent().unwrap_or(Path::new("."));
    let before = fs::metadata(path).ok().map(|found| found.permissions());
    if before.as_ref().is_some_and(fs::Permissions::readonly) {
        return Err(FolderError::io(path, io::ErrorKind::PermissionDenied));
    }
    let mut file = tempfile::Builder::new();
    let mut file = file.prefix(".voced-").tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // A temporary file is its owner's alone; what takes its place is read by colleagues.
    if let Some(permissions) = before.or_else(of_new_files) {
        file.as_file()
            .set_permissions(permissions)
            .map_err(failed)?;
    }
    // A power cut leaves all of the old one, or all of the new one.
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path)
        .map_err(|error| FolderError::io(path, error.error))?;
    Ok(())
}

/// The file that is meant by a path.
fn target(path: &Path) -> Result<PathBuf, FolderError> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let target = match fs::canonicalize(path) {
        Err(_) if is_link => {
            let message = format!("{}是链接，找不到所指的文件", path.display());
            let remedy = "请恢复所指的文件，或把链接换成文件本身；没有改动";
            return Err(FolderError::content(message, remedy));
        }
        Err(_) => return Ok(path.to_owned()),
        Ok(target) => target,
    };
    if target.is_file() {
        return Ok(target);
    }
    Err(FolderError::NotAFile(path.to_owned()))
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
    // Opening a pipe would wait for whoever writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_a_record_names_only_what_lies_within_the_folder_is_believed() {
        for path in [
            "a",
            "汇总.xlsx",
            "退回/甲校.xlsx",
            "data/a b/c（1）.json",
            "a..b",
        ] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "",
            ".",
            "..",
            "../a",
            "a/../b",
            "a/../../b",
            "/etc/passwd",
            "//server/share/a",
            "./a",
            "a/./b",
            "a//b",
            "a/",
            r"..\a",
            r"C:\a",
            "C:a",
            "a\0",
            ".voced-written",
            "退回/.voced-journal",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_written_and_a_link_to_no_file_is_refused() {
        use std::os::unix::fs::symlink;
        let (here, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let own = elsewhere.path().join("waivers.toml");
        let link = here.path().join("waivers.toml");
        fs::write(&own, "1").unwrap();
        symlink(&own, here.path().join("between")).unwrap();
        symlink("between", &link).unwrap();
        replace(&link, b"2").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&own).unwrap(), b"2");

        let said = |target: &Path| {
            fs::remove_file(&link).unwrap();
            symlink(target, &link).unwrap();
            let error = replace(&link, b"3").unwrap_err().to_string();
            assert_eq!(fs::read_link(&link).unwrap(), target);
            error
        };
        let nowhere = said(&elsewhere.path().join("nowhere"));
        assert!(nowhere.ends_with("是链接，找不到所指的文件"), "{nowhere}");
        let itself = said(Path::new("waivers.toml"));
        assert!(itself.ends_with("是链接，找不到所指的文件"), "{itself}");
        let folder = said(elsewhere.path());
        assert!(folder.ends_with("waivers.toml不是文件"), "{folder}");
        let device = said(Path::new("/dev/null"));
        assert!(device.ends_with("waivers.toml不是文件"), "{device}");
        assert_eq!(fs::read_dir(here.path()).unwrap().count(), 2);
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 1);
    }
}
