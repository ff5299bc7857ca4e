//! Where rows add up to a total, the growth of the total follows from theirs: 41269亿元，增长1.7%; 城镇35243亿元，增长1.5%; 乡村
//! 6026亿元，增长2.8%.

use voced_domain::Quantity;

use super::grid::{Cell, Column, Grid};
use super::rows::Run;
use super::{Expected, told};
use crate::figures::is_at_constant_prices;
use crate::interval::Interval;
use crate::verdict::{Judged, Verdict};

impl Grid<'_> {
    /// The verdicts on the growths of totals. A growth that misses is wrong where others of the table are borne out: growths
    /// at constant prices do not follow from values at current ones.
    pub(super) fn growths(&self) -> Vec<Judged> {
        let mut judged = Vec::new();
        for (column, levels) in &self.columns {
            let next = self.columns.range(column + 1..).next();
            let Some((_, growths)) = next.filter(|(_, next)| are_percent(next)) else {
                continue;
            };
            // By how much something changed does not grow by what stands beside it.
            if are_percent(levels) || levels.values().any(|level| level.is_change) {
                continue;
            }
            let runs = self.runs_of(levels);
            let of_run = |run: &Run| self.growth_of_total(run, levels, growths);
            judged.extend(runs.iter().filter_map(of_run));
        }
        let is_agreed = |judged: &Judged| judged.verdict == Verdict::Agrees;
        let n_agreed = judged.iter().filter(|judged| is_agreed(judged)).count();
        judged.retain(|judged| is_agreed(judged) || n_agreed >= LEAST_AGREED);
        judged
    }

    fn growth_of_total(
        &self,
        run: &Run,
        levels: &Column<'_>,
        growths: &Column<'_>,
    ) -> Option<Judged> {
        let (level, growth) = (levels.get(&run.total)?, growths.get(&run.total)?);
        // 2007年为2006年的100.3% is no growth.
        let is_index = growth.value > Quantity::from(MOST_GROWTH);
        if !growth.is_percent() || is_index || self.is_at_constant_prices(run) {
            return None;
        }
        let before = |row: &usize| before(levels.get(row)?, growths.get(row)?);
        let parts: Option<Vec<(Interval, usize)>> = run.parts.iter().map(before).collect();
        let (intervals, claims): (Vec<Interval>, Vec<usize>) = parts?.into_iter().unzip();
        let before = Interval::sum(intervals);
        let interval = Interval::quotient(&level.interval, &before, 100)?;
        let interval = interval.shifted(&Quantity::from(-100));
        let expected = Expected {
            middle: interval.middle(),
            interval,
            how: "由各部分和它们的增幅，总数增长".into(),
            from: claims,
            why: "表中其他总数的增幅都与各部分相符",
        };
        let is_like = expected.is_met(growth) || expected.is_slipped(growth);
        is_like.then(|| told(growth, &expected, "%"))
    }

    fn is_at_constant_prices(&self, run: &Run) -> bool {
        let mut rows = std::iter::once(&run.total).chain(&run.parts);
        rows.any(|row| is_at_constant_prices(self.head(*row)))
    }
}

/// Nothing grows by more percent.
const MOST_GROWTH: i64 = 60;
/// So many growths of a table that are borne out leave no doubt about one that is not.
const LEAST_AGREED: usize = 1;

fn are_percent(column: &Column<'_>) -> bool {
    let n_percent = column.values().filter(|cell| cell.is_percent()).count();
    n_percent * 2 > column.len()
}

/// What a row was before it grew, and the claim of its growth.
fn before(level: &Cell<'_>, growth: &Cell<'_>) -> Option<(Interval, usize)> {
    let factor = growth.interval.shifted(&Quantity::from(100));
    let before = Interval::quotient(&level.interval, &factor, 100)?;
    growth.is_percent().then_some((before, growth.claim))
}
