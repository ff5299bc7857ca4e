//! What is said twice, of one measure, scope and year, whatever the catalogue calls it: 在校学生0.51万人 in the text, 5061人
//! in a table.

use std::collections::BTreeMap;

use crate::claim::Kind;
use crate::figures::{Figure, FigureKind, of_cell};
use crate::ledger::Ledger;
use crate::number::magnitude;
use crate::slip::is_slip_of;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "same";
/// Numbers of fewer digits are alike by chance.
const LEAST_DIGITS: usize = 2;
/// A slip in so many digits is none of something else.
const MANY_DIGITS: usize = 4;
/// What tells several times of one year apart.
const STAGES: &[&str] = &[
    "学期",
    "截至",
    "截止",
    "月",
    "一次性",
    "初次",
    "年初",
    "年底",
    "年末",
    "半年",
    "季度",
];
/// Nothing is said more often in a report.
const MOST: usize = 40;

/// What two numbers have alike that say the same.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'l> {
    measure: &'l str,
    scope: Vec<&'l str>,
    counted: &'l str,
    kind: u8,
    year: Option<u16>,
}

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let mut said: BTreeMap<Key<'_>, Vec<Figure<'_>>> = BTreeMap::new();
    for figure in figures(ledger) {
        if let Some(key) = key(ledger, &figure).filter(|_| !figure.is_approximate) {
            said.entry(key).or_default().push(figure);
        }
    }
    let groups = said
        .values()
        .filter(|group| (2..=MOST).contains(&group.len()));
    groups.flat_map(|group| compared(ledger, group)).collect()
}

/// The figures of the text and of the tables, in the order of the report.
pub(super) fn figures<'l>(ledger: &'l Ledger<'_>) -> Vec<Figure<'l>> {
    let cells = ledger.claims.iter().enumerate();
    let cells = cells.filter(|(_, claim)| !claim.is_in_text() && claim.kind != Kind::Trend);
    let cells = cells.map(|(idx, claim)| of_cell(claim, idx));
    let mut all: Vec<Figure<'l>> = ledger.figures.iter().cloned().chain(cells).collect();
    all.sort_by_key(|figure| figure.claim);
    all
}

pub(super) fn key<'l>(ledger: &'l Ledger<'_>, figure: &Figure<'_>) -> Option<Key<'l>> {
    let kind = match figure.kind {
        FigureKind::Level => 0,
        FigureKind::Rate => 1,
        FigureKind::Mean => 2,
        FigureKind::Ratio => 3,
        // A share may be of several wholes, and a change against several years.
        _ => return None,
    };
    let claim = &ledger.claims[figure.claim];
    let statement = ledger.statements.get(figure.claim)?;
    let mut scope: Vec<&str> = statement.scope.iter().map(String::as_str).collect();
    scope.sort_unstable();
    let is_said = !statement.measure.is_empty() && !claim.unit.is_empty();
    is_said.then_some(Key {
        measure: &statement.measure,
        scope,
        counted: magnitude(&claim.unit).0,
        kind,
        year: claim.year,
    })
}

/// The verdicts on numbers that say the same. Where one says something else altogether, so may all: no list of
/// 毕业生 of one school that the words do not tell apart is a repetition.
fn compared(ledger: &Ledger<'_>, group: &[Figure<'_>]) -> Vec<Judged> {
    let like = |one: &Figure<'_>, other: &Figure<'_>| one.interval().meets(&other.interval());
    let slips = |one: &Figure<'_>, other: &Figure<'_>| {
        is_slip_of(&one.value, &one.half, &other.interval(), &other.value)
    };
    let is_one = group.iter().all(|one| {
        let mut others = group.iter();
        others.all(|other| like(one, other) || slips(one, other))
    });
    // 春季学期 and 秋季学期, 截至8月31日 and 截至12月31日 are two times of one year.
    let is_dated = group.iter().any(|figure| {
        let sentence = &ledger.claims[figure.claim].sentence;
        STAGES.iter().any(|word| sentence.contains(word))
    });
    if is_dated {
        return Vec::new();
    }
    let is_apart = group.iter().any(|one| one.block != group[0].block);
    if !is_one || !is_apart {
        return Vec::new();
    }
    let judge = |own: &Figure<'_>| {
        let others = || group.iter().filter(|other| other.claim != own.claim);
        let n_like = others().filter(|other| like(own, other)).count();
        let other = others().find(|other| !like(own, other));
        match other {
            None => agreeing(own, &others().map(|other| other.claim).collect::<Vec<_>>()),
            Some(other) if n_like == 0 => against(ledger, own, other),
            Some(_) => None,
        }
    };
    group.iter().filter_map(judge).collect()
}

fn agreeing(own: &Figure<'_>, others: &[usize]) -> Option<Judged> {
    let reason = format!("文中{}处所印一致", others.len() + 1);
    (own.digits >= LEAST_DIGITS).then(|| Judged::agrees(NAME, own.claim, reason, others.to_vec()))
}

/// A number that one slip parts from what is said of the same elsewhere.
fn against(ledger: &Ledger<'_>, own: &Figure<'_>, other: &Figure<'_>) -> Option<Judged> {
    let claim = &ledger.claims[other.claim];
    let statement = ledger.statements.get(own.claim)?;
    let reason = format!(
        "{}{}这里是{}，第{}{}是{}",
        statement.scope.join(""),
        statement.measure,
        ledger.claims[own.claim].display(),
        claim.place.line,
        ledger.measure.name(),
        claim.display()
    );
    let judged = Judged::contradicts(NAME, own.claim, claim.display(), reason, vec![other.claim]);
    // With few digits another number is as near.
    let is_long = own.digits.max(other.digits) >= MANY_DIGITS;
    (own.digits > LEAST_DIGITS).then_some(Judged {
        verdict: if is_long {
            Verdict::Contradicts
        } else {
            Verdict::Tension
        },
        ..judged
    })
}
