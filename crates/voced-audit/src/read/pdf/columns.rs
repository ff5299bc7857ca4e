//! The order in which a page is read: columns of text one after the other, between what stands
//! across them.

use super::line::{Line, Piece, lines};

/// Where room between columns may be, in hundredths of the width of the text.
const FROM: u8 = 20;
const TO: u8 = 80;
/// A piece fills its column where it takes this share of it,
const FULL: f64 = 0.75;
/// and has so many characters: a name beside a number is no column of text.
const LEAST_CHARACTERS: usize = 8;
/// Columns of text have so many full lines.
const LEAST_FULL: usize = 4;

/// Lines that are read one below the other.
pub(super) struct Region {
    pub(super) place: Place,
    pub(super) lines: Vec<Line>,
}

/// Where on a page a region stands: regions of one place have the same margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Across,
    Left,
    Right,
}

/// The regions of a page in the order of reading.
pub(super) fn regions(pieces: Vec<Piece>) -> Vec<Region> {
    let region = |place, pieces| Region {
        place,
        lines: lines(pieces),
    };
    let Some(middle) = room(&pieces) else {
        return vec![region(Place::Across, pieces)];
    };
    let mut regions = Vec::new();
    for band in bands(pieces, middle) {
        let parts = [
            (Place::Across, band.across),
            (Place::Left, band.left),
            (Place::Right, band.right),
        ];
        let filled = parts.into_iter().filter(|(_, pieces)| !pieces.is_empty());
        regions.extend(filled.map(|(place, pieces)| region(place, pieces)));
    }
    regions
}

/// Where the room between two columns of text is: where most full pieces stand on either side.
fn room(pieces: &[Piece]) -> Option<f64> {
    let text: Vec<&Piece> = pieces.iter().filter(|piece| !piece.is_table()).collect();
    let (left, right) = extent(&text);
    let step = (right - left) / 100.0;
    let places = (FROM..=TO).map(|hundredths| left + step * f64::from(hundredths));
    let counted: Vec<(usize, f64)> = places.map(|at| (n_full(&text, at), at)).collect();
    let most = counted.iter().map(|(count, _)| *count).max()?;
    let best: Vec<f64> = counted
        .iter()
        .filter(|(count, _)| *count == most)
        .map(|(_, at)| *at)
        .collect();
    let middle = best.get(best.len() / 2).copied();
    middle.filter(|_| most >= LEAST_FULL)
}

fn extent(pieces: &[&Piece]) -> (f64, f64) {
    let lefts = pieces.iter().map(|piece| piece.left);
    let rights = pieces.iter().map(|piece| piece.right);
    (
        lefts.fold(f64::INFINITY, f64::min),
        rights.fold(f64::NEG_INFINITY, f64::max),
    )
}

/// How many pieces fill the columns on either side of a place, the fewer of both.
fn n_full(text: &[&Piece], at: f64) -> usize {
    let full = |side| {
        let of_side = text
            .iter()
            .copied()
            .filter(|piece| place(piece, at) == side);
        let of_side: Vec<&Piece> = of_side.collect();
        let (left, right) = extent(&of_side);
        let fills = |piece: &&&Piece| {
            piece.width() >= FULL * (right - left) && piece.text.chars().count() >= LEAST_CHARACTERS
        };
        of_side.iter().filter(fills).count()
    };
    full(Place::Left).min(full(Place::Right))
}

/// What stands across the page, and below it columns side by side.
#[derive(Default)]
struct Band {
    across: Vec<Piece>,
    left: Vec<Piece>,
    right: Vec<Piece>,
}

impl Band {
    fn has_columns(&self) -> bool {
        !self.left.is_empty() || !self.right.is_empty()
    }

    /// What stands on the left alone is the last line of a paragraph across the page.
    fn settled(mut self) -> Self {
        if self.right.is_empty() {
            self.across.append(&mut self.left);
        }
        self
    }
}

fn bands(mut pieces: Vec<Piece>, middle: f64) -> Vec<Band> {
    pieces.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut bands = vec![Band::default()];
    for piece in pieces {
        let place = place(&piece, middle);
        if place == Place::Across && bands.last().is_some_and(Band::has_columns) {
            bands.push(Band::default());
        }
        // One is there from the beginning.
        if let Some(band) = bands.last_mut() {
            match place {
                Place::Across => band.across.push(piece),
                Place::Left => band.left.push(piece),
                Place::Right => band.right.push(piece),
            }
        }
    }
    bands.into_iter().map(Band::settled).collect()
}

fn place(piece: &Piece, middle: f64) -> Place {
    if piece.right <= middle + piece.size {
        Place::Left
    } else if piece.left >= middle - piece.size {
        Place::Right
    } else {
        Place::Across
    }
}
