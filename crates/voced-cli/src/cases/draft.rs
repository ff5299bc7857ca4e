//! A case study as a draft among the texts, with its pictures, and what is said of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use voced_domain::{CaseBlock, CasePicture, PictureFile};
use voced_folder::{Draft, DraftPictures, Folder, Put, draft_name, put_draft};
use voced_picture::{LARGEST as LARGEST_PICTURE, prepare};
use voced_pipeline::Assessment;
use voced_report::{DRAFTS, OUTLINE, can_be_caption, draft_of_case};
use voced_word::{LARGEST, Pictures};

use super::{SchoolCase, own};
use crate::Failure;

/// No case has more pictures.
const MOST_PICTURES: usize = 60;

/// Puts a case beside the texts; what became of it and what to do with it.
pub(super) fn put(
    folder: &Folder,
    assessment: &Assessment,
    case: &SchoolCase<'_>,
    texts: &BTreeMap<String, String>,
) -> Result<String, Failure> {
    let school = case.school;
    let title = &case.case.title;
    if let Some(own) = own(texts, title) {
        return Ok(format!("{}：已有{own}，没有再取", school.short));
    }
    let narrative = narrative(folder, assessment);
    let blocks = with_pictures(folder, case, &narrative)?;
    let draft = Draft {
        title: title.clone(),
        text: draft_of_case(&school.name, &blocks),
    };
    let said = match put_draft(&narrative.join(DRAFTS), &draft)? {
        Put::New(path) => format!("✓ {}：取成{}", school.short, path.display()),
        Put::Same(path) => format!("{}：{}没有变", school.short, path.display()),
        Put::Renewed(path) => format!("✓ {}：{}按新交的文件更新", school.short, path.display()),
        Put::Beside { kept, newer } => format!(
            "{}：{}有人改过，没有动；学校新写的在{}",
            school.short,
            kept.display(),
            newer.display()
        ),
    };
    let mut lines = vec![said];
    lines.extend(remarks(&blocks));
    lines.extend(outline_entry(case, texts));
    Ok(lines.join("\n"))
}

fn narrative(folder: &Folder, assessment: &Assessment) -> PathBuf {
    let year = assessment.year();
    let narrative = folder.narrative_folder(year);
    narrative.unwrap_or_else(|| folder.year_folder(year).join("narrative"))
}

/// The pieces of a case, its pictures put beside the texts.
fn with_pictures(
    folder: &Folder,
    case: &SchoolCase<'_>,
    narrative: &Path,
) -> Result<Vec<CaseBlock>, Failure> {
    let mut blocks = case.case.blocks.clone();
    let Some(document) = &case.document else {
        return Ok(blocks);
    };
    let bytes = folder.document(document, LARGEST)?;
    let pictures = Pictures::open(&bytes);
    let mut pictures = pictures
        .map_err(|error| Failure::new(format!("{}：{error}", document.name()), error.remedy()))?;
    let mut places = DraftPictures::new(narrative, &case.case.title);
    let all = blocks.iter_mut().flat_map(|block| match block {
        CaseBlock::Pictures(pictures) => pictures.as_mut_slice(),
        _ => &mut [],
    });
    for (idx, picture) in all.enumerate() {
        place(picture, idx, &mut pictures, &mut places)?;
    }
    Ok(blocks)
}

/// Puts a picture in its place, or says why there is none.
fn place(
    picture: &mut CasePicture,
    idx: usize,
    pictures: &mut Pictures<'_>,
    places: &mut DraftPictures,
) -> Result<(), Failure> {
    let PictureFile::Part(part) = &picture.file else {
        return Ok(());
    };
    picture.file = if idx >= MOST_PICTURES {
        PictureFile::Missing(format!(
            "图片太多，只取了前{MOST_PICTURES}张；要用的请自己放进来"
        ))
    } else {
        match prepare(&pictures.file(part, LARGEST_PICTURE)) {
            Ok(ready) => PictureFile::Path(places.put(&ready)?),
            Err(error) => PictureFile::Missing(format!("{error}；{}", error.remedy())),
        }
    };
    Ok(())
}

/// What an editor has to do about pictures.
fn remarks(blocks: &[CaseBlock]) -> Vec<String> {
    let all = blocks.iter().flat_map(|block| match block {
        CaseBlock::Pictures(pictures) => pictures.as_slice(),
        _ => &[],
    });
    let mut lines = Vec::new();
    for (idx, picture) in all.enumerate() {
        let number = idx + 1;
        match &picture.file {
            PictureFile::Missing(what) => lines.push(format!("  第{number}张图没有取：{what}")),
            PictureFile::Path(path) if !can_be_caption(&picture.caption) => lines.push(format!(
                "  第{number}张图没有图题，或图题里有数，请在稿里{path}前面的方括号里写上"
            )),
            PictureFile::Path(_) | PictureFile::Part(_) => {}
        }
    }
    lines
}

/// What to add to the outline, where it does not name the title yet.
fn outline_entry(case: &SchoolCase<'_>, texts: &BTreeMap<String, String>) -> Option<String> {
    // The outline finds a draft by the name of its file.
    let title = toml::Value::String(draft_name(&case.case.title)).to_string();
    let outline = texts.get(OUTLINE).map_or("", String::as_str);
    if outline.contains(&title) {
        return None;
    }
    let code = case.school.code.as_str();
    Some(format!(
        "  要收进报告，请在outline.toml里加：\n  [[appendix]]\n  title = {title}\n  school = \"{code}\""
    ))
}
