//! Workbooks that are encrypted without anybody having chosen a password.
//!
//! Where the structure of a workbook is protected, or it is recommended to be opened for reading only,
//! Excel may encrypt it with a password of its own, the same everywhere, and opens it without asking:
//! the clerk knows of no password. With any other password a workbook stays closed.

mod agile;
mod ciphers;
mod password;
mod standard;
mod xls;

use crate::biff::{self, WORKBOOKS};
use crate::compound::Compound;
use crate::refusal::Refusal;

/// The parts of an encrypted .xlsx: how it is encrypted, and itself.
const HOW: &str = "EncryptionInfo";
const PACKAGE: &str = "EncryptedPackage";

/// Rights that are managed elsewhere: who may open the file is asked over the network.
const RIGHTS: [&str; 3] = [
    "DRMEncryptedDataSpace",
    "DRMEncryptedTransform",
    "\tDRMContent",
];

/// The workbook in the clear, where it was encrypted; refused where it has a password.
pub(crate) fn opened(compound: &Compound<'_>) -> Result<Option<Vec<u8>>, Refusal> {
    if RIGHTS.iter().any(|name| compound.has_anywhere(name)) {
        return Err(Refusal::sealed());
    }
    let opened = if compound.has(PACKAGE) {
        package(compound)
    } else if biff::has_password(compound) {
        workbook(compound)
    } else {
        return Ok(None);
    };
    opened.map(Some).ok_or_else(Refusal::encrypted)
}

/// The archive that an encrypted .xlsx has in it.
fn package(compound: &Compound<'_>) -> Option<Vec<u8>> {
    let how = compound.stream(HOW)?;
    let package = compound.stream(PACKAGE)?;
    let (version, how) = how.split_at_checked(4)?;
    let (length, package) = package.split_first_chunk()?;
    let mut package = match version {
        [4, 0, 4, 0] => agile::opened(how, package),
        [2..=4, 0, 2, 0] => standard::opened(how, package),
        _ => None,
    }?;
    // What is encrypted is filled up to whole blocks.
    package.truncate(usize::try_from(u64::from_le_bytes(*length)).ok()?);
    Some(package)
}

/// The whole file of an .xls, its workbook in the clear.
fn workbook(compound: &Compound<'_>) -> Option<Vec<u8>> {
    let streams = WORKBOOKS.iter();
    let mut streams = streams.filter_map(|name| Some((name, compound.stream(name)?)));
    let (name, stream) = streams.next()?;
    compound.with_stream(name, &xls::opened(stream)?)
}
