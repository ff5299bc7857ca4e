//! What may be the whole of a share: a number of the text, the sum of the parts, or what another share implies.

use std::ops::Range;

use voced_domain::Quantity;

use super::parts::Part;
use super::words::is_called;
use crate::figures::{Figure, FigureKind};
use crate::interval::Interval;
use crate::ledger::Ledger;
use crate::names::Name;
use crate::statement::Statement;

/// So many pieces before a share may hold its whole.
const PIECES_BEFORE: usize = 12;
/// So many pieces behind it.
const PIECES_BEHIND: usize = 2;
/// No paragraph has more wholes than are looked at, the nearest ones.
const MOST_WHOLES: usize = 60;

/// Names that are so much alike, in hundredths, are one.
const ALIKE: usize = 60;

/// What may be a whole.
#[derive(Clone)]
pub(super) struct Whole<'a> {
    pub(super) value: Interval,
    pub(super) counted: String,
    /// Whether it is so much for each.
    pub(super) is_mean: bool,
    /// Half of its last place, and how many digits it has, where it is a number of the text.
    pub(super) half: Quantity,
    pub(super) digits: usize,
    /// How it is told.
    pub(super) shown: String,
    /// The claims it rests on.
    pub(super) from: Vec<usize>,
    pub(super) block: usize,
    pub(super) sentence: usize,
    /// What it is called; empty for a sum.
    pub(super) words: &'a str,
    /// What it says, where words before it leave that out; nothing for a sum.
    statement: Option<&'a Statement>,
    /// What it is called in the words of its sentence.
    name: Name,
}

/// The numbers near the pieces of some shares, and what the parts add up to.
pub(super) fn wholes<'a>(
    ledger: &Ledger<'a>,
    here: Range<usize>,
    parts: &[Part<'_, 'a>],
) -> Vec<Whole<'a>> {
    let figures = &ledger.figures;
    let block = figures[here.start].block;
    let first = figures.partition_point(|figure| figure.block + PIECES_BEFORE < block);
    let last = figures.partition_point(|figure| figure.block <= block + PIECES_BEHIND);
    // The nearest first: those of the piece itself, then what stands before, then what follows.
    let order = here
        .clone()
        .rev()
        .chain((first..here.start).rev())
        .chain(here.end..last);
    let levels = order.filter(|idx| figures[*idx].is_amount());
    let mut found: Vec<Whole<'a>> = levels
        .take(MOST_WHOLES)
        .map(|level| Whole::of(ledger, level))
        .collect();
    found.extend(sums(parts));
    found
}

/// What the counts of each sentence add up to, and those of all: one sentence may divide by industry and
/// the next by place.
pub(super) fn sums<'p, 'a>(
    parts: &'p [Part<'_, 'a>],
) -> impl Iterator<Item = Whole<'a>> + use<'p, 'a> {
    let mut sentences: Vec<usize> = parts.iter().map(|part| part.share.sentence).collect();
    sentences.dedup();
    let all = (sentences.len() > 1).then(|| sum_of(&parts.iter().collect::<Vec<_>>()));
    let of_each = sentences.into_iter().map(|sentence| {
        let here = parts.iter().filter(|part| part.share.sentence == sentence);
        sum_of(&here.collect::<Vec<_>>())
    });
    of_each.chain(all).flatten()
}

/// The whole of which all parts of a list are told.
fn sum_of<'a>(parts: &[&Part<'_, 'a>]) -> Option<Whole<'a>> {
    let first = parts.first()?;
    let same = |part: &&&Part<'_, '_>| part.count.is_like(first.count);
    let mut counts: Vec<&Figure<'_>> = parts.iter().filter(same).map(|part| part.count).collect();
    counts.dedup_by_key(|count| count.claim);
    if counts.len() < 2 {
        return None;
    }
    let value = Interval::sum(counts.iter().map(|count| count.interval()));
    let total: Quantity = counts.iter().map(|count| &count.value).sum();
    Some(Whole {
        value,
        counted: first.count.counted.to_owned(),
        is_mean: first.count.kind == FigureKind::Mean,
        half: Quantity::zero(),
        digits: 0,
        shown: format!("各项之和{}", total.to_plain_text()),
        from: counts.iter().map(|count| count.claim).collect(),
        block: first.share.block,
        sentence: first.share.sentence,
        words: "",
        statement: None,
        name: Name::default(),
    })
}

impl<'a> Whole<'a> {
    fn of(ledger: &Ledger<'a>, idx: usize) -> Self {
        let figure = &ledger.figures[idx];
        Self {
            value: figure.interval(),
            counted: figure.counted.to_owned(),
            is_mean: figure.kind == FigureKind::Mean,
            half: figure.half.clone(),
            digits: figure.digits,
            shown: figure.value.to_plain_text(),
            from: vec![figure.claim],
            block: figure.block,
            sentence: figure.sentence,
            words: figure.before,
            statement: ledger.statements.get(figure.claim),
            name: ledger.names[idx].clone(),
        }
    }

    /// Whether it is called by a name that a share of it gives.
    pub(super) fn is_called(&self, part: &Part<'_, '_>, name: &str) -> bool {
        [Self::is_told, Self::is_alike, Self::is_said]
            .iter()
            .any(|is_called| is_called(self, part, name))
    }

    /// By the words before it.
    pub(super) fn is_told(&self, _: &Part<'_, '_>, name: &str) -> bool {
        is_called(self.words, name)
    }

    /// By what it is called in its sentence.
    pub(super) fn is_alike(&self, _: &Part<'_, '_>, name: &str) -> bool {
        self.name.likeness(&Name::of(name)) >= ALIKE
    }

    /// By what it says beyond what the share says as well.
    pub(super) fn is_said(&self, part: &Part<'_, '_>, name: &str) -> bool {
        let says = |statement: &Statement| {
            let shared = part.says.map_or(&[][..], |part| &part.scope);
            let scope = statement.scope.iter();
            let own: Vec<&str> = scope
                .filter(|scope| !shared.contains(scope))
                .map(String::as_str)
                .collect();
            let whole = format!("{}{}", own.concat(), statement.measure);
            is_called(&whole, name) && is_called(name, &whole)
        };
        self.statement.is_some_and(says)
    }

    /// It and the count of a share together.
    pub(super) fn with(&self, part: &Part<'_, '_>) -> Self {
        let count = part.count;
        let (one, other) = (count.value.to_plain_text(), &self.shown);
        Self {
            value: self.value.plus(&count.interval()),
            shown: format!("两项之和（{other}＋{one}）"),
            from: [self.from.as_slice(), &[count.claim]].concat(),
            words: "",
            statement: None,
            name: Name::default(),
            ..self.clone()
        }
    }

    /// The whole that a share and its count imply: 24090万人占17.3%.
    pub(super) fn implied(part: &Part<'_, '_>) -> Option<Self> {
        let value = Interval::quotient(&part.count.interval(), &part.share.interval(), 100)?;
        let count = part.count.value.to_plain_text();
        let middle = value.middle().round(0);
        Some(Self {
            counted: part.count.counted.to_owned(),
            is_mean: part.count.kind == FigureKind::Mean,
            half: Quantity::zero(),
            digits: 0,
            shown: format!(
                "由{count}与{}%推得的整体{middle}",
                part.share.value.to_plain_text()
            ),
            from: vec![part.count.claim, part.share.claim],
            block: part.share.block,
            sentence: part.share.sentence,
            words: "",
            statement: None,
            name: Name::default(),
            value,
        })
    }
}
