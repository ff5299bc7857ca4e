//! Which cell is wrong where relations fail: the one whose mending repairs most, by a slip that people
//! make, into a number that is to be expected.

use std::collections::BTreeSet;

use voced_domain::{ObservationId, Quantity};

use crate::balance::{Balance, Needed};
use crate::expectation;
use crate::inputs::RuleInputs;
use crate::slip::{self, Slip};
use crate::year::Cell;

/// What leaving a broken relation broken counts, and breaking one that holds.
const STILL_BROKEN: i64 = 120;
const NEWLY_BROKEN: i64 = 120;
/// Of how many cells each is tried as the cause.
const MOST_CANDIDATES: usize = 200;
/// How far, in percent, a number may be from what is to be expected and still be taken for it.
const NEAR: i64 = 25;
/// Two causes whose costs are nearer than this cannot be told apart.
const UNDECIDED: i64 = 15;

/// The likeliest cause of some failing relations.
#[derive(Clone, Debug)]
pub(crate) struct Diagnosis<'a> {
    /// The cell that is most likely wrong.
    pub(crate) primary: Cell<'a>,
    /// What it would have to be, and by what slip it is not; absent where only a bound is known.
    pub(crate) meant: Option<(Quantity, Slip)>,
    /// The cell it seems to have changed places with.
    pub(crate) exchanged: Option<Cell<'a>>,
    /// Whether another cell is about as likely.
    pub(crate) is_undecided: bool,
    /// The failing relations that it explains, as indices.
    pub(crate) explains: Vec<usize>,
}

/// A change of one or two cells, and how unlikely it is to be the right one.
struct Candidate<'a> {
    cell: Cell<'a>,
    other: Option<Cell<'a>>,
    meant: Option<(Quantity, Slip)>,
    cost: i64,
    repairs: Vec<usize>,
}

/// Finds causes until every failing relation is explained.
pub(crate) fn diagnose<'a>(
    inputs: &RuleInputs<'a>,
    balances: &[Balance<'a>],
) -> Vec<Diagnosis<'a>> {
    // Where 不适用 leaves a side empty, no number is at fault.
    let failing =
        |(_, balance): &(usize, &Balance<'a>)| !balance.holds() && balance.emptied_by().is_none();
    let mut open: BTreeSet<usize> = balances
        .iter()
        .enumerate()
        .filter(failing)
        .map(|(idx, _)| idx)
        .collect();
    let mut found = Vec::new();
    while let Some(first) = open.first().copied() {
        let connected = connected(balances, &open, first);
        let search = CauseSearch {
            inputs,
            balances,
            open: &connected,
        };
        let diagnosis = search.best();
        for idx in &diagnosis.explains {
            open.remove(idx);
        }
        found.push(diagnosis);
    }
    found
}

/// The failing relations that share cells with the first, directly or through others.
fn connected(balances: &[Balance<'_>], open: &BTreeSet<usize>, first: usize) -> BTreeSet<usize> {
    let ids =
        |idx: usize| -> BTreeSet<ObservationId> { balances[idx].cells().map(Cell::id).collect() };
    let mut within = BTreeSet::from([first]);
    let mut cells = ids(first);
    loop {
        let next = open
            .iter()
            .find(|idx| !within.contains(*idx) && !ids(**idx).is_disjoint(&cells));
        let Some(next) = next.copied() else {
            return within;
        };
        within.insert(next);
        cells.extend(ids(next));
    }
}

/// Trying out changes on a group of failing relations.
struct CauseSearch<'s, 'a> {
    inputs: &'s RuleInputs<'a>,
    balances: &'s [Balance<'a>],
    open: &'s BTreeSet<usize>,
}

impl<'a> CauseSearch<'_, 'a> {
    fn best(&self) -> Diagnosis<'a> {
        let cells = self.cells();
        let singles = cells.iter().map(|cell| self.single(cell));
        let pairs = self.pairs().map(|(a, b)| self.pair(&a, &b));
        let mut candidates: Vec<Candidate<'a>> = singles.chain(pairs.flatten()).collect();
        candidates.sort_by_key(|candidate| candidate.cost);
        let second = candidates.get(1).map(|candidate| candidate.cost);
        let first = candidates.swap_remove(0);
        let explains = if first.repairs.is_empty() {
            // No single change repairs anything: the first relation stands for itself.
            self.open.iter().take(1).copied().collect()
        } else {
            first.repairs
        };
        Diagnosis {
            is_undecided: second.is_some_and(|second| second - first.cost < UNDECIDED),
            primary: first.cell,
            meant: first.meant,
            exchanged: first.other,
            explains,
        }
    }

    /// All cells of the failing relations, each once.
    fn cells(&self) -> Vec<Cell<'a>> {
        let mut seen = BTreeSet::new();
        let all = self.open.iter().flat_map(|idx| self.balances[*idx].cells());
        let all = all.filter(|cell| seen.insert(cell.id()));
        let mut cells: Vec<Cell<'a>> = all.copied().collect();
        // A sum over a nation of schools has more cells than can be tried, and most are as expected.
        if cells.len() > MOST_CANDIDATES {
            let off = |cell: &Cell<'a>| {
                let expected = self.expected(cell);
                expected.map_or(0, |expected| expectation::off(cell.number, &expected))
            };
            cells.sort_by_cached_key(|cell| std::cmp::Reverse(off(cell)));
            cells.truncate(MOST_CANDIDATES);
        }
        cells
    }

    /// Cells of one failing relation that may have changed places: on different sides, or a total
    /// with its part.
    fn pairs(&self) -> impl Iterator<Item = (Cell<'a>, Cell<'a>)> {
        self.open.iter().flat_map(|idx| {
            let balance = &self.balances[*idx];
            let left = balance.left.cells.iter().copied();
            left.flat_map(|a| balance.right.cells.iter().map(move |b| (a, *b)))
        })
    }

    fn pair(&self, a: &Cell<'a>, b: &Cell<'a>) -> Option<Candidate<'a>> {
        if a.number == b.number || !same_sheet(a, b) {
            return None;
        }
        let changes = [(a.id(), b.number), (b.id(), a.number)];
        let (repairs, cost) = self.effect(&changes);
        if repairs.is_empty() {
            return None;
        }
        let gain = self.gain(a, b.number) + self.gain(b, a.number);
        Some(Candidate {
            cell: *a,
            other: Some(*b),
            meant: None,
            cost: cost + 30 - gain / 2,
            repairs,
        })
    }

    /// The best number for one cell.
    fn single(&self, cell: &Cell<'a>) -> Candidate<'a> {
        let numbers = self.numbers_for(cell);
        let is_exact = self.is_exact(cell);
        let tried = numbers.into_iter().map(|(number, slip)| {
            let (repairs, cost) = self.effect(&[(cell.id(), &number)]);
            let cost = cost + slip.cost() - self.gain(cell, &number);
            Candidate {
                cell: *cell,
                other: None,
                meant: (is_exact && slip != Slip::Unknown).then_some((number, slip)),
                cost,
                repairs,
            }
        });
        tried
            .min_by_key(|candidate| candidate.cost)
            .unwrap_or(Candidate {
                cell: *cell,
                other: None,
                meant: None,
                cost: i64::MAX / 2,
                repairs: Vec::new(),
            })
    }

    /// Numbers worth trying in a cell: what a failing equation asks for, and what may have been
    /// mistyped into what stands there, as far as inequalities allow it; or else their bound.
    fn numbers_for(&self, cell: &Cell<'a>) -> Vec<(Quantity, Slip)> {
        let needed: Vec<Needed> = self
            .open
            .iter()
            .filter_map(|idx| self.balances[*idx].needed(cell.id()))
            .collect();
        let mut numbers = Vec::new();
        for need in &needed {
            match need {
                Needed::Exactly(number) if !number.is_negative() => {
                    numbers.push((number.clone(), slip::between(number, cell.number)));
                }
                Needed::Exactly(_) => {}
                Needed::AtMost(bound) | Needed::AtLeast(bound) => {
                    numbers.push((bound.clone(), Slip::Unknown));
                }
            }
        }
        let is_bounded = needed
            .iter()
            .any(|need| !matches!(need, Needed::Exactly(_)));
        if let Some(expected) = self.expected(cell).filter(|_| is_bounded) {
            // Many slips lead below a bound; only one that leads to what was to be expected counts.
            let fits = |number: &Quantity| {
                needed.iter().any(|need| need.is_met_by(number))
                    && expectation::off(number, &expected) <= NEAR
            };
            let originals = slip::originals(cell.number).into_iter();
            // A count was meant to be a whole number.
            let originals =
                originals.filter(|(number, _)| number.is_integer() || !cell.number.is_integer());
            numbers.extend(originals.filter(|(number, _)| fits(number)));
        }
        numbers
    }

    /// Which failing relations a change repairs, and what it costs that it leaves or breaks others.
    fn effect(&self, changes: &[(ObservationId, &Quantity)]) -> (Vec<usize>, i64) {
        let touched = |balance: &Balance<'_>| {
            balance
                .cells()
                .any(|cell| changes.iter().any(|(id, _)| *id == cell.id()))
        };
        let mut repairs = Vec::new();
        let mut cost = 0;
        for (idx, balance) in self.balances.iter().enumerate() {
            let is_open = self.open.contains(&idx);
            match (is_open, touched(balance) && balance.holds_with(changes)) {
                (true, true) => repairs.push(idx),
                (true, false) => cost += STILL_BROKEN,
                (false, false) if touched(balance) && balance.holds() => cost += NEWLY_BROKEN,
                (false, _) => {}
            }
        }
        (repairs, cost)
    }

    /// Whether some equation says just what the cell must be; below a bound many numbers are right,
    /// and none is named to a clerk who might copy it.
    fn is_exact(&self, cell: &Cell<'a>) -> bool {
        let needed = self
            .open
            .iter()
            .filter_map(|idx| self.balances[*idx].needed(cell.id()));
        needed
            .into_iter()
            .any(|need| matches!(need, Needed::Exactly(_)))
    }

    fn expected(&self, cell: &Cell<'a>) -> Option<Quantity> {
        expectation::of(self.inputs, cell.observation)
    }

    /// By how much a change brings a cell nearer to what is to be expected.
    fn gain(&self, cell: &Cell<'a>, number: &Quantity) -> i64 {
        let Some(expected) = self.expected(cell) else {
            return 0;
        };
        let before = expectation::off(cell.number, &expected);
        let after = expectation::off(number, &expected);
        (before - after).clamp(-100, 100)
    }
}

fn same_sheet(a: &Cell<'_>, b: &Cell<'_>) -> bool {
    let (a, b) = (a.observation, b.observation);
    a.entity == b.entity && a.cell.sheet == b.cell.sheet
}

impl Needed {
    fn is_met_by(&self, number: &Quantity) -> bool {
        match self {
            Needed::Exactly(exact) => number == exact,
            Needed::AtMost(bound) => number <= bound,
            Needed::AtLeast(bound) => number >= bound,
        }
    }
}
