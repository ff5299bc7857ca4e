//! Sections: page, grid, headers with the watermark, footers with the page number.

use voced_report::{Audience, Report};

use super::page::{Orientation, character_space, line_pitch, mm};
use super::paragraph_style;
use super::run_writer::{Weight, field, run};
use super::styles::W;
use super::xml::{Attributes, Xml};

/// Height of the empty paragraph that ends a section.
pub(super) const END_HEIGHT: i32 = 20;
/// From the edge of the page to the header.
const HEADER: i32 = mm(15);
/// From the text to the foot of the page number, which stands 7 mm below it.
const NUMBER_BELOW: i32 = mm(14);

/// Relationships of the parts that sections refer to.
pub(super) const PARTS: [(&str, &str); 4] = [
    ("rIdHeader1", "header1.xml"),
    ("rIdHeader2", "header2.xml"),
    ("rIdFooter1", "footer1.xml"),
    ("rIdFooter2", "footer2.xml"),
];

/// How the pages of a section are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Not at all: the cover.
    None,
    /// With Roman numbers: what stands before the text.
    Roman,
    /// From 1: where the text begins.
    FromOne,
    /// On from the section before.
    Goes,
}

/// Whether anything stands at the head of a page or behind its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heads {
    /// Nothing.
    None,
    /// The words that say that it is a draft, or for whom it is.
    There,
}

impl Heads {
    pub(super) fn of(report: &Report) -> Self {
        if report.draft.is_some() || report.audience == Audience::Internal {
            Heads::There
        } else {
            Heads::None
        }
    }
}

/// An empty paragraph that ends a section.
pub(super) fn end(xml: &mut Xml, orientation: Orientation, numbering: Numbering, heads: Heads) {
    xml.tag("w:p", &[], |xml| {
        xml.tag("w:pPr", &[], |xml| {
            xml.val("w:pStyle", paragraph_style::GAP.id);
            let exact: Attributes<'_> = &[("w:line", &END_HEIGHT), ("w:lineRule", &"exact")];
            xml.leaf("w:spacing", exact);
            properties(xml, orientation, numbering, heads);
        });
    });
}

/// `w:sectPr`.
pub(super) fn properties(
    xml: &mut Xml,
    orientation: Orientation,
    numbering: Numbering,
    heads: Heads,
) {
    xml.tag("w:sectPr", &[], |xml| {
        references(xml, numbering, heads);
        let kind = match numbering {
            // Odd numbers stand on the right also where the sheet is printed on both sides.
            Numbering::FromOne | Numbering::Roman => "oddPage",
            Numbering::Goes | Numbering::None => "nextPage",
        };
        xml.val("w:type", kind);
        page(xml, orientation);
        match numbering {
            Numbering::None | Numbering::Goes => {}
            Numbering::Roman => {
                xml.leaf("w:pgNumType", &[("w:fmt", &"upperRoman"), ("w:start", &1)])
            }
            Numbering::FromOne => xml.leaf("w:pgNumType", &[("w:start", &1)]),
        }
        xml.leaf(
            "w:docGrid",
            &[
                ("w:type", &"linesAndChars"),
                ("w:linePitch", &line_pitch()),
                ("w:charSpace", &character_space()),
            ],
        );
    });
}

fn references(xml: &mut Xml, numbering: Numbering, heads: Heads) {
    let mut reference = |name: &str, kind: &str, id: &str| {
        xml.leaf(name, &[("w:type", &kind), ("r:id", &id)]);
    };
    if heads == Heads::There {
        reference("w:headerReference", "default", PARTS[0].0);
        reference("w:headerReference", "even", PARTS[1].0);
    }
    if numbering != Numbering::None {
        reference("w:footerReference", "default", PARTS[2].0);
        reference("w:footerReference", "even", PARTS[3].0);
    }
}

fn page(xml: &mut Xml, orientation: Orientation) {
    let page = orientation.page();
    let size: Attributes<'_> = &[("w:w", &page.width), ("w:h", &page.height)];
    let lying: Attributes<'_> = &[size[0], size[1], ("w:orient", &"landscape")];
    match orientation {
        Orientation::Portrait => xml.leaf("w:pgSz", size),
        Orientation::Landscape => xml.leaf("w:pgSz", lying),
    }
    xml.leaf(
        "w:pgMar",
        &[
            ("w:top", &page.top),
            ("w:right", &page.right),
            ("w:bottom", &page.bottom),
            ("w:left", &page.left),
            ("w:header", &HEADER),
            ("w:footer", &(page.bottom - NUMBER_BELOW)),
            ("w:gutter", &0),
        ],
    );
}

/// A footer with the page number between dashes.
pub(super) fn footer(style: &paragraph_style::ParagraphStyle) -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("w:ftr", &[("xmlns:w", &W)], |xml| {
        xml.tag("w:p", &[], |xml| {
            xml.tag("w:pPr", &[], |xml| xml.val("w:pStyle", style.id));
            run(xml, "— ", Weight::Plain);
            field(xml, " PAGE ", "1", Weight::Plain);
            run(xml, " —", Weight::Plain);
        });
    });
    xml.bytes()
}

const V: &str = "urn:schemas-microsoft-com:vml";
const O: &str = "urn:schemas-microsoft-com:office:office";

/// A header with the name of an edition that is not for everybody, and the watermark of a draft, whose shapes
/// have numbers of their own.
pub(super) fn header(report: &Report, number: u32) -> Vec<u8> {
    let mut xml = Xml::part();
    let spaces: Attributes<'_> = &[("xmlns:w", &W), ("xmlns:v", &V), ("xmlns:o", &O)];
    xml.tag("w:hdr", spaces, |xml| {
        xml.tag("w:p", &[], |xml| {
            xml.tag("w:pPr", &[], |xml| {
                xml.val("w:pStyle", paragraph_style::HEADER.id)
            });
            if report.audience == Audience::Internal {
                run(xml, report.audience.name(), Weight::Plain);
            }
            if let Some(draft) = &report.draft {
                xml.tag("w:r", &[], |xml| {
                    xml.tag("w:pict", &[], |xml| {
                        shape_type(xml);
                        shape(xml, &draft.watermark, number);
                    });
                });
            }
        });
    });
    xml.bytes()
}

fn shape_type(xml: &mut Xml) {
    let attributes: Attributes<'_> = &[
        ("id", &"_x0000_t136"),
        ("coordsize", &"21600,21600"),
        ("o:spt", &"136"),
        ("adj", &"10800"),
        ("path", &"m@7,l@8,m@5,21600l@6,21600e"),
    ];
    let formulas = [
        "sum #0 0 10800",
        "prod #0 2 1",
        "sum 21600 0 @1",
        "sum 0 0 @2",
        "sum 21600 0 @3",
        "if @0 @3 0",
        "if @0 21600 @1",
        "if @0 0 @2",
        "if @0 @4 21600",
        "mid @5 @6",
        "mid @8 @5",
        "mid @7 @8",
        "mid @6 @7",
        "sum @6 0 @5",
    ];
    xml.tag("v:shapetype", attributes, |xml| {
        xml.tag("v:formulas", &[], |xml| {
            for formula in formulas {
                xml.leaf("v:f", &[("eqn", &formula)]);
            }
        });
        xml.leaf(
            "v:path",
            &[("textpathok", &"t"), ("o:connecttype", &"custom")],
        );
        xml.leaf("v:textpath", &[("on", &"t"), ("fitshape", &"t")]);
    });
}

fn shape(xml: &mut Xml, watermark: &str, number: u32) {
    // A character is as wide as high; no word is wider than the page.
    let n_characters = i32::try_from(watermark.chars().count())
        .unwrap_or(i32::MAX)
        .max(1);
    let height = (420 / n_characters).clamp(30, 140);
    let width = (height * n_characters).min(480);
    let style = format!(
        "position:absolute;margin-left:0;margin-top:0;width:{width}pt;height:{height}pt;\
         rotation:315;z-index:-251658752;mso-position-horizontal:center;\
         mso-position-horizontal-relative:margin;mso-position-vertical:center;\
         mso-position-vertical-relative:margin"
    );
    let attributes: Attributes<'_> = &[
        ("id", &format!("PowerPlusWaterMarkObject{number}")),
        ("o:spid", &format!("_x0000_s{}", 2048 + number)),
        ("type", &"#_x0000_t136"),
        ("style", &style),
        ("o:allowincell", &"f"),
        ("fillcolor", &"#d0d0d0"),
        ("stroked", &"f"),
    ];
    xml.tag("v:shape", attributes, |xml| {
        xml.leaf("v:fill", &[("opacity", &".5")]);
        let textpath: Attributes<'_> = &[
            ("style", &"font-family:\"黑体\";font-size:1pt"),
            ("string", &watermark),
        ];
        xml.leaf("v:textpath", textpath);
    });
}
