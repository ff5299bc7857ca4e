//! Pictures made of pixels.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType as RowFilter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use crate::error::PictureError;
use crate::{Kind, Picture};

/// The longest side, and the most pixels, that are read: three times as many bytes are taken.
const LONGEST: u32 = 12_000;
const MOST_PIXELS: u64 = 36_000_000;
/// Print is 156 mm wide; so many pixels are some 200 to the inch.
const WIDEST: u32 = 1_240;
/// Higher ones would fill a page.
const HIGHEST: u32 = 1_400;
const QUALITY: u8 = 82;
/// The most memory that a decoder may take beside the picture, in bytes.
const MOST_MEMORY: u64 = 200 << 20;

pub(crate) fn prepare(bytes: &[u8], format: ImageFormat) -> Result<Picture, PictureError> {
    if format == ImageFormat::Jpeg && !is_whole(bytes) {
        return Err(PictureError::Damaged);
    }
    let picture = upright(bytes, format)?;
    let picture = scaled(picture);
    let is_opaque = !picture.color().has_alpha() || is_opaque(&picture);
    let kind = if format == ImageFormat::Jpeg || format == ImageFormat::WebP && is_opaque {
        Kind::Jpeg
    } else {
        Kind::Png
    };
    Ok(Picture {
        kind,
        width: picture.width(),
        height: picture.height(),
        bytes: written(&picture, kind)?,
        raster: None,
    })
}

/// Whether a JPEG has its end: a decoder fills what is missing with grey and says nothing.
fn is_whole(bytes: &[u8]) -> bool {
    const BEGINNING_OF_SCAN: [u8; 2] = [0xFF, 0xDA];
    const END: [u8; 2] = [0xFF, 0xD9];
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|window| window == mark);
    last(END) > last(BEGINNING_OF_SCAN)
}

/// The picture as it was meant to be seen; its size is looked at before anything is taken.
fn upright(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, PictureError> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST || u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(PictureError::TooWide(width, height));
    }
    // Where nothing says how it was held, it was held upright.
    let turn = decoder.orientation().ok();
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| PictureError::Damaged)?;
    if let Some(turn) = turn {
        picture.apply_orientation(turn);
    }
    Ok(picture)
}

fn scaled(picture: DynamicImage) -> DynamicImage {
    if picture.width() <= WIDEST && picture.height() <= HIGHEST {
        return picture;
    }
    picture.resize(WIDEST, HIGHEST, FilterType::Triangle)
}

fn is_opaque(picture: &DynamicImage) -> bool {
    picture
        .to_rgba8()
        .pixels()
        .all(|pixel| pixel.0[3] == u8::MAX)
}

fn written(picture: &DynamicImage, kind: Kind) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    let done = match kind {
        Kind::Jpeg => {
            let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
            picture.to_rgb8().write_with_encoder(encoder)
        }
        _ => {
            let encoder = PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                RowFilter::Adaptive,
            );
            if picture.color().has_alpha() {
                picture.to_rgba8().write_with_encoder(encoder)
            } else {
                picture.to_rgb8().write_with_encoder(encoder)
            }
        }
    };
    done.map_err(|_| PictureError::Damaged)?;
    Ok(bytes)
}
