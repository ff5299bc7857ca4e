//! Why a picture cannot be used.

use std::fmt;

use crate::kind::EXTENSIONS;

/// Why a picture cannot be used: what was found, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// Nothing is in the file.
    Empty,
    /// The file has so many bytes.
    TooLarge(usize),
    /// It is so wide and so high, in pixels.
    TooWide(u32, u32),
    /// It is of a format that is not read, by its name.
    OtherFormat(&'static str),
    /// It is no picture.
    Unknown,
    /// It ends early or does not hold together.
    Damaged,
    /// A drawing has so many shapes.
    TooManyShapes(usize),
    /// A drawing has a script, which no document needs.
    HasScript,
    /// A drawing has text, which would look otherwise wherever its fonts are missing.
    HasText,
    /// A drawing refers to what is not in it.
    HasReference,
}

impl PictureError {
    /// What to do about it.
    pub fn remedy(&self) -> String {
        let formats = EXTENSIONS.join("、");
        match self {
            PictureError::Empty | PictureError::Damaged => {
                "请重新导出或重新传一份，能打开再放进来".into()
            }
            PictureError::TooLarge(_) => "请把图片缩小到20兆以内".into(),
            PictureError::TooWide(..) => "请缩小到每边12000像素以内、共3600万像素以内".into(),
            PictureError::OtherFormat(_) => {
                format!("请在手机或电脑上另存为jpg或png；可用的有{formats}")
            }
            PictureError::Unknown => format!("可用的有{formats}"),
            PictureError::TooManyShapes(_) => "请在绘图程序里简化，或另存为png".into(),
            PictureError::HasScript => "请去掉脚本，或另存为png".into(),
            PictureError::HasText => "请在绘图程序里把文字转为路径，或另存为png".into(),
            PictureError::HasReference => "请把引用的图片去掉或并入，或另存为png".into(),
        }
    }
}

impl fmt::Display for PictureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PictureError::Empty => f.write_str("图片是空的"),
            PictureError::TooLarge(bytes) => write!(f, "图片有{}兆，太大", bytes / (1 << 20)),
            PictureError::TooWide(width, height) => write!(f, "图片有{width}×{height}像素，太大"),
            PictureError::OtherFormat(name) => write!(f, "图片是{name}，读不了"),
            PictureError::Unknown => f.write_str("不是图片"),
            PictureError::Damaged => f.write_str("图片损坏，不完整"),
            PictureError::TooManyShapes(count) => write!(f, "矢量图有{count}个图形，太多"),
            PictureError::HasScript => f.write_str("矢量图里有脚本"),
            PictureError::HasText => f.write_str("矢量图里有文字，换一台电脑就可能变样"),
            PictureError::HasReference => f.write_str("矢量图引用了别的文件"),
        }
    }
}

impl std::error::Error for PictureError {}
