//! Encryption as Excel 2007 does it: AES, its key made with SHA-1 (MS-OFFCRYPTO 2.3.4.5).

use super::ciphers::{Hash, Key};
use super::password::password;
use crate::biff::long;

const SPINS: u32 = 50_000;

/// The package in the clear, filled up to whole blocks; `None` where it has another password.
pub(super) fn opened(how: &[u8], package: &[u8]) -> Option<Vec<u8>> {
    // Marks, the length of the header, the header, which says how long the key is.
    let header = how.get(8..)?;
    let key_bytes = usize::try_from(long(header, 16)? / 8).ok()?;
    let verifier = header.get(usize::try_from(long(how, 4)?).ok()?..)?;
    let (salt, verifier) = verifier.get(4..)?.split_at_checked(16)?;
    let (random, verifier) = verifier.split_at_checked(16)?;
    let hash_of_random = verifier.get(4..)?.get(..32)?;
    let key = Key::new(key(salt).get(..key_bytes)?)?;
    let expected = Hash::Sha1.of(&[&key.blocks(random)]);
    if !key.blocks(hash_of_random).starts_with(&expected) {
        return None;
    }
    Some(key.blocks(package))
}

/// The longest key, of which a shorter one is the beginning.
fn key(salt: &[u8]) -> Vec<u8> {
    let hash = Hash::Sha1.spun(Hash::Sha1.of(&[salt, &password()]), SPINS);
    let hash = Hash::Sha1.of(&[&hash, &[0; 4]]);
    let mixed = |with: u8| {
        let mut block = [with; 64];
        block
            .iter_mut()
            .zip(&hash)
            .for_each(|(byte, hash)| *byte ^= hash);
        Hash::Sha1.of(&[&block])
    };
    [mixed(0x36), mixed(0x5C)].concat()
}
