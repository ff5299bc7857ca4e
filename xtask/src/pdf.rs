//! The PDF, which another program writes: whoever asks for none does not build the typesetter.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use voced_report::Report;

use crate::arguments::ReportOptions;
#[cfg(not(feature = "dist"))]
use crate::companion::typesetter;
use crate::console::Console;
use crate::documents;
use crate::failure::Failure;
use crate::outputs::Output;
#[cfg(feature = "dist")]
use crate::within::typesetter;

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
    match typeset(typesetter(console)?, reports, options) {
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
    mut program: Command,
    reports: &[Report],
    options: &ReportOptions,
) -> Result<Vec<Output>, Trouble> {
    let name = Path::new(program.get_program()).display().to_string();
    let failed = |error: std::io::Error| Trouble::Other(format!("{name}：{error}"));
    let json = serde_json::to_vec(reports).map_err(|error| Trouble::Other(error.to_string()))?;
    let fonts = options
        .font_path
        .iter()
        .flat_map(|path| ["--font-path".as_ref(), path.as_os_str()]);
    let mut child = program
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
    Output::new(documents::path(report, &file), bytes.to_vec())
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
