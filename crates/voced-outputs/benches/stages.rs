//! What each stage of the main job costs, on the example bureaus: `cargo bench -p voced-outputs`.

use std::fs;
use std::sync::Arc;

use divan::{Bencher, black_box};
use voced_domain::{Bureau, Catalogue, Edition, EntityCode, School, Source};
use voced_examples::{
    SIPING, assessed, demo, fixture, fixture_text, run, siping, siping_narrative,
};
use voced_outputs::{ALL, Write};
use voced_pipeline::{Inputs, Reading, Stamped, YearInputs, read};
use voced_report::{Audience, Report, Standing, compose};

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
    catalogue.edition(SIPING.year())
}

/// Siping's workbooks as they lie on the disk.
fn workbooks() -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(fixture("siping/2020/submissions"));
    let entries = entries.expect("the fixture is there").flatten();
    let mut paths: Vec<_> = entries.map(|entry| entry.path()).collect();
    paths.push(fixture("siping/2020/city.xlsx"));
    let bytes = |path: &std::path::PathBuf| fs::read(path).expect("a plain file");
    let named = paths
        .iter()
        .map(|path| (path.display().to_string(), bytes(path)));
    named.collect()
}

#[divan::bench]
fn read_seven_workbooks_on_one_thread(bencher: Bencher<'_, '_>) {
    let (workbooks, inputs) = (workbooks(), siping());
    bencher
        .with_inputs(|| workbooks.clone())
        .bench_local_values(|workbooks| {
            let expected = inputs.this.expected(&inputs.bureau);
            let read = |(name, bytes): (String, Vec<u8>)| read(&name, &name, bytes, &expected);
            workbooks.into_iter().map(read).collect::<Vec<_>>()
        });
}

/// Gathering, computing, every rule, comparison with print.
#[divan::bench]
fn assess_siping(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(siping)
        .bench_local_values(|inputs| assessed(black_box(inputs)));
}

/// The invented bureau with its schools so many times over, two years of each.
#[divan::bench(args = [6, 60, 600], sample_count = 10)]
fn assess_schools_of_two_years(bencher: Bencher<'_, '_>, schools: usize) {
    let inputs = grown(demo(), schools);
    let inputs = || inputs.clone();
    bencher
        .with_inputs(inputs)
        .bench_local_values(|inputs| assessed(black_box(inputs)));
}

fn grown(mut inputs: Inputs, schools: usize) -> Inputs {
    let code = |number: usize| EntityCode::new(format!("x{number}")).expect("plain digits");
    let bureau = Arc::clone(&inputs.bureau);
    let own = bureau.schools();
    let grown = (0..schools).map(|number| School {
        code: code(number),
        short: format!("{number}"),
        ..own[number % own.len()].clone()
    });
    let regions = bureau.regions().to_vec();
    let grown = Bureau::new(bureau.name.clone(), regions, grown.collect());
    inputs.bureau = Arc::new(grown.expect("codes and short names are numbered"));
    let is_own = |found: &Stamped<Reading>| {
        let submission = found.content.submission.as_ref();
        submission.is_some_and(|one| bureau.school(&one.entity).is_some())
    };
    let grow = |year: &mut YearInputs| {
        let workbooks = std::mem::take(&mut year.workbooks);
        let (of_schools, others): (Vec<_>, Vec<_>) = workbooks.into_iter().partition(is_own);
        let of_school = |number: usize| {
            let mut workbook = of_schools[number % of_schools.len()].clone();
            let submission = workbook.content.submission.as_mut();
            submission.expect("they were chosen so").entity = code(number);
            workbook
        };
        year.workbooks = (0..schools).map(of_school).chain(others).collect();
    };
    grow(&mut inputs.this);
    inputs.last.iter_mut().for_each(grow);
    inputs
}

fn report() -> Report {
    let narrative = siping_narrative();
    let report = compose(
        &run(&SIPING),
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

#[divan::bench(args = in_this_process())]
fn write_output(bencher: Bencher<'_, '_>, format: &str) {
    let (run, report) = (run(&SIPING), report());
    let output = ALL.iter().find(|output| output.format == format);
    match output.expect("the argument is one of them").write {
        Write::Data { write, .. } => bencher.bench_local(|| write(black_box(&run))),
        Write::Rows { write, .. } => {
            bencher.bench_local(|| write(black_box(&run), &mut std::io::sink()));
        }
        Write::Document { write, .. } => bencher.bench_local(|| write(black_box(&report))),
        _ => {}
    }
}

fn in_this_process() -> Vec<&'static str> {
    let is_timed = |write: &Write| {
        matches!(
            write,
            Write::Data { .. } | Write::Rows { .. } | Write::Document { .. }
        )
    };
    let timed = ALL.iter().filter(|output| is_timed(&output.write));
    timed.map(|output| output.format).collect()
}

#[divan::bench]
fn write_a_blank_template(bencher: Bencher<'_, '_>) {
    let inputs = siping();
    let filling = voced_writers::template::Filling {
        entity_code: "x",
        entity_name: "某校",
        author: "某局",
        issued: inputs.year().usual_day_of_handing_out(),
        reply_to: None,
        cover: None,
        remark: "",
        last_year: Default::default(),
        answers: Default::default(),
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    };
    let year = &inputs.this;
    bencher.bench_local(|| {
        let template = &year.templates.content[0];
        voced_writers::template::write(template, &year.edition, black_box(&filling))
    });
}
