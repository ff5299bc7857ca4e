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
use std::path::Path;

use crate::Done;
use crate::console::Console;
use crate::developer::HostileOptions;
use crate::failure::Failure;
use crate::outputs::{Output, OutputFolder};
use attack::Attack;
use package::Package;

/// A filled workbook of an example bureau, from which most attacks are made.
const WORKBOOK: &str = "fixtures/demo/2023/submissions/甲县职业教育中心.xlsx";
/// One of the older format.
const OLD_WORKBOOK: &str = "fixtures/siping/2020/submissions/梨树县职业中等专业学校.xls";
/// What stands in the list of all files.
const LIST: &str = "attacks.csv";

/// Writes the files into a folder, each in the folder of its kind, with a list of what each does.
pub(crate) fn hostile(options: &HostileOptions, console: &Console) -> Result<Done, Failure> {
    let workbook = Package::read(&example(WORKBOOK)?)
        .ok_or_else(|| Failure::new(format!("{WORKBOOK}打不开"), ""))?;
    let old = example(OLD_WORKBOOK)?;
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
    let place = OutputFolder::open(&options.out, console)?;
    let mut outputs = Vec::new();
    let mut list = String::from("文件,做法\n");
    for (folder, attacks) in families {
        for Attack { file, what, bytes } in attacks() {
            list.push_str(&format!("{folder}/{file},{what}\n"));
            let path = Path::new(folder).join(file);
            // Written at once: some are large.
            outputs.push(place.stage(&path, |to| Ok(to.write_all(&bytes)?))?);
        }
    }
    let count = list.lines().count() - 1;
    outputs.push(Output::new(LIST, list.into_bytes()));
    place.replace(&outputs)?;
    console.done(&format!("{count}个文件，见{}", options.out.display()));
    Ok(Done::Clean)
}

fn example(path: &str) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| Failure::io(Path::new(path), &error))
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
