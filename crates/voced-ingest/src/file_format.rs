//! Which format a file is in, by its content, and whether it asks for more than there may be.

use std::borrow::Cow;

use crate::active_content;
use crate::compound::Compound;
use crate::decrypt;
use crate::formats::{FORMATS, Format};
use crate::preflight::{self, Archive};
use crate::refusal::Refusal;

/// What the container of the older programs begins with.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// What a workbook is packed in.
pub(crate) enum Container<'b> {
    /// A zip archive, of the newer formats.
    Archive(Archive<'b>),
    /// The container of the older programs.
    Compound(Compound<'b>),
}

impl<'b> Container<'b> {
    /// Whether there is a part of this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        match self {
            Container::Archive(archive) => archive.index_for_name(name).is_some(),
            Container::Compound(compound) => compound.has(name),
        }
    }

    /// The format, the one of which this is.
    fn recognised(mut self) -> Option<Result<Recognised<'b>, Refusal>> {
        let format = FORMATS.iter().find(|format| (format.is_it)(&self))?;
        let bounded = (format.bounds)(&mut self);
        Some(bounded.map(|()| Recognised {
            format,
            active_content: active_content::of(&self, format),
            container: self,
        }))
    }
}

/// A workbook that does not ask for more than there may be.
pub(crate) struct Recognised<'b> {
    pub(crate) format: &'static Format,
    /// What came along that no template has.
    pub(crate) active_content: Vec<&'static str>,
    pub(crate) container: Container<'b>,
}

/// The workbook itself: without what stands before it and without the encryption that asks nobody for a
/// password.
pub(crate) fn plain(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    if !bytes.starts_with(COMPOUND) {
        return Ok(Cow::Borrowed(bytes));
    }
    preflight::of_bounded_size(bytes)?;
    let opened = decrypt::opened(&Compound::new(bytes))?;
    Ok(opened.map_or(Cow::Borrowed(bytes), Cow::Owned))
}

/// Tells formats by their content: extensions lie, and a library's "invalid archive" says nothing
/// to a clerk.
pub(crate) fn recognised(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    if bytes.starts_with(b"PK") {
        return archive(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return in_compound(bytes);
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
    plain(bytes).is_ok_and(|bytes| recognised(&bytes).is_ok())
}

/// The container of the older programs: .xls, but also .doc, and workbooks with a password.
fn in_compound(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    let container = Container::Compound(Compound::new(bytes));
    if container.has("WordDocument") && !container.has("Workbook") {
        return Err(Refusal::not_a_workbook("Word文件"));
    }
    let found = container.recognised();
    found.unwrap_or_else(|| Err(Refusal::not_a_workbook("别的文件")))
}

fn archive(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    let container = Container::Archive(preflight::archive(bytes)?);
    let refusal = of_no_format(&container);
    container.recognised().unwrap_or(Err(refusal))
}

/// What is said of an archive that is none of the formats.
fn of_no_format(container: &Container<'_>) -> Refusal {
    if container.has("xl/workbook.bin") {
        Refusal {
            message: "这是二进制工作簿(.xlsb)，读不了".into(),
            remedy: "请另存为“Excel工作簿(.xlsx)”再交回",
            ..Refusal::not_a_workbook("二进制工作簿(.xlsb)")
        }
    } else if container.has("word/document.xml") {
        Refusal::not_a_workbook("Word文件")
    } else {
        Refusal::not_a_workbook("压缩包")
    }
}
