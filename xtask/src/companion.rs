//! The typesetter and the desk as companions of this program, which cargo builds when they are first asked for.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use voced_cli::{DeskCall, Done, Failure};
use voced_outputs::TypesetterError;

/// A program that lies beside this one, and is built when it is first asked for: nothing else here needs what it is
/// made of.
struct Companion {
    name: &'static str,
    /// What is said before it is built for the first time.
    at_first: &'static str,
    /// What is said where it cannot be built.
    not_built: &'static str,
}

const TYPESETTER: Companion = Companion {
    name: "voced-pdf",
    at_first: "第一次写PDF，要先编译排版程序，约需几分钟",
    not_built: "排版程序没有编译成",
};

const DESK: Companion = Companion {
    name: "voced-desk",
    at_first: "第一次打开，要先编译，约需一两分钟",
    not_built: "网页程序没有编译成",
};

/// The typesetter.
pub(crate) fn typesetter(say: &dyn Fn(&str)) -> Result<Command, TypesetterError> {
    let program = TYPESETTER.program(say);
    program
        .map(Command::new)
        .map_err(|message| TypesetterError::Failed {
            message,
            remedy: "请看上面的信息；不要PDF时用--only写明别的格式".into(),
        })
}

/// The desk, which runs until it is ended.
pub(crate) fn desk(call: &DeskCall, say: &dyn Fn(&str)) -> Result<Done, Failure> {
    let program = DESK.program(say);
    let program = program.map_err(|message| Failure::new(message, "请看上面的信息"))?;
    let failed = |error| Failure::io(&program, error);
    let ended = Command::new(&program).args(call.arguments()).status();
    let code = ended.map_err(failed)?.code();
    Ok(Done::As(
        code.and_then(|code| code.try_into().ok()).unwrap_or(2),
    ))
}

impl Companion {
    /// Where it lies; under cargo it is built first, so that it is never older than what it is made of.
    fn program(&self, say: &dyn Fn(&str)) -> Result<PathBuf, String> {
        let own = std::env::current_exe().map_err(|error| error.to_string())?;
        let name = format!("{}{}", self.name, std::env::consts::EXE_SUFFIX);
        let program = own.with_file_name(name);
        if let Some(cargo) = std::env::var_os("CARGO") {
            if !program.exists() {
                say(self.at_first);
            }
            if !self.is_current(&program, &own) {
                self.build(&cargo, &own)?;
            }
        }
        if program.exists() {
            return Ok(program);
        }
        Err(format!("没有程序{}", program.display()))
    }

    /// Whether nothing of what the companion is built from has changed since cargo was last asked: to ask it
    /// each time took a fifth of a run.
    fn is_current(&self, program: &Path, own: &Path) -> bool {
        let changed = |path: &Path| path.metadata().and_then(|file| file.modified()).ok();
        let list = std::fs::read_to_string(program.with_extension("d"));
        let (Some(asked), Ok(list)) = (changed(&self.stamp(own)), list) else {
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
    fn stamp(&self, own: &Path) -> PathBuf {
        own.with_file_name(format!("{}.asked", self.name))
    }

    /// Builds the companion with the profile that this program was built with.
    fn build(&self, cargo: &std::ffi::OsStr, own: &Path) -> Result<(), String> {
        let folder = own.parent().and_then(Path::file_name);
        let profile = match folder.and_then(std::ffi::OsStr::to_str) {
            None | Some("debug") => "dev",
            Some(profile) => profile,
        };
        // As old as the beginning: what changes while the companion is built may not be in it. Without a
        // stamp cargo is asked again.
        let begun = own.with_file_name(format!("{}.asking", self.name));
        let _ = std::fs::write(&begun, "\n");
        let status = Command::new(cargo)
            .args([
                "build",
                "--quiet",
                "--package",
                self.name,
                "--profile",
                profile,
            ])
            .stdin(Stdio::null())
            .status()
            .map_err(|error| format!("cargo：{error}"))?;
        if status.success() {
            let _ = std::fs::rename(begun, self.stamp(own));
            return Ok(());
        }
        Err(self.not_built.into())
    }
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
