//! What each stage of the main job costs, on the example bureau: `cargo bench -p voced-indicators`.

use std::fs;
use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use voced_domain::{
    Bureau, Catalogue, Comparison, Dataset, Edition, Facts, Holder, ReferenceYear, Source,
};
use voced_ingest::{Expected, Gathered, Reading, gather, printed_figures, read};
use voced_template::Layout;
use voced_writers::{Run, YearData};

fn main() {
    divan::main();
}

fn fixture(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/siping")
        .join(path)
}

fn fixture_text(path: &str) -> String {
    fs::read_to_string(fixture(path)).expect("the fixture is there")
}

/// Everything before the first workbook is read.
struct Start {
    bureau: Bureau,
    edition: Edition,
    layouts: Vec<Layout>,
    files: Vec<(String, Vec<u8>)>,
}

fn catalogue() -> Catalogue {
    let text = fixture_text("catalogue.toml");
    let source = Source {
        name: "catalogue.toml",
        text: &text,
    };
    Catalogue::with_bureau(source).expect("the fixture's catalogue is right")
}

impl Start {
    fn new() -> Self {
        let year = ReferenceYear::new(2020).expect("in range");
        let edition = catalogue().edition(year);
        let entries = fs::read_dir(fixture("2020/submissions")).expect("the fixture is there");
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
        paths.push(fixture("2020/city.xlsx"));
        let files = paths
            .into_iter()
            .map(|path| {
                (
                    path.display().to_string(),
                    fs::read(&path).expect("a plain file"),
                )
            })
            .collect();
        Self {
            bureau: Bureau::from_toml(&fixture_text("bureau.toml")).expect("the fixture is right"),
            layouts: [Holder::School, Holder::City]
                .map(|holder| Layout::new(&edition, holder))
                .into(),
            edition,
            files,
        }
    }

    fn expected(&self) -> Expected<'_> {
        Expected {
            bureau: &self.bureau,
            edition: &self.edition,
            layouts: &self.layouts,
        }
    }

    fn readings(&self) -> Vec<Reading> {
        self.files
            .iter()
            .map(|(name, bytes)| read(name, bytes, &self.expected()))
            .collect()
    }

    fn gathered(&self) -> Gathered {
        gather(self.readings(), &self.expected())
    }

    fn dataset(&self) -> Dataset {
        Dataset::assemble(self.edition.year(), self.gathered().submissions, 0)
    }

    fn prior(&self) -> Facts {
        let printed =
            printed_figures(&fixture_text("2019/printed.csv")).expect("the list is right");
        Facts::new(voced_indicators::prior_facts(
            &self.bureau,
            &self.edition,
            &printed,
        ))
    }

    fn facts(&self, dataset: &Dataset) -> Facts {
        let prior = self.prior();
        let mut facts = voced_indicators::compute(&self.bureau, &self.edition, dataset, &prior);
        facts.extend(prior.iter().cloned());
        Facts::new(facts)
    }

    fn comparison(&self, facts: &Facts) -> Comparison {
        let printed =
            printed_figures(&fixture_text("2020/printed.csv")).expect("the list is right");
        voced_indicators::compare(&self.edition, facts, &printed)
    }
}

#[divan::bench]
fn catalogue_and_edition() -> Edition {
    catalogue().edition(ReferenceYear::new(2020).expect("in range"))
}

#[divan::bench]
fn read_seven_workbooks_on_one_thread(bencher: Bencher<'_, '_>) {
    let start = Start::new();
    bencher.bench_local(|| start.readings());
}

#[divan::bench]
fn gather_and_assemble(bencher: Bencher<'_, '_>) {
    let start = Start::new();
    bencher
        .with_inputs(|| start.readings())
        .bench_local_values(|readings| {
            let gathered = gather(readings, &start.expected());
            Dataset::assemble(start.edition.year(), gathered.submissions, 0)
        });
}

#[divan::bench]
fn compute_all_facts(bencher: Bencher<'_, '_>) {
    let start = Start::new();
    let (dataset, prior) = (start.dataset(), start.prior());
    bencher.bench_local(|| {
        voced_indicators::compute(&start.bureau, &start.edition, black_box(&dataset), &prior)
    });
}

#[divan::bench]
fn compare_with_the_printed_report(bencher: Bencher<'_, '_>) {
    let start = Start::new();
    let facts = start.facts(&start.dataset());
    bencher.bench_local(|| start.comparison(black_box(&facts)));
}

#[divan::bench(args = voced_writers::all().iter().map(|writer| writer.format))]
fn write_output(bencher: Bencher<'_, '_>, format: &str) {
    let start = Start::new();
    let dataset = start.dataset();
    let facts = start.facts(&dataset);
    let comparison = start.comparison(&facts);
    let findings = start.gathered().findings;
    let run = Run {
        bureau: &start.bureau,
        this: YearData {
            edition: &start.edition,
            dataset: &dataset,
        },
        last: None,
        facts: &facts,
        comparison: Some(&comparison),
        findings: &findings,
        issued: (2020, 12, 1),
    };
    let writer = voced_writers::all()
        .iter()
        .find(|writer| writer.format == format);
    let writer = writer.expect("the argument is one of them");
    bencher.bench_local(|| (writer.write)(black_box(&run)));
}

#[divan::bench]
fn write_a_blank_template(bencher: Bencher<'_, '_>) {
    let start = Start::new();
    let filling = voced_writers::template::Filling {
        entity_code: "x",
        entity_name: "某校",
        author: "某局",
        issued: (2020, 9, 1),
        remark: "",
        last_year: Default::default(),
        answers: Default::default(),
        notes: Vec::new(),
        case: None,
    };
    bencher.bench_local(|| {
        voced_writers::template::write(&start.layouts[0], &start.edition, black_box(&filling))
    });
}
