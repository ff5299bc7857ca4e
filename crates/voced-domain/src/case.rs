//! The case study (典型案例) that a school wrote: its text in pieces, whatever program it was written in.

/// A case study that a school wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its title; empty where none was found.
    pub title: String,
    /// Its pieces in their order.
    pub blocks: Vec<CaseBlock>,
}

/// A piece of a case study. Its texts are the school's: nothing of them is markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseBlock {
    /// A heading.
    Heading {
        /// How deep, from one.
        level: usize,
        /// Its number as it was typed, `一、`; empty where there was none.
        number: String,
        /// What it says.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// An item of a list.
    Item {
        /// Its number; none of a bullet.
        number: Option<u32>,
        /// What it says.
        text: String,
    },
    /// A table.
    Table(CaseTable),
    /// Pictures that stand side by side.
    Pictures(Vec<CasePicture>),
}

/// A table, its head first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseTable {
    /// Its caption without a number; empty where it has none.
    pub caption: String,
    /// Its rows, each as wide as the first.
    pub rows: Vec<Vec<CaseCell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseCell {
    /// What it says.
    Text(String),
    /// It belongs to the one above.
    Above,
    /// It belongs to the one to the left.
    Left,
}

/// A picture, or the place where one stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePicture {
    /// Its caption without a number; empty where none was found.
    pub caption: String,
    /// Where its file is.
    pub file: PictureFile,
}

/// Where the file of a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureFile {
    /// In the school's file, by this name of its own.
    Part(String),
    /// Among the texts of the report, by its path there.
    Path(String),
    /// Nowhere: what it was and what to do, `EMF图片，读不了；请另存为png`.
    Missing(String),
}
