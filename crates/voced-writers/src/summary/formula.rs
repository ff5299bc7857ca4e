//! Indicators as formulas over the cells of their answers.
//!
//! A sum is over the whole line of an item where all numbers in it are in the figure (texts such
//! as 不适用 add nothing); where a school had to be left out because it lacks one side of a
//! quotient, both sides name their cells one by one.

use std::collections::HashSet;

use voced_domain::{
    ChangeRule, Entity, Fact, Formula, Indicator, ItemCode, ObservationId, Outcome, Unit,
};
use voced_sheet::{
    MISSING, NO_ANSWER, NOT_APPLICABLE, NOTHING, Range, UNDEFINED, blocks, call, literal,
    number_format,
};

use super::place::Places;
use super::strip::{Slot, Strip};

/// The sums behind a figure, as formulas without `=`.
pub(super) struct Sums {
    pub(super) numerator: String,
    /// Absent where nothing is divided.
    pub(super) denominator: Option<String>,
    /// The cells that the sums are over, numerator first.
    pub(super) ranges: Vec<Range>,
}

/// The observations that a figure rests on; all there are where it has none.
struct Included(Option<HashSet<ObservationId>>);

impl Included {
    fn holds(&self, slot: &Slot<'_>) -> bool {
        match (&self.0, slot.observation) {
            (None, _) => true,
            (Some(ids), Some(seen)) => ids.contains(&seen.id),
            (Some(_), None) => false,
        }
    }
}

/// The sums of an indicator for an entity; `None` where no formula gives the figure again, as for
/// a year whose workbooks do not ask for the item.
pub(super) fn sums(
    places: &Places<'_>,
    indicator: &Indicator,
    entity: Entity<'_>,
    fact: Option<&Fact>,
) -> Option<Sums> {
    match &indicator.formula {
        Formula::Distinct { of, prefix } => distinct(places, of, *prefix, entity),
        Formula::Tally { of, equals } => tally(places, of, equals.as_deref(), entity),
        Formula::WeightedMean { of, weight } => weighted(places, of, weight, entity, fact),
        formula => {
            let numerator = strips(places, formula.numerator(), entity)?;
            let mut denominator = strips(places, formula.denominator(), entity)?;
            if let Formula::Complement { .. } = formula {
                let whole = strips(places, formula.numerator(), entity)?;
                denominator = whole.into_iter().chain(denominator).collect();
            }
            added(formula, &numerator, &denominator, fact)
        }
    }
}

fn strips<'p>(
    places: &'p Places<'_>,
    items: &[ItemCode],
    entity: Entity<'_>,
) -> Option<Vec<Strip<'p>>> {
    items
        .iter()
        .map(|item| places.strip(item, entity))
        .collect()
}

fn added(
    formula: &Formula,
    numerator: &[Strip<'_>],
    denominator: &[Strip<'_>],
    fact: Option<&Fact>,
) -> Option<Sums> {
    let included = included(numerator.iter().chain(denominator), fact);
    let ranges = |strips: &[Strip<'_>]| -> Vec<Range> {
        let ranges = strips
            .iter()
            .flat_map(|strip| strip.ranges(|slot| included.holds(slot)));
        blocks(ranges.collect())
    };
    let (above, below) = (ranges(numerator), ranges(denominator));
    let numerator = match (formula, above.as_slice()) {
        (Formula::Given { .. }, [cell]) if cell.first == cell.last => cell.formula(),
        (_, []) => return None,
        (_, above) => call("SUM", above),
    };
    Some(Sums {
        numerator,
        denominator: (!below.is_empty()).then(|| call("SUM", &below)),
        ranges: together(above, below),
    })
}

/// Everything, unless a number stands in the strips that the figure does not rest on.
fn included<'p>(strips: impl Iterator<Item = &'p Strip<'p>>, fact: Option<&Fact>) -> Included {
    let Some(fact) = fact.filter(|fact| fact.outcome != Outcome::Missing) else {
        return Included(None);
    };
    let sources: HashSet<ObservationId> = fact.sources().into_iter().collect();
    let mut slots = strips.flat_map(|strip| &strip.slots);
    let left_out = slots.any(|slot| {
        let id = slot.observation.map(|seen| seen.id);
        slot.weighs() && id.is_some_and(|id| !sources.contains(&id))
    });
    Included(left_out.then_some(sources))
}

/// Without ranges named twice.
fn together(above: Vec<Range>, below: Vec<Range>) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for range in above.into_iter().chain(below) {
        if !ranges.contains(&range) {
            ranges.push(range);
        }
    }
    ranges
}

/// Σ mean × weight over Σ weight. Means in a table have no such formula.
fn weighted(
    places: &Places<'_>,
    of: &ItemCode,
    weight: &ItemCode,
    entity: Entity<'_>,
    fact: Option<&Fact>,
) -> Option<Sums> {
    if places.table_of(of).is_some() || places.table_of(weight).is_some() {
        return None;
    }
    let means = places.strip(of, entity)?;
    let weights = places.strip(weight, entity)?;
    let included = included([&means, &weights].into_iter(), fact);
    let above = means.ranges(|slot| included.holds(slot));
    let below: Vec<Range> = weights.ranges(|slot| included.holds(slot));
    let products: Vec<String> = above
        .iter()
        .zip(&below)
        .map(|(mean, weight)| format!("SUMPRODUCT({},{})", mean.formula(), weight.formula()))
        .collect();
    let numerator = match products.as_slice() {
        [product] => product.clone(),
        products => format!("SUM({})", products.join(",")),
    };
    // Both lines are of the same schools, and a school is in both sums or in none.
    (above.len() == below.len()).then(|| Sums {
        numerator,
        denominator: Some(call("SUM", &below)),
        ranges: together(above, below),
    })
}

/// The sum of the marks for a first appearance. Texts outside of tables have no such marks.
fn distinct(
    places: &Places<'_>,
    of: &ItemCode,
    prefix: Option<u8>,
    entity: Entity<'_>,
) -> Option<Sums> {
    let firsts = places.table_of(of)?.firsts_of(of, prefix)?;
    let range = places.strip(of, entity)?.range()?;
    let marks = range.in_column(match entity {
        Entity::School(_) => firsts.school_column(),
        Entity::Region(_) => firsts.region_column(),
    });
    Some(Sums {
        numerator: call("SUM", &[marks]),
        denominator: None,
        ranges: vec![range],
    })
}

/// Counts by comparing texts: `COUNTIF` would take 051300 and 51300 for the same number.
fn tally(
    places: &Places<'_>,
    of: &ItemCode,
    equals: Option<&str>,
    entity: Entity<'_>,
) -> Option<Sums> {
    let range = places.strip(of, entity)?.range()?;
    let cells = range.formula();
    let condition = match equals {
        Some(text) => format!("--({cells}={})", literal(text)),
        None => std::iter::once("")
            .chain(NO_ANSWER)
            .map(|word| format!("({cells}<>{})", literal(word)))
            .collect::<Vec<_>>()
            .join("*"),
    };
    Some(Sums {
        numerator: format!("SUMPRODUCT({condition})"),
        denominator: None,
        ranges: vec![range],
    })
}

/// The printed figure from its sums, or 无定义. The multiplication comes before the division, so
/// that only the division is inexact.
pub(super) fn value(indicator: &Indicator, numerator: &str, denominator: Option<&str>) -> String {
    let decimals = indicator.decimals;
    let scaled = match indicator.unit.print_power() {
        0 => numerator.to_owned(),
        power => format!("{numerator}*1{}", "0".repeat(power.into())),
    };
    let Some(denominator) = denominator else {
        return format!("ROUND({scaled},{decimals})");
    };
    let mut shown = format!("ROUND({scaled}/{denominator},{decimals})");
    if indicator.unit == Unit::TwoShares {
        let format = number_format(decimals);
        shown = format!("TEXT({shown},\"{format}\")&\":\"&TEXT(100-{shown},\"{format}\")");
    }
    if let Formula::Share { .. } | Formula::Complement { .. } = indicator.formula {
        shown = format!("IF({numerator}>{denominator},\"{UNDEFINED}\",{shown})");
    }
    format!("IF({denominator}=0,\"{UNDEFINED}\",{shown})")
}

/// The figure of one school: `word` stands in its place until all answers are there.
pub(super) fn value_once_answered(indicator: &Indicator, sums: &Sums, word: &str) -> String {
    let value = value(indicator, &sums.numerator, sums.denominator.as_deref());
    let word = literal(word);
    match indicator.formula {
        Formula::Distinct { .. } | Formula::Tally { .. } => {
            format!("IF({}=0,{word},{value})", sums.numerator)
        }
        _ => {
            let cells: u32 = sums.ranges.iter().map(Range::n_cells).sum();
            format!("IF({}={cells},{value},{word})", call("COUNT", &sums.ranges))
        }
    }
}

/// The change between the cells of this year's and last year's figure.
pub(super) fn change(indicator: &Indicator, decimals: u8, this: &str, last: &str) -> String {
    let nothing = literal(NOTHING);
    if indicator.unit == Unit::TwoShares {
        let first = |cell: &str| format!("VALUE(LEFT({cell},FIND(\":\",{cell})-1))");
        let difference = format!("{}-{}", first(this), first(last));
        return format!("IFERROR(ROUND({difference},{decimals}),{nothing})");
    }
    let change = match indicator.change {
        ChangeRule::Absolute => format!("ROUND({this}-{last},{decimals})"),
        ChangeRule::Relative { .. } => {
            format!("IF({last}=0,{nothing},ROUND(({this}-{last})*100/{last},{decimals}))")
        }
    };
    format!("IF(AND(ISNUMBER({this}),ISNUMBER({last})),{change},{nothing})")
}

/// The word for the absence of a school's figure: an item that does not concern it is not missing.
pub(super) fn absence(fact: Option<&Fact>) -> &'static str {
    match fact {
        Some(fact) if fact.coverage.expected == 0 => NOT_APPLICABLE,
        _ => MISSING,
    }
}
