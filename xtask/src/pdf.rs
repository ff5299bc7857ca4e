//! The PDF, which another program writes: whoever asks for none does not build the typesetter.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use voced_report::Report;

use crate::arguments::ReportOptions;
use crate::console::Console;
use crate::documents;
use crate::failure::Failure;
use crate::outputs::Output;

/// Name for `--only`.
pub(crate) const FORMAT: &str = "pdf";
/// What it is.
pub(crate) const NAME: &str = "供发布的报告";

/// Exit code of the companion where no font with Chinese characters is found.
const NO_FONT: i32 = 3;

/// Writes the reports as PDF. Where the machine has no font for it, says so and goes on, unless a
/// PDF was asked for by name.
pub(crate) fn write(
    reports: &[Report],
    options: &ReportOptions,
    console: &Console,
) -> Result<Vec<Output>, Failure> {
    if reports.is_empty() || !options.wants(FORMAT) {
        return Ok(Vec::new());
    }
    let program = companion(console)?;
    match typeset(&program, reports, options) {
        Ok(outputs) => Ok(outputs),
        Err(Trouble::NoFont(message)) if !options.names(FORMAT) => {
            console.line(&message);
            Ok(Vec::new())
        }
        Err(Trouble::NoFont(message) | Trouble::Other(message)) => Err(Failure::new(message, "")),
    }
}

/// What kept the companion from writing.
enum Trouble {
    NoFont(String),
    Other(String),
}

fn typeset(
    program: &Path,
    reports: &[Report],
    options: &ReportOptions,
) -> Result<Vec<Output>, Trouble> {
    let failed = |error: std::io::Error| Trouble::Other(format!("{}：{error}", program.display()));
    let json = serde_json::to_vec(reports).map_err(|error| Trouble::Other(error.to_string()))?;
    let fonts = options
        .font_path
        .iter()
        .flat_map(|path| ["--font-path".as_ref(), path.as_os_str()]);
    let mut child = Command::new(program)
        .args(fonts)
        .args(options.no_system_fonts.then_some("--no-system-fonts"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // It reads everything before it writes anything, so neither waits for the other.
    let mut input = child.stdin.take().expect("it was asked for above");
    let sent = input.write_all(&json);
    drop(input);
    let done = child.wait_with_output().map_err(failed)?;
    let said = String::from_utf8_lossy(&done.stderr).trim().to_owned();
    match done.status.code() {
        Some(0) => {
            sent.map_err(failed)?;
            let pdfs = unframed(&done.stdout).filter(|pdfs| pdfs.len() == reports.len());
            let pdfs = pdfs.ok_or_else(|| Trouble::Other(ended(done.status, "")))?;
            Ok(reports
                .iter()
                .zip(pdfs)
                .map(|(report, pdf)| output(report, pdf))
                .collect())
        }
        Some(NO_FONT) => Err(Trouble::NoFont(said)),
        _ => Err(Trouble::Other(ended(done.status, &said))),
    }
}

fn output(report: &Report, bytes: &[u8]) -> Output {
    let file = format!("{}.pdf", report.file_stem());
    Output {
        path: documents::path(report, &file),
        bytes: bytes.to_vec(),
    }
}

/// The files that the companion wrote one after the other, each behind a line with its length.
fn unframed(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut files = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let length: usize = std::str::from_utf8(&bytes[..end]).ok()?.parse().ok()?;
        let file = bytes.get(end + 1..(end + 1).checked_add(length)?)?;
        files.push(file);
        bytes = &bytes[end + 1 + length..];
    }
    Some(files)
}

fn ended(status: ExitStatus, said: &str) -> String {
    if said.is_empty() {
        format!("写PDF的程序没有做完（{status}）")
    } else {
        format!("PDF写不出来：{said}")
    }
}

/// The companion beside this program; under cargo it is built first, so that it is never older.
fn companion(console: &Console) -> Result<PathBuf, Failure> {
    let own = std::env::current_exe().map_err(|error| Failure::new(error, ""))?;
    let name = format!("voced-pdf{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if let Some(cargo) = std::env::var_os("CARGO") {
        if !program.exists() {
            console.line("第一次写PDF，要先编译排版程序，约需几分钟");
        }
        if !is_current(&program, &own) {
            build(&cargo, &own)?;
        }
    }
    if program.exists() {
        return Ok(program);
    }
    Err(Failure::new(
        format!("没有写PDF的程序{}", program.display()),
        "请用cargo build --package voced-pdf编译，或用--only去掉pdf",
    ))
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
fn build(cargo: &std::ffi::OsStr, own: &Path) -> Result<(), Failure> {
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
        .map_err(|error| Failure::new(format!("cargo：{error}"), ""))?;
    if status.success() {
        let _ = std::fs::rename(begun, stamp(own));
        return Ok(());
    }
    Err(Failure::new(
        "排版程序没有编译成",
        "请看上面的信息；不要PDF时用--only去掉pdf",
    ))
}
