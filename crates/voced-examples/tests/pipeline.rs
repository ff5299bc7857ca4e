//! The pipeline as a whole: the same inputs give the same assessment, and a run that is told to stop
//! stops.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ops::ControlFlow;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use voced_domain::ReferenceYear;
use voced_examples::{assessed, demo, fixture, siping};
use voced_folder::{Folder, FolderError};
use voced_pipeline::{Assessment, Inputs, Step, Stopped, assess, go_on};

/// Everything that outputs are written from, as text.
fn told(assessment: &Assessment) -> String {
    let facts: Vec<_> = assessment.facts.iter().collect();
    let Assessment {
        findings,
        tallies,
        progress,
        comparison,
        last_findings,
        ..
    } = assessment;
    format!("{facts:?}{findings:?}{tallies:?}{progress:?}{comparison:?}{last_findings:?}")
}

fn shuffled(inputs: &mut Inputs, places: &[Index]) {
    let last = inputs.last.as_mut();
    let years = [Some(&mut inputs.this), last];
    for year in years.into_iter().flatten() {
        for (idx, place) in places.iter().enumerate().take(year.workbooks.len()) {
            let other = place.index(year.workbooks.len());
            year.workbooks.swap(idx, other);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_in_which_files_were_read_and_the_number_of_threads_show_nowhere(
        places in prop::collection::vec(any::<Index>(), 8),
        n_threads in 1usize..4,
    ) {
        for inputs in [siping(), demo()] {
            let expected = told(&assessed(inputs.clone()));
            let mut inputs = inputs;
            shuffled(&mut inputs, &places);
            let pool = rayon::ThreadPoolBuilder::new().num_threads(n_threads).build().unwrap();
            prop_assert!(pool.install(|| told(&assessed(inputs))) == expected);
        }
    }
}

/// A progress that says to stop at a step.
fn stop_at(wanted: Step) -> impl Fn(Step) -> ControlFlow<()> + Sync {
    move |step| {
        if step == wanted {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn a_run_that_is_told_to_stop_stops_before_the_step() {
    for step in [Step::Computing, Step::Checking] {
        assert_eq!(assess(siping(), &stop_at(step)).unwrap_err(), Stopped);
    }
    assert!(
        assess(siping(), &stop_at(Step::Writing)).is_ok(),
        "nothing is written here"
    );

    let folder = Folder::open(&fixture("siping")).unwrap();
    let year = ReferenceYear::new(2020).unwrap();
    let second = Step::Reading { done: 2, of: 7 };
    let stopped = folder.inputs(year, &stop_at(second)).unwrap_err();
    assert!(matches!(stopped, FolderError::Stopped(_)), "{stopped}");
}

#[test]
fn every_file_that_was_read_has_a_stamp_and_every_stamp_is_of_a_file() {
    let assessment = assessed(demo());
    let paths: Vec<&str> = assessment.inputs.iter().map(|stamp| &*stamp.path).collect();
    let returned = paths
        .iter()
        .filter(|path| path.contains("submissions/"))
        .count();
    assert_eq!(returned, 2 * assessment.bureau.schools().len());
    for stamp in &assessment.inputs {
        let bytes = std::fs::read(fixture("demo").join(Path::new(&stamp.path))).unwrap();
        assert_eq!(*stamp, voced_domain::Stamp::of(&*stamp.path, &bytes));
    }
}

#[test]
fn a_year_of_which_nothing_came_back_is_a_year_in_which_every_school_is_missing() {
    let inputs = siping();
    let empty = Inputs::new(inputs.bureau.clone(), inputs.this.edition.clone());
    let assessment = assess(empty, &go_on).unwrap();
    assert_eq!(assessment.this.n_schools, 0);
    let missing = assessment
        .findings
        .iter()
        .filter(|finding| finding.rule.as_str() == "IDN003");
    assert_eq!(missing.count(), inputs.bureau.schools().len());
    let has_value = |code: &str| {
        let code = voced_domain::IndicatorCode::new(code).unwrap();
        let region = &assessment.bureau.own_region().code;
        let fact = assessment.facts.get(region, &code, assessment.year());
        fact.is_some_and(|fact| fact.figure().is_some())
    };
    assert!(!has_value("employment_rate"), "missing is not zero");
}
