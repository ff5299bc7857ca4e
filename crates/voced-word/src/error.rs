//! Why a Word document cannot be read.

use std::fmt;

/// Why a Word document cannot be read: what was found, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordError {
    /// Nothing is in the file.
    Empty,
    /// It is larger than any document, or becomes so when it is unpacked; its bytes so far.
    TooLarge(usize),
    /// It has more paragraphs and cells than any document.
    TooLong,
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
    /// It is no package at all.
    Unknown,
}

impl WordError {
    /// What to do about it.
    pub fn remedy(self) -> &'static str {
        match self {
            WordError::Empty => "请核对是不是选错了文件，或重新保存",
            WordError::TooLarge(_) => "请把图片压缩后另存，或分成几个文件",
            WordError::TooLong => "请只留正文，去掉附带的数据表",
            WordError::Encrypted => "请在原来的程序里取消密码后另存",
            WordError::OldWord => "请在Word或WPS里另存为.docx",
            WordError::Damaged => "请打开后另存为.docx，打不开的请再要一份",
            WordError::Workbook => "工作簿请保留.xlsx的扩展名",
            WordError::Archive => "请解压后放进其中的.docx",
            WordError::Unknown => "请在Word或WPS里打开，另存为.docx",
        }
    }
}

impl fmt::Display for WordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            WordError::Empty => "文件是空的",
            WordError::TooLarge(bytes) => {
                return write!(f, "文件有{}兆，太大", bytes / (1 << 20));
            }
            WordError::TooLong => "段落和表格太多",
            WordError::Encrypted => "文件有打开密码",
            WordError::OldWord => "是旧版Word的文件（doc）",
            WordError::Damaged => "文件损坏，读不出来",
            WordError::Workbook => "是Excel工作簿",
            WordError::Archive => "是压缩包，里面不是Word文档",
            WordError::Unknown => "不是Word文档",
        })
    }
}

impl std::error::Error for WordError {}
