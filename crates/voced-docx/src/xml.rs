//! Writes well-formed XML; no character that XML 1.0 forbids ever gets through.

use std::borrow::Cow;
use std::fmt::Display;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use voced_report::FigureId;
use voced_text::printable;

use super::notes::Notes;

/// Attributes in the order in which they are written.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a dyn Display)];

/// A part that is being written, and what its text says.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    notes: Notes,
}

impl Xml {
    /// A whole part, beginning with its declaration.
    pub(super) fn part() -> Xml {
        let mut xml = Xml::piece();
        xml.event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        xml
    }

    /// A piece to be put into a part.
    pub(super) fn piece() -> Xml {
        Xml {
            writer: Writer::new(Vec::new()),
            notes: Notes::default(),
        }
    }

    /// An element with what it holds.
    pub(super) fn tag(
        &mut self,
        name: &str,
        attributes: Attributes<'_>,
        inside: impl FnOnce(&mut Xml),
    ) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds nothing.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// `<name w:val="value"/>`, the commonest element of the format.
    pub(super) fn val(&mut self, name: &str, value: impl Display) {
        self.leaf(name, &[("w:val", &value)]);
    }

    /// An element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, |xml| xml.plain_text(text));
    }

    /// Text between elements.
    pub(super) fn plain_text(&mut self, text: &str) {
        self.event(Event::Text(BytesText::new(&clean(text))));
    }

    /// A paragraph in a style.
    pub(super) fn paragraph(&mut self, style: &str, inside: impl FnOnce(&mut Xml)) {
        self.tag("w:p", &[], inside);
        self.notes.end_paragraph(style);
    }

    /// A figure with what it is written in.
    pub(super) fn figure(&mut self, figure: FigureId, inside: impl FnOnce(&mut Xml)) {
        self.notes.begin_figure(figure);
        inside(self);
        self.notes.end_figure();
    }

    /// Text of a run, blanks at its ends kept.
    pub(super) fn run_text(&mut self, text: &str) {
        self.notes.text(&clean(text));
        self.text("w:t", &[("xml:space", &"preserve")], text);
    }

    /// Puts a piece here.
    pub(super) fn put(&mut self, piece: Xml) {
        let (bytes, notes) = piece.parts();
        self.writer.get_mut().extend(bytes);
        self.notes.append(notes);
    }

    /// What was written, and what its text says.
    pub(super) fn parts(self) -> (Vec<u8>, Notes) {
        (self.writer.into_inner(), self.notes)
    }

    /// What was written.
    pub(super) fn bytes(self) -> Vec<u8> {
        self.writer.into_inner()
    }

    fn event(&mut self, event: Event<'_>) {
        self.writer
            .write_event(event)
            .expect("a vector takes every byte");
    }
}

fn start<'a>(name: &'a str, attributes: Attributes<'_>) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, clean(&value.to_string()).as_ref()));
    }
    start
}

/// A text without what XML 1.0 cannot hold, in one line.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let printable = printable(text);
    if !printable.contains(['\n', '\r', '\t']) {
        return printable;
    }
    Cow::Owned(printable.replace(['\n', '\r', '\t'], " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_forbids_is_dropped() {
        let mut xml = Xml::piece();
        xml.text(
            "w:t",
            &[("w:x", &"\"<&\u{0}>")],
            "a<b>&\u{8}\u{ffff}\n\"c\"",
        );
        let text = String::from_utf8(xml.bytes()).unwrap();
        insta::assert_snapshot!(text, @r#"<w:t w:x="&quot;&lt;&amp;&gt;">a&lt;b&gt;&amp; &quot;c&quot;</w:t>"#);
    }
}
