//! Claims of tables: rows, heads and units.

use voced_domain::{IndicatorCode, Quantity, Unit};

use super::Extractor;
use super::naming::{names, stands_in};
use super::words::{is_school, year_in};
use super::{kind_of, years};
use crate::claim::{Claim, Entity, Kind, Place, Unread};
use crate::document::{Row, Table, Text};
use crate::lexicon::plain;
use crate::number::{Number, Numbers, numbers, unit};

/// Cells that hold more than this many characters hold sentences.
const LONGEST_CELL: usize = 24;
const TOTALS: &[&str] = &["合计", "总计", "共计", "全市", "全市合计"];
const CHANGES: &[&str] = &[
    "变化",
    "增减",
    "增幅",
    "增速",
    "涨幅",
    "降幅",
    "增长",
    "增量",
    "比上年",
    "较上年",
    "同比",
];

/// What a head calls a part in percent.
const RATES: &[&str] = &["率", "比重", "占比", "比例", "份额", "%", "％"];

/// A cell with what stands beside and above it.
struct Cell<'t> {
    /// The first cell of its row.
    head: &'t str,
    /// What stands above it.
    name: &'t str,
    /// What stands in its row below 单位.
    unit: Option<&'t str>,
    /// The unit of the last row whose head has one: 城镇人口 below 常住人口(万人).
    unit_above: Option<&'t str>,
    row: &'t Row,
    /// Row and column.
    at: (usize, usize),
    text: &'t Text,
}

impl Extractor<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let has_number = |row: &Row| {
            row.cells
                .iter()
                .skip(1)
                .any(|cell| is_number(cell.as_str()))
        };
        let Some(first) = table.rows.iter().position(has_number) else {
            return;
        };
        self.section.paragraphs += 1;
        let width = table.rows.iter().map(|row| row.cells.len()).max();
        let width = width.unwrap_or(0);
        let heads = heads(&table.rows[..first], width);
        let units = heads.iter().position(|head| head == "单位");
        let mut last_head = "";
        let mut unit_head = None;
        for (idx, row) in table.rows.iter().enumerate().skip(first) {
            let missing = width - row.cells.len();
            // A merged first cell is written once.
            if let Some(head) = row.cells.first().filter(|head| !head.as_str().is_empty()) {
                last_head = head.as_str();
                if unit_in(last_head).is_some() {
                    unit_head = Some(last_head);
                }
            }
            for (column, text) in row.cells.iter().enumerate().skip(1) {
                let cell = Cell {
                    head: last_head,
                    name: heads.get(column + missing).map_or("", String::as_str),
                    unit: units.and_then(|at| row.cells.get(at)).map(Text::as_str),
                    unit_above: unit_head,
                    row,
                    at: (idx, column),
                    text,
                };
                self.cell(&cell);
            }
        }
    }

    fn cell(&mut self, cell: &Cell<'_>) {
        let text = cell.text.as_str();
        let Numbers {
            figures,
            non_figures,
            unread,
        } = numbers(text);
        self.non_figures += non_figures;
        let unread_at = |range| Unread::of(cell.row.number, text, &range);
        self.unread.extend(unread.into_iter().map(unread_at));
        let [number] = figures.as_slice() else {
            // Which of several is what the heads say cannot be told: the cell is one that was not read.
            let (first, last) = (figures.first(), figures.last());
            if let (Some(first), Some(last)) = (first, last) {
                let range = first.range.start..last.range.end;
                self.unread.push(Unread::of(cell.row.number, text, &range));
            }
            return;
        };
        let claim = self.of_cell(cell, number);
        self.claims.push(claim);
    }

    fn of_cell(&self, cell: &Cell<'_>, number: &Number) -> Claim {
        let (head, name) = (cell.head, cell.name);
        let tag = cell.text.tag(&number.range).cloned();
        let is_change = is_change(head) || is_change(name);
        let kind = if is_change { Kind::Change } else { Kind::Level };
        let what = cell.what();
        let unit = self.unit_of(cell, number);
        let fact = match &tag {
            Some(tag) => Some(tag.key.indicator.clone()),
            None => self.in_table(what, &unit),
        };
        let named = || {
            fact.as_ref()
                .is_some_and(|code| self.heads_name(code, what))
        };
        let year = year_in(head).or(year_in(name));
        let year = year.or_else(|| years::relative(head, self.year));
        let year = year.or_else(|| years::relative(name, self.year));
        let entity = match &tag {
            Some(tag) => self.entities.marked(tag),
            None if is_school(head) => self.entities.school(head),
            None if is_school(name) => self.entities.school(name),
            None => Entity::Region,
        };
        let cells = cell.row.cells.iter().map(Text::as_str);
        Claim {
            place: Place {
                line: cell.row.number,
                section: self.section.label.clone(),
                paragraph: self.section.paragraphs,
                sentence: cell.at.0 + 1,
                block: self.block,
                cell: Some(cell.at),
                range: number.range.clone(),
            },
            sentence: cells.collect::<Vec<_>>().join(" | "),
            text: number.signed_text(),
            value: if number.has_minus() {
                &Quantity::zero() - &number.value
            } else {
                number.value.clone()
            },
            decimals: number.decimals,
            unit,
            is_approximate: number.is_approximate,
            bound: None,
            kind: tag.as_ref().map_or(kind, kind_of),
            year: year.filter(|_| kind == Kind::Level).or(self.year),
            entity,
            is_named: tag.is_some() || named(),
            fact,
            direction: None,
            tag,
        }
    }

    /// What a number counts: by itself and its heads, by the line above the table, by the row above.
    fn unit_of(&self, cell: &Cell<'_>, number: &Number) -> String {
        let unit = cell.unit_of(number, cell.what());
        let above = || {
            let unit = cell.unit_above.filter(|_| cell.is_below_year());
            unit.and_then(unit_in)
        };
        unit.or_else(|| self.caption_unit(cell))
            .or_else(above)
            .unwrap_or_default()
    }

    /// Of the units above the table the one of a cell: where one of two is %, that of what its heads call a rate or a growth.
    fn caption_unit(&self, cell: &Cell<'_>) -> Option<String> {
        let is_percent = |unit: &&String| *unit == "%";
        let is_rate = || {
            let heads = [cell.head, cell.name];
            heads
                .iter()
                .any(|head| is_change(head) || RATES.iter().any(|word| head.contains(word)))
        };
        match self.caption_units.as_slice() {
            [unit] => Some(unit.clone()),
            units if units.iter().any(|unit| unit == "%") && is_rate() => Some("%".to_owned()),
            [one, other] => [one, other]
                .into_iter()
                .find(|unit| !is_percent(unit))
                .cloned(),
            _ => None,
        }
    }

    fn in_table(&self, what: &str, unit: &str) -> Option<IndicatorCode> {
        if self.section.is_case_study() {
            return None;
        }
        let what = without_brackets(what);
        let fact = self.lexicon.subject(&what, unit, true);
        fact.or_else(|| self.lexicon.subject(&what, "", true))
    }

    /// Whether a head is the name, or has it in it.
    fn heads_name(&self, code: &IndicatorCode, what: &str) -> bool {
        let names = names(self.edition, code);
        let head = plain(&without_brackets(what));
        names.contains(&head) || stands_in(&names, &head)
    }
}

impl Cell<'_> {
    /// What says what the number is: years, changes, schools and totals stand in front of rows or
    /// above columns; the other side says it.
    fn what(&self) -> &str {
        let is_other = |text: &str| {
            year_in(text).is_some()
                || years::is_relative(text)
                || is_change(text)
                || is_school(text)
                || TOTALS.contains(&text)
        };
        if is_other(self.head) {
            self.name
        } else {
            self.head
        }
    }

    /// Whether nothing but a time stands above it, so that its row says what it counts.
    fn is_below_year(&self) -> bool {
        self.name.is_empty() || year_in(self.name).is_some() || years::is_relative(self.name)
    }

    fn unit_of(&self, number: &Number, what: &str) -> Option<String> {
        if !number.unit.is_empty() {
            return Some(number.unit.clone());
        }
        // 2007年为2006年(%) is above a column of percentages, whatever its rows count.
        let of_column = unit_in(self.name).filter(|unit| unit == "%");
        let unit = of_column.or_else(|| unit_in(what));
        let unit = unit.or_else(|| unit_in(self.name));
        unit.or(self.unit.map(str::to_owned))
    }
}

fn is_number(cell: &str) -> bool {
    !numbers(cell).figures.is_empty()
        && year_in(cell).is_none()
        && cell.chars().count() < LONGEST_CELL
}

fn is_change(text: &str) -> bool {
    // 2019年比2018年
    let compares_years = text.matches('年').count() > 1 && text.contains(['比', '较']);
    compares_years || CHANGES.iter().any(|word| text.contains(word))
}

/// The names above each column: of rows of heads that were merged, the right ends are aligned. What
/// spans several columns ends the name of each: 普通高中 below 招生数 is 普通高中招生数.
fn heads(rows: &[Row], width: usize) -> Vec<String> {
    let mut heads = vec![String::new(); width];
    let mut spans = vec![String::new(); width];
    for Row { cells: row, .. } in rows {
        let missing = width - row.len();
        for (column, cell) in row.iter().enumerate() {
            let beside = [column.checked_sub(1), column.checked_add(1)];
            let mut beside = beside.iter().flatten().filter_map(|at| row.get(*at));
            let is_span = !cell.as_str().is_empty() && beside.any(|other| other == cell);
            let into = if is_span { &mut spans } else { &mut heads };
            into[column + missing].push_str(cell.as_str());
        }
    }
    heads
        .into_iter()
        .zip(spans)
        .map(|(head, span)| head + &span)
        .collect()
}

/// The unit in brackets behind a head, `（万元/生）`, or （万人）.
fn unit_in(head: &str) -> Option<String> {
    known_unit_in(head).or_else(|| counted_in(head))
}

/// The units that a line above a table gives to all of it: 单位：万元, 毕业生数（人）, 单位：亿元，%.
pub(super) fn units_of_caption(text: &str) -> Vec<String> {
    let (_, behind) = text.rsplit_once("单位").unwrap_or((text, ""));
    let named = behind.trim_start_matches(['：', ':', ' ']);
    let named = named.trim_end_matches(['。', '）', ')', ' ']);
    let units: Vec<String> = named
        .split(['，', ',', '、', ' ', '；'])
        .filter(|unit| !unit.is_empty())
        .map(|unit| unit.replace('％', "%"))
        .collect();
    let is_unit = |named: &String| named == "%" || unit("", named) == named.as_str();
    if !units.is_empty() && units.iter().all(is_unit) {
        return units;
    }
    counted_in(text).into_iter().collect()
}

/// What stands in the last brackets of a head, where it is nothing but a unit.
fn counted_in(head: &str) -> Option<String> {
    let (_, bracket) = head.trim_end().rsplit_once(['（', '('])?;
    let bracket = bracket.trim_end_matches(['）', ')']).trim();
    let bracket = bracket
        .trim_start_matches("单位")
        .trim_start_matches(['：', ':'])
        .trim();
    (!bracket.is_empty() && unit("", bracket) == bracket).then(|| bracket.to_owned())
}

fn known_unit_in(head: &str) -> Option<String> {
    let compact: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = compact.replace('％', "%");
    let units = Unit::ALL.iter().map(|unit| unit.symbol());
    let fitting = units.filter(|unit| {
        compact.contains(&format!("（{unit}）")) || compact.contains(&format!("({unit})"))
    });
    fitting.max_by_key(|unit| unit.len()).map(str::to_owned)
}

fn without_brackets(head: &str) -> String {
    let end = head
        .rfind(['（', '('])
        .filter(|_| head.trim_end().ends_with(['）', ')']));
    head.get(..end.unwrap_or(head.len()))
        .unwrap_or(head)
        .to_owned()
}
