//! What keeps a report from being built.

use std::fmt;

/// A mistake in the outline or in a text, with its place and its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NarrativeFault {
    /// File name within the folder of the narrative.
    pub file: String,
    /// Line, from 1, where it is known.
    pub line: Option<usize>,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub remedy: String,
}

/// All mistakes that keep a report from being built; there is at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError {
    /// The mistakes, by file in the order of the outline, by line.
    pub faults: Vec<NarrativeFault>,
}

impl NarrativeFault {
    pub(crate) fn new(
        file: &str,
        line: Option<usize>,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line,
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl NarrativeFault {
    /// Place, mistake and remedy in one line.
    pub(crate) fn in_one_line(&self) -> String {
        self.to_string().replace("\n  ", "。")
    }
}

impl From<NarrativeFault> for ReportError {
    fn from(fault: NarrativeFault) -> Self {
        Self {
            faults: vec![fault],
        }
    }
}

impl fmt::Display for NarrativeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, "第{line}行")?;
        }
        write!(f, "：{}", self.message)?;
        if !self.remedy.is_empty() {
            write!(f, "\n  {}", self.remedy)?;
        }
        Ok(())
    }
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, fault) in self.faults.iter().enumerate() {
            if idx > 0 {
                f.write_str("\n")?;
            }
            fault.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for NarrativeFault {}
impl std::error::Error for ReportError {}
