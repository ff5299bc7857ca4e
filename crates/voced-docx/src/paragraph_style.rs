//! How each kind of paragraph looks: the one list that styles and the counting of pages share.

use super::fonts::Font;
use super::page::TEXT_SIZE;

/// How lines stand between the margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Both,
    Left,
    Center,
    Right,
}

impl Align {
    /// As the format words it.
    pub(super) fn word(self) -> &'static str {
        match self {
            Align::Both => "both",
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        }
    }
}

/// How high a line is, in twentieths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// So high, whatever font stands in: pages break at the same place everywhere.
    Exact(i32),
    /// As high as what stands in it.
    Grows,
}

/// A paragraph style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ParagraphStyle {
    /// Name inside the file.
    pub(super) id: &'static str,
    /// Name shown; that of the built-in style where there is one.
    pub(super) name: &'static str,
    /// Style that it takes the rest from.
    pub(super) base: Option<&'static str>,
    pub(super) font: Font,
    pub(super) is_bold: bool,
    /// In half points.
    pub(super) size: i32,
    pub(super) line: Line,
    /// Space below, in twentieths of a point.
    pub(super) after: i32,
    pub(super) align: Align,
    /// First-line indent, in hundredths of a character.
    pub(super) first: i32,
    /// Indent from the left, in hundredths of a character.
    pub(super) left: i32,
    /// Indent from the right, in hundredths of a character.
    pub(super) right: i32,
    pub(super) is_kept_with_next: bool,
    /// Level in the outline, from 1.
    pub(super) outline: Option<u8>,
    /// What is added to each character, in twentieths of a point.
    pub(super) spacing: i32,
}

/// Height of a line of text: the grid of the page.
const PITCH: i32 = 579;
/// Sets 28 characters of 3号 into a line. Lines and characters are set by themselves rather than by
/// the grid, since LibreOffice gives a character wider than a cell of the grid two of them.
const SPACING: i32 = -6;

const NORMAL: ParagraphStyle = ParagraphStyle {
    id: "Normal",
    name: "Normal",
    base: None,
    font: Font::Text,
    is_bold: false,
    size: TEXT_SIZE,
    line: Line::Exact(PITCH),
    after: 0,
    align: Align::Both,
    first: 0,
    left: 0,
    right: 0,
    is_kept_with_next: false,
    outline: None,
    spacing: SPACING,
};

const DERIVED: ParagraphStyle = ParagraphStyle {
    base: Some("Normal"),
    ..NORMAL
};

const SMALL: ParagraphStyle = ParagraphStyle {
    spacing: 0,
    ..DERIVED
};

pub(super) const TITLE: ParagraphStyle = ParagraphStyle {
    id: "Title",
    name: "Title",
    font: Font::Title,
    size: 44,
    line: Line::Exact(720),
    align: Align::Center,
    ..SMALL
};
pub(super) const SUBTITLE: ParagraphStyle = ParagraphStyle {
    id: "Subtitle",
    name: "Subtitle",
    font: Font::Script,
    align: Align::Center,
    ..SMALL
};
pub(super) const BODY: ParagraphStyle = ParagraphStyle {
    id: "BodyText",
    name: "Body Text",
    first: 200,
    ..DERIVED
};
pub(super) const HEADING_1: ParagraphStyle = ParagraphStyle {
    id: "Heading1",
    name: "heading 1",
    font: Font::Bold,
    align: Align::Left,
    first: 200,
    is_kept_with_next: true,
    outline: Some(1),
    ..DERIVED
};
pub(super) const HEADING_2: ParagraphStyle = ParagraphStyle {
    id: "Heading2",
    name: "heading 2",
    font: Font::Script,
    outline: Some(2),
    ..HEADING_1
};
pub(super) const HEADING_3: ParagraphStyle = ParagraphStyle {
    id: "Heading3",
    name: "heading 3",
    font: Font::Text,
    is_bold: true,
    outline: Some(3),
    ..HEADING_1
};
/// Headings inside an appendix look and rank like those of the text, but the field of the table
/// of contents collects the built-in ones alone.
pub(super) const PART: ParagraphStyle = ParagraphStyle {
    id: "AppendixPart",
    name: "附件一级标题",
    base: Some("Heading2"),
    ..HEADING_2
};
pub(super) const SUBPART: ParagraphStyle = ParagraphStyle {
    id: "AppendixSubpart",
    name: "附件二级标题",
    base: Some("Heading3"),
    ..HEADING_3
};
pub(super) const BYLINE: ParagraphStyle = ParagraphStyle {
    id: "Byline",
    name: "署名",
    font: Font::Script,
    align: Align::Center,
    ..DERIVED
};
pub(super) const NOTE: ParagraphStyle = ParagraphStyle {
    id: "Remark",
    name: "说明",
    font: Font::Script,
    size: 24,
    line: Line::Exact(420),
    after: 120,
    left: 200,
    right: 200,
    ..SMALL
};
pub(super) const CAPTION: ParagraphStyle = ParagraphStyle {
    id: "Caption",
    name: "caption",
    font: Font::Bold,
    size: 24,
    line: Line::Exact(480),
    align: Align::Center,
    ..SMALL
};
pub(super) const TABLE_NOTE: ParagraphStyle = ParagraphStyle {
    id: "TableNote",
    name: "表注",
    font: Font::Song,
    size: 18,
    line: Line::Exact(280),
    align: Align::Left,
    ..SMALL
};
pub(super) const DRAWING: ParagraphStyle = ParagraphStyle {
    id: "Drawing",
    name: "图",
    size: 2,
    line: Line::Grows,
    align: Align::Center,
    is_kept_with_next: true,
    ..SMALL
};
/// Keeps tables apart, and ends sections.
pub(super) const GAP: ParagraphStyle = ParagraphStyle {
    id: "Gap",
    name: "间隔",
    size: 2,
    line: Line::Exact(200),
    ..SMALL
};
pub(super) const CONTENTS_TITLE: ParagraphStyle = ParagraphStyle {
    id: "TOCHeading",
    name: "TOC Heading",
    font: Font::Title,
    size: 44,
    line: Line::Exact(720),
    after: 240,
    align: Align::Center,
    ..SMALL
};
pub(super) const CONTENTS_1: ParagraphStyle = ParagraphStyle {
    id: "TOC1",
    name: "toc 1",
    font: Font::Bold,
    size: 28,
    line: Line::Exact(520),
    align: Align::Left,
    ..SMALL
};
pub(super) const CONTENTS_2: ParagraphStyle = ParagraphStyle {
    id: "TOC2",
    name: "toc 2",
    font: Font::Text,
    left: 200,
    ..CONTENTS_1
};
pub(super) const HEADER: ParagraphStyle = ParagraphStyle {
    id: "Header",
    name: "header",
    size: 18,
    line: Line::Exact(240),
    align: Align::Right,
    ..SMALL
};
/// On the right of odd pages, one character from the edge.
pub(super) const FOOTER: ParagraphStyle = ParagraphStyle {
    id: "Footer",
    name: "footer",
    font: Font::Song,
    size: 28,
    line: Line::Exact(400),
    align: Align::Right,
    right: 100,
    ..SMALL
};
/// On the left of even pages.
pub(super) const FOOTER_EVEN: ParagraphStyle = ParagraphStyle {
    id: "FooterEven",
    name: "偶数页页脚",
    base: Some("Footer"),
    align: Align::Left,
    left: 100,
    right: 0,
    ..FOOTER
};
pub(super) const COVER_MARK: ParagraphStyle = ParagraphStyle {
    id: "CoverMark",
    name: "封面标识",
    font: Font::Bold,
    align: Align::Left,
    ..SMALL
};
pub(super) const COVER_FOOT: ParagraphStyle = ParagraphStyle {
    id: "CoverFoot",
    name: "封面落款",
    align: Align::Center,
    ..SMALL
};

const CELL: ParagraphStyle = ParagraphStyle {
    font: Font::Song,
    align: Align::Left,
    ..SMALL
};

/// Types of tables from the largest, 小四 to 小六: wide tables take a smaller one.
pub(super) const CELLS: [ParagraphStyle; 5] = [
    ParagraphStyle {
        id: "Table12",
        name: "表格小四",
        size: 24,
        line: Line::Exact(360),
        ..CELL
    },
    ParagraphStyle {
        id: "Table10",
        name: "表格五号",
        size: 21,
        line: Line::Exact(320),
        ..CELL
    },
    ParagraphStyle {
        id: "Table9",
        name: "表格小五",
        size: 18,
        line: Line::Exact(260),
        ..CELL
    },
    ParagraphStyle {
        id: "Table7",
        name: "表格六号",
        size: 15,
        line: Line::Exact(220),
        ..CELL
    },
    ParagraphStyle {
        id: "Table6",
        name: "表格小六",
        size: 13,
        line: Line::Exact(190),
        ..CELL
    },
];

/// Height of a line in a style.
pub(super) fn line_height(look: &ParagraphStyle) -> i32 {
    match look.line {
        Line::Exact(height) => height,
        // As the type is small, what stands in it says how high it is.
        Line::Grows => 0,
    }
}

/// All styles, each after the one it is based on.
pub(super) fn all() -> Vec<ParagraphStyle> {
    let mut all = vec![
        NORMAL,
        TITLE,
        SUBTITLE,
        BODY,
        HEADING_1,
        HEADING_2,
        HEADING_3,
        PART,
        SUBPART,
        BYLINE,
        NOTE,
        CAPTION,
        TABLE_NOTE,
        DRAWING,
        GAP,
        CONTENTS_TITLE,
        CONTENTS_1,
        CONTENTS_2,
        HEADER,
        FOOTER,
        FOOTER_EVEN,
        COVER_MARK,
        COVER_FOOT,
    ];
    all.extend(CELLS);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_text_is_as_high_as_the_grid() {
        assert_eq!(PITCH, super::super::page::line_pitch());
    }

    #[test]
    fn every_style_stands_once_and_after_its_base() {
        let mut seen: Vec<&str> = Vec::new();
        for look in all() {
            assert!(!seen.contains(&look.id), "{}", look.id);
            assert!(
                look.base.is_none_or(|base| seen.contains(&base)),
                "{}",
                look.id
            );
            seen.push(look.id);
        }
    }
}
