//! Where the writing is on its way through the document: paragraphs are written at the cursor, and
//! their lines are counted for the page numbers.

use voced_report::{Chart, Inline, Report};

use super::bookmarks::Bookmark;
use super::line_box::LineBox;
use super::page::Orientation;
use super::page_breaker::{NewPage, PageBreaker, Piece};
use super::paragraph_style::{self, ParagraphStyle};
use super::run_writer::{RunWriter, Weight, field, run};
use super::section::{self, Heads, Numbering};
use super::xml::Xml;

/// The text while it is written.
pub(super) struct PageCursor<'r> {
    pub(super) xml: Xml,
    pub(super) runs: RunWriter<'r>,
    pub(super) pages: PageBreaker,
    /// Charts so far; each is a part of its own.
    pub(super) charts: Vec<&'r Chart>,
    orientation: Orientation,
    numbering: Numbering,
    heads: Heads,
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

/// A paragraph whose lines are counted.
pub(super) struct Counted<'t> {
    pub(super) style: &'t ParagraphStyle,
    pub(super) setting: Setting,
    /// The bookmark that stands in it, whose page is to be known.
    pub(super) bookmark: Option<&'t str>,
    /// What its runs say together.
    pub(super) text: &'t str,
}

impl<'t> Counted<'t> {
    pub(super) fn of(style: &'t ParagraphStyle, setting: Setting, text: &'t str) -> Self {
        Self {
            style,
            setting,
            bookmark: None,
            text,
        }
    }
}

/// What stands over a table or under a chart.
pub(super) struct Caption<'t> {
    /// 表 or 图.
    pub(super) kind: &'t str,
    pub(super) number: u32,
    pub(super) words: &'t str,
    pub(super) anchor: &'t str,
}

impl<'r> PageCursor<'r> {
    /// At the head of the text of a report whose first page lies so.
    pub(super) fn new(report: &'r Report, orientation: Orientation) -> Self {
        let mut cursor = Self {
            xml: Xml::piece(),
            runs: RunWriter::new(report),
            pages: PageBreaker::default(),
            charts: Vec::new(),
            orientation,
            numbering: Numbering::FromOne,
            heads: Heads::of(report),
        };
        cursor.begin_section();
        cursor
    }

    /// Says how the last pages lie.
    pub(super) fn finish(&mut self) {
        section::properties(&mut self.xml, self.orientation, self.numbering, self.heads);
    }

    /// A paragraph of text.
    pub(super) fn text(&mut self, style: &ParagraphStyle, line: &[Inline]) {
        let plain = self.runs.report.plain(line);
        let counted = Counted::of(style, Setting::Plain, &plain);
        self.written(&counted, |runs, xml| {
            runs.line(xml, line, Weight::Plain);
        });
    }

    /// A paragraph of plain text.
    pub(super) fn plain(&mut self, style: &ParagraphStyle, setting: Setting, text: &str) {
        self.written(&Counted::of(style, setting, text), |_, xml| {
            run(xml, text, Weight::Plain)
        });
    }

    /// The number and the words over a table or under a chart.
    pub(super) fn caption(&mut self, caption: &Caption<'_>, setting: Setting) {
        let Caption {
            kind,
            number,
            words,
            ..
        } = *caption;
        let text = format!("{kind}{number}　{words}");
        self.written(
            &Counted::of(&paragraph_style::CAPTION, setting, &text),
            |runs, xml| runs.caption_text(xml, caption),
        );
    }

    /// A paragraph in a style, whose lines are counted.
    pub(super) fn written(
        &mut self,
        counted: &Counted<'_>,
        inside: impl FnOnce(&mut RunWriter<'r>, &mut Xml),
    ) {
        let Counted {
            style,
            setting,
            bookmark,
            text,
        } = *counted;
        let runs = &mut self.runs;
        paragraph(&mut self.xml, style, setting, |xml| inside(runs, xml));
        let lines = room(style, self.orientation.page().text_width()).lines(text);
        let is_kept = style.is_kept_with_next || setting == Setting::Kept;
        for line in 0..lines {
            let is_last = line + 1 == lines;
            self.pages.push(Piece {
                height: paragraph_style::line_height(style) + if is_last { style.after } else { 0 },
                // Headings keep their lines together too.
                is_kept_with_next: is_kept,
                head: 0,
                new_page: (line == 0 && setting == Setting::OnNewPage).then_some(NewPage::Break),
                place: bookmark.filter(|_| line == 0).map(str::to_owned),
            });
        }
    }

    /// Empty space, which also keeps two tables apart.
    pub(super) fn gap(&mut self, height: i32) {
        self.xml.tag("w:p", &[], |xml| {
            xml.tag("w:pPr", &[], |xml| {
                xml.val("w:pStyle", paragraph_style::GAP.id);
                if height != paragraph_style::line_height(&paragraph_style::GAP) {
                    let exact: super::xml::Attributes<'_> =
                        &[("w:line", &height), ("w:lineRule", &"exact")];
                    xml.leaf("w:spacing", exact);
                }
            });
        });
        self.pages.lines(1, height);
    }

    /// Width of the text where the pen is.
    pub(super) fn text_width(&self) -> i32 {
        self.orientation.page().text_width()
    }

    /// Ends the section where the pages lie otherwise from here.
    pub(super) fn turn_to(&mut self, orientation: Orientation) {
        if orientation == self.orientation {
            return;
        }
        let (old, numbering, heads) = (self.orientation, self.numbering, self.heads);
        section::end(&mut self.xml, old, numbering, heads);
        self.pages.lines(1, section::END_HEIGHT);
        self.orientation = orientation;
        self.numbering = Numbering::Goes;
        self.begin_section();
    }

    fn begin_section(&mut self) {
        self.pages.push(Piece {
            new_page: Some(NewPage::Section(self.orientation.page().text_height())),
            ..Piece::default()
        });
    }
}

/// The space that a style leaves for a text.
pub(super) fn room(style: &ParagraphStyle, width: i32) -> LineBox {
    let in_twips = |characters: i32| characters * style.size / 10;
    LineBox {
        width: width - in_twips(style.left) - in_twips(style.right),
        first: in_twips(style.first),
        size: style.size,
        spacing: style.spacing,
    }
}

/// A paragraph in a style.
pub(super) fn paragraph(
    xml: &mut Xml,
    style: &ParagraphStyle,
    setting: Setting,
    inside: impl FnOnce(&mut Xml),
) {
    xml.paragraph(style.id, |xml| {
        xml.tag("w:pPr", &[], |xml| {
            xml.val("w:pStyle", style.id);
            match setting {
                Setting::Plain => {}
                Setting::Kept if style.is_kept_with_next => {}
                Setting::Kept => xml.leaf("w:keepNext", &[]),
                Setting::OnNewPage => xml.leaf("w:pageBreakBefore", &[]),
            }
        });
        inside(xml);
    });
}

impl RunWriter<'_> {
    /// A caption where its lines are counted otherwise.
    pub(super) fn caption(&mut self, xml: &mut Xml, caption: &Caption<'_>, setting: Setting) {
        paragraph(xml, &paragraph_style::CAPTION, setting, |xml| {
            self.caption_text(xml, caption)
        });
    }

    /// A number that the text can refer to, and words.
    fn caption_text(&mut self, xml: &mut Xml, caption: &Caption<'_>) {
        let Caption {
            kind,
            number,
            words,
            anchor,
        } = *caption;
        let bookmark = self.bookmarks.get(anchor).cloned();
        let label = |xml: &mut Xml| {
            run(xml, kind, Weight::Plain);
            let code = format!(" SEQ {kind} \\* ARABIC ");
            field(xml, &code, &number.to_string(), Weight::Plain);
        };
        match &bookmark {
            Some(Bookmark { name, .. }) => self.bookmark(xml, name, label),
            None => label(xml),
        }
        run(xml, &format!("　{words}"), Weight::Plain);
    }
}
