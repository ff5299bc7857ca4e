//! What keeps a command from running: wrong use, or input that cannot be read at all.

use std::fmt;
use std::io;
use std::path::Path;
use std::process::ExitCode;

/// A message for the user: what is the matter, and what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    remedy: String,
}

impl Failure {
    pub(crate) fn new(message: impl fmt::Display, remedy: impl Into<String>) -> Self {
        Self {
            message: message.to_string(),
            remedy: remedy.into(),
        }
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn io(path: &Path, error: &io::Error) -> Self {
        let (what, remedy) = match error.kind() {
            _ if is_open_elsewhere(error) => (
                "正在别的程序里打开",
                "请关闭正在打开的这个文件（如Excel、Word），再运行一次",
            ),
            io::ErrorKind::NotFound => ("不存在", "请核对路径"),
            io::ErrorKind::PermissionDenied => (
                "没有权限，或正在被别的程序使用",
                "请关闭打开它的程序，或换一个位置",
            ),
            io::ErrorKind::ReadOnlyFilesystem => ("所在的磁盘是只读的", "请换一个位置"),
            io::ErrorKind::StorageFull => ("磁盘已满", "请腾出空间后重试"),
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                ("是文件，不是文件夹", "请换一个位置")
            }
            io::ErrorKind::InvalidData => {
                ("不是UTF-8编码的文字", "请用记事本等程序另存为UTF-8编码")
            }
            // What the system says is all there is to say.
            _ => return Self::new(format!("{}：{error}", path.display()), "请核对路径和权限"),
        };
        Self::new(format!("{}：{what}", path.display()), remedy)
    }

    pub(crate) fn code() -> ExitCode {
        ExitCode::from(2)
    }
}

/// What Windows says of a file that another program has open: a sharing or a lock violation.
fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}
