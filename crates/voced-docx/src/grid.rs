//! Tables as the format has them: properties, rows and cells in the order that the schema asks for.

use super::paragraph_style::{Align, ParagraphStyle};
use super::xml::Xml;

/// Space beside the text of a cell, in twentieths of a point.
pub(super) const PADDING: i32 = 60;
/// Space above and below it.
const PADDING_ABOVE: i32 = 25;
/// Thickness of a line, half a point.
pub(super) const RULE: i32 = 10;
/// Ground of a table's head.
pub(super) const HEAD_GROUND: &str = "EDF1F6";
/// Ground of a total.
pub(super) const TOTAL_GROUND: &str = "F5F5F5";

/// How a cell stands in the grid.
#[derive(Clone, Copy, Debug)]
pub(super) struct CellShape {
    pub(super) width: i32,
    /// How many columns it covers.
    pub(super) columns: usize,
    pub(super) merge: Merge,
    pub(super) ground: Option<&'static str>,
}

/// Whether a cell covers rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Merge {
    /// It covers one.
    Single,
    /// It covers those below it.
    First,
    /// It is covered by the one above it.
    Covered,
}

/// A table over columns of these widths.
pub(super) fn table(xml: &mut Xml, widths: &[i32], title: &str, inside: impl FnOnce(&mut Xml)) {
    let total: i32 = widths.iter().sum();
    xml.tag("w:tbl", &[], |xml| {
        xml.tag("w:tblPr", &[], |xml| {
            xml.leaf("w:tblW", &[("w:w", &total), ("w:type", &"dxa")]);
            xml.val("w:jc", Align::Center.word());
            borders(xml);
            xml.leaf("w:tblLayout", &[("w:type", &"fixed")]);
            margins(xml);
            xml.leaf(
                "w:tblLook",
                &[("w:val", &"0420"), ("w:firstRow", &1), ("w:noVBand", &1)],
            );
            xml.val("w:tblCaption", title);
        });
        xml.tag("w:tblGrid", &[], |xml| {
            for width in widths {
                xml.leaf("w:gridCol", &[("w:w", width)]);
            }
        });
        inside(xml);
    });
}

fn borders(xml: &mut Xml) {
    let sides = [
        ("w:top", 8, "404040"),
        ("w:left", 4, "808080"),
        ("w:bottom", 8, "404040"),
        ("w:right", 4, "808080"),
        ("w:insideH", 4, "808080"),
        ("w:insideV", 4, "808080"),
    ];
    xml.tag("w:tblBorders", &[], |xml| {
        for (side, size, colour) in sides {
            xml.leaf(
                side,
                &[
                    ("w:val", &"single"),
                    ("w:sz", &size),
                    ("w:space", &0),
                    ("w:color", &colour),
                ],
            );
        }
    });
}

fn margins(xml: &mut Xml) {
    let sides = [
        ("w:top", PADDING_ABOVE),
        ("w:left", PADDING),
        ("w:bottom", PADDING_ABOVE),
        ("w:right", PADDING),
    ];
    xml.tag("w:tblCellMar", &[], |xml| {
        for (side, width) in sides {
            xml.leaf(side, &[("w:w", &width), ("w:type", &"dxa")]);
        }
    });
}

/// Whether a row is repeated on each page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Head,
    Body,
}

/// A row, never divided between pages.
pub(super) fn row(xml: &mut Xml, kind: RowKind, inside: impl FnOnce(&mut Xml)) {
    xml.tag("w:tr", &[], |xml| {
        xml.tag("w:trPr", &[], |xml| {
            xml.leaf("w:cantSplit", &[]);
            if kind == RowKind::Head {
                xml.leaf("w:tblHeader", &[]);
            }
        });
        inside(xml);
    });
}

/// A cell, which holds at least one paragraph.
pub(super) fn cell(xml: &mut Xml, shape: CellShape, inside: impl FnOnce(&mut Xml)) {
    xml.tag("w:tc", &[], |xml| {
        xml.tag("w:tcPr", &[], |xml| {
            xml.leaf("w:tcW", &[("w:w", &shape.width), ("w:type", &"dxa")]);
            if shape.columns > 1 {
                xml.val("w:gridSpan", shape.columns);
            }
            match shape.merge {
                Merge::Single => {}
                Merge::First => xml.val("w:vMerge", "restart"),
                Merge::Covered => xml.leaf("w:vMerge", &[]),
            }
            if let Some(ground) = shape.ground {
                xml.leaf(
                    "w:shd",
                    &[
                        ("w:val", &"clear"),
                        ("w:color", &"auto"),
                        ("w:fill", &ground),
                    ],
                );
            }
            xml.val("w:vAlign", "center");
        });
        inside(xml);
    });
}

/// A paragraph of a cell.
pub(super) fn line(
    xml: &mut Xml,
    style: &ParagraphStyle,
    align: Align,
    keep: Keep,
    inside: impl FnOnce(&mut Xml),
) {
    xml.paragraph(style.id, |xml| {
        xml.tag("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style.id);
            if keep == Keep::WithNext {
                xml.leaf("w:keepNext", &[]);
            }
            if align != style.align {
                xml.val("w:jc", align.word());
            }
        });
        inside(xml);
    });
}

/// Whether a row stays with the one below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    WithNext,
    Loose,
}

/// Height of a row whose fullest cell has so many lines.
pub(super) fn row_height(lines: i32, line_height: i32) -> i32 {
    lines.max(1) * line_height + 2 * PADDING_ABOVE + RULE
}
