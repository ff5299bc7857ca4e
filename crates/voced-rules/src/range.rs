//! Schools' figures held against the bounds of a rule.

use std::collections::BTreeSet;

use voced_domain::{DefinitionVersion, EntityCode, IndicatorCode, Quantity, Unit};

use crate::figure::{Figure, Said};
use crate::rule::{Rule, Verdicts};
use crate::scene::{Lacking, Scene};
use crate::wording;

/// Under which definition a figure is held against a bound.
#[derive(Clone, Copy)]
pub(crate) enum By {
    /// The one in force, as the bureau prints it.
    InForce,
    /// The nation's, for which standards are written.
    National,
}

/// Judges every figure for which the rule has a bound, at every school.
pub(crate) fn check_schools(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    by: By,
    remedy: &'static str,
) {
    let thresholds = scene.this.edition.thresholds_of(&rule.card.rule());
    let abouts: BTreeSet<&IndicatorCode> = thresholds.filter_map(|t| t.about.as_ref()).collect();
    verdicts.known(&rule.card);
    for school in scene.schools() {
        for about in &abouts {
            let bound = |name| scene.bound(rule, name, about, &school.code);
            let bounds = Bounds {
                least: bound("least"),
                most: bound("most"),
            };
            let Some(figure) = judged_by(scene, &school.code, about, by) else {
                continue;
            };
            check_figure(rule, scene, verdicts, &figure, &bounds, remedy);
        }
    }
}

fn judged_by<'a>(
    scene: &Scene<'a>,
    school: &EntityCode,
    about: &IndicatorCode,
    by: By,
) -> Option<Figure<'a>> {
    if let By::InForce = by {
        return scene.figure(school, about);
    }
    let edition = scene.this.edition;
    let national = edition.definition(about, &DefinitionVersion::national());
    let national = national.and_then(|indicator| {
        let fact = scene.facts.of(school, indicator, edition.year())?;
        Some(Figure { indicator, fact })
    });
    national.or_else(|| scene.figure(school, about))
}

struct Bounds {
    least: Option<Quantity>,
    most: Option<Quantity>,
}

fn check_figure(
    rule: &Rule,
    scene: &Scene<'_>,
    verdicts: &mut Verdicts,
    figure: &Figure<'_>,
    bounds: &Bounds,
    remedy: &'static str,
) {
    let Some(value) = figure.printed() else {
        // A school that the figure does not concern is not to be judged.
        if figure.fact.coverage.expected > 0 {
            verdicts.unknown(&rule.card, &Lacking::default());
        }
        return;
    };
    let unit = figure.indicator.unit;
    let too_small = bounds.least.as_ref().filter(|least| value < **least);
    let too_large = bounds.most.as_ref().filter(|most| value > **most);
    let expected = match (too_small, too_large) {
        (Some(least), _) => format!("不低于{}", shown(least, unit)),
        (None, Some(most)) => format!("不高于{}", shown(most, unit)),
        (None, None) => return verdicts.pass(&rule.card),
    };
    let bound = too_small.or(too_large).unwrap_or(&value);
    let raised = figure.finding(
        scene,
        &rule.card,
        Said {
            message: format!("{}是{}，应{expected}", figure.quoted(), figure.display()),
            found: figure.display(),
            difference: Some(wording::plain(&(&value - bound).abs())),
            expected,
            remedy: remedy.into(),
        },
    );
    verdicts.fail(&rule.card, raised.finding, raised.causes);
}

fn shown(bound: &Quantity, unit: Unit) -> String {
    wording::with_unit(bound, Some(unit))
}
