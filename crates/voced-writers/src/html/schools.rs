//! The table of schools by indicators, in the bureau's order; a public report never ranks schools.

use maud::{Markup, html};
use voced_report::{Audience, DashboardCell, DashboardRow, Report, Tint};

use super::markup::{TintWords, scrolling, shown_tint, sign, tint_words, traced};

const LABEL: &str = "schools-title";

/// The table with its filters, and in an internal report with its legend.
pub(super) fn table(report: &Report) -> Markup {
    let dashboard = &report.dashboard;
    let (total, schools): (Vec<_>, Vec<_>) = dashboard.rows.iter().partition(|row| row.is_total);
    html! {
        @if !dashboard.rows.is_empty() {
            h3 #(LABEL) { (dashboard.title) }
            "\n" (filters(&dashboard.heads, &schools))
            (legend(report))
            (scrolling(LABEL, &grid(report, &schools, &total)))
            "\n"
        }
    }
}

fn grid(report: &Report, schools: &[&DashboardRow], total: &[&DashboardRow]) -> Markup {
    let dashboard = &report.dashboard;
    let is_sortable = report.audience == Audience::Internal;
    html! {
        table.schools data-sortable[is_sortable] aria-labelledby=(LABEL) {
            "\n" thead {
                tr {
                    @for head in &dashboard.heads { th scope="col" { (head) } }
                    @for column in &dashboard.columns { th scope="col" class="n" { (column) } }
                }
            }
            "\n" tbody { @for of in schools { (row(report, of)) } }
            tfoot { @for of in total { (row(report, of)) } }
        }
    }
}

fn row(report: &Report, row: &DashboardRow) -> Markup {
    html! {
        tr class=[row.is_total.then_some("total")] {
            th scope="row" { (row.name) }
            td { (row.group) }
            @for of in &row.cells { (cell(report, of)) }
        }
        "\n"
    }
}

fn cell(report: &Report, cell: &DashboardCell) -> Markup {
    let tint = shown_tint(report, cell.tint);
    html! {
        td.n data-tint=[tint.map(|of| of.class)] {
            @match cell.trace {
                Some(trace) => (traced(trace, &cell.text)),
                None => span.absent { (cell.text) },
            }
            (sign(tint))
        }
    }
}

/// Filters, of use only with the script.
fn filters([name, group]: &[String; 2], schools: &[&DashboardRow]) -> Markup {
    let mut groups: Vec<&str> = Vec::new();
    for school in schools {
        if !school.group.is_empty() && !groups.contains(&school.group.as_str()) {
            groups.push(&school.group);
        }
    }
    html! {
        div class="filters scripted" role="search" aria-label="筛选" {
            label { (name) input type="search" id="filter-name" autocomplete="off"; }
            label {
                (group)
                select #filter-group {
                    option value="" { "全部" }
                    @for group in groups { option { (group) } }
                }
            }
            output #filter-count {}
        }
        "\n"
    }
}

fn legend(report: &Report) -> Markup {
    let mut cells = report.dashboard.rows.iter().flat_map(|row| &row.cells);
    let is_tinted = cells.any(|cell| cell.tint.is_some());
    html! {
        @if report.audience == Audience::Internal && is_tinted {
            ul.legend role="list" aria-label="图例" {
                @for tint in [Tint::FarBelow, Tint::Below, Tint::Above, Tint::FarAbove] {
                    @let TintWords { sign, words, class } = tint_words(tint);
                    li data-tint=(class) { span aria-hidden="true" { (sign) } " " (words) }
                }
            }
            "\n"
        }
    }
}
