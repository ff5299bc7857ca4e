//! Why there is no PDF.

use std::fmt;

use typst::diag::SourceDiagnostic;

/// Why there is no PDF.
#[derive(Debug)]
pub enum PdfError {
    /// No font can show Chinese.
    NoCjkFont,
    /// Characters that are in none of the fonts, in the order of their codes.
    NoGlyph(Vec<char>),
    /// The report cannot be handed over.
    Data(serde_json::Error),
    /// Typst complained; warnings count.
    Typesetting(Vec<String>),
}

impl PdfError {
    pub(crate) fn typesetting(found: &[SourceDiagnostic]) -> Self {
        let line = |diagnostic: &SourceDiagnostic| {
            let hints = diagnostic.hints.iter().map(|hint| format!("；{}", hint.v));
            format!("{}{}", diagnostic.message, hints.collect::<String>())
        };
        PdfError::Typesetting(found.iter().map(line).collect())
    }
}

impl fmt::Display for PdfError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PdfError::NoCjkFont => f.write_str(
                "没有找到中文字体，不能生成PDF。请安装思源宋体和思源黑体（Debian、Ubuntu：apt install \
                 fonts-noto-cjk；Fedora：dnf install google-noto-serif-cjk-fonts google-noto-sans-cjk-fonts），\
                 或用--font-path指明存放仿宋、黑体、楷体等字体的文件夹。",
            ),
            PdfError::NoGlyph(characters) => {
                let named = |c: &char| format!("“{c}”（U+{:04X}）", u32::from(*c));
                let list: Vec<String> = characters.iter().map(named).collect();
                write!(
                    f,
                    "字体中没有这些字，不能生成PDF：{}。请改字，或用--font-path指明有这些字的字体。",
                    list.join("、")
                )
            }
            PdfError::Data(error) => write!(f, "报告不能交给排版程序：{error}"),
            PdfError::Typesetting(messages) => write!(f, "排版不成功：{}", messages.join("；")),
        }
    }
}

impl std::error::Error for PdfError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PdfError::Data(error) => Some(error),
            _ => None,
        }
    }
}
