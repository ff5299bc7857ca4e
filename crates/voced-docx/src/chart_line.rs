//! Lines of a native chart.

use voced_charts::paints;
use voced_report::{Chart, Series};

use super::chart::TEXT;
use super::chart_series::{data, labels, series_head};
use super::chart_text::{solid, val};
use super::xml::{Attributes, Xml};

/// Width of a line, in the format's units.
const WIDTH: i32 = 22_225;

/// A line for each series; none leads to a point that is counted otherwise than those before it.
pub(super) fn lines(xml: &mut Xml, chart: &Chart) {
    xml.tag("c:lineChart", &[], |xml| {
        val(xml, "c:grouping", "standard");
        val(xml, "c:varyColors", 0);
        let paints = paints(chart);
        for (index, series) in chart.series.iter().enumerate() {
            xml.tag("c:ser", &[], |xml| {
                series_head(xml, index, series);
                let colour = paints[index].fill;
                xml.tag("c:spPr", &[], |xml| stroke(xml, colour));
                marker(xml, colour, colour);
                breaks(xml, series, colour);
                labels(xml, chart, series, |_| TEXT);
                data(xml, chart, index, series);
                val(xml, "c:smooth", 0);
            });
        }
        val(xml, "c:marker", 1);
        val(xml, "c:axId", 1);
        val(xml, "c:axId", 2);
    });
}

fn breaks(xml: &mut Xml, series: &Series, colour: &str) {
    for point in &series.breaks {
        xml.tag("c:dPt", &[], |xml| {
            val(xml, "c:idx", point);
            marker(xml, "FFFFFF", colour);
            val(xml, "c:bubble3D", 0);
            xml.tag("c:spPr", &[], |xml| {
                xml.tag("a:ln", &[], |xml| xml.leaf("a:noFill", &[]));
            });
        });
    }
}

fn marker(xml: &mut Xml, fill: &str, edge: &str) {
    xml.tag("c:marker", &[], |xml| {
        val(xml, "c:symbol", "circle");
        val(xml, "c:size", 6);
        xml.tag("c:spPr", &[], |xml| {
            solid(xml, fill);
            xml.tag("a:ln", &[("w", &9525)], |xml| solid(xml, edge));
        });
    });
}

fn stroke(xml: &mut Xml, colour: &str) {
    let line: Attributes<'_> = &[("w", &WIDTH), ("cap", &"rnd")];
    xml.tag("a:ln", line, |xml| {
        solid(xml, colour);
        xml.leaf("a:round", &[]);
    });
}
