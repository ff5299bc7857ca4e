//! A file that can be read through only so often.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

/// The library reads every part once. A workbook whose sheets are all one and the same part would
/// have it read as often as there are sheets.
const TIMES: u64 = 2;
/// The directory is read in blocks, which counts for more in a small file.
const SOME: u64 = 32 << 10;

/// The bytes of a file, and how many more may be read.
pub(crate) struct Metered<'b> {
    bytes: Cursor<&'b [u8]>,
    left: u64,
}

impl<'b> Metered<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes: Cursor::new(bytes),
            left: bytes.len() as u64 * TIMES + SOME,
        }
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.bytes.read(buffer)?;
        match self.left.checked_sub(n_bytes as u64) {
            Some(left) => self.left = left,
            None => return Err(io::Error::other("几张工作表是同一份数据")),
        }
        Ok(n_bytes)
    }
}

impl Seek for Metered<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}
