//! Running the program as its user does.

#[allow(dead_code, reason = "not every test needs an office")]
pub(crate) mod office;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The workspace, in which relative paths such as `fixtures/siping` hold.
pub(crate) fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies in the workspace")
}

/// The program with arguments, ready to be run in the workspace.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(arguments).current_dir(workspace());
    command
}

/// Runs to the end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    program(arguments).output().expect("the program was built")
}

/// A path as an argument.
#[allow(dead_code, reason = "not every test passes paths")]
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

/// Files below a folder, by their path within it.
#[allow(dead_code, reason = "not every test lists files")]
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next)
            .expect("the folder was written")
            .flatten()
        {
            if entry.path().is_dir() {
                folders.push(entry.path());
            } else {
                let path = entry.path();
                files.push(path.strip_prefix(folder).expect("below it").to_owned());
            }
        }
    }
    files.sort();
    files
}
