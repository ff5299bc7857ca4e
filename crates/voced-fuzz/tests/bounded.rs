//! A short run over every target, the same on every machine.

use std::time::Duration;

use voced_fuzz::{Seeds, Target, run};

/// The machine that runs tests may be busy.
const SLOW: Duration = Duration::from_secs(20);

#[test]
fn files_changed_by_chance_are_borne() {
    for (target, runs) in [
        (Target::Ingest, 300),
        (Target::Audit, 60),
        (Target::Case, 200),
        (Target::Catalogue, 400),
    ] {
        let summary = run(target, &Seeds::of(target), (2023, runs), SLOW, |_, _| {});
        let crashes = summary.crashes.iter();
        let crashes: Vec<_> = crashes.map(|crash| (crash.run, &crash.what)).collect();
        assert!(crashes.is_empty(), "{}: {crashes:?}", target.name());
        assert_eq!(summary.runs, runs);
    }
}
