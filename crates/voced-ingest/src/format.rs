//! What a format of workbooks consists of.

use crate::book::Book;
use crate::container::Container;
use crate::refusal::Refusal;

/// A format of workbooks.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What names of such files end with, without the dot; messages name the first.
    pub extensions: &'static [&'static str],
    /// Whether a file is one of these, by its content: extensions lie.
    pub(crate) is_it: fn(&Container<'_>) -> bool,
    /// Refuses a file that asks for more than there may be, before anything is set aside for it.
    pub(crate) bounds: fn(&mut Container<'_>) -> Result<(), Refusal>,
    /// Beginnings of the names of parts that no template has, and what they are called.
    pub(crate) active_content: &'static [(&'static str, &'static str)],
    /// Reads a file that passed its bounds.
    pub(crate) open: fn(Container<'_>) -> Result<Book, Refusal>,
}
