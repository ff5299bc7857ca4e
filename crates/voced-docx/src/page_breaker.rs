//! Counts pages before there are any: pieces of known height, poured into pages one after another.

use std::collections::BTreeMap;

/// What stands on the pages, from above; heights in twentieths of a point.
#[derive(Default)]
pub(super) struct PageBreaker {
    pieces: Vec<Piece>,
}

/// What is never divided between pages.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    pub(super) height: i32,
    /// Whether the next piece is on the same page.
    pub(super) is_kept_with_next: bool,
    /// Head of a table, which stands above its row again where that begins a page.
    pub(super) head: i32,
    /// Whether it begins a page, and how much that page and those after it hold.
    pub(super) new_page: Option<NewPage>,
    /// Name of the place.
    pub(super) place: Option<String>,
}

/// Why a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NewPage {
    /// A break in the text.
    Break,
    /// A section whose pages hold so much.
    Section(i32),
}

impl PageBreaker {
    /// Adds a piece.
    pub(super) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// Adds lines of one height that may stand on different pages.
    pub(super) fn lines(&mut self, count: i32, height: i32) {
        for _ in 0..count {
            self.push(Piece {
                height,
                ..Piece::default()
            });
        }
    }

    /// The page of each place, from 1.
    pub(super) fn pages(&self) -> BTreeMap<&str, i32> {
        let mut pages = BTreeMap::new();
        let mut fill = PageFill::default();
        let mut start = 0;
        while start < self.pieces.len() {
            let end = self.end_of_group(start);
            fill.place(&self.pieces[start..end], &mut pages);
            start = end;
        }
        pages
    }

    /// Where the group ends that begins here and must stay together.
    fn end_of_group(&self, start: usize) -> usize {
        let kept = self.pieces[start..]
            .iter()
            .take_while(|piece| piece.is_kept_with_next)
            .count();
        (start + kept + 1).min(self.pieces.len())
    }
}

/// Where the next piece goes.
#[derive(Default)]
struct PageFill {
    page: i32,
    used: i32,
    room: i32,
}

impl PageFill {
    fn place<'f>(&mut self, group: &'f [Piece], pages: &mut BTreeMap<&'f str, i32>) {
        let total: i32 = group.iter().map(|piece| piece.height).sum();
        let may_move = total <= self.room && group.iter().all(|piece| piece.new_page.is_none());
        if may_move && self.used + total > self.room {
            self.turn(&group[0]);
        }
        for piece in group {
            match piece.new_page {
                Some(NewPage::Section(room)) => {
                    self.room = room;
                    self.turn(piece);
                }
                Some(NewPage::Break) if self.used > 0 => self.turn(piece),
                _ if self.used > 0 && self.used + piece.height > self.room => self.turn(piece),
                _ => {}
            }
            self.used += piece.height;
            if let Some(place) = &piece.place {
                pages.insert(place, self.page);
            }
        }
    }

    fn turn(&mut self, piece: &Piece) {
        self.page += 1;
        self.used = piece.head;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin(room: i32) -> PageBreaker {
        let mut flow = PageBreaker::default();
        flow.push(Piece {
            new_page: Some(NewPage::Section(room)),
            ..Piece::default()
        });
        flow
    }

    fn place(name: &str, height: i32, is_kept_with_next: bool) -> Piece {
        Piece {
            height,
            is_kept_with_next,
            place: Some(name.to_owned()),
            ..Piece::default()
        }
    }

    #[test]
    fn a_heading_goes_to_the_page_of_the_line_below_it() {
        let mut flow = begin(100);
        flow.lines(9, 10);
        flow.push(place("heading", 10, true));
        flow.lines(1, 10);
        assert_eq!(flow.pages()["heading"], 2);
    }

    #[test]
    fn a_table_repeats_its_head_on_each_page() {
        let mut flow = begin(100);
        for _ in 0..19 {
            flow.push(Piece {
                height: 10,
                head: 20,
                ..Piece::default()
            });
        }
        flow.push(place("after", 10, false));
        assert_eq!(flow.pages()["after"], 3);
    }
}
