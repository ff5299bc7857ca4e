//! Whether a number is wholly the bureau's own: a fact of the catalogue is one of all its schools, or of the group
//! that the fact's name speaks of.

use std::collections::BTreeMap;

use voced_domain::Edition;

use crate::claim::{Claim, Entity};
use crate::extract::names;
use crate::statement::Statement;

/// Takes from claims the fact of which they tell only one group: 就业率 of 信息技术类.
pub(crate) fn keep(claims: &mut [Claim], statements: &[Statement], edition: &Edition) {
    for (claim, statement) in claims.iter_mut().zip(statements) {
        let Some(fact) = claim.fact.as_ref().filter(|_| claim.tag.is_none()) else {
            continue;
        };
        let is_of_school = matches!(claim.entity, Entity::School(_));
        let mut groups = statement.scope.iter().filter(|term| is_group(term));
        let names = names(edition, fact);
        let is_another =
            groups.any(|group| !names.iter().any(|name| name.contains(group.as_str())));
        let is_narrower = !names.contains(&statement.measure)
            && names
                .iter()
                .any(|name| is_narrower(&statement.measure, name));
        if (is_another || is_narrower) && !is_of_school {
            claim.fact = None;
            claim.is_named = false;
        }
    }
}

/// Takes the fact from the cells of a row that say it of several groups, whatever these are called, but for the one that
/// is of all: 合计, 公办, 民办, 示范性.
pub(crate) fn doubt_rows(claims: &mut [Claim], statements: &[Statement]) {
    let mut rows: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (idx, claim) in claims.iter().enumerate() {
        if let (Some((row, _)), Some(fact), None) = (claim.place.cell, &claim.fact, &claim.tag) {
            let of = (claim.place.block, row, fact.clone(), claim.year, claim.kind);
            rows.entry((of, claim.entity.clone()))
                .or_default()
                .push(idx);
        }
    }
    for cells in rows.values() {
        let n_terms = |idx: &usize| statements.get(*idx).map_or(0, |said| said.scope.len());
        let least = cells.iter().map(n_terms).min();
        let first = claims[cells[0]].value.clone();
        if cells.iter().all(|idx| claims[*idx].value == first) {
            continue;
        }
        let of_all = cells.iter().filter(|idx| Some(n_terms(idx)) == least);
        let kept = <[&usize; 1]>::try_from(of_all.collect::<Vec<_>>()).ok();
        for idx in cells.iter().filter(|idx| Some([*idx]) != kept) {
            claims[*idx].fact = None;
            claims[*idx].is_named = false;
        }
    }
}

/// Whether a measure is another than the name at its end: 直接就业率 is no 就业率.
fn is_narrower(measure: &str, name: &str) -> bool {
    let head = measure.strip_suffix(name).unwrap_or("");
    let mut words = lines().filter_map(|line| line.strip_prefix('+'));
    words.any(|word| head.ends_with(word))
}

/// The lines of `data/groups.txt`.
fn lines() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("../data/groups.txt").lines();
    lines.filter(|line| !line.starts_with('#') && !line.is_empty())
}

/// Whether a term of a scope is one of the words of `data/groups.txt`.
fn is_group(term: &str) -> bool {
    // 甲类、乙类 are several, and may be all.
    !term.contains('、')
        && lines().any(|word| match word.strip_prefix('-') {
            Some(ending) => term.ends_with(ending),
            None => term == word,
        })
}
