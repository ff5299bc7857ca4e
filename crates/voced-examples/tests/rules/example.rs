//! Confronting an example.

use voced_domain::{EntityCode, Finding, RuleCode, Waiver};
use voced_examples::assessed;
use voced_pipeline::{Assessment, Inputs};

/// What comes of the rules with these waivers alone.
pub(crate) fn confronted(example: &Inputs, waivers: &[Waiver]) -> Assessment {
    let mut example = example.clone();
    example.waivers.content = waivers.to_vec();
    assessed(example)
}

/// The finding in which a rule speaks of an entity, itself or as a shadow of another.
pub(crate) fn of_rule<'a>(
    assessment: &'a Assessment,
    rule: &str,
    entity: &EntityCode,
) -> Option<&'a Finding> {
    let rule = RuleCode::new(rule).unwrap();
    let mut own = assessment
        .findings
        .iter()
        .filter(|finding| finding.school.as_ref() == Some(entity));
    own.find(|finding| finding.is_under(&rule))
}
