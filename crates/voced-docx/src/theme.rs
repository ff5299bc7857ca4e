//! The theme: colours and fonts for what an editor adds. The text of the report asks for neither; Word counts a
//! document without a theme as incomplete.

use super::xml::{Attributes, Xml};

const A: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
/// Names of the colours as the format has them, and the colours: those of the charts.
const COLOURS: [(&str, &str); 12] = [
    ("a:dk1", "000000"),
    ("a:lt1", "FFFFFF"),
    ("a:dk2", "404040"),
    ("a:lt2", "EEF2F6"),
    ("a:accent1", "1F4E79"),
    ("a:accent2", "B4C7DC"),
    ("a:accent3", "E3A83B"),
    ("a:accent4", "2E7D6B"),
    ("a:accent5", "8A5A2B"),
    ("a:accent6", "7A4B5C"),
    ("a:hlink", "1F4E79"),
    ("a:folHlink", "7A4B5C"),
];
/// For headings and for text: Latin and Chinese.
const FONTS: [(&str, &str, &str); 2] = [
    ("a:majorFont", "Times New Roman", "黑体"),
    ("a:minorFont", "Times New Roman", "仿宋_GB2312"),
];
/// The format wants three of each kind of line, from thin to thick.
const LINES: [u32; 3] = [6_350, 12_700, 19_050];

/// The part.
pub(super) fn theme() -> Vec<u8> {
    let mut xml = Xml::part();
    xml.tag("a:theme", &[("xmlns:a", &A), ("name", &"report")], |xml| {
        xml.tag("a:themeElements", &[], |xml| {
            colours(xml);
            fonts(xml);
            formats(xml);
        });
    });
    xml.bytes()
}

fn colours(xml: &mut Xml) {
    xml.tag("a:clrScheme", &[("name", &"report")], |xml| {
        for (name, colour) in COLOURS {
            xml.tag(name, &[], |xml| xml.leaf("a:srgbClr", &[("val", &colour)]));
        }
    });
}

fn fonts(xml: &mut Xml) {
    xml.tag("a:fontScheme", &[("name", &"report")], |xml| {
        for (name, latin, chinese) in FONTS {
            xml.tag(name, &[], |xml| {
                xml.leaf("a:latin", &[("typeface", &latin)]);
                xml.leaf("a:ea", &[("typeface", &chinese)]);
                xml.leaf("a:cs", &[("typeface", &"")]);
            });
        }
    });
}

fn formats(xml: &mut Xml) {
    xml.tag("a:fmtScheme", &[("name", &"report")], |xml| {
        xml.tag("a:fillStyleLst", &[], |xml| {
            LINES.iter().for_each(|_| fill(xml))
        });
        xml.tag("a:lnStyleLst", &[], |xml| {
            for width in LINES {
                let attributes: Attributes<'_> = &[("w", &width)];
                xml.tag("a:ln", attributes, fill);
            }
        });
        xml.tag("a:effectStyleLst", &[], |xml| {
            for _ in LINES {
                xml.tag("a:effectStyle", &[], |xml| xml.leaf("a:effectLst", &[]));
            }
        });
        xml.tag("a:bgFillStyleLst", &[], |xml| {
            LINES.iter().for_each(|_| fill(xml))
        });
    });
}

/// The colour of what it is put on.
fn fill(xml: &mut Xml) {
    xml.tag("a:solidFill", &[], |xml| {
        xml.leaf("a:schemeClr", &[("val", &"phClr")])
    });
}
