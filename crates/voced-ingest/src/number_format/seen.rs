//! What a person sees in a cell.

/// What a person sees in place of a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    /// The number that is stored, perhaps rounded.
    Stored,
    /// Something else: as text, with all digits of the number that is shown.
    Otherwise(String),
}

/// What many writers put in place of a zero.
pub(super) const DASHES: [&str; 6] = ["-", "—", "–", "－", "——", "−"];
