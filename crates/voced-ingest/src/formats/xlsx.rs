//! .xlsx of Excel and WPS, read part by part and cell by cell.

mod beside;
mod cells;
mod package;
mod shared_formulas;
mod styles;
mod texts;

use std::borrow::Cow;
use std::collections::BTreeSet;

use quick_xml::events::Event;

use crate::active_content::{LINKS, MACROS, OBJECTS};
use crate::book::{Book, BookSheet, BrokenSheet, targets};
use crate::container::Container;
use crate::format::Format;
use crate::keeping::Keeping;
use crate::markup;
use crate::preflight;
use crate::refusal::Refusal;

use cells::{Broken, Shared};
use package::{Package, Relation};
use texts::Texts;

pub(super) const FORMAT: Format = Format {
    extensions: &["xlsx"],
    is_it,
    bounds: |_| Ok(()),
    active_content: &[
        ("xl/vbaProject", MACROS),
        ("xl/macrosheets/", MACROS),
        ("xl/externalLinks/", LINKS),
        ("xl/connections.xml", LINKS),
        ("xl/embeddings/", OBJECTS),
        ("xl/activeX/", OBJECTS),
    ],
    open,
};

/// Whether the part that the package is about is a workbook, whatever it is called.
fn is_it(container: &Container<'_>) -> bool {
    let Container::Archive(archive) = container else {
        return false;
    };
    if container.has("xl/workbook.xml") {
        return true;
    }
    let mut package = Package::new(archive.clone());
    let Ok(Some(main)) = package.main_part() else {
        return false;
    };
    let xml = package.part(&main);
    xml.is_ok_and(|xml| xml.is_some_and(is_workbook))
}

fn is_workbook(xml: &[u8]) -> bool {
    let mut reader = markup::reader(xml);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => return element.local_name().as_ref() == "workbook",
            Ok(Event::Eof | Event::Empty(_)) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// What the main part says.
#[derive(Default)]
struct Contents {
    /// Names of the sheets with the references to their parts.
    sheets: Vec<(String, String)>,
    names: Vec<(String, String)>,
    counts_from_1904: bool,
}

fn open(container: Container<'_>) -> Result<Book, Refusal> {
    let Container::Archive(archive) = container else {
        return Err(Refusal::not_a_workbook("别的文件"));
    };
    let mut package = Package::new(archive);
    let main = package.main_part()?.unwrap_or_default();
    let xml = package.part(&main)?;
    let xml = xml.ok_or_else(|| Refusal::damaged("工作簿的目录读不出来"))?;
    let contents = contents(xml).or_else(|_| contents(&markup::legible(xml)));
    let contents = contents.map_err(Refusal::damaged)?;
    if contents.sheets.len() > preflight::MOST_SHEETS {
        let found = format!("有{}张工作表", contents.sheets.len());
        return Err(Refusal::too_large(found));
    }
    let relations = package.relations(&main)?;
    let shared = shared(&mut package, &relations, contents.counts_from_1904)?;
    let mut book = Book {
        names: targets(&contents.names),
        checks_formulas: true,
        ..Book::default()
    };
    sheets(
        &mut package,
        &contents.sheets,
        &relations,
        &shared,
        &mut book,
    )?;
    if book.sheets.is_empty() {
        return Err(Refusal::damaged("没有一张工作表读得出来"));
    }
    Ok(book)
}

/// What the cells of all sheets refer to.
fn shared(
    package: &mut Package<'_>,
    relations: &[Relation],
    counts_from_1904: bool,
) -> Result<Shared, Refusal> {
    Ok(Shared {
        texts: match part_of_kind(package, relations, "sharedstrings")? {
            Some(xml) => match Texts::new(xml)? {
                // What single letters break off is read past them.
                texts if texts.is_broken => Texts::new(&markup::legible(xml))?,
                texts => texts,
            },
            None => Texts::missing(),
        },
        cell_styles: match part_of_kind(package, relations, "styles")? {
            Some(xml) => {
                styles::cell_styles(xml).or_else(|_| styles::cell_styles(&markup::legible(xml)))?
            }
            None => Vec::new(),
        },
        counts_from_1904,
    })
}

/// Reads the sheets that a workbook names; one that cannot be read costs itself alone.
fn sheets(
    package: &mut Package<'_>,
    named: &[(String, String)],
    relations: &[Relation],
    shared: &Shared,
    book: &mut Book,
) -> Result<(), Refusal> {
    let mut keeping = Keeping::new(shared.counts_from_1904);
    let mut parts = BTreeSet::new();
    for (name, id) in named {
        let relation = relations.iter().find(|relation| relation.id == *id);
        // A chart has no cells, and a sheet of old macros none of ours.
        if relation.is_some_and(|relation| relation.kind != "worksheet") {
            continue;
        }
        let part = relation.map_or("", |relation| &relation.target);
        // A small file could have one large part read as often as it likes.
        let is_new = parts.insert(part);
        let xml = if is_new { package.part(part)? } else { None };
        let read = match xml {
            Some(xml) => sheet(name, xml, shared, &mut keeping),
            None if is_new => Err(Broken::Sheet("没有这一部分，或者解不开".into())),
            None => Err(Broken::Sheet("与别的工作表是同一份数据".into())),
        };
        match read {
            Ok(mut sheet) => {
                sheet.beside = beside::beside(package, part)?;
                keeping.take_beside(&sheet.beside)?;
                book.sheets.push(sheet);
            }
            Err(Broken::Workbook(refusal)) => return Err(refusal),
            Err(Broken::Sheet(found)) => {
                keeping.forget();
                book.broken.push(BrokenSheet::new(name, found));
            }
        }
    }
    Ok(())
}

/// Reads a sheet; where single letters are no letters, without those.
fn sheet(
    name: &str,
    xml: &[u8],
    shared: &Shared,
    keeping: &mut Keeping,
) -> Result<BookSheet, Broken> {
    let read = cells::sheet(name, xml, shared, keeping);
    // Most are; it is asked of those alone that cannot be read.
    if let Err(Broken::Sheet(_)) = read
        && let Cow::Owned(legible) = markup::legible(xml)
    {
        keeping.forget();
        return cells::sheet(name, &legible, shared, keeping);
    }
    read
}

/// The part of a kind that the workbook has one of: as it says, or where everybody has it.
fn part_of_kind<'p>(
    package: &'p mut Package<'_>,
    relations: &[Relation],
    kind: &str,
) -> Result<Option<&'p [u8]>, Refusal> {
    let named = relations.iter().find(|relation| relation.kind == kind);
    let usual = format!("xl/{kind}.xml");
    let part = named.map_or(usual.as_str(), |relation| &relation.target);
    package.part(part)
}

fn contents(xml: &[u8]) -> Result<Contents, quick_xml::Error> {
    let mut contents = Contents::default();
    let mut reader = markup::reader(xml);
    loop {
        let (element, is_empty) = match reader.read_event()? {
            Event::Start(element) => (element, false),
            Event::Empty(element) => (element, true),
            Event::Eof => return Ok(contents),
            _ => continue,
        };
        let value = |name| markup::attribute(&element, name).map(|value| value.into_owned());
        match element.local_name().as_ref() {
            "sheet" => {
                if let Some(name) = value("name") {
                    contents
                        .sheets
                        .push((name, value("id").unwrap_or_default()));
                }
            }
            "workbookPr" => {
                let epoch = value("date1904");
                contents.counts_from_1904 = matches!(epoch.as_deref(), Some("1" | "true"));
            }
            "definedName" if !is_empty => {
                let mut text = String::new();
                markup::text_into(&mut reader, &mut text)?;
                if let Some(name) = value("name") {
                    contents.names.push((name, text));
                }
            }
            _ => {}
        }
    }
}
