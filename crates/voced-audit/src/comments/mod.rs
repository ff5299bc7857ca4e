//! A Word document with comments: whoever wrote it, with nothing else changed.
//!
//! A comment stands at a number, for which the run that holds the number is split in up to three of the same format; at the
//! run of a text box, whose own text cannot have any; or, where its place is not in the body, at the first text. Comments
//! that the document has stay. No date is written, so that the same document gives the same bytes.

mod anchors;
mod parts;
mod runs;

use voced_word::package::{DOCUMENT, open, part};

use crate::claim::Place;
use crate::document::normalized;
use crate::error::ReadError;
use crate::read::traces;

/// What is said of a place in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// What it is about.
    pub about: About,
    /// What it says, a paragraph a line.
    pub text: String,
}

/// What a comment is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A number of the report.
    Number(Place),
    /// A paragraph, counted from one.
    Paragraph(usize),
}

/// The document with comments by an author, in the order given.
///
/// # Errors
/// [`ReadError`] where it is no Word document that can be read.
pub fn with_comments(
    bytes: &[u8],
    author: &str,
    comments: &[Comment],
) -> Result<Vec<u8>, ReadError> {
    let mut archive = open(bytes)?;
    let xml = part(&mut archive, DOCUMENT)?.ok_or(ReadError::Damaged)?;
    let traces = traces(&mut archive, &xml)?;
    let anchors: Vec<anchors::Anchor> = comments
        .iter()
        .map(|comment| anchors::anchor(&comment.about, &traces))
        .collect();
    let mut package = parts::Package::of(&mut archive)?;
    let first = package.first_id();
    let body = runs::marked(&xml, &anchors, first)?;
    package.add(
        author,
        first,
        comments.iter().map(|comment| comment.text.as_str()),
    );
    package.written(&mut archive, &body)
}

/// Whether a document is one of Word, which alone can have comments.
pub fn can_have_comments(bytes: &[u8]) -> bool {
    open(bytes).is_ok()
}
