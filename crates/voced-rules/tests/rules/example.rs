//! Confronting an example.

use std::sync::LazyLock;

use voced_domain::{EntityCode, Finding, Waiver};
use voced_examples::{Computed, Example};
use voced_rules::{Confrontation, Scene, Year, confront};

static SIPING: LazyLock<Example> = LazyLock::new(Example::siping);
static DEMO: LazyLock<Example> = LazyLock::new(Example::demo);

/// Siping's 2020, to be changed.
pub(crate) fn siping() -> Example {
    SIPING.clone()
}

/// The invented bureau's 2023, to be changed.
pub(crate) fn demo() -> Example {
    DEMO.clone()
}

/// What comes of the rules, with the example's own waivers or without any.
pub(crate) fn confronted(example: &Example, waivers: &[Waiver]) -> Confrontation {
    let computed = example.computed();
    confront(&scene(&computed), example.this.findings.clone(), waivers)
}

pub(crate) fn scene(computed: &Computed) -> Scene<'_> {
    let last = computed.last.as_ref();
    let this = Year {
        edition: &computed.edition,
        dataset: &computed.dataset,
    };
    let last = last.map(|(edition, dataset)| Year { edition, dataset });
    Scene::new(&computed.bureau, this, last, &computed.facts)
}

/// The finding in which a rule speaks of an entity, itself or as a shadow of another.
pub(crate) fn of_rule<'a>(
    confrontation: &'a Confrontation,
    rule: &str,
    entity: &EntityCode,
) -> Option<&'a Finding> {
    let mut own = confrontation
        .findings
        .iter()
        .filter(|finding| finding.school.as_ref() == Some(entity));
    own.find(|finding| {
        finding.rule.as_str() == rule || finding.also.iter().any(|also| also.as_str() == rule)
    })
}
