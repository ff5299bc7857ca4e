//! PLA006: the same large number in two unrelated items.

use std::collections::BTreeMap;

use voced_domain::{EntityCode, Finding, Kind, Manual, Quantity, RuleCard, Severity, Years};

use crate::figure::{Figure, related};
use crate::rule::{Rule, Verdicts};
use crate::scene::{Cell, Scene, place};
use crate::wording;

pub(super) static RULE: Rule = Rule {
    card: RuleCard::new(
        "PLA006",
        "两项数字相同",
        Severity::Notice,
        "本局审核经验，大小见阈值",
        Manual::new(
            "两个不相干的数据项填了同一个较大的数。",
            "碰巧相同的很少，常见的是复制时带错了一格。",
            "核对这两项；确实相同的不需要改正。",
            "文化课参加人数和体质测试参加人数都是9038。",
        ),
    ),
    in_force: Years::since(2019),
    check,
};

fn check(rule: &Rule, scene: &Scene<'_>, verdicts: &mut Verdicts) {
    verdicts.known(&rule.card);
    let mut entities = vec![&scene.region().code];
    entities.extend(scene.schools().map(|school| &school.code));
    let related = related(scene);
    for entity in entities {
        let alike = alike(rule, scene, entity);
        if alike.is_empty() {
            verdicts.pass(&rule.card);
        }
        for (value, figures) in alike {
            let is_tied = figures.iter().any(|a| {
                let tied = |b: &Figure<'_>| {
                    let pair = (a.indicator.form.numerator(), b.indicator.form.numerator());
                    a.indicator.code != b.indicator.code
                        && related.contains(&(pair.0[0].clone(), pair.1[0].clone()))
                };
                figures.iter().any(tied)
            });
            if is_tied {
                verdicts.pass(&rule.card);
            } else {
                verdicts.fail(
                    &rule.card,
                    finding(rule, scene, entity, &value, &figures),
                    [],
                );
            }
        }
    }
}

/// Sums of one item that have the same large value, in the order of values.
fn alike<'a>(
    rule: &Rule,
    scene: &Scene<'a>,
    entity: &EntityCode,
) -> BTreeMap<Quantity, Vec<Figure<'a>>> {
    let mut by_value: BTreeMap<Quantity, Vec<Figure<'a>>> = BTreeMap::new();
    for figure in scene.figures(entity) {
        let is_item = figure.is_sum() && figure.indicator.form.numerator().len() == 1;
        let least = scene.bound(rule, "least", &figure.indicator.code, entity);
        let is_count = figure
            .indicator
            .form
            .numerator()
            .first()
            .and_then(|item| scene.this.edition.item(item))
            .is_some_and(|item| item.kind == Kind::Count);
        let (Some(value), Some(least)) = (figure.printed(), least) else {
            continue;
        };
        if is_item && is_count && value >= least {
            by_value.entry(value).or_default().push(figure);
        }
    }
    by_value.retain(|_, figures| figures.len() > 1);
    by_value
}

fn finding(
    rule: &Rule,
    scene: &Scene<'_>,
    entity: &EntityCode,
    value: &Quantity,
    figures: &[Figure<'_>],
) -> Finding {
    let names: Vec<String> = figures.iter().map(|figure| figure.quoted()).collect();
    let value = wording::plain(value);
    let mut finding = Finding::new(
        &rule.card,
        format!("{}都是{value}", names.join("和")),
        value.clone(),
        "不相干的两项很少相同",
        "请核对；确实相同的不需要改正",
    );
    finding.evidence = format!("{}={value}", names.join("＝"));
    let cells: Vec<Cell<'_>> = figures
        .iter()
        .flat_map(|figure| figure.cells(scene))
        .collect();
    for cell in cells {
        finding = finding.at(place(cell.observation));
    }
    finding.of_school(Some(entity.clone()))
}
