//! The example bureaus of `fixtures/`, read and assessed, for tests and benchmarks; and the tests over
//! them, of rules and of reports.
//!
//! Nothing that is released depends on this; it panics where a fixture is not as it should be.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use voced_domain::{EntityCode, ReferenceYear, Submission};
use voced_folder::Folder;
use voced_pipeline::{Assessment, Inputs, YearInputs, assess, go_on};
use voced_report::{
    Audience, Block, Narrative, Report, ReportError, Run, Standing, compose, pictures_named,
};

/// Siping's 2020, assessed.
pub static SIPING: LazyLock<Assessment> = LazyLock::new(|| assessed(siping()));

/// What is read of Siping's 2020; of the year before only print exists.
pub fn siping() -> Inputs {
    static READ: LazyLock<Inputs> = LazyLock::new(|| inputs("siping", 2020));
    READ.clone()
}

/// What is read of the invented bureau, whose workbooks of two years are there.
pub fn demo() -> Inputs {
    static READ: LazyLock<Inputs> = LazyLock::new(|| inputs("demo", 2023));
    READ.clone()
}

/// What is read of a year, 2020 to 2024, of the invented bureau whose schools come and go.
pub fn years(year: u16) -> Inputs {
    inputs("years", year)
}

/// What is read of Siping's 2020, of which some schools handed in nothing.
pub fn siping_without(absent: &[&str]) -> Inputs {
    let mut inputs = siping();
    let absent: Vec<_> = absent.iter().copied().map(EntityCode::new).collect();
    let is_absent = |one: &Submission| absent.contains(&Ok(one.entity.clone()));
    let workbooks = &mut inputs.this.workbooks;
    workbooks.retain(|found| !found.content.submission.as_ref().is_some_and(is_absent));
    inputs
}

fn inputs(folder: &str, year: u16) -> Inputs {
    let year = ReferenceYear::new(year).expect("a report year");
    let folder = Folder::open(&fixture(folder)).expect("the fixture is right");
    let mut inputs = folder.inputs(year, &go_on).expect("the fixture is right");
    inputs.earlier = folder.earlier(year, &go_on).expect("the fixture is right");
    inputs.texts = folder.texts(year).expect("the fixture is right");
    inputs
}

/// What follows from inputs.
pub fn assessed(inputs: Inputs) -> Assessment {
    assess(inputs, &go_on).expect("nobody stops it")
}

/// What was handed in of a year, whichever of it counts.
pub fn submissions(year: &YearInputs) -> impl Iterator<Item = &Submission> {
    let workbooks = year.workbooks.iter();
    workbooks.filter_map(|found| found.content.submission.as_ref())
}

/// What an entity handed in, to be changed.
pub fn submission<'a>(year: &'a mut YearInputs, entity: &EntityCode) -> &'a mut Submission {
    let workbooks = year.workbooks.iter_mut();
    let mut submissions = workbooks.filter_map(|found| found.content.submission.as_mut());
    let found = submissions.find(|submission| submission.entity == *entity);
    found.unwrap_or_else(|| panic!("no workbook of {entity}"))
}

/// What reports and outputs are written from, issued on the first of December.
pub fn run(assessment: &Assessment) -> Run<'_> {
    assessment.run(assessment.year().usual_day_of_issue())
}

/// The report of one text under the heading 1.1.
///
/// # Errors
/// What an author would read of the text.
pub fn report_of(
    assessment: &Assessment,
    text: &str,
    standing: Standing,
) -> Result<Report, ReportError> {
    let outline =
        "title = \"某市报告\"\n[[chapter]]\ntitle = \"基本情况\"\nsections = [\"试验\"]\n";
    let files = BTreeMap::from([
        ("outline.toml".into(), outline.into()),
        ("1.1-试验.md".into(), text.into()),
    ]);
    let narrative = Narrative::new(files)?;
    let folder = fixture("siping/2020/narrative");
    let texts = BTreeMap::from([(String::new(), text.to_owned())]);
    let named = pictures_named(&texts).into_iter();
    let pictures = named.filter_map(|name| Some((name.clone(), fs::read(folder.join(name)).ok()?)));
    let narrative = narrative.with_pictures(pictures.collect());
    compose(&run(assessment), &narrative, Audience::Public, standing)
}

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
    let entries = fs::read_dir(fixture(folder)).into_iter().flatten();
    let entries = entries.flatten().filter(|entry| entry.path().is_file());
    let texts = entries.map(|entry| {
        let text = fs::read_to_string(entry.path()).expect("a fixture is a text");
        (entry.file_name().to_string_lossy().into_owned(), text)
    });
    texts.collect()
}

/// The texts of the example bureau's report with their pictures.
pub fn siping_narrative() -> Narrative {
    let narrative = Narrative::new(files("siping/2020/narrative"));
    let narrative = narrative.expect("the example's texts are in order");
    narrative.with_pictures(siping_pictures())
}

/// The pictures that Siping's texts name.
pub fn siping_pictures() -> BTreeMap<String, Vec<u8>> {
    let folder = fixture("siping/2020/narrative");
    let named = pictures_named(&files("siping/2020/narrative")).into_iter();
    let pictures = named.filter_map(|name| Some((name.clone(), fs::read(folder.join(name)).ok()?)));
    pictures.collect()
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
            Block::Chart(chart) => {
                lines.push(format!("图{} {}", chart.number, chart.alt));
                lines.extend(chart.notes.iter().map(|note| format!("注：{note}")));
            }
            Block::Pictures { pictures } => lines.extend(pictures.iter().map(|picture| {
                format!(
                    "图{} {}（图片：{}）",
                    picture.number, picture.caption, picture.alt
                )
            })),
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
