//! Encryption as Excel 2010 and later do it: AES in chained blocks, told in XML (MS-OFFCRYPTO 2.3.4.10).

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::ciphers::{BLOCK, Hash, Key};
use super::password::password;

/// Excel says 100 000; a file may say ten million, and have every one of them computed.
const MOST_SPINS: u32 = 1_000_000;
/// The package is encrypted in pieces of so many bytes.
const PIECE: usize = 4096;

/// The longest key of AES.
const MOST_KEY: usize = 2 * BLOCK;

/// What each of the keys that are made of the password is for.
const FOR_RANDOM: [u8; 8] = [0xFE, 0xA7, 0xD2, 0x76, 0x3B, 0x4B, 0x9E, 0x79];
const FOR_ITS_HASH: [u8; 8] = [0xD7, 0xAA, 0x0F, 0x6D, 0x30, 0x61, 0x34, 0x4E];
const FOR_THE_KEY: [u8; 8] = [0x14, 0x6E, 0x0B, 0xE7, 0xAB, 0xAC, 0xD0, 0xD6];

/// The package in the clear, filled up to whole blocks; `None` where it has another password.
pub(super) fn opened(how: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    let xml = std::str::from_utf8(how.get(4..)?).ok()?;
    let key = Told::of(xml, "encryptedKey")?;
    let data = Told::of(xml, "keyData")?;
    let secret = Key::new(&secret(&key)?)?;
    let (hash, salt) = (data.hash()?, data.bytes("saltValue")?);
    let mut plain = Vec::with_capacity(package.len());
    for (number, piece) in (0_u32..).zip(package.chunks(PIECE)) {
        let start = hash.of(&[&salt, &number.to_le_bytes()]);
        plain.extend(secret.chained(&start, piece)?);
    }
    Some(plain)
}

/// The key of the package, which is itself encrypted with one made of the password.
fn secret(told: &Told) -> Option<Vec<u8>> {
    let spins = told
        .number("spinCount")
        .filter(|spins| *spins <= MOST_SPINS)?;
    let key_bytes = usize::try_from(told.number("keyBits")? / 8).ok()?;
    let (hash, salt) = (told.hash()?, told.bytes("saltValue")?);
    let of_password = hash.spun(hash.of(&[&salt, &password()]), spins);
    let decrypted = |purpose: [u8; 8], name: &str| {
        let mut key = hash.of(&[&of_password, &purpose]);
        key.resize(key_bytes.min(MOST_KEY), 0x36);
        Key::new(&key)?.chained(&salt, &told.bytes(name)?)
    };
    let random = decrypted(FOR_RANDOM, "encryptedVerifierHashInput")?;
    let its_hash = decrypted(FOR_ITS_HASH, "encryptedVerifierHashValue")?;
    if !its_hash.starts_with(&hash.of(&[&random])) {
        return None;
    }
    let mut secret = decrypted(FOR_THE_KEY, "encryptedKeyValue")?;
    secret.truncate(key_bytes);
    Some(secret)
}

/// What an element says in its attributes.
struct Told(HashMap<String, String>);

impl Told {
    /// The first element of this name that is not without attributes.
    fn of(xml: &str, name: &str) -> Option<Self> {
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().ok()? {
                Event::Start(start) | Event::Empty(start)
                    if start.local_name().as_ref() == name =>
                {
                    let mut attributes = start.attributes();
                    let told = attributes.with_checks(false).flatten().map(|attribute| {
                        let value = attribute.value.into_owned();
                        (attribute.key.as_ref().to_owned(), value)
                    });
                    return Some(Self(told.collect()));
                }
                Event::Eof => return None,
                _ => {}
            }
        }
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.0.get(name)?.parse().ok()
    }

    fn bytes(&self, name: &str) -> Option<Vec<u8>> {
        STANDARD.decode(self.0.get(name)?).ok()
    }

    /// Excel encrypts with AES in chained blocks and nothing else.
    fn hash(&self) -> Option<Hash> {
        let is_known = self.0.get("cipherAlgorithm")? == "AES"
            && self.0.get("cipherChaining")? == "ChainingModeCBC";
        is_known
            .then(|| Hash::called(self.0.get("hashAlgorithm")?))
            .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_asks_for_too_much_computing_stays_closed() {
        let told = |spins: &str| {
            let xml = format!(
                "<e><keyData/><p:encryptedKey cipherAlgorithm='AES' hashAlgorithm='SHA1' \
                 cipherChaining='ChainingModeCBC' spinCount='{spins}' keyBits='128' \
                 saltValue='AAAAAAAAAAAAAAAAAAAAAA==' \
                 encryptedVerifierHashInput='' encryptedVerifierHashValue='' encryptedKeyValue=''/></e>"
            );
            secret(&Told::of(&xml, "encryptedKey").unwrap())
        };
        for spins in ["0", "1000001", "4294967295", "10000000000", "-1", ""] {
            assert_eq!(told(spins), None, "{spins}");
        }
    }
}
