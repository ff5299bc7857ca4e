//! Files that mean harm, or look as if they did: what may come among the returned workbooks, be
//! handed to the audit, or lie in a bureau's folder.
//!
//! Each is a mutation of an example, the same on every run; none is kept in the repository. A test
//! reads every one of them.

mod archives;
mod attack;
mod bureau;
mod compound;
mod documents;
mod ods;
mod others;
mod package;
mod sheets;
mod values;
mod xml;
mod zipped;

use std::fs;
use std::io;
use std::path::Path;

pub use attack::Attack;
use package::Package;

/// A filled workbook of an example bureau, from which most attacks are made.
const WORKBOOK: &str = "demo/2023/submissions/甲县职业教育中心.xlsx";
/// One of the older format.
const OLD_WORKBOOK: &str = "siping/2020/submissions/梨树县职业中等专业学校.xls";

/// Makes the files one after the other, since some are large: `each` gets the folder of a file's kind
/// (`workbooks`, `documents`, `bureau`) and the file.
///
/// # Errors
/// Where an example in the folder `fixtures` cannot be read, and what `each` fails with.
pub fn hostile<E: From<io::Error>>(
    fixtures: &Path,
    mut each: impl FnMut(&str, Attack) -> Result<(), E>,
) -> Result<(), E> {
    let damaged = || io::Error::new(io::ErrorKind::InvalidData, WORKBOOK);
    let workbook = fs::read(fixtures.join(WORKBOOK))?;
    let workbook = Package::read(&workbook).ok_or_else(damaged)?;
    let old = fs::read(fixtures.join(OLD_WORKBOOK))?;
    let families: [(&str, &dyn Fn() -> Vec<Attack>); 9] = [
        ("workbooks", &|| archives::attacks(&workbook)),
        ("workbooks", &|| xml::attacks(&workbook)),
        ("workbooks", &|| sheets::attacks(&workbook)),
        ("workbooks", &|| values::attacks(&workbook)),
        ("workbooks", &ods::attacks),
        ("workbooks", &|| compound::attacks(&old)),
        ("workbooks", &others::attacks),
        ("documents", &documents::attacks),
        ("bureau", &bureau::attacks),
    ];
    for (folder, attacks) in families {
        for attack in attacks() {
            each(folder, attack)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn attacks_are_the_same_on_every_run_and_have_names_of_their_own() {
        let again = || {
            values::attacks(&Package::default())
                .into_iter()
                .chain(ods::attacks())
        };
        let first: Vec<Attack> = again().collect();
        assert!(first.iter().eq(&again().collect::<Vec<_>>()));
        let names: BTreeSet<&str> = first.iter().map(|attack| &*attack.file).collect();
        assert_eq!(names.len(), first.len());
        assert!(
            first
                .iter()
                .all(|attack| !attack.what.contains([',', '\n']))
        );
    }
}
