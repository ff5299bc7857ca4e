//! The example bureaus of `fixtures/`, read and computed, for tests and benchmarks.
//!
//! Nothing that is released depends on this; it panics where a fixture is not as it should be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use voced_domain::{
    Bureau, Catalogue, Comparison, Dataset, Edition, Facts, Finding, Holder, PrintedFigure,
    ReferenceYear, Source, Submission, Waiver,
};
use voced_indicators::{compare, compute, prior_facts};
use voced_ingest::{Expected, Reading, gather, printed_figures, read};
use voced_report::{
    Audience, Block, Narrative, Report, ReportError, Run, Standing, YearData, compose,
};
use voced_template::Layout;

/// A bureau of the fixtures with its workbooks read.
#[derive(Clone, Debug)]
pub struct Example {
    /// The bureau.
    pub bureau: Arc<Bureau>,
    /// The year that is looked at.
    pub this: Collected,
    /// The year before, where its workbooks are there.
    pub last: Option<Collected>,
    /// What the report of the year before printed.
    pub printed_before: Vec<PrintedFigure>,
    /// What the report of the year printed.
    pub printed_now: Vec<PrintedFigure>,
    /// What the bureau lets stand.
    pub waivers: Vec<Waiver>,
}

/// A year's workbooks, read.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The definitions.
    pub edition: Arc<Edition>,
    /// Layouts that workbooks may have.
    pub layouts: Vec<Layout>,
    /// What was handed in, in the bureau's order.
    pub submissions: Vec<Submission>,
    /// What reading found.
    pub findings: Vec<Finding>,
}

/// Datasets and facts of an example, whose submissions may have been changed before.
#[derive(Clone, Debug)]
pub struct Computed {
    /// The bureau.
    pub bureau: Arc<Bureau>,
    /// The definitions of the year.
    pub edition: Arc<Edition>,
    /// The answers of the year.
    pub dataset: Dataset,
    /// Definitions and answers of the year before, where its workbooks are there.
    pub last: Option<(Arc<Edition>, Dataset)>,
    /// Facts of both years.
    pub facts: Arc<Facts>,
    /// How the printed report stands to the facts.
    pub comparison: Comparison,
    /// What reading found.
    pub findings: Vec<Finding>,
}

/// Siping's 2020, computed.
pub static SIPING: LazyLock<Computed> = LazyLock::new(|| Example::siping().computed());

/// The path of a fixture.
pub fn fixture(path: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    fixtures.join(path)
}

/// The text of a fixture.
pub fn fixture_text(path: &str) -> String {
    let found = fs::read_to_string(fixture(path));
    found.unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The texts of a folder of fixtures by file name.
pub fn files(folder: &str) -> BTreeMap<String, String> {
    let texts = paths(folder).into_iter().map(|path| {
        let name = path.file_name().expect("a file has a name");
        let text = fs::read_to_string(&path).expect("a fixture is a text");
        (name.to_string_lossy().into_owned(), text)
    });
    texts.collect()
}

fn paths(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixture(folder)).into_iter().flatten();
    let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

impl Example {
    /// Siping, 2020; of the year before only print exists.
    pub fn siping() -> Self {
        Self::of("siping", 2020)
    }

    /// The invented bureau, whose workbooks of two years are there.
    pub fn demo() -> Self {
        Self::of("demo", 2023)
    }

    fn of(folder: &str, year: u16) -> Self {
        let optional = |path: String| fs::read_to_string(fixture(&path)).unwrap_or_default();
        let own = optional(format!("{folder}/catalogue.toml"));
        let source = Source {
            name: "catalogue.toml",
            text: &own,
        };
        let catalogue = Catalogue::with_bureau(source).expect("the fixture's catalogue is right");
        let bureau = Bureau::from_toml(&fixture_text(&format!("{folder}/bureau.toml")));
        let bureau = bureau.expect("the fixture's bureau is right");
        let year = ReferenceYear::new(year).expect("a report year");
        let printed = |year: ReferenceYear| {
            let text = optional(format!("{folder}/{year}/printed.csv"));
            if text.is_empty() {
                return Vec::new();
            }
            printed_figures(&text).expect("the fixture's printed figures are right")
        };
        let waivers = voced_domain::waivers(&optional(format!("{folder}/{year}/waivers.toml")));
        let last = format!("{folder}/{}/submissions", year.previous());
        let last = fixture(&last)
            .is_dir()
            .then(|| Collected::of(folder, &bureau, &catalogue, year.previous()));
        Self {
            this: Collected::of(folder, &bureau, &catalogue, year),
            last,
            printed_before: printed(year.previous()),
            printed_now: printed(year),
            waivers: waivers.expect("the fixture's waivers are right"),
            bureau: Arc::new(bureau),
        }
    }

    /// What follows from the submissions as they are now.
    pub fn computed(&self) -> Computed {
        let (bureau, edition) = (&self.bureau, &self.this.edition);
        let dataset = Dataset::assemble(edition.year(), self.this.submissions.clone(), 0);
        let last = self.last.as_ref().map(|last| {
            let year = last.edition.year();
            let first = dataset.next_id();
            let dataset = Dataset::assemble(year, last.submissions.clone(), first);
            (Arc::clone(&last.edition), dataset)
        });
        let mut prior = last.as_ref().map_or_else(Vec::new, |(edition, dataset)| {
            compute(bureau, edition, dataset, &Facts::default())
        });
        prior.extend(prior_facts(bureau, edition, &self.printed_before));
        let prior = Facts::new(prior);
        let mut facts = compute(bureau, edition, &dataset, &prior);
        facts.extend(prior.iter().cloned());
        let facts = Facts::new(facts);
        Computed {
            comparison: compare(edition, &facts, &self.printed_now),
            bureau: Arc::clone(bureau),
            edition: Arc::clone(edition),
            dataset,
            last,
            facts: Arc::new(facts),
            findings: self.this.findings.clone(),
        }
    }
}

impl Collected {
    fn of(folder: &str, bureau: &Bureau, catalogue: &Catalogue, year: ReferenceYear) -> Self {
        let edition = Arc::new(catalogue.edition(year));
        let issued = files(&format!("{folder}/{year}/layouts"));
        let issued = issued
            .values()
            .map(|text| Layout::from_json(text).expect("a layout"));
        let current = [Holder::School, Holder::City].map(|holder| Layout::new(&edition, holder));
        let layouts: Vec<Layout> = issued.chain(current).collect();
        let expected = Expected::new(bureau, &edition, &layouts);
        let mut workbooks = paths(&format!("{folder}/{year}/submissions"));
        workbooks.push(fixture(&format!("{folder}/{year}/city.xlsx")));
        let readings = workbooks.iter().map(|path| {
            let name = path
                .file_name()
                .expect("a file has a name")
                .to_string_lossy();
            read(
                &name,
                &fs::read(path).expect("a fixture can be read"),
                &expected,
            )
        });
        let gathered = gather(readings.collect(), &expected);
        Self {
            submissions: gathered.submissions,
            findings: gathered.findings,
            layouts,
            edition,
        }
    }

    /// Reads one more workbook of the year.
    pub fn read(&self, bureau: &Bureau, file: &str, bytes: &[u8]) -> Reading {
        let expected = Expected::new(bureau, &self.edition, &self.layouts);
        read(file, bytes, &expected)
    }
}

impl Computed {
    /// Siping's 2020, of which some schools handed in nothing.
    pub fn without(absent: &[&str]) -> Self {
        let mut example = Example::siping();
        let is_absent = |one: &Submission| absent.contains(&one.entity.as_str());
        example.this.submissions.retain(|one| !is_absent(one));
        example.computed()
    }

    /// What reports and writers are written from.
    pub fn run(&self) -> Run<'_> {
        let last = self.last.as_ref();
        Run {
            bureau: &self.bureau,
            this: YearData {
                edition: &self.edition,
                dataset: &self.dataset,
            },
            last: last.map(|(edition, dataset)| YearData { edition, dataset }),
            facts: &self.facts,
            comparison: Some(&self.comparison),
            findings: &self.findings,
            issued: (self.edition.year().get(), 12, 1),
        }
    }

    /// The report of one text under the heading 1.1.
    ///
    /// # Errors
    /// What an author would read of the text.
    pub fn report_of(&self, text: &str, standing: Standing) -> Result<Report, ReportError> {
        let outline =
            "title = \"某市报告\"\n[[chapter]]\ntitle = \"基本情况\"\nsections = [\"试验\"]\n";
        let files = BTreeMap::from([
            ("outline.toml".into(), outline.into()),
            ("1.1-试验.md".into(), text.into()),
        ]);
        compose(
            &self.run(),
            &Narrative::new(files)?,
            Audience::Public,
            standing,
        )
    }
}

/// A report as lines of text, its figures in brackets.
pub fn plain_text(report: &Report) -> String {
    let mut lines = Vec::new();
    for block in &report.blocks {
        match block {
            Block::Heading(heading) => lines.push(format!("{} {}", heading.number, heading.text)),
            Block::Paragraph(paragraph) => lines.push(report.plain(&paragraph.text)),
            Block::List { items } => {
                let line = |item: &voced_report::Item| {
                    format!("{}{}", item.marker, report.plain(&item.text))
                };
                lines.extend(items.iter().map(line));
            }
            Block::Table(table) => lines.extend(table_text(report, table)),
            Block::Chart(chart) => lines.push(format!("图{} {}", chart.number, chart.alt)),
            Block::Traces => lines.push("（溯源表）".into()),
        }
    }
    lines.join("\n")
}

fn table_text(report: &Report, table: &voced_report::Table) -> Vec<String> {
    let mut lines = vec![format!("表{} {}", table.number, table.caption)];
    lines.extend(table.head.iter().map(|row| {
        let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
        cells.join(" | ")
    }));
    lines.extend(table.rows.iter().map(|row| {
        let cells = row.cells.iter().map(|cell| report.plain(&cell.text));
        cells.collect::<Vec<_>>().join(" | ")
    }));
    lines.extend(table.notes.iter().map(|note| format!("注：{note}")));
    lines
}
