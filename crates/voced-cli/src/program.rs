//! What the program is called by whoever uses it, and what lies beside it.

use std::path::{Path, PathBuf};
use std::process;

use voced_outputs::TypesetterError;

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
    let own = std::env::current_exe().map_err(TypesetterError::failed)?;
    let name = format!("voced-pdf{}", std::env::consts::EXE_SUFFIX);
    let program = own.with_file_name(name);
    if program.exists() {
        return Ok(process::Command::new(program));
    }
    Err(TypesetterError::Failed {
        message: format!("没有写PDF的程序{}", program.display()),
        remedy: "请把它放在同一个文件夹里，或用--only写明不含pdf的格式".into(),
    })
}
