//! A text as it was written: parts of it may be struck out, raised or lowered.

/// A text and its pieces, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Written {
    /// All letters, those that are struck out among them.
    pub(crate) text: String,
    /// Empty where no piece says that it is struck out.
    pub(crate) pieces: Vec<Piece>,
}

/// Letters that look alike.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// How many bytes of the text.
    pub(crate) n_bytes: usize,
    /// Whether it is struck out; absent where that is as the cell says.
    pub(crate) struck: Option<bool>,
}

/// Whether letters stand above the line or below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Raised {
    #[default]
    No,
    Above,
    Below,
}

/// What is struck out in a cell, and what is left.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Struck {
    pub(crate) gone: String,
    pub(crate) left: String,
}

impl Written {
    /// Adds a piece. Raised letters become letters of their own, so that the mark of a footnote, or
    /// a power, is never taken for a digit of the number before it.
    pub(crate) fn push(&mut self, letters: &str, struck: Option<bool>, raised: Raised) {
        if letters.is_empty() {
            return;
        }
        let start = self.text.len();
        match raised {
            Raised::No => self.text.push_str(letters),
            Raised::Above => self.text.extend(letters.chars().map(above)),
            Raised::Below => self.text.extend(letters.chars().map(below)),
        }
        if struck.is_none() && self.pieces.is_empty() {
            return;
        }
        if self.pieces.is_empty() && start > 0 {
            self.piece(start, None);
        }
        self.piece(self.text.len() - start, struck);
    }

    fn piece(&mut self, n_bytes: usize, struck: Option<bool>) {
        self.pieces.push(Piece { n_bytes, struck });
    }
}

impl Struck {
    /// What is struck out in a text, in a cell whose own letters are or are not.
    pub(crate) fn of(text: &str, pieces: &[Piece], cell_is_struck: bool) -> Option<Box<Self>> {
        if pieces.is_empty() {
            return cell_is_struck.then(|| Box::new(Self::all(text)));
        }
        let mut struck = Self {
            gone: String::new(),
            left: String::new(),
        };
        let mut rest = text;
        for piece in pieces {
            let (letters, behind) = rest.split_at_checked(piece.n_bytes)?;
            rest = behind;
            if piece.struck.unwrap_or(cell_is_struck) {
                struck.gone.push_str(letters)
            } else {
                struck.left.push_str(letters)
            }
        }
        struck.left.push_str(rest);
        (!struck.gone.trim().is_empty()).then(|| Box::new(struck))
    }

    pub(crate) fn all(text: &str) -> Self {
        Self {
            gone: text.into(),
            left: String::new(),
        }
    }
}

fn above(letter: char) -> char {
    const LETTERS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    moved(letter, &LETTERS)
}

fn below(letter: char) -> char {
    const LETTERS: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    moved(letter, &LETTERS)
}

fn moved(letter: char, digits: &[char; 10]) -> char {
    let digit = letter
        .to_digit(10)
        .and_then(|digit| usize::try_from(digit).ok());
    digit.map_or(letter, |digit| digits[digit])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_struck_out_is_told_from_what_is_left() {
        let mut written = Written::default();
        written.push("4", Some(true), Raised::No);
        written.push("5", None, Raised::No);
        let struck = |cell| Struck::of(&written.text, &written.pieces, cell);
        let told = |gone: &str, left: &str| {
            let (gone, left) = (gone.into(), left.into());
            Some(Box::new(Struck { gone, left }))
        };
        assert_eq!(struck(false), told("4", "5"));
        assert_eq!(struck(true), told("45", ""));
        assert_eq!(Struck::of("45", &[], false), None);
        assert_eq!(Struck::of("45", &[], true), told("45", ""));
    }

    #[test]
    fn raised_digits_are_letters_of_their_own() {
        let mut written = Written::default();
        written.push("5", None, Raised::No);
        written.push("1注", None, Raised::Above);
        written.push("2", None, Raised::Below);
        assert_eq!(written.text, "5¹注₂");
    }
}
