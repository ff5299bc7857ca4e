//! What each stage of the main job costs, on the example bureau: `cargo bench -p voced-indicators`.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use divan::{Bencher, black_box};
use voced_domain::{
    Bureau, Catalogue, Comparison, Dataset, Edition, Facts, Finding, Holder, ReferenceYear, Source,
};
use voced_ingest::{Expected, Gathered, Reading, gather, printed_figures, read};
use voced_report::{Audience, Narrative, Report, Run, Standing, YearData, compose};
use voced_template::Layout;
use voced_writers::Write;

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
    bureau: Arc<Bureau>,
    edition: Arc<Edition>,
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
        let bureau = Bureau::from_toml(&fixture_text("bureau.toml"));
        let bureau = bureau.expect("the fixture is right");
        Self {
            bureau: Arc::new(bureau),
            layouts: [Holder::School, Holder::City]
                .map(|holder| Layout::new(&edition, holder))
                .into(),
            edition: Arc::new(edition),
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

/// What was computed, for writers.
struct Computed {
    start: Start,
    dataset: Dataset,
    facts: Arc<Facts>,
    comparison: Comparison,
    findings: Vec<Finding>,
}

impl Computed {
    fn new() -> Self {
        let start = Start::new();
        let dataset = start.dataset();
        let facts = start.facts(&dataset);
        Self {
            comparison: start.comparison(&facts),
            findings: start.gathered().findings,
            facts: Arc::new(facts),
            dataset,
            start,
        }
    }

    fn run(&self) -> Run<'_> {
        Run {
            bureau: &self.start.bureau,
            this: YearData {
                edition: &self.start.edition,
                dataset: &self.dataset,
            },
            last: None,
            facts: &self.facts,
            comparison: Some(&self.comparison),
            findings: &self.findings,
            issued: (2020, 12, 1),
        }
    }

    fn report(&self) -> Report {
        let report = compose(
            &self.run(),
            &narrative(),
            Audience::Internal,
            Standing::Final,
        );
        report.expect("the fixture's narrative is right")
    }
}

fn narrative() -> Narrative {
    let entries = fs::read_dir(fixture("2020/narrative")).expect("the fixture is there");
    let texts = entries.flatten().map(|entry| {
        let text = fs::read_to_string(entry.path()).expect("a plain file");
        (entry.file_name().to_string_lossy().into_owned(), text)
    });
    Narrative::new(texts.collect()).expect("the fixture's outline is right")
}

#[divan::bench]
fn compose_a_report(bencher: Bencher<'_, '_>) {
    let computed = Computed::new();
    bencher.bench_local(|| computed.report());
}

#[divan::bench(args = voced_writers::all().iter().map(|writer| writer.format))]
fn write_output(bencher: Bencher<'_, '_>, format: &str) {
    let computed = Computed::new();
    let (run, report) = (computed.run(), computed.report());
    let writer = voced_writers::all()
        .iter()
        .find(|writer| writer.format == format);
    match writer.expect("the argument is one of them").write {
        Write::Data { write, .. } => bencher.bench_local(|| write(black_box(&run))),
        Write::Document { write, .. } => bencher.bench_local(|| write(black_box(&report))),
    }
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
        issues: Vec::new(),
    };
    bencher.bench_local(|| {
        voced_writers::template::write(&start.layouts[0], &start.edition, black_box(&filling))
    });
}
