//! The files of the pictures of a document, read one by one when somebody asks.

use std::io::Read as _;

use crate::error::WordError;
use crate::package::{Archive, index_of, open};

/// The files of the pictures of a document by the names of their parts.
#[derive(Debug)]
pub struct Pictures<'b> {
    archive: Archive<'b>,
}

impl<'b> Pictures<'b> {
    /// The pictures of a document.
    ///
    /// # Errors
    /// Where it is none.
    pub fn open(bytes: &'b [u8]) -> Result<Self, WordError> {
        Ok(Self {
            archive: open(bytes)?,
        })
    }

    /// The file of a picture; of a larger one only so many bytes and one more, of what is not there or does not
    /// hold together what there is of it.
    pub fn file(&mut self, name: &str, most: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let part = index_of(&self.archive, name).map(|index| self.archive.by_index(index));
        if let Some(Ok(part)) = part {
            let read = part.take(most as u64 + 1).read_to_end(&mut bytes);
            // What was read before the end is told for what it is.
            drop(read);
        }
        bytes
    }
}
