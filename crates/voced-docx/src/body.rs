//! The text from the title to the last appendix; counts its pages while it is written.

use voced_report::{Block, Chart, Heading, HeadingKind, Inline, Paragraph, ParagraphKind, Report};

use super::chart;
use super::cursor::{self, Caption, Counted, PageCursor, Setting};
use super::page::Orientation;
use super::page_breaker::Piece;
use super::paragraph_style;
use super::run_writer::{Weight, run};
use super::{picture, table, traces};

/// Writes the text of a report.
pub(super) fn body(report: &Report) -> PageCursor<'_> {
    let orientations = orientations(report);
    let first = orientations.first().copied();
    let mut cursor = PageCursor::new(report, first.unwrap_or(Orientation::Portrait));
    title(&mut cursor, report);
    for (block, orientation) in report.blocks.iter().zip(orientations) {
        cursor.turn_to(orientation);
        write(&mut cursor, block);
    }
    cursor.finish();
    cursor
}

/// Most paragraphs that go with a wide table from the heading above it.
const LEAD: usize = 3;

/// How the page of each block lies: what leads from a heading to a wide table goes with it.
fn orientations(report: &Report) -> Vec<Orientation> {
    let mut all = vec![Orientation::Portrait; report.blocks.len()];
    for (index, block) in report.blocks.iter().enumerate() {
        if lying(block) {
            let first = lead(&report.blocks[..index]);
            all[index - first..=index].fill(Orientation::Landscape);
        }
    }
    all
}

fn lying(block: &Block) -> bool {
    match block {
        Block::Traces => true,
        Block::Table(table) => table::fit_of(table).orientation == Orientation::Landscape,
        _ => false,
    }
}

/// How many blocks before a wide table go with it: as far as the first heading of those above it.
fn lead(before: &[Block]) -> usize {
    let (mut n_paragraphs, mut lead) = (0, 0);
    for (index, block) in before.iter().rev().enumerate() {
        match block {
            Block::Heading(_) => lead = index + 1,
            Block::Paragraph(_) if lead == 0 && n_paragraphs < LEAD => n_paragraphs += 1,
            _ => break,
        }
    }
    lead
}

fn write<'r>(cursor: &mut PageCursor<'r>, block: &'r Block) {
    match block {
        Block::Heading(heading) => self::heading(cursor, heading),
        Block::Paragraph(paragraph) => self::paragraph(cursor, paragraph),
        Block::List { items } => {
            for item in items {
                let marker = Inline::Text {
                    text: item.marker.clone(),
                };
                let mut line = vec![marker];
                line.extend(item.text.iter().cloned());
                cursor.text(&paragraph_style::BODY, &line);
            }
        }
        Block::Table(table) => table::write(cursor, table),
        Block::Chart(chart) => self::chart(cursor, chart),
        Block::Pictures { pictures } => picture::write(cursor, pictures),
        Block::Traces => traces::write(cursor),
    }
}

fn title(cursor: &mut PageCursor<'_>, report: &Report) {
    for line in &report.title_lines {
        cursor.plain(&paragraph_style::TITLE, Setting::Kept, line);
    }
    let year = format!("（{}年）", report.year);
    cursor.plain(&paragraph_style::SUBTITLE, Setting::Plain, &year);
    cursor.gap(paragraph_style::line_height(&paragraph_style::BODY));
}

fn heading(cursor: &mut PageCursor<'_>, heading: &Heading) {
    let style = match heading.kind {
        HeadingKind::Chapter => paragraph_style::HEADING_1,
        HeadingKind::Appendix => paragraph_style::HEADING_1,
        HeadingKind::Section => paragraph_style::HEADING_2,
        HeadingKind::Item => paragraph_style::HEADING_3,
        HeadingKind::Part => paragraph_style::PART,
        HeadingKind::Subpart => paragraph_style::SUBPART,
    };
    let setting = match heading.kind {
        HeadingKind::Appendix => Setting::OnNewPage,
        _ => Setting::Kept,
    };
    let text = heading_text(heading);
    let bookmark = cursor
        .runs
        .bookmarks
        .get(&heading.anchor)
        .map(|bookmark| bookmark.name.clone());
    let name = bookmark.clone().unwrap_or_default();
    let counted = Counted {
        bookmark: bookmark.as_deref(),
        ..Counted::of(&style, setting, &text)
    };
    cursor.written(&counted, |runs, xml| {
        runs.bookmark(xml, &name, |xml| run(xml, &text, Weight::Plain));
    });
}

fn paragraph(cursor: &mut PageCursor<'_>, paragraph: &Paragraph) {
    let style = match paragraph.kind {
        ParagraphKind::Body => paragraph_style::BODY,
        ParagraphKind::Byline => paragraph_style::BYLINE,
        ParagraphKind::Note => paragraph_style::NOTE,
    };
    cursor.text(&style, &paragraph.text);
}

fn chart<'r>(cursor: &mut PageCursor<'r>, chart: &'r Chart) {
    cursor.charts.push(chart);
    let number = cursor.charts.len();
    let (width, height) = chart::size(chart);
    let notes = &chart.notes;
    cursor::paragraph(
        &mut cursor.xml,
        &paragraph_style::DRAWING,
        Setting::Plain,
        |xml| {
            chart::drawing(xml, chart, number, (width, height));
        },
    );
    cursor.pages.push(Piece {
        // The line is a little higher than what stands in it.
        height: height + 5,
        is_kept_with_next: true,
        ..Piece::default()
    });
    let caption = Caption {
        kind: "图",
        number: chart.number,
        words: &chart.caption,
        anchor: &chart.anchor,
    };
    cursor.caption(&caption, Setting::Plain);
    for note in notes {
        cursor.plain(&paragraph_style::TABLE_NOTE, Setting::Plain, note);
    }
    cursor.gap(paragraph_style::line_height(&paragraph_style::GAP));
}

/// A heading with its number, as it is printed.
pub(super) fn heading_text(heading: &Heading) -> String {
    let Heading { number, text, .. } = heading;
    match number.chars().last() {
        None => text.clone(),
        Some('、' | '）') => format!("{number}{text}"),
        Some(_) if heading.kind == HeadingKind::Appendix => format!("{number}　{text}"),
        Some(_) => format!("{number} {text}"),
    }
}
