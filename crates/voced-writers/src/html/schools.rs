//! The table of schools by indicators, in the bureau's order; a public report never ranks schools.

use voced_report::{Audience, DashboardCell, DashboardRow, Report, Tint};

use super::markup::{TintWords, escaped, scrolling, tint, tint_words, traced};

const LABEL: &str = "schools-title";

/// The table with its filters, and in an internal report with its legend.
pub(super) fn table(report: &Report) -> String {
    let dashboard = &report.dashboard;
    if dashboard.rows.is_empty() {
        return String::new();
    }
    let (total, schools): (Vec<_>, Vec<_>) = dashboard.rows.iter().partition(|row| row.is_total);
    let written =
        |rows: &[&DashboardRow]| -> String { rows.iter().map(|of| row(report, of)).collect() };
    let inner = format!(
        "<table class=\"schools\"{} aria-labelledby=\"{LABEL}\">\n<thead><tr>\
         <th scope=\"col\">{}</th><th scope=\"col\">{}</th>{}</tr></thead>\n\
         <tbody>{}</tbody><tfoot>{}</tfoot></table>",
        sortable(report.audience),
        escaped(&dashboard.heads[0]),
        escaped(&dashboard.heads[1]),
        heads(&dashboard.columns),
        written(&schools),
        written(&total),
    );
    format!(
        "<h3 id=\"{LABEL}\">{}</h3>\n{}{}{}\n",
        escaped(&dashboard.title),
        filters(&dashboard.heads, &schools),
        legend(report),
        scrolling(LABEL, &inner)
    )
}

fn sortable(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "",
        Audience::Internal => " data-sortable",
    }
}

fn heads(columns: &[String]) -> String {
    columns
        .iter()
        .map(|column| format!("<th scope=\"col\" class=\"n\">{}</th>", escaped(column)))
        .collect()
}

fn row(report: &Report, row: &DashboardRow) -> String {
    let cells: String = row.cells.iter().map(|of| cell(report, of)).collect();
    let class = if row.is_total { " class=\"total\"" } else { "" };
    format!(
        "<tr{class}><th scope=\"row\">{}</th><td>{}</td>{cells}</tr>\n",
        escaped(&row.name),
        escaped(&row.group)
    )
}

fn cell(report: &Report, cell: &DashboardCell) -> String {
    let (attribute, sign) = tint(report, cell.tint);
    let text = match cell.trace {
        Some(trace) => traced(trace, &cell.text),
        None => format!("<span class=\"absent\">{}</span>", escaped(&cell.text)),
    };
    format!("<td class=\"n\"{attribute}>{text}{sign}</td>")
}

/// Filters, of use only with the script.
fn filters(heads: &[String; 2], schools: &[&DashboardRow]) -> String {
    let [name, group] = heads.each_ref().map(|head| escaped(head));
    let mut groups: Vec<&str> = Vec::new();
    for school in schools {
        if !school.group.is_empty() && !groups.contains(&school.group.as_str()) {
            groups.push(&school.group);
        }
    }
    let options: String = groups
        .into_iter()
        .map(|group| format!("<option>{}</option>", escaped(group)))
        .collect();
    format!(
        "<div class=\"filters scripted\" role=\"search\" aria-label=\"筛选\">\
         <label>{name}<input type=\"search\" id=\"filter-name\" autocomplete=\"off\"></label>\
         <label>{group}<select id=\"filter-group\"><option value=\"\">全部</option>{options}</select></label>\
         <output id=\"filter-count\"></output></div>\n"
    )
}

fn legend(report: &Report) -> String {
    let is_tinted = report
        .dashboard
        .rows
        .iter()
        .flat_map(|row| &row.cells)
        .any(|cell| cell.tint.is_some());
    if report.audience == Audience::Public || !is_tinted {
        return String::new();
    }
    let entry = |of: Tint| {
        let TintWords { sign, words, class } = tint_words(of);
        format!("<li data-tint=\"{class}\"><span aria-hidden=\"true\">{sign}</span> {words}</li>")
    };
    let entries: String = [Tint::FarBelow, Tint::Below, Tint::Above, Tint::FarAbove]
        .map(entry)
        .concat();
    format!("<ul class=\"legend\" role=\"list\" aria-label=\"图例\">{entries}</ul>\n")
}
