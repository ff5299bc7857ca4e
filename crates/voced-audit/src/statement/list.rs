//! The numbers behind 分别: one of each of what was listed.

use super::lexicon::Mark;
use super::phrase::{Item, Measure};
use super::scope::{self, Scope, Word};

/// What one number of a list is of.
#[derive(Clone)]
pub(super) enum Each<'a> {
    /// It is of a part: 第一产业、第二产业、第三产业.
    Scope(Word),
    /// It is of a measure: 就业率、对口就业率.
    Measure(Measure<'a>),
    /// It is of what a number before it told: 增长 of three of them.
    Told(Measure<'a>, Scope),
}

/// A list with the place that its numbers have come to.
#[derive(Default)]
pub(super) struct List<'a> {
    members: Vec<Each<'a>>,
    next: Option<usize>,
}

impl<'a> List<'a> {
    /// So many numbers are to come, of what is listed in the pieces of their clause, or was listed or told before.
    pub(super) fn begin(
        &mut self,
        items: &[Item<'a>],
        told: &[(Measure<'a>, Scope)],
        numbers: usize,
    ) {
        let members = members(items);
        let says = |is: fn(&Item<'_>) -> bool| items.iter().any(is);
        let has_scope = says(|item| matches!(item, Item::Scope(..)));
        let has_measure = says(|item| matches!(item, Item::Measure(_)));
        let is_of_parts = matches!(self.members.first(), Some(Each::Scope(_)));
        if members.len() > 1 {
            self.members = members;
        } else if has_scope || has_measure && !is_of_parts {
            // 出国率依次为23%、21%: of the years, which are told elsewhere.
            self.members.clear();
        } else if self.members.len() != numbers {
            let last = told.len().checked_sub(numbers);
            let last = last.map_or(&[][..], |at| &told[at..]);
            let each = |(measure, scope): &(Measure<'a>, Scope)| {
                Each::Told(measure.clone(), scope.clone())
            };
            self.members = last.iter().map(each).collect();
        }
        self.next = (numbers > 1).then_some(0);
    }

    /// No more numbers of it come.
    pub(super) fn end(&mut self) {
        self.next = None;
    }

    pub(super) fn next(&mut self) -> Option<Each<'a>> {
        let at = self.next?;
        self.next = Some(at + 1);
        self.members.get(at).cloned()
    }
}

/// The members of a list.
fn members<'a>(items: &[Item<'a>]) -> Vec<Each<'a>> {
    let scopes = scope::alternatives(items);
    if scopes.len() > 1 {
        return scopes.into_iter().map(Each::Scope).collect();
    }
    let is_listed = |at: &usize| {
        let beside = [at.checked_sub(1), at.checked_add(1)];
        let mut beside = beside.iter().flatten().filter_map(|at| items.get(*at));
        beside.any(|item| *item == Item::Mark(Mark::And))
    };
    let listed = (0..items.len()).filter(is_listed);
    let measures = listed.filter_map(|at| match &items[at] {
        Item::Measure(measure) => Some(Each::Measure(measure.clone())),
        _ => None,
    });
    measures.collect()
}
