//! The Siping bureau, as all tests of reading need it.

use std::fs;
use std::path::{Path, PathBuf};

use voced_domain::{Bureau, Catalogue, Edition, ReferenceYear, ReportingUnit, Roster, Source};
use voced_ingest::{Expected, Reading};
use voced_template::Template;

/// A bureau with the definitions and templates of 2020.
pub(crate) struct Siping {
    pub(crate) bureau: Bureau,
    pub(crate) edition: Edition,
    pub(crate) templates: Vec<Template>,
}

impl Siping {
    pub(crate) fn open() -> Self {
        let folder = fixtures().join("siping");
        let text = |path: &Path| fs::read_to_string(path).expect("a fixture can be read");
        let roster = Roster::from_toml(&text(&folder.join("bureau.toml"))).expect("a bureau");
        let own = text(&folder.join("catalogue.toml"));
        let catalogue = Catalogue::with_bureau(Source {
            name: "catalogue.toml",
            text: &own,
        });
        let year = ReferenceYear::new(2020).expect("in range");
        let bureau = roster.in_year(year);
        let edition = catalogue.expect("definitions").edition(year);
        let issued = fs::read_dir(folder.join("2020/layouts")).expect("templates were issued");
        let mut paths: Vec<PathBuf> = issued.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|found| found == "json"));
        paths.sort();
        let issued = paths
            .iter()
            .map(|path| Template::from_json(&text(path)).expect("a template"));
        let current = [ReportingUnit::School, ReportingUnit::Region]
            .map(|reporting_unit| Template::new(&edition, reporting_unit));
        let templates = issued.chain(current).collect();
        Self {
            bureau,
            edition,
            templates,
        }
    }

    pub(crate) fn read(&self, file: &str, bytes: &[u8]) -> Reading {
        let expected = Expected::new(&self.bureau, &self.edition, &self.templates);
        voced_ingest::read(file, bytes, &expected)
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures")
}
