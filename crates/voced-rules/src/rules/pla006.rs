//! PLA006: the same large number in two unrelated items.

use std::collections::BTreeMap;

use voced_domain::{
    Concerns, EntityCode, Evidence, EvidenceKey, Finding, FindingText, Kind, Manual, Quantity,
    RuleCard, Severity, Years,
};

use crate::figure::{Figure, related};
use crate::rule::{Rule, RuleContext};
use crate::year::place;

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
    )
    .concerning(Concerns::Both),
    in_force: Years::since(2019),
    check,
};

fn check(cx: &mut RuleContext<'_, '_>) {
    let mut entities = vec![&cx.inputs.region().code];
    entities.extend(cx.inputs.schools().map(|school| &school.code));
    let related = related(cx.inputs);
    for entity in entities {
        let alike = alike(cx, entity);
        if alike.is_empty() {
            cx.pass();
        }
        for (value, figures) in alike {
            let is_tied = figures.iter().any(|a| {
                let tied = |b: &Figure<'_>| {
                    let pair = (
                        a.indicator.formula.numerator(),
                        b.indicator.formula.numerator(),
                    );
                    a.indicator.code != b.indicator.code
                        && related.contains(&(pair.0[0].clone(), pair.1[0].clone()))
                };
                figures.iter().any(tied)
            });
            if is_tied {
                cx.pass();
            } else {
                cx.fail_because_of(finding(cx, entity, &value, &figures), []);
            }
        }
    }
}

/// Sums of one item that have the same large value, in the order of values.
fn alike<'a>(cx: &RuleContext<'_, 'a>, entity: &EntityCode) -> BTreeMap<Quantity, Vec<Figure<'a>>> {
    let mut by_value: BTreeMap<Quantity, Vec<Figure<'a>>> = BTreeMap::new();
    for figure in cx.inputs.figures(entity) {
        let least = cx.bound_for("least", &figure.indicator.code, entity);
        let (Some(value), Some(least)) = (figure.printed(), least) else {
            continue;
        };
        if is_own_count(cx, &figure) && value >= least {
            by_value.entry(value).or_default().push(figure);
        }
    }
    by_value.retain(|_, figures| figures.len() > 1);
    by_value
}

/// A sum of one item that counts something.
fn is_own_count(cx: &RuleContext<'_, '_>, figure: &Figure<'_>) -> bool {
    let [item] = figure.indicator.formula.numerator() else {
        return false;
    };
    let item = cx.edition().item(item);
    figure.is_sum() && item.is_some_and(|item| item.kind == Kind::Count)
}

fn finding<'a>(
    cx: &RuleContext<'_, 'a>,
    entity: &EntityCode,
    value: &Quantity,
    figures: &[Figure<'a>],
) -> Finding {
    let names: Vec<String> = figures.iter().map(|figure| figure.quoted()).collect();
    let text = FindingText {
        message: format!("{}都是{}", names.join("和"), value.to_short_text()),
        found: value.to_short_text(),
        expected: "不相干的两项很少相同".into(),
        remedy: "请核对；确实相同的不需要改正".into(),
    };
    let cells = figures.iter().flat_map(|figure| figure.cells(cx.inputs));
    cx.finding(entity, text)
        .at_each(cells.map(|cell| place(cell.observation)))
        .resting_on(Evidence::of(EvidenceKey::Named(names.join("＝")), value))
}
