//! The example bureau, read and computed once for all tests of a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use voced_domain::{
    Bureau, Catalogue, Comparison, Dataset, Edition, Facts, Finding, Holder, ReferenceYear, Source,
};
use voced_indicators::{compare, compute, prior_facts};
use voced_ingest::{Expected, gather, printed_figures, read};
use voced_report::{
    Audience, Block, Narrative, Report, ReportError, Run, Standing, YearData, compose,
};
use voced_template::Layout;

/// What was computed for the example bureau.
pub(crate) struct Computed {
    pub(crate) bureau: Arc<Bureau>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) dataset: Dataset,
    pub(crate) facts: Arc<Facts>,
    pub(crate) comparison: Comparison,
    pub(crate) findings: Vec<Finding>,
}

/// The example bureau as it is.
pub(crate) static SIPING: LazyLock<Computed> = LazyLock::new(|| Computed::without(&[]));

fn fixture(path: &str) -> PathBuf {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    fixtures.join(path)
}

pub(crate) fn fixture_text(path: &str) -> String {
    fs::read_to_string(fixture(path)).unwrap()
}

impl Computed {
    /// The example bureau, of which some schools handed in nothing.
    pub(crate) fn without(absent: &[&str]) -> Self {
        let year = ReferenceYear::new(2020).unwrap();
        let own = fixture_text("siping/catalogue.toml");
        let source = Source {
            name: "catalogue.toml",
            text: &own,
        };
        let edition = Catalogue::with_bureau(source).unwrap().edition(year);
        let bureau = Bureau::from_toml(&fixture_text("siping/bureau.toml")).unwrap();
        let layouts = [Holder::School, Holder::City].map(|holder| Layout::new(&edition, holder));
        let expected = Expected {
            bureau: &bureau,
            edition: &edition,
            layouts: &layouts,
        };
        let entries = fs::read_dir(fixture("siping/2020/submissions")).unwrap();
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.push(fixture("siping/2020/city.xlsx"));
        paths.sort();
        let readings = paths.iter().map(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            read(&name, &fs::read(path).unwrap(), &expected)
        });
        let gathered = gather(readings.collect(), &expected);
        let mut submissions = gathered.submissions;
        submissions.retain(|one| !absent.contains(&one.entity.as_str()));
        let dataset = Dataset::assemble(year, submissions, 0);

        let printed = printed_figures(&fixture_text("siping/2019/printed.csv")).unwrap();
        let prior = Facts::new(prior_facts(&bureau, &edition, &printed));
        let mut facts = compute(&bureau, &edition, &dataset, &prior);
        facts.extend(prior.iter().cloned());
        let facts = Facts::new(facts);
        let printed = printed_figures(&fixture_text("siping/2020/printed.csv")).unwrap();
        Self {
            comparison: compare(&edition, &facts, &printed),
            bureau: Arc::new(bureau),
            edition: Arc::new(edition),
            dataset,
            facts: Arc::new(facts),
            findings: gathered.findings,
        }
    }

    pub(crate) fn run(&self) -> Run<'_> {
        Run {
            bureau: &self.bureau,
            this: YearData {
                edition: &self.edition,
                dataset: &self.dataset,
            },
            last: None,
            facts: &self.facts,
            comparison: Some(&self.comparison),
            findings: &self.findings,
            issued: (2020, 12, 1),
        }
    }

    /// The report of one text under the heading 1.1.
    pub(crate) fn report_of(&self, text: &str, standing: Standing) -> Result<Report, ReportError> {
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

/// The files of a narrative's folder.
pub(crate) fn files(folder: &str) -> BTreeMap<String, String> {
    let entries = fs::read_dir(fixture(folder)).unwrap();
    let texts = entries.map(|entry| {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        (entry.file_name().to_string_lossy().into_owned(), text)
    });
    texts.collect()
}

/// A report as lines of text, its figures in brackets.
pub(crate) fn plain_text(report: &Report) -> String {
    let mut lines = Vec::new();
    for block in &report.blocks {
        match block {
            Block::Heading(heading) => lines.push(format!("{} {}", heading.number, heading.text)),
            Block::Paragraph(paragraph) => lines.push(report.plain(&paragraph.text)),
            Block::List { items } => lines.extend(
                items
                    .iter()
                    .map(|item| format!("{}{}", item.marker, report.plain(&item.text))),
            ),
            Block::Table(table) => {
                lines.push(format!("表{} {}", table.number, table.caption));
                lines.extend(table.head.iter().map(|row| {
                    let cells: Vec<_> = row.iter().map(|cell| cell.text.as_str()).collect();
                    cells.join(" | ")
                }));
                lines.extend(table.rows.iter().map(|row| {
                    let cells: Vec<_> = row
                        .cells
                        .iter()
                        .map(|cell| report.plain(&cell.text))
                        .collect();
                    cells.join(" | ")
                }));
                lines.extend(table.notes.iter().map(|note| format!("注：{note}")));
            }
            Block::Chart(chart) => lines.push(format!("图{} {}", chart.number, chart.alt)),
            Block::Traces => lines.push("（溯源表）".into()),
        }
    }
    lines.join("\n")
}
