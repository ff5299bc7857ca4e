//! The shared texts of a workbook, which go on over the ends of records (MS-XLS 2.4.265, 2.5.293).

use std::iter::Copied;
use std::slice::Iter;

use super::integers::{long, short};

/// The texts one by one, as far as they can be told.
pub(crate) struct Texts<'p, 's> {
    /// What is left of this record, and the records after.
    here: &'s [u8],
    parts: Copied<Iter<'p, &'s [u8]>>,
}

/// What is said of a text; its letters are the library's to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measured {
    pub(crate) n_letters: u16,
    /// From which letter on which font is used.
    pub(crate) runs: Vec<(u16, u16)>,
}

impl<'p, 's> Texts<'p, 's> {
    /// The texts in a record and those that continue it.
    pub(crate) fn new(parts: &'p [&'s [u8]]) -> Self {
        let mut parts = parts.iter().copied();
        let first = parts.next().unwrap_or(&[]);
        // Two counts stand first, of which the library believes neither.
        let here = first.get(8..).unwrap_or(&[]);
        Self { here, parts }
    }

    fn text(&mut self) -> Option<Measured> {
        if self.here.is_empty() {
            self.here = self.parts.next()?;
        }
        let (n_letters, mut flags) = (short(self.here, 0)?, *self.here.get(2)?);
        self.here = &self.here[3..];
        let (mut n_runs, mut behind) = (0, 0);
        if flags & 8 != 0 {
            n_runs = usize::from(short(self.here, 0)?);
            self.here = &self.here[2..];
        }
        if flags & 4 != 0 {
            behind = usize::try_from(long(self.here, 0)?).ok()?;
            self.here = &self.here[4..];
        }
        let mut left = usize::from(n_letters);
        loop {
            let width = usize::from(flags & 1) + 1;
            let n_here = left.min(self.here.len() / width);
            self.here = &self.here[n_here * width..];
            left -= n_here;
            if left == 0 {
                break;
            }
            // The width is said again where a text goes on in the next record.
            let (first, rest) = self.parts.next()?.split_first()?;
            (flags, self.here) = (*first, rest);
        }
        let runs = self.take(n_runs * 4)?;
        self.take(behind)?;
        let runs = runs.chunks_exact(4);
        let runs = runs.filter_map(|run| Some((short(run, 0)?, short(run, 2)?)));
        Some(Measured {
            n_letters,
            runs: runs.collect(),
        })
    }

    fn take(&mut self, mut n_bytes: usize) -> Option<Vec<u8>> {
        let mut taken = Vec::new();
        while n_bytes > self.here.len() {
            n_bytes -= self.here.len();
            taken.extend_from_slice(self.here);
            self.here = self.parts.next()?;
        }
        let (bytes, rest) = self.here.split_at(n_bytes);
        taken.extend_from_slice(bytes);
        self.here = rest;
        Some(taken)
    }
}

impl Iterator for Texts<'_, '_> {
    type Item = Measured;

    fn next(&mut self) -> Option<Measured> {
        self.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_measured_over_the_ends_of_records() {
        let first = [&[0; 8][..], &[2, 0, 0, b'a', b'b'], &[3, 0, 1, 1, 2]].concat();
        let second = [0, b'c', b'd', 1, 0, 8, 1, 0, b'e', 9, 9];
        let third = [9, 9, 0, 0, 0];
        let texts: Vec<Measured> = Texts::new(&[&first, &second, &third]).collect();
        let lengths: Vec<u16> = texts.iter().map(|text| text.n_letters).collect();
        assert_eq!(lengths, [2, 3, 1, 0]);
        assert_eq!(texts[2].runs, [(0x0909, 0x0909)]);
    }
}
