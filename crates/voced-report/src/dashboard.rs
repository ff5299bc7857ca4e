//! Key indicators and the table of schools, at a glance.

use voced_domain::{Entity, Fact, Indicator, MOST_LINES, Region, Unit};

use crate::context::{ComposeContext, FactSelector, Misuse};
use crate::error::NarrativeFault;
use crate::model::{Audience, Card, Dashboard, DashboardCell, DashboardRow};
use crate::outline::{Narrative, OUTLINE};
use crate::tint::tint;
use crate::tracing::with_unit;
use crate::wording::{ChangeWords, NO_LAST_YEAR, OTHER_SCHOOLS, change_words};

/// A page with the lines of more schools is slow to open.
const MOST_SCHOOLS: usize = 1_000;

pub(crate) fn dashboard(
    narrative: &Narrative,
    cx: &ComposeContext,
) -> Result<Dashboard, NarrativeFault> {
    let wrong = |misuse: Misuse| NarrativeFault::new(OUTLINE, None, misuse.message, misuse.remedy);
    let cards = narrative.dashboard.iter().map(|code| card(code, cx));
    let cards = cards.collect::<Result<_, _>>().map_err(wrong)?;
    let indicators = narrative.schools.iter().map(|code| cx.indicator(code));
    let indicators: Vec<_> = indicators.collect::<Result<_, _>>().map_err(wrong)?;
    let schools = cx.bureau.schools();
    let lines: Vec<Entity<'_>> = if schools.len() <= MOST_SCHOOLS {
        schools.iter().map(Entity::School).collect()
    } else {
        cx.parts()
    };
    let (title, line) = match lines.first() {
        Some(Entity::Region(_)) => ("各地区主要指标", "地区"),
        _ => ("各校主要指标", "学校"),
    };
    // What the lines of a long table can be chosen by.
    let parts = if lines.len() > MOST_LINES {
        cx.parts()
    } else {
        Vec::new()
    };
    let total = Entity::Region(cx.bureau.own_region());
    Ok(Dashboard {
        cards,
        title: title.into(),
        heads: [line, if parts.is_empty() { "隶属" } else { "地区" }].map(str::to_owned),
        columns: indicators.iter().map(|indicator| head(indicator)).collect(),
        rows: lines
            .into_iter()
            .map(|entity| row(entity, &indicators, &parts, cx))
            .chain([row(total, &indicators, &[], cx)])
            .collect(),
    })
}

fn card(code: &str, cx: &ComposeContext) -> Result<Card, Misuse> {
    let (indicator, fact) = cx.fact(code, &FactSelector::default())?;
    let words = change_words(&cx.bureau, indicator, fact, "较上年");
    let change = match (fact.figure(), words) {
        (None, _) => String::new(),
        (Some(_), ChangeWords::NoLastYear) if !cx.has_last_year => String::new(),
        (Some(_), ChangeWords::NoLastYear) => NO_LAST_YEAR.into(),
        (Some(_), ChangeWords::None(why)) => why,
        (Some(_), ChangeWords::OtherSchools) => OTHER_SCHOOLS.into(),
        (Some(_), ChangeWords::Whole { lead, figure }) => format!("{lead}{figure}"),
        (
            Some(_),
            ChangeWords::SameSchools {
                n_schools,
                lead,
                figure,
            },
        ) => format!("两年都报数的{n_schools}所学校{lead}{figure}"),
    };
    Ok(Card {
        name: indicator.name.clone(),
        text: with_unit(fact),
        change,
        trace: cx.recorder.trace(fact),
    })
}

fn head(indicator: &Indicator) -> String {
    match indicator.unit {
        Unit::ToOne | Unit::TwoShares => indicator.name.clone(),
        unit => format!("{}（{unit}）", indicator.name),
    }
}

fn row(
    entity: Entity<'_>,
    indicators: &[&Indicator],
    parts: &[Entity<'_>],
    cx: &ComposeContext,
) -> DashboardRow {
    let is_long = !parts.is_empty();
    let is_total = entity.code() == cx.region();
    let cells = indicators.iter().map(|indicator| {
        let fact = cx.facts.get(entity.code(), &indicator.code, cx.year());
        fact.map_or_else(absent, |fact| {
            cell(indicator, fact, (is_total, is_long), cx)
        })
    });
    DashboardRow {
        name: entity.short().to_owned(),
        group: group(entity, parts, cx),
        is_total,
        cells: cells.collect(),
    }
}

/// What lines can be chosen by: in a long table the region that a school is in.
fn group(entity: Entity<'_>, parts: &[Entity<'_>], cx: &ComposeContext) -> String {
    let Entity::School(school) = entity else {
        return String::new();
    };
    if parts.is_empty() {
        return school.affiliation.clone();
    }
    let lineage = cx.bureau.lineage(cx.bureau.region_of(school));
    let is_part = |region: &&Region| parts.iter().any(|part| *part.code() == region.code);
    let region = lineage.into_iter().find(is_part);
    region.map_or(String::new(), |region| region.name.clone())
}

/// A figure of the region only.
fn absent() -> DashboardCell {
    DashboardCell {
        text: "—".into(),
        trace: None,
        tint: None,
    }
}

fn cell(
    indicator: &Indicator,
    fact: &Fact,
    (is_total, is_long): (bool, bool),
    cx: &ComposeContext,
) -> DashboardCell {
    let region = cx.facts.get(cx.region(), &indicator.code, cx.year());
    let is_tinted = cx.audience == Audience::Internal && !is_total;
    DashboardCell {
        text: fact.display(),
        // The sources of all lines of a long table would be most of the page.
        trace: fact
            .figure()
            .filter(|_| !is_long)
            .map(|_| cx.recorder.trace(fact)),
        tint: region
            .filter(|_| is_tinted)
            .and_then(|region| tint(indicator, fact, region)),
    }
}
