//! What a file is, told by how it begins: extensions lie.

use image::ImageFormat;
use serde::{Deserialize, Serialize};

use crate::error::PictureError;

/// What names of pictures end with that can be read.
pub const EXTENSIONS: &[&str] = &["png", "jpg", "jpeg", "webp", "svg"];

/// Forms in which a picture is put into a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// SVG without scripts, references and text.
    Svg,
}

impl Kind {
    /// What the name of such a file ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Kind::Png => "png",
            Kind::Jpeg => "jpg",
            Kind::Svg => "svg",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Png => "image/png",
            Kind::Jpeg => "image/jpeg",
            Kind::Svg => "image/svg+xml",
        }
    }
}

/// A file that can be read.
pub(crate) enum Found<'b> {
    Photo(ImageFormat),
    Drawing(&'b str),
}

/// What can be told and not read, by what stands at which byte.
const OTHERS: &[(usize, &[u8], &str)] = &[
    (4, b"ftypheic", "HEIC"),
    (4, b"ftypheix", "HEIC"),
    (4, b"ftypmif1", "HEIF"),
    (4, b"ftypavif", "AVIF"),
    (0, b"GIF8", "GIF"),
    (0, b"BM", "BMP"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"%PDF", "PDF"),
    (0, b"\xD7\xCD\xC6\x9A", "WMF"),
    (0, b"\x01\0\x09\0", "WMF"),
    (0, b"\x01\0\0\0", "EMF"),
    (0, b"\x1F\x8B", "压缩的EMF"),
];

pub(crate) fn found(bytes: &[u8]) -> Result<Found<'_>, PictureError> {
    if bytes.is_empty() {
        return Err(PictureError::Empty);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Found::Photo(ImageFormat::Png));
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Ok(Found::Photo(ImageFormat::Jpeg));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Ok(Found::Photo(ImageFormat::WebP));
    }
    let is_there = |(at, mark, _): &&(usize, &[u8], &str)| {
        bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark))
    };
    if let Some((_, _, name)) = OTHERS.iter().find(is_there) {
        return Err(PictureError::OtherFormat(name));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| PictureError::Unknown)?;
    let begins = text.trim_start_matches('\u{FEFF}').trim_start();
    if begins.starts_with('<') && begins.contains("<svg") {
        return Ok(Found::Drawing(begins));
    }
    Err(PictureError::Unknown)
}
