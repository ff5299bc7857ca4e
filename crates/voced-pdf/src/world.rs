//! What typst may see: the template, the report as data and the charts. Nothing else exists for it, no
//! folder, no package and no clock.

use std::collections::BTreeMap;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_kit::fonts::FontStore;

const TEMPLATE: &str = include_str!("report.typ");

/// A report about to be typeset.
pub(crate) struct ReportWorld<'a> {
    library: LazyHash<Library>,
    fonts: &'a FontStore,
    template: Source,
    files: BTreeMap<String, Bytes>,
}

impl<'a> ReportWorld<'a> {
    /// The template with these data, and charts and pictures by the names of their files.
    pub(crate) fn new(
        fonts: &'a FontStore,
        data: String,
        charts: Vec<(String, String)>,
        images: Vec<(String, Vec<u8>)>,
    ) -> Self {
        let mut files: BTreeMap<String, Bytes> = BTreeMap::new();
        files.insert("report.json".into(), Bytes::from_string(data));
        for (name, svg) in charts {
            files.insert(name, Bytes::from_string(svg));
        }
        for (name, bytes) in images {
            files.insert(name, Bytes::new(bytes));
        }
        // Heads of rows can be marked as such only with this.
        let features = [Feature::A11yExtras].into_iter().collect();
        ReportWorld {
            library: LazyHash::new(Library::builder().with_features(features).build()),
            fonts,
            template: Source::new(template_id(), TEMPLATE.into()),
            files,
        }
    }
}

fn template_id() -> FileId {
    let path = VirtualPath::new("report.typ").expect("a plain file name is a path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl World for ReportWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            Ok(self.template.clone())
        } else {
            Err(FileError::AccessDenied)
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = id.vpath().get_without_slash();
        self.files.get(name).cloned().ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
