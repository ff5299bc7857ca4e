//! What the text says, noted while it is written.

use voced_report::FigureId;

/// A piece of a paragraph: the figure it is, where it is one, and its text.
pub(super) type NotedPiece = (Option<FigureId>, String);

/// The paragraphs of a part in the order in which they are written.
#[derive(Default)]
pub(super) struct Notes {
    paragraphs: Vec<Vec<NotedPiece>>,
    /// The paragraph that is being written.
    open: Vec<NotedPiece>,
    /// The figure that is being written.
    figure: Option<FigureId>,
}

impl Notes {
    /// A figure begins.
    pub(super) fn begin_figure(&mut self, figure: FigureId) {
        self.figure = Some(figure);
    }

    /// The figure ends.
    pub(super) fn end_figure(&mut self) {
        self.figure = None;
    }

    /// Text of a run, as it stands in the document.
    pub(super) fn text(&mut self, text: &str) {
        match self.open.last_mut() {
            Some((figure, so_far)) if *figure == self.figure => so_far.push_str(text),
            _ => self.open.push((self.figure, text.to_owned())),
        }
    }

    /// A paragraph in a style ends. What the table of contents says is no text of its own.
    pub(super) fn end_paragraph(&mut self, style: &str) {
        let paragraph = std::mem::take(&mut self.open);
        let is_contents = style.to_lowercase().contains("toc");
        if !paragraph.is_empty() && !is_contents {
            self.paragraphs.push(paragraph);
        }
    }

    /// What follows was noted elsewhere.
    pub(super) fn append(&mut self, mut other: Notes) {
        self.paragraphs.append(&mut other.paragraphs);
    }

    /// The paragraphs that have text.
    pub(super) fn into_paragraphs(self) -> Vec<Vec<NotedPiece>> {
        self.paragraphs
    }
}
