//! Where each figure comes from: formula, 口径, calculation, both years, terms with their cells.
//!
//! Rows of cells are most of the page, so they go without the end tags that HTML lets out.

use voced_report::{Contribution, Figure, Report, SourceCell, Trace, TraceTerm};

use super::markup::escaped;

/// The view of all traces.
pub(super) fn view(report: &Report) -> String {
    let mut uses: Vec<Vec<(usize, &Figure)>> = vec![Vec::new(); report.traces.len()];
    for (idx, figure) in report.figures.iter().enumerate() {
        if let Some(of_trace) = uses.get_mut(figure.trace.0) {
            of_trace.push((idx, figure));
        }
    }
    let traces: String = report
        .traces
        .iter()
        .zip(&uses)
        .enumerate()
        .map(|(idx, (of, uses))| trace(idx, of, uses))
        .collect();
    format!(
        "<section class=\"view\" id=\"sources\" aria-labelledby=\"sources-title\">\n\
         <h2 id=\"sources-title\">数据溯源</h2>\n\
         <p class=\"lead\">共{}个指标值：公式、口径、计算过程，以及数据来自哪个工作簿、工作表和单元格。</p>\n\
         <div class=\"filters scripted\" role=\"search\" aria-label=\"查找指标\">\
         <label>指标或学校<input type=\"search\" id=\"find-trace\" autocomplete=\"off\"></label>\
         <output id=\"find-count\"></output></div>\n{traces}</section>\n",
        report.traces.len()
    )
}

fn trace(idx: usize, trace: &Trace, uses: &[(usize, &Figure)]) -> String {
    format!(
        "<section class=\"trace\" id=\"t{idx}\"><h3><span class=\"name\">{}</span> \
         <span class=\"entity\">{}</span> <span class=\"amount\">{}</span></h3>\n\
         <div class=\"body\">{}{}{}{}{}</div></section>\n",
        escaped(&trace.name),
        escaped(&trace.entity),
        escaped(&trace.display),
        years(trace),
        particulars(trace),
        contributions(trace),
        terms(&trace.terms),
        places(uses),
    )
}

fn years(trace: &Trace) -> String {
    let Some(last) = &trace.last else {
        return String::new();
    };
    let change = trace.change.as_ref().map_or_else(String::new, |change| {
        format!("<div><dt>变化</dt><dd>{}</dd></div>", escaped(change))
    });
    format!(
        "<dl class=\"years\"><div><dt>{}年</dt><dd>{}</dd></div>\
         <div><dt>{}年 <small>{}</small></dt><dd>{}</dd></div>{change}</dl>\n",
        trace.key.year,
        escaped(&trace.display),
        escaped(&last.year),
        escaped(&last.vintage),
        escaped(&last.display),
    )
}

fn particulars(trace: &Trace) -> String {
    let change = match trace.last {
        Some(_) => None,
        None => trace.change.as_deref(),
    };
    let entries = [
        ("公式", Some(trace.formula.as_str())),
        ("计算", Some(trace.calculation.as_str())),
        ("变化", change),
        ("覆盖", trace.coverage.as_deref()),
        ("口径", Some(trace.definition.as_str())),
        ("口径版本", Some(trace.version.as_str())),
        ("理由", trace.reason.as_deref()),
        ("出处", Some(trace.source.as_str())),
    ];
    let entry = |(name, text): (&str, Option<&str>)| match text {
        None | Some("") => String::new(),
        Some(text) => format!("<dt>{name}</dt><dd>{}</dd>", escaped(text)),
    };
    let entries: String = entries.map(entry).concat();
    format!("<dl class=\"particulars\">{entries}</dl>\n")
}

fn contributions(trace: &Trace) -> String {
    let contributions = &trace.contributions;
    let (caption, head) = match trace.by_region {
        true => ("各地区情况", "地区"),
        false => ("各校情况", "学校"),
    };
    if contributions.is_empty() {
        return String::new();
    }
    let is_quotient = contributions.iter().any(|of| !of.denominator.is_empty());
    let row = |of: &Contribution| {
        let (school, display) = (escaped(&of.school), escaped(&of.display));
        let (numerator, denominator) = (escaped(&of.numerator), escaped(&of.denominator));
        if is_quotient {
            format!("<tr><th>{school}<td>{display}<td>{numerator}<td>{denominator}")
        } else {
            format!("<tr><th>{school}<td>{display}")
        }
    };
    let rows: String = contributions.iter().map(row).collect();
    let heads = if is_quotient {
        "<th scope=\"col\">分子</th><th scope=\"col\">分母</th>"
    } else {
        ""
    };
    format!(
        "<table class=\"parts\"><caption>{caption}</caption><thead><tr><th scope=\"col\">{head}</th>\
         <th scope=\"col\">数值</th>{heads}</tr></thead><tbody>{rows}</tbody></table>\n"
    )
}

fn terms(terms: &[TraceTerm]) -> String {
    if terms.is_empty() {
        return String::new();
    }
    let terms: String = terms.iter().map(term).collect();
    format!(
        "<table class=\"cells\"><caption>来源单元格</caption><thead><tr><th scope=\"col\">学校</th>\
         <th scope=\"col\">数值</th><th scope=\"col\">工作簿·工作表·单元格</th></tr></thead>\
         {terms}</table>\n"
    )
}

/// The item stands once at the head of the term where all its cells are of one item.
fn term(term: &TraceTerm) -> String {
    let item = shared_item(&term.sources);
    let rows: String = term
        .sources
        .iter()
        .map(|source| source_row(source, item))
        .collect();
    let item = item.map_or_else(String::new, |item| {
        format!(" <small>{}</small>", escaped(item))
    });
    format!(
        "<tbody><tr class=\"term\"><th scope=\"rowgroup\">{}{item}</th><td>{}</td><td></td></tr>{rows}</tbody>\n",
        escaped(&term.role),
        escaped(&term.value),
    )
}

fn shared_item(sources: &[SourceCell]) -> Option<&str> {
    let first = sources.first()?;
    let is_shared = sources.iter().all(|source| source.item == first.item);
    is_shared.then_some(first.item.as_str())
}

fn source_row(source: &SourceCell, shared_item: Option<&str>) -> String {
    let item = match shared_item {
        Some(_) => String::new(),
        None => format!(" <small>{}</small>", escaped(&source.item)),
    };
    format!(
        "<tr><th>{}{item}<td>{}<td>{}·{}·<b>{}</b>",
        escaped(&source.entity),
        escaped(&source.value),
        escaped(&source.file),
        escaped(&source.sheet),
        escaped(&source.cell),
    )
}

/// Where in the text the fact is used.
fn places(uses: &[(usize, &Figure)]) -> String {
    if uses.is_empty() {
        return String::new();
    }
    let place = |(idx, figure): &(usize, &Figure)| {
        let place = match figure.place.as_str() {
            "" => "前言",
            place => place,
        };
        format!(
            "<li><a href=\"#f{idx}\"><span>{}</span> {}</a></li>",
            escaped(place),
            escaped(&figure.text)
        )
    };
    let places: String = uses.iter().map(place).collect();
    format!("<div class=\"places\"><h4>出现在</h4><ul role=\"list\">{places}</ul></div>")
}
