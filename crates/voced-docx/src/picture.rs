//! Pictures: a drawing in the text that shows a file of the package; several stand in a row without lines.

use voced_report::{Image, ImageId, ImageKind, Picture, Report};

use super::cursor::{self, Caption, PageCursor, Setting};
use super::drawing::Drawing;
use super::package::{Package, Relationship, Target};
use super::page::mm;
use super::page_breaker::Piece;
use super::paragraph_style;
use super::xml::Xml;

const PIC: &str = "http://schemas.openxmlformats.org/drawingml/2006/picture";
const LINK: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image";
/// Drawings of a document are numbered together; charts have the numbers below.
const FIRST_NUMBER: usize = 10_000;

/// Writes pictures side by side, each with its caption.
pub(super) fn write(cursor: &mut PageCursor<'_>, pictures: &[Picture]) {
    let sizes = cursor.runs.report.print_sizes(pictures);
    let sizes: Vec<(i32, i32)> = sizes
        .into_iter()
        .map(|(width, height)| (twips(width), twips(height)))
        .collect();
    cursor.gap(paragraph_style::line_height(&paragraph_style::GAP));
    match (pictures, &*sizes) {
        ([picture], [size]) => {
            alone(cursor, picture, *size);
            cursor.caption(&caption(picture), Setting::Plain);
        }
        _ => row(cursor, pictures, &sizes),
    }
    cursor.gap(paragraph_style::line_height(&paragraph_style::GAP));
}

/// Tenths of a millimetre in twentieths of a point.
fn twips(tenths: u32) -> i32 {
    i32::try_from(tenths).map_or(0, mm) / 10
}

fn caption(picture: &Picture) -> Caption<'_> {
    Caption {
        kind: "图",
        number: picture.number,
        words: &picture.caption,
        anchor: &picture.anchor,
    }
}

fn alone(cursor: &mut PageCursor<'_>, picture: &Picture, size: (i32, i32)) {
    cursor::paragraph(
        &mut cursor.xml,
        &paragraph_style::DRAWING,
        Setting::Plain,
        |xml| drawing(xml, picture, size),
    );
    cursor.pages.push(Piece {
        // The line is a little higher than what stands in it.
        height: size.1 + 5,
        is_kept_with_next: true,
        ..Piece::default()
    });
}

/// A table without lines: a column for each picture.
fn row(cursor: &mut PageCursor<'_>, pictures: &[Picture], sizes: &[(i32, i32)]) {
    let gap = mm(4);
    let widths: Vec<i32> = sizes.iter().map(|(width, _)| width + gap).collect();
    let mut xml = Xml::piece();
    let mut most_lines = 1;
    for ((picture, size), width) in pictures.iter().zip(sizes).zip(&widths) {
        xml.tag("w:tc", &[], |xml| {
            xml.tag("w:tcPr", &[], |xml| {
                xml.leaf("w:tcW", &[("w:w", width), ("w:type", &"dxa")])
            });
            cursor::paragraph(xml, &paragraph_style::DRAWING, Setting::Plain, |xml| {
                drawing(xml, picture, *size)
            });
            cursor.runs.caption(xml, &caption(picture), Setting::Plain);
        });
        let text = format!("图{}　{}", picture.number, picture.caption);
        most_lines = most_lines.max(cursor::room(&paragraph_style::CAPTION, *width).lines(&text));
    }
    cursor.xml.tag("w:tbl", &[], |to| {
        to.tag("w:tblPr", &[], |xml| {
            xml.leaf(
                "w:tblW",
                &[("w:w", &widths.iter().sum::<i32>()), ("w:type", &"dxa")],
            );
            xml.val("w:jc", "center");
            xml.leaf("w:tblLayout", &[("w:type", &"fixed")]);
            xml.tag("w:tblCellMar", &[], |xml| {
                for side in ["w:left", "w:right"] {
                    xml.leaf(side, &[("w:w", &0), ("w:type", &"dxa")]);
                }
            });
        });
        to.tag("w:tblGrid", &[], |xml| {
            for width in &widths {
                xml.leaf("w:gridCol", &[("w:w", width)]);
            }
        });
        to.tag("w:tr", &[], |to| {
            to.tag("w:trPr", &[], |xml| xml.leaf("w:cantSplit", &[]));
            to.put(xml);
        });
    });
    let highest = sizes.iter().map(|(_, height)| *height).max().unwrap_or(0);
    cursor.pages.push(Piece {
        height: highest + 5 + most_lines * paragraph_style::line_height(&paragraph_style::CAPTION),
        ..Piece::default()
    });
}

fn drawing(xml: &mut Xml, picture: &Picture, size: (i32, i32)) {
    let drawing = Drawing {
        id: id_of(picture),
        name: &format!("图{}", picture.number),
        alt: &picture.alt,
        size,
        uri: PIC,
    };
    drawing.run(xml, |xml| shown(xml, picture, drawing.extent()));
}

/// The number of a picture among all drawings.
fn id_of(picture: &Picture) -> usize {
    FIRST_NUMBER + picture.number as usize
}

fn shown(xml: &mut Xml, picture: &Picture, (cx, cy): (i32, i32)) {
    let name = format!("图{}", picture.number);
    xml.tag("pic:pic", &[("xmlns:pic", &PIC)], |xml| {
        xml.tag("pic:nvPicPr", &[], |xml| {
            xml.leaf("pic:cNvPr", &[("id", &id_of(picture)), ("name", &name)]);
            xml.leaf("pic:cNvPicPr", &[]);
        });
        xml.tag("pic:blipFill", &[], |xml| {
            xml.leaf("a:blip", &[("r:embed", &relationship(picture.image))]);
            xml.tag("a:stretch", &[], |xml| xml.leaf("a:fillRect", &[]));
        });
        xml.tag("pic:spPr", &[], |xml| {
            xml.tag("a:xfrm", &[], |xml| {
                xml.leaf("a:off", &[("x", &0), ("y", &0)]);
                xml.leaf("a:ext", &[("cx", &cx), ("cy", &cy)]);
            });
            xml.tag("a:prstGeom", &[("prst", &"rect")], |xml| {
                xml.leaf("a:avLst", &[])
            });
        });
    });
}

fn relationship(image: ImageId) -> String {
    format!("rIdImage{}", image.0 + 1)
}

/// The file as it lies in the package: a drawing as a PNG, which every program shows.
fn file(image: &Image) -> (ImageKind, &[u8]) {
    match image.kind {
        ImageKind::Svg => (ImageKind::Png, &image.raster),
        kind => (kind, &image.bytes),
    }
}

fn target(image: ImageId, kind: ImageKind) -> String {
    format!("media/image{}.{}", image.0 + 1, kind.extension())
}

/// What leads from the text to the files.
pub(super) fn links(report: &Report) -> Vec<Relationship> {
    let images = report.images.iter().enumerate();
    let link = |(idx, image): (usize, &Image)| Relationship {
        id: relationship(ImageId(idx)),
        kind: LINK,
        target: Target::Part(target(ImageId(idx), file(image).0)),
    };
    images.map(link).collect()
}

/// Puts the files into the package.
pub(super) fn put(package: &mut Package, report: &Report) {
    for (idx, image) in report.images.iter().enumerate() {
        let (kind, bytes) = file(image);
        let name = format!("word/{}", target(ImageId(idx), kind));
        package.part(name, kind.media_type(), bytes.to_vec());
    }
}
