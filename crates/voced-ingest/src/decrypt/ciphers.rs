//! The hashes and the cipher that formats name, behind one face each.

use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};

/// Bytes that are encrypted at once.
pub(super) const BLOCK: usize = 16;

/// A hash by its name.
#[derive(Clone, Copy)]
pub(super) enum Hash {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Hash {
    pub(super) fn called(name: &str) -> Option<Self> {
        match name {
            "SHA1" | "SHA-1" => Some(Hash::Sha1),
            "SHA256" | "SHA-256" => Some(Hash::Sha256),
            "SHA384" | "SHA-384" => Some(Hash::Sha384),
            "SHA512" | "SHA-512" => Some(Hash::Sha512),
            _ => None,
        }
    }

    pub(super) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        match self {
            Hash::Sha1 => digest::<Sha1>(parts),
            Hash::Sha256 => digest::<Sha256>(parts),
            Hash::Sha384 => digest::<Sha384>(parts),
            Hash::Sha512 => digest::<Sha512>(parts),
        }
    }

    /// The hash of a hash and so on, each with its number, which makes guessing dear.
    pub(super) fn spun(self, first: Vec<u8>, times: u32) -> Vec<u8> {
        (0..times).fold(first, |hash, number| {
            self.of(&[&number.to_le_bytes(), &hash])
        })
    }
}

pub(super) fn digest<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
    let digest = parts
        .iter()
        .fold(D::new(), |digest, part| digest.chain_update(part));
    digest.finalize().to_vec()
}

/// A key of AES, of whatever length.
pub(super) enum Key {
    Short(Aes128),
    Middle(Aes192),
    Long(Aes256),
}

impl Key {
    pub(super) fn new(key: &[u8]) -> Option<Self> {
        match key.len() {
            16 => Aes128::new_from_slice(key).ok().map(Key::Short),
            24 => Aes192::new_from_slice(key).ok().map(Key::Middle),
            32 => Aes256::new_from_slice(key).ok().map(Key::Long),
            _ => None,
        }
    }

    /// Decrypts blocks, each by itself; what is left behind the last whole one falls away.
    pub(super) fn blocks(&self, data: &[u8]) -> Vec<u8> {
        let (blocks, _) = data.as_chunks::<BLOCK>();
        blocks.iter().flat_map(|block| self.block(*block)).collect()
    }

    /// Decrypts blocks of which each is mixed with the one before (CBC).
    pub(super) fn chained(&self, start: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        let mut before = *start.first_chunk::<BLOCK>()?;
        let (blocks, _) = data.as_chunks::<BLOCK>();
        let mut plain = Vec::with_capacity(data.len());
        for block in blocks {
            let mixed = self.block(*block);
            plain.extend(
                mixed
                    .iter()
                    .zip(before)
                    .map(|(mixed, before)| mixed ^ before),
            );
            before = *block;
        }
        Some(plain)
    }

    fn block(&self, block: [u8; BLOCK]) -> [u8; BLOCK] {
        let mut block = Array::from(block);
        match self {
            Key::Short(key) => key.decrypt_block(&mut block),
            Key::Middle(key) => key.decrypt_block(&mut block),
            Key::Long(key) => key.decrypt_block(&mut block),
        }
        block.into()
    }
}
