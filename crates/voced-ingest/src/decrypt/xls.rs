//! Encryption of the older programs: every record of the workbook for itself, with RC4
//! (MS-OFFCRYPTO 2.3.5 and 2.3.6, MS-XLS 2.2.10).

use md5::Md5;
use rc4::{KeyInit, Rc4, StreamCipher};
use sha1::Sha1;

use super::ciphers::digest;
use super::password::password;
use crate::biff::{self, Records, kind, long, short};

/// The key changes after so many bytes of the stream, encrypted or not.
const BLOCK: usize = 1024;
/// Records that stand in the clear: beginnings, and what is needed before the password is asked for.
const IN_THE_CLEAR: [u16; 7] = [
    kind::BEGIN,
    kind::PASSWORD,
    0x00E1,
    0x0138,
    0x0194,
    0x0195,
    0x0196,
];
/// A record without meaning that takes the place of the one that says how it was encrypted.
const NOTHING: u16 = 0x00C1;
/// The beginning of a sheet, which stands in the clear within its record.
const WHERE_THE_SHEET_BEGINS: usize = 4;

/// The workbook's stream in the clear; `None` where it has another password.
pub(super) fn opened(mut stream: Vec<u8>) -> Option<Vec<u8>> {
    let maker = KeyMaker::of(biff::password(&stream)?)?;
    let mut key = Keystream::new(maker);
    let records: Vec<(u16, usize)> = Records(&stream)
        .map(|(found, data)| (found, data.len()))
        .collect();
    let (mut at, mut is_encrypted) = (0, false);
    for (found, length) in records {
        let data = at + 4;
        if found == kind::PASSWORD && !is_encrypted {
            is_encrypted = true;
            stream
                .get_mut(at..)?
                .get_mut(..2)?
                .copy_from_slice(&NOTHING.to_le_bytes());
        } else if is_encrypted && !IN_THE_CLEAR.contains(&found) {
            let clear = if found == kind::SHEET {
                WHERE_THE_SHEET_BEGINS.min(length)
            } else {
                0
            };
            key.apply(data + clear, stream.get_mut(data + clear..data + length)?);
        }
        at = data + length;
    }
    Some(stream)
}

/// What the keys of the blocks are made of.
enum KeyMaker {
    /// Of Excel 97: 40 bits of MD5.
    Md5(Vec<u8>),
    /// Of Excel 2002: SHA-1, and how long the key is.
    Sha1(Vec<u8>, usize),
}

impl KeyMaker {
    /// As the record tells it, where the password is Excel's own.
    fn of(told: &[u8]) -> Option<Self> {
        // Of a kind of its own is the one that only mixes bytes, which nothing encrypts any more.
        let is_rc4 = short(told, 0)? == 1;
        let told = told.get(2..).filter(|_| is_rc4)?;
        let (maker, verifier, hash) = match (short(told, 0)?, short(told, 2)?) {
            (1, 1) => Self::of_97(told.get(4..)?),
            (2..=4, 2) => Self::of_2002(told.get(4..)?),
            _ => None,
        }?;
        let mut both = [verifier, hash].concat();
        maker.cipher(0)?.apply_keystream(&mut both);
        let (random, hash) = both.split_at(verifier.len());
        let expected = match maker {
            KeyMaker::Md5(_) => digest::<Md5>(&[random]),
            KeyMaker::Sha1(..) => digest::<Sha1>(&[random]),
        };
        (hash == expected).then_some(maker)
    }

    fn of_97(told: &[u8]) -> Option<(Self, &[u8], &[u8])> {
        let (salt, told) = told.split_at_checked(16)?;
        let (verifier, hash) = told.split_at_checked(16)?;
        let password = digest::<Md5>(&[&password()]);
        let salted = [&password[..5], salt].concat().repeat(16);
        let base = digest::<Md5>(&[&salted])[..5].to_vec();
        Some((KeyMaker::Md5(base), verifier, hash.get(..16)?))
    }

    fn of_2002(told: &[u8]) -> Option<(Self, &[u8], &[u8])> {
        // Marks, the length of the header, the header, which says how long the key is.
        let header = told.get(8..)?;
        let key_bytes = match long(header, 16)? {
            0 => 5,
            bits => usize::try_from(bits / 8).ok()?,
        };
        let verifier = header.get(usize::try_from(long(told, 4)?).ok()?..)?;
        let (salt, verifier) = verifier.get(4..)?.split_at_checked(16)?;
        let (verifier, hash) = verifier.split_at_checked(16)?;
        let base = digest::<Sha1>(&[salt, &password()]);
        Some((KeyMaker::Sha1(base, key_bytes), verifier, hash.get(4..24)?))
    }

    fn cipher(&self, block: u32) -> Option<Rc4> {
        let number = block.to_le_bytes();
        let key = match self {
            KeyMaker::Md5(base) => digest::<Md5>(&[base, &number]),
            KeyMaker::Sha1(base, key_bytes) => {
                let mut key = digest::<Sha1>(&[base, &number]);
                key.truncate(*key_bytes);
                // A key of 40 bits is filled up with zeros.
                key.resize(key.len().max(16), 0);
                key
            }
        };
        Rc4::new_from_slice(&key).ok()
    }
}

/// What the bytes of the stream are mixed with, a block at a time.
struct Keystream {
    maker: KeyMaker,
    block: Option<usize>,
    bytes: [u8; BLOCK],
}

impl Keystream {
    fn new(maker: KeyMaker) -> Self {
        Self {
            maker,
            block: None,
            bytes: [0; BLOCK],
        }
    }

    /// Decrypts bytes that begin at a position of the stream.
    fn apply(&mut self, position: usize, data: &mut [u8]) {
        for (position, byte) in (position..).zip(data) {
            self.turn_to(position / BLOCK);
            *byte ^= self.bytes[position % BLOCK];
        }
    }

    fn turn_to(&mut self, block: usize) {
        if self.block == Some(block) {
            return;
        }
        self.block = Some(block);
        self.bytes = [0; BLOCK];
        let number = u32::try_from(block).unwrap_or(u32::MAX);
        if let Some(mut cipher) = self.maker.cipher(number) {
            cipher.apply_keystream(&mut self.bytes);
        }
    }
}
