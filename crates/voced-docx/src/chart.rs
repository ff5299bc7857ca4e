//! Native charts: a drawing in the text and a part that Word, WPS and LibreOffice draw and edit.

use std::borrow::Cow;

use voced_charts::paints;
use voced_report::{Chart, ChartKind, Series};

use super::chart_line;
use super::chart_series::{data, labels, series_head};
use super::chart_text::{LONGEST_NAME, TYPE, default_run, solid, text_properties, val};
use super::drawing::Drawing;
use super::page::{Orientation, mm};
use super::xml::{Attributes, Xml};

const C: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WP: &str = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

/// Of text beside bars and slices.
pub(super) const TEXT: &str = "404040";
const LINES: &str = "BFBFBF";

/// Width and height of a chart, in twentieths of a point.
pub(super) fn size(chart: &Chart) -> (i32, i32) {
    let width = Orientation::Portrait.page().text_width();
    let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX).clamp(1, 100);
    let (n_bars, n_series) = (count(chart.categories.len()), count(chart.series.len()));
    let height = match chart.kind {
        ChartKind::Column => mm(72),
        ChartKind::Doughnut => (mm(12) + n_bars * mm(7)).max(mm(68)),
        ChartKind::Bar => mm(18) + n_bars * (mm(4) + n_series * mm(4)),
        ChartKind::Stacked => mm(24) + n_bars * mm(9),
        ChartKind::Line => mm(80),
        ChartKind::Panels => mm(86),
    };
    (width, height.clamp(mm(45), mm(190)))
}

/// The drawing in its line.
pub(super) fn drawing(xml: &mut Xml, chart: &Chart, number: usize, size: (i32, i32)) {
    let drawing = Drawing {
        id: number,
        name: &format!("图{}", chart.number),
        alt: &chart.alt,
        size,
        uri: C,
    };
    drawing.run(xml, |xml| {
        let id = relationship(number);
        xml.leaf("c:chart", &[("xmlns:c", &C), ("r:id", &id)]);
    });
}

/// Namespace of drawings in the text.
pub(super) fn drawing_namespace() -> &'static str {
    WP
}

/// Relationship of the `number`th chart.
pub(super) fn relationship(number: usize) -> String {
    format!("rIdChart{number}")
}

/// A chart as Word draws it: it has no small lines side by side, so that they are columns of each year by
/// school.
pub(super) fn drawable(chart: &Chart) -> Cow<'_, Chart> {
    if chart.kind != ChartKind::Panels {
        return Cow::Borrowed(chart);
    }
    let years = chart.categories.iter().enumerate();
    let series = years.map(|(idx, year)| Series {
        name: year.clone(),
        points: chart
            .series
            .iter()
            .map(|one| one.points[idx].clone())
            .collect(),
        breaks: Vec::new(),
    });
    Cow::Owned(Chart {
        kind: ChartKind::Column,
        categories: chart.series.iter().map(|one| one.name.clone()).collect(),
        series: series.collect(),
        ..chart.clone()
    })
}

/// The part of a chart; its only relationship is the workbook with its values.
pub(super) fn part(chart: &Chart) -> Vec<u8> {
    let mut xml = Xml::part();
    let spaces: Attributes<'_> = &[("xmlns:c", &C), ("xmlns:a", &A), ("xmlns:r", &R)];
    xml.tag("c:chartSpace", spaces, |xml| {
        val(xml, "c:date1904", 0);
        val(xml, "c:roundedCorners", 0);
        xml.tag("c:chart", &[], |xml| inside(xml, chart));
        xml.tag("c:spPr", &[], |xml| {
            xml.leaf("a:noFill", &[]);
            xml.tag("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
        });
        text_properties(xml, TYPE, TEXT);
        xml.tag("c:externalData", &[("r:id", &"rId1")], |xml| {
            val(xml, "c:autoUpdate", 0)
        });
    });
    xml.bytes()
}

fn inside(xml: &mut Xml, chart: &Chart) {
    if !chart.unit.is_empty() {
        unit(xml, &chart.unit);
    }
    val(xml, "c:autoTitleDeleted", i32::from(chart.unit.is_empty()));
    xml.tag("c:plotArea", &[], |xml| {
        if chart.kind == ChartKind::Line {
            xml.leaf("c:layout", &[]);
            chart_line::lines(xml, chart);
            axes(xml, chart);
        } else if chart.kind == ChartKind::Doughnut {
            // Long names beside a ring would leave no room for it.
            corner(xml, &[("x", 0.05), ("y", 0.1), ("w", 0.42), ("h", 0.86)]);
            doughnut(xml, chart);
        } else {
            plot_layout(xml, chart);
            bars(xml, chart);
            axes(xml, chart);
        }
    });
    if chart.series.len() > 1 || chart.kind == ChartKind::Doughnut {
        xml.tag("c:legend", &[], |xml| {
            let is_ring = chart.kind == ChartKind::Doughnut;
            val(xml, "c:legendPos", if is_ring { "r" } else { "b" });
            if is_ring {
                corner(xml, &[("x", 0.55), ("y", 0.1), ("w", 0.43), ("h", 0.86)]);
            }
            val(xml, "c:overlay", 0);
            text_properties(xml, TYPE, TEXT);
        });
    }
    val(xml, "c:plotVisOnly", 1);
    val(xml, "c:dispBlanksAs", "gap");
}

/// The unit stands above the values, as in a table.
fn unit(xml: &mut Xml, unit: &str) {
    xml.tag("c:title", &[], |xml| {
        xml.tag("c:tx", &[], |xml| {
            xml.tag("c:rich", &[], |xml| {
                xml.leaf("a:bodyPr", &[]);
                xml.tag("a:p", &[], |xml| {
                    xml.tag("a:pPr", &[], |xml| default_run(xml, TYPE, TEXT));
                    xml.tag("a:r", &[], |xml| {
                        xml.leaf("a:rPr", &[("lang", &"zh-CN"), ("sz", &TYPE), ("b", &0)]);
                        xml.text("a:t", &[], &format!("单位：{unit}"));
                    });
                });
            });
        });
        corner(xml, &[("x", 0.01), ("y", 0.01)]);
        val(xml, "c:overlay", 0);
    });
}

/// Horizontal bars leave room on the left for their names, at most 40% of the width.
fn plot_layout(xml: &mut Xml, chart: &Chart) {
    if is_upright(chart) {
        return xml.leaf("c:layout", &[]);
    }
    let names = chart.categories.iter().map(|name| name.chars().count());
    let longest = names.max().unwrap_or(0).min(LONGEST_NAME);
    let left = (longest as f64 * 0.021 + 0.02).clamp(0.08, 0.4);
    let below = if chart.series.len() > 1 { 0.16 } else { 0.04 };
    corner(
        xml,
        &[
            ("x", left),
            ("y", 0.1),
            ("w", 0.94 - left),
            ("h", 0.9 - below),
        ],
    );
}

/// A place in the chart by shares of its width and height.
fn corner(xml: &mut Xml, shares: &[(&str, f64)]) {
    xml.tag("c:layout", &[], |xml| {
        xml.tag("c:manualLayout", &[], |xml| {
            if shares.len() > 2 {
                val(xml, "c:layoutTarget", "inner");
            }
            val(xml, "c:xMode", "edge");
            val(xml, "c:yMode", "edge");
            for (name, share) in shares {
                val(xml, &format!("c:{name}"), share);
            }
        });
    });
}

fn bars(xml: &mut Xml, chart: &Chart) {
    let is_stacked = chart.kind == ChartKind::Stacked;
    xml.tag("c:barChart", &[], |xml| {
        val(
            xml,
            "c:barDir",
            if is_upright(chart) { "col" } else { "bar" },
        );
        val(
            xml,
            "c:grouping",
            if is_stacked { "stacked" } else { "clustered" },
        );
        val(xml, "c:varyColors", 0);
        let paints = paints(chart);
        for (index, series) in chart.series.iter().enumerate() {
            let inside = if is_stacked { paints[index].text } else { TEXT };
            xml.tag("c:ser", &[], |xml| {
                series_head(xml, index, series);
                fill(xml, paints[index].fill);
                val(xml, "c:invertIfNegative", 0);
                if is_labelled(chart) {
                    labels(xml, chart, series, |_| inside);
                }
                data(xml, chart, index, series);
            });
        }
        val(
            xml,
            "c:gapWidth",
            if chart.categories.len() < 3 { 160 } else { 60 },
        );
        if is_stacked {
            val(xml, "c:overlap", 100);
        }
        val(xml, "c:axId", 1);
        val(xml, "c:axId", 2);
    });
}

fn doughnut(xml: &mut Xml, chart: &Chart) {
    xml.tag("c:doughnutChart", &[], |xml| {
        val(xml, "c:varyColors", 1);
        let paints = paints(chart);
        for (index, series) in chart.series.iter().enumerate() {
            xml.tag("c:ser", &[], |xml| {
                series_head(xml, index, series);
                for (point, paint) in paints.iter().enumerate() {
                    xml.tag("c:dPt", &[], |xml| {
                        val(xml, "c:idx", point);
                        val(xml, "c:bubble3D", 0);
                        fill(xml, paint.fill);
                    });
                }
                labels(xml, chart, series, |point| {
                    paints.get(point).map_or(TEXT, |paint| paint.text)
                });
                data(xml, chart, index, series);
            });
        }
        val(xml, "c:firstSliceAng", 0);
        val(xml, "c:holeSize", 55);
    });
}

fn axes(xml: &mut Xml, chart: &Chart) {
    let is_upright = is_upright(chart);
    let is_line = chart.kind == ChartKind::Line;
    xml.tag("c:catAx", &[], |xml| {
        val(xml, "c:axId", 1);
        xml.tag("c:scaling", &[], |xml| {
            // Lying bars are drawn from below; the first name belongs on top.
            val(
                xml,
                "c:orientation",
                if is_upright { "minMax" } else { "maxMin" },
            );
        });
        val(xml, "c:delete", 0);
        val(xml, "c:axPos", if is_upright { "b" } else { "l" });
        axis_marks(xml, "low");
        xml.tag("c:spPr", &[], |xml| line(xml, LINES));
        text_properties(xml, TYPE, TEXT);
        val(xml, "c:crossAx", 2);
        val(xml, "c:crosses", "autoZero");
        val(xml, "c:auto", 0);
        val(xml, "c:lblAlgn", "ctr");
        val(xml, "c:lblOffset", 100);
        val(xml, "c:noMultiLvlLbl", 1);
    });
    xml.tag("c:valAx", &[], |xml| {
        val(xml, "c:axId", 2);
        xml.tag("c:scaling", &[], |xml| {
            val(xml, "c:orientation", "minMax");
            if chart.kind == ChartKind::Stacked {
                val(xml, "c:max", 100);
            }
            // Bars must start at zero to be comparable.
            if !is_line && !has_negative(chart) {
                val(xml, "c:min", 0);
            }
        });
        // The axis of values is hidden where every bar is labelled; lines need not begin at zero, which it shows.
        let is_hidden = !is_line && is_labelled(chart);
        val(xml, "c:delete", i32::from(is_hidden));
        val(xml, "c:axPos", if is_upright { "l" } else { "b" });
        xml.leaf(
            "c:numFmt",
            &[("formatCode", &"General"), ("sourceLinked", &0)],
        );
        axis_marks(xml, "nextTo");
        val(xml, "c:crossAx", 1);
        val(xml, "c:crosses", "autoZero");
        val(xml, "c:crossBetween", "between");
    });
}

/// More upright bars have no room for their values beside each other.
const MOST_LABELLED: usize = 24;

fn is_labelled(chart: &Chart) -> bool {
    let n_bars = chart.categories.len() * chart.series.len();
    chart.kind != ChartKind::Column || n_bars <= MOST_LABELLED
}

fn is_upright(chart: &Chart) -> bool {
    matches!(
        chart.kind,
        ChartKind::Column | ChartKind::Line | ChartKind::Panels
    )
}

fn axis_marks(xml: &mut Xml, labels: &str) {
    val(xml, "c:majorTickMark", "none");
    val(xml, "c:minorTickMark", "none");
    val(xml, "c:tickLblPos", labels);
}

fn has_negative(chart: &Chart) -> bool {
    let mut points = chart
        .series
        .iter()
        .flat_map(|series| series.points.iter().flatten());
    points.any(|point| point.text.starts_with('-'))
}

fn fill(xml: &mut Xml, colour: &str) {
    xml.tag("c:spPr", &[], |xml| {
        solid(xml, colour);
        line(xml, "FFFFFF");
    });
}

fn line(xml: &mut Xml, colour: &str) {
    xml.tag("a:ln", &[("w", &6350)], |xml| solid(xml, colour));
}
