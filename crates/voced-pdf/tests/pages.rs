//! The example bureau's report on its pages: how many, which bookmarks, and whether the table of
//! contents of the Word document names the pages that an office program comes to.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use voced_docx::docx;
use voced_examples::{SIPING, run, siping_narrative};
use voced_pdf::{Fonts, PdfError, pdf};
use voced_report::{Audience, Report, Standing, compose};

fn report(audience: Audience) -> Report {
    let narrative = siping_narrative();
    compose(&run(&SIPING), &narrative, audience, Standing::Final).unwrap()
}

/// What a program prints; none where it is not installed.
fn printed(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let mut command = Command::new(program);
    let (before, after) =
        arguments.split_at(arguments.len() - usize::from(arguments.ends_with(&["-"])));
    match command.args(before).arg(file).args(after).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(_) => {
            eprintln!("passed over: {program} is not installed");
            None
        }
    }
}

#[test]
fn the_pdf_has_its_pages_and_bookmarks() {
    let bytes = match pdf(&report(Audience::Public), &Fonts::found(&[])) {
        Err(PdfError::NoCjkFont) => {
            eprintln!("passed over: no font with Chinese characters here");
            return;
        }
        bytes => bytes.unwrap(),
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.pdf");
    std::fs::write(&file, bytes).unwrap();
    let Some(info) = printed("pdfinfo", &[], &file) else {
        return;
    };
    let told = [
        "Title",
        "Author",
        "Pages",
        "Page size",
        "Tagged",
        "PDF version",
    ];
    let info = info
        .lines()
        .filter(|line| told.iter().any(|name| line.starts_with(name)));
    let xml = printed("pdftohtml", &["-xml", "-i", "-stdout"], &file).unwrap();
    let outline = xml
        .lines()
        .skip_while(|line| !line.starts_with("<outline>"));
    let lines: Vec<&str> = info
        .chain(outline.filter(|line| line.starts_with("<item")))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

/// The entries of the Word document's table of contents: text without blanks, and the page.
fn contents(document: &str) -> Vec<(String, i32)> {
    let entries = document
        .split("<w:p>")
        .filter(|part| part.contains(" PAGEREF "));
    let entry = |part: &str| {
        let texts: Vec<&str> = part
            .split("<w:t xml:space=\"preserve\">")
            .skip(1)
            .filter_map(|rest| rest.split("</w:t>").next())
            .collect();
        let (page, words) = texts.split_last().unwrap();
        (without_blanks(&words.concat()), page.parse().unwrap())
    };
    entries.map(entry).collect()
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether Times New Roman is here, or a font of the same widths.
fn has_times() -> bool {
    let found = Command::new("fc-match").arg("Times New Roman").output();
    let name = found.map_or_else(
        |_| String::new(),
        |found| String::from_utf8_lossy(&found.stdout).into_owned(),
    );
    ["Times", "Liberation", "Tinos"]
        .iter()
        .any(|font| name.contains(font))
}

/// Counted before there are pages, by the widths of Times New Roman: all are right where the office program has
/// it or a font of the same widths; where it has none, a line more or less may turn a page, and the field is
/// marked to be made anew.
#[test]
fn the_contents_of_the_word_document_name_the_pages_of_an_office_program() {
    let folder = tempfile::tempdir().unwrap();
    let has_times = has_times();
    for audience in [Audience::Public, Audience::Internal] {
        let bytes = docx(&report(audience)).unwrap();
        let file = folder.path().join("report.docx");
        std::fs::write(&file, &bytes).unwrap();
        let profile = format!(
            "-env:UserInstallation=file://{}/profile",
            folder.path().display()
        );
        let out = folder.path().display().to_string();
        let arguments = [
            &profile,
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            &out,
        ];
        let converted = folder.path().join("report.pdf");
        if printed("soffice", &arguments, &file).is_none() || !converted.exists() {
            eprintln!("passed over: no office program here that reads Word");
            return;
        }
        let Some(text) = printed("pdftotext", &["-layout", "-"], &converted) else {
            return;
        };
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&bytes)).unwrap();
        let part = archive.by_name("word/document.xml").unwrap();
        let entries = contents(&std::io::read_to_string(part).unwrap());
        // The internal edition has two appendices more.
        let n_entries = match audience {
            Audience::Public => 30,
            Audience::Internal => 32,
        };
        assert_eq!(entries.len(), n_entries);

        let pages: Vec<&str> = text.split('\u{c}').collect();
        let page_of = |entry: &str| {
            let is_here = |page: &&str| page.lines().any(|line| without_blanks(line) == entry);
            pages.iter().position(is_here).map(|page| page as i32)
        };
        let first = page_of("1基本情况").unwrap() - 1;
        let mut exact = 0;
        let mut found = 0;
        for (entry, cached) in &entries {
            // A title over two lines is not found as one.
            let Some(page) = page_of(entry) else { continue };
            found += 1;
            exact += usize::from(page - first == *cached);
            let most_off = if has_times { 0 } else { 1 };
            assert!(
                (page - first - cached).abs() <= most_off,
                "{entry}: {cached}, {}",
                page - first
            );
        }
        eprintln!("{}: {exact} of {found} pages are exact", audience.name());
        assert!(found > 25, "{found}");
    }
}
