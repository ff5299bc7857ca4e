//! The stock of students and its flow: nobody is on the rolls who was neither there nor came.

use voced_domain::{IndicatorCode, Quantity, STUDENTS, STUDENTS_IN, STUDENTS_OUT};

use crate::claim::{Entity, Kind};
use crate::ledger::Ledger;
use crate::verdict::{Judged, Verdict};

pub(super) const NAME: &str = "flow";

pub(super) fn judge(ledger: &Ledger<'_>) -> Vec<Judged> {
    let groups = ledger.groups().into_iter();
    groups
        .filter(|((fact, _, _, kind), _)| fact.as_str() == STUDENTS && *kind == Kind::Level)
        .filter_map(|((students, entity, year, _), claims)| {
            one(ledger, students, entity, *year, claims)
        })
        .flatten()
        .collect()
}

/// Last year's students with who came, less who went.
struct Flow {
    most: Quantity,
    how: String,
    from: Vec<usize>,
}

fn one(
    ledger: &Ledger<'_>,
    students: &IndicatorCode,
    entity: &Entity,
    year: Option<u16>,
    claims: &[usize],
) -> Option<Vec<Judged>> {
    let this = ledger.stated(students, entity, year)?;
    let last = ledger.stated(students, entity, year.map(|year| year - 1))?;
    let mut flow = Flow {
        how: format!("上年{}", last.value.to_plain_text()),
        most: last.value,
        from: [this.from, last.from].concat(),
    };
    flow.add(ledger, (entity, year), &STUDENTS_IN, Way::In)?;
    flow.add(ledger, (entity, year), &STUDENTS_OUT, Way::Out)?;
    (this.value > flow.most).then(|| flow.judged(claims, &this.value))
}

/// Whether students come or go.
#[derive(Clone, Copy)]
enum Way {
    In,
    Out,
}

impl Flow {
    /// Those that a report states; the first of them it must.
    fn add(
        &mut self,
        ledger: &Ledger<'_>,
        (entity, year): (&Entity, Option<u16>),
        items: &[&str],
        way: Way,
    ) -> Option<()> {
        for (idx, item) in items.iter().enumerate() {
            let code = IndicatorCode::new(item).ok()?;
            let Some(known) = ledger.stated(&code, entity, year) else {
                if idx == 0 {
                    return None;
                }
                continue;
            };
            let (sign, most) = match way {
                Way::In => ('＋', &self.most + &known.value),
                Way::Out => ('−', &self.most - &known.value),
            };
            let number = known.value.to_plain_text();
            self.how
                .push_str(&format!("{sign}{}{number}", ledger.name(&code)));
            self.most = most;
        }
        Some(())
    }

    fn judged(&self, claims: &[usize], this: &Quantity) -> Vec<Judged> {
        let most = self.most.to_plain_text();
        let reason = format!(
            "{}得{most}，本年在籍学生{}多于此数；除非另有转入、复学",
            self.how,
            this.to_plain_text()
        );
        let judged = claims.iter().map(|claim| Judged {
            claim: *claim,
            verdict: Verdict::Tension,
            check: NAME,
            expected: Some(format!("不大于{most}")),
            reason: reason.clone(),
            related: self.from.clone(),
        });
        judged.collect()
    }
}
