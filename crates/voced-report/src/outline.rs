//! The outline (大纲) of a year's report: chapters, sections and appendices are data.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use voced_domain::{EntityCode, toml_words};

use crate::error::{NarrativeFault, ReportError};
use crate::model::{Audience, HeadingKind};
use crate::picture::Pictures;
use crate::sources::SourcesPlaces;

/// Name of the outline's file.
pub const OUTLINE: &str = "outline.toml";

/// The folder of the drafts of appendices, within that of the texts. A draft becomes an appendix where the
/// outline names its title; until then it is none of the report.
pub const DRAFTS: &str = "附件";

/// The preface has no heading and is no part of the outline; it is there or it is not.
const PREFACE: &str = "0-前言.md";

/// More years than these are not looked back on: a chart of more is none of a year's report.
pub const MOST_YEARS: u16 = 6;

fn two_years() -> u16 {
    2
}

/// How many years a report shows, as its outline says: this one and those before it, two where it does not
/// say, and never more than [`MOST_YEARS`].
pub fn years_shown(outline: &str) -> u16 {
    #[derive(Deserialize)]
    struct Years {
        #[serde(default = "two_years")]
        years: u16,
    }
    // What cannot be read is told with the texts.
    let found = toml::from_str::<Years>(outline);
    found.map_or_else(|_| two_years(), |found| found.years.clamp(1, MOST_YEARS))
}

/// The outline, as its file has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outline {
    title: String,
    #[serde(default)]
    title_lines: Vec<String>,
    #[serde(default)]
    dashboard: Vec<String>,
    #[serde(default)]
    schools: Vec<String>,
    #[serde(default)]
    sources: SourcesPlaces,
    #[serde(default)]
    explanations: Vec<Audience>,
    /// Read by [`years_shown`] before the texts are.
    #[serde(default = "two_years")]
    years: u16,
    #[serde(default)]
    chapter: Vec<Chapter>,
    #[serde(default)]
    appendix: Vec<Appendix>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chapter {
    title: String,
    #[serde(default)]
    sections: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Appendix {
    title: String,
    school: Option<EntityCode>,
}

/// The texts of a report in the order in which they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Narrative {
    pub(crate) title: String,
    pub(crate) title_lines: Vec<String>,
    /// Codes of the key indicators.
    pub(crate) dashboard: Vec<String>,
    /// Codes of the columns of the table of schools.
    pub(crate) schools: Vec<String>,
    /// The editions in which explanations of schools and waivers of the bureau stand as notes.
    pub(crate) explanations: Vec<Audience>,
    /// Where the 数据溯源表 stands.
    pub(crate) sources: SourcesPlaces,
    pub(crate) sections: Vec<Section>,
    /// The pictures that its texts name.
    pub(crate) pictures: Arc<Pictures>,
}

/// A text with the heading that stands over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section {
    /// Absent for the preface.
    pub(crate) heading: Option<SectionHeading>,
    /// The school whose case it is.
    pub(crate) school: Option<EntityCode>,
    /// The file and its text; a chapter with sections has none of its own.
    pub(crate) text: Option<SourceText>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionHeading {
    pub(crate) kind: HeadingKind,
    pub(crate) number: String,
    pub(crate) title: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SourceText {
    pub(crate) file: String,
    pub(crate) text: String,
}

impl Narrative {
    /// Puts the files of a narrative's folder in the order of its outline, by file name.
    ///
    /// # Errors
    /// A [`ReportError`] where the outline cannot be read, and with every text that is missing or
    /// that the outline does not name.
    pub fn new(mut files: BTreeMap<String, String>) -> Result<Self, ReportError> {
        let text = files.remove(OUTLINE).ok_or_else(|| {
            NarrativeFault::new(OUTLINE, None, "缺少大纲", "请写明title和各章[[chapter]]")
        })?;
        let outline: Outline = toml::from_str(&text).map_err(|error| unreadable(&text, &error))?;
        let mut faults: Vec<NarrativeFault> =
            wrong_years(&text, outline.years).into_iter().collect();
        let names: BTreeSet<String> = files.keys().cloned().collect();
        let mut take = |name: String| match files.remove(&name) {
            Some(text) => Some(SourceText { file: name, text }),
            None => {
                faults.push(missing(&text, &name));
                None
            }
        };

        let mut sections = Vec::new();
        for (idx, chapter) in outline.chapter.iter().enumerate() {
            sections.extend(chapter_sections(idx + 1, chapter, &mut take));
        }
        for (idx, appendix) in outline.appendix.iter().enumerate() {
            let own = format!("附件{}-{}.md", idx + 1, appendix.title);
            let draft = format!("{DRAFTS}/{}.md", appendix.title);
            let name = if names.contains(&own) || !names.contains(&draft) {
                own
            } else {
                draft
            };
            sections.push(appendix_section(idx + 1, appendix, take(name)));
        }
        if let Some(text) = files.remove(PREFACE) {
            sections.insert(0, preface(text));
        }
        let drafts = format!("{DRAFTS}/");
        let unnamed = files.keys().filter(|name| !name.starts_with(&drafts));
        faults.extend(unnamed.map(|name| unused(name)));
        if !faults.is_empty() {
            return Err(ReportError { faults });
        }
        let title_lines = if outline.title_lines.is_empty() {
            vec![outline.title.clone()]
        } else {
            outline.title_lines
        };
        Ok(Self {
            title: outline.title,
            title_lines,
            dashboard: outline.dashboard,
            schools: outline.schools,
            explanations: outline.explanations,
            sources: outline.sources,
            sections,
            pictures: Arc::default(),
        })
    }

    /// The same with the pictures that its texts name ([`pictures_named`](crate::pictures_named)), by their
    /// paths in its folder. One that is missing or cannot be used is a mistake of the text that names it.
    #[must_use]
    pub fn with_pictures(mut self, files: BTreeMap<String, Vec<u8>>) -> Self {
        self.pictures = Arc::new(Pictures::new(files));
        self
    }

    /// The file and line in which a piece of a template first stands.
    pub(crate) fn find(&self, piece: &str) -> Option<(&str, usize)> {
        let texts = self
            .sections
            .iter()
            .filter_map(|section| section.text.as_ref());
        texts.into_iter().find_map(|source| {
            let line = source.text.lines().position(|line| line.contains(piece))?;
            Some((source.file.as_str(), line + 1))
        })
    }
}

fn preface(text: String) -> Section {
    let file = PREFACE.to_owned();
    Section {
        heading: None,
        school: None,
        text: Some(SourceText { file, text }),
    }
}

fn chapter_sections(
    number: usize,
    chapter: &Chapter,
    take: &mut impl FnMut(String) -> Option<SourceText>,
) -> Vec<Section> {
    let section = |kind, number: String, title: &str, text| Section {
        heading: Some(SectionHeading {
            kind,
            number,
            title: title.into(),
        }),
        school: None,
        text,
    };
    let own_text = if chapter.sections.is_empty() {
        take(format!("{number}-{}.md", chapter.title))
    } else {
        None
    };
    let mut sections = vec![section(
        HeadingKind::Chapter,
        number.to_string(),
        &chapter.title,
        own_text,
    )];
    for (idx, title) in chapter.sections.iter().enumerate() {
        let number = format!("{number}.{}", idx + 1);
        let text = take(format!("{number}-{title}.md"));
        sections.push(section(HeadingKind::Section, number, title, text));
    }
    sections
}

fn appendix_section(number: usize, appendix: &Appendix, text: Option<SourceText>) -> Section {
    let number = format!("附件{number}");
    Section {
        heading: Some(SectionHeading {
            kind: HeadingKind::Appendix,
            number,
            title: appendix.title.clone(),
        }),
        school: appendix.school.clone(),
        text,
    }
}

/// The line of the outline that asks for a text is the line that names its title.
fn missing(outline: &str, name: &str) -> NarrativeFault {
    let title = name.split_once('-').map_or(name, |(_, title)| title);
    let title = format!("\"{}\"", title.trim_end_matches(".md"));
    let line = outline.lines().position(|line| line.contains(&title));
    NarrativeFault::new(
        OUTLINE,
        line.map(|idx| idx + 1),
        format!("缺少文件{name}"),
        "请补上这个文件，或从大纲中删去这一节",
    )
}

fn wrong_years(outline: &str, years: u16) -> Option<NarrativeFault> {
    let line = outline.lines().position(|line| line.starts_with("years"));
    let fault = || {
        NarrativeFault::new(
            OUTLINE,
            line.map(|idx| idx + 1),
            format!("years = {years}不行"),
            format!("报告列出的年数为1到{MOST_YEARS}，含本年"),
        )
    };
    (!(1..=MOST_YEARS).contains(&years)).then(fault)
}

fn unused(name: &str) -> NarrativeFault {
    NarrativeFault::new(
        name,
        None,
        "大纲里没有这一节",
        "文件名由编号和标题组成，如1.1-规模和结构.md、附件1-标题.md；请改名、移走，或补进outline.toml",
    )
}

fn unreadable(text: &str, error: &toml::de::Error) -> NarrativeFault {
    let line = error
        .span()
        .map(|span| 1 + text[..span.start].matches('\n').count());
    NarrativeFault::new(
        OUTLINE,
        line,
        format!("大纲读不了：{}", toml_words::in_chinese(error.message())),
        "请按示例改正",
    )
}
