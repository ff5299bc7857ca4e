//! A Word document as it was laid out: what its programs wrote down, before anybody asks what it means.

/// A document: its body, tracked changes accepted, without comments, heads and feet of pages, and what is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Its pieces in their order; those of a text box stand before the paragraph that it hangs on.
    pub blocks: Vec<Block>,
}

/// A piece of a document, or of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Paragraph),
    /// A table.
    Table(Table),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// What its style says it is.
    pub role: Role,
    /// How it looks.
    pub look: Look,
    /// The mark that Word puts before it and does not write down.
    pub mark: Option<ListMark>,
    /// Text, ends of lines and pictures.
    pub pieces: Vec<Piece>,
}

/// What the style of a paragraph says that it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Nothing in particular.
    #[default]
    Body,
    /// The title of the document.
    Title,
    /// A heading of so many levels.
    Heading(usize),
    /// The caption of a picture or table.
    Caption,
    /// A line of the table of contents.
    Contents,
}

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether it stands in the middle.
    pub is_centred: bool,
    /// Whether all of its text is bold.
    pub is_bold: bool,
    /// The size of most of its text, in half points; zero where nobody says.
    pub size: usize,
}

/// A mark before a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListMark {
    /// A dot or the like.
    Bullet,
    /// `1.`, `(1)`, `①`.
    Number(u32),
    /// `一、`, the mark of a part.
    Part(u32),
    /// `（一）`, the mark of a part of a part.
    Section(u32),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text. Notes stand in it where they are referred to, `（注：…）`.
    Text(String),
    /// The end of a line within the paragraph.
    Break,
    /// A picture.
    Picture(Picture),
}

/// A picture, or what was drawn in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub source: Source,
    /// What it shows, in words that somebody or some program wrote.
    pub alt: String,
}

/// Where a picture is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A part of the package, by its name.
    Part(String),
    /// A file outside the document.
    Linked,
    /// A chart, which Word draws from numbers.
    Chart,
    /// A diagram (SmartArt), which Word draws from words.
    Diagram,
    /// Something of another program.
    Object,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What stands in it.
    pub blocks: Vec<Block>,
    /// Over how many columns it goes.
    pub columns: usize,
    /// Whether it goes on from the cell above.
    pub is_continued: bool,
}
