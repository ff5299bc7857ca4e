//! Text in a chart: its size, its colour, and the elements that the format asks for around it.

use super::xml::Xml;

/// Characters of a name beside its bar.
pub(super) const LONGEST_NAME: usize = 24;
/// Type in a chart, in hundredths of a point.
pub(super) const TYPE: i32 = 900;

pub(super) fn text_properties(xml: &mut Xml, size: i32, colour: &str) {
    xml.tag("c:txPr", &[], |xml| {
        xml.leaf("a:bodyPr", &[]);
        xml.leaf("a:lstStyle", &[]);
        xml.tag("a:p", &[], |xml| {
            xml.tag("a:pPr", &[], |xml| default_run(xml, size, colour));
            xml.leaf("a:endParaRPr", &[("lang", &"zh-CN")]);
        });
    });
}

pub(super) fn default_run(xml: &mut Xml, size: i32, colour: &str) {
    xml.tag("a:defRPr", &[("sz", &size), ("b", &0)], |xml| {
        solid(xml, colour);
        xml.leaf("a:latin", &[("typeface", &super::fonts::LATIN)]);
        xml.leaf("a:ea", &[("typeface", &super::fonts::Font::Song.name())]);
    });
}

pub(super) fn val(xml: &mut Xml, name: &str, value: impl std::fmt::Display) {
    xml.leaf(name, &[("val", &value)]);
}

pub(super) fn solid(xml: &mut Xml, colour: &str) {
    xml.tag("a:solidFill", &[], |xml| {
        xml.leaf("a:srgbClr", &[("val", &colour)])
    });
}
