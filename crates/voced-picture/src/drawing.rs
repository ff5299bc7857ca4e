//! Drawings: SVG read and written anew, so that only shapes are left.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, WriteOptions};

use crate::error::PictureError;
use crate::{Kind, Picture};

/// Width of the drawing as a PNG, in pixels.
const RASTER: f32 = 1_240.0;
/// A longer drawing would fill a page, by how much higher than wide it is.
const STEEPEST: f32 = 3.0;
/// A flatter one is a line.
const FLATTEST: f32 = 0.1;
/// More shapes take too long to draw.
const MOST_ELEMENTS: usize = 50_000;

pub(crate) fn prepare(text: &str) -> Result<Picture, PictureError> {
    if text.contains("<script") {
        return Err(PictureError::HasScript);
    }
    if text.contains("<text") {
        return Err(PictureError::HasText);
    }
    if text.contains("<image") || text.contains("<!ENTITY") || text.contains("@import") {
        return Err(PictureError::HasReference);
    }
    let n_elements = text.matches("</").count() + text.matches("/>").count();
    if n_elements > MOST_ELEMENTS {
        return Err(PictureError::TooManyShapes(n_elements));
    }
    let options = Options {
        // Nothing outside the drawing is looked at.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options).map_err(|_| PictureError::Damaged)?;
    let size = tree.size();
    let ratio = size.height() / size.width();
    if !ratio.is_finite() || !(FLATTEST..=STEEPEST).contains(&ratio) {
        return Err(PictureError::TooWide(
            whole(size.width()),
            whole(size.height()),
        ));
    }
    Ok(Picture {
        kind: Kind::Svg,
        width: whole(size.width()),
        height: whole(size.height()),
        bytes: tree.to_string(&WriteOptions::default()).into_bytes(),
        raster: Some(raster(&tree)?),
    })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is positive, and a cast keeps within bounds"
)]
fn whole(length: f32) -> u32 {
    (length.ceil() as u32).max(1)
}

fn raster(tree: &Tree) -> Result<Vec<u8>, PictureError> {
    let scale = RASTER / tree.size().width();
    let height = whole(tree.size().height() * scale);
    let mut pixels = Pixmap::new(whole(RASTER), height).ok_or(PictureError::Damaged)?;
    resvg::render(
        tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    pixels.encode_png().map_err(|_| PictureError::Damaged)
}
