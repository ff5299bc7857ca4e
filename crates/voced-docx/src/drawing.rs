//! A drawing that stands in a line of text, whatever it shows.

use super::page::EMU_PER_TWIP;
use super::xml::{Attributes, Xml};

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// What a drawing is called, and how large it is in twentieths of a point.
pub(super) struct Drawing<'t> {
    /// Its number among all drawings of the document.
    pub(super) id: usize,
    /// `图3`.
    pub(super) name: &'t str,
    /// What it shows, for those who do not see it.
    pub(super) alt: &'t str,
    pub(super) size: (i32, i32),
    /// Namespace of what it shows.
    pub(super) uri: &'t str,
}

impl Drawing<'_> {
    /// Width and height in the unit of drawings.
    pub(super) fn extent(&self) -> (i32, i32) {
        let (width, height) = self.size;
        (width * EMU_PER_TWIP, height * EMU_PER_TWIP)
    }

    /// The run that holds it.
    pub(super) fn run(&self, xml: &mut Xml, shown: impl FnOnce(&mut Xml)) {
        let (cx, cy) = self.extent();
        xml.tag("w:r", &[], |xml| {
            xml.tag("w:drawing", &[], |xml| {
                let distances: Attributes<'_> =
                    &[("distT", &0), ("distB", &0), ("distL", &0), ("distR", &0)];
                xml.tag("wp:inline", distances, |xml| {
                    xml.leaf("wp:extent", &[("cx", &cx), ("cy", &cy)]);
                    xml.leaf(
                        "wp:effectExtent",
                        &[("l", &0), ("t", &0), ("r", &0), ("b", &0)],
                    );
                    xml.leaf(
                        "wp:docPr",
                        &[("id", &self.id), ("name", &self.name), ("descr", &self.alt)],
                    );
                    xml.leaf("wp:cNvGraphicFramePr", &[]);
                    xml.tag("a:graphic", &[("xmlns:a", &A)], |xml| {
                        xml.tag("a:graphicData", &[("uri", &self.uri)], shown);
                    });
                });
            });
        });
    }
}
