//! Pictures made ready for a report: bounded before memory is taken, turned upright, scaled to the width
//! of print, and written anew, so that nothing is in them but the picture: no place, no person, no camera.
//!
//! Nothing here opens a file, asks a clock, or knows a report; a picture that refers to other files or
//! carries a script is refused or loses it. The same bytes give the same picture.

mod drawing;
mod error;
mod kind;
mod photo;

pub use error::PictureError;
pub use kind::{EXTENSIONS, Kind};

use kind::Found;

/// A larger file is no picture for a report, in bytes.
pub const LARGEST: usize = 20 << 20;

/// A picture ready to be put into a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What its bytes are.
    pub kind: Kind,
    /// Width, in pixels; of a drawing in its own units.
    pub width: u32,
    /// Height, likewise.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
    /// A drawing as a PNG, for programs that show none.
    pub raster: Option<Vec<u8>>,
}

/// Makes a picture ready, whatever its file is called.
///
/// # Errors
/// A [`PictureError`] that says what the file is and what to do.
pub fn prepare(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() > LARGEST {
        return Err(PictureError::TooLarge(bytes.len()));
    }
    match kind::found(bytes)? {
        Found::Photo(format) => photo::prepare(bytes, format),
        Found::Drawing(text) => drawing::prepare(text),
    }
}
