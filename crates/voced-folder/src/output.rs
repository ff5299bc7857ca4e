//! A file to be written.

use std::io;
use std::sync::OnceLock;

use sha2::{Digest, Sha256};
use voced_domain::Stamp;

/// A file to be written, by its path within the output folder.
#[derive(Debug)]
pub struct Output {
    path: String,
    pub(crate) content: Content,
    /// Taken once, when somebody asks.
    stamp: OnceLock<Stamp>,
}

#[derive(Debug)]
pub(crate) enum Content {
    Held(Vec<u8>),
    /// Too large to be held; it was written already, and waits for the others.
    Staged,
    /// It lies in its place as it would be written again.
    Unchanged,
}

impl Output {
    /// A file with its content; `path` has `/` between folders on every system.
    pub fn new(path: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            path: path.into(),
            content: Content::Held(bytes),
            stamp: OnceLock::new(),
        }
    }

    pub(crate) fn staged(stamp: Stamp) -> Self {
        Self {
            path: stamp.path.clone(),
            content: Content::Staged,
            stamp: stamp.into(),
        }
    }

    pub(crate) fn unchanged(stamp: Stamp) -> Self {
        Self {
            path: stamp.path.clone(),
            content: Content::Unchanged,
            stamp: stamp.into(),
        }
    }

    /// Whether it lies in its place already.
    pub fn is_unchanged(&self) -> bool {
        matches!(self.content, Content::Unchanged)
    }

    /// Path within the output folder, with `/` on every system.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its name, size and hash.
    pub fn stamp(&self) -> &Stamp {
        let bytes = match &self.content {
            Content::Held(bytes) => bytes.as_slice(),
            Content::Staged | Content::Unchanged => &[],
        };
        self.stamp.get_or_init(|| Stamp::of(&*self.path, bytes))
    }
}

/// Lets bytes through to a file and takes its stamp on the way.
#[derive(Debug)]
pub(crate) struct Stamping<W> {
    to: W,
    hash: Sha256,
    bytes: usize,
}

impl<W: io::Write> Stamping<W> {
    /// What is written goes on to `to`.
    pub(crate) fn new(to: W) -> Self {
        Self {
            to,
            hash: Sha256::new(),
            bytes: 0,
        }
    }

    /// The stamp of all that went through.
    pub(crate) fn finish(self, path: &str) -> Stamp {
        Stamp::new(path, &self.hash.finalize(), self.bytes)
    }
}

impl<W: io::Write> io::Write for Stamping<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.to.write(bytes)?;
        self.hash.update(&bytes[..taken]);
        self.bytes += taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}
