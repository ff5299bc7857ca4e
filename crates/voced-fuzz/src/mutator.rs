//! Changes by chance.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::{Random, Seed};

/// Words at which readers stumble.
const WORDS: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "9223372036854775807",
    "18446744073709551616",
    "1e400",
    "-0",
    "NaN",
    "inf",
    "",
    " ",
    "\"",
    "'",
    "<",
    ">",
    "&",
    "/>",
    "</",
    "<!--",
    "]]>",
    "<![CDATA[",
    "<?",
    "&#0;",
    "&#x110000;",
    "A1",
    "XFD1048576",
    "ZZZZ99999999",
    "A1:B2",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\0",
    "，",
    "％",
    "百分点",
    "其中",
    "比上年",
    "增长",
    "人",
    "万",
    "[",
    "]",
    "{",
    "}",
    "=",
    "\n",
    "\n\n",
    "#",
    "|",
    "---",
    "true",
    "{{",
    "{%",
    "%}",
    "..",
    "1.1.1",
    "２０２３",
    "table:number-rows-repeated",
    "uniqueCount",
    "t=\"shared\"",
    "si=\"99999999\"",
    "<w:tbl>",
    "<w:tr>",
    "<w:tc>",
    "<td colspan=9>",
];
/// A file does not grow beyond.
const LONGEST: usize = 4 << 20;

/// Changes files by chance.
#[derive(Clone, Debug)]
pub struct Mutator {
    random: Random,
}

impl Mutator {
    /// The changes of a seed.
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
        }
    }

    /// A changed file.
    pub fn mutated(&mut self, seeds: &[Seed]) -> Vec<u8> {
        let seed = self.random.pick(seeds).clone();
        match seed {
            Seed::Text(mut text) => {
                self.changes(&mut text, true);
                text
            }
            Seed::Bytes(mut bytes) => {
                self.changes(&mut bytes, false);
                bytes
            }
            Seed::Parts(mut parts) => {
                for _ in 0..=self.random.below(2) {
                    let idx = self.random.below(parts.len());
                    self.changes(&mut parts[idx].1, true);
                }
                if self.random.below(20) == 0 {
                    parts.swap_remove(self.random.below(parts.len()));
                }
                let mut bytes = archive(&parts);
                if self.random.below(10) == 0 {
                    self.changes(&mut bytes, false);
                }
                bytes
            }
        }
    }

    fn changes(&mut self, bytes: &mut Vec<u8>, is_text: bool) {
        for _ in 0..=self.random.below(4) {
            if is_text && self.random.below(3) > 0 {
                self.word(bytes);
            } else {
                self.byte(bytes);
            }
        }
    }

    /// A stretch of the file, most of them short.
    fn stretch(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.random.below(bytes.len());
        let longest = *self.random.pick(&[4, 32, 600, 20_000]);
        let length = 1 + self.random.below(longest);
        start..(start + length).min(bytes.len())
    }

    fn byte(&mut self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            bytes.push(self.random.byte());
            return;
        }
        let at = self.random.below(bytes.len());
        match self.random.below(8) {
            0 => bytes[at] ^= 1 << self.random.below(8),
            1 => bytes[at] = self.random.byte(),
            2 => bytes[at] = *self.random.pick(&[0, 1, 0x7F, 0x80, 0xFF]),
            3 => bytes.insert(at, self.random.byte()),
            4 => bytes.truncate(at),
            5 => {
                let stretch = self.stretch(bytes);
                bytes.drain(stretch);
            }
            6 => {
                let stretch = self.stretch(bytes);
                let copied = bytes[stretch].to_vec();
                self.insert(bytes, at, &copied);
            }
            _ => {
                let word = self.random.number().to_le_bytes();
                let length = *self.random.pick(&[2, 4, 8]);
                let end = (at + length).min(bytes.len());
                bytes[at..end].copy_from_slice(&word[..end - at]);
            }
        }
    }

    /// Puts a word at the edge of another, in its place, or in many places.
    fn word(&mut self, bytes: &mut Vec<u8>) {
        let word = self.random.pick(WORDS).as_bytes();
        let is_edge = |byte: &u8| b"<>\"'=/ ,.\n[]{}|".contains(byte);
        let edges: Vec<usize> = bytes
            .iter()
            .enumerate()
            .skip(self.random.below(bytes.len()))
            .filter(|(_, byte)| is_edge(byte))
            .map(|(at, _)| at)
            .take(2)
            .collect();
        let (start, end) = match edges[..] {
            [start, end] => (start + 1, end),
            _ => (bytes.len(), bytes.len()),
        };
        match self.random.below(4) {
            0 => self.insert(bytes, start, word),
            1 => {
                let times = *self.random.pick(&[2, 30, 2_000]);
                self.insert(bytes, start, &word.repeat(times));
            }
            2 => {
                // An element, an attribute, a value again elsewhere.
                let copied = bytes[start..end].to_vec();
                let at = self.random.below(bytes.len());
                self.insert(bytes, at, &copied);
            }
            _ => {
                bytes.splice(start..end, word.iter().copied());
            }
        }
    }

    fn insert(&mut self, bytes: &mut Vec<u8>, at: usize, more: &[u8]) {
        if bytes.len() + more.len() <= LONGEST {
            bytes.splice(at..at, more.iter().copied());
        }
    }
}

/// The archive of these parts, not compressed, so that changed parts are read and not their
/// compression.
fn archive(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // A name that stands there twice is left out the second time.
        if writer.start_file(name.as_str(), options).is_ok() {
            writer.write_all(content).expect("written into memory");
        }
    }
    let written = writer.finish();
    written.expect("written into memory").into_inner()
}
