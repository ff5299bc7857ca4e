//! The typesetter as a companion of this program, which cargo builds when the first PDF is asked for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use voced_cli::beside;
use voced_outputs::TypesetterError;

/// The companion beside this program; under cargo it is built first, so that it is never older.
pub(crate) fn typesetter(say: &dyn Fn(&str)) -> Result<Command, TypesetterError> {
    let own = std::env::current_exe().map_err(TypesetterError::failed)?;
    let name = format!("voced-pdf{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if let Some(cargo) = std::env::var_os("CARGO") {
        if !program.exists() {
            say("第一次写PDF，要先编译排版程序，约需几分钟");
        }
        if !is_current(&program, &own) {
            build(&cargo, &own)?;
        }
    }
    beside(say).map_err(|error| TypesetterError::Failed {
        message: error.to_string(),
        remedy: "请用cargo build --package voced-pdf编译，或用--only写明不含pdf的格式".into(),
    })
}

/// Whether nothing of what the companion is built from has changed since cargo was last asked: to ask it
/// each time took a fifth of a run.
fn is_current(program: &Path, own: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
    let list = std::fs::read_to_string(program.with_extension("d"));
    let (Some(asked), Ok(list)) = (changed(&stamp(own)), list) else {
        return false;
    };
    let sources = sources(&list);
    let is_older = |path: &Path| changed(path).is_some_and(|changed| changed < asked);
    // This program is built anew with another compiler, and with other flags.
    program.exists()
        && is_older(own)
        && !sources.is_empty()
        && sources.iter().all(|path| is_older(path))
        && settings(&sources).all(|path| !path.exists() || is_older(&path))
}

/// A file that is as old as the last time cargo was asked.
fn stamp(own: &Path) -> PathBuf {
    own.with_file_name("voced-pdf.asked")
}

/// The sources in cargo's list of what a program depends on: `program: source source`.
fn sources(list: &str) -> Vec<PathBuf> {
    let list = list.split_once(": ").map_or("", |(_, list)| list);
    let list = list.replace("\\ ", "\0");
    let sources = list.split_whitespace();
    sources.map(|path| path.replace('\0', " ").into()).collect()
}

/// What cargo reads in the folders above the sources.
fn settings(sources: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    const NAMES: [&str; 5] = [
        "Cargo.toml",
        "Cargo.lock",
        ".cargo/config.toml",
        "rust-toolchain.toml",
        "rust-toolchain",
    ];
    let folders = sources.iter().flat_map(|path| path.ancestors().skip(1));
    let folders: BTreeSet<PathBuf> = folders.map(Path::to_owned).collect();
    folders
        .into_iter()
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
}

/// Builds the companion with the profile that this program was built with.
fn build(cargo: &std::ffi::OsStr, own: &Path) -> Result<(), TypesetterError> {
    let folder = own.parent().and_then(Path::file_name);
    let profile = match folder.and_then(std::ffi::OsStr::to_str) {
        None | Some("debug") => "dev",
        Some(profile) => profile,
    };
    // As old as the beginning: what changes while the companion is built may not be in it. Without a
    // stamp cargo is asked again.
    let begun = own.with_file_name("voced-pdf.asking");
    let _ = std::fs::write(&begun, "\n");
    let status = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--package",
            "voced-pdf",
            "--profile",
            profile,
        ])
        .stdin(Stdio::null())
        .status()
        .map_err(|error| TypesetterError::failed(format!("cargo：{error}")))?;
    if status.success() {
        let _ = std::fs::rename(begun, stamp(own));
        return Ok(());
    }
    Err(TypesetterError::Failed {
        message: "排版程序没有编译成".into(),
        remedy: "请看上面的信息；不要PDF时用--only写明别的格式".into(),
    })
}
