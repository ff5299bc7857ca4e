//! Tables of facts, in the shapes that reports have.

use voced_domain::{Aspect, ChangeKind, Coverage, Fact, Indicator, ReferenceYear, Unit};
use voced_text::display_width;

use crate::context::{ComposeContext, FactSelector, Misuse};
use crate::model::{Audience, Cell, Column, HeadCell, Inline, Row, Table};
use crate::spec::{GroupSpec, TableShape, TableSpec, check_id, check_text, parse};
use crate::tint::tint;
use crate::trend::{self, Trend};
use crate::wording::same_schools_words;

/// Heads wider than this are broken over lines, in characters of which a Chinese one counts two.
const HEAD_WIDTH: usize = 14;

/// The table that a fenced block asks for; its number comes later.
pub(crate) fn table(text: &str, cx: &ComposeContext) -> Result<Table, Misuse> {
    let spec: TableSpec = parse(text, "表")?;
    check_id(&spec.id)?;
    for text in spec.notes.iter().chain([&spec.caption]) {
        check_text(text)?;
    }
    let groups = groups(&spec, cx)?;
    let (head, rows) = match spec.shape {
        TableShape::Years => (grouped_head("年度", &groups), years(&groups, cx)?),
        TableShape::Schools => (
            grouped_head(cx.head_of_parts(), &groups),
            schools(&groups, cx)?,
        ),
        TableShape::Indicators => (indicators_head(cx), indicators(&groups, cx)?),
        TableShape::Trend => {
            let years = trend::years(cx, spec.years)?;
            (trend_head(years), trends(&groups, years, cx))
        }
    };
    if spec.years.is_some() && spec.shape != TableShape::Trend {
        return Err(Misuse::new(
            "只有shape = \"trend\"的表可以写years",
            "请删去years，或改shape",
        ));
    }
    let columns = columns(&head, &rows, cx);
    let mut notes = spec.notes;
    if spec.shape == TableShape::Trend {
        notes.extend(trend_notes(&groups, trend::years(cx, spec.years)?, cx));
    } else {
        notes.extend(partial(&groups, cx));
    }
    if matches!(spec.shape, TableShape::Years | TableShape::Indicators) {
        notes.extend(same_schools(&groups, cx));
    }
    Ok(Table {
        anchor: format!("table-{}", spec.id),
        number: 0,
        caption: spec.caption,
        columns,
        head,
        rows,
        notes,
    })
}

/// Columns under a common head, with their indicators looked up.
struct Group<'a> {
    head: Option<String>,
    columns: Vec<(String, &'a Indicator)>,
}

fn groups<'a>(spec: &TableSpec, cx: &'a ComposeContext) -> Result<Vec<Group<'a>>, Misuse> {
    spec.columns
        .iter()
        .map(|column| {
            let GroupSpec { head, of, short } = column.group();
            for text in head.iter().chain(&short) {
                check_text(text)?;
            }
            let columns = of.iter().enumerate().map(|(idx, code)| {
                let indicator = cx.indicator(code)?;
                let own = short.get(idx).cloned();
                Ok((own.unwrap_or_else(|| title(indicator)), indicator))
            });
            let columns = columns.collect::<Result<_, Misuse>>()?;
            Ok(Group { head, columns })
        })
        .collect()
}

/// A name with the unit that its cells leave out.
fn title(indicator: &Indicator) -> String {
    let name = &indicator.name;
    match indicator.unit {
        Unit::Percent | Unit::ToOne | Unit::TwoShares => name.clone(),
        unit => format!("{name}（{unit}）"),
    }
}

fn indicators_of<'a>(groups: &[Group<'a>]) -> Vec<(String, &'a Indicator)> {
    groups
        .iter()
        .flat_map(|group| group.columns.iter().cloned())
        .collect()
}

/// One head row, or two where columns stand under a common head.
fn grouped_head(first: &str, groups: &[Group<'_>]) -> Vec<Vec<HeadCell>> {
    let has_groups = groups.iter().any(|group| group.head.is_some());
    let depth = if has_groups { 2 } else { 1 };
    let mut upper = vec![head_cell(first, 1, depth)];
    let mut lower = Vec::new();
    for group in groups {
        let names = group.columns.iter().map(|(name, _)| name.as_str());
        match &group.head {
            Some(head) => {
                upper.push(head_cell(head, group.columns.len(), 1));
                lower.extend(names.map(|name| head_cell(name, 1, 1)));
            }
            None => upper.extend(names.map(|name| head_cell(name, 1, depth))),
        }
    }
    if lower.is_empty() {
        vec![upper]
    } else {
        vec![upper, lower]
    }
}

fn indicators_head(cx: &ComposeContext) -> Vec<Vec<HeadCell>> {
    let (this, last) = (cx.year(), cx.year().previous());
    let heads = [
        Some("指标".to_owned()),
        Some("单位".into()),
        cx.has_last_year.then(|| format!("{last}年")),
        Some(format!("{this}年")),
        cx.has_last_year.then(|| "变化".into()),
    ];
    let heads = heads.iter().flatten();
    vec![heads.map(|head| head_cell(head, 1, 1)).collect()]
}

fn head_cell(text: &str, columns: usize, rows: u16) -> HeadCell {
    HeadCell {
        text: text.into(),
        columns: u16::try_from(columns).unwrap_or(u16::MAX),
        rows,
    }
}

fn years(groups: &[Group<'_>], cx: &ComposeContext) -> Result<Vec<Row>, Misuse> {
    let indicators = indicators_of(groups);
    let mut last = vec![plain(format!("{}年", cx.year().previous()))];
    let mut this = vec![plain(format!("{}年", cx.year()))];
    let mut change = vec![plain("变化")];
    for (_, indicator) in indicators {
        let cells = pair(indicator, UnitIn::Cell, cx)?;
        last.push(cells.last);
        this.push(cells.this);
        change.push(cells.change);
    }
    // A first year has nothing to stand beside.
    let has_last = cx.has_last_year;
    let rows = [
        has_last.then_some(last),
        Some(this),
        has_last.then_some(change),
    ];
    Ok(rows.into_iter().flatten().map(row).collect())
}

fn indicators(groups: &[Group<'_>], cx: &ComposeContext) -> Result<Vec<Row>, Misuse> {
    let rows = groups.iter().flat_map(|group| &group.columns);
    rows.map(|(name, indicator)| {
        let cells = pair(indicator, UnitIn::Column, cx)?;
        let [name, unit] = named(name, indicator);
        let has_last = cx.has_last_year;
        let cells = [
            Some(name),
            Some(unit),
            has_last.then_some(cells.last),
            Some(cells.this),
            has_last.then_some(cells.change),
        ];
        Ok(row(cells.into_iter().flatten().collect()))
    })
    .collect()
}

fn trend_head(years: &[ReferenceYear]) -> Vec<Vec<HeadCell>> {
    let years = years.iter().map(|year| format!("{year}年"));
    let heads = ["指标".to_owned(), "单位".into()].into_iter().chain(years);
    vec![heads.map(|head| head_cell(&head, 1, 1)).collect()]
}

fn trends(groups: &[Group<'_>], years: &[ReferenceYear], cx: &ComposeContext) -> Vec<Row> {
    let rows = groups.iter().flat_map(|group| &group.columns);
    let row_of = |(name, indicator): &(String, &Indicator)| {
        let trend = Trend::of(&cx.facts, cx.region(), indicator, years);
        let breaks = trend.breaks();
        let values = trend.facts.iter().enumerate().map(|(idx, fact)| {
            let mut cell = fact.map_or_else(|| plain("—"), |fact| value(fact, UnitIn::Column, cx));
            if breaks.contains(&idx) {
                cell.text.push(Inline::text(BREAK));
            }
            cell
        });
        row(named(name, indicator).into_iter().chain(values).collect())
    };
    rows.map(row_of).collect()
}

/// Behind a value that is counted otherwise than those before it, as statistical tables have it.
const BREAK: &str = "※";

fn trend_notes(
    groups: &[Group<'_>],
    years: &[ReferenceYear],
    cx: &ComposeContext,
) -> Option<String> {
    let trends = indicators_of(groups).into_iter().map(|(name, indicator)| {
        let trend = Trend::of(&cx.facts, cx.region(), indicator, years);
        (bare(&name, indicator).to_owned(), trend)
    });
    trend::note(&trends.collect::<Vec<_>>())
}

/// A name and a unit side by side.
fn named(name: &str, indicator: &Indicator) -> [Cell; 2] {
    let unit = match indicator.unit {
        Unit::TwoShares | Unit::ToOne => "—",
        unit => unit.symbol(),
    };
    [plain(bare(name, indicator)), plain(unit)]
}

/// A name without the unit, which has a column of its own.
fn bare<'n>(name: &'n str, indicator: &Indicator) -> &'n str {
    name.trim_end_matches(&format!("（{}）", indicator.unit))
}

fn schools(groups: &[Group<'_>], cx: &ComposeContext) -> Result<Vec<Row>, Misuse> {
    let indicators = indicators_of(groups);
    let mut rows = Vec::new();
    for part in cx.parts() {
        let mut cells = vec![plain(part.short())];
        for (_, indicator) in &indicators {
            cells.push(school_cell(indicator, part.code().as_str(), cx));
        }
        rows.push(row(cells));
    }
    let mut total = vec![plain("合计")];
    for (_, indicator) in &indicators {
        let (_, fact) = cx.fact(indicator.code.as_str(), &FactSelector::default())?;
        total.push(value(fact, UnitIn::Cell, cx));
    }
    rows.push(Row {
        cells: total,
        is_total: true,
    });
    Ok(rows)
}

/// A figure of the region only has no cell at a school.
fn school_cell(indicator: &Indicator, school: &str, cx: &ComposeContext) -> Cell {
    let selector = FactSelector {
        school: Some(school.into()),
        ..FactSelector::default()
    };
    let Ok((_, fact)) = cx.fact(indicator.code.as_str(), &selector) else {
        return plain("—");
    };
    let region = cx.facts.get(cx.region(), &indicator.code, cx.year());
    let is_internal = cx.audience == Audience::Internal;
    Cell {
        tint: region
            .filter(|_| is_internal)
            .and_then(|region| tint(indicator, fact, region)),
        ..value(fact, UnitIn::Cell, cx)
    }
}

/// An indicator's cells of two years.
struct Pair {
    last: Cell,
    this: Cell,
    change: Cell,
}

fn pair(indicator: &Indicator, unit: UnitIn, cx: &ComposeContext) -> Result<Pair, Misuse> {
    let code = indicator.code.as_str();
    let (_, fact) = cx.fact(code, &FactSelector::default())?;
    let before = FactSelector {
        year: Some(cx.year().previous().get()),
        ..FactSelector::default()
    };
    let last = cx.fact(code, &before);
    Ok(Pair {
        last: last.map_or_else(|_| plain("—"), |(_, last)| value(last, unit, cx)),
        this: value(fact, unit, cx),
        change: change(indicator, fact, cx),
    })
}

/// Where the sign of percent stands; other units leave the cells to the head.
#[derive(Clone, Copy, PartialEq, Eq)]
enum UnitIn {
    Cell,
    Column,
}

/// A value, or the word for its absence; a ratio always carries its `:1`.
fn value(fact: &Fact, unit_in: UnitIn, cx: &ComposeContext) -> Cell {
    let Some(figure) = fact.figure() else {
        return plain(fact.display());
    };
    let unit = match figure.published.unit {
        Unit::Percent if unit_in == UnitIn::Column => "",
        unit @ (Unit::Percent | Unit::ToOne) => unit.symbol(),
        _ => "",
    };
    let text = format!("{}{unit}", figure.published);
    cell(cx.recorder.figure(fact, Aspect::Value, text))
}

fn change(indicator: &Indicator, fact: &Fact, cx: &ComposeContext) -> Cell {
    let Some(change) = &fact.change else {
        return plain("—");
    };
    let unit = match change.kind {
        ChangeKind::Pp | ChangeKind::Relative => change.kind.unit_symbol(indicator.unit),
        _ => "",
    };
    match &change.value {
        None => plain(change.display()),
        Some(value) => {
            let text = format!("{}{unit}", value.signed());
            cell(cx.recorder.figure(fact, Aspect::Change, text))
        }
    }
}

/// Which figures of the table rest on some of the schools only.
fn partial(groups: &[Group<'_>], cx: &ComposeContext) -> Option<String> {
    let indicators = indicators_of(groups);
    let n_columns = indicators.len();
    let coverage = |(name, indicator): (String, &Indicator)| {
        let fact = cx.facts.get(cx.region(), &indicator.code, cx.year())?;
        let coverage = fact.coverage;
        coverage.is_partial().then_some((name, coverage))
    };
    let found: Vec<(String, Coverage)> = indicators.into_iter().filter_map(coverage).collect();
    let (_, first) = found.first()?;
    if found.len() == n_columns && found.iter().all(|(_, coverage)| coverage == first) {
        let Coverage { reported, expected } = first;
        return Some(format!(
            "未含缺报学校，各项均据{reported}/{expected}所学校。"
        ));
    }
    let names: Vec<String> = found
        .iter()
        .map(|(name, Coverage { reported, expected })| {
            format!("{name}据{reported}/{expected}所学校")
        })
        .collect();
    Some(format!("未含缺报学校：{}。", names.join("、")))
}

/// What changed over the schools of both years, where the table has 范围不同.
fn same_schools(groups: &[Group<'_>], cx: &ComposeContext) -> Option<String> {
    let words = |(name, indicator): (String, &Indicator)| {
        let fact = cx.facts.get(cx.region(), &indicator.code, cx.year())?;
        let same = fact.change.as_ref()?.same_schools.as_ref()?;
        Some(format!("{name}{}", same_schools_words(indicator, same)))
    };
    let lines: Vec<String> = indicators_of(groups)
        .into_iter()
        .filter_map(words)
        .collect();
    (!lines.is_empty()).then(|| format!("范围不同的另比：{}。", lines.join("；")))
}

/// Widths after the widest cell; heads break over lines.
fn columns(head: &[Vec<HeadCell>], rows: &[Row], cx: &ComposeContext) -> Vec<Column> {
    let n_columns = rows.first().map_or(0, |row| row.cells.len());
    let body = |idx: usize| {
        let cells = rows.iter().filter_map(move |row| row.cells.get(idx));
        cells
            .map(|cell| printed_width(&plain_text(&cell.text, cx)))
            .max()
            .unwrap_or(0)
    };
    let heads = head_widths(head, n_columns);
    (0..n_columns)
        .map(|idx| Column {
            width: u16::try_from(body(idx).max(heads[idx]).max(4)).unwrap_or(u16::MAX),
            is_figures: idx > 0,
        })
        .collect()
}

/// What the heads of single columns ask for, as far as breaking them over lines does not help.
fn head_widths(head: &[Vec<HeadCell>], n_columns: usize) -> Vec<usize> {
    let mut widths = vec![0; n_columns];
    let mut taken = vec![0u16; n_columns];
    for cells in head {
        let mut idx = 0;
        for cell in cells {
            while taken.get(idx).is_some_and(|rows| *rows > 0) {
                idx += 1;
            }
            let end = (idx + usize::from(cell.columns)).min(n_columns);
            if end == idx + 1 {
                widths[idx] = widths[idx].max(printed_width(&cell.text).min(HEAD_WIDTH));
            }
            taken[idx.min(end)..end].fill(cell.rows);
            idx = end;
        }
        for rows in &mut taken {
            *rows = rows.saturating_sub(1);
        }
    }
    widths
}

/// How wide a text is in print: programs leave a quarter of a character free between Latin letters and Chinese.
pub(crate) fn printed_width(text: &str) -> usize {
    let letters: Vec<bool> = text.chars().map(|c| c.is_ascii_alphanumeric()).collect();
    let n_changes = letters.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let has_chinese = !text.is_ascii();
    display_width(text) + usize::from(has_chinese && n_changes > 0)
}

fn plain_text(line: &[Inline], cx: &ComposeContext) -> String {
    let piece = |inline: &Inline| match inline {
        Inline::Text { text } | Inline::Stated { text, .. } => text.clone(),
        Inline::Figure { figure } => {
            let uses = cx.recorder.uses();
            uses.figures
                .get(figure.0)
                .map_or_else(String::new, |figure| figure.text.clone())
        }
        Inline::Strong { .. } | Inline::Reference { .. } => String::new(),
    };
    line.iter().map(piece).collect()
}

fn row(cells: Vec<Cell>) -> Row {
    Row {
        cells,
        is_total: false,
    }
}

pub(crate) fn plain(text: impl Into<String>) -> Cell {
    cell(Inline::text(text))
}

pub(crate) fn cell(piece: Inline) -> Cell {
    Cell {
        text: vec![piece],
        tint: None,
    }
}
