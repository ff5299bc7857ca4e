//! Key indicators and the table of schools, at a glance.

use voced_domain::{Entity, Fact, Indicator, Unit};

use crate::desk::{Desk, Misuse, Which};
use crate::error::NarrativeFault;
use crate::model::{Audience, Card, Dashboard, DashboardCell, DashboardRow};
use crate::outline::{Narrative, OUTLINE};
use crate::tint::tint;
use crate::tracing::with_unit;
use crate::wording::change_words;

pub(crate) fn dashboard(narrative: &Narrative, desk: &Desk) -> Result<Dashboard, NarrativeFault> {
    let wrong = |misuse: Misuse| NarrativeFault::new(OUTLINE, None, misuse.message, misuse.remedy);
    let cards = narrative.dashboard.iter().map(|code| card(code, desk));
    let cards = cards.collect::<Result<_, _>>().map_err(wrong)?;
    let indicators = narrative.schools.iter().map(|code| desk.indicator(code));
    let indicators: Vec<_> = indicators.collect::<Result<_, _>>().map_err(wrong)?;
    let schools = desk.bureau.schools().iter().map(Entity::School);
    let entities = schools.chain([Entity::Region(desk.bureau.own_region())]);
    Ok(Dashboard {
        cards,
        columns: indicators.iter().map(|indicator| head(indicator)).collect(),
        rows: entities
            .map(|entity| row(entity, &indicators, desk))
            .collect(),
    })
}

fn card(code: &str, desk: &Desk) -> Result<Card, Misuse> {
    let (indicator, fact) = desk.fact(code, &Which::default())?;
    let words = change_words(indicator, fact, "较上年");
    let change = match (fact.figure(), words.figure) {
        (None, _) => String::new(),
        (Some(_), figure) => format!("{}{}", words.lead, figure.unwrap_or_default()),
    };
    Ok(Card {
        name: indicator.name.clone(),
        text: with_unit(fact),
        change,
        trace: desk.trace(fact),
    })
}

fn head(indicator: &Indicator) -> String {
    match indicator.unit {
        Unit::ToOne | Unit::TwoShares => indicator.name.clone(),
        unit => format!("{}（{unit}）", indicator.name),
    }
}

fn row(entity: Entity<'_>, indicators: &[&Indicator], desk: &Desk) -> DashboardRow {
    let (name, group, is_total) = match entity {
        Entity::School(school) => (school.short.clone(), school.affiliation.clone(), false),
        Entity::Region(region) => (region.name.clone(), String::new(), true),
    };
    let cells = indicators.iter().map(|indicator| {
        let fact = desk.facts.get(entity.code(), &indicator.code, desk.year());
        fact.map_or_else(absent, |fact| cell(indicator, fact, is_total, desk))
    });
    DashboardRow {
        name,
        group,
        is_total,
        cells: cells.collect(),
    }
}

/// A figure of the city only.
fn absent() -> DashboardCell {
    DashboardCell {
        text: "—".into(),
        trace: None,
        tint: None,
    }
}

fn cell(indicator: &Indicator, fact: &Fact, is_total: bool, desk: &Desk) -> DashboardCell {
    let city = desk.facts.get(desk.city(), &indicator.code, desk.year());
    let is_tinted = desk.audience == Audience::Internal && !is_total;
    DashboardCell {
        text: fact.display(),
        trace: fact.figure().map(|_| desk.trace(fact)),
        tint: city
            .filter(|_| is_tinted)
            .and_then(|city| tint(indicator, fact, city)),
    }
}
