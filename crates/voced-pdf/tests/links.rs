//! Every link of the PDF leads to a place: within the file, or in the file of sources beside it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, String as Bytes};
use voced_examples::{SIPING, run, siping_narrative};
use voced_pdf::{Fonts, PdfError, pdf};
use voced_report::{Audience, Report, Standing, compose};
use voced_text::from_address;

fn report(audience: Audience) -> Report {
    compose(
        &run(&SIPING),
        &siping_narrative(),
        audience,
        Standing::Final,
    )
    .unwrap()
}

/// None where the machine has no font for it.
fn made(report: &Report) -> Option<Pdf> {
    match pdf(report, &Fonts::found(&[])) {
        Err(PdfError::NoCjkFont) => {
            eprintln!("no font with Chinese characters here: the PDF is passed over");
            None
        }
        bytes => Some(Pdf::new(bytes.unwrap()).unwrap()),
    }
}

#[test]
fn every_link_leads_to_a_place_in_the_file_or_in_the_one_beside_it() {
    let public = report(Audience::Public);
    let sources = public.sources_document().unwrap();
    let (Some(public_pdf), Some(sources_pdf)) = (made(&public), made(&sources)) else {
        return;
    };
    let beside = format!("./{}.pdf", public.sources_stem().unwrap());
    let (own, others) = (names(&public_pdf), names(&sources_pdf));
    let links = links(&public_pdf);
    assert!(
        links
            .iter()
            .filter(|link| matches!(link, Link::Beside(_)))
            .count()
            > 120
    );
    for link in &links {
        match link {
            Link::Named(name) => assert!(own.contains(name), "{name}"),
            Link::Page => {}
            Link::Beside(address) => {
                let (file, name) = address.split_once("#nameddest=").unwrap();
                assert_eq!(from_address(file), beside);
                assert!(others.contains(&from_address(name)), "{name}");
            }
        }
    }

    let internal = report(Audience::Internal);
    let internal_pdf = made(&internal).unwrap();
    let own = names(&internal_pdf);
    for link in self::links(&internal_pdf) {
        match link {
            Link::Named(name) => assert!(own.contains(&name), "{name}"),
            Link::Page => {}
            Link::Beside(address) => panic!("{address}"),
        }
    }
}

enum Link {
    Named(String),
    /// A place of a page.
    Page,
    Beside(String),
}

fn links(pdf: &Pdf) -> Vec<Link> {
    let mut links = Vec::new();
    for page in pdf.pages().iter() {
        let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots") else {
            continue;
        };
        for annotation in annotations.iter::<Dict<'_>>() {
            let action = annotation.get::<Dict<'_>>(b"A");
            let address = action.and_then(|action| action.get::<Bytes<'_>>(b"URI"));
            links.push(match (annotation.get::<Bytes<'_>>(b"Dest"), address) {
                (Some(name), _) => Link::Named(text(&name)),
                (None, Some(address)) => Link::Beside(text(&address)),
                (None, None) => Link::Page,
            });
        }
    }
    links
}

/// The named places of a file.
fn names(pdf: &Pdf) -> BTreeSet<String> {
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let tree = root
        .get::<Dict<'_>>(b"Names")
        .and_then(|names| names.get::<Dict<'_>>(b"Dests"));
    let mut found = BTreeSet::new();
    if let Some(tree) = tree {
        add_names(&tree, &mut found);
    }
    found
}

fn add_names(node: &Dict<'_>, found: &mut BTreeSet<String>) {
    if let Some(pairs) = node.get::<Array<'_>>(b"Names") {
        for entry in pairs.iter::<Object<'_>>() {
            if let Object::String(name) = entry {
                found.insert(text(&name));
            }
        }
    }
    if let Some(kids) = node.get::<Array<'_>>(b"Kids") {
        for kid in kids.iter::<Dict<'_>>() {
            add_names(&kid, found);
        }
    }
}

fn text(bytes: &Bytes<'_>) -> String {
    String::from_utf8_lossy(bytes.as_bytes()).into_owned()
}
