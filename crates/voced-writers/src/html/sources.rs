//! Where each figure comes from: formula, 口径, calculation, both years, terms with their cells.
//!
//! Rows of cells are most of the page, so they go without the end tags that HTML lets out: in a
//! template `td;`, which has none.

use maud::{Markup, html};
use voced_report::{Contribution, Figure, Report, SourceCell, Trace, TraceTerm};

/// The view of all traces.
pub(super) fn view(report: &Report) -> Markup {
    let uses = uses(report);
    html! {
        section.view #sources aria-labelledby="sources-title" {
            "\n" h2 #sources-title { "数据溯源" }
            "\n" p.lead {
                "共" (report.traces.len())
                "个指标值：公式、口径、计算过程，以及数据来自哪个工作簿、工作表和单元格。"
            }
            "\n" div class="filters scripted" role="search" aria-label="查找指标" {
                label { "指标或学校" input type="search" id="find-trace" autocomplete="off"; }
                output #find-count {}
            }
            "\n"
            @for (idx, (of, uses)) in report.traces.iter().zip(&uses).enumerate() {
                (trace(idx, of, uses))
            }
        }
        "\n"
    }
}

/// For each trace the figures of the text that lead to it, with their ids.
fn uses(report: &Report) -> Vec<Vec<(usize, &Figure)>> {
    let mut uses: Vec<Vec<(usize, &Figure)>> = vec![Vec::new(); report.traces.len()];
    for (idx, figure) in report.figures.iter().enumerate() {
        if let Some(of_trace) = uses.get_mut(figure.trace.0) {
            of_trace.push((idx, figure));
        }
    }
    uses
}

fn trace(idx: usize, trace: &Trace, uses: &[(usize, &Figure)]) -> Markup {
    html! {
        section.trace id={ "t" (idx) } {
            h3 {
                span.name { (trace.name) } " "
                span.entity { (trace.entity) } " "
                span.amount { (trace.display) }
            }
            "\n" div.body {
                (years(trace))
                (particulars(trace))
                (contributions(trace))
                (terms(&trace.terms))
                (places(uses))
            }
        }
        "\n"
    }
}

fn years(trace: &Trace) -> Markup {
    html! {
        @if let Some(last) = &trace.last {
            dl.years {
                div { dt { (trace.key.year) "年" } dd { (trace.display) } }
                div { dt { (last.year) "年 " small { (last.provenance) } } dd { (last.display) } }
                @if let Some(change) = &trace.change { div { dt { "变化" } dd { (change) } } }
            }
            "\n"
        }
    }
}

fn particulars(trace: &Trace) -> Markup {
    let change = match trace.last {
        Some(_) => None,
        None => trace.change.as_deref(),
    };
    let of_last = trace.last.as_ref().and_then(|last| last.basis.as_deref());
    let basis = trace.basis.as_deref().or(of_last);
    let entries = [
        ("公式", Some(trace.formula.as_str())),
        ("计算", Some(trace.calculation.as_str())),
        ("变化", change),
        ("另比", trace.same_schools.as_deref()),
        ("上年", basis),
        ("覆盖", trace.coverage.as_deref()),
        ("口径", Some(trace.definition.as_str())),
        ("口径版本", Some(trace.version.as_str())),
        ("理由", trace.reason.as_deref()),
        ("出处", Some(trace.source.as_str())),
    ];
    html! {
        dl.particulars {
            @for (name, text) in entries {
                @if let Some(text) = text.filter(|text| !text.is_empty()) {
                    dt { (name) } dd { (text) }
                }
            }
        }
        "\n"
    }
}

fn contributions(trace: &Trace) -> Markup {
    let contributions = &trace.contributions;
    let (caption, head) = if trace.by_region {
        ("各地区情况", "地区")
    } else {
        ("各校情况", "学校")
    };
    let is_quotient = contributions.iter().any(|of| !of.denominator.is_empty());
    html! {
        @if !contributions.is_empty() {
            table.parts {
                caption { (caption) }
                thead {
                    tr {
                        th scope="col" { (head) } th scope="col" { "数值" }
                        @if is_quotient { th scope="col" { "分子" } th scope="col" { "分母" } }
                    }
                }
                tbody { @for of in contributions { (contribution(of, is_quotient)) } }
            }
            "\n"
        }
    }
}

fn contribution(of: &Contribution, is_quotient: bool) -> Markup {
    html! {
        tr; th; (of.school) td; (of.display)
        @if is_quotient { td; (of.numerator) td; (of.denominator) }
    }
}

fn terms(terms: &[TraceTerm]) -> Markup {
    html! {
        @if !terms.is_empty() {
            table.cells {
                caption { "来源单元格" }
                thead {
                    tr {
                        th scope="col" { "学校" } th scope="col" { "数值" }
                        th scope="col" { "工作簿·工作表·单元格" }
                    }
                }
                @for of in terms { (term(of)) }
            }
            "\n"
        }
    }
}

/// The item stands once at the head of the term where all its cells are of one item.
fn term(term: &TraceTerm) -> Markup {
    let item = shared_item(&term.sources);
    html! {
        tbody {
            tr.term {
                th scope="rowgroup" { (term.role) @if let Some(item) = item { " " small { (item) } } }
                td { (term.value) }
                td {}
            }
            @for source in &term.sources { (source_row(source, item.is_some())) }
        }
        "\n"
    }
}

fn shared_item(sources: &[SourceCell]) -> Option<&str> {
    let first = sources.first()?;
    let is_shared = sources.iter().all(|source| source.item == first.item);
    is_shared.then_some(first.item.as_str())
}

fn source_row(source: &SourceCell, item_is_shared: bool) -> Markup {
    html! {
        tr; th; (source.entity) @if !item_is_shared { " " small { (source.item) } }
        td; (source.value)
        td; (source.file) "·" (source.sheet) "·" b { (source.cell) }
    }
}

/// Where in the text the fact is used.
fn places(uses: &[(usize, &Figure)]) -> Markup {
    html! {
        @if !uses.is_empty() {
            div.places {
                h4 { "出现在" }
                ul role="list" { @for (idx, figure) in uses { (place(*idx, figure)) } }
            }
        }
    }
}

fn place(idx: usize, figure: &Figure) -> Markup {
    let place = match figure.place.as_str() {
        "" => "前言",
        place => place,
    };
    html! { li { a href={ "#f" (idx) } { span { (place) } " " (figure.text) } } }
}
