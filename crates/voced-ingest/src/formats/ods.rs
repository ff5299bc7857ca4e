//! .ods of LibreOffice.

use calamine::Ods;

use super::{Format, dense};
use crate::active_content::MACROS;
use crate::file_format::Container;
use crate::preflight;
use crate::refusal::Refusal;

pub(super) const FORMAT: Format = Format {
    extensions: &["ods"],
    // A document of Word may have a part of this name as well.
    is_it: |container| {
        let is_archive = matches!(container, Container::Archive(_));
        is_archive && container.has("content.xml") && !container.has("word/document.xml")
    },
    bounds: |container| match container {
        Container::Archive(archive) => preflight::ods(archive),
        Container::Compound(_) => Ok(()),
    },
    active_content: &[("Basic/", MACROS), ("Scripts/", MACROS)],
    open: |container| match container {
        Container::Archive(archive) => dense::open::<Ods<_>>(archive.into_inner().into_inner()),
        Container::Compound(_) => Err(Refusal::not_a_workbook("别的文件")),
    },
};
