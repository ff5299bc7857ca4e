//! What is written beside the cells of a sheet: notes, threaded comments, text boxes.

use std::collections::BTreeSet;

use quick_xml::events::Event;
use voced_domain::Position;

use super::package::Package;
use super::texts;
use crate::book::Beside;
use crate::markup;
use crate::refusal::Refusal;

/// All of a sheet. What a thread of comments leaves among the plain notes, for programs that know no
/// threads, says nothing more.
pub(super) fn beside(package: &mut Package<'_>, sheet: &str) -> Result<Beside, Refusal> {
    let mut beside = Beside::default();
    let mut threaded = Vec::new();
    for relation in package.relations(sheet)? {
        let is_wanted = matches!(
            relation.kind.as_str(),
            "comments" | "threadedcomment" | "drawing"
        );
        if !is_wanted {
            continue;
        }
        let Some(xml) = package.part(&relation.target)? else {
            continue;
        };
        match relation.kind.as_str() {
            "drawing" => beside.boxes.extend(boxes(xml)),
            "comments" => beside.notes.extend(notes(xml)),
            _ => threaded.extend(notes(xml)),
        }
    }
    let in_threads: BTreeSet<Position> = threaded.iter().map(|(at, _)| *at).collect();
    beside.notes.retain(|(at, _)| !in_threads.contains(at));
    beside.notes.extend(threaded);
    beside.notes.sort_by_key(|(at, _)| *at);
    Ok(beside)
}

/// The notes of a part, plain or threaded, each with its cell.
fn notes(xml: &[u8]) -> Vec<(Position, String)> {
    let (mut notes, mut at) = (Vec::new(), None);
    let mut reader = markup::reader(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => match element.local_name().as_ref() {
                "comment" | "threadedComment" => {
                    let cell = markup::attribute(&element, "ref");
                    at = cell.and_then(|cell| Position::from_a1(cell.trim()));
                }
                "text" => {
                    let Ok(text) = note(&mut reader) else {
                        return notes;
                    };
                    notes.extend(at.map(|at| (at, text)));
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return notes,
            Ok(_) => {}
        }
    }
}

/// The text of a note: plain, or of runs.
fn note(reader: &mut quick_xml::Reader<&[u8]>) -> Result<String, quick_xml::Error> {
    let mut text = String::new();
    let mut depth = 0_usize;
    loop {
        match reader.read_event()? {
            Event::Start(_) => depth += 1,
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::CData(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) => markup::resolve(&reference, &mut text),
            Event::End(_) if depth == 0 => return Ok(texts::unescaped(&text).into_owned()),
            Event::End(_) => depth -= 1,
            Event::Eof => return Err(markup::unfinished()),
            _ => {}
        }
    }
}

/// The texts of the boxes of a drawing.
fn boxes(xml: &[u8]) -> Vec<String> {
    let (mut boxes, mut text) = (Vec::new(), String::new());
    let mut reader = markup::reader(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) if element.local_name().as_ref() == "t" => {
                if markup::text_into(&mut reader, &mut text).is_err() {
                    return boxes;
                }
            }
            Ok(Event::End(element)) => match element.local_name().as_ref() {
                "p" if !text.is_empty() => text.push('\n'),
                "sp" | "cxnSp" => {
                    let text = std::mem::take(&mut text);
                    boxes.extend(Some(text.trim().to_owned()).filter(|text| !text.is_empty()));
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return boxes,
            Ok(_) => {}
        }
    }
}
