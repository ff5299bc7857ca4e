//! What a file is by its content, and whether it asks for more than there may be.

use crate::refusal::Refusal;
use crate::{brought_along, compound, preflight};

pub(crate) enum Kind {
    Xlsx,
    Xls,
    Ods,
}

/// The format, and what came along.
pub(crate) type Seen = (Kind, Vec<&'static str>);

/// Tells formats by their content: extensions lie, and a library's "invalid archive" says nothing
/// to a clerk.
pub(crate) fn kind_of(bytes: &[u8]) -> Result<Seen, Refusal> {
    if bytes.starts_with(b"PK") {
        return kind_of_archive(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return kind_of_compound(bytes);
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]);
    if start
        .trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t'])
        .starts_with('<')
    {
        return Err(Refusal::web_page());
    }
    Err(Refusal::not_a_workbook(match bytes {
        [] => "空文件",
        [b'%', b'P', b'D', b'F', ..] => "PDF文件",
        [0x89, b'P', b'N', b'G', ..] | [0xFF, 0xD8, 0xFF, ..] => "图片",
        [b'R', b'a', b'r', b'!', ..] | [b'7', b'z', 0xBC, 0xAF, ..] => "压缩包",
        _ if !bytes.contains(&0) => "文字文件",
        _ => "别的文件",
    }))
}

/// Whether a file is a workbook that does not ask for more than there may be.
pub(crate) fn is_within_bounds(bytes: &[u8]) -> bool {
    kind_of(bytes).is_ok()
}

/// The container of the older programs: .xls, but also .doc, and workbooks with a password.
fn kind_of_compound(bytes: &[u8]) -> Result<Seen, Refusal> {
    let has = |name| compound::mentions(bytes, name);
    if has("EncryptedPackage") || compound::has_password(bytes) {
        return Err(Refusal::encrypted());
    }
    if has("WordDocument") && !has("Workbook") {
        return Err(Refusal::not_a_workbook("Word文件"));
    }
    if let Some(fault) = compound::fault(bytes) {
        return Err(Refusal::damaged(fault));
    }
    preflight::xls(bytes)?;
    Ok((Kind::Xls, brought_along::in_compound(bytes)))
}

fn kind_of_archive(bytes: &[u8]) -> Result<Seen, Refusal> {
    let mut archive = preflight::archive(bytes)?;
    let has = |name: &str| archive.index_for_name(name).is_some();
    if has("xl/workbook.xml") {
        preflight::xlsx(&mut archive)?;
        Ok((Kind::Xlsx, brought_along::in_archive(&archive)))
    } else if has("xl/workbook.bin") {
        Err(Refusal {
            message: "这是二进制工作簿(.xlsb)，读不了".into(),
            remedy: "请另存为“Excel工作簿(.xlsx)”再交回",
            ..Refusal::not_a_workbook("二进制工作簿(.xlsb)")
        })
    } else if has("word/document.xml") {
        Err(Refusal::not_a_workbook("Word文件"))
    } else if has("content.xml") {
        preflight::ods(&mut archive)?;
        Ok((Kind::Ods, brought_along::in_archive(&archive)))
    } else {
        Err(Refusal::not_a_workbook("压缩包"))
    }
}
