//! Workbooks with bytes flipped, cut and repeated: reading always ends, and says what came of it.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fs;
use std::io::{Cursor, Read, Write};
use std::sync::LazyLock;

use common::{Siping, fixtures};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::RngSeed;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// One real workbook of each format.
const WORKBOOKS: [&str; 3] = [
    "四平市经济贸易学校.xlsx",
    "伊通满族自治县职业技术教育中心.ods",
    "梨树县职业中等专业学校.xls",
];

static SIPING: LazyLock<Siping> = LazyLock::new(Siping::open);
static REAL: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = fixtures().join("siping/2020/submissions");
    let read = |name| fs::read(folder.join(name)).unwrap();
    WORKBOOKS.map(read).to_vec()
});

/// What happens to bytes on their way.
#[derive(Clone, Debug)]
enum Damage {
    Flip(Index, u8),
    Set(Index, u8),
    Cut(Index),
    Drop(Index, usize),
    Repeat(Index, usize),
}

impl Damage {
    fn inflict(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let stretch = |at: &Index, length: &usize| {
            let start = at.index(bytes.len());
            start..(start + length).min(bytes.len())
        };
        match self {
            Damage::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Damage::Set(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Drop(at, length) => {
                let stretch = stretch(at, length);
                bytes.drain(stretch);
            }
            Damage::Repeat(at, length) => {
                let stretch = stretch(at, length);
                let repeated = bytes[stretch.clone()].to_vec();
                bytes.splice(stretch.start..stretch.start, repeated);
            }
        }
    }
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), 0..8u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        4 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        1 => at().prop_map(Damage::Cut),
        2 => (at(), 1..600usize).prop_map(|(at, length)| Damage::Drop(at, length)),
        2 => (at(), 1..600usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

/// The archive with one of its parts damaged and its checksums right: what is wrong only shows
/// where the part is read.
fn with_damaged_part(archive: &[u8], part: Index, damages: &[Damage]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let damaged = part.index(archive.len());
    let mut written = ZipWriter::new(Cursor::new(Vec::new()));
    for idx in 0..archive.len() {
        let mut entry = archive.by_index(idx).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if idx == damaged {
            damages.iter().for_each(|damage| damage.inflict(&mut bytes));
        }
        written
            .start_file(entry.name().unwrap(), SimpleFileOptions::default())
            .unwrap();
        written.write_all(&bytes).unwrap();
    }
    written.finish().unwrap().into_inner()
}

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let reading = SIPING.read("损坏", bytes);
    prop_assert!(reading.submission.is_some() || !reading.findings.is_empty());
    for finding in &reading.findings {
        prop_assert!(!finding.locations.is_empty(), "{finding}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, rng_seed: RngSeed::Fixed(2020), ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_file_is_read_or_refused(
        which in 0..WORKBOOKS.len(),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        let mut bytes = REAL[which].clone();
        damages.iter().for_each(|damage| damage.inflict(&mut bytes));
        check(&bytes)?;
    }

    #[test]
    fn a_workbook_with_a_damaged_part_is_read_or_refused(
        which in 0..2usize,
        part in any::<Index>(),
        damages in prop::collection::vec(damage(), 1..5),
    ) {
        check(&with_damaged_part(&REAL[which], part, &damages))?;
    }

    #[test]
    fn bytes_that_are_no_workbook_are_refused(
        start in prop::sample::select(vec![&b""[..], b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html>"]),
        bytes in prop::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let bytes = [start, &bytes].concat();
        let reading = SIPING.read("别的.xlsx", &bytes);
        prop_assert!(reading.submission.is_none());
        prop_assert_eq!(reading.findings.len(), 1);
    }
}
