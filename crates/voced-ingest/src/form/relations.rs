//! Which rows of a form are parts of others, and which are sums.

use voced_domain::{ItemCode, Operator};

use super::read::FormRow;
use super::rows::{TOTALS, is_total};

/// A relation between rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowRelation {
    /// Row idxs whose sum stands on the left.
    pub(super) left: Vec<usize>,
    pub(super) operator: Operator,
    /// Row idxs whose sum stands on the right.
    pub(super) right: Vec<usize>,
    /// Why, as the clerk reads it.
    pub(super) because: String,
    /// What a person must look at.
    pub(super) doubt: Option<String>,
}

/// All relations that the rows' nesting and names say. `is_alike` says whether two rows are counted in the same
/// unit and can be added.
pub(super) fn relations(
    rows: &[FormRow],
    is_alike: impl Fn(usize, usize) -> bool,
) -> Vec<RowRelation> {
    let mut found = Vec::new();
    for idx in 0..rows.len() {
        let parts = parts(rows, idx);
        let alike = parts.iter().copied().filter(|part| is_alike(idx, *part));
        let alike: Vec<usize> = alike.collect();
        let (of_which, all): (Vec<usize>, Vec<usize>) =
            alike.iter().partition(|part| rows[**part].is_of_which);
        found.extend(of_which.into_iter().map(|part| at_most(rows, part, idx)));
        let is_whole = parts
            .iter()
            .filter(|part| !rows[**part].is_of_which)
            .count()
            == all.len();
        match all.as_slice() {
            [] => {}
            [part] => found.push(at_most(rows, *part, idx)),
            _ if is_whole => found.push(RowRelation {
                doubt: Some("按序号看是各分项之和，请核对".into()),
                ..sum(rows, idx, all)
            }),
            all => found.extend(all.iter().map(|part| at_most(rows, *part, idx))),
        }
        if parts.is_empty() && is_total(&rows[idx].name) {
            found.extend(total(rows, idx, &is_alike));
        }
    }
    found
}

/// The rows that are nested directly in one.
fn parts(rows: &[FormRow], whole: usize) -> Vec<usize> {
    let depth = rows[whole].depth;
    let below = (whole + 1..rows.len()).take_while(|at| rows[*at].depth > depth);
    below.filter(|at| rows[*at].depth == depth + 1).collect()
}

/// A sum of the rows before it in its group, or, where it comes first, of those behind it.
fn total(
    rows: &[FormRow],
    idx: usize,
    is_alike: &impl Fn(usize, usize) -> bool,
) -> Option<RowRelation> {
    let own = &rows[idx];
    let is_of_it = |at: &usize| {
        rows[*at].group == own.group && rows[*at].depth >= own.depth && !is_total(&rows[*at].name)
    };
    let before: Vec<usize> = (0..idx).rev().take_while(is_of_it).collect();
    let beside = if before.is_empty() {
        (idx + 1..rows.len()).take_while(is_of_it).collect()
    } else {
        before.into_iter().rev().collect::<Vec<usize>>()
    };
    let stem = stem(&own.name);
    let parts = beside.into_iter().filter(|at| rows[*at].depth == own.depth);
    let parts = parts.filter(|at| is_alike(idx, *at) && rows[*at].name.contains(&stem));
    let parts: Vec<usize> = parts.collect();
    (parts.len() > 1).then(|| RowRelation {
        doubt: Some("请核对是不是这几项之和".into()),
        ..sum(rows, idx, parts)
    })
}

/// What a sum is a sum of: 标准 of 标准合计, whose parts are called so as well.
fn stem(name: &str) -> String {
    let rest = TOTALS
        .iter()
        .fold(name.to_owned(), |rest, word| rest.replace(word, ""));
    rest.trim_matches(|c: char| !c.is_alphabetic()).to_owned()
}

fn at_most(rows: &[FormRow], part: usize, whole: usize) -> RowRelation {
    RowRelation {
        left: vec![part],
        operator: Operator::AtMost,
        right: vec![whole],
        because: format!("{}是{}的一部分", rows[part].name, rows[whole].name),
        doubt: None,
    }
}

fn sum(rows: &[FormRow], whole: usize, parts: Vec<usize>) -> RowRelation {
    RowRelation {
        left: vec![whole],
        operator: Operator::Equal,
        right: parts,
        because: format!("{}是各分项之和", rows[whole].name),
        doubt: None,
    }
}

/// The codes of rows; `None` where one has none.
pub(super) fn codes(rows: &[usize], codes: &[Option<ItemCode>]) -> Option<Vec<ItemCode>> {
    rows.iter().map(|at| codes[*at].clone()).collect()
}
