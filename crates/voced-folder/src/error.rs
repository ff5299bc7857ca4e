//! What keeps a folder from being read or written.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use voced_domain::ReferenceYear;
use voced_pipeline::Stopped;

/// What keeps a folder from being read or written: [`fmt::Display`] says what is the matter and where,
/// [`FolderError::remedy`] what to do.
#[derive(Debug)]
pub enum FolderError {
    /// The folder has no `bureau.toml`.
    NotABureau(PathBuf),
    /// No workbook of the year came back.
    NoWorkbooks {
        /// The bureau's folder.
        folder: PathBuf,
        /// The year that was asked for.
        year: ReferenceYear,
        /// Years of which there is a folder.
        years: Vec<String>,
    },
    /// The content of a file is not as it should be.
    Content {
        /// Which file, where in it, and what was found.
        message: String,
        /// What to do.
        remedy: String,
    },
    /// The system would not read or write.
    Io {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: io::Error,
    },
    /// A folder, a pipe or the like where a file is expected.
    NotAFile(PathBuf),
    /// A file where the output folder is expected.
    NotAFolder(PathBuf),
    /// A folder where an output would go.
    FolderInTheWay(PathBuf),
    /// Another run writes to the folder.
    InUse(PathBuf),
    /// Outputs of another bureau lie in the folder.
    OfAnotherBureau {
        /// The folder.
        folder: PathBuf,
        /// The name of the other bureau.
        bureau: String,
    },
    /// The outputs are written and decided on, but not all of them are in their places.
    Unfinished(Box<FolderError>),
    /// The run was told to stop.
    Stopped(Stopped),
}

impl FolderError {
    /// A file or folder that could not be read or written.
    pub fn io(path: impl Into<PathBuf>, error: impl Into<io::Error>) -> Self {
        FolderError::Io {
            path: path.into(),
            error: error.into(),
        }
    }

    /// A file whose content is not as it should be.
    pub(crate) fn content(message: impl fmt::Display, remedy: impl Into<String>) -> Self {
        FolderError::Content {
            message: message.to_string(),
            remedy: remedy.into(),
        }
    }

    /// What to do about it; empty where there is nothing.
    pub fn remedy(&self) -> String {
        match self {
            FolderError::NotABureau(_) => "请核对文件夹".into(),
            FolderError::NoWorkbooks { year, years, .. } => {
                let put = format!("交回的工作簿请放进{year}/submissions");
                let year = year.to_string();
                let others = years.iter().filter(|other| **other != year);
                let others: Vec<&str> = others.map(String::as_str).collect();
                if others.is_empty() {
                    put
                } else {
                    format!("现有年度：{}。{put}", others.join("、"))
                }
            }
            FolderError::Content { remedy, .. } => remedy.clone(),
            FolderError::Io { error, .. } => SystemFault::of(error)
                .map_or("请核对路径和权限", |fault| fault.remedy)
                .into(),
            FolderError::NotAFile(_) => "请移走或改名，放进应有的文件".into(),
            FolderError::NotAFolder(_) => "请指定一个文件夹".into(),
            FolderError::FolderInTheWay(_) => "请移走或改名后重新运行".into(),
            FolderError::InUse(_) => "请等它做完再运行".into(),
            FolderError::OfAnotherBureau { .. } => {
                "请用--out另外指定一个文件夹，或把里面的结果移走；没有改动".into()
            }
            FolderError::Unfinished(error) => {
                format!("{}；再运行一次，就接着放完", error.remedy())
            }
            FolderError::Stopped(_) => String::new(),
        }
    }
}

/// What the system says, in words for whoever is at the computer.
struct SystemFault {
    what: &'static str,
    remedy: &'static str,
}

impl SystemFault {
    /// `None` where what the system says is all there is to say.
    fn of(error: &io::Error) -> Option<Self> {
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
            io::ErrorKind::IsADirectory => ("是文件夹，不是文件", "请移走或改名，或换一个位置"),
            io::ErrorKind::InvalidFilename => ("名称太长，或有不能用的字符", "请改短名称"),
            io::ErrorKind::DirectoryNotEmpty => ("文件夹里有文件", "请移走里面的文件"),
            io::ErrorKind::QuotaExceeded => ("磁盘配额已用完", "请腾出空间后重试"),
            io::ErrorKind::StorageFull => ("磁盘已满", "请腾出空间后重试"),
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                ("是文件，不是文件夹", "请换一个位置")
            }
            io::ErrorKind::InvalidData => {
                ("不是UTF-8编码的文字", "请用记事本等程序另存为UTF-8编码")
            }
            _ => return None,
        };
        Some(Self { what, remedy })
    }
}

/// What Windows says of a file that another program has open: a sharing or a lock violation.
fn is_open_elsewhere(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

/// The path of a folder as a person would call it.
fn named(path: &Path) -> String {
    match path.to_str() {
        Some(".") => "当前文件夹".into(),
        _ => path.display().to_string(),
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FolderError::NotABureau(path) => {
                write!(f, "{}里没有bureau.toml，不是教育局的文件夹", named(path))
            }
            FolderError::NoWorkbooks { folder, year, .. } => {
                write!(f, "{}里没有{year}年交回的工作簿", folder.display())
            }
            FolderError::Content { message, .. } => f.write_str(message),
            FolderError::Io { path, error } => match SystemFault::of(error) {
                Some(fault) => write!(f, "{}：{}", path.display(), fault.what),
                None => write!(f, "{}：系统不让读写（{error}）", path.display()),
            },
            FolderError::NotAFile(path) => write!(f, "{}不是文件", path.display()),
            FolderError::NotAFolder(path) => write!(f, "{}是文件，不是文件夹", path.display()),
            FolderError::FolderInTheWay(path) => {
                write!(f, "{}是文件夹，要写的是文件", path.display())
            }
            FolderError::InUse(path) => {
                write!(f, "{}：另一次运行正在往这里写", path.display())
            }
            FolderError::OfAnotherBureau { folder, bureau } => {
                write!(f, "{}里是{bureau}的结果", folder.display())
            }
            FolderError::Unfinished(error) => {
                write!(f, "新的结果已经写好，没有全部放到位：{error}")
            }
            FolderError::Stopped(stopped) => stopped.fmt(f),
        }
    }
}

impl Error for FolderError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            FolderError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl From<Stopped> for FolderError {
    fn from(stopped: Stopped) -> Self {
        FolderError::Stopped(stopped)
    }
}
