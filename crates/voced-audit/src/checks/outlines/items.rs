//! The numbers of the report by what they count.

use std::collections::BTreeSet;

use voced_domain::Quantity;

use crate::claim::Kind;
use crate::figures::{Figure, FigureKind, of_cell};
use crate::interval::Interval;
use crate::ledger::Ledger;

/// What numbers must have alike to be added up.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'l> {
    /// What is counted, without what says that it is a number: 校舍总面积 and 校舍面积 are one.
    measure: String,
    counted: &'l str,
    year: Option<u16>,
    is_change: bool,
}

/// A number that can be a total or a part.
pub(super) struct Item<'l> {
    pub(super) claim: usize,
    pub(super) key: Key<'l>,
    pub(super) measure: &'l str,
    pub(super) scope: BTreeSet<&'l str>,
    /// Below zero what went down.
    pub(super) value: Quantity,
    pub(super) half: Quantity,
    pub(super) interval: Interval,
    pub(super) digits: usize,
    pub(super) block: usize,
    /// The sentence of a paragraph, one for a whole table.
    pub(super) sentence: usize,
    /// Whether it stands in a table, whose rows are added up by themselves.
    pub(super) is_cell: bool,
    /// Whether 其中 makes it a part of what was said before in its sentence.
    pub(super) is_nested: bool,
}

pub(super) fn items<'l>(ledger: &'l Ledger<'_>) -> Vec<Item<'l>> {
    let in_text = ledger
        .figures
        .iter()
        .scan(Nested::default(), |nested, figure| {
            Some((nested.next(figure), figure.clone()))
        });
    // 西南1244人：甲107人，乙1137人: the total stands for its parts.
    let parts = ledger.additions.iter().flat_map(|addition| &addition.parts);
    let parts: BTreeSet<usize> = parts.map(|part| ledger.figures[*part].claim).collect();
    let in_text = in_text.map(|(is_nested, figure)| {
        let is_part = parts.contains(&figure.claim);
        (is_nested || is_part, figure)
    });
    let in_text = in_text.filter(|(_, figure)| !figure.is_aside);
    let cells = ledger.claims.iter().enumerate();
    let cells = cells.filter(|(_, claim)| !claim.is_in_text() && claim.kind != Kind::Trend);
    let cells = cells.map(|(idx, claim)| (false, of_cell(claim, idx)));
    let all = in_text.chain(cells);
    let mut items: Vec<Item<'l>> = all
        .filter_map(|(is_nested, figure)| item(ledger, &figure, is_nested))
        .collect();
    items.sort_by_key(|item| item.claim);
    items
}

/// Whether 其中 stood in the sentence so far.
#[derive(Default)]
struct Nested {
    place: (usize, usize),
    is_nested: bool,
}

impl Nested {
    fn next(&mut self, figure: &Figure<'_>) -> bool {
        let place = (figure.block, figure.sentence);
        if place != self.place {
            *self = Self {
                place,
                is_nested: false,
            };
        }
        self.is_nested |= figure.before.contains("其中");
        self.is_nested
    }
}

fn item<'l>(ledger: &'l Ledger<'_>, figure: &Figure<'_>, is_nested: bool) -> Option<Item<'l>> {
    let claim = &ledger.claims[figure.claim];
    let is_change = figure.kind == FigureKind::Change;
    let is_number = is_change || figure.kind == FigureKind::Level;
    let statement = ledger.statements.get(figure.claim)?;
    let measure = statement.measure.as_str();
    if !is_number || figure.is_approximate || measure.is_empty() || claim.unit.is_empty() {
        return None;
    }
    let value = if figure.is_down {
        &Quantity::zero() - &figure.value
    } else {
        figure.value.clone()
    };
    Some(Item {
        claim: figure.claim,
        key: Key {
            measure: bare(measure),
            counted: claim.counted(),
            year: claim.year,
            is_change,
        },
        measure,
        scope: statement.scope.iter().map(String::as_str).collect(),
        value,
        half: figure.half.clone(),
        interval: figure.signed(),
        digits: figure.digits,
        block: figure.block,
        sentence: figure.sentence,
        is_cell: !claim.is_in_text(),
        is_nested,
    })
}

/// A measure without what is said of one and left out of the next, 校舍总面积 and 校舍面积, 专任教师 and 教师, and of
/// kindergartens as of schools.
fn bare(measure: &str) -> String {
    let measure = measure.replace('总', "").replace("专任", "");
    let measure = measure
        .replace("在园幼儿", "在校生")
        .replace("幼儿园", "学校");
    let ends = ["人数", "数量", "数"];
    let stem = ends.iter().find_map(|end| measure.strip_suffix(end));
    stem.unwrap_or(&measure).to_owned()
}
