//! Sections: what their headings call them, and whether a case study is one.

use crate::document::section_number;
use crate::lexicon::plain;

/// Longer paragraphs that begin with 附件 are no headings.
const LONGEST_APPENDIX: usize = 30;
/// Nor are longer paragraphs that begin with a number.
const LONGEST_HEADING: usize = 40;
/// A section without a number is called by so many characters of its title.
const LONGEST_LABEL: usize = 12;
const CHINESE_DIGITS: &str = "一二三四五六七八九十";

/// The section being read.
#[derive(Default)]
pub(super) struct Section {
    pub(super) label: String,
    /// 一, in front of （二）.
    chapter: String,
    /// Paragraphs and tables so far.
    pub(super) paragraphs: usize,
    /// Whether it is the appendix that our reports have, of where their figures are from: calculations and cells of
    /// workbooks, which say nothing that the report says.
    pub(super) is_of_sources: bool,
}

/// What the appendix of sources is called.
const SOURCES: &str = "数据溯源表";

/// What a paragraph is besides its text.
pub(super) enum Head<'t> {
    /// A heading in all but its style.
    Heading,
    /// Text, behind a number or a bullet where there is one.
    Text(&'t str),
}

impl Section {
    /// A case study speaks of its school's own affairs, under the names of the region's figures.
    pub(super) fn is_case_study(&self) -> bool {
        self.label.starts_with("附件") || self.label.contains("案例")
    }

    pub(super) fn heading(&mut self, text: &str) {
        if text.starts_with("附件") {
            self.is_of_sources = text.trim_end().ends_with(SOURCES);
            self.begin(plain(text).chars().take(3).collect());
        } else if self.label.starts_with("附件") {
            // An appendix ends where the next begins, whatever headings it has.
        } else if let Some((label, _)) = self.numbered(text) {
            self.begin(label);
        } else if !text.trim().is_empty() {
            self.begin(plain(text).chars().take(LONGEST_LABEL).collect());
        }
    }

    fn begin(&mut self, label: String) {
        if self.label != label {
            self.label = label;
            self.paragraphs = 0;
        }
    }

    /// Tells a heading that plain text does not mark from a paragraph with a number.
    pub(super) fn paragraph<'t>(&mut self, text: &'t str) -> Head<'t> {
        let text = without_marker(text);
        if text.starts_with("附件") && text.chars().count() < LONGEST_APPENDIX {
            self.heading(text);
            return Head::Heading;
        }
        // A page gives the title of an appendix a line of its own.
        if text.trim() == SOURCES && self.label.starts_with("附件") {
            self.is_of_sources = true;
            return Head::Heading;
        }
        let Some((label, rest)) = self.numbered(text) else {
            return Head::Text(text);
        };
        // A heading has no full stop.
        let is_heading =
            !rest.contains(['。', '，', '：', '；']) && rest.chars().count() < LONGEST_HEADING;
        if !self.label.starts_with("附件") {
            self.begin(label);
        }
        if is_heading {
            Head::Heading
        } else {
            Head::Text(rest)
        }
    }

    /// The number in front of a text, `2.1.3` or `一（二）`, and the rest of it.
    fn numbered<'t>(&mut self, text: &'t str) -> Option<(String, &'t str)> {
        if let Some((number, rest)) = section_number(text) {
            return Some((number.to_owned(), rest));
        }
        let is_chinese = |c: char| CHINESE_DIGITS.contains(c);
        let bracketed = text.strip_prefix(['（', '(']);
        let digits = bracketed.unwrap_or(text);
        let end = digits.find(|c| !is_chinese(c)).filter(|end| *end > 0)?;
        let (number, rest) = digits.split_at(end);
        if bracketed.is_some() {
            let rest = rest.strip_prefix(['）', ')'])?;
            return Some((format!("{}（{number}）", self.chapter), rest));
        }
        let rest = rest.strip_prefix(['、', '．', '.'])?;
        self.chapter = number.to_owned();
        Some((number.to_owned(), rest))
    }
}

/// Without the number or bullet of a list in front.
fn without_marker(text: &str) -> &str {
    let text = text.trim_start_matches(['·', '•', '●', '◆', '■', '\u{f06c}', ' ', '　']);
    let Some(rest) = text.strip_prefix(['（', '(']) else {
        return text;
    };
    let end = rest.find(|c: char| !c.is_ascii_digit());
    let after = end.filter(|end| *end > 0).and_then(|end| rest.get(end..));
    after
        .and_then(|after| after.strip_prefix(['）', ')']))
        .unwrap_or(text)
}
