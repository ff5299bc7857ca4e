//! What each stage of the main job costs, on the example bureaus: `cargo bench -p voced-indicators`.

use std::fs;
use std::sync::Arc;

use divan::{Bencher, black_box};
use voced_domain::{Bureau, Catalogue, Dataset, Edition, EntityCode, School, Source, Submission};
use voced_examples::{Computed, Example, SIPING, files, fixture, fixture_text};
use voced_ingest::{Expected, Reading, gather, read};
use voced_report::{Audience, Narrative, Report, Standing, compose};
use voced_rules::{Scene, Year, confront};
use voced_writers::Write;

fn main() {
    divan::main();
}

#[divan::bench]
fn catalogue_and_edition() -> Edition {
    let text = fixture_text("siping/catalogue.toml");
    let source = Source {
        name: "catalogue.toml",
        text: &text,
    };
    let catalogue = Catalogue::with_bureau(source).expect("the fixture's catalogue is right");
    catalogue.edition(SIPING.edition.year())
}

/// Siping's workbooks as they lie on the disk.
struct Workbooks {
    example: Example,
    files: Vec<(String, Vec<u8>)>,
}

impl Workbooks {
    fn new() -> Self {
        let entries = fs::read_dir(fixture("siping/2020/submissions"));
        let entries = entries.expect("the fixture is there").flatten();
        let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
        paths.push(fixture("siping/2020/city.xlsx"));
        let bytes = |path: &std::path::PathBuf| fs::read(path).expect("a plain file");
        Self {
            example: Example::siping(),
            files: paths
                .iter()
                .map(|path| (path.display().to_string(), bytes(path)))
                .collect(),
        }
    }

    fn expected(&self) -> Expected<'_> {
        Expected::new(
            &self.example.bureau,
            &self.example.this.edition,
            &self.example.this.layouts,
        )
    }

    fn readings(&self) -> Vec<Reading> {
        self.files
            .iter()
            .map(|(name, bytes)| read(name, bytes, &self.expected()))
            .collect()
    }
}

#[divan::bench]
fn read_seven_workbooks_on_one_thread(bencher: Bencher<'_, '_>) {
    let workbooks = Workbooks::new();
    bencher.bench_local(|| workbooks.readings());
}

#[divan::bench]
fn gather_and_assemble(bencher: Bencher<'_, '_>) {
    let workbooks = Workbooks::new();
    bencher
        .with_inputs(|| workbooks.readings())
        .bench_local_values(|readings| {
            let gathered = gather(readings, &workbooks.expected());
            let year = workbooks.example.this.edition.year();
            Dataset::assemble(year, gathered.submissions, 0)
        });
}

#[divan::bench]
fn compute_and_compare(bencher: Bencher<'_, '_>) {
    let example = Example::siping();
    bencher.bench_local(|| black_box(&example).computed());
}

fn scene(computed: &Computed) -> Scene<'_> {
    let this = Year {
        edition: &computed.edition,
        dataset: &computed.dataset,
    };
    let last = computed.last.as_ref();
    let last = last.map(|(edition, dataset)| Year { edition, dataset });
    Scene::new(&computed.bureau, this, last, &computed.facts)
}

#[divan::bench]
fn confront_siping(bencher: Bencher<'_, '_>) {
    let example = Example::siping();
    let computed = example.computed();
    bencher.bench_local(|| {
        let scene = scene(black_box(&computed));
        confront(&scene, example.this.findings.clone(), &example.waivers)
    });
}

/// The invented bureau with its schools so many times over, two years of each.
#[divan::bench(args = [6, 60, 600], sample_count = 10)]
fn confront_schools_of_two_years(bencher: Bencher<'_, '_>, schools: usize) {
    let example = grown(&Example::demo(), schools);
    let computed = example.computed();
    bencher.bench_local(|| {
        let scene = scene(black_box(&computed));
        confront(&scene, Vec::new(), &[])
    });
}

fn grown(example: &Example, schools: usize) -> Example {
    let code = |number: usize| EntityCode::new(format!("x{number}")).expect("plain digits");
    let own = example.bureau.schools();
    let grown = (0..schools).map(|number| School {
        code: code(number),
        short: format!("{number}"),
        ..own[number % own.len()].clone()
    });
    let bureau = Bureau::new(
        example.bureau.name.clone(),
        example.bureau.regions().to_vec(),
        grown.collect(),
    )
    .expect("codes and short names are numbered");
    let grow = |submissions: &mut Vec<Submission>| {
        let is_own = |one: &&Submission| own.iter().any(|school| school.code == one.entity);
        let of_schools: Vec<Submission> = submissions.iter().filter(is_own).cloned().collect();
        let city = submissions.pop();
        *submissions = (0..schools)
            .map(|number| Submission {
                entity: code(number),
                ..of_schools[number % of_schools.len()].clone()
            })
            .chain(city)
            .collect();
    };
    let mut example = example.clone();
    grow(&mut example.this.submissions);
    example
        .last
        .iter_mut()
        .for_each(|last| grow(&mut last.submissions));
    example.bureau = Arc::new(bureau);
    example
}

fn report() -> Report {
    let narrative = Narrative::new(files("siping/2020/narrative"));
    let narrative = narrative.expect("the fixture's outline is right");
    let report = compose(
        &SIPING.run(),
        &narrative,
        Audience::Internal,
        Standing::Final,
    );
    report.expect("the fixture's narrative is right")
}

#[divan::bench]
fn compose_a_report() -> Report {
    report()
}

#[divan::bench(args = voced_writers::all().iter().map(|writer| writer.format))]
fn write_output(bencher: Bencher<'_, '_>, format: &str) {
    let (run, report) = (SIPING.run(), report());
    let writer = voced_writers::all()
        .iter()
        .find(|writer| writer.format == format);
    match writer.expect("the argument is one of them").write {
        Write::Data { write, .. } => bencher.bench_local(|| write(black_box(&run))),
        Write::Rows { write, .. } => {
            bencher.bench_local(|| write(black_box(&run), &mut std::io::sink()));
        }
        Write::Document { write, .. } => bencher.bench_local(|| write(black_box(&report))),
    }
}

#[divan::bench]
fn write_a_blank_template(bencher: Bencher<'_, '_>) {
    let example = Example::siping();
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
        unread: &[],
    };
    let collected = &example.this;
    bencher.bench_local(|| {
        let layout = &collected.layouts[0];
        voced_writers::template::write(layout, &collected.edition, black_box(&filling))
    });
}
