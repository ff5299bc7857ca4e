//! The XML of each part: cut, swollen, nested, with entities, in other encodings.

use super::attack::{Attack, noise};
use super::package::Package;

/// Parts with a short name for the file.
const PARTS: [(&str, &str); 7] = [
    ("types", "[Content_Types].xml"),
    ("package", "_rels/.rels"),
    ("relations", "xl/_rels/workbook.xml.rels"),
    ("workbook", "xl/workbook.xml"),
    ("texts", "xl/sharedStrings.xml"),
    ("styles", "xl/styles.xml"),
    ("sheet", "xl/worksheets/sheet3.xml"),
];

/// A change of a part: a name for the file, what it does, and the content after.
type Change = (&'static str, &'static str, fn(&str) -> Vec<u8>);

const CHANGES: [Change; 19] = [
    ("empty", "是空的", |_| Vec::new()),
    ("noise", "是乱码", |_| noise(3_000)),
    ("no-xml", "不是XML", |_| b"hello".to_vec()),
    ("half", "只有前一半", |xml| half(xml).into_bytes()),
    ("other-root", "是别的XML", |_| {
        b"<html><body/></html>".to_vec()
    }),
    ("two-roots", "有两个根", |xml| {
        format!("{xml}{xml}").into()
    }),
    ("laughs", "有十亿个大笑的实体", |xml| {
        with_laughs(xml).into()
    }),
    ("external", "有外部实体", |xml| {
        with_external(xml).into()
    }),
    ("utf-16", "是UTF-16编码", utf_16),
    ("not-utf-8", "不是UTF-8编码", |xml| {
        [xml.as_bytes(), &[0xFF, 0xFE, 0xC0]].concat()
    }),
    ("gbk", "自称是GBK编码", |xml| {
        xml.replacen("UTF-8", "GBK", 1).into()
    }),
    ("deep", "套了20万层", |xml| {
        in_root(xml, &deep(200_000)).into()
    }),
    ("deep-open", "套了20万层而没有结尾", |_| {
        "<a>".repeat(200_000).into()
    }),
    ("attributes", "一个标记有10万个属性", |xml| {
        in_root(xml, &many_attributes(100_000)).into()
    }),
    ("long-attribute", "一个属性有4MB", |xml| {
        in_root(xml, &format!("<a b=\"{}\"/>", "x".repeat(4 << 20))).into()
    }),
    ("comment", "注释没有结尾", |xml| {
        format!("{}<!-- ", half(xml)).into()
    }),
    ("cdata", "有4MB的CDATA", |xml| {
        in_root(xml, &format!("<![CDATA[{}]]>", "x".repeat(4 << 20))).into()
    }),
    ("nul", "有NUL字符", |xml| in_root(xml, "\0&#0;").into()),
    ("numbers", "有超出范围的字符编号", |xml| {
        in_root(xml, "&#x110000;&#xD800;&#99999999999;&nothing;").into()
    }),
];

pub(super) fn attacks(workbook: &Package) -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (short, part) in PARTS {
        let xml = workbook.text(part);
        attacks.extend(CHANGES.map(|(file, what, change)| {
            Attack::new(
                format!("xml-{short}-{file}.xlsx"),
                format!("{part}{what}"),
                workbook.with(part, change(&xml)).zip(),
            )
        }));
    }
    attacks
}

fn half(xml: &str) -> String {
    xml.chars().take(xml.chars().count() / 2).collect()
}

/// With something right behind the opening tag of the root.
fn in_root(xml: &str, more: &str) -> String {
    let declared = xml.find("?>").map_or(0, |at| at + 2);
    let root = xml[declared..]
        .find('>')
        .map_or(xml.len(), |at| declared + at + 1);
    let (before, after) = xml.split_at(root);
    format!("{before}{more}{after}")
}

/// With a document type in front of the root.
fn with_type(xml: &str, inner: &str) -> String {
    let declared = xml.find("?>").map_or(0, |at| at + 2);
    let (before, after) = xml.split_at(declared);
    format!("{before}<!DOCTYPE x [{inner}]>{after}")
}

fn with_laughs(xml: &str) -> String {
    let mut entities = String::from("<!ENTITY l0 \"ha\">");
    for level in 1..10 {
        let ten = format!("&l{};", level - 1).repeat(10);
        entities.push_str(&format!("<!ENTITY l{level} \"{ten}\">"));
    }
    let typed = with_type(xml, &entities);
    typed
        .replacen("</t>", "&l9;</t>", 1)
        .replacen("</v>", "&l9;</v>", 1)
}

fn with_external(xml: &str) -> String {
    let typed = with_type(xml, "<!ENTITY e SYSTEM \"file:///etc/passwd\">");
    typed
        .replacen("</t>", "&e;</t>", 1)
        .replacen("</v>", "&e;</v>", 1)
}

fn utf_16(xml: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(xml.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn deep(levels: usize) -> String {
    "<a>".repeat(levels) + &"</a>".repeat(levels)
}

fn many_attributes(count: usize) -> String {
    let attributes: String = (0..count)
        .map(|number| format!(" a{number}=\"1\""))
        .collect();
    format!("<a{attributes}/>")
}
