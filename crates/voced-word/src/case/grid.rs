//! A table that holds pictures in rows, with their captions in the same cells or in those below.

use crate::document::{Cell, Table};

use super::captions::bare;
use super::layout::{Shown, pictures, text};

/// A caption is no longer, in characters.
const LONGEST_CAPTION: usize = 40;

/// The rows of pictures that a table is; `None` where it holds anything else.
pub(super) fn grid(table: &Table) -> Option<Vec<Vec<Shown>>> {
    let mut rows: Vec<Vec<Place>> = Vec::new();
    for row in &table.rows {
        let places = places(row);
        let n_pictures: usize = places.iter().map(|place| place.shown.len()).sum();
        if places
            .iter()
            .any(|place| place.text.chars().count() > LONGEST_CAPTION)
        {
            return None;
        }
        if n_pictures > 0 {
            // What stands beside pictures is no caption.
            if places
                .iter()
                .any(|place| place.shown.is_empty() && !place.text.is_empty())
            {
                return None;
            }
            rows.push(places);
        } else if places.iter().any(|place| !place.text.is_empty()) {
            caption(rows.last_mut()?, &places)?;
        }
    }
    let row = |places: Vec<Place>| places.into_iter().flat_map(Place::shown).collect();
    Some(rows.into_iter().map(row).collect())
}

/// A cell of a row, from its first column on.
struct Place {
    column: usize,
    shown: Vec<Shown>,
    text: String,
}

impl Place {
    /// Its pictures with what the cell says of them.
    fn shown(self) -> Vec<Shown> {
        let caption = bare(&self.text, '图').unwrap_or(&self.text).to_owned();
        let mut shown = self.shown;
        for one in &mut shown {
            one.caption.clone_from(&caption);
        }
        shown
    }
}

fn places(row: &[Cell]) -> Vec<Place> {
    let mut column = 0;
    let mut found = Vec::new();
    for cell in row {
        let shown = pictures(cell).into_iter().map(|picture| Shown {
            picture,
            caption: String::new(),
        });
        found.push(Place {
            column,
            shown: shown.collect(),
            text: text(cell),
        });
        column += cell.columns;
    }
    found
}

/// Gives the pictures of a row what stands in the row below; `None` where that is said of none of them.
fn caption(above: &mut [Place], below: &[Place]) -> Option<()> {
    if let [one] = below {
        let named = above.iter_mut().filter(|place| place.text.is_empty());
        named.for_each(|place| place.text.clone_from(&one.text));
        return Some(());
    }
    for said in below.iter().filter(|place| !place.text.is_empty()) {
        let place = above.iter_mut().find(|place| place.column == said.column)?;
        if place.shown.is_empty() || !place.text.is_empty() {
            return None;
        }
        place.text.clone_from(&said.text);
    }
    Some(())
}
