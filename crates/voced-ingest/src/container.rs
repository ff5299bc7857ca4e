//! What a workbook is packed in.

use crate::compound::Compound;
use crate::preflight::Archive;

/// What a workbook is packed in.
pub(crate) enum Container<'b> {
    /// A zip archive, of the newer formats.
    Archive(Archive<'b>),
    /// The container of the older programs.
    Compound(Compound<'b>),
}

impl Container<'_> {
    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Container::Archive(archive) => archive.index_for_name(name).is_some(),
            Container::Compound(compound) => compound.has(name),
        }
    }
}
