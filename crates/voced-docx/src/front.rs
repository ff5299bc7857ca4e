//! What stands before the text: cover, what is still open, table of contents.

use std::collections::BTreeMap;

use voced_report::{Audience, Draft, Heading, HeadingKind, Report};

use super::body::heading_text;
use super::bookmarks::Bookmarks;
use super::cursor::{Setting, paragraph};
use super::page::Orientation;
use super::paragraph_style::{self, ParagraphStyle};
use super::run_writer::{Weight, field, field_end, link_to, run, stale_field_begin, tab};
use super::section::{self, Heads, Numbering};
use super::xml::{Attributes, Xml};

/// Space above the title, and between the year and the issuer.
const ABOVE: i32 = 2600;
const BETWEEN: i32 = 4600;

/// Writes everything before the text; `pages` are the pages of bookmarks in the text.
pub(super) fn front(
    xml: &mut Xml,
    report: &Report,
    bookmarks: &Bookmarks,
    pages: &BTreeMap<&str, i32>,
) {
    let heads = Heads::of(report);
    cover(xml, report);
    section::end(xml, Orientation::Portrait, Numbering::None, heads);
    if let Some(draft) = &report.draft {
        open(xml, draft);
    }
    contents(xml, report, bookmarks, pages);
    section::end(xml, Orientation::Portrait, Numbering::Roman, heads);
}

fn cover(xml: &mut Xml, report: &Report) {
    let mark = match report.audience {
        Audience::Internal => report.audience.name(),
        Audience::Public => "",
    };
    plain(xml, &paragraph_style::COVER_MARK, Setting::Plain, mark);
    space(xml, ABOVE);
    for line in &report.title_lines {
        plain(xml, &paragraph_style::TITLE, Setting::Plain, line);
    }
    plain(
        xml,
        &paragraph_style::SUBTITLE,
        Setting::Plain,
        &format!("（{}年）", report.year),
    );
    space(xml, BETWEEN);
    plain(
        xml,
        &paragraph_style::COVER_FOOT,
        Setting::Plain,
        &report.bureau,
    );
    let date = report.issued_in_words();
    plain(xml, &paragraph_style::COVER_FOOT, Setting::Plain, &date);
}

fn open(xml: &mut Xml, draft: &Draft) {
    plain(
        xml,
        &paragraph_style::CONTENTS_TITLE,
        Setting::Plain,
        "待处理事项",
    );
    let lead = format!("本稿为{}，下列事项处理完毕后方可发布。", draft.watermark);
    plain(xml, &paragraph_style::BODY, Setting::Plain, &lead);
    for (number, line) in (1..).zip(&draft.open) {
        plain(
            xml,
            &paragraph_style::BODY,
            Setting::Plain,
            &format!("{number}. {line}"),
        );
    }
}

/// The table of contents: a field in a control that WPS and Word know as a table of contents. Its
/// page numbers are counted before there are pages, which may be one off near the end of a page; so
/// the field is marked to be made anew where the document is opened.
fn contents(xml: &mut Xml, report: &Report, bookmarks: &Bookmarks, pages: &BTreeMap<&str, i32>) {
    let setting = if report.draft.is_some() {
        Setting::OnNewPage
    } else {
        Setting::Plain
    };
    let listed: Vec<&Heading> = report
        .headings()
        .filter(|heading| heading.kind.is_in_contents())
        .collect();
    xml.tag("w:sdt", &[], |xml| {
        xml.tag("w:sdtPr", &[], |xml| {
            xml.tag("w:docPartObj", &[], |xml| {
                xml.val("w:docPartGallery", "Table of Contents");
                xml.leaf("w:docPartUnique", &[]);
            });
        });
        xml.tag("w:sdtContent", &[], |xml| {
            plain(xml, &paragraph_style::CONTENTS_TITLE, setting, "目　录");
            for (index, heading) in listed.iter().enumerate() {
                let style = contents_look(heading);
                paragraph(xml, &style, Setting::Plain, |xml| {
                    if index == 0 {
                        stale_field_begin(xml, " TOC \\o \"1-2\" \\h \\z ");
                    }
                    entry(xml, heading, bookmarks, pages);
                    if index + 1 == listed.len() {
                        field_end(xml);
                    }
                });
            }
        });
    });
}

fn contents_look(heading: &Heading) -> ParagraphStyle {
    match heading.kind {
        HeadingKind::Chapter | HeadingKind::Appendix => paragraph_style::CONTENTS_1,
        _ => paragraph_style::CONTENTS_2,
    }
}

fn entry(xml: &mut Xml, heading: &Heading, bookmarks: &Bookmarks, pages: &BTreeMap<&str, i32>) {
    let text = heading_text(heading);
    let Some(bookmark) = bookmarks.get(&heading.anchor) else {
        return run(xml, &text, Weight::Plain);
    };
    let page = pages
        .get(bookmark.name.as_str())
        .map(i32::to_string)
        .unwrap_or_default();
    link_to(xml, &bookmark.name, |xml| {
        run(xml, &text, Weight::Plain);
        tab(xml);
        field(
            xml,
            &format!(" PAGEREF {} \\h ", bookmark.name),
            &page,
            Weight::Plain,
        );
    });
}

fn plain(xml: &mut Xml, style: &ParagraphStyle, setting: Setting, text: &str) {
    paragraph(xml, style, setting, |xml| run(xml, text, Weight::Plain));
}

fn space(xml: &mut Xml, height: i32) {
    xml.tag("w:p", &[], |xml| {
        xml.tag("w:pPr", &[], |xml| {
            xml.val("w:pStyle", paragraph_style::GAP.id);
            let exact: Attributes<'_> = &[("w:line", &height), ("w:lineRule", &"exact")];
            xml.leaf("w:spacing", exact);
        });
    });
}
