//! The rows of a form below its heads.

use super::grid::{Grid, GridRow};
use super::heads::Heads;
use super::read::{Form, FormError, FormFault, FormRow};
use super::units;
use super::words::{self, TypedName, has_words, key, note, on_one_line, typed_name};

/// Lines below a table that ask for nothing.
const FEET: [&str; 9] = [
    "注：",
    "注:",
    "说明：",
    "说明:",
    "备注：",
    "填表人",
    "填报人",
    "审核人",
    "单位负责人",
];
/// Lines above a table that are no title.
const NO_TITLES: [&str; 8] = [
    "附件",
    "附表",
    "填报单位",
    "单位：",
    "单位:",
    "填表",
    "学校名称",
    "年度",
];

/// The rows of a table.
pub(super) fn rows(
    grid: &Grid,
    heads: &Heads,
    file: &str,
    remarks: &mut Vec<String>,
) -> Result<Form, FormError> {
    let mut reading = Reading {
        grid,
        heads,
        section: String::new(),
        rows: Vec::new(),
        indent: 0,
        faults: Vec::new(),
        remarks,
    };
    for row in &grid.rows[heads.end..] {
        if reading.is_foot(row) {
            break;
        }
        reading.add(row);
    }
    let Reading { rows, faults, .. } = reading;
    if !faults.is_empty() {
        return Err(FormError { faults });
    }
    if rows.is_empty() {
        return Err(FormError::at(
            &grid.place,
            "表头下面没有指标。请在“指标”一列里一行写一个",
        ));
    }
    Ok(Form {
        title: title(grid, heads, file),
        place: grid.place.clone(),
        rows,
    })
}

struct Reading<'a> {
    grid: &'a Grid,
    heads: &'a Heads,
    /// The last line that went over the whole table.
    section: String,
    rows: Vec<FormRow>,
    /// How far the last name was moved to the right.
    indent: usize,
    faults: Vec<FormFault>,
    remarks: &'a mut Vec<String>,
}

impl Reading<'_> {
    /// Whether a row and all below it ask for nothing.
    fn is_foot(&self, row: &GridRow) -> bool {
        let first = row.own_texts().next().unwrap_or("");
        FEET.iter().any(|foot| first.starts_with(foot))
    }

    fn add(&mut self, row: &GridRow) {
        if is_numbering(row) {
            return;
        }
        let Some((column, text)) = self.name_of(row) else {
            return;
        };
        let typed = typed_name(&text);
        if self.is_section(row, column, &typed) {
            self.section = typed.name;
            return;
        }
        let place = self.grid.place_of(row, column);
        if let Some(message) = words::no_name(&typed.name) {
            self.faults.push(FormFault { place, message });
        } else if has_words(&typed.name) {
            let row = self.read(row, column, &typed, place);
            self.rows.push(row);
        } else {
            let shown = &typed.name;
            self.remarks
                .push(format!("{place}“{shown}”不是文字，不像指标名称，没有收"));
        }
    }

    /// The name in a row: the last of its columns that says something of its own.
    fn name_of(&self, row: &GridRow) -> Option<(usize, String)> {
        let mut columns = self.heads.names.clone().rev();
        let column = columns.find(|column| {
            let slot = row.slots.get(*column);
            slot.is_some_and(|slot| !slot.text.trim().is_empty() && !slot.is_above)
        })?;
        let first = (0..=column).rev();
        let first = first.take_while(|at| *at == column || row.slots[at + 1].is_left);
        let first = first.last().unwrap_or(column);
        Some((first, row.text(column).to_owned()))
    }

    /// A line over the whole width, or one with nothing beside it that is numbered as a part.
    fn is_section(&self, row: &GridRow, column: usize, typed: &TypedName) -> bool {
        let is_whole = column < *self.heads.names.start();
        let is_alone = row.own_texts().nth(1).is_none();
        let is_numbered = typed
            .mark
            .chars()
            .any(|c| "一二三四五六七八九十".contains(c));
        has_words(&typed.name) && (is_whole || is_alone && is_numbered && !typed.is_of_which)
    }

    fn read(&mut self, row: &GridRow, column: usize, typed: &TypedName, place: String) -> FormRow {
        let number = self.heads.number.map_or("", |at| row.text(at));
        let number: String = on_one_line(number).chars().take(12).collect();
        let (groups, is_under_of_which) = self.groups(row, column);
        let (name, unit) = self.unit(row, &typed.name);
        let is_of_which = typed.is_of_which || is_under_of_which;
        let found = FormRow {
            note: self.note(row),
            place,
            number,
            name,
            unit,
            depth: 0,
            is_of_which,
            group: groups,
        };
        let (depth, is_of_which) = self.depth(&found, row, typed.indent);
        self.indent = typed.indent;
        FormRow {
            depth,
            is_of_which,
            ..found
        }
    }

    /// The heads that a row stands under, and whether 其中 is one of them.
    fn groups(&self, row: &GridRow, column: usize) -> (String, bool) {
        let left = self.heads.names.clone().filter(|at| *at < column);
        let columns = self.heads.groups.iter().copied().chain(left);
        let mut groups: Vec<String> = Vec::new();
        let section = words::harmless(&self.section);
        groups.extend((!section.is_empty()).then_some(section));
        let mut is_of_which = false;
        for column in columns.filter(|at| !row.slots.get(*at).is_some_and(|slot| slot.is_left)) {
            let typed = typed_name(row.text(column));
            is_of_which |= typed.is_of_which;
            let name: String = typed.name.chars().take(words::LONGEST_NAME).collect();
            if has_words(&name) && !groups.contains(&name) {
                groups.push(words::harmless(&name));
            }
        }
        (groups.join("·"), is_of_which)
    }

    /// Name and unit; a unit may stand in brackets behind the name.
    fn unit(&self, row: &GridRow, name: &str) -> (String, String) {
        let unit = self.heads.unit.map_or("", |at| row.text(at));
        let unit: String = on_one_line(unit).chars().take(20).collect();
        if !unit.is_empty() {
            return (name.to_owned(), unit);
        }
        let plain = name.replace('（', "(").replace('）', ")");
        let split = plain
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once('('));
        match split {
            Some((own, unit)) if !own.is_empty() && units::known(unit).is_some() => {
                (own.to_owned(), unit.to_owned())
            }
            _ => (name.to_owned(), unit),
        }
    }

    fn note(&mut self, row: &GridRow) -> String {
        let mut texts: Vec<&str> = Vec::new();
        for column in &self.heads.notes {
            let text = row.text(*column).trim();
            if !text.is_empty() && !texts.contains(&text) {
                texts.push(text);
            }
        }
        let text = texts.join("；");
        let (note, is_cut) = note(&text);
        if let Some(column) = self.heads.notes.first().filter(|_| is_cut) {
            let place = self.grid.place_of(row, *column);
            let length = text.chars().count();
            self.remarks.push(format!(
                "{place}的说明有{length}字，只取了前{}字",
                words::LONGEST_NOTE
            ));
        }
        note
    }

    /// How deep a row is nested, and whether 其中 holds for it. Below a part, rows without a number of their
    /// own, or moved as far to the right, are parts as well.
    fn depth(&self, found: &FormRow, row: &GridRow, indent: usize) -> (usize, bool) {
        let last = self.rows.last();
        if found.is_of_which {
            let above = self.rows.iter().rev().find(|row| !row.is_of_which);
            return (above.map_or(0, |row| row.depth + 1), above.is_some());
        }
        let number = found.number.as_str();
        let dots = number.matches('.').count();
        let is_dotted = number
            .split('.')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        if dots > 0 && is_dotted && !number.ends_with(".0") {
            return (dots, false);
        }
        let Some(last) = last.filter(|last| last.depth > 0 && last.group == found.group) else {
            return (0, false);
        };
        let goes_on = match self.heads.number {
            Some(at) => number.is_empty() || row.slots.get(at).is_some_and(|slot| slot.is_above),
            None => indent > 0 && indent >= self.indent,
        };
        if goes_on && !is_total(&found.name) {
            (last.depth, last.is_of_which)
        } else {
            (0, false)
        }
    }
}

/// What the name of a sum says.
pub(super) const TOTALS: [&str; 3] = ["合计", "总计", "小计"];

/// Whether a name says that it is the sum of others.
pub(super) fn is_total(name: &str) -> bool {
    TOTALS.iter().any(|word| name.contains(word))
}

/// Whether a row only numbers the columns: 甲, 乙, 1, 2.
fn is_numbering(row: &GridRow) -> bool {
    let mut texts = row.own_texts().peekable();
    let is_short = |text: &str| {
        let is_stem = text.chars().count() == 1 && "甲乙丙丁戊己".contains(text);
        is_stem || text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    texts.peek().is_some() && texts.all(is_short) && row.own_texts().nth(1).is_some()
}

/// What a form is called.
fn title(grid: &Grid, heads: &Heads, file: &str) -> String {
    let within = grid.rows[..heads.first_row].iter();
    let within = within.flat_map(|row| row.own_texts().map(str::to_owned));
    let above: Vec<String> = grid.above.iter().cloned().chain(within).collect();
    let is_title = |line: &&String| {
        let line = on_one_line(line);
        has_words(&line)
            && !NO_TITLES
                .iter()
                .any(|no| line.starts_with(no) && line.chars().count() < 12)
    };
    let found = above.iter().rev().filter(is_title);
    let found = found.max_by_key(|line| on_one_line(line).contains(['表', '卡']));
    let names = [
        found.map_or("", |line| line.as_str()),
        grid.place.as_str(),
        file,
    ];
    let mut names = names.into_iter().map(short_title);
    let is_usual = |name: &String| {
        let name = key(name);
        name.starts_with("sheet") || name.starts_with('第') && name.ends_with('表')
    };
    let title = names.find(|name| has_words(name) && !is_usual(name));
    title.unwrap_or_else(|| "表样".into())
}

/// A title without its number, its year and whose it is, as the name of a sheet.
fn short_title(title: &str) -> String {
    let line = on_one_line(title);
    let line = half_brackets(&line);
    let line = line
        .rsplit_once("报告")
        .map_or(line.as_str(), |(_, end)| end);
    let line = line
        .trim_start_matches(|c: char| c.is_ascii_digit() || "附件表年度：:.、之—- ".contains(c));
    let kept: String = line
        .chars()
        .filter(|c| !"[]:*?/\\'\"{}=+@：；".contains(*c))
        .take(16)
        .collect();
    kept.trim_start_matches('-').trim().to_owned()
}

/// A text without what stands in brackets.
fn half_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for c in text.chars() {
        match c {
            '（' | '(' | '【' | '〔' => depth += 1,
            '）' | ')' | '】' | '〕' => depth = depth.saturating_sub(1),
            c if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}
