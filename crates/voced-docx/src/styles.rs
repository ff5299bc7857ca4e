//! The parts that say how things style: styles, fonts, settings. Nothing here knows the report.

use super::fonts::{Font, LATIN};
use super::page::TEXT_SIZE;
use super::paragraph_style::{self, Align, Line, ParagraphStyle};
use super::xml::Xml;

/// Namespace of the main vocabulary.
pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// `word/styles.xml`.
pub(super) fn styles() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("w:styles", &[("xmlns:w", &W)], |xml| {
        defaults(xml);
        latent(xml);
        for style in paragraph_style::all() {
            paragraph(xml, &style);
        }
        no_list(xml);
        table_style(xml);
    });
    xml.bytes()
}

fn defaults(xml: &mut Xml) {
    xml.tag("w:docDefaults", &[], |xml| {
        xml.tag("w:rPrDefault", &[], |xml| {
            xml.tag("w:rPr", &[], |xml| {
                fonts(xml, Font::Text);
                xml.val("w:sz", TEXT_SIZE);
                xml.val("w:szCs", TEXT_SIZE);
                xml.leaf(
                    "w:lang",
                    &[
                        ("w:val", &"en-US"),
                        ("w:eastAsia", &"zh-CN"),
                        ("w:bidi", &"ar-SA"),
                    ],
                );
            });
        });
        xml.leaf("w:pPrDefault", &[]);
    });
}

/// Built-in styles that are not defined here stay out of the way.
fn latent(xml: &mut Xml) {
    let shown = ["Normal", "heading 1", "heading 2", "heading 3", "Title"];
    xml.tag(
        "w:latentStyles",
        &[
            ("w:defLockedState", &0),
            ("w:defUIPriority", &99),
            ("w:defSemiHidden", &1),
            ("w:defUnhideWhenUsed", &1),
            ("w:defQFormat", &0),
            ("w:count", &376),
        ],
        |xml| {
            for name in shown {
                xml.leaf(
                    "w:lsdException",
                    &[
                        ("w:name", &name),
                        ("w:semiHidden", &0),
                        ("w:uiPriority", &0),
                        ("w:unhideWhenUsed", &0),
                        ("w:qFormat", &1),
                    ],
                );
            }
        },
    );
}

fn paragraph(xml: &mut Xml, style: &ParagraphStyle) {
    let own = [
        ("w:type", &"paragraph" as &dyn std::fmt::Display),
        ("w:styleId", &style.id),
    ];
    let normal = [own[0], ("w:default", &1), own[1]];
    let attributes: &[_] = if style.base.is_none() { &normal } else { &own };
    xml.tag("w:style", attributes, |xml| {
        xml.val("w:name", style.name);
        if let Some(base) = style.base {
            xml.val("w:basedOn", base);
        }
        if style.outline.is_some() {
            xml.val("w:next", paragraph_style::BODY.id);
        }
        xml.leaf("w:qFormat", &[]);
        xml.tag("w:pPr", &[], |xml| paragraph_properties(xml, style));
        xml.tag("w:rPr", &[], |xml| run(xml, style));
    });
}

fn paragraph_properties(xml: &mut Xml, style: &ParagraphStyle) {
    if style.is_kept_with_next {
        xml.leaf("w:keepNext", &[]);
        xml.leaf("w:keepLines", &[]);
    }
    xml.val("w:widowControl", 0);
    if style.id.starts_with("TOC") && style != &paragraph_style::CONTENTS_TITLE {
        contents_tab(xml);
    }
    // Digits stand as close to characters as characters to each other.
    xml.val("w:autoSpaceDE", 0);
    xml.val("w:autoSpaceDN", 0);
    xml.val("w:adjustRightInd", 0);
    xml.val("w:snapToGrid", 0);
    let (line, rule) = match style.line {
        Line::Exact(height) => (height, "exact"),
        Line::Grows => (240, "auto"),
    };
    xml.leaf(
        "w:spacing",
        &[
            ("w:before", &0),
            ("w:after", &style.after),
            ("w:line", &line),
            ("w:lineRule", &rule),
        ],
    );
    let in_twips = |characters: i32| characters * style.size / 10;
    xml.leaf(
        "w:ind",
        &[
            ("w:leftChars", &style.left),
            ("w:left", &in_twips(style.left)),
            ("w:rightChars", &style.right),
            ("w:right", &in_twips(style.right)),
            ("w:firstLineChars", &style.first),
            ("w:firstLine", &in_twips(style.first)),
        ],
    );
    xml.val("w:jc", style.align.word());
    if let Some(level) = style.outline {
        xml.val("w:outlineLvl", level - 1);
    }
}

fn contents_tab(xml: &mut Xml) {
    let width = super::page::Orientation::Portrait.page().text_width();
    xml.tag("w:tabs", &[], |xml| {
        xml.leaf(
            "w:tab",
            &[
                ("w:val", &Align::Right.word()),
                ("w:leader", &"dot"),
                ("w:pos", &width),
            ],
        );
    });
}

fn run(xml: &mut Xml, style: &ParagraphStyle) {
    fonts(xml, style.font);
    xml.val("w:b", i32::from(style.is_bold));
    xml.val("w:bCs", i32::from(style.is_bold));
    xml.val("w:snapToGrid", 0);
    xml.val("w:spacing", style.spacing);
    xml.val("w:sz", style.size);
    xml.val("w:szCs", style.size);
}

/// `w:rFonts` for a font, with the one for Latin letters beside it.
fn fonts(xml: &mut Xml, font: Font) {
    xml.leaf(
        "w:rFonts",
        &[
            ("w:ascii", &LATIN),
            ("w:hAnsi", &LATIN),
            ("w:eastAsia", &font.name()),
            ("w:cs", &LATIN),
        ],
    );
}

fn no_list(xml: &mut Xml) {
    let attributes: super::xml::Attributes<'_> = &[
        ("w:type", &"numbering"),
        ("w:default", &1),
        ("w:styleId", &"NoList"),
    ];
    xml.tag("w:style", attributes, |xml| {
        xml.val("w:name", "No List");
        xml.val("w:uiPriority", 99);
        xml.leaf("w:semiHidden", &[]);
    });
}

fn table_style(xml: &mut Xml) {
    let attributes: super::xml::Attributes<'_> = &[
        ("w:type", &"table"),
        ("w:default", &1),
        ("w:styleId", &"TableNormal"),
    ];
    xml.tag("w:style", attributes, |xml| {
        xml.val("w:name", "Normal Table");
        xml.val("w:uiPriority", 99);
        xml.leaf("w:semiHidden", &[]);
        xml.tag("w:tblPr", &[], |xml| {
            xml.leaf("w:tblInd", &[("w:w", &0), ("w:type", &"dxa")]);
        });
    });
}

/// `word/fontTable.xml`: the licensed fonts with what may stand in for them.
pub(super) fn font_table() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("w:fonts", &[("xmlns:w", &W)], |xml| {
        for (_, name, others) in Font::ALL {
            xml.tag("w:font", &[("w:name", &name)], |xml| {
                xml.val("w:altName", others);
                xml.val("w:charset", "86");
                xml.val("w:family", "auto");
                xml.val("w:pitch", "variable");
            });
        }
        xml.tag("w:font", &[("w:name", &LATIN)], |xml| {
            xml.val("w:charset", "00");
            xml.val("w:family", "roman");
            xml.val("w:pitch", "variable");
        });
    });
    xml.bytes()
}

/// `word/settings.xml`.
///
/// No field is to be refreshed here: the table of contents is marked where it stands, and nothing
/// else in the document changes with the layout.
pub(super) fn settings() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("w:settings", &[("xmlns:w", &W)], |xml| {
        xml.leaf("w:zoom", &[("w:percent", &100)]);
        xml.val("w:defaultTabStop", 420);
        xml.leaf("w:evenAndOddHeaders", &[]);
        xml.val("w:characterSpacingControl", "doNotCompress");
        xml.tag("w:compat", &[], |xml| {
            xml.leaf("w:useFELayout", &[]);
            xml.leaf(
                "w:compatSetting",
                &[
                    ("w:name", &"compatibilityMode"),
                    ("w:uri", &"http://schemas.microsoft.com/office/word"),
                    ("w:val", &15),
                ],
            );
        });
        xml.leaf(
            "w:themeFontLang",
            &[("w:val", &"en-US"), ("w:eastAsia", &"zh-CN")],
        );
    });
    xml.bytes()
}
