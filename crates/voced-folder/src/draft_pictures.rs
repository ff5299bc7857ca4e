//! The pictures of a draft, put beside the texts of a report, never over a file that is there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use voced_picture::{Kind, Picture};

use crate::FolderError;
use crate::drafts::{draft_name, write_new};

/// The folder of pictures, within that of the texts.
const PICTURES: &str = "照片";
/// No draft has more pictures of all its rounds.
const MOST: usize = 1_000;
/// What a picture may be.
const KINDS: [Kind; 3] = [Kind::Jpeg, Kind::Png, Kind::Svg];

/// The pictures of one draft, as they are put one after the other.
#[derive(Debug)]
pub struct DraftPictures {
    narrative: PathBuf,
    name: String,
    /// The numbers that this draft has used.
    used: BTreeSet<usize>,
}

impl DraftPictures {
    /// The pictures of the draft of such a title; `narrative` is the folder of the texts.
    pub fn new(narrative: &Path, title: &str) -> Self {
        // A path in a text ends at room or at a bracket.
        let name = draft_name(title)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        Self {
            narrative: narrative.to_owned(),
            name,
            used: BTreeSet::new(),
        }
    }

    /// Puts a picture where it lies already or where nothing lies; its path within the folder of the texts.
    /// A file that differs, whoever made it, stays, and the next number is taken.
    ///
    /// # Errors
    /// Where the folder cannot be read or written.
    pub fn put(&mut self, picture: &Picture) -> Result<String, FolderError> {
        let folder = self.narrative.join(PICTURES);
        fs::create_dir_all(&folder).map_err(|error| FolderError::io(&folder, error))?;
        for number in 1..=MOST {
            if self.used.contains(&number) {
                continue;
            }
            let stem = format!("{}-{number}", self.name);
            if is_there(&folder, &stem, picture)? {
                self.used.insert(number);
                let extension = picture.kind.extension();
                return Ok(format!("{PICTURES}/{stem}.{extension}"));
            }
        }
        Err(FolderError::content(
            format!("{}里“{}”的图片太多", folder.display(), self.name),
            "请移走不再用的图片",
        ))
    }
}

/// Whether a picture lies under a name now: it did, or there was nothing of the name, whatever it ends with.
fn is_there(folder: &Path, stem: &str, picture: &Picture) -> Result<bool, FolderError> {
    let path = |kind: Kind| folder.join(format!("{stem}.{}", kind.extension()));
    let own = path(picture.kind);
    for kind in KINDS {
        let other = path(kind);
        match fs::read(&other) {
            Ok(found) => return Ok(other == own && found == picture.bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(FolderError::io(other, error)),
        }
    }
    write_new(&own, &picture.bytes).map(|()| true)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn picture(kind: Kind, bytes: &[u8]) -> Picture {
        Picture {
            kind,
            width: 1,
            height: 1,
            bytes: bytes.to_vec(),
            raster: None,
        }
    }

    fn put(folder: &Path, pictures: &[(Kind, &[u8])]) -> Vec<String> {
        let mut draft = DraftPictures::new(folder, "做法 (1/2)：../机制");
        let pictures = pictures.iter();
        pictures
            .map(|(kind, bytes)| draft.put(&picture(*kind, bytes)).unwrap())
            .collect()
    }

    #[test]
    fn what_lies_there_is_used_again_and_what_differs_stays() {
        let folder = tempfile::tempdir().unwrap();
        let names = |numbers: &[usize]| -> Vec<String> {
            let numbers = numbers.iter();
            numbers
                .map(|n| format!("照片/做法12机制-{n}.jpg"))
                .collect()
        };
        let first: [(Kind, &[u8]); 2] = [(Kind::Jpeg, b"a"), (Kind::Jpeg, b"b")];
        assert_eq!(put(folder.path(), &first), names(&[1, 2]));
        assert_eq!(put(folder.path(), &first), names(&[1, 2]));
        fs::write(folder.path().join(&names(&[1])[0]), "another's").unwrap();
        assert_eq!(put(folder.path(), &first), names(&[3, 2]));
        assert_eq!(put(folder.path(), &first), names(&[3, 2]));
        let kept = fs::read(folder.path().join(&names(&[1])[0])).unwrap();
        assert_eq!(kept, b"another's");
    }

    #[test]
    fn one_picture_twice_and_one_of_another_kind_have_names_of_their_own() {
        let folder = tempfile::tempdir().unwrap();
        let pictures: [(Kind, &[u8]); 3] =
            [(Kind::Jpeg, b"a"), (Kind::Jpeg, b"a"), (Kind::Png, b"p")];
        let names = ["-1.jpg", "-2.jpg", "-3.png"].map(|end| format!("照片/做法12机制{end}"));
        assert_eq!(put(folder.path(), &pictures), names);
        assert_eq!(put(folder.path(), &pictures), names);
    }
}
