//! The report as a Word document: text, tables and charts that can be edited, each figure marked.
//!
//! Nothing here computes or rounds a figure, and nothing asks a clock: the same report gives the
//! same bytes. The text is written first, its pages are counted, and the table of contents is put
//! before it.

// In the order in which to read them.
mod body;
mod cursor;
mod front;
mod section;

mod chart;
mod chart_book;
mod chart_line;
mod chart_series;
mod chart_text;
mod drawing;
mod picture;
mod table;
mod traces;

mod bookmarks;
mod column_fit;
mod fonts;
mod grid;
mod line_box;
mod notes;
mod page;
mod page_breaker;
mod paragraph_style;
mod run_writer;
mod styles;
mod theme;

mod package;
mod props;
mod written_text;
mod xml;

mod error;

use voced_report::Report;

pub use self::error::DocxError;

use self::cursor::PageCursor;
use self::notes::Notes;
use self::package::{Package, Relationship, Target};
use self::section::Heads;
use self::xml::{Attributes, Xml};

/// Writes the report as a Word document.
///
/// # Errors
/// [`DocxError`] where the package or the workbook of a chart cannot be written, which plain data
/// does not cause.
pub fn docx(report: &Report) -> Result<Vec<u8>, DocxError> {
    let body = body::body(report);
    let mut package = Package::new();
    package.relationships("_rels/.rels", &roots());
    package.part("docProps/core.xml", CORE, props::core(report));
    package.part("docProps/custom.xml", CUSTOM, props::custom(report));
    let charts = body.charts.clone();
    let (text, notes) = document(report, body);
    written_text::put(&mut package, report, notes);
    package.part("word/document.xml", DOCUMENT, text);
    package.relationships("word/_rels/document.xml.rels", &links(report, charts.len()));
    package.part("word/styles.xml", STYLES, styles::styles());
    package.part("word/settings.xml", SETTINGS, styles::settings());
    package.part("word/fontTable.xml", FONTS, styles::font_table());
    package.part("word/theme/theme1.xml", THEME, theme::theme());
    package.part(
        "word/footer1.xml",
        FOOTER,
        section::footer(&paragraph_style::FOOTER),
    );
    package.part(
        "word/footer2.xml",
        FOOTER,
        section::footer(&paragraph_style::FOOTER_EVEN),
    );
    if Heads::of(report) == Heads::There {
        package.part("word/header1.xml", HEADER, section::header(report, 1));
        package.part("word/header2.xml", HEADER, section::header(report, 2));
    }
    for (number, chart) in (1..).zip(charts) {
        let book = format!("word/embeddings/chart{number}.xlsx");
        package.part(
            format!("word/charts/chart{number}.xml"),
            CHART,
            chart::part(&chart::drawable(chart)),
        );
        let to_book = Relationship {
            id: "rId1".to_owned(),
            kind: PACKAGE_LINK,
            target: Target::Part(format!("../embeddings/chart{number}.xlsx")),
        };
        package.relationships(
            format!("word/charts/_rels/chart{number}.xml.rels"),
            &[to_book],
        );
        package.plain(book, chart_book::workbook(&chart::drawable(chart), report)?);
    }
    picture::put(&mut package, report);
    package.finish()
}

const DOCUMENT: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
const STYLES: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml";
const SETTINGS: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml";
const FONTS: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml";
const THEME: &str = "application/vnd.openxmlformats-officedocument.theme+xml";
const FOOTER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml";
const HEADER: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml";
const CHART: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const CORE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
const CUSTOM: &str = "application/vnd.openxmlformats-officedocument.custom-properties+xml";

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package";

fn roots() -> [Relationship; 3] {
    let link = |id: &str, kind: &'static str, target: &str| Relationship {
        id: id.to_owned(),
        kind,
        target: Target::Part(target.to_owned()),
    };
    [
        link(
            "rId1",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
            "word/document.xml",
        ),
        link(
            "rId2",
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
            "docProps/core.xml",
        ),
        link(
            "rId3",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
            "docProps/custom.xml",
        ),
    ]
}

fn links(report: &Report, n_charts: usize) -> Vec<Relationship> {
    let link = |id: &str, kind: &'static str, target: String| Relationship {
        id: id.to_owned(),
        kind,
        target: Target::Part(target),
    };
    let mut links = vec![
        link("rIdStyles", STYLES_LINK, "styles.xml".to_owned()),
        link("rIdSettings", SETTINGS_LINK, "settings.xml".to_owned()),
        link("rIdFonts", FONTS_LINK, "fontTable.xml".to_owned()),
        link("rIdTheme", THEME_LINK, "theme/theme1.xml".to_owned()),
    ];
    for (id, target) in section::PARTS {
        let is_header = target.starts_with("header");
        if !is_header || Heads::of(report) == Heads::There {
            let kind = if is_header { HEADER_LINK } else { FOOTER_LINK };
            links.push(link(id, kind, target.to_owned()));
        }
    }
    links.push(link(
        "rIdWritten",
        written_text::LINK,
        written_text::TARGET.to_owned(),
    ));
    for number in 1..=n_charts {
        let target = format!("charts/chart{number}.xml");
        links.push(link(&chart::relationship(number), CHART_LINK, target));
    }
    links.extend(picture::links(report));
    links.extend(report.sources_stem().map(|stem| Relationship {
        id: run_writer::SOURCES.to_owned(),
        kind: HYPERLINK,
        target: Target::File(format!("{stem}.docx")),
    }));
    links
}

const STYLES_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles";
const SETTINGS_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings";
const FONTS_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable";
const THEME_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme";
const HEADER_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header";
const FOOTER_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer";
const HYPERLINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink";
const CHART_LINK: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart";

const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";
const W15: &str = "http://schemas.microsoft.com/office/word/2012/wordml";

/// The main part, and what its text says.
fn document(report: &Report, body: PageCursor<'_>) -> (Vec<u8>, Notes) {
    let spaces: Attributes<'_> = &[
        ("xmlns:w", &styles::W),
        ("xmlns:r", &RELATIONSHIPS),
        ("xmlns:wp", &chart::drawing_namespace()),
        ("xmlns:mc", &COMPATIBILITY),
        ("xmlns:w15", &W15),
        ("mc:Ignorable", &"w15"),
    ];
    let pages = body.pages.pages();
    let mut xml = Xml::part();
    xml.tag("w:document", spaces, |xml| {
        xml.tag("w:body", &[], |xml| {
            if report.has_headings() {
                front::front(xml, report, &body.runs.bookmarks, &pages);
            }
            xml.put(body.xml);
        });
    });
    xml.parts()
}
