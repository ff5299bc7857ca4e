//! Every output, each in a file of its own. To add one, write its file and name it here.

mod check_report;
mod confirmation;
mod docx;
mod findings;
mod html;
mod indicators_csv;
mod indicators_json;
mod pdf;
mod returned;
mod summary;

use crate::OutputKind;

/// Every output, in the order in which they are written and told of.
pub const ALL: &[OutputKind] = &[
    summary::OUTPUT,
    indicators_json::OUTPUT,
    indicators_csv::OUTPUT,
    docx::OUTPUT,
    html::OUTPUT,
    pdf::OUTPUT,
    findings::OUTPUT,
    check_report::OUTPUT,
    returned::OUTPUT,
    confirmation::OUTPUT,
];

/// The formats in which reports are written, `docx、html、pdf`.
pub fn report_formats() -> String {
    let documents = ALL.iter().filter(|output| output.write.is_document());
    let formats: Vec<&str> = documents.map(|output| output.format).collect();
    formats.join("、")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_outputs_have_the_same_name_or_path() {
        let unique = |texts: Vec<&str>| {
            let n_texts = texts.len();
            texts.into_iter().collect::<BTreeSet<_>>().len() == n_texts
        };
        assert!(unique(ALL.iter().map(|output| output.format).collect()));
        assert!(unique(ALL.iter().map(|output| output.file).collect()));
        assert!(unique(
            ALL.iter()
                .filter_map(|output| output.write.path())
                .collect()
        ));
    }

    #[test]
    fn every_output_has_a_file_and_says_what_it_is() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/outputs");
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), ALL.len() + 1);
        for output in ALL {
            assert!(
                !output.name.is_empty() && !output.holds.is_empty(),
                "{output:?}"
            );
            let path = output.write.path();
            assert!(path.is_none_or(|path| path == output.file), "{output:?}");
        }
    }
}
