//! Which column of a form says what.

use std::ops::RangeInclusive;

use super::grid::{Grid, GridRow};
use super::read::FormError;
use super::words::{key, on_one_line};

/// So many rows may stand above the heads: a title, who fills it in, a date.
const MOST_ABOVE: usize = 15;

/// Heads of the column of names, the surest first.
const NAMES: [&str; 19] = [
    "四级指标",
    "三级指标",
    "二级指标",
    "指标名称",
    "指标",
    "指标项",
    "指标项目",
    "统计指标",
    "监测指标",
    "主要指标",
    "具体指标",
    "一级指标",
    "数据项",
    "填报项目",
    "统计项目",
    "项目名称",
    "项目",
    "名称",
    "内容",
];
const NUMBERS: [&str; 6] = ["序号", "编号", "行次", "序", "指标编号", "no."];
const UNITS: [&str; 4] = ["单位", "计量单位", "指标单位", "数据单位"];
const NOTES: [&str; 11] = [
    "说明",
    "备注",
    "指标说明",
    "指标解释",
    "填报说明",
    "口径",
    "统计口径",
    "口径说明",
    "释义",
    "指标内涵",
    "备注说明",
];

/// The columns of a form.
pub(super) struct Heads {
    /// 序号.
    pub(super) number: Option<usize>,
    /// Names; heads that go over several columns make several of them, the last of which that says something
    /// counts.
    pub(super) names: RangeInclusive<usize>,
    /// Columns on the left of the names that group them.
    pub(super) groups: Vec<usize>,
    /// 单位.
    pub(super) unit: Option<usize>,
    /// 说明, 备注.
    pub(super) notes: Vec<usize>,
    /// The first of the head's rows.
    pub(super) first_row: usize,
    /// The row behind its last one.
    pub(super) end: usize,
}

/// The heads of a table; `None` where it has no column of names.
pub(super) fn heads(grid: &Grid) -> Option<Heads> {
    let top = grid.rows.iter().take(MOST_ABOVE).enumerate();
    let (first_row, row, name) = top
        .filter(|(_, row)| row.own_texts().nth(1).is_some())
        .find_map(|(idx, row)| names(row).map(|name| (idx, row, name)))?;
    let text = key(row.text(name));
    let last = (name..row.slots.len())
        .take_while(|column| {
            *column == name || row.slots[*column].is_left && key(row.text(*column)) == text
        })
        .last()?;
    let find = |heads: &[&str]| {
        let mut columns = 0..row.slots.len();
        columns.find(|column| heads.contains(&head(row.text(*column)).as_str()))
    };
    let (number, unit) = (find(&NUMBERS), find(&UNITS));
    let is_note = |column: &usize| {
        !row.slots[*column].is_left && NOTES.contains(&head(row.text(*column)).as_str())
    };
    let groups = (0..name).filter(|column| Some(*column) != number && Some(*column) != unit);
    let below = grid.rows[first_row + 1..].iter();
    let n_more = below
        .take_while(|row| row.slots.get(name).is_some_and(|slot| slot.is_above))
        .count();
    Some(Heads {
        number,
        names: name..=last,
        groups: groups.filter(|column| !is_note(column)).collect(),
        unit,
        notes: (0..row.slots.len()).filter(is_note).collect(),
        first_row,
        end: first_row + 1 + n_more,
    })
}

/// The column of names in a row of heads.
fn names(row: &GridRow) -> Option<usize> {
    NAMES.iter().find_map(|name| {
        let mut columns = 0..row.slots.len();
        columns.find(|column| head(row.text(*column)) == *name)
    })
}

/// A head as it is looked up.
fn head(text: &str) -> String {
    let text = key(text);
    let plain = text.split(['(', ':']).next().unwrap_or(&text);
    plain.to_owned()
}

/// What is said where no table has a column of names.
pub(super) fn none_found(grids: &[Grid]) -> FormError {
    let expected = "表样应有一行表头，其中一列写“指标”（或“指标名称”“项目”），另有“单位”“说明”";
    let filled = grids.iter().find(|grid| !grid.rows.is_empty());
    let Some(grid) = filled else {
        return FormError::whole(format!(
            "文件里的表是空的。{expected}；请核对是不是选错了文件"
        ));
    };
    let texts = grid.rows.iter().take(3).flat_map(GridRow::own_texts);
    let found: Vec<String> = texts.take(8).map(on_one_line).collect();
    let found: String = found.join("、").chars().take(80).collect();
    FormError::at(
        &grid.place,
        format!("没有“指标”一列，开头是：{found}。{expected}；请在表样里补上表头"),
    )
}
