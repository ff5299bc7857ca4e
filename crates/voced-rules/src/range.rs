//! Schools' figures against the bounds of a rule.

use std::collections::BTreeSet;

use voced_domain::{DefinitionVersion, EntityCode, FindingText, IndicatorCode, Quantity, Unit};

use crate::figure::Figure;
use crate::inputs::RuleInputs;
use crate::rule::RuleContext;
use crate::wording;

/// Under which definition a figure is compared with a bound.
#[derive(Clone, Copy)]
pub(crate) enum Definition {
    /// The one in force, as the bureau prints it.
    InForce,
    /// The nation's, for which standards are written.
    National,
}

/// Judges every figure for which the rule has a bound, at every school.
pub(crate) fn check_schools(cx: &mut RuleContext<'_, '_>, definition: Definition, remedy: &str) {
    let thresholds = cx.edition().thresholds_of(&cx.card.rule());
    let abouts: BTreeSet<&IndicatorCode> =
        thresholds.iter().filter_map(|t| t.about.as_ref()).collect();
    for school in cx.inputs.schools() {
        for about in &abouts {
            let bounds = Bounds {
                least: cx.bound_for("least", about, &school.code),
                most: cx.bound_for("most", about, &school.code),
            };
            if let Some(figure) = figure_of(cx.inputs, &school.code, about, definition) {
                judge(cx, &figure, &bounds, remedy);
            }
        }
    }
}

fn figure_of<'a>(
    inputs: &RuleInputs<'a>,
    school: &EntityCode,
    about: &IndicatorCode,
    definition: Definition,
) -> Option<Figure<'a>> {
    let in_force = || inputs.figure(school, about);
    match definition {
        Definition::InForce => in_force(),
        Definition::National => national(inputs, school, about).or_else(in_force),
    }
}

fn national<'a>(
    inputs: &RuleInputs<'a>,
    school: &EntityCode,
    about: &IndicatorCode,
) -> Option<Figure<'a>> {
    let edition = inputs.this.edition;
    let indicator = edition.definition(about, &DefinitionVersion::national())?;
    let fact = inputs.facts.of(school, indicator, edition.year())?;
    Some(Figure { indicator, fact })
}

struct Bounds {
    least: Option<Quantity>,
    most: Option<Quantity>,
}

fn judge<'a>(cx: &mut RuleContext<'_, 'a>, figure: &Figure<'a>, bounds: &Bounds, remedy: &str) {
    let Some(value) = figure.printed() else {
        // A school that the figure does not concern is not to be judged.
        if figure.fact.coverage.expected > 0 {
            cx.not_evaluable();
        }
        return;
    };
    let unit = figure.indicator.unit;
    let too_small = bounds.least.as_ref().filter(|least| value < **least);
    let too_large = bounds.most.as_ref().filter(|most| value > **most);
    let (bound, expected) = match (too_small, too_large) {
        (Some(least), _) => (least, format!("不低于{}", shown(least, unit))),
        (None, Some(most)) => (most, format!("不高于{}", shown(most, unit))),
        (None, None) => return cx.pass(),
    };
    let text = FindingText {
        message: format!("{}是{}，应{expected}", figure.quoted(), figure.display()),
        found: figure.display(),
        expected,
        remedy: remedy.into(),
    };
    let raised = figure.finding(cx, text);
    cx.fail(raised.differing_by((&value - bound).abs()));
}

fn shown(bound: &Quantity, unit: Unit) -> String {
    wording::with_unit(bound, Some(unit))
}
