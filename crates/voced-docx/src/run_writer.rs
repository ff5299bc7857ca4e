//! Writes lines of text: runs, figures with their marks, cross references, fields.

use voced_report::{Figure, FigureId, Inline, Report};

use super::bookmarks::{Bookmark, Bookmarks, Sources, figure_name, trace_name};
use super::xml::{Attributes, Xml};

/// The relationship that leads to the document with the 数据溯源表.
pub(super) const SOURCES: &str = "rIdSources";

/// Whether a run stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Strong,
}

/// What lines are written with.
pub(super) struct RunWriter<'r> {
    pub(super) report: &'r Report,
    pub(super) bookmarks: Bookmarks,
    /// Bookmarks written so far; each has a number of its own.
    marks: u32,
}

impl<'r> RunWriter<'r> {
    pub(super) fn new(report: &'r Report) -> RunWriter<'r> {
        RunWriter {
            report,
            bookmarks: Bookmarks::of(report),
            marks: 0,
        }
    }

    /// A line of text.
    pub(super) fn line(&mut self, xml: &mut Xml, line: &[Inline], weight: Weight) {
        for inline in line {
            match inline {
                Inline::Text { text } | Inline::Stated { text, .. } => run(xml, text, weight),
                Inline::Strong { of } => self.line(xml, of, Weight::Strong),
                Inline::Figure { figure } => self.figure(xml, *figure, weight),
                Inline::Reference { target, text } => self.reference(xml, target, text, weight),
            }
        }
    }

    /// A bookmark around something.
    pub(super) fn bookmark(&mut self, xml: &mut Xml, name: &str, inside: impl FnOnce(&mut Xml)) {
        self.marks += 1;
        let id = self.marks;
        xml.leaf("w:bookmarkStart", &[("w:id", &id), ("w:name", &name)]);
        inside(xml);
        xml.leaf("w:bookmarkEnd", &[("w:id", &id)]);
    }

    /// A figure stands in a bookmark and in a content control of the same name: some programs
    /// keep the one and some the other. What it is stands in the properties of the document.
    fn figure(&mut self, xml: &mut Xml, id: FigureId, weight: Weight) {
        let figure = self.report.figure(id);
        let name = figure_name(id);
        let link = self.bookmarks.sources().map(|sources| Link {
            sources,
            anchor: trace_name(figure.trace),
            tip: self.report.in_short(figure.trace),
        });
        let alias = self.alias(figure);
        self.bookmark(xml, &name, |xml| {
            xml.tag("w:sdt", &[], |xml| {
                xml.tag("w:sdtPr", &[], |xml| {
                    xml.val("w:alias", &alias);
                    xml.val("w:tag", &name);
                    xml.val("w:id", id.0 + 1);
                    xml.leaf("w15:appearance", &[("w15:val", &"hidden")]);
                });
                let text = |xml: &mut Xml| run(xml, &figure.text, weight);
                xml.tag("w:sdtContent", &[], |xml| {
                    xml.figure(id, |xml| match &link {
                        Some(link) => link.write(xml, text),
                        None => text(xml),
                    });
                });
            });
        });
    }

    /// What the control is called; the format holds 64 characters.
    fn alias(&self, figure: &Figure) -> String {
        let name = &self.report.trace(figure.trace).name;
        let whole = format!("{name} {}", figure.text);
        whole.chars().take(60).collect()
    }

    fn reference(&self, xml: &mut Xml, target: &str, text: &str, weight: Weight) {
        match self.bookmarks.get(target) {
            Some(Bookmark { name, label }) if label.as_deref() == Some(text) => {
                field(xml, &format!(" REF {name} \\h "), text, weight);
            }
            Some(Bookmark { name, .. }) => link_to(xml, name, |xml| run(xml, text, weight)),
            None => run(xml, text, weight),
        }
    }
}

/// A link from a figure to its line of the 数据溯源表; its tip says what the line says where there is none.
struct Link {
    sources: Sources,
    anchor: String,
    tip: String,
}

impl Link {
    fn write(&self, xml: &mut Xml, inside: impl FnOnce(&mut Xml)) {
        let own: Attributes<'_> = &[
            ("w:anchor", &self.anchor),
            ("w:tooltip", &self.tip),
            ("w:history", &1),
        ];
        let beside: Attributes<'_> = &[("r:id", &SOURCES), own[0], own[1], own[2]];
        let attributes = match self.sources {
            Sources::Here => own,
            Sources::Beside => beside,
        };
        xml.tag("w:hyperlink", attributes, inside);
    }
}

/// A link inside the document, which looks like the text around it.
pub(super) fn link_to(xml: &mut Xml, anchor: &str, inside: impl FnOnce(&mut Xml)) {
    xml.tag(
        "w:hyperlink",
        &[("w:anchor", &anchor), ("w:history", &1)],
        inside,
    );
}

/// A run of text.
pub(super) fn run(xml: &mut Xml, text: &str, weight: Weight) {
    if text.is_empty() {
        return;
    }
    xml.tag("w:r", &[], |xml| {
        run_properties(xml, weight);
        xml.run_text(text);
    });
}

/// A tab.
pub(super) fn tab(xml: &mut Xml) {
    xml.tag("w:r", &[], |xml| xml.leaf("w:tab", &[]));
}

/// A field with its result as it is now.
pub(super) fn field(xml: &mut Xml, code: &str, result: &str, weight: Weight) {
    field_begin(xml, code);
    run(xml, result, weight);
    field_end(xml);
}

/// A field up to its result.
pub(super) fn field_begin(xml: &mut Xml, code: &str) {
    mark(xml, "begin");
    field_code(xml, code);
}

/// A field up to its result, which is to be made anew when the document is opened.
pub(super) fn stale_field_begin(xml: &mut Xml, code: &str) {
    xml.tag("w:r", &[], |xml| {
        let kind: Attributes<'_> = &[("w:fldCharType", &"begin"), ("w:dirty", &"true")];
        xml.leaf("w:fldChar", kind);
    });
    field_code(xml, code);
}

fn field_code(xml: &mut Xml, code: &str) {
    let preserve: Attributes<'_> = &[("xml:space", &"preserve")];
    xml.tag("w:r", &[], |xml| xml.text("w:instrText", preserve, code));
    mark(xml, "separate");
}

/// The end of a field.
pub(super) fn field_end(xml: &mut Xml) {
    mark(xml, "end");
}

fn mark(xml: &mut Xml, kind: &str) {
    xml.tag("w:r", &[], |xml| {
        xml.leaf("w:fldChar", &[("w:fldCharType", &kind)]);
    });
}

/// Quotes and dashes that Chinese shares with Latin are to be taken from the Chinese font.
fn run_properties(xml: &mut Xml, weight: Weight) {
    xml.tag("w:rPr", &[], |xml| {
        xml.leaf("w:rFonts", &[("w:hint", &"eastAsia")]);
        if weight == Weight::Strong {
            xml.leaf("w:b", &[]);
            xml.leaf("w:bCs", &[]);
        }
    });
}
