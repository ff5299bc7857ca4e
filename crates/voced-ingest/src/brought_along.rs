//! What comes along in a workbook that no template has: it is never run and never followed, and whoever
//! collects the workbooks should know of it.

use std::io::{Read, Seek};

use zip::ZipArchive;

use crate::compound;

const MACROS: &str = "宏";
const LINKS: &str = "外部链接";
const OBJECTS: &str = "嵌入的对象";

/// Parts of the newer formats by the beginnings of their names.
const PARTS: &[(&str, &str)] = &[
    ("xl/vbaProject", MACROS),
    ("xl/macrosheets/", MACROS),
    ("Basic/", MACROS),
    ("Scripts/", MACROS),
    ("xl/externalLinks/", LINKS),
    ("xl/connections.xml", LINKS),
    ("xl/embeddings/", OBJECTS),
    ("xl/activeX/", OBJECTS),
];

pub(crate) fn in_archive(archive: &ZipArchive<impl Read + Seek>) -> Vec<&'static str> {
    let kind_of = |name: &str| {
        let mut parts = PARTS.iter();
        parts
            .find(|(start, _)| name.starts_with(start))
            .map(|(_, kind)| *kind)
    };
    // Names that cannot be read were refused before.
    let names = archive.file_names().flatten();
    let mut kinds: Vec<_> = names.filter_map(|name| kind_of(&name)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

pub(crate) fn in_compound(bytes: &[u8]) -> Vec<&'static str> {
    let has_macros = compound::mentions(bytes, "_VBA_PROJECT_CUR");
    has_macros.then_some(MACROS).into_iter().collect()
}
