//! The values of a chart, with labels that show exactly the decimals that are printed.

use std::cmp::Reverse;

use voced_report::{Chart, ChartKind, Point, Series};

use super::chart_text::{LONGEST_NAME, TYPE, text_properties, val};
use super::xml::Xml;

pub(super) fn series_head(xml: &mut Xml, index: usize, series: &Series) {
    val(xml, "c:idx", index);
    val(xml, "c:order", index);
    xml.tag("c:tx", &[], |xml| {
        xml.tag("c:strRef", &[], |xml| {
            let column = column_letters(index + 1);
            xml.text("c:f", &[], &format!("Sheet1!${column}$1"));
            xml.tag("c:strCache", &[], |xml| {
                cache(xml, &[Some(series.name.as_str())])
            });
        });
    });
}

/// Numbers as they are printed: each label has as many decimals as its point, in the colour that is
/// read on what lies below it.
pub(super) fn labels<'i>(
    xml: &mut Xml,
    chart: &Chart,
    series: &Series,
    colour_of: impl Fn(usize) -> &'i str,
) {
    let usual = usual_decimals(series);
    xml.tag("c:dLbls", &[], |xml| {
        for (index, point) in series.points.iter().enumerate() {
            let Some(point) = point else { continue };
            let is_usual = decimals(point) == usual && colour_of(index) == colour_of(0);
            if !is_usual {
                xml.tag("c:dLbl", &[], |xml| {
                    val(xml, "c:idx", index);
                    label(xml, chart, decimals(point), colour_of(index));
                });
            }
        }
        label(xml, chart, usual, colour_of(0));
        if chart.kind == ChartKind::Doughnut {
            val(xml, "c:showLeaderLines", 0);
        }
    });
}

fn label(xml: &mut Xml, chart: &Chart, decimals: usize, colour: &str) {
    let code = number_format(decimals);
    xml.leaf("c:numFmt", &[("formatCode", &code), ("sourceLinked", &0)]);
    xml.tag("c:spPr", &[], |xml| xml.leaf("a:noFill", &[]));
    text_properties(xml, TYPE, colour);
    match chart.kind {
        ChartKind::Column | ChartKind::Bar | ChartKind::Panels => {
            val(xml, "c:dLblPos", "outEnd");
        }
        ChartKind::Line => val(xml, "c:dLblPos", "t"),
        ChartKind::Stacked => val(xml, "c:dLblPos", "ctr"),
        // A ring has no other place for its labels.
        ChartKind::Doughnut => {}
    }
    let shown = [
        ("c:showLegendKey", 0),
        ("c:showVal", 1),
        ("c:showCatName", 0),
        ("c:showSerName", 0),
        ("c:showPercent", 0),
        ("c:showBubbleSize", 0),
    ];
    for (name, value) in shown {
        val(xml, name, value);
    }
}

pub(super) fn data(xml: &mut Xml, chart: &Chart, index: usize, series: &Series) {
    let last = chart.categories.len() + 1;
    xml.tag("c:cat", &[], |xml| {
        xml.tag("c:strRef", &[], |xml| {
            xml.text("c:f", &[], &format!("Sheet1!$A$2:$A${last}"));
            let names: Vec<String> = chart.categories.iter().map(|name| short(name)).collect();
            let names: Vec<Option<&str>> = names.iter().map(|name| Some(name.as_str())).collect();
            xml.tag("c:strCache", &[], |xml| cache(xml, &names));
        });
    });
    xml.tag("c:val", &[], |xml| {
        xml.tag("c:numRef", &[], |xml| {
            let column = column_letters(index + 1);
            xml.text("c:f", &[], &format!("Sheet1!${column}$2:${column}${last}"));
            xml.tag("c:numCache", &[], |xml| {
                xml.text("c:formatCode", &[], &number_format(usual_decimals(series)));
                let texts: Vec<Option<&str>> = series
                    .points
                    .iter()
                    .map(|point| point.as_ref().map(|point| point.text.as_str()))
                    .collect();
                cache(xml, &texts);
            });
        });
    });
}

/// A name that leaves room for its bar; the workbook inside has the whole.
fn short(name: &str) -> String {
    match name.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

fn cache(xml: &mut Xml, texts: &[Option<&str>]) {
    val(xml, "c:ptCount", texts.len());
    for (index, text) in texts.iter().enumerate() {
        if let Some(text) = text {
            xml.tag("c:pt", &[("idx", &index)], |xml| xml.text("c:v", &[], text));
        }
    }
}

/// Letters of a column, from 0.
fn column_letters(index: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).expect("a letter is below 26"));
    match index / 26 {
        0 => letter(index).to_string(),
        more => format!("{}{}", column_letters(more - 1), letter(index)),
    }
}

/// Decimals of a point as printed.
pub(super) fn decimals(point: &Point) -> usize {
    point
        .text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
}

/// A format that shows so many decimals.
pub(super) fn number_format(decimals: usize) -> String {
    match decimals {
        0 => "0".to_owned(),
        more => format!("0.{}", "0".repeat(more)),
    }
}

/// Decimals of most points of a series; the fewer where as many have the one as the other.
fn usual_decimals(series: &Series) -> usize {
    let all: Vec<usize> = series.points.iter().flatten().map(decimals).collect();
    let count = |wanted: usize| all.iter().filter(|one| **one == wanted).count();
    let best = all
        .iter()
        .copied()
        .max_by_key(|one| (count(*one), Reverse(*one)));
    best.unwrap_or(0)
}
