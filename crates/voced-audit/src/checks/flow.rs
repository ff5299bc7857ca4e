//! The stock of students and its flow: nobody is on the rolls who was neither there nor came.

use voced_domain::{IndicatorCode, Quantity};

use crate::claim::{Entity, Kind};
use crate::ledger::{Known, Ledger};
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "flow";
const STOCK: &str = "students.enrolled";
/// What adds to the stock and what takes from it.
const COMES: &[&str] = &["students.admitted", "students.transferred_in"];
const GOES: &[&str] = &["students.graduates"];
const LEAVES: &[&str] = &["students.dropouts", "students.transferred_out"];

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let groups = ledger.groups().into_iter();
    groups
        .filter(|((fact, _, _, kind), _)| fact.as_str() == STOCK && *kind == Kind::Level)
        .filter_map(|((_, entity, year, _), claims)| one(ledger, entity, *year, claims))
        .flatten()
        .collect()
}

fn one(
    ledger: &Ledger<'_>,
    entity: &Entity,
    year: Option<u16>,
    claims: &[usize],
) -> Option<Vec<Judged>> {
    let of = |code: &str, year: Option<u16>| -> Option<Known> {
        ledger.stated(&IndicatorCode::new(code).ok()?, entity, year)
    };
    let this = of(STOCK, year)?;
    let last = of(STOCK, year.map(|year| year - 1))?;
    let (first, rest) = COMES.split_first()?;
    let mut most = &last.value + &of(first, year)?.value;
    let mut how = format!(
        "上年{}＋招生{}",
        last.value.to_plain_text(),
        (&most - &last.value).to_plain_text()
    );
    for code in rest {
        if let Some(known) = of(code, year) {
            most = &most + &known.value;
            how.push_str(&format!("＋转入{}", known.value.to_plain_text()));
        }
    }
    for code in GOES {
        let known = of(code, year)?;
        most = &most - &known.value;
        how.push_str(&format!("−毕业{}", known.value.to_plain_text()));
    }
    for known in LEAVES.iter().filter_map(|code| of(code, year)) {
        most = &most - &known.value;
        how.push_str(&format!("−离校{}", known.value.to_plain_text()));
    }
    let related = [this.from, last.from].concat();
    Some(against(claims, &this.value, &most, &how, &related))
}

fn against(
    claims: &[usize],
    this: &Quantity,
    most: &Quantity,
    how: &str,
    related: &[usize],
) -> Vec<Judged> {
    if this <= most {
        return Vec::new();
    }
    let reason = format!(
        "{how}得{}，本年在籍学生{}多于此数；除非另有转入、复学",
        most.to_plain_text(),
        this.to_plain_text()
    );
    let judged = claims.iter().map(|claim| Judged {
        claim: *claim,
        verdict: Verdict::Tension,
        check: NAME,
        expected: Some(format!("不大于{}", most.to_plain_text())),
        reason: reason.clone(),
        related: related.to_vec(),
    });
    judged.collect()
}
