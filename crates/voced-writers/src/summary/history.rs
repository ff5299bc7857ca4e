//! 历年: every indicator of the bureau's own region over all years that are known.
//!
//! Figures are those of the report's tables of years. This year and the year before are formulas; of
//! earlier years the workbook holds no answers, and their figures are constants.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Fact, Indicator, Provenance, ReferenceYear};
use voced_report::Trend;
use voced_sheet::{FIRST_ROW, Grid, Head, NOTHING, Shown, figure_format, number_format};

use super::Book;
use super::overview::{Line, column};

/// Name of the sheet.
pub(super) const SHEET: &str = "历年";
/// Behind a figure that is counted otherwise than those before it, as in the report.
const BREAK: &str = "※";
const FIRST_YEAR: u16 = 3;
const YEAR_WIDTH: f64 = 9.5;
const REMARK: &str = "本年和上年的数是公式，从本工作簿的原始数据算出；更早的是常数，出处见“来源”。※：从这一年起口径不同，与以前各年不能直接比较，见“口径”。—：当年没有这个数。";

/// An indicator over the years of the sheet.
struct Row<'r> {
    line: &'r Line<'r>,
    years: &'r [ReferenceYear],
    trend: Trend<'r>,
    /// The years, counted from 0, that are counted otherwise than the one before with a figure.
    breaks: Vec<usize>,
}

impl<'a> Book<'a> {
    /// Whether more years are known than 指标总表 shows.
    pub(super) fn has_history(&self) -> bool {
        self.run.years().len() > 2
    }

    pub(super) fn history(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let years = self.run.years();
        let title = self.title("历年质量指标");
        let heads = heads(&years);
        let mut grid = Grid::new(workbook, SHEET, (&title, REMARK), &heads, FIRST_YEAR)?;
        let lines = self.lines();
        let lines = lines.iter().filter(|line| line.in_force);
        for (row, line) in (FIRST_ROW..).zip(lines) {
            let region = self.region();
            let trend = Trend::of(self.run.facts, region.code(), line.indicator, &years);
            let years = &years;
            let breaks = trend.breaks();
            let of = Row {
                line,
                years,
                trend,
                breaks,
            };
            self.history_row(&mut grid, row, &of)?;
        }
        grid.filter()?;
        grid.finish()
    }

    fn history_row(&self, grid: &mut Grid<'_>, row: u32, of: &Row<'_>) -> Result<(), XlsxError> {
        let indicator = of.line.indicator;
        grid.centred(row, 0, self.group_name(indicator))?;
        grid.text(row, 1, &of.line.name())?;
        grid.centred(row, 2, indicator.unit.symbol())?;
        let mut at = FIRST_YEAR;
        for idx in 0..of.years.len() {
            self.year_cell(grid, (row, at), of, idx)?;
            at += 1;
        }
        grid.text(row, at, &self.breaks_told(of))?;
        grid.text(row, at + 1, &coverage(&of.trend))?;
        grid.text(row, at + 2, &origins(&of.trend))
    }

    fn year_cell(
        &self,
        grid: &mut Grid<'_>,
        at: (u32, u16),
        of: &Row<'_>,
        idx: usize,
    ) -> Result<(), XlsxError> {
        let facts = self.run.facts;
        let (known, year) = (of.trend.facts[idx], of.years[idx]);
        // Without a value there is a word for its absence.
        let fact = known.or_else(|| facts.get(self.region().code(), &of.line.indicator.code, year));
        let shown = fact.map_or_else(|| Shown::text(NOTHING), Shown::fact);
        let figure = fact.and_then(Fact::figure);
        let decimals = figure.map_or(0, |figure| figure.published.number.decimals());
        let format = figure_format(&shown, &marked(decimals, of.breaks.contains(&idx)));
        let formula = fact.and_then(|fact| self.year_formula(of.line, fact));
        grid.live_as(at, formula, &shown, &format)
    }

    /// The cell of 指标总表 with the same figure, or a formula over last year's answers.
    fn year_formula(&self, line: &Line<'_>, fact: &Fact) -> Option<String> {
        let is_same = |found: Option<&Fact>| found.is_some_and(|found| found.key == fact.key);
        if is_same(self.fact(self.region().code(), line.indicator)) {
            return Some(line.reference(column::THIS));
        }
        if is_same(self.prior(line)) {
            return Some(line.reference(column::LAST));
        }
        self.last_formula(fact)
    }

    /// From which years on the indicator is counted otherwise, and how before and since.
    fn breaks_told(&self, of: &Row<'_>) -> String {
        let told = of.breaks.iter().filter_map(|idx| {
            let (before, since) = of.trend.facts.split_at(*idx);
            let before = before.iter().rev().flatten().next()?;
            let since = since.first().copied().flatten()?;
            Some(format!(
                "{}年起口径不同。{}；{}。",
                since.key.year,
                self.defined(before),
                self.defined(since)
            ))
        });
        told.collect::<Vec<_>>().join("\n")
    }

    fn defined(&self, fact: &Fact) -> String {
        let (year, key) = (fact.key.year, &fact.key);
        let editions = [self.run.edition_of(year), self.edition()];
        let mut editions = editions.into_iter();
        let found = editions.find_map(|edition| edition.definition(&key.indicator, &key.version));
        let words = found.map_or("口径不明", |found: &Indicator| {
            found.definition.as_str()
        });
        format!("{year}年：{}", words.trim_end_matches('。'))
    }
}

fn heads(years: &[ReferenceYear]) -> Vec<Head> {
    let head = |(text, width): (&str, f64)| (text.to_owned(), width);
    let names = [("分组", 19.0), ("指标", 28.0), ("单位", 9.0)].map(head);
    let years = years.iter().map(|year| (format!("{year}年"), YEAR_WIDTH));
    let remarks = [("口径", 26.0), ("覆盖", 19.0), ("来源", 24.0)].map(head);
    names.into_iter().chain(years).chain(remarks).collect()
}

/// The number format of a figure; a mark behind it leaves it a number.
fn marked(decimals: u8, is_break: bool) -> String {
    let plain = number_format(decimals);
    if !is_break {
        return plain;
    }
    format!("{plain}\"{BREAK}\";-{plain}\"{BREAK}\";{plain}\"{BREAK}\";@\"{BREAK}\"")
}

/// `2021年据7/8所学校`, for each year that rests on some of the schools.
fn coverage(trend: &Trend<'_>) -> String {
    let facts = trend.facts.iter().flatten();
    let partial = facts.filter(|fact| fact.coverage.is_partial());
    let words = partial.map(|fact| {
        let (year, coverage) = (fact.key.year, fact.coverage);
        format!(
            "{year}年据{}/{}所学校",
            coverage.reported, coverage.expected
        )
    });
    words.collect::<Vec<_>>().join("\n")
}

/// `2019年已公布报告；2020—2024年当年工作簿`.
fn origins(trend: &Trend<'_>) -> String {
    let facts: Vec<&Fact> = trend.facts.iter().flatten().copied().collect();
    let runs = facts.chunk_by(|a, b| a.key.provenance == b.key.provenance);
    let words = runs.filter_map(|run| {
        let (first, last) = (&run.first()?.key, &run.last()?.key);
        let years = if first.year == last.year {
            first.year.to_string()
        } else {
            format!("{}—{}", first.year, last.year)
        };
        Some(format!("{years}年{}", origin(first.provenance)))
    });
    words.collect::<Vec<_>>().join("\n")
}

fn origin(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Collected => "当年工作簿",
        Provenance::Printed => "已公布报告",
        Provenance::Derived => "由已公布报告推出",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_leaves_a_figure_a_number() {
        assert_eq!(marked(1, false), "0.0");
        assert_eq!(marked(0, true), r#"0"※";-0"※";0"※";@"※""#);
    }
}
