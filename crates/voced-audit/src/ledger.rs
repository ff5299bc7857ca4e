//! The claims looked up by what they are about, with what follows from several of them.

use std::cell::RefCell;
use std::collections::HashMap;

use voced_domain::{
    Edition, Formula, Indicator, IndicatorCode, ItemCode, Operator, Quantity, Unit,
};

use crate::additions::{Addition, additions};
use crate::claim::{Claim, Entity, Kind};
use crate::document::{Document, Measure};
use crate::extract::is_of_whole;
use crate::figures::{Figure, figures};
use crate::names::{Name, names};
use crate::number::magnitude;
use crate::passage::{Passage, passages, stem};
use crate::statement::Statement;
use crate::verdict::Data;

/// So many statements of one value are looked at; no report states one more often.
const MOST_STATED: usize = 30;

/// What a claim is about.
pub(crate) type Key = (IndicatorCode, Entity, Option<u16>, Kind);

/// All claims with the definitions they are held against.
pub(crate) struct Ledger<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) claims: &'a [Claim],
    pub(crate) data: Option<Data<'a>>,
    pub(crate) passages: Vec<Passage<'a>>,
    /// The figures of running text, whatever they are called.
    pub(crate) figures: Vec<Figure<'a>>,
    /// What each claim says, in the order of the claims.
    pub(crate) statements: &'a [Statement],
    /// What each of them is called in its own words.
    pub(crate) names: Vec<Name>,
    /// Which of them add up to which.
    pub(crate) additions: Vec<Addition>,
    /// What places are counted in.
    pub(crate) measure: Measure,
    index: HashMap<Key, Vec<usize>>,
    /// What [`called`](Ledger::called) found before, by name.
    called: RefCell<HashMap<String, Vec<usize>>>,
}

/// A value that the report states, or that follows from what it states, in the indicator's unit.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) value: Quantity,
    /// By how much rounding in print may have moved it.
    pub(crate) slack: Quantity,
    /// The claims it rests on.
    pub(crate) from: Vec<usize>,
    /// The calculation that gives it, `就业人数3191−升学人数1838`; empty where the report states it.
    pub(crate) how: String,
}

impl<'a> Ledger<'a> {
    /// Whether all of these were recognised by their very names.
    pub(crate) fn are_named(&self, claims: &[usize]) -> bool {
        claims.iter().all(|idx| self.claims[*idx].is_named)
    }

    pub(crate) fn new(
        edition: &'a Edition,
        document: &'a Document,
        claims: &'a [Claim],
        statements: &'a [Statement],
        data: Option<Data<'a>>,
    ) -> Self {
        let mut index: HashMap<Key, Vec<usize>> = HashMap::new();
        for (idx, claim) in claims.iter().enumerate() {
            if let Some(fact) = &claim.fact {
                let key = (fact.clone(), claim.entity.clone(), claim.year, claim.kind);
                index.entry(key).or_default().push(idx);
            }
        }
        let figures = figures(document, claims);
        Self {
            edition,
            claims,
            data,
            passages: passages(document, claims),
            additions: additions(&figures),
            names: names(&figures),
            figures,
            statements,
            measure: document.measure,
            index,
            called: RefCell::default(),
        }
    }

    /// The claims that are a count of what is called `name`, whether or not the catalogue knows it:
    /// 专任教师628人, 628名专任教师.
    pub(crate) fn called(&self, name: &str) -> Vec<usize> {
        let mut known = self.called.borrow_mut();
        if let Some(called) = known.get(name) {
            return called.clone();
        }
        let called = self.look_for(name);
        known.insert(name.to_owned(), called.clone());
        called
    }

    fn look_for(&self, name: &str) -> Vec<usize> {
        let mut found = Vec::new();
        for passage in &self.passages {
            for at in 0..passage.here.len() {
                let before = stem(passage.before(at));
                let is_named = before.strip_suffix(name).is_some_and(is_of_whole)
                    || passage.after(at).trim_start_matches('的').starts_with(name);
                if is_named && crate::passage::is_count(passage.claim(at)) {
                    found.push(passage.here[at]);
                }
            }
        }
        found
    }

    /// Groups of claims about the same, in the order of the report.
    pub(crate) fn groups(&self) -> Vec<(&Key, &Vec<usize>)> {
        let mut groups: Vec<_> = self.index.iter().collect();
        groups.sort_by_key(|(_, claims)| claims[0]);
        groups
    }

    pub(crate) fn indicator(&self, code: &IndicatorCode) -> Option<&'a Indicator> {
        self.edition.indicator(code)
    }

    pub(crate) fn name(&self, code: &IndicatorCode) -> &'a str {
        self.indicator(code).map_or("", |found| &found.name)
    }

    /// The claims about a fact.
    pub(crate) fn of(
        &self,
        fact: &IndicatorCode,
        entity: &Entity,
        year: Option<u16>,
        kind: Kind,
    ) -> &[usize] {
        let key = (fact.clone(), entity.clone(), year, kind);
        self.index.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The value of a claim in the unit of its indicator, 68.2万册 are 682000册, and by how much rounding
    /// in print may have moved it, 500册.
    pub(crate) fn value(&self, claim: &Claim) -> Option<(Quantity, Quantity)> {
        let indicator = self.indicator(claim.fact.as_ref()?)?;
        let known = |symbol: &str| Unit::ALL.iter().find(|unit| unit.symbol() == symbol);
        let (counted, multiplier) = match known(&claim.unit) {
            Some(_) => (claim.unit.as_str(), 0),
            None => magnitude(&claim.unit),
        };
        let printed = known(counted);
        let own = indicator.unit.base().1;
        // Per student, 0.72万元 is short for 0.72万元/生.
        let is_short = indicator
            .unit
            .symbol()
            .split_once('/')
            .map(|(unit, _)| unit)
            == Some(&claim.unit);
        let power = printed.map_or(0, |unit| unit.base().1) + multiplier;
        let power = if is_short { own } else { power };
        let per = |value: &Quantity| {
            let up = value.scaled(power.saturating_sub(own));
            up.checked_div(&Quantity::from(1).scaled(own.saturating_sub(power)))
        };
        // Counts are exact; what was printed with decimals, or in 万, was rounded.
        let is_exact = claim.decimals == 0 && is_count(indicator.unit) && power <= own;
        let slack = if is_exact {
            Quantity::zero()
        } else {
            claim.half_unit()
        };
        Some((per(&claim.value)?, per(&slack)?))
    }

    /// What the report states of a level; where it states several, what most of them say.
    pub(crate) fn stated(
        &self,
        fact: &IndicatorCode,
        entity: &Entity,
        year: Option<u16>,
    ) -> Option<Known> {
        let claims = self.of(fact, entity, year, Kind::Level);
        // Where the name stands to the letter, like-sounding sentences do not count.
        let any_named = claims.iter().any(|idx| self.claims[*idx].is_named);
        let exact = claims.iter().filter(|idx| {
            let claim = &self.claims[**idx];
            !claim.is_approximate && (claim.is_named || !any_named)
        });
        let mut values: Vec<(Quantity, Quantity, usize)> = exact
            .take(MOST_STATED)
            .filter_map(|idx| {
                let (value, slack) = self.value(&self.claims[*idx])?;
                Some((value, slack, *idx))
            })
            .collect();
        let often = |value: &Quantity| values.iter().filter(|(found, ..)| found == value).count();
        let best = values.iter().map(|(value, ..)| often(value)).max()?;
        let (value, slack, _) = values
            .iter()
            .find(|(value, ..)| often(value) == best)?
            .clone();
        values.retain(|(found, ..)| *found == value);
        Some(Known {
            slack,
            from: values.iter().map(|(.., idx)| *idx).collect(),
            how: String::new(),
            value,
        })
    }

    /// A level that is stated, or that an equation of the catalogue leaves no choice about.
    pub(crate) fn known(
        &self,
        fact: &IndicatorCode,
        entity: &Entity,
        year: Option<u16>,
    ) -> Option<Known> {
        self.stated(fact, entity, year)
            .or_else(|| self.derived(fact, entity, year))
    }

    fn derived(&self, fact: &IndicatorCode, entity: &Entity, year: Option<u16>) -> Option<Known> {
        let equations = self
            .edition
            .relations()
            .iter()
            .filter(|relation| relation.operator == Operator::Equal && !relation.across);
        for relation in equations {
            let all = relation.left.iter().chain(&relation.right);
            if !all.clone().any(|item| item.as_str() == fact.as_str()) {
                continue;
            }
            let on_left = relation
                .left
                .iter()
                .any(|item| item.as_str() == fact.as_str());
            let (own, other) = if on_left {
                (&relation.left, &relation.right)
            } else {
                (&relation.right, &relation.left)
            };
            if let Some(known) = self.balance(fact, (own, other), entity, year) {
                return Some(known);
            }
        }
        None
    }

    /// The other side less the rest of the own one.
    fn balance(
        &self,
        fact: &IndicatorCode,
        (own, other): (&[ItemCode], &[ItemCode]),
        entity: &Entity,
        year: Option<u16>,
    ) -> Option<Known> {
        let mut known = Known {
            value: Quantity::zero(),
            slack: Quantity::zero(),
            from: Vec::new(),
            how: String::new(),
        };
        let rest = own.iter().filter(|item| item.as_str() != fact.as_str());
        let terms = other
            .iter()
            .map(|item| (item, true))
            .chain(rest.map(|item| (item, false)));
        for (item, adds) in terms {
            let code = IndicatorCode::from(item.clone());
            let term = self.stated(&code, entity, year)?;
            known.value = if adds {
                &known.value + &term.value
            } else {
                &known.value - &term.value
            };
            known.slack = &known.slack + &term.slack;
            known.from.extend(&term.from);
            let sign = match (adds, known.how.is_empty()) {
                (true, true) => "",
                (true, false) => "＋",
                (false, _) => "−",
            };
            known.how.push_str(&format!(
                "{sign}{}{}",
                self.name(&code),
                term.value.to_plain_text()
            ));
        }
        Some(known)
    }

    /// A sum of levels, all of which must be known.
    pub(crate) fn sum(
        &self,
        items: &[ItemCode],
        entity: &Entity,
        year: Option<u16>,
    ) -> Option<Known> {
        let mut sum: Option<Known> = None;
        for item in items {
            let term = self.known(&IndicatorCode::from(item.clone()), entity, year)?;
            sum = Some(match sum {
                None => term,
                Some(sum) => Known {
                    value: &sum.value + &term.value,
                    slack: &sum.slack + &term.slack,
                    from: [sum.from, term.from].concat(),
                    how: format!("{}＋{}", sum.how, term.how),
                },
            });
        }
        sum
    }

    /// Numerator and denominator of an indicator's form, known from the text.
    pub(crate) fn terms(
        &self,
        formula: &Formula,
        entity: &Entity,
        year: Option<u16>,
    ) -> Option<(Known, Known)> {
        let numerator = self.sum(formula.numerator(), entity, year)?;
        let denominator = match formula {
            Formula::Share { denominator, .. } | Formula::Ratio { denominator, .. } => {
                self.sum(denominator, entity, year)?
            }
            Formula::Complement { part, other } => {
                self.sum(&[part.clone(), other.clone()].concat(), entity, year)?
            }
            _ => return None,
        };
        Some((numerator, denominator))
    }
}

/// Whether a unit counts whole things.
fn is_count(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Person
            | Unit::PersonTime
            | Unit::Piece
            | Unit::School
            | Unit::Volume
            | Unit::Enterprise
            | Unit::Household
            | Unit::Time
            | Unit::Entry
    )
}
