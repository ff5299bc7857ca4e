//! An indicator over the years: its values, where it is counted otherwise from some year on, and which years
//! rest on some of the schools only.

use voced_domain::{Coverage, EntityCode, Fact, Facts, Indicator, ReferenceYear};

use crate::context::{ComposeContext, Misuse};

/// The years that a table or a chart shows, the last ones where it wants fewer than there are.
pub(crate) fn years(
    cx: &ComposeContext,
    wanted: Option<usize>,
) -> Result<&[ReferenceYear], Misuse> {
    let all = cx.years.as_slice();
    match wanted {
        None => Ok(all),
        Some(0) => Err(Misuse::new("years = 0没有意义", "请写要列出的年数，含本年")),
        Some(wanted) => Ok(&all[all.len().saturating_sub(wanted)..]),
    }
}

/// What an indicator was in each of some years.
#[derive(Clone, Debug)]
pub struct Trend<'a> {
    /// A fact for each year; none where there is no value.
    pub facts: Vec<Option<&'a Fact>>,
}

impl<'a> Trend<'a> {
    /// Of one entity. A year without the definition in force has what is printed of it.
    pub fn of(
        facts: &'a Facts,
        entity: &EntityCode,
        indicator: &Indicator,
        years: &[ReferenceYear],
    ) -> Self {
        let of_year = |year: &ReferenceYear| {
            let fact = facts.get(entity, &indicator.code, *year);
            let known = fact.filter(|fact| fact.figure().is_some());
            known.or_else(|| {
                let mut versions = facts.versions(entity, &indicator.code, *year);
                versions.find(|fact| fact.figure().is_some())
            })
        };
        Self {
            facts: years.iter().map(of_year).collect(),
        }
    }

    /// The years, counted from 0, that are counted by another definition than the one before with a value.
    pub fn breaks(&self) -> Vec<usize> {
        let known = self.facts.iter().enumerate();
        let known: Vec<(usize, &Fact)> = known
            .filter_map(|(idx, fact)| Some((idx, (*fact)?)))
            .collect();
        let pairs = known.windows(2);
        let breaks = pairs.filter(|pair| pair[0].1.key.version != pair[1].1.key.version);
        breaks.map(|pair| pair[1].0).collect()
    }
}

/// What is to be known of some trends, by their names: which are counted otherwise from some year on, and which
/// years rest on some of the schools only. `就业率2023年起口径不同，与以前各年不能直接比较。`
pub(crate) fn note(trends: &[(String, Trend<'_>)]) -> Option<String> {
    let breaks = trends.iter().flat_map(|(name, trend)| {
        let facts = trend
            .breaks()
            .into_iter()
            .filter_map(|idx| trend.facts[idx]);
        facts.map(move |fact| {
            format!(
                "{name}{}年起口径不同，与以前各年不能直接比较",
                fact.key.year
            )
        })
    });
    let parts: Vec<String> = breaks.chain(partial(trends)).collect();
    (!parts.is_empty()).then(|| format!("{}。", parts.join("；")))
}

/// `2021年各项据7/8所学校`, or of some of them by name.
fn partial(trends: &[(String, Trend<'_>)]) -> Vec<String> {
    let mut groups: Vec<((ReferenceYear, Coverage), Vec<&str>)> = Vec::new();
    for (name, trend) in trends {
        for fact in trend
            .facts
            .iter()
            .flatten()
            .filter(|fact| fact.coverage.is_partial())
        {
            let key = (fact.key.year, fact.coverage);
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, names)) => names.push(name),
                None => groups.push((key, vec![name])),
            }
        }
    }
    groups.sort_by_key(|((year, _), _)| *year);
    let with_value = |year: ReferenceYear| {
        let facts = trends
            .iter()
            .flat_map(|(_, trend)| trend.facts.iter().flatten());
        facts.filter(|fact| fact.key.year == year).count()
    };
    let words = groups.into_iter().map(|((year, coverage), names)| {
        let names = if names.len() > 1 && names.len() == with_value(year) {
            "各项".to_owned()
        } else {
            names.join("、")
        };
        format!(
            "{year}年{names}据{}/{}所学校",
            coverage.reported, coverage.expected
        )
    });
    words.collect()
}
