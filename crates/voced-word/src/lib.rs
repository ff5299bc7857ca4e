//! Word documents as clerks write them: text, tables and pictures of whatever program wrote the file, and the
//! case study that a document is.
//!
//! [`read`] gives what was laid out, [`case`] what it means: title, headings, lists, tables, pictures with their
//! captions. Changes are read as accepted; comments, heads and feet of pages and hidden text are not read; a note
//! stands in brackets where it is referred to.
//!
//! Nothing here opens a file. No name within a document is a path: a part is looked up in the package and nowhere
//! else. Sizes are bounded before memory is taken, and nothing follows a link.

// In the order in which to read them.
mod error;

pub mod package;

mod document;
mod read;

mod numbering;
mod relations;
mod styles;

mod body;
mod drawing;
mod open_paragraph;

mod case;
mod pictures;

pub use case::{Doubt, FoundCase, Names, case};
pub use document::{
    Block, Cell, Document, ListMark, Look, Paragraph, Picture, Piece, Role, Source, Table,
};
pub use error::WordError;
pub use pictures::Pictures;
pub use read::{LARGEST, read};
