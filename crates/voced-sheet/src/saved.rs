//! A workbook as the bytes of a file, the same on every operating system.

use rust_xlsxwriter::{Workbook, XlsxError};

/// The bytes of a workbook.
///
/// # Errors
/// Where the workbook library refuses what was put into it.
pub fn saved(workbook: &mut Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut bytes = workbook.save_to_buffer()?;
    made_on_unix(&mut bytes);
    Ok(bytes)
}

/// Lengths, offsets and marks of a zip archive, as APPNOTE.TXT 6.3 gives them.
mod zip {
    pub(super) const END: &[u8] = b"PK\x05\x06";
    pub(super) const END_LENGTH: usize = 22;
    pub(super) const DIRECTORY_AT: usize = 16;
    pub(super) const ENTRY: &[u8] = b"PK\x01\x02";
    pub(super) const ENTRY_LENGTH: usize = 46;
    pub(super) const HOST: usize = 5;
    pub(super) const LENGTHS: [usize; 3] = [28, 30, 32];
    pub(super) const ATTRIBUTES: usize = 38;
}

/// The host "Unix", and a file that its owner may read and write.
const UNIX: u8 = 3;
const ATTRIBUTES: [u8; 4] = (0o100_600_u32 << 16).to_le_bytes();

/// Writes into each entry of an archive's directory that it was made on Unix: the workbook library
/// writes the system that it runs on, and leaves no choice.
fn made_on_unix(archive: &mut [u8]) {
    let Some(end) = archive.len().checked_sub(zip::END_LENGTH) else {
        return;
    };
    if !archive[end..].starts_with(zip::END) {
        return;
    }
    let mut at = number(archive, end + zip::DIRECTORY_AT, 4);
    while archive.len() >= at + zip::ENTRY_LENGTH && archive[at..].starts_with(zip::ENTRY) {
        archive[at + zip::HOST] = UNIX;
        archive[at + zip::ATTRIBUTES..][..4].copy_from_slice(&ATTRIBUTES);
        let lengths = zip::LENGTHS.map(|length| number(archive, at + length, 2));
        at += zip::ENTRY_LENGTH + lengths.iter().sum::<usize>();
    }
}

/// A little-endian number of so many bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    let digits = bytes[at..at + length].iter().rev();
    digits.fold(0, |number, byte| number << 8 | usize::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A workbook as it is saved on this system.
    fn workbook() -> Vec<u8> {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write(0, 0, "甲").unwrap();
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn what_a_system_writes_of_itself_is_written_over_in_every_entry() {
        let mut unix = workbook();
        made_on_unix(&mut unix);
        // As Windows writes it: host 0.
        let mut windows = unix.clone();
        let mut n_entries = 0;
        for at in 0..windows.len() - zip::ENTRY_LENGTH {
            if windows[at..].starts_with(zip::ENTRY) {
                windows[at + zip::HOST] = 0;
                windows[at + zip::ATTRIBUTES..][..4].copy_from_slice(&[0x20, 0, 0, 0]);
                n_entries += 1;
            }
        }
        assert!(n_entries > 5, "{n_entries}");
        assert!(windows != unix);
        made_on_unix(&mut windows);
        assert!(windows == unix);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_on_unix_stays_as_it_is() {
        let mut bytes = workbook();
        made_on_unix(&mut bytes);
        assert!(bytes == workbook());
    }

    #[test]
    fn what_is_no_archive_stays_as_it_is() {
        let mut bytes = b"PK\x05\x06 and then nothing".to_vec();
        let before = bytes.clone();
        made_on_unix(&mut bytes);
        assert_eq!(bytes, before);
        made_on_unix(&mut []);
    }
}
