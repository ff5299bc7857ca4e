//! The formats of workbooks, each in a file of its own. To add one, write its file and name it here:
//! messages and the search for workbooks in a folder follow.

mod dense;
mod ods;
mod xls;
mod xlsx;

use crate::book::Book;
use crate::file_format::Container;
use crate::refusal::Refusal;

/// A format of workbooks.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What names of such files end with, without the dot.
    pub extension: &'static str,
    /// Whether a file is one of these, by its content: extensions lie.
    pub(crate) is_it: fn(&Container<'_>) -> bool,
    /// Refuses a file that asks for more than there may be, before anything is set aside for it.
    pub(crate) bounds: fn(&mut Container<'_>) -> Result<(), Refusal>,
    /// Beginnings of the names of parts that no template has, and what they are called.
    pub(crate) active_content: &'static [(&'static str, &'static str)],
    /// Reads a file that passed its bounds.
    pub(crate) open: fn(&[u8]) -> Result<Book, Refusal>,
}

/// Every format, in the order in which messages name them.
pub const FORMATS: &[Format] = &[xlsx::FORMAT, xls::FORMAT, ods::FORMAT];

/// What a returned workbook may be: `填好的工作簿(.xlsx、.xls或.ods)`.
pub(crate) fn expected() -> String {
    let names: Vec<String> = FORMATS
        .iter()
        .map(|format| format!(".{}", format.extension))
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
    fn every_format_has_a_file_an_extension_of_its_own_and_examples() {
        let extensions: BTreeSet<&str> = FORMATS.iter().map(|one| one.extension).collect();
        assert_eq!(extensions.len(), FORMATS.len());
        let here = env!("CARGO_MANIFEST_DIR");
        let fixtures = format!("{here}/../../fixtures");
        for extension in extensions {
            assert!(std::path::Path::new(&format!("{here}/src/formats/{extension}.rs")).exists());
            for folder in ["siping/2020/submissions", "broken"] {
                let files = std::fs::read_dir(format!("{fixtures}/{folder}")).unwrap();
                let mut files = files.map(|file| file.unwrap().path());
                let is_one =
                    |path: std::path::PathBuf| path.extension().is_some_and(|e| e == extension);
                assert!(files.any(is_one), "no .{extension} in {folder}");
            }
        }
    }

    #[test]
    fn messages_name_every_format() {
        assert_eq!(expected(), "填好的工作簿(.xlsx、.xls或.ods)");
    }
}
