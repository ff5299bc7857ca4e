//! Bookmarks of headings, tables, charts, figures and traces, and what each is called.

use std::collections::BTreeMap;

use voced_report::{Block, FigureId, Picture, Report, SourcesPlace, TraceId};

/// Longest name of a bookmark in the format.
#[cfg(test)]
const LONGEST: usize = 40;

/// Where the 数据溯源表 stands to which figures lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sources {
    /// In this document.
    Here,
    /// In a document beside it.
    Beside,
}

impl Sources {
    fn of(report: &Report) -> Option<Self> {
        match report.sources {
            SourcesPlace::Appendix => Some(Sources::Here),
            SourcesPlace::File => Some(Sources::Beside),
            SourcesPlace::None => None,
        }
    }
}

/// Bookmarks of what the text refers to.
pub(super) struct Bookmarks {
    by_anchor: BTreeMap<String, Bookmark>,
    sources: Option<Sources>,
}

/// The bookmark of what the text refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    /// Its name.
    pub(super) name: String,
    /// What the bookmark holds, `表1`, where a field may repeat it.
    pub(super) label: Option<String>,
}

impl Bookmarks {
    pub(super) fn of(report: &Report) -> Bookmarks {
        let blocks = report.blocks.iter().enumerate();
        let named = blocks.flat_map(|(index, block)| {
            let found = match block {
                Block::Heading(heading) => vec![(&heading.anchor, "h", None)],
                Block::Table(table) => {
                    vec![(&table.anchor, "tab", Some(format!("表{}", table.number)))]
                }
                Block::Chart(chart) => {
                    vec![(&chart.anchor, "fig", Some(format!("图{}", chart.number)))]
                }
                Block::Pictures { pictures } => {
                    let one = |picture: &'_ Picture| Some(format!("图{}", picture.number));
                    pictures
                        .iter()
                        .map(|picture| (&picture.anchor, "pic", one(picture)))
                        .collect()
                }
                Block::Paragraph(_) | Block::List { .. } | Block::Traces => Vec::new(),
            };
            let named = found.into_iter().enumerate();
            named.map(move |(place, (anchor, kind, label))| {
                let place = if place > 0 {
                    format!("_{place}")
                } else {
                    String::new()
                };
                let name = format!("{kind}_{:05}{place}", index + 1);
                (anchor.clone(), Bookmark { name, label })
            })
        });
        Bookmarks {
            by_anchor: named.collect(),
            sources: Sources::of(report),
        }
    }

    /// The bookmark of what has this anchor.
    pub(super) fn get(&self, anchor: &str) -> Option<&Bookmark> {
        self.by_anchor.get(anchor)
    }

    /// Where the 数据溯源表 stands, if anywhere.
    pub(super) fn sources(&self) -> Option<Sources> {
        self.sources
    }
}

/// Bookmark of a line of the 数据溯源表.
pub(super) fn trace_name(trace: TraceId) -> String {
    format!("t_{:05}", trace.0 + 1)
}

/// Bookmark and tag of a figure.
pub(super) fn figure_name(figure: FigureId) -> String {
    format!("f_{:05}", figure.0 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fit_the_format() {
        let name = figure_name(FigureId(1_000_000));
        assert!(name.len() <= LONGEST && name.starts_with('f'));
    }
}
