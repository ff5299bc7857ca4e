//! Where the 数据溯源表 stands: in the report, in a file of its own beside it, or nowhere.

use serde::{Deserialize, Serialize};

use crate::model::{Audience, Block, Dashboard, Inline, Paragraph, ParagraphKind, Report};

/// Where the 数据溯源表 stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourcesPlace {
    /// It is the last appendix of the report.
    Appendix,
    /// It is a file of its own beside the report, of the same format, to which the figures lead.
    File,
    /// It is not printed.
    None,
}

/// Where each edition has its 数据溯源表, as the outline says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SourcesPlaces {
    public: SourcesPlace,
    internal: SourcesPlace,
}

/// Who reads a report does not want thirty pages of cells behind eight of text; who answers for it does.
impl Default for SourcesPlaces {
    fn default() -> Self {
        Self {
            public: SourcesPlace::File,
            internal: SourcesPlace::Appendix,
        }
    }
}

impl SourcesPlaces {
    pub(crate) fn of(self, audience: Audience) -> SourcesPlace {
        match audience {
            Audience::Public => self.public,
            Audience::Internal => self.internal,
        }
    }
}

/// The title of the table, and of its file behind that of the report.
pub(crate) const SOURCES_TITLE: &str = "数据溯源表";

/// Says which file has the sources, where it is one of its own.
pub(crate) fn sources_note(place: SourcesPlace, title: &str) -> Option<Block> {
    let text = format!("各数的公式、口径和来源单元格，见《{title}{SOURCES_TITLE}》。");
    (place == SourcesPlace::File).then(|| {
        Block::Paragraph(Paragraph {
            kind: ParagraphKind::Note,
            text: vec![Inline::text(text)],
        })
    })
}

impl Report {
    /// The 数据溯源表 as a document of its own, where that is its place. It has the figures of the report,
    /// whose tags name the lines, and no headings.
    pub fn sources_document(&self) -> Option<Report> {
        if self.sources != SourcesPlace::File {
            return None;
        }
        let own = vec![SOURCES_TITLE.to_owned()];
        let n_traces_in_print = self.n_traces_in_print;
        Some(Report {
            title: format!("{}{SOURCES_TITLE}", self.title),
            title_lines: [self.title_lines.clone(), own].concat(),
            bureau: self.bureau.clone(),
            year: self.year,
            issued: self.issued,
            audience: self.audience,
            draft: self.draft.clone(),
            sources: SourcesPlace::Appendix,
            blocks: vec![Block::Traces],
            images: Vec::new(),
            figures: self.figures.clone(),
            traces: self.traces_in_print().to_vec(),
            n_traces_in_print,
            dashboard: Dashboard::default(),
        })
    }

    /// The name of the file of its own, without the extension.
    pub fn sources_stem(&self) -> Option<String> {
        let title = format!("{}{SOURCES_TITLE}", self.title);
        (self.sources == SourcesPlace::File).then(|| self.named(&voced_text::file_stem(&title)))
    }

    /// Whether there is a text with headings, and not a table alone: that wants a cover and a table of
    /// contents.
    pub fn has_headings(&self) -> bool {
        self.headings().next().is_some()
    }
}
