//! What comes along in a workbook that no template has: it is never run and never followed, and whoever
//! collects the workbooks should know of it.

use crate::container::Container;
use crate::format::Format;

pub(crate) const MACROS: &str = "宏";
pub(crate) const LINKS: &str = "外部链接";
pub(crate) const OBJECTS: &str = "嵌入的对象";

/// What came along in a workbook of a format, each kind once.
pub(crate) fn of(container: &Container<'_>, format: &Format) -> Vec<&'static str> {
    let parts = format.active_content.iter();
    let found = parts.filter(|(start, _)| has_part(container, start));
    let mut kinds: Vec<_> = found.map(|(_, kind)| *kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Whether the name of a part begins so.
fn has_part(container: &Container<'_>, start: &str) -> bool {
    match container {
        // Names that cannot be read were refused before.
        Container::Archive(archive) => {
            let mut names = archive.file_names().flatten();
            names.any(|name| name.starts_with(start))
        }
        Container::Compound(compound) => compound.names().any(|name| name.starts_with(start)),
    }
}
