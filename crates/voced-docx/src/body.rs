//! The text from the title to the last appendix; counts its pages while it is written.

use voced_report::{Block, Chart, Heading, HeadingKind, Inline, Paragraph, ParagraphKind, Report};

use super::chart;
use super::flow::{Flow, NewPage, Piece};
use super::ink::{Ink, Weight, field, run};
use super::look::{self, Look};
use super::measure::Room;
use super::page::Orientation;
use super::places::Place;
use super::section::{self, Numbering, Watermark};
use super::xml::Xml;
use super::{table, traces};

/// The text while it is written.
pub(super) struct Body<'r> {
    pub(super) xml: Xml,
    pub(super) ink: Ink<'r>,
    pub(super) flow: Flow,
    /// Charts so far; each is a part of its own.
    pub(super) charts: Vec<&'r Chart>,
    orientation: Orientation,
    numbering: Numbering,
    watermark: Watermark,
}

/// What of a paragraph differs from its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// Nothing.
    Plain,
    /// It stays with what follows.
    Kept,
    /// It begins a page.
    OnNewPage,
}

/// Writes the text of a report.
pub(super) fn body(report: &Report) -> Body<'_> {
    let orientations = orientations(report);
    let mut body = Body {
        xml: Xml::piece(),
        ink: Ink::new(report),
        flow: Flow::default(),
        charts: Vec::new(),
        orientation: orientations
            .first()
            .copied()
            .unwrap_or(Orientation::Portrait),
        numbering: Numbering::FromOne,
        watermark: Watermark::of(report),
    };
    body.begin_section();
    body.title(report);
    for (block, orientation) in report.blocks.iter().zip(orientations) {
        body.turn_to(orientation);
        body.block(block);
    }
    section::properties(
        &mut body.xml,
        body.orientation,
        body.numbering,
        body.watermark,
    );
    body
}

/// Most paragraphs that go with a wide table from the heading above it.
const LEAD: usize = 3;

/// How the page of each block lies: what leads from a heading to a wide table goes with it.
fn orientations(report: &Report) -> Vec<Orientation> {
    let mut all = vec![Orientation::Portrait; report.blocks.len()];
    for (index, block) in report.blocks.iter().enumerate() {
        if lying(block) {
            let first = lead(&report.blocks[..index]);
            all[index - first..=index].fill(Orientation::Landscape);
        }
    }
    all
}

fn lying(block: &Block) -> bool {
    match block {
        Block::Traces => true,
        Block::Table(table) => table::fit_of(table).orientation == Orientation::Landscape,
        _ => false,
    }
}

/// How many blocks before a wide table go with it: as far as the first heading of those above it.
fn lead(before: &[Block]) -> usize {
    let (mut n_paragraphs, mut lead) = (0, 0);
    for (index, block) in before.iter().rev().enumerate() {
        match block {
            Block::Heading(_) => lead = index + 1,
            Block::Paragraph(_) if lead == 0 && n_paragraphs < LEAD => n_paragraphs += 1,
            _ => break,
        }
    }
    lead
}

impl<'r> Body<'r> {
    fn block(&mut self, block: &'r Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(paragraph) => self.paragraph(paragraph),
            Block::List { items } => {
                for item in items {
                    let marker = Inline::Text {
                        text: item.marker.clone(),
                    };
                    let mut line = vec![marker];
                    line.extend(item.text.iter().cloned());
                    self.text(&look::BODY, &line);
                }
            }
            Block::Table(table) => table::write(self, table),
            Block::Chart(chart) => self.chart(chart),
            Block::Traces => traces::write(self),
        }
    }

    fn title(&mut self, report: &Report) {
        for line in &report.title_lines {
            self.written(&look::TITLE, Setting::Kept, None, line, |_, xml| {
                run(xml, line, Weight::Plain)
            });
        }
        let year = format!("（{}年）", report.year);
        self.written(&look::SUBTITLE, Setting::Plain, None, &year, |_, xml| {
            run(xml, &year, Weight::Plain)
        });
        self.gap(look::line_height(&look::BODY));
    }

    fn heading(&mut self, heading: &Heading) {
        let look = match heading.kind {
            HeadingKind::Chapter => look::HEADING_1,
            HeadingKind::Appendix => look::HEADING_1,
            HeadingKind::Section => look::HEADING_2,
            HeadingKind::Item => look::HEADING_3,
            HeadingKind::Part => look::PART,
            HeadingKind::Subpart => look::SUBPART,
        };
        let setting = match heading.kind {
            HeadingKind::Appendix => Setting::OnNewPage,
            _ => Setting::Kept,
        };
        let text = heading_text(heading);
        let bookmark = self
            .ink
            .places
            .get(&heading.anchor)
            .map(|place| place.bookmark.clone());
        let name = bookmark.clone().unwrap_or_default();
        self.written(&look, setting, bookmark.as_deref(), &text, |ink, xml| {
            ink.bookmark(xml, &name, |xml| run(xml, &text, Weight::Plain));
        });
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let look = match paragraph.kind {
            ParagraphKind::Body => look::BODY,
            ParagraphKind::Byline => look::BYLINE,
            ParagraphKind::Note => look::NOTE,
        };
        self.text(&look, &paragraph.text);
    }

    /// A paragraph of text.
    pub(super) fn text(&mut self, look: &Look, line: &[Inline]) {
        let plain = self.ink.report.plain(line);
        self.written(look, Setting::Plain, None, &plain, |ink, xml| {
            ink.line(xml, line, Weight::Plain);
        });
    }

    /// A paragraph of plain text.
    pub(super) fn plain(&mut self, look: &Look, setting: Setting, text: &str) {
        self.written(look, setting, None, text, |_, xml| {
            run(xml, text, Weight::Plain)
        });
    }

    /// The number and the words over a table or under a chart.
    pub(super) fn caption(
        &mut self,
        kind: &str,
        number: u32,
        words: &str,
        anchor: &str,
        setting: Setting,
    ) {
        let place = self.ink.places.get(anchor).cloned();
        let text = format!("{kind}{number}　{words}");
        self.written(&look::CAPTION, setting, None, &text, |ink, xml| {
            let label = |xml: &mut Xml| {
                run(xml, kind, Weight::Plain);
                let code = format!(" SEQ {kind} \\* ARABIC ");
                field(xml, &code, &number.to_string(), Weight::Plain);
            };
            match &place {
                Some(Place { bookmark, .. }) => ink.bookmark(xml, bookmark, label),
                None => label(xml),
            }
            run(xml, &format!("　{words}"), Weight::Plain);
        });
    }

    fn chart(&mut self, chart: &'r Chart) {
        self.charts.push(chart);
        let number = self.charts.len();
        let (width, height) = chart::size(chart);
        paragraph(&mut self.xml, &look::DRAWING, Setting::Plain, |xml| {
            chart::drawing(xml, chart, number, (width, height));
        });
        self.flow.push(Piece {
            // The line is a little higher than what stands in it.
            height: height + 5,
            is_kept_with_next: true,
            ..Piece::default()
        });
        self.caption(
            "图",
            chart.number,
            &chart.caption,
            &chart.anchor,
            Setting::Plain,
        );
        self.gap(look::line_height(&look::GAP));
    }

    /// A paragraph in a style, whose lines are counted.
    fn written(
        &mut self,
        look: &Look,
        setting: Setting,
        place: Option<&str>,
        text: &str,
        inside: impl FnOnce(&mut Ink<'r>, &mut Xml),
    ) {
        let ink = &mut self.ink;
        paragraph(&mut self.xml, look, setting, |xml| inside(ink, xml));
        let lines = room(look, self.orientation.page().text_width()).lines(text);
        let is_kept = look.is_kept_with_next || setting == Setting::Kept;
        for line in 0..lines {
            let is_last = line + 1 == lines;
            self.flow.push(Piece {
                height: look::line_height(look) + if is_last { look.after } else { 0 },
                // Headings keep their lines together too.
                is_kept_with_next: is_kept,
                head: 0,
                new_page: (line == 0 && setting == Setting::OnNewPage).then_some(NewPage::Break),
                place: place.filter(|_| line == 0).map(str::to_owned),
            });
        }
    }

    /// Empty space, which also keeps two tables apart.
    pub(super) fn gap(&mut self, height: i32) {
        self.xml.tag("w:p", &[], |xml| {
            xml.tag("w:pPr", &[], |xml| {
                xml.val("w:pStyle", look::GAP.id);
                if height != look::line_height(&look::GAP) {
                    let exact: super::xml::Attributes<'_> =
                        &[("w:line", &height), ("w:lineRule", &"exact")];
                    xml.leaf("w:spacing", exact);
                }
            });
        });
        self.flow.lines(1, height);
    }

    /// Width of the text where the pen is.
    pub(super) fn text_width(&self) -> i32 {
        self.orientation.page().text_width()
    }

    /// Ends the section where the pages lie otherwise from here.
    fn turn_to(&mut self, orientation: Orientation) {
        if orientation == self.orientation {
            return;
        }
        let (old, numbering, watermark) = (self.orientation, self.numbering, self.watermark);
        section::end(&mut self.xml, old, numbering, watermark);
        self.flow.lines(1, section::END_HEIGHT);
        self.orientation = orientation;
        self.numbering = Numbering::Goes;
        self.begin_section();
    }

    fn begin_section(&mut self) {
        self.flow.push(Piece {
            new_page: Some(NewPage::Section(self.orientation.page().text_height())),
            ..Piece::default()
        });
    }
}

/// The space that a style leaves for a text.
pub(super) fn room(look: &Look, width: i32) -> Room {
    let in_twips = |characters: i32| characters * look.size / 10;
    Room {
        width: width - in_twips(look.left) - in_twips(look.right),
        first: in_twips(look.first),
        size: look.size,
        spacing: look.spacing,
    }
}

/// A paragraph in a style.
pub(super) fn paragraph(
    xml: &mut Xml,
    look: &Look,
    setting: Setting,
    inside: impl FnOnce(&mut Xml),
) {
    xml.paragraph(look.id, |xml| {
        xml.tag("w:pPr", &[], |xml| {
            xml.val("w:pStyle", look.id);
            match setting {
                Setting::Plain => {}
                Setting::Kept if look.is_kept_with_next => {}
                Setting::Kept => xml.leaf("w:keepNext", &[]),
                Setting::OnNewPage => xml.leaf("w:pageBreakBefore", &[]),
            }
        });
        inside(xml);
    });
}

/// A heading with its number, as it is printed.
pub(super) fn heading_text(heading: &Heading) -> String {
    let Heading { number, text, .. } = heading;
    match number.chars().last() {
        None => text.clone(),
        Some('、' | '）') => format!("{number}{text}"),
        Some(_) if heading.kind == HeadingKind::Appendix => format!("{number}　{text}"),
        Some(_) => format!("{number} {text}"),
    }
}
