//! An attack: a file, and what it tries.

/// A file that means harm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attack {
    /// Its name, with a folder where it stands for a certain file of a bureau.
    pub file: String,
    /// What it tries, in one line.
    pub what: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

impl Attack {
    pub(super) fn new(
        file: impl Into<String>,
        what: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
    ) -> Self {
        Self {
            file: file.into(),
            what: what.into(),
            bytes: bytes.into(),
        }
    }
}

/// So many bytes that look like chance and are the same on every machine.
pub(super) fn noise(n_bytes: usize) -> Vec<u8> {
    let mut state: u32 = 1;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(n_bytes).collect()
}
