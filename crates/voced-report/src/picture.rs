//! Pictures that a text names: found, made ready once, and put side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rayon::prelude::*;
use voced_picture::{PictureError, prepare};

use crate::context::{ComposeContext, Misuse};
use crate::model::{Image, Picture};
use crate::spec::check_text;

/// More pictures side by side are too small to be seen.
pub(crate) const MOST_IN_ROW: usize = 4;

/// The pictures of a narrative by their paths in its folder, as its texts name them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pictures(BTreeMap<String, File>);

#[derive(Clone, Debug)]
struct File {
    bytes: Vec<u8>,
    /// Made ready when the first text asks.
    ready: OnceLock<Result<Image, PictureError>>,
}

impl File {
    fn ready(&self) -> &Result<Image, PictureError> {
        self.ready.get_or_init(|| prepare(&self.bytes).map(image))
    }
}

impl Pictures {
    pub(crate) fn new(files: BTreeMap<String, Vec<u8>>) -> Self {
        let file = |(path, bytes)| {
            let ready = OnceLock::new();
            (path, File { bytes, ready })
        };
        Self(files.into_iter().map(file).collect())
    }

    /// Makes all of them ready, side by side.
    pub(crate) fn make_ready(&self) {
        self.0.par_iter().for_each(|(_, file)| {
            file.ready();
        });
    }

    fn image(&self, path: &str) -> Result<Image, Misuse> {
        let Some(file) = self.0.get(path) else {
            return Err(Misuse::new(
                format!("没有图片“{path}”"),
                "请把图片放在narrative文件夹里（可以有子文件夹），并核对文件名",
            ));
        };
        file.ready()
            .clone()
            .map_err(|error| Misuse::new(format!("“{path}”：{error}"), error.remedy()))
    }
}

/// Files are the same where their bytes are.
impl PartialEq for Pictures {
    fn eq(&self, other: &Self) -> bool {
        let bytes = |pictures: &Self| -> Vec<(String, Vec<u8>)> {
            let files = pictures.0.iter();
            files
                .map(|(path, file)| (path.clone(), file.bytes.clone()))
                .collect()
        };
        bytes(self) == bytes(other)
    }
}

impl Eq for Pictures {}

fn image(picture: voced_picture::Picture) -> Image {
    Image {
        kind: picture.kind,
        width: picture.width,
        height: picture.height,
        bytes: picture.bytes,
        raster: picture.raster.unwrap_or_default(),
    }
}

/// The paths of the pictures that texts name, as far as they lie in the folder of the texts.
pub fn pictures_named(texts: &BTreeMap<String, String>) -> BTreeSet<String> {
    let named = texts.values().flat_map(|text| text.split("![").skip(1));
    let path = |rest: &str| {
        let (_, rest) = rest.split_once("](")?;
        let path = rest.split([')', ' ', '\n']).next()?;
        is_within(path).then(|| path.to_owned())
    };
    named.filter_map(path).collect()
}

/// Whether a path leads to a file below the folder that it starts from, on every system.
pub(crate) fn is_within(path: &str) -> bool {
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    !path.contains(['\\', ':', '\0']) && path.split('/').all(is_name)
}

/// A picture with its caption.
pub(crate) struct Named {
    pub(crate) path: String,
    pub(crate) caption: String,
    /// What it shows, where the caption does not say it.
    pub(crate) alt: String,
}

/// A picture of a row; its number comes later.
pub(crate) fn picture(named: Named, cx: &ComposeContext) -> Result<Picture, Misuse> {
    let Named { path, caption, alt } = named;
    if !is_within(&path) {
        return Err(Misuse::new(
            format!("“{path}”不在narrative文件夹里"),
            "图片请放在narrative文件夹里，写相对的路径，如照片/上课.jpg",
        ));
    }
    if caption.trim().is_empty() {
        return Err(Misuse::new(
            format!("图片“{path}”没有说明"),
            "请写成![说明](路径)",
        ));
    }
    check_text(&caption)?;
    let image = cx.recorder.image(&path, cx.pictures.image(&path)?);
    let name = path.rsplit('/').next().unwrap_or(&path);
    let id = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Ok(Picture {
        id: id.to_owned(),
        anchor: String::new(),
        number: 0,
        alt: if alt.is_empty() { caption.clone() } else { alt },
        caption,
        image,
    })
}
