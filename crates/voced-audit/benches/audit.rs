//! What it costs to audit a hundred pages: `cargo bench -p voced-audit`.

use divan::{Bencher, black_box};
use voced_audit::{audit, read};
use voced_domain::{Catalogue, Edition, ReferenceYear};

fn main() {
    divan::main();
}

/// Characters on a page of GB/T 9704: 22 lines of 28.
const PER_PAGE: usize = 616;
const PAGES: usize = 100;

/// The rewritten report of 2020, over and over until it fills the pages.
fn report() -> String {
    let once = include_str!("../../../fixtures/siping/2020/printed.md");
    let times = (PER_PAGE * PAGES).div_ceil(once.chars().count());
    once.repeat(times)
}

fn edition() -> Edition {
    let catalogue = Catalogue::national().expect("the embedded catalogue is right");
    let year = ReferenceYear::new(2020).expect("a year in range");
    catalogue.edition(year)
}

#[divan::bench(sample_count = 10)]
fn a_hundred_pages_of_text(bencher: Bencher<'_, '_>) {
    let (report, edition) = (report(), edition());
    bencher.bench_local(|| {
        let document = read(black_box(report.as_bytes())).expect("a text");
        audit(&document, &edition, None)
    });
}
