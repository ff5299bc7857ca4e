//! The text of a report with its places: what all readers give.

use std::ops::Range;

use voced_domain::FigureTag;
use voced_text::ideograph;

use crate::number::{half_width_digit, starts_with_unit};

/// A report as its readers find it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What [`Line::number`] counts.
    pub measure: Measure,
    /// What a page calls itself, which its text need not say again.
    pub title: Option<String>,
    /// Its pieces in their order.
    pub blocks: Vec<Block>,
    /// The figures that a document of ours was given, with what became of them.
    pub figures: Vec<GivenFigure>,
    /// The text of a document of ours as it was written, a paragraph each.
    pub original: Vec<Text>,
}

/// What the place of a line is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Lines of a text file.
    #[default]
    Line,
    /// Paragraphs of a document.
    Paragraph,
    /// Pages.
    Page,
}

impl Measure {
    /// What is counted, in Chinese: `第3行`, `第3段`, `第3页`.
    pub fn name(self) -> &'static str {
        match self {
            Measure::Line => "行",
            Measure::Paragraph => "段",
            Measure::Page => "页",
        }
    }
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading, as it stands there.
    Heading(Line),
    /// A paragraph.
    Paragraph(Line),
    /// A table.
    Table(Table),
}

/// A text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the file, paragraph of a document or page, counted from one.
    pub number: usize,
    /// The text.
    pub text: Text,
}

/// A table: rows of cells, the first rows perhaps heads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Line of the file, paragraph of a document or page, counted from one.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<Text>,
}

/// A text without marks of formatting and without the spaces that word processors put between
/// digits and characters, its digits half-width and its radicals characters, with the marks of the figures in it. Paragraphs of a
/// cell stand on lines of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    tags: Vec<(Range<usize>, FigureTag)>,
}

/// A figure that a document of ours was given when it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenFigure {
    /// Which fact, what of it, and which use of it.
    pub tag: FigureTag,
    /// The text it was given.
    pub given: String,
    /// The text it has now; absent where it was deleted.
    pub found: Option<String>,
}

impl GivenFigure {
    /// Whether somebody changed or deleted it.
    pub fn is_edited(&self) -> bool {
        self.found.as_ref() != Some(&self.given)
    }
}

impl Document {
    /// Whether there is any text.
    pub fn is_empty(&self) -> bool {
        self.texts().all(|text| text.as_str().is_empty())
    }

    /// The text of all headings, paragraphs and cells, in the order of the report.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.blocks.iter().flat_map(Block::texts)
    }
}

impl Block {
    /// The text of a heading or paragraph, or of all cells.
    pub fn texts(&self) -> Vec<&Text> {
        match self {
            Block::Heading(line) | Block::Paragraph(line) => vec![&line.text],
            Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).collect(),
        }
    }
}

impl Text {
    /// A text as it was read, with the marks of its figures by where they stand, in bytes.
    pub fn new(read: &str, tags: Vec<(Range<usize>, FigureTag)>) -> Self {
        let (text, moved) = normalized(read);
        let at = |old: usize| {
            let idx = moved.partition_point(|(from, _)| *from < old);
            moved.get(idx).map_or(text.len(), |(_, to)| *to)
        };
        let tags = tags
            .into_iter()
            .map(|(range, tag)| (at(range.start)..at(range.end), tag));
        Self {
            tags: tags.collect(),
            text,
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The paragraphs of a cell.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Self> {
        let mut end = 0;
        self.text.split('\n').map(move |line| {
            let start = end;
            end = start + line.len() + 1;
            let here = start..start + line.len();
            let tags = self.tags.iter().filter(|(at, _)| here.contains(&at.start));
            let moved = tags.map(|(at, tag)| (at.start - start..at.end - start, tag.clone()));
            Self {
                text: line.to_owned(),
                tags: moved.collect(),
            }
        })
    }

    /// The marks of figures with where they stand, in bytes.
    pub(crate) fn tags(&self) -> impl Iterator<Item = (&Range<usize>, &FigureTag)> {
        self.tags.iter().map(|(range, tag)| (range, tag))
    }

    /// The mark of the figure that a number at these bytes belongs to.
    pub(crate) fn tag(&self, range: &Range<usize>) -> Option<&FigureTag> {
        let holds = |tagged: &Range<usize>| tagged.start <= range.start && range.start < tagged.end;
        let mut tags = self.tags.iter();
        let found = tags.find(|(tagged, _)| holds(tagged))?;
        Some(&found.1)
    }
}

/// A text as it is read, and of each character where it stood before and where it stands now, in bytes.
pub(crate) fn normalized(read: &str) -> (String, Vec<(usize, usize)>) {
    let mut text = String::with_capacity(read.len());
    // Where what stood at a byte stands now.
    let mut moved = Vec::with_capacity(read.len());
    let mut rest = read;
    while !rest.is_empty() {
        let solid = rest.trim_start();
        let spaces = &rest[..rest.len() - solid.len()];
        if spaces.contains('\n') && !text.is_empty() && !solid.is_empty() {
            text.push('\n');
        } else if !spaces.is_empty() && !is_artefact(&text, solid) {
            text.push(' ');
        }
        let end = solid.find(char::is_whitespace).unwrap_or(solid.len());
        let from = read.len() - solid.len();
        for (at, c) in solid[..end].char_indices() {
            moved.push((from + at, text.len()));
            text.push(ideograph(half_width_digit(c)));
        }
        rest = &solid[end..];
    }
    (text, moved)
}

impl From<&str> for Text {
    fn from(read: &str) -> Self {
        Self::new(read, Vec::new())
    }
}

/// Whether spaces between two texts are no part of them: at either end, and between a wide character
/// and another or a digit, 2020 年. Two digits they keep apart, and a number from what it is in front
/// of: 2 学生发展.
fn is_artefact(before: &str, after: &str) -> bool {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    let is_wide = |c: char| !c.is_ascii() || c.is_ascii_digit();
    let both_digits = last.is_ascii_digit() && first.is_ascii_digit();
    let is_number = before.chars().all(|c| c.is_ascii_digit() || c == '.')
        && before.split('.').all(|part| part.len() <= 2);
    is_wide(last) && is_wide(first) && !both_digits && !is_number
}

/// The number in front of a heading or a run-in head: `2.1.3`; with the rest of the text.
pub(crate) fn section_number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    let number = number.trim_end_matches('.');
    let is_number = !number.is_empty()
        && number.split('.').all(|part| matches!(part.len(), 1..=2))
        && number.matches('.').count() <= 3;
    // `3 所` is a quantity, `3.2 质量保证` and `6. 政府履责` are heads.
    let is_head = number.contains('.')
        || rest.starts_with(['.', '、', '．', ' '])
        || text[..end].ends_with('.');
    let rest = rest.trim_start_matches(['.', '、', '．']).trim_start();
    let is_rate = text[end..].starts_with(['%', '％', ':', '∶']);
    (is_number && is_head && !is_rate && !starts_with_unit(rest)).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_of_word_processors_go_and_marks_move_along() {
        let tag: FigureTag = "schools/national/2020/220300/collected/value/1"
            .parse()
            .unwrap();
        let text = Text::new("2020 年，学校 6 所 ", vec![(18..19, tag)]);
        assert_eq!(text.as_str(), "2020年，学校6所");
        let at = text.as_str().find('6').unwrap();
        assert!(text.tag(&(at..at + 1)).is_some());
        assert_eq!(text.tag(&(0..4)), None);
        assert_eq!(Text::from("1 2").as_str(), "1 2");
    }
}
