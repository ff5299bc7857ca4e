//! Which folder the desk is opened in: the one that is named or, by a double click, where the program was started or
//! lies; and where other files lie there, the bureau's folder among them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::DeskError;

/// The bureau in a folder that is named. Where a bureau is begun among other files, it is begun in a folder of its own
/// there, and is to be found again.
pub(crate) fn named(root: &Path) -> PathBuf {
    let found = found(&[root.to_owned()]).ok().flatten();
    found.unwrap_or_else(|| root.to_owned())
}

/// The bureau where the program was started or where it lies itself; where there is none, the folder to begin one in.
///
/// # Errors
/// Where there are several, or where the program lies in a place that the system empties.
pub(crate) fn sought() -> Result<PathBuf, DeskError> {
    let program = env::current_exe().ok();
    let program = program.as_deref().and_then(Path::parent);
    let places = places(env::current_dir().ok(), program, system().as_deref());
    if let Some(found) = found(&places)? {
        return Ok(found);
    }
    // Windows opens a program in an archive from a copy, and takes the copy away again with all that lies beside it.
    match program {
        Some(program) if cfg!(windows) && is_temporary(program) => Err(DeskError::InArchive),
        _ => Ok(places.into_iter().next().unwrap_or_else(|| ".".into())),
    }
}

/// Windows has several ways to write one path.
fn is_temporary(folder: &Path) -> bool {
    let same = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    same(folder).starts_with(same(&env::temp_dir()))
}

/// Where Windows lies, in which a program is started that is run as administrator.
fn system() -> Option<PathBuf> {
    env::var_os("SystemRoot").map(PathBuf::from)
}

/// The folders in which to look, the best first.
fn places(started: Option<PathBuf>, program: Option<&Path>, system: Option<&Path>) -> Vec<PathBuf> {
    let is_own = |place: &PathBuf| system.is_none_or(|system| !place.starts_with(system));
    let mut places: Vec<PathBuf> = started.into_iter().filter(is_own).collect();
    places.extend(program.map(Path::to_owned));
    places
}

fn found(places: &[PathBuf]) -> Result<Option<PathBuf>, DeskError> {
    for place in places {
        if is_bureau(place) {
            return Ok(Some(place.clone()));
        }
        let mut within = bureaus_in(place);
        match within.len() {
            0 => {}
            1 => return Ok(within.pop()),
            _ => return Err(DeskError::Several(within)),
        }
    }
    Ok(None)
}

fn is_bureau(folder: &Path) -> bool {
    folder.join("bureau.toml").is_file()
}

fn bureaus_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut bureaus: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    bureaus.retain(|path| is_bureau(path));
    bureaus.sort();
    bureaus
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files that lie there, and the bureau that is found: `Err` where there are several.
    type Try = (&'static [&'static str], Result<Option<&'static str>, ()>);

    const TRIES: [Try; 8] = [
        (&[], Ok(None)),
        (&["下载/voced.exe", "下载/照片.jpg"], Ok(None)),
        (&["桌面/bureau.toml"], Ok(Some("桌面"))),
        (&["下载/bureau.toml"], Ok(Some("下载"))),
        // Begun in a folder of its own among other files, it is found again.
        (
            &["下载/照片.jpg", "下载/某市教育局/bureau.toml"],
            Ok(Some("下载/某市教育局")),
        ),
        (
            &["桌面/bureau.toml", "下载/某市教育局/bureau.toml"],
            Ok(Some("桌面")),
        ),
        (&["下载/甲局/bureau.toml", "下载/乙局/bureau.toml"], Err(())),
        // No deeper.
        (&["下载/备份/甲局/bureau.toml"], Ok(None)),
    ];

    #[test]
    fn the_bureau_is_found_where_the_program_was_started_or_lies() {
        for (files, wanted) in TRIES {
            let temporary = tempfile::tempdir().unwrap();
            let root = temporary.path();
            for file in files {
                let path = root.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "").unwrap();
            }
            let places = places(Some(root.join("桌面")), Some(&root.join("下载")), None);
            let found = found(&places).map_err(|error| {
                assert!(error.to_string().contains("甲局"), "{error}");
            });
            let wanted = wanted.map(|wanted| wanted.map(|wanted| root.join(wanted)));
            assert_eq!(found, wanted, "{files:?}");
        }
    }

    #[test]
    fn no_bureau_is_begun_among_the_files_of_the_system() {
        let system = Path::new("/Windows");
        let program = Path::new("/教育局");
        let started = |place: &str| places(Some(place.into()), Some(program), Some(system));
        assert_eq!(started("/Windows/System32")[0], program);
        assert_eq!(started("/桌面")[0], Path::new("/桌面"));
    }
}
