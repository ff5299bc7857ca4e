//! Words for how much something changed, against by how much it did: 略有增长 and 大幅提高.

use voced_domain::Quantity;

use crate::figures::{Figure, FigureKind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "degree";
/// Words in front of a verb of change.
const LITTLE: &[&str] = &["略有", "略微", "小幅", "稍有", "微", "略"];
const MUCH: &[&str] = &["大幅度", "大幅", "显著", "大大", "迅猛", "快速"];
const VERBS: &[&str] = &[
    "增加", "增长", "提高", "提升", "上升", "减少", "下降", "降低", "回落",
];
/// A little is no more, in percent and in points; much is no less. This project's own.
const MOST_LITTLE: (i64, i64) = (10, 5);
const LEAST_MUCH: (i64, i64) = (1, 1);

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    ledger.figures.iter().filter_map(one).collect()
}

fn one(figure: &Figure<'_>) -> Option<Judged> {
    let of = |(percent, points): (i64, i64)| match figure.kind {
        FigureKind::Growth if figure.counted == "%" => Some(Quantity::from(percent)),
        FigureKind::Points => Some(Quantity::from(points)),
        _ => None,
    };
    let (most, least) = (of(MOST_LITTLE)?, of(LEAST_MUCH)?);
    let before = figure.before.trim_end_matches(['了', '约', '近']);
    let before = VERBS.iter().find_map(|verb| before.strip_suffix(verb))?;
    let said = |words: &[&'static str]| words.iter().copied().find(|word| before.ends_with(word));
    let (word, is_wrong) = match (said(LITTLE), said(MUCH)) {
        (Some(word), _) => (word, figure.value > most),
        (None, Some(word)) => (word, figure.value < least),
        (None, None) => return None,
    };
    let (value, unit) = (figure.value.to_plain_text(), figure.counted);
    let reason = format!("“{word}”与{value}{unit}的幅度不相称");
    is_wrong.then(|| Judged {
        verdict: Verdict::Tension,
        // That a word fits says nothing of the number.
        ..Judged::agrees(NAME, figure.claim, reason, Vec::new())
    })
}
