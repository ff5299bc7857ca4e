//! That a relation could not be judged, as a note where a number of it is printed; each once, in both editions.
//! What nobody had to answer is not missed.

use std::collections::BTreeSet;

use voced_domain::{Entity, EntityCode, FactKey, ItemCode, RuleCode, Unjudged, quoted};

use crate::context::ComposeContext;
use crate::explained::{keys, note};
use crate::model::{Audience, Block};
use crate::run::Run;

/// More schools than this are counted, not named.
const MOST_SCHOOLS: usize = 3;

/// The relations that are still to be told.
pub(crate) struct Unchecked<'r> {
    run: &'r Run<'r>,
    cx: &'r ComposeContext,
    untold: Vec<&'r Unjudged>,
    is_internal: bool,
}

impl<'r> Unchecked<'r> {
    /// Those of a run.
    pub(crate) fn of(run: &'r Run<'r>, cx: &'r ComposeContext, audience: Audience) -> Self {
        let is_internal = audience == Audience::Internal;
        let edition = run.this.edition;
        let is_asked = |item: &ItemCode| edition.item(item).is_none_or(|item| !item.optional);
        let untold = run.unjudged.iter().filter(|unjudged| {
            let missing = &unjudged.missing;
            missing.is_empty() || missing.iter().any(is_asked)
        });
        Self {
            run,
            cx,
            untold: untold.collect(),
            is_internal,
        }
    }

    /// The note under a block of the text; none where all relations of its numbers were judged.
    pub(crate) fn note(&mut self, block: &Block) -> Option<Block> {
        if self.untold.is_empty() {
            return None;
        }
        let keys = keys(block, self.cx);
        let mut told: Vec<Told<'r>> = Vec::new();
        self.untold = std::mem::take(&mut self.untold)
            .into_iter()
            .filter(|unjudged| {
                let items = self.concerned(unjudged, &keys);
                let is_told = !items.is_empty();
                if is_told {
                    add(&mut told, unjudged, items);
                }
                !is_told
            })
            .collect();
        let lines: Vec<String> = told.iter().map(|told| self.words(told)).collect();
        (!lines.is_empty()).then(|| note(lines.join("；"), "没有核对的数"))
    }

    /// The answered items of a relation that printed figures rest on.
    fn concerned(&self, unjudged: &'r Unjudged, keys: &[FactKey]) -> BTreeSet<&'r ItemCode> {
        let region = self.cx.region();
        let about = |key: &&FactKey| {
            key.year == self.cx.year() && (key.entity == unjudged.entity || key.entity == *region)
        };
        let indicators = keys.iter().filter(about);
        let indicators =
            indicators.filter_map(|key| self.run.this.edition.indicator(&key.indicator));
        let items: BTreeSet<&ItemCode> = indicators.flat_map(|one| one.formula.items()).collect();
        let answered = unjudged.answered.iter();
        answered.filter(|item| items.contains(item)).collect()
    }

    /// `市职校的“班数”没有核对，因为“学生数”没有可用的数`, and the rules for the bureau.
    fn words(&self, told: &Told<'_>) -> String {
        let names = |items: &BTreeSet<&ItemCode>| {
            let edition = self.run.this.edition;
            let known = items.iter().filter_map(|item| edition.item(item));
            let names: Vec<String> = known.map(|item| quoted(&item.name)).collect();
            names.concat()
        };
        let because = if told.missing.is_empty() {
            "有学校缺报".to_owned()
        } else {
            format!("{}没有可用的数", names(&told.missing))
        };
        let whose = self.whose(told);
        let words = format!("{whose}{}没有核对，因为{because}", names(&told.items));
        if !self.is_internal {
            return words;
        }
        let rules: Vec<&str> = told.rules.iter().map(|rule| rule.as_str()).collect();
        format!("{words}（{}）", rules.join("、"))
    }

    fn whose(&self, told: &Told<'_>) -> String {
        let mut schools = Vec::new();
        for code in &told.entities {
            match self.run.bureau.entity(code) {
                Some(school @ Entity::School(_)) => schools.push(school.short()),
                Some(Entity::Region(_)) | None => {}
            }
        }
        match schools.len() {
            0 => String::new(),
            n if n > MOST_SCHOOLS => format!("{n}所学校的"),
            _ => format!("{}的", schools.join("、")),
        }
    }
}

/// Relations that want the same answers, with what rests on them.
struct Told<'r> {
    missing: BTreeSet<&'r ItemCode>,
    items: BTreeSet<&'r ItemCode>,
    /// In the bureau's order.
    entities: Vec<&'r EntityCode>,
    rules: BTreeSet<&'r RuleCode>,
}

/// Adds a relation to those that want the same answers of the same entity, or that say the same of others.
fn add<'r>(told: &mut Vec<Told<'r>>, unjudged: &'r Unjudged, items: BTreeSet<&'r ItemCode>) {
    let missing: BTreeSet<&ItemCode> = unjudged.missing.iter().collect();
    let entity = &unjudged.entity;
    let same_wants = |known: &&mut Told<'_>| known.missing == missing;
    let found = told.iter_mut().filter(same_wants).find(|known| {
        let is_same_entity = known.entities == [entity];
        let is_same_rule = known.items == items && known.rules.contains(&unjudged.rule);
        is_same_entity || is_same_rule
    });
    match found {
        Some(known) => {
            if !known.entities.contains(&entity) {
                known.entities.push(entity);
            }
            known.items.extend(items);
            known.rules.insert(&unjudged.rule);
        }
        None => told.push(Told {
            missing,
            items,
            entities: vec![entity],
            rules: BTreeSet::from([&unjudged.rule]),
        }),
    }
}
