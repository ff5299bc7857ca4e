//! The page of GB/T 9704-2012 in the units of the format; nothing here knows what stands on it.

/// Twentieths of a point in a millimetre, as a ratio.
const TWIPS_PER_MM: (i32, i32) = (1440 * 10, 254);
/// English metric units in a twentieth of a point.
pub(super) const EMU_PER_TWIP: i32 = 635;

/// Lines on a page of text.
const LINES: i32 = 22;
/// Characters in a line of text.
const CHARACTERS: i32 = 28;
/// 3号, the size of the text, in half points.
pub(super) const TEXT_SIZE: i32 = 32;

/// How a page lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orientation {
    /// Upright.
    Portrait,
    /// Lying, for wide tables; the margins turn with the page.
    Landscape,
}

/// A page with its margins, in twentieths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) orientation: Orientation,
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
    pub(super) left: i32,
}

impl Orientation {
    /// The page that lies like this.
    pub(super) fn page(self) -> Page {
        let (short, long) = (mm(210), mm(297));
        let (head, foot, bind, cut) = (mm(37), mm(35), mm(28), mm(26));
        match self {
            Orientation::Portrait => Page {
                orientation: self,
                width: short,
                height: long,
                top: head,
                right: cut,
                bottom: foot,
                left: bind,
            },
            Orientation::Landscape => Page {
                orientation: self,
                width: long,
                height: short,
                top: bind,
                right: head,
                bottom: cut,
                left: foot,
            },
        }
    }
}

impl Page {
    /// Width of the text.
    pub(super) fn text_width(self) -> i32 {
        self.width - self.left - self.right
    }

    /// Height of the text.
    pub(super) fn text_height(self) -> i32 {
        self.height - self.top - self.bottom
    }
}

/// Height of a line of text: a page holds 22.
pub(super) fn line_pitch() -> i32 {
    Orientation::Portrait.page().text_height() / LINES
}

/// What a character of 3号 is set closer by, in 4096ths of a point, so that a line holds 28.
pub(super) fn character_space() -> i32 {
    let width = Orientation::Portrait.page().text_width();
    (width * 4096 / CHARACTERS - TEXT_SIZE * 10 * 4096) / 20
}

/// Millimetres in twentieths of a point.
pub(super) const fn mm(millimetres: i32) -> i32 {
    (millimetres * TWIPS_PER_MM.0 + TWIPS_PER_MM.1 / 2) / TWIPS_PER_MM.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_22_lines_of_28_characters() {
        let page = Orientation::Portrait.page();
        assert_eq!(page.text_height() / line_pitch(), 22);
        assert_eq!((line_pitch(), character_space()), (579, -841));
        assert_eq!((page.width, page.height), (11906, 16838));
    }
}
