//! Pictures of a case as paragraphs of the draft.

use voced_domain::{CasePicture, PictureFile};

use super::escaped::{has_stated, line, marked_up, words_of_comment};

/// Whether a text can be the caption of a picture: there is one, and it has no figures.
pub fn can_be_caption(text: &str) -> bool {
    !text.is_empty() && !has_stated(text)
}

/// A row of pictures; below it what their captions cannot say and where others stood.
pub(super) fn paragraphs(pictures: &[CasePicture], reason: &str) -> Vec<String> {
    let row: Vec<String> = pictures.iter().filter_map(picture).collect();
    let mut paragraphs = Vec::new();
    if !row.is_empty() {
        paragraphs.push(row.join("\n"));
    }
    paragraphs.extend(pictures.iter().filter_map(|picture| below(picture, reason)));
    paragraphs
}

/// A caption has no figures: one with any is left to an editor, and stands below as it was.
fn picture(picture: &CasePicture) -> Option<String> {
    let PictureFile::Path(path) = &picture.file else {
        return None;
    };
    let caption = if has_stated(&picture.caption) {
        String::new()
    } else {
        marked_up(&without_brackets(&picture.caption))
    };
    Some(format!("![{caption}]({path})"))
}

/// A caption in which no path begins, however it is looked for.
fn without_brackets(caption: &str) -> String {
    let full_width = |c| match c {
        '[' => '［',
        ']' => '］',
        '(' => '（',
        ')' => '）',
        c => c,
    };
    caption.chars().map(full_width).collect()
}

fn below(picture: &CasePicture, reason: &str) -> Option<String> {
    let caption = &picture.caption;
    match &picture.file {
        PictureFile::Path(_) if has_stated(caption) => {
            Some(line(reason, &format!("图：{caption}")))
        }
        PictureFile::Path(_) => None,
        PictureFile::Missing(what) => Some(missing(caption, what)),
        PictureFile::Part(_) => Some(missing(caption, "没有取出来；请再运行一次")),
    }
}

/// A remark that the editor sees and no reader.
fn missing(caption: &str, what: &str) -> String {
    let caption = words_of_comment(caption);
    let caption = if caption.is_empty() {
        String::new()
    } else {
        format!("“{caption}”")
    };
    format!(
        "{{# 这里原有一张图{caption}：{} #}}",
        words_of_comment(what)
    )
}
