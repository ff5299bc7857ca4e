//! Properties of the document: who, when, and what each figure is.

use voced_domain::MarkedFigure;
use voced_report::Report;

use super::bookmarks::figure_name;
use super::xml::{Attributes, Xml};

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const TERMS: &str = "http://purl.org/dc/terms/";
const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const CUSTOM: &str = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties";
const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes";
/// Which set of properties: those that users define.
const USER_DEFINED: &str = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}";

/// `docProps/core.xml`.
pub(super) fn core(report: &Report) -> Vec<u8> {
    let date = format!("{}T00:00:00Z", report.issued);
    let is_date: Attributes<'_> = &[("xsi:type", &"dcterms:W3CDTF")];
    let spaces: Attributes<'_> = &[
        ("xmlns:cp", &CORE),
        ("xmlns:dc", &DC),
        ("xmlns:dcterms", &TERMS),
        ("xmlns:xsi", &XSI),
    ];
    let mut xml = Xml::part();
    xml.tag("cp:coreProperties", spaces, |xml| {
        xml.text("dc:title", &[], &report.title);
        xml.text("dc:subject", &[], report.audience.name());
        xml.text("dc:creator", &[], &report.bureau);
        xml.text("cp:lastModifiedBy", &[], &report.bureau);
        xml.text("dcterms:created", is_date, &date);
        xml.text("dcterms:modified", is_date, &date);
        xml.text("dc:language", &[], "zh-CN");
    });
    xml.bytes()
}

/// `docProps/custom.xml`: the tag of each figure and the text it was given, under the name of its
/// bookmark. Properties survive where a program drops what it does not know inside the text.
pub(super) fn custom(report: &Report) -> Vec<u8> {
    let mut xml = Xml::part();
    let spaces: Attributes<'_> = &[("xmlns", &CUSTOM), ("xmlns:vt", &TYPES)];
    xml.tag("Properties", spaces, |xml| {
        for (index, figure) in report.figures.iter().enumerate() {
            let name = figure_name(voced_report::FigureId(index));
            // Numbers up to 1 are reserved.
            let attributes: Attributes<'_> = &[
                ("fmtid", &USER_DEFINED),
                ("pid", &(index + 2)),
                ("name", &name),
            ];
            xml.tag("property", attributes, |xml| {
                let figure = MarkedFigure {
                    tag: figure.tag.clone(),
                    text: figure.text.clone(),
                };
                xml.text("vt:lpwstr", &[], &figure.to_string());
            });
        }
    });
    xml.bytes()
}
