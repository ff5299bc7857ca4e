//! A kind of file that is no workbook that can be read: what tells it and what is said of it.

use crate::refusal::Refusal;
use crate::rules;

/// A kind of file.
pub(super) struct Foreign {
    /// What it is called: `PDF文件`.
    pub(super) name: &'static str,
    said: Said,
    remedy: &'static str,
    /// Each of them tells it.
    pub(super) marks: &'static [Mark],
}

/// What is said of a kind.
pub(super) enum Said {
    /// `这是PDF文件，不是工作簿`.
    NoWorkbook,
    /// A workbook, but of a format that is not read: `这是二进制工作簿(.xlsb)，读不了`.
    NotRead,
    /// `这是网页，只是扩展名像工作簿`.
    WebPage,
    /// Encrypted by the unit's own software.
    Sealed,
}

/// What tells a kind.
pub(super) enum Mark {
    /// These bytes behind so many others.
    Bytes(usize, &'static [u8]),
    /// These bytes at the beginning of what is no text.
    Binary(&'static [u8]),
    /// These bytes in the first few hundred of what is no container.
    Near(&'static [u8]),
    /// A part of the container whose name begins so.
    Part(&'static str),
    /// A text in XML or HTML whose first element is called so, without its prefix.
    Root(&'static str),
    /// A text that says all of this near its beginning, in small letters.
    Says(&'static [&'static str]),
    /// A text of which every line has columns.
    Columns,
    /// What office programs leave beside a file that is open: the name of who has it open, filled up.
    OpenElsewhere,
}

pub(super) const fn kind(
    name: &'static str,
    said: Said,
    remedy: &'static str,
    marks: &'static [Mark],
) -> Foreign {
    Foreign {
        name,
        said,
        remedy,
        marks,
    }
}

impl Foreign {
    /// Why such a file is not read; `has_table` where a table stands in it as web pages have them.
    pub(super) fn refusal(&self, has_table: bool) -> Refusal {
        let Self { name, remedy, .. } = *self;
        let (card, message, is_of_a_workbook) = match self.said {
            Said::NoWorkbook => {
                let message = format!("这是{name}，不是工作簿");
                (&rules::NOT_A_WORKBOOK, message, false)
            }
            Said::NotRead => {
                let message = format!("这是{name}，读不了");
                (&rules::NOT_A_WORKBOOK, message, true)
            }
            // What other systems export as .xls is a table; what else comes as a page is an answer of a web site.
            Said::WebPage => {
                let message = format!("这是{name}，只是扩展名像工作簿");
                (&rules::WEB_PAGE, message, has_table)
            }
            Said::Sealed => return Refusal::sealed(),
        };
        Refusal {
            card,
            message,
            found: name.into(),
            remedy,
            is_of_a_workbook,
        }
    }
}
