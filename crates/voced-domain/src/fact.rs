//! Facts: published figures with their parts, their change and their sources.

use std::collections::HashMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bureau::Level;
use crate::catalogue::Indicator;
use crate::code::{DefinitionVersion, EntityCode, IndicatorCode};
use crate::observation::ObservationId;
use crate::quantity::{Quantity, Rounded};
use crate::unit::Unit;
use crate::year::ReferenceYear;

/// Where a fact's value comes from. Facts of different provenance are never mixed silently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Computed from workbooks.
    Collected,
    /// A constant that an old report printed.
    Printed,
    /// A constant that follows from printed ones, as last year's value from this year's change.
    Derived,
}

impl Provenance {
    /// The provenance in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Provenance::Collected => "汇总",
            Provenance::Printed => "已公布",
            Provenance::Derived => "由已公布数推出",
        }
    }
}

/// What identifies a fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactKey {
    /// The indicator.
    pub indicator: IndicatorCode,
    /// The 口径 version it was computed under.
    pub version: DefinitionVersion,
    /// The year it is about.
    pub year: ReferenceYear,
    /// The school or region it is about.
    pub entity: EntityCode,
    /// Where the value comes from.
    #[serde(rename = "vintage")]
    pub provenance: Provenance,
}

/// A side of a quotient, or a sum: its value and the observations that make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The exact value.
    pub value: Quantity,
    /// The observations added up, in the order of the table.
    pub sources: Vec<ObservationId>,
}

/// A value as it is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The printed number; for two shares the first of them.
    pub number: Rounded,
    /// Its unit.
    pub unit: Unit,
}

/// A value with its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As printed.
    pub published: Published,
    /// The exact value, in the unit without percent: a share is at most one. Absent for constants
    /// taken from print.
    pub exact: Option<Quantity>,
    /// The numerator, or the sum. Absent for constants taken from print.
    pub numerator: Option<Term>,
    /// The denominator, where something is divided.
    pub denominator: Option<Term>,
}

/// Why a quotient has no value although both its terms have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Undefined {
    /// A share whose part exceeds its whole.
    PartExceedsWhole,
    /// Nothing to divide by.
    ZeroDenominator,
}

impl Undefined {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Undefined::PartExceedsWhole => "部分大于全体，按口径没有定义",
            Undefined::ZeroDenominator => "分母为0，没有定义",
        }
    }
}

/// Three outcomes, never collapsed into one another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is a value.
    Value(Figure),
    /// No school answered, or the one asked did not.
    Missing,
    /// Both terms are known, and their quotient means nothing.
    Undefined {
        /// The numerator.
        numerator: Term,
        /// The denominator.
        denominator: Term,
        /// Why.
        reason: Undefined,
    },
}

/// How many of the schools concerned a figure rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Schools whose answers are in the figure.
    pub reported: u32,
    /// Schools that the indicator concerns: all but those that answered 不适用.
    pub expected: u32,
}

impl Coverage {
    /// Whether a school that the indicator concerns is not in the figure.
    pub fn is_partial(self) -> bool {
        self.reported < self.expected
    }
}

/// How a change is expressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// A difference of two printed values in their unit.
    Abs,
    /// A difference of two printed rates in percentage points.
    Pp,
    /// Relative growth in percent.
    Relative,
    /// The definitions of the two years differ, so there is no change to speak of.
    Break,
    /// In one of the two years a school is missing, so the sums are over different schools.
    Coverage,
}

/// Change against the year before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How it is expressed.
    pub kind: ChangeKind,
    /// The printed change; absent for a break.
    pub value: Option<Rounded>,
    /// The exact change, where both years' exact values are known.
    pub exact: Option<Quantity>,
    /// The year compared with.
    pub from_year: ReferenceYear,
    /// Provenance of the value compared with.
    pub from_provenance: Provenance,
    /// Where the sums of the two years are over different schools: the change over those that are in
    /// both.
    pub same_schools: Option<Box<SameSchools>>,
}

/// The change over the schools that reported in both years, for a region of which a school is missing
/// in one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SameSchools {
    /// How many schools of this year there are in both; a school that was made of several counts once.
    pub n_schools: u32,
    /// What these schools have this year, as it is printed.
    pub this: Published,
    /// What they, or the schools that they were made of, had the year before.
    pub last: Published,
    /// How the change is expressed.
    pub kind: ChangeKind,
    /// The printed change, taken between the two.
    pub value: Rounded,
    /// The exact change.
    pub exact: Option<Quantity>,
}

/// A published figure, or the reason why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub key: FactKey,
    /// Level of the entity.
    pub level: Level,
    /// Whether the definition is the one in force; a national definition that the bureau's own
    /// stands in front of is computed for comparison only.
    pub in_force: bool,
    /// Value, missing or undefined.
    pub outcome: Outcome,
    /// Schools in it.
    pub coverage: Coverage,
    /// Change against the year before; absent where that year has no value.
    pub change: Option<Change>,
}

impl Published {
    /// Rounds an exact value, once, to what the indicator prints.
    pub fn of(exact: &Quantity, unit: Unit, decimals: u8) -> Self {
        Self {
            number: exact.scaled(unit.print_power()).round(decimals),
            unit,
        }
    }

    /// The unit to print behind [`Published`]'s number; two shares carry theirs in themselves.
    pub fn unit_symbol(&self) -> &'static str {
        match self.unit {
            Unit::TwoShares => "",
            unit => unit.symbol(),
        }
    }
}

impl fmt::Display for Published {
    /// The number without its unit: `97.8`, and `25.1:74.9` for two shares.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit {
            Unit::TwoShares => write!(f, "{}:{}", self.number, self.number.complement_to(100)),
            _ => self.number.fmt(f),
        }
    }
}

impl ChangeKind {
    /// Unit of the printed change of a value of `unit`.
    pub fn unit_symbol(self, unit: Unit) -> &'static str {
        match self {
            ChangeKind::Abs if unit == Unit::ToOne => "",
            ChangeKind::Abs => unit.symbol(),
            ChangeKind::Pp => Unit::PercentagePoint.symbol(),
            ChangeKind::Relative => Unit::Percent.symbol(),
            ChangeKind::Break | ChangeKind::Coverage => "",
        }
    }
}

impl Change {
    /// The signed number, or the break mark.
    pub fn display(&self) -> String {
        match &self.value {
            Some(value) => value.signed(),
            None if self.kind == ChangeKind::Coverage => "范围不同".into(),
            None => "口径不同".into(),
        }
    }
}

impl Fact {
    /// The figure, if there is a value.
    pub fn figure(&self) -> Option<&Figure> {
        match &self.outcome {
            Outcome::Value(figure) => Some(figure),
            Outcome::Missing | Outcome::Undefined { .. } => None,
        }
    }

    /// Numerator and denominator, as far as they are known, whether or not there is a value.
    pub fn terms(&self) -> (Option<&Term>, Option<&Term>) {
        match &self.outcome {
            Outcome::Value(figure) => (figure.numerator.as_ref(), figure.denominator.as_ref()),
            Outcome::Undefined {
                numerator,
                denominator,
                ..
            } => (Some(numerator), Some(denominator)),
            Outcome::Missing => (None, None),
        }
    }

    /// All observations behind the fact, numerator first.
    pub fn sources(&self) -> Vec<ObservationId> {
        let (numerator, denominator) = self.terms();
        let terms = numerator.into_iter().chain(denominator);
        let mut sources: Vec<_> = terms
            .flat_map(|term| term.sources.iter().copied())
            .collect();
        // A denominator that contains the numerator names its sources again.
        let mut seen = std::collections::HashSet::new();
        sources.retain(|id| seen.insert(*id));
        sources
    }

    /// What is printed in place of the value: the value itself, or a word for its absence.
    pub fn display(&self) -> String {
        match &self.outcome {
            Outcome::Value(figure) => figure.published.to_string(),
            // No school that the indicator concerns: nothing is missing.
            Outcome::Missing if self.coverage.expected == 0 && self.level == Level::School => {
                "不适用".into()
            }
            Outcome::Missing => "缺".into(),
            Outcome::Undefined { .. } => "无定义".into(),
        }
    }
}

/// All facts of a run, this year's and those of the years before, looked up by key.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// In parts, since a nation's facts are too many to be moved into one list.
    parts: Vec<Vec<Fact>>,
    /// Places of an entity's facts of a year, by indicator, and in the order given within one.
    index: HashMap<(EntityCode, ReferenceYear), Vec<u32>>,
}

impl Facts {
    /// Facts in the order given.
    pub fn new(facts: Vec<Fact>) -> Self {
        Self::followed_by(facts, Self::default())
    }

    /// Facts in the order given, and behind them those of years before.
    pub fn followed_by(facts: Vec<Fact>, before: Self) -> Self {
        let mut parts = vec![facts];
        parts.extend(before.parts);
        Self::of_parts(parts)
    }

    /// These facts, and behind them others.
    #[must_use]
    pub fn and(self, others: Self) -> Self {
        if others.parts.is_empty() {
            return self;
        }
        Self::of_parts([self.parts, others.parts].concat())
    }

    fn of_parts(parts: Vec<Vec<Fact>>) -> Self {
        let mut index: HashMap<_, Vec<u32>> = HashMap::new();
        for (idx, fact) in (0..).zip(parts.iter().flatten()) {
            let key = &fact.key;
            index
                .entry((key.entity.clone(), key.year))
                .or_default()
                .push(idx);
        }
        #[expect(
            clippy::iter_over_hash_type,
            reason = "each group is looked at by itself, in any order"
        )]
        for idxs in index.values_mut() {
            // Stable, so that versions stay in their order.
            idxs.sort_by_key(|idx| &at(&parts, *idx).key.indicator);
            idxs.shrink_to_fit();
        }
        Self { parts, index }
    }

    /// All facts.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.parts.iter().flatten()
    }

    /// All facts, in the order given, side by side in a few parts.
    pub fn parts(&self) -> impl Iterator<Item = &[Fact]> {
        self.parts.iter().map(Vec::as_slice)
    }

    /// Every version and provenance of an indicator for one entity and year.
    pub fn versions<'a>(
        &'a self,
        entity: &EntityCode,
        indicator: &IndicatorCode,
        year: ReferenceYear,
    ) -> impl Iterator<Item = &'a Fact> + use<'a> {
        let idxs = self.index.get(&(entity.clone(), year));
        let idxs = idxs.map_or(&[][..], Vec::as_slice);
        let code = |idx: &u32| &at(&self.parts, *idx).key.indicator;
        let idxs = &idxs[idxs.partition_point(|idx| code(idx) < indicator)..];
        let n_found = idxs.partition_point(|idx| code(idx) == indicator);
        idxs[..n_found].iter().map(|idx| at(&self.parts, *idx))
    }

    /// The fact under the definition in force: one with a value before one without, a collected one
    /// before one from print.
    pub fn get(
        &self,
        entity: &EntityCode,
        indicator: &IndicatorCode,
        year: ReferenceYear,
    ) -> Option<&Fact> {
        self.versions(entity, indicator, year)
            .filter(|fact| fact.in_force)
            .min_by_key(|fact| (fact.figure().is_none(), fact.key.provenance))
    }

    /// The fact of exactly this definition.
    pub fn of(
        &self,
        entity: &EntityCode,
        indicator: &Indicator,
        year: ReferenceYear,
    ) -> Option<&Fact> {
        self.versions(entity, &indicator.code, year)
            .filter(|fact| fact.key.version == indicator.version)
            .min_by_key(|fact| fact.key.provenance)
    }
}

fn at(parts: &[Vec<Fact>], idx: u32) -> &Fact {
    let idx = usize::try_from(idx).expect("a place in the list");
    let found = parts.iter().try_fold(idx, |idx, part| match part.get(idx) {
        Some(fact) => Err(fact),
        None => Ok(idx - part.len()),
    });
    found.expect_err("a place in the list")
}
