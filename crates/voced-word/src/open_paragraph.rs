//! A paragraph that is being read: its properties, its runs, its text so far.

use quick_xml::events::BytesStart;

use crate::document::{Look, Paragraph, Picture, Piece, Role};
use crate::package::value;
use crate::styles::{Style, Styles, is_on, outline_role};

/// Nobody writes a paragraph in more sizes.
const MOST_SIZES: usize = 20;

/// A run of text that looks alike.
#[derive(Clone, Debug, Default)]
struct Run {
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
    size: Option<usize>,
    style: Style,
}

/// A paragraph that is open.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenParagraph {
    style: Style,
    role: Option<Role>,
    is_centred: Option<bool>,
    list: Option<String>,
    level: Option<usize>,
    pieces: Vec<Piece>,
    /// Whether its own properties are being read.
    pub(crate) in_properties: bool,
    /// Whether it goes on in the next, since its end was deleted.
    pub(crate) goes_on: bool,
    run: Option<Run>,
    n_letters: usize,
    n_bold: usize,
    /// How many letters there are of each size.
    sizes: Vec<(usize, usize)>,
}

impl OpenParagraph {
    pub(crate) fn new(styles: &Styles) -> Self {
        Self {
            style: styles.style(None),
            ..Self::default()
        }
    }

    /// Takes what an element says of the paragraph or of its run.
    pub(crate) fn property(&mut self, start: &BytesStart<'_>, styles: &Styles) {
        if self.in_properties {
            self.own_property(start, styles);
        } else if let Some(run) = &mut self.run {
            run.property(start, styles);
        }
    }

    fn own_property(&mut self, start: &BytesStart<'_>, styles: &Styles) {
        let said = || value(start, "val");
        match start.local_name().as_ref() {
            "pStyle" => self.style = styles.style(said().as_deref()),
            "jc" => self.is_centred = Some(said().as_deref() == Some("center")),
            "outlineLvl" => self.role = outline_role(start),
            "numId" => self.list = said(),
            "ilvl" => self.level = said().and_then(|level| level.parse().ok()),
            "del" | "moveFrom" => self.goes_on = true,
            _ => {}
        }
    }

    pub(crate) fn open_run(&mut self) {
        self.run = Some(Run::default());
    }

    pub(crate) fn close_run(&mut self) {
        self.run = None;
    }

    /// Whether what comes is not to be seen.
    pub(crate) fn is_hidden(&self) -> bool {
        let run = self.run.as_ref();
        let own = run.and_then(|run| run.is_hidden.or(run.style.is_hidden));
        own.or(self.style.is_hidden).unwrap_or(false)
    }

    pub(crate) fn text(&mut self, text: &str) {
        let n_letters = text.chars().filter(|c| !c.is_whitespace()).count();
        self.n_letters += n_letters;
        let run = self.run.as_ref();
        let is_bold = run.and_then(|run| run.is_bold.or(run.style.is_bold));
        if is_bold.or(self.style.is_bold).unwrap_or(false) {
            self.n_bold += n_letters;
        }
        let size = run.and_then(|run| run.size.or(run.style.size));
        self.count(size.or(self.style.size).unwrap_or(0), n_letters);
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn count(&mut self, size: usize, n_letters: usize) {
        let known = self.sizes.iter().position(|(known, _)| *known == size);
        match known {
            Some(idx) => self.sizes[idx].1 += n_letters,
            None if self.sizes.len() < MOST_SIZES => self.sizes.push((size, n_letters)),
            None => {}
        }
    }

    pub(crate) fn end_line(&mut self) {
        self.pieces.push(Piece::Break);
    }

    pub(crate) fn picture(&mut self, picture: Picture) {
        self.pieces.push(Piece::Picture(picture));
    }

    /// The list that it is an item of, with the level.
    pub(crate) fn list(&self) -> Option<(&str, usize)> {
        let list = self.list.as_deref().or(self.style.list.as_deref());
        // A paragraph leaves the list of its style by naming one that is none.
        let list = list.filter(|list| *list != "0")?;
        Some((list, self.level.or(self.style.level).unwrap_or(0)))
    }

    /// Goes on from a paragraph whose end was deleted.
    pub(crate) fn follow(&mut self, mut before: Vec<Piece>) {
        before.append(&mut self.pieces);
        self.pieces = before;
    }

    pub(crate) fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    /// The paragraph as it was read; its mark is known elsewhere.
    pub(crate) fn finish(self) -> Paragraph {
        let size = self.sizes.iter().max_by_key(|(_, count)| *count);
        let own = self.style.role.filter(|role| *role != Role::Body);
        Paragraph {
            role: own.or(self.role).unwrap_or_default(),
            look: Look {
                is_centred: self.is_centred.or(self.style.is_centred).unwrap_or(false),
                is_bold: self.n_letters > 0 && self.n_bold == self.n_letters,
                size: size.map_or(0, |(size, _)| *size),
            },
            mark: None,
            pieces: self.pieces,
        }
    }
}

impl Run {
    fn property(&mut self, start: &BytesStart<'_>, styles: &Styles) {
        match start.local_name().as_ref() {
            "rStyle" => {
                self.style =
                    value(start, "val").map_or_else(Style::default, |id| styles.style(Some(&id)));
            }
            "b" => self.is_bold = Some(is_on(start)),
            "vanish" => self.is_hidden = Some(is_on(start)),
            "sz" => self.size = value(start, "val").and_then(|size| size.parse().ok()),
            _ => {}
        }
    }
}
