//! A Word document of ours by its paragraphs, with where in the XML their text stands.

use std::io::{Cursor, Read, Write};
use std::ops::Range;

use voced_cli::Failure;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(super) const DOCUMENT: &str = "word/document.xml";
/// What the audit reads besides the document.
const MARKS: [&str; 2] = ["docProps/custom.xml", "customXml/item1.xml"];

/// A stretch of the XML with what is put in its place.
pub(super) type Splice = (Range<usize>, String);

/// The document of a package.
pub(super) struct Word {
    pub(super) xml: String,
    /// Those of the report itself: after the table of contents, before the table of traces.
    pub(super) paragraphs: Vec<Paragraph>,
    marks: Vec<(&'static str, Vec<u8>)>,
}

/// A paragraph of the body or of a cell.
pub(super) struct Paragraph {
    /// Where it is, as the audit counts: in a table, the first of its row.
    pub(super) line: usize,
    pub(super) is_cell: bool,
    pub(super) style: String,
    pub(super) xml: Range<usize>,
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
}

/// A run of text.
pub(super) struct Run {
    /// The element, and the text in it.
    pub(super) element: Range<usize>,
    pub(super) content: Range<usize>,
    /// Where it stands in the text of its paragraph.
    pub(super) text: Range<usize>,
    /// The bookmark and content control around it, where it is a figure.
    pub(super) mark: Option<Range<usize>>,
}

impl Word {
    /// Opens a package as it was written.
    pub(super) fn open(docx: &[u8]) -> Result<Self, Failure> {
        let wrong = |error: zip::result::ZipError| Failure::new(error, "");
        let mut archive = ZipArchive::new(Cursor::new(docx)).map_err(wrong)?;
        let mut part = |name: &str| {
            let mut bytes = Vec::new();
            let mut part = archive.by_name(name).map_err(wrong)?;
            let read = part.read_to_end(&mut bytes);
            read.map_err(Failure::of)?;
            Ok::<_, Failure>(bytes)
        };
        let xml = part(DOCUMENT)?;
        let xml = String::from_utf8(xml).map_err(Failure::of)?;
        let marks = MARKS.map(|name| Ok((name, part(name)?)));
        Ok(Self {
            paragraphs: report(paragraphs(&xml)),
            xml,
            marks: marks.into_iter().collect::<Result<_, Failure>>()?,
        })
    }

    /// The package with changes, as far as the audit reads it.
    pub(super) fn with(&self, splices: &[Splice]) -> Result<Vec<u8>, Failure> {
        let marks = self.marks.iter();
        let marks = marks.map(|(name, bytes)| (*name, bytes.as_slice()));
        package(
            [(DOCUMENT, self.changed(splices).as_bytes())]
                .into_iter()
                .chain(marks),
        )
    }

    fn changed(&self, splices: &[Splice]) -> String {
        let mut splices: Vec<&Splice> = splices.iter().collect();
        splices.sort_by_key(|(range, _)| (range.start, range.end));
        let mut xml = String::with_capacity(self.xml.len());
        let mut end = 0;
        for (range, text) in splices {
            xml.push_str(&self.xml[end..range.start]);
            xml.push_str(text);
            end = range.end;
        }
        xml.push_str(&self.xml[end..]);
        xml
    }
}

impl Paragraph {
    /// Typing over a stretch of the text: the run it begins in takes what is typed, and a figure of
    /// which nothing is left loses its marks.
    pub(super) fn typed(&self, at: &Range<usize>, new: &str) -> Vec<Splice> {
        let mut new = Some(new);
        let touched = self.runs.iter().filter(|run| {
            run.text.start < at.end && at.start < run.text.end
                || at.is_empty() && run.text.end == at.start
        });
        let splice = |run: &Run| {
            let start = at.start.max(run.text.start);
            let end = at.end.min(run.text.end).max(start);
            let new = new.take().unwrap_or_default().to_owned();
            let is_all = start == run.text.start && end == run.text.end;
            match &run.mark {
                Some(mark) if is_all && new.is_empty() => (mark.clone(), new),
                _ => {
                    let from = run.content.start - run.text.start;
                    (from + start..from + end, new)
                }
            }
        };
        touched.map(splice).collect()
    }

    /// The run that holds a stretch of the text.
    pub(super) fn run(&self, at: &Range<usize>) -> Option<&Run> {
        let mut runs = self.runs.iter();
        runs.find(|run| run.text.start <= at.start && at.end <= run.text.end)
    }

    /// The stretches of figures.
    pub(super) fn figures(&self) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(|run| run.mark.is_some())
    }

    /// A paragraph of running text.
    pub(super) fn is_body(&self) -> bool {
        self.style == "BodyText"
    }

    /// A heading or a caption, whose numbers are Word's own.
    pub(super) fn is_title(&self) -> bool {
        self.style.starts_with("Heading") || self.style == "Caption"
    }
}

fn package<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, Failure> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in parts {
        let started = writer.start_file(name, stored);
        started.map_err(Failure::of)?;
        let written = writer.write_all(bytes);
        written.map_err(Failure::of)?;
    }
    let finished = writer.finish();
    Ok(finished.map_err(Failure::of)?.into_inner())
}

/// From the first heading to the table of traces.
fn report(paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    let from = paragraphs
        .into_iter()
        .skip_while(|one| one.style != "Heading1");
    from.take_while(|one| one.style != "Heading1" || !one.text.ends_with("数据溯源表"))
        .collect()
}

/// All paragraphs, read from XML as the writer writes it: without comments, spaces and prefixes that
/// other programs would choose.
#[expect(
    clippy::too_many_lines,
    reason = "one pass over a document, whose steps share what they have seen"
)]
fn paragraphs(xml: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let (mut count, mut row) = (0, None);
    let (mut paragraph, mut element, mut mark, mut control) = (None, 0, None, None);
    let mut from = 0;
    while let Some(start) = xml[from..].find('<').map(|at| from + at) {
        let end = xml[start..]
            .find('>')
            .map_or(xml.len(), |at| start + at + 1);
        let tag = &xml[start..end];
        match tag
            .trim_matches(['<', '>', '/'])
            .split(' ')
            .next()
            .unwrap_or_default()
        {
            "w:tr" if !tag.starts_with("</") => row = Some(count + 1),
            "w:tbl" => row = None,
            "w:p" if tag.starts_with("</") => {
                found.extend(paragraph.take().map(|mut one: Paragraph| {
                    one.xml.end = end;
                    one
                }))
            }
            "w:p" => {
                count += 1;
                paragraph = Some(Paragraph {
                    line: row.unwrap_or(count),
                    is_cell: row.is_some(),
                    style: String::new(),
                    xml: start..end,
                    text: String::new(),
                    runs: Vec::new(),
                });
            }
            "w:pStyle" => {
                if let Some(paragraph) = &mut paragraph {
                    paragraph.style = tag.split('"').nth(1).unwrap_or_default().into();
                }
            }
            "w:bookmarkStart" => mark = Some(start).filter(|_| tag.contains("\"f_")),
            "w:sdt" if !tag.starts_with("</") => control = mark,
            "w:sdt" => control = None,
            "w:bookmarkEnd" => close(&mut paragraph, mark.take(), end),
            "w:r" if !tag.starts_with("</") => element = start,
            "w:t" if !tag.starts_with("</") => {
                let content = end..xml[end..].find('<').map_or(end, |at| end + at);
                if let Some(paragraph) = &mut paragraph {
                    let text = paragraph.text.len();
                    paragraph.text.push_str(&xml[content.clone()]);
                    paragraph.runs.push(Run {
                        element: element..content.end + "</w:t></w:r>".len(),
                        text: text..paragraph.text.len(),
                        mark: control.map(|start| start..start),
                        content,
                    });
                }
            }
            _ => {}
        }
        from = end;
    }
    found
}

/// The end of the marks around the figure that was read last.
fn close(paragraph: &mut Option<Paragraph>, mark: Option<usize>, end: usize) {
    let run = paragraph.as_mut().and_then(|one| one.runs.last_mut());
    let own = run.and_then(|run| run.mark.as_mut());
    if let Some(own) = own.filter(|own| Some(own.start) == mark) {
        own.end = end;
    }
}
