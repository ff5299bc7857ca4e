//! Why a report cannot be read.

use std::fmt;

use voced_word::WordError;

use crate::read::format_names;

/// Why a report cannot be read: what was found, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing is in the file.
    Empty,
    /// It is larger than any report, or becomes so when it is unpacked; its bytes so far.
    TooLarge(usize),
    /// It has more numbers than any report, or a paragraph more than any; how many were counted.
    TooMany(usize),
    /// It is a document with a password.
    Encrypted,
    /// It is a document of Word 97 to 2003.
    OldWord,
    /// The file is damaged.
    Damaged,
    /// It is a workbook.
    Workbook,
    /// It is a package of something else.
    Archive,
    /// It is neither text nor a Word document.
    Unknown,
    /// There is no text in it, as in a scan.
    NoText,
    /// Its fonts do not say which characters most of its text is.
    NoNames,
}

impl ReadError {
    /// What to do about it.
    pub fn remedy(self) -> String {
        let remedy = match self {
            ReadError::Empty => "请核对是不是选错了文件，或重新保存报告",
            ReadError::TooLarge(_) => "请只留报告本身，去掉附带的图片和文件",
            ReadError::TooMany(_) => "请只留报告本身，去掉附带的数据表",
            ReadError::Encrypted => "请在原来的程序里取消密码后重试",
            ReadError::OldWord => "请在Word或WPS里另存为docx",
            ReadError::Damaged => "请打开后重新保存或重新导出，打不开的请再要一份",
            ReadError::Workbook => "要核对的是报告；核查工作簿请用check命令",
            ReadError::Archive => "请解压后选其中的报告",
            ReadError::Unknown => return format!("可以核对{}", format_names()),
            ReadError::NoNames => {
                "请用Word版，或请对方重新导出；在阅读器里能复制出正确文字的才能核对"
            }
            ReadError::NoText => "可能是扫描件；请用有文字的版本",
        };
        remedy.into()
    }
}

impl From<WordError> for ReadError {
    fn from(error: WordError) -> Self {
        match error {
            WordError::Empty => ReadError::Empty,
            WordError::TooLarge(n_bytes) => ReadError::TooLarge(n_bytes),
            WordError::Encrypted => ReadError::Encrypted,
            WordError::OldWord => ReadError::OldWord,
            WordError::Damaged | WordError::TooLong => ReadError::Damaged,
            WordError::Workbook => ReadError::Workbook,
            WordError::Archive => ReadError::Archive,
            WordError::Unknown => ReadError::Unknown,
        }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadError::Empty => "文件是空的",
            ReadError::TooLarge(bytes) => {
                return write!(f, "文件有{}兆，不像一份报告", bytes / (1 << 20));
            }
            ReadError::TooMany(numbers) => {
                return write!(f, "文件里的数太多，读到第{numbers}个还没有完，不像一份报告");
            }
            ReadError::Encrypted => "文件有打开密码",
            ReadError::OldWord => "是旧版Office的文件（如doc）",
            ReadError::Damaged => "文件损坏，读不出来",
            ReadError::Workbook => "是Excel工作簿，不是报告",
            ReadError::Archive => "是压缩包，里面不是Word文档",
            ReadError::Unknown => "不认识的文件，既不是文字，也不是Word文档",
            ReadError::NoNames => "文件里的文字没有编码，读不出是什么字",
            ReadError::NoText => "文件里没有文字",
        })
    }
}

impl std::error::Error for ReadError {}
