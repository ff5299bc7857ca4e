//! What the program is called by whoever uses it, and what lies beside it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process;

use chrono::NaiveDate;

use voced_outputs::{TypesetterError, typesetter_beside};

use crate::{Done, Failure};

/// What the program is called by whoever uses it, and what lies beside it. Nothing else knows.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// How it is called: `cargo xtask` in the workspace, `voced` wherever it was unpacked.
    pub name: &'static str,
    /// The folder of the bureau, where none is named.
    pub bureau: &'static str,
    /// Where texts of a report lie that one can begin with.
    pub example_texts: &'static str,
    /// Finds the typesetter, or makes it.
    pub typesetter: FindTypesetter,
    /// Opens the desk, and returns when it is ended.
    pub desk: OpenDesk,
}

/// Opens the desk; what is to be said meanwhile it is given a way to say.
pub type OpenDesk = fn(&DeskCall, say: &dyn Fn(&str)) -> Result<Done, Failure>;

/// What a desk is opened with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskCall {
    /// The bureau's folder.
    pub bureau: PathBuf,
    /// The day that is taken for today, where it is not today.
    pub on: Option<NaiveDate>,
    /// Whether the browser is opened.
    pub opens_browser: bool,
}

impl DeskCall {
    /// The same as arguments of the program `voced-desk`.
    pub fn arguments(&self) -> Vec<OsString> {
        let mut arguments = vec!["--bureau".into(), self.bureau.clone().into_os_string()];
        if let Some(on) = self.on {
            arguments.extend(["--on".into(), on.to_string().into()]);
        }
        if !self.opens_browser {
            arguments.push("--no-browser".into());
        }
        arguments
    }
}

/// The desk that lies beside this program.
///
/// # Errors
/// Where there is none.
pub fn desk_beside(call: &DeskCall, _: &dyn Fn(&str)) -> Result<Done, Failure> {
    let own = std::env::current_exe().map_err(Failure::of)?;
    let name = format!("voced-desk{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if !program.exists() {
        let message = format!("没有程序{}", program.display());
        return Err(Failure::new(message, "请把它放在同一个文件夹里"));
    }
    let ended = process::Command::new(&program)
        .args(call.arguments())
        .status();
    let code = ended.map_err(|error| Failure::io(&program, error))?.code();
    Ok(Done::As(
        code.and_then(|code| code.try_into().ok()).unwrap_or(2),
    ))
}

/// Finds the typesetter; what is to be said meanwhile it is given a way to say.
pub type FindTypesetter = fn(say: &dyn Fn(&str)) -> Result<process::Command, TypesetterError>;

impl Program {
    /// A command as it is typed: `cargo xtask check`.
    pub fn command(&self, arguments: &str) -> String {
        format!("{} {arguments}", self.name)
    }

    /// The folder that was named, or the one that stands for it.
    pub(crate) fn bureau(&self, named: Option<&Path>) -> PathBuf {
        named.map_or_else(|| self.bureau.into(), Path::to_owned)
    }

    /// What `--bureau` is, for the help.
    pub(crate) fn bureau_help(&self) -> String {
        let bureau = match self.bureau {
            "." => "当前文件夹",
            bureau => bureau,
        };
        format!("教育局的文件夹，默认为{bureau}")
    }
}

/// The typesetter that lies beside this program.
///
/// # Errors
/// Where there is none.
pub fn beside(_: &dyn Fn(&str)) -> Result<process::Command, TypesetterError> {
    typesetter_beside()
}
