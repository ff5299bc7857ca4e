//! A file by name, size and hash.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A file that was read or written: what it is called, and a hash by which its content is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stamp {
    /// Path within the bureau's folder, or within the output folder, with `/` on every system.
    pub path: String,
    /// SHA-256 (FIPS 180-4) in hexadecimal, in lower case.
    pub sha256: String,
    /// Size in bytes.
    pub bytes: usize,
}

impl Stamp {
    /// The stamp of a file's content.
    pub fn of(path: impl Into<String>, content: &[u8]) -> Self {
        Self::new(path, &Sha256::digest(content), content.len())
    }

    /// The stamp of a file whose content was hashed piece by piece.
    pub fn new(path: impl Into<String>, sha256: &[u8], bytes: usize) -> Self {
        Self {
            path: path.into(),
            sha256: sha256.iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes,
        }
    }
}
