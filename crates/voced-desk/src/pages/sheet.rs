//! A sheet of a workbook as a table: rows and columns as they are, faulty cells coloured, and under a row what is wrong
//! with its cells.

use std::collections::{BTreeMap, HashSet};

use maud::{Markup, html};
use voced_domain::{Finding, ItemCode, Position, column_letters};
use voced_ingest::{MOST_COLUMNS, MOST_ROWS, ShownCell, ShownSheet};

use super::findings::class_of_severity;

/// What stands beside an item, in words.
pub(super) type Beside<'a> = &'a dyn Fn(&ItemCode) -> Option<String>;

pub(super) fn table(sheet: &ShownSheet, findings: &[&Finding], beside: Beside<'_>) -> Markup {
    let faulty = faulty(sheet, findings);
    let mut rows: BTreeMap<u32, BTreeMap<u16, &ShownCell>> = BTreeMap::new();
    for cell in &sheet.cells {
        let of_row = rows.entry(cell.position.row).or_default();
        of_row.insert(cell.position.column, cell);
    }
    // An empty cell may be the faulty one.
    for at in faulty.keys() {
        rows.entry(at.row).or_default();
    }
    let cells = sheet.cells.iter().map(|cell| cell.position.column);
    let last = cells.chain(faulty.keys().map(|at| at.column)).max();
    let last = last.unwrap_or_default();
    let covered = covered(sheet);
    html! {
        div.scroll tabindex="0" role="region" aria-label=(sheet.name) {
            table.sheet {
                caption.unseen { (sheet.name) }
                thead {
                    tr {
                        td {}
                        @for column in 0..=last { th scope="col" { (column_letters(column)) } }
                    }
                }
                tbody {
                    @for (row, cells) in &rows {
                        tr {
                            th scope="row" { (row + 1) }
                            @for column in 0..=last {
                                @let at = Position { row: *row, column };
                                @if !covered.contains(&at) {
                                    (drawn(at, cells.get(&column).copied(), faulty.get(&at)))
                                }
                            }
                        }
                        (notes(*row, last, &faulty, beside))
                    }
                }
            }
        }
        @if sheet.n_left_out > 0 {
            p { "还有" (sheet.n_left_out) "格在更远处，没有画出来。" }
        }
    }
}

type Faulty<'f> = BTreeMap<Position, Vec<&'f Finding>>;

/// The findings by the cells of this sheet.
fn faulty<'f>(sheet: &ShownSheet, findings: &[&'f Finding]) -> Faulty<'f> {
    let mut faulty = Faulty::new();
    for finding in findings {
        let places = finding.locations.iter();
        let own = places.filter(|place| place.sheet.as_deref() == Some(&*sheet.name));
        // What stands further out than is drawn is told above.
        let cells = own.filter_map(|place| place.cell);
        for at in cells.filter(|at| at.row < MOST_ROWS && at.column < MOST_COLUMNS) {
            let there = faulty.entry(at).or_default();
            if !there.iter().any(|other| std::ptr::eq(*other, *finding)) {
                there.push(finding);
            }
        }
    }
    faulty
}

/// Cells that others take up.
fn covered(sheet: &ShownSheet) -> HashSet<Position> {
    let of_cell = |cell: &ShownCell| {
        let Position { row, column } = cell.position;
        let rows = row..row + cell.spans.0;
        let columns = column..column + cell.spans.1;
        let all = rows.flat_map(move |row| {
            let columns = columns.clone();
            columns.map(move |column| Position { row, column })
        });
        all.skip(1).collect::<Vec<_>>()
    };
    sheet.cells.iter().flat_map(of_cell).collect()
}

fn drawn(at: Position, cell: Option<&ShownCell>, findings: Option<&Vec<&Finding>>) -> Markup {
    let fault = findings.and_then(|findings| findings.iter().min_by_key(|one| rank(one)));
    let class = [
        fault.map(|fault| class_of_severity(fault)),
        cell.filter(|cell| cell.is_number).map(|_| "number"),
    ];
    let class: Vec<&str> = class.into_iter().flatten().collect();
    let class = (!class.is_empty()).then(|| class.join(" "));
    let spans = cell.map_or((1, 1), |cell| cell.spans);
    let why = findings.and_then(|findings| told_at(findings, at));
    html! {
        td id=[fault.map(|_| at.to_string())] class=[class]
            rowspan=[(spans.0 > 1).then_some(spans.0)] colspan=[(spans.1 > 1).then_some(spans.1)]
            aria-describedby=[why.map(|at| format!("why-{at}"))] {
            @if let Some(cell) = cell { (cell.text) }
        }
    }
}

/// What waits for an answer colours the cell.
fn rank(finding: &Finding) -> (bool, voced_domain::Severity) {
    (!finding.blocks(), finding.severity)
}

/// What is wrong with the cells of a row, below it; what is wrong in many places is told at the first.
fn notes(row: u32, last: u16, faulty: &Faulty<'_>, beside: Beside<'_>) -> Markup {
    let first = Position { row, column: 0 };
    let end = Position {
        row: row + 1,
        column: 0,
    };
    let of_row = faulty.range(first..end);
    let told = of_row.map(|(at, findings)| {
        let own = findings.iter().filter(|one| is_told_at(one, *at));
        (*at, own.copied().collect::<Vec<_>>())
    });
    html! {
        @for (at, findings) in told.filter(|(_, findings)| !findings.is_empty()) {
            tr.why {
                td {}
                td colspan=(last + 1) id=(format!("why-{at}")) {
                    @for finding in &findings {
                        p class=(class_of_severity(finding)) {
                            span.severity { (finding.severity.name()) }
                            strong { (at.to_string()) } " "
                            (finding.message) "。" (finding.remedy)
                        }
                    }
                    @let items = findings.iter().filter_map(|one| one.place()?.item.as_ref());
                    @if let Some(beside) = items.take(1).find_map(beside) { p.note { (beside) } }
                }
            }
        }
    }
}

fn is_told_at(finding: &Finding, at: Position) -> bool {
    finding.place().is_some_and(|place| place.cell == Some(at))
}

/// Where on this sheet it is told what is wrong with a cell.
fn told_at(findings: &[&Finding], at: Position) -> Option<Position> {
    let mut own = findings.iter();
    let is_here = own.any(|one| is_told_at(one, at));
    if is_here {
        return Some(at);
    }
    findings.first()?.place()?.cell
}
