//! The formats of workbooks, each in a file of its own. To add one, write its file and name it here:
//! messages and the search for workbooks in a folder follow.

mod ods;
mod xls;
mod xlsx;

pub(crate) use xls::UNTOLD;

use crate::format::Format;

/// Every format, in the order in which messages name them.
pub const FORMATS: &[Format] = &[xlsx::FORMAT, xls::FORMAT, ods::FORMAT];

/// What a returned workbook may be: `填好的工作簿(.xlsx、.xls或.ods)`.
pub(crate) fn expected() -> String {
    let names: Vec<String> = FORMATS
        .iter()
        .map(|format| format!(".{}", format.extensions[0]))
        .collect();
    let names = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{}或{last}", others.join("、")),
        None => String::new(),
    };
    format!("填好的工作簿({names})")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_format_has_a_file_extensions_of_its_own_and_an_example_that_is_broken() {
        let here = env!("CARGO_MANIFEST_DIR");
        let names = |folder: &str| -> Vec<String> {
            let entries = std::fs::read_dir(format!("{here}/{folder}")).unwrap();
            let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            names.collect()
        };
        let (files, broken) = (names("src/formats"), names("../../fixtures/broken"));
        let mut seen = BTreeSet::new();
        for format in FORMATS {
            assert!(
                format
                    .extensions
                    .iter()
                    .all(|extension| seen.insert(*extension))
            );
            let extension = format.extensions[0];
            assert!(files.contains(&format!("{extension}.rs")));
            let end = format!(".{extension}");
            assert!(broken.iter().any(|name| name.ends_with(&end)), "{end}");
        }
        // And this one.
        let files = files.iter().filter(|name| name.ends_with(".rs"));
        assert_eq!(files.count(), FORMATS.len() + 1);
    }

    #[test]
    fn messages_name_every_format() {
        assert_eq!(expected(), "填好的工作簿(.xlsx、.xls或.ods)");
    }
}
