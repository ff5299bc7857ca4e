//! The typesetter: a program of its own, so that whoever asks for no PDF builds none, and whatever
//! becomes of it keeps nothing else from being written.

use std::error::Error;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use voced_report::Report;

/// How the typesetter is called.
#[derive(Clone, Copy)]
pub struct Typesetter<'a> {
    /// Finds the program, or makes it, when the first PDF is asked for.
    pub program: &'a (dyn Fn() -> Result<Command, TypesetterError> + Sync),
    /// Folders in which it looks for fonts.
    pub font_folders: &'a [PathBuf],
    /// Whether it looks for fonts of the system.
    pub has_system_fonts: bool,
}

/// The content of one file for each report.
pub type Typeset = Vec<Vec<u8>>;

/// Why no PDF was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypesetterError {
    /// No font with Chinese characters was found; what the program said of it.
    NoFont(String),
    /// Anything else.
    Failed {
        /// What is the matter.
        message: String,
        /// What to do; may be empty.
        remedy: String,
    },
}

/// The typesetter that lies beside this program.
///
/// # Errors
/// Where there is none.
pub fn typesetter_beside() -> Result<Command, TypesetterError> {
    let own = std::env::current_exe().map_err(TypesetterError::failed)?;
    let name = format!("voced-pdf{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if program.exists() {
        return Ok(Command::new(program));
    }
    Err(TypesetterError::Failed {
        message: format!("没有写PDF的程序{}", program.display()),
        remedy: "请把它放在同一个文件夹里，或用--only写明不含pdf的格式".into(),
    })
}

impl TypesetterError {
    /// A failure of which nobody knows what to do.
    pub fn failed(message: impl fmt::Display) -> Self {
        TypesetterError::Failed {
            message: message.to_string(),
            remedy: String::new(),
        }
    }

    /// What to do about it; empty where there is nothing.
    pub fn remedy(&self) -> &str {
        match self {
            TypesetterError::NoFont(_) => "",
            TypesetterError::Failed { remedy, .. } => remedy,
        }
    }
}

impl fmt::Display for TypesetterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TypesetterError::NoFont(message) | TypesetterError::Failed { message, .. } => {
                f.write_str(message)
            }
        }
    }
}

impl Error for TypesetterError {}

impl fmt::Debug for Typesetter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Typesetter")
            .field("font_folders", &self.font_folders)
            .field("has_system_fonts", &self.has_system_fonts)
            .finish_non_exhaustive()
    }
}

/// Exit code of the program where no font with Chinese characters is found.
const NO_FONT: i32 = 3;

impl Typesetter<'_> {
    /// The reports as PDF, in their order.
    ///
    /// # Errors
    /// Where there is no program, no font, or the program did not end well.
    pub fn typeset(&self, reports: &[&Report]) -> Result<Typeset, TypesetterError> {
        let mut program = (self.program)()?;
        let name = Path::new(program.get_program()).display().to_string();
        let failed = |error: io::Error| TypesetterError::failed(format!("{name}：{error}"));
        let json = serde_json::to_vec(reports).map_err(TypesetterError::failed)?;
        let folders = self.font_folders.iter();
        let folders = folders.flat_map(|path| ["--font-path".as_ref(), path.as_os_str()]);
        let mut child = program
            .args(folders)
            .args((!self.has_system_fonts).then_some("--no-system-fonts"))
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
                pdfs.ok_or_else(|| TypesetterError::failed(ended(done.status, "")))
            }
            Some(NO_FONT) => Err(TypesetterError::NoFont(said)),
            _ => Err(TypesetterError::failed(ended(done.status, &said))),
        }
    }
}

/// The files that the program wrote one after the other, each behind a line with its length.
fn unframed(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let length: usize = std::str::from_utf8(&bytes[..end]).ok()?.parse().ok()?;
        let file = bytes.get(end + 1..(end + 1).checked_add(length)?)?;
        files.push(file.to_vec());
        bytes = &bytes[end + 1 + length..];
    }
    Some(files)
}

fn ended(status: ExitStatus, said: &str) -> String {
    if said.is_empty() {
        let code = status
            .code()
            .map_or("被中止".into(), |code| format!("退出码{code}"));
        format!("写PDF的程序没有做完（{code}）")
    } else {
        format!("PDF写不出来：{said}")
    }
}
