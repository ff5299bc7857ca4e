//! What it costs to typeset the example bureau's report: `cargo bench -p voced-pdf`.

use divan::{Bencher, black_box};
use voced_examples::{SIPING, run, siping_narrative};
use voced_pdf::{Fonts, forget, pdf};
use voced_report::{Audience, Report, Standing, compose};

fn main() {
    divan::main();
}

fn report() -> Report {
    let narrative = siping_narrative();
    let report = compose(&run(&SIPING), &narrative, Audience::Public, Standing::Final);
    report.expect("the fixture's narrative is right")
}

#[divan::bench]
fn find_fonts() -> Fonts {
    Fonts::found(&[])
}

#[divan::bench(sample_count = 10)]
fn typeset_a_report(bencher: Bencher<'_, '_>) {
    let report = report();
    bencher.bench_local(|| {
        forget();
        pdf(black_box(&report), &Fonts::found(&[]))
    });
}
