//! Where a comment stands in the XML of the body.

use std::ops::Range;

use super::{About, normalized};
use crate::claim::Place;
use crate::read::{BlockTrace, Segment, Trace};

/// The bytes of the body that a comment is about; nothing where they are not in it.
pub(super) type Anchor = Option<Range<usize>>;

pub(super) fn anchor(about: &About, traces: &[BlockTrace]) -> Anchor {
    match about {
        About::Number(place) => of_number(place, traces),
        About::Paragraph(number) => of_paragraph(*number, traces),
    }
}

fn of_number(place: &Place, traces: &[BlockTrace]) -> Anchor {
    let trace = match (traces.get(place.block)?, place.cell) {
        (BlockTrace::Line(trace), _) => trace,
        (BlockTrace::Table(rows), Some((row, column))) => rows.get(row)?.get(column)?,
        (BlockTrace::Table(_), None) => return None,
    };
    // From what is judged to what was read, and from there to the XML.
    let (_, moved) = normalized(&trace.raw);
    let read = |at: usize| {
        let idx = moved.partition_point(|(_, to)| *to < at);
        moved.get(idx).map(|(from, _)| *from)
    };
    let start = read(place.range.start)?;
    let last = moved
        .partition_point(|(_, to)| *to < place.range.end)
        .checked_sub(1)?;
    let last = moved.get(last)?.0;
    between(trace, start, last)
}

/// The whole text of a paragraph.
fn of_paragraph(number: usize, traces: &[BlockTrace]) -> Anchor {
    let all = traces.iter().flat_map(|trace| match trace {
        BlockTrace::Line(trace) => vec![trace],
        BlockTrace::Table(rows) => rows.iter().flatten().collect(),
    });
    let mut near = all.filter(|trace| trace.number <= number && !trace.segments.is_empty());
    let first = near.next()?;
    let trace = near.fold(first, |best, trace| {
        if trace.number >= best.number {
            trace
        } else {
            best
        }
    });
    let last = trace.segments.last()?;
    between(
        trace,
        trace.segments[0].start,
        last.start + last.length.saturating_sub(1),
    )
}

/// The XML from one character of a text to another.
fn between(trace: &Trace, first: usize, last: usize) -> Anchor {
    let start = byte_of(&trace.segments, first)?;
    let character = trace
        .raw
        .get(trace.raw.floor_char_boundary(last)..)?
        .chars()
        .next()?;
    let segment = holding(&trace.segments, last)?;
    let end = if is_linear(segment) {
        byte_of(&trace.segments, trace.raw.floor_char_boundary(last))? + character.len_utf8()
    } else {
        segment.xml.end
    };
    (start < end).then_some(start..end)
}

fn holding(segments: &[Segment], at: usize) -> Option<&Segment> {
    let idx = segments
        .partition_point(|segment| segment.start <= at)
        .checked_sub(1)?;
    segments
        .get(idx)
        .filter(|segment| at < segment.start + segment.length)
}

fn byte_of(segments: &[Segment], at: usize) -> Option<usize> {
    let segment = holding(segments, at)?;
    let within = if is_linear(segment) {
        at - segment.start
    } else {
        0
    };
    Some(segment.xml.start + within)
}

/// Whether the text stands in the XML byte for byte, and is no `&amp;`.
fn is_linear(segment: &Segment) -> bool {
    segment.xml.len() == segment.length
}
