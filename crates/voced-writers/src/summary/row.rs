//! One line of 指标总表.

use rust_xlsxwriter::XlsxError;
use voced_domain::{ChangeKind, ChangeRule, Fact, Indicator, Outcome, Provenance};
use voced_report::same_schools_words;
use voced_sheet::{
    self as sheet, Grid, MISSING, NOTHING, Range, Shown, UNDEFINED, literal, number_format,
};

use super::Book;
use super::formula::{Sums, change, sums, value};
use super::overview::{Line, column};

/// How many ranges the source of a figure lists before it only counts them.
const MOST_RANGES: usize = 4;

impl<'a> Book<'a> {
    pub(super) fn overview_row(
        &self,
        grid: &mut Grid<'_>,
        line: &Line<'a>,
    ) -> Result<(), XlsxError> {
        let indicator = line.indicator;
        let fact = self.fact(self.region().code(), indicator);
        let answered = fact.filter(|fact| fact.outcome != Outcome::Missing);
        let sums = answered.and_then(|_| sums(&self.this, indicator, self.region(), fact));
        grid.centred(line.row, column::GROUP, self.group_name(indicator))?;
        grid.text(line.row, column::NAME, &line.name())?;
        grid.centred(line.row, column::UNIT, indicator.unit.symbol())?;
        let prior = self.prior(line);
        self.last(grid, line, prior)?;
        this(grid, line, answered)?;
        changed(grid, line, fact, prior)?;
        self.parts(grid, line, answered, sums.as_ref())?;
        coverage(grid, line, fact)?;
        source(grid, line, sums.as_ref())?;
        let standing = self.standing_note(line, fact, prior);
        noted(grid, line, fact, &standing)
    }

    /// What is to be known about the definition.
    fn standing_note(&self, line: &Line<'_>, fact: Option<&Fact>, prior: Option<&Fact>) -> String {
        let indicator = line.indicator;
        let mut parts = Vec::new();
        if let Some(reason) = &indicator.reason {
            parts.push(format!("本局口径：{}理由：{reason}", indicator.definition));
        } else if !line.in_force {
            parts.push(format!("国家口径：{}", indicator.definition));
        }
        let change = fact.and_then(|fact| fact.change.as_ref());
        if change.is_some_and(|change| change.kind == ChangeKind::Break) {
            parts.extend(prior.map(|prior| self.prior_definition(prior)));
        }
        let same = change.and_then(|change| change.same_schools.as_ref());
        parts.extend(same.map(|same| format!("{}。", same_schools_words(indicator, same))));
        parts.concat()
    }

    /// How last year's figure was defined, where this year's definition is another.
    fn prior_definition(&self, prior: &Fact) -> String {
        let last = self
            .last
            .as_ref()
            .map(|places| places.year.edition.as_ref());
        let definition = last
            .into_iter()
            .chain([self.edition()])
            .find_map(|edition| edition.definition(&prior.key.indicator, &prior.key.version));
        match definition {
            Some(found) => format!("上年口径：{}", found.definition),
            None => "上年公布的数按什么口径不明。".into(),
        }
    }

    /// The figure of the year before that this year's is compared with: of the same definition,
    /// or else of the one then in force.
    pub(super) fn prior(&self, line: &Line<'_>) -> Option<&'a Fact> {
        let region = self.region();
        let year = self.edition().year().previous();
        let facts = self.run.facts;
        facts.of(region.code(), line.indicator, year).or_else(|| {
            line.in_force
                .then(|| facts.get(region.code(), &line.indicator.code, year))?
        })
    }

    fn last(
        &self,
        grid: &mut Grid<'_>,
        line: &Line<'_>,
        prior: Option<&Fact>,
    ) -> Result<(), XlsxError> {
        let Some(fact) = prior else {
            grid.text(line.row, column::LAST, "")?;
            return grid.text(line.row, column::LAST_SOURCE, "");
        };
        let format = number_format(printed_decimals(line.indicator, fact));
        let formula = self.last_formula(fact);
        grid.live(
            (line.row, column::LAST),
            formula,
            &Shown::fact(fact),
            &format,
        )?;
        grid.centred(line.row, column::LAST_SOURCE, fact.key.provenance.name())
    }

    /// A formula over last year's answers, where they are in the workbook.
    pub(super) fn last_formula(&self, fact: &Fact) -> Option<String> {
        let places = self.last.as_ref()?;
        let edition = places.year.edition;
        let is_collected =
            fact.key.provenance == Provenance::Collected && fact.key.year == edition.year();
        if !is_collected || fact.outcome == Outcome::Missing {
            return None;
        }
        let indicator = edition.definition(&fact.key.indicator, &fact.key.version)?;
        let sums = sums(places, indicator, self.region(), Some(fact))?;
        let denominator = sums.denominator.as_deref();
        Some(value(indicator, &sums.numerator, denominator))
    }

    fn parts(
        &self,
        grid: &mut Grid<'_>,
        line: &Line<'_>,
        fact: Option<&Fact>,
        sums: Option<&Sums>,
    ) -> Result<(), XlsxError> {
        let (numerator, denominator) = fact.map_or((None, None), Fact::terms);
        let formula = &line.indicator.formula;
        let sides = [
            (
                column::NUMERATOR,
                numerator,
                sums.map(|sums| sums.numerator.clone()),
                formula.numerator(),
            ),
            (
                column::DENOMINATOR,
                denominator,
                sums.and_then(|sums| sums.denominator.clone()),
                formula.denominator(),
            ),
        ];
        for (column, term, formula, items) in sides {
            let items = items.iter().filter_map(|item| self.edition().item(item));
            let decimals = items.map(|item| item.printed_decimals()).max();
            let format = number_format(decimals.unwrap_or(0));
            match term {
                Some(term) => {
                    let shown = Shown::Number(term.value.clone());
                    grid.live((line.row, column), formula, &shown, &format)?;
                }
                None => grid.empty(line.row, column)?,
            }
        }
        Ok(())
    }
}

/// This year's figure, over the cells of its numerator and denominator beside it.
fn this(grid: &mut Grid<'_>, line: &Line<'_>, fact: Option<&Fact>) -> Result<(), XlsxError> {
    let indicator = line.indicator;
    let format = number_format(indicator.decimals);
    let Some(fact) = fact else {
        return grid.centred(line.row, column::THIS, MISSING);
    };
    let numerator = line.cell(column::NUMERATOR).a1();
    let denominator = line.cell(column::DENOMINATOR).a1();
    let divides = fact.terms().1.is_some();
    let formula = value(indicator, &numerator, divides.then_some(&denominator));
    let shown = Shown::fact(fact);
    grid.live((line.row, column::THIS), Some(formula), &shown, &format)
}

fn changed(
    grid: &mut Grid<'_>,
    line: &Line<'_>,
    fact: Option<&Fact>,
    prior: Option<&Fact>,
) -> Result<(), XlsxError> {
    let indicator = line.indicator;
    let known = fact.and_then(|fact| fact.change.as_ref());
    let unit = known.map_or("", |change| change.kind.unit_symbol(indicator.unit));
    grid.centred(line.row, column::CHANGE_UNIT, unit)?;
    // Without a comparable figure a word stands in place of a difference.
    if let Some(known) = known.filter(|change| change.value.is_none()) {
        return grid.centred(line.row, column::CHANGE, &known.display());
    }
    let decimals = change_decimals(indicator, prior);
    let this = line.cell(column::THIS).a1();
    let last = line.cell(column::LAST).a1();
    let formula = change(indicator, decimals, &this, &last);
    let value = known.and_then(|change| change.value.as_ref());
    let shown = match value {
        Some(value) => Shown::Number(value.to_quantity()),
        None => Shown::text(NOTHING),
    };
    let plain = number_format(decimals);
    let signed = format!("+{plain};-{plain};{plain}");
    grid.live((line.row, column::CHANGE), Some(formula), &shown, &signed)
}

fn change_decimals(indicator: &Indicator, prior: Option<&Fact>) -> u8 {
    match indicator.change {
        ChangeRule::Relative { decimals } => decimals,
        ChangeRule::Absolute => {
            let last = prior.map_or(0, |fact| printed_decimals(indicator, fact));
            indicator.decimals.max(last)
        }
    }
}

/// Decimals of a figure: those of print, where it was taken from print.
fn printed_decimals(indicator: &Indicator, fact: &Fact) -> u8 {
    fact.figure().map_or(indicator.decimals, |figure| {
        figure.published.number.decimals()
    })
}

fn coverage(grid: &mut Grid<'_>, line: &Line<'_>, fact: Option<&Fact>) -> Result<(), XlsxError> {
    let text = match fact.map(|fact| fact.coverage) {
        Some(coverage) if coverage.expected > 0 => {
            format!("{}/{}", coverage.reported, coverage.expected)
        }
        _ => NOTHING.into(),
    };
    grid.centred(line.row, column::COVERAGE, &text)
}

fn source(grid: &mut Grid<'_>, line: &Line<'_>, sums: Option<&Sums>) -> Result<(), XlsxError> {
    let ranges = sums.map_or(&[][..], |sums| &sums.ranges);
    let Some(first) = ranges.first() else {
        return grid.text(line.row, column::SOURCE, "");
    };
    let words: Vec<String> = ranges.iter().take(MOST_RANGES).map(Range::words).collect();
    let mut text = words.join("、");
    if ranges.len() > MOST_RANGES {
        text.push_str(&format!(" 等{}处", ranges.len()));
    }
    grid.link(line.row, column::SOURCE, &text, first)
}

/// The reason why there is no figure goes when the figure comes back.
fn noted(
    grid: &mut Grid<'_>,
    line: &Line<'_>,
    fact: Option<&Fact>,
    standing: &str,
) -> Result<(), XlsxError> {
    let Some(Outcome::Undefined { reason, .. }) = fact.map(|fact| &fact.outcome) else {
        return grid.text(line.row, column::NOTE, standing);
    };
    let reason = format!("{}。", reason.words());
    let this = line.cell(column::THIS);
    let formula = format!(
        "IF({this}=\"{UNDEFINED}\",{},\"\")&{}",
        literal(&reason),
        literal(standing)
    );
    let shown = Shown::Text(format!("{reason}{standing}"));
    grid.live_as(
        (line.row, column::NOTE),
        Some(formula),
        &shown,
        &sheet::cell(),
    )
}
