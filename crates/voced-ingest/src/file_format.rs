//! Which format a file is in, by its content, and whether it asks for more than there may be.

use std::borrow::Cow;

use crate::active_content;
use crate::compound::Compound;
use crate::container::Container;
use crate::decrypt;
use crate::foreign;
use crate::format::Format;
use crate::formats::FORMATS;
use crate::preflight;
use crate::refusal::Refusal;

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
    let bytes = without_blanks_before(bytes);
    if !Compound::is_one(bytes) {
        return Ok(Cow::Borrowed(bytes));
    }
    preflight::of_bounded_size(bytes)?;
    let opened = decrypt::opened(&Compound::new(bytes))?;
    Ok(opened.map_or(Cow::Borrowed(bytes), Cow::Owned))
}

/// Scripts that send a file on like to put a line break or a mark of UTF-8 before it.
fn without_blanks_before(bytes: &[u8]) -> &[u8] {
    let file = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(bytes)
        .trim_ascii_start();
    if is_archive(file) || Compound::is_one(file) {
        file
    } else {
        bytes
    }
}

/// Tells formats by their content: extensions lie, and a library's "invalid archive" says nothing
/// to a clerk.
pub(crate) fn recognised(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    if is_archive(bytes) {
        return archive(bytes);
    }
    if Compound::is_one(bytes) {
        return in_compound(bytes);
    }
    if bytes.is_empty() {
        return Err(Refusal::not_a_workbook("空文件"));
    }
    // A place on the disk that nothing was written to.
    if bytes.iter().all(|byte| *byte == 0) {
        return Err(Refusal::damaged("文件里全是0"));
    }
    Err(foreign::known(bytes, &[]).unwrap_or_else(Refusal::unknown))
}

/// Whether a file is a workbook that does not ask for more than there may be.
pub(crate) fn is_within_bounds(bytes: &[u8]) -> bool {
    plain(bytes).is_ok_and(|bytes| recognised(&bytes).is_ok())
}

/// Whether it begins as an archive; a text may begin with these two letters as well.
fn is_archive(bytes: &[u8]) -> bool {
    matches!(bytes, [b'P', b'K'] | [b'P', b'K', 0..=8, ..])
}

/// The format, the one of which this is.
fn of_container(mut container: Container<'_>) -> Option<Result<Recognised<'_>, Refusal>> {
    let format = FORMATS.iter().find(|format| (format.is_it)(&container))?;
    let bounded = (format.bounds)(&mut container);
    Some(bounded.map(|()| Recognised {
        format,
        active_content: active_content::of(&container, format),
        container,
    }))
}

/// The container of the older programs: .xls, but also .doc, and workbooks with a password.
fn in_compound(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    let compound = Compound::new(bytes);
    let parts: Vec<String> = compound.names_on_top().map(str::to_owned).collect();
    if let Some(foreign) = foreign::known(bytes, &parts) {
        return Err(foreign);
    }
    let found = of_container(Container::Compound(compound));
    found.unwrap_or_else(|| Err(Refusal::unknown()))
}

fn archive(bytes: &[u8]) -> Result<Recognised<'_>, Refusal> {
    let archive = preflight::archive(bytes)?;
    let parts: Vec<String> = archive.file_names().flatten().map(Into::into).collect();
    if let Some(foreign) = foreign::known(bytes, &parts) {
        return Err(foreign);
    }
    let found = of_container(Container::Archive(archive));
    found.unwrap_or_else(|| Err(foreign::archive()))
}
