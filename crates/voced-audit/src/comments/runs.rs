//! The body with the marks of comments in it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::anchors::Anchor;
use crate::error::ReadError;

/// A run that is open: where its tag begins, the name of its element, and its format.
struct Run {
    start: usize,
    name: String,
    format: Range<usize>,
}

/// A stretch of the document's text, and what it takes to begin or end a comment in it.
struct Stretch {
    /// Where the text stands.
    text: Range<usize>,
    /// What splits a run there; nothing for the text of a box in a run.
    split: Option<Split>,
    /// Behind the name of its element, where that does not say that spaces at its ends stay.
    keep_space: Option<usize>,
    /// The outermost run.
    run: Range<usize>,
    prefix: String,
}

/// Says that spaces at the ends of a text stay.
const KEEP_SPACE: &str = " xml:space=\"preserve\"";

/// What ends a run within its text, and begins another of the same format.
#[derive(Clone)]
struct Split {
    end: String,
    begin: String,
}

/// The body with comments from `first` on, one for each anchor.
pub(super) fn marked(xml: &[u8], anchors: &[Anchor], first: usize) -> Result<Vec<u8>, ReadError> {
    let stretches = stretches(xml)?;
    let mut insertions: Vec<(usize, String)> = Vec::new();
    let holding = |at: usize| {
        let idx = stretches.partition_point(|stretch| stretch.text.end <= at);
        let stretch = stretches.get(idx);
        stretch.filter(|stretch| stretch.text.start <= at)
    };
    let mut split = BTreeSet::new();
    for (id, anchor) in (first..).zip(anchors) {
        let ends = anchor.as_ref().and_then(|anchor| {
            let (from, to) = (holding(anchor.start)?, holding(anchor.end - 1)?);
            Some((from, anchor.start, to, anchor.end))
        });
        // What has no place in the body is said at its beginning.
        let start = || {
            stretches
                .first()
                .map(|first| (first, first.text.start, first, first.text.end))
        };
        let Some((from, start, to, end)) = ends.or_else(start) else {
            continue;
        };
        insertions.push(from.begin(start, id));
        insertions.push(to.end(end, id));
        split.extend(
            [from, to]
                .iter()
                .filter_map(|stretch| stretch.unkept_space()),
        );
    }
    // A space that now ends a run stays one.
    let kept = split.into_iter().map(|at| (at, KEEP_SPACE.to_owned()));
    insertions.extend(kept);
    // Of several at one place those that came first stand first.
    insertions.sort_by_key(|(at, _)| *at);
    let mut body = Vec::with_capacity(xml.len());
    let mut last = 0;
    for (at, text) in insertions {
        body.extend_from_slice(&xml[last..at]);
        body.extend_from_slice(text.as_bytes());
        last = at;
    }
    body.extend_from_slice(&xml[last..]);
    Ok(body)
}

impl Stretch {
    /// Where to say that spaces at its ends stay, if nothing says so and it is split.
    fn unkept_space(&self) -> Option<usize> {
        self.keep_space.filter(|_| self.split.is_some())
    }

    fn begin(&self, at: usize, id: usize) -> (usize, String) {
        let mark = format!(
            "<{}commentRangeStart {}id=\"{id}\"/>",
            self.prefix, self.prefix
        );
        match &self.split {
            Some(split) => (at, format!("{}{mark}{}", split.end, split.begin)),
            None => (self.run.start, mark),
        }
    }

    fn end(&self, at: usize, id: usize) -> (usize, String) {
        let w = &self.prefix;
        let mut mark = format!("<{w}commentRangeEnd {w}id=\"{id}\"/>");
        // Writing to a String cannot fail.
        let _ = write!(mark, "<{w}r><{w}commentReference {w}id=\"{id}\"/></{w}r>");
        match &self.split {
            Some(split) => (at, format!("{}{mark}{}", split.end, split.begin)),
            None => (self.run.end, mark),
        }
    }
}

/// The stretches of text of a body, in their order.
fn stretches(xml: &[u8]) -> Result<Vec<Stretch>, ReadError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    let mut body = Body::of(xml);
    loop {
        let from = position(&reader);
        let event = reader.read_event_into(&mut buffer);
        let event = event.map_err(|_| ReadError::Damaged)?;
        let at = from..position(&reader);
        match event {
            Event::Start(start) => body.start(&start, at),
            Event::End(end) => body.end(end.local_name().as_ref(), at),
            Event::Text(_) | Event::GeneralRef(_) => body.text(at),
            Event::Eof => return Ok(body.stretches),
            _ => {}
        }
        buffer.clear();
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// The body as far as it is read.
struct Body<'x> {
    xml: &'x [u8],
    stretches: Vec<Stretch>,
    /// The runs that are open, those of a text box in one of the text around it.
    runs: Vec<Run>,
    /// The element of text that is open, and where to say of it that spaces stay.
    element: Option<(String, Option<usize>)>,
    /// How many stretches there were when the outermost run began.
    n_before: usize,
    format_start: Option<usize>,
}

impl<'x> Body<'x> {
    fn of(xml: &'x [u8]) -> Self {
        Self {
            xml,
            stretches: Vec::new(),
            runs: Vec::new(),
            element: None,
            n_before: 0,
            format_start: None,
        }
    }

    fn start(&mut self, start: &BytesStart<'_>, at: Range<usize>) {
        let name = || String::from_utf8_lossy(start.name().into_inner().as_ref()).into_owned();
        match start.local_name().as_ref() {
            "r" => {
                if self.runs.is_empty() {
                    self.n_before = self.stretches.len();
                }
                self.runs.push(Run {
                    start: at.start,
                    name: name(),
                    format: 0..0,
                });
            }
            "rPr" => self.format_start = Some(at.start),
            "t" => {
                let name = name();
                let tag = String::from_utf8_lossy(&self.xml[at.clone()]);
                let behind = at.start + "<".len() + name.len();
                let keep_space = (!tag.contains("xml:space")).then_some(behind);
                self.element = Some((name, keep_space));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, at: Range<usize>) {
        match name {
            "r" => {
                self.runs.pop();
                if self.runs.is_empty() {
                    let here = &mut self.stretches[self.n_before..];
                    here.iter_mut().for_each(|stretch| stretch.run.end = at.end);
                }
            }
            "rPr" => {
                if let (Some(start), Some(run)) = (self.format_start.take(), self.runs.last_mut()) {
                    run.format = start..at.end;
                }
            }
            "t" => self.element = None,
            _ => {}
        }
    }

    fn text(&mut self, at: Range<usize>) {
        let (Some((name, keep_space)), [outermost, ..]) = (&self.element, self.runs.as_slice())
        else {
            return;
        };
        let is_own = self.runs.len() == 1 && prefix(name) == prefix(&outermost.name);
        let format = String::from_utf8_lossy(&self.xml[outermost.format.clone()]);
        let split = is_own.then(|| Split {
            end: format!("</{name}></{}>", outermost.name),
            begin: format!(
                "<{}>{format}<{name} xml:space=\"preserve\">",
                outermost.name
            ),
        });
        self.stretches.push(Stretch {
            text: at,
            split,
            keep_space: *keep_space,
            // Its end is known when it ends.
            run: outermost.start..outermost.start,
            prefix: prefix(&outermost.name).to_owned(),
        });
    }
}

/// The prefix of a name, with its colon.
fn prefix(name: &str) -> &str {
    name.split_once(':')
        .map_or("", |(prefix, _)| &name[..=prefix.len()])
}
