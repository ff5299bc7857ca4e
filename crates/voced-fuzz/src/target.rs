//! The ways in from outside.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use voced_domain::{Catalogue, ReferenceYear, Roster, Source, waivers};
use voced_ingest::printed_figures;
use voced_pipeline::{Inputs, assess, go_on, read};
use voced_template::Template;

/// A way in from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Returned workbooks.
    Ingest,
    /// Finished reports.
    Audit,
    /// Case studies as Word documents.
    Case,
    /// A bureau's own files.
    Catalogue,
}

impl Target {
    /// Every one.
    pub const ALL: [Target; 4] = [
        Target::Ingest,
        Target::Audit,
        Target::Case,
        Target::Catalogue,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Target::Ingest => "ingest",
            Target::Audit => "audit",
            Target::Case => "case",
            Target::Catalogue => "catalogue",
        }
    }

    /// Reads a file this way.
    pub fn read(self, bytes: &[u8]) {
        match self {
            Target::Ingest => ingest(bytes),
            Target::Audit => audit(bytes),
            Target::Case => case(bytes),
            Target::Catalogue => catalogue(bytes),
        }
    }
}

/// What workbooks are read against.
static EXAMPLE: LazyLock<Inputs> = LazyLock::new(|| {
    let text = fs::read_to_string(fixtures().join("demo/bureau.toml")).expect("a fixture");
    let year = ReferenceYear::new(2023).expect("in range");
    let catalogue = Catalogue::national().expect("the definitions are sound");
    let bureau = Roster::from_toml(&text)
        .expect("a fixture is sound")
        .in_year(year);
    Inputs::new(Arc::new(bureau), Arc::new(catalogue.edition(year)))
});

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}

/// Reads a returned workbook, and assesses a year in which nothing else came back.
///
/// # Panics
/// Where a workbook is neither read nor refused.
pub fn ingest(bytes: &[u8]) {
    let expected = EXAMPLE.this.expected(&EXAMPLE.bureau);
    let found = read("a.xlsx", "a.xlsx", bytes.to_vec(), &expected);
    let reading = &found.content;
    assert!(reading.submission.is_some() || !reading.findings.is_empty());
    for finding in &reading.findings {
        assert!(!finding.locations.is_empty());
        black_box(finding.to_string());
    }
    if reading.submission.is_some() {
        let mut inputs = EXAMPLE.clone();
        inputs.this.workbooks.push(found);
        let _ = black_box(assess(inputs, &go_on));
    }
}

/// Audits a finished report. PDF is left out: it is read by a process of its own, since the library
/// can end the one that reads it.
pub fn audit(bytes: &[u8]) {
    let format = voced_audit::format_of(bytes);
    if format.is_some_and(|format| format.can_end_the_process) {
        return;
    }
    match voced_audit::read(bytes) {
        Ok(document) => {
            black_box(voced_audit::audit(&document, &EXAMPLE.this.edition, None));
            black_box(voced_audit::edits(&document));
        }
        Err(error) => {
            black_box(error.to_string());
        }
    }
}

/// Reads a Word document as a case study and writes the draft of it.
pub fn case(bytes: &[u8]) {
    match voced_word::read(bytes) {
        Ok(document) => {
            let names = voced_word::Names {
                file: "案例",
                school: &["甲校"],
            };
            let found = voced_word::case(&document, names);
            black_box(voced_report::draft_of_case("甲校", &found.case.blocks));
        }
        Err(error) => {
            black_box(error.to_string());
        }
    }
}

/// Reads each kind of a bureau's own files.
pub fn catalogue(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let said = [
        Roster::from_toml(text).err().map(|error| error.to_string()),
        waivers(text).err().map(|error| error.to_string()),
        printed_figures(text).err().map(|error| error.to_string()),
        Template::from_json(text)
            .err()
            .map(|error| error.to_string()),
        definitions(text),
    ];
    black_box(said);
}

/// The national definitions are read along, which takes longer than all else: only for texts that
/// could be definitions.
fn definitions(text: &str) -> Option<String> {
    let could_be = ["[[item", "[[indicator", "[[relation", "[[group"];
    if !could_be.iter().any(|head| text.contains(head)) {
        return None;
    }
    let source = Source {
        name: "catalogue.toml",
        text,
    };
    match Catalogue::with_bureau(source) {
        Ok(catalogue) => {
            black_box(catalogue.edition(EXAMPLE.year()));
            None
        }
        Err(error) => Some(error.to_string()),
    }
}
