//! Finished reports handed to the audit: documents, web pages, PDF, plain text.

use super::attack::{Attack, noise};
use super::package::Package;

pub(super) fn attacks() -> Vec<Attack> {
    let mut attacks = word();
    attacks.extend(pages());
    attacks.extend(texts());
    attacks.extend(pdf());
    attacks
}

const DOCUMENT: &str = "word/document.xml";
const SENTENCE: &str = "<w:p><w:r><w:t>全市有学校3所，其中公办2所，占66.7%。</w:t></w:r></w:p>";

/// A document with this in its body.
fn document(body: &str) -> Package {
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/\
         wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    Package::new(&[("[Content_Types].xml", "<Types/>"), (DOCUMENT, &xml)])
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn word() -> Vec<Attack> {
    let of = |file: &str, what: &str, package: &Package| {
        Attack::new(format!("word-{file}.docx"), what, package.zip())
    };
    let body = |file: &str, what: &str, body: &str| of(file, what, &document(body));
    let whole =
        |file: &str, what: &str, xml: &str| of(file, what, &document("").with(DOCUMENT, xml));
    let nested = |tag: &str, levels: usize| {
        format!("<{tag}>").repeat(levels) + SENTENCE + &format!("</{tag}>").repeat(levels)
    };
    let cell = |more: &str| format!("<w:tc><w:tcPr>{more}</w:tcPr>{SENTENCE}</w:tc>");
    let row = |cells: &str| format!("<w:tr>{cells}</w:tr>");
    let laughs = "<!DOCTYPE x [<!ENTITY a \"哈哈\"><!ENTITY b \"&a;&a;\">]>";
    vec![
        body("plain", "只有一句话", SENTENCE),
        body("empty", "没有文字", ""),
        whole("no-xml", "不是XML", "hello"),
        whole("zero", "正文是空的", ""),
        whole(
            "half",
            "正文没有结尾",
            &format!("<w:document><w:body>{SENTENCE}<w:p><w:r>"),
        ),
        whole(
            "laughs",
            "正文有实体",
            &format!(
                "{laughs}<w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
            ),
        ),
        body(
            "deep-tables",
            "表格套了五千层",
            &nested("w:tbl><w:tr><w:tc", 5_000)
                .replace("</w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ),
        body(
            "deep-controls",
            "内容控件套了10万层",
            &nested("w:sdt><w:sdtContent", 100_000)
                .replace("</w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ),
        body("deep", "别的标记套了20万层", &nested("w:x", 200_000)),
        body(
            "deep-open",
            "段落套了20万层没有结尾",
            &"<w:p>".repeat(200_000),
        ),
        of(
            "bomb",
            "正文展开有70MB",
            &document("").with(DOCUMENT, vec![b' '; 70 << 20]),
        ),
        of(
            "bomb-media",
            "图片展开有20MB",
            &document(SENTENCE).with("word/media/1.png", vec![0; 20 << 20]),
        ),
        body(
            "span",
            "一格占40亿列",
            &format!(
                "<w:tbl>{}</w:tbl>",
                row(&cell("<w:gridSpan w:val=\"4294967295\"/>"))
            ),
        ),
        body(
            "span-large",
            "一格占一百万列",
            &format!(
                "<w:tbl>{}</w:tbl>",
                row(&cell("<w:gridSpan w:val=\"1000000\"/>")).repeat(50)
            ),
        ),
        body(
            "span-negative",
            "一格占负数列",
            &format!(
                "<w:tbl>{}</w:tbl>",
                row(&cell("<w:gridSpan w:val=\"-5\"/>"))
            ),
        ),
        body(
            "columns",
            "一行有五千格",
            &format!("<w:tbl>{}</w:tbl>", row(&cell("").repeat(5_000))),
        ),
        body(
            "rows",
            "两万行的表格",
            &format!("<w:tbl>{}</w:tbl>", row(&cell("")).repeat(20_000)),
        ),
        body("paragraphs", "两百个段落", &SENTENCE.repeat(200)),
        body(
            "long",
            "一段有一百万字",
            &format!(
                "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
                "字".repeat(1_000_000)
            ),
        ),
        body(
            "digits",
            "一个数有十万位",
            &format!(
                "<w:p><w:r><w:t>学生{}人</w:t></w:r></w:p>",
                "9".repeat(100_000)
            ),
        ),
        body(
            "numbers",
            "一段有四千个数",
            &format!(
                "<w:p><w:r><w:t>{}</w:t></w:r></w:p>",
                "学生12人，占3.4%。".repeat(2_000)
            ),
        ),
        of("many", "压缩包里有12000个文件", &{
            let mut package = document(SENTENCE);
            package
                .parts
                .extend((0..12_000).map(|number| (format!("x{number}"), Vec::new())));
            package
        }),
        of(
            "macro",
            "带宏",
            &document(SENTENCE).with("word/vbaProject.bin", noise(5_000)),
        ),
        of(
            "names",
            "文件名指到别的文件夹",
            &document(SENTENCE).with("../../evil", "x"),
        ),
        of(
            "workbook",
            "其实是工作簿",
            &Package::new(&[("xl/workbook.xml", "<workbook/>")]),
        ),
        of("archive", "其实是压缩包", &Package::new(&[("a.txt", "a")])),
        body(
            "many-numbers",
            "有12万个数",
            &"<w:p><w:r><w:t>3.4，5.6，7.8</w:t></w:r></w:p>".repeat(20_000),
        ),
        Attack::new(
            "word-cut.docx",
            "没有传完",
            &document(&SENTENCE.repeat(50)).zip()[..300],
        ),
    ]
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn pages() -> Vec<Attack> {
    let page = |file: &str, what: &str, body: &str| {
        Attack::new(
            format!("page-{file}.html"),
            what,
            format!("<!DOCTYPE html><html><body>{body}</body></html>"),
        )
    };
    let sentence = "<p>全市有学校3所，其中公办2所，占66.7%。</p>";
    let cell = |spans: &str| {
        format!("<table><tr><td {spans}>学校数</td><td>3</td></tr><tr><td>3</td></tr></table>")
    };
    vec![
        page("plain", "只有一句话", sentence),
        page("deep", "区块套了5万层", &"<div>".repeat(50_000)),
        page(
            "deep-tables",
            "表格套了两千层",
            &"<table><tr><td>".repeat(2_000),
        ),
        page("deep-lists", "列表套了5万层", &"<ul><li>".repeat(50_000)),
        page("deep-marks", "粗体套了两千层", &"<b><i>".repeat(2_000)),
        page("columns", "一格占40亿列", &cell("colspan=4294967295")),
        page(
            "columns-large",
            "一格占一百万列",
            &cell("colspan=1000000").repeat(50),
        ),
        page("rows", "一格占40亿行", &cell("rowspan=4294967295")),
        page(
            "both",
            "一格占一万行一万列",
            &cell("rowspan=10000 colspan=10000").repeat(20),
        ),
        page(
            "attributes",
            "一个标记有五千个属性",
            &format!(
                "<p{}>3</p>",
                (0..5_000)
                    .map(|number| format!(" a{number}=1"))
                    .collect::<String>()
            ),
        ),
        page(
            "entities",
            "没有的字符编号",
            "<p>&#x110000;&#xD800;&nothing;3所</p>",
        ),
        page(
            "script",
            "程序里有数",
            "<script>var a = '学生12人';</script><style>p{width:3px}</style><p>3所</p>",
        ),
        page("comment", "注释没有结尾", "<p>3所</p><!--"),
        page("long", "一段有50万字", &"字".repeat(500_000)),
        page(
            "cells",
            "一行有一千格的表",
            &format!(
                "<table><tr>{}</tr><tr>{}</tr></table>",
                "<th>学生数</th>".repeat(1_000),
                "<td>3</td>".repeat(1_000)
            ),
        ),
    ]
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn texts() -> Vec<Attack> {
    let text =
        |file: &str, what: &str, bytes: &[u8]| Attack::new(format!("text-{file}"), what, bytes);
    let row = |cell: &str, count: usize| format!("|{}\n", format!("{cell}|").repeat(count));
    let table = row("学生数", 1_000) + &row("--", 1_000) + &row("3", 1_000);
    vec![
        text("empty.md", "空文件", b""),
        text("blank.txt", "只有空白", b" \n\t\n"),
        text("noise.txt", "乱码", &noise(20_000)),
        text("nul.txt", "有NUL字符", b"3\0\0\0"),
        text("utf-16.txt", "UTF-16只有一半字符", b"\xFF\xFEa"),
        text("utf-32.txt", "UTF-32编码", b"\xFF\xFE\0\0a\0\0\0"),
        text(
            "gbk.txt",
            "GBK编码断在一个字中间",
            &[0xD1, 0xA7, 0xC9, 0xFA, 0x33, 0xC8],
        ),
        text(
            "digits.txt",
            "一个数有20万位",
            "9".repeat(200_000).as_bytes(),
        ),
        text(
            "decimals.txt",
            "小数点后有20万位",
            format!("占0.{}%", "3".repeat(200_000)).as_bytes(),
        ),
        text(
            "percents.txt",
            "一行有一千个百分数",
            "占3.4%、".repeat(1_000).as_bytes(),
        ),
        text(
            "powers.txt",
            "很大的单位",
            "99999999999999999999亿元，增长99999999999999999999万倍。".as_bytes(),
        ),
        text(
            "zero.txt",
            "除以零",
            "全市有学校0所，其中公办0所，占50%；由0人增加到5人，增长100%。".as_bytes(),
        ),
        text(
            "years.txt",
            "很大的年份",
            "99999999999年学生3人，比-5年增加2人。".as_bytes(),
        ),
        text("columns.md", "一千列的表", table.as_bytes()),
        text(
            "headings.md",
            "一万个标题",
            "# 一、学校3所\n".repeat(10_000).as_bytes(),
        ),
        text(
            "quotes.md",
            "引用套了五千层",
            (">".repeat(5_000) + "3所").as_bytes(),
        ),
        text(
            "lists.md",
            "列表套了三百层",
            (0..300)
                .map(|level| format!("{}- 3\n", "  ".repeat(level)))
                .collect::<String>()
                .as_bytes(),
        ),
        text("brackets.md", "5万个左括号", "[".repeat(50_000).as_bytes()),
        text("stars.md", "5万个星号", "*a_".repeat(50_000).as_bytes()),
        text(
            "line.txt",
            "一行有60万字没有标点",
            "字".repeat(600_000).as_bytes(),
        ),
        text(
            "sum.txt",
            "一千项相加",
            format!("合计1000人，其中{}。", "甲1人、".repeat(1_000)).as_bytes(),
        ),
        text(
            "hidden.txt",
            "数里有看不见的字符",
            "学生1\u{200b}2\u{202e}3人，占5\u{feff}0%。".as_bytes(),
        ),
    ]
}

/// A PDF of these objects, each by its number.
fn pdf_of(objects: &[&str]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(
        places
            .iter()
            .flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()),
    );
    file.extend(
        format!(
            "trailer <</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF",
            objects.len() + 1
        )
        .bytes(),
    );
    file
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn pdf() -> Vec<Attack> {
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let of = |file: &str, what: &str, objects: &[&str]| {
        Attack::new(format!("pdf-{file}.pdf"), what, pdf_of(objects))
    };
    let shown = |file: &str, what: &str, content: &str| {
        let stream = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        of(file, what, &[catalog, pages, page, &stream, font])
    };
    let plain = "BT /F 12 Tf (3 of 4) Tj ET";
    let stream = format!("<</Length 26>>stream\n{plain}\nendstream");
    let whole = pdf_of(&[catalog, pages, page, &stream, font]);
    let mut attacks = vec![
        shown("plain", "只有一行字", plain),
        of(
            "no-pages",
            "没有页",
            &[catalog, "<</Type/Pages/Kids[]/Count 0>>"],
        ),
        of(
            "circle",
            "页的目录指向自己",
            &[catalog, "<</Type/Pages/Kids[2 0 R]/Count 1>>"],
        ),
        of(
            "circle-parent",
            "上级指向自己",
            &[
                catalog,
                pages,
                "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>",
                &stream,
            ],
        ),
        of(
            "count",
            "自称有20亿页",
            &[
                catalog,
                "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>",
                page,
                &stream,
                font,
            ],
        ),
        of(
            "kids",
            "五千次引用同一页",
            &[
                catalog,
                &format!(
                    "<</Type/Pages/Kids[{}]/Count 5000>>",
                    "3 0 R ".repeat(5_000)
                ),
                page,
                &stream,
                font,
            ],
        ),
        of(
            "no-font",
            "没有字体",
            &[
                catalog,
                pages,
                "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
                &stream,
            ],
        ),
        of(
            "font-circle",
            "字体指向自己",
            &[
                catalog,
                pages,
                page,
                &stream,
                "<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]>>",
            ],
        ),
        of(
            "length-huge",
            "内容自称有4GB",
            &[
                catalog,
                pages,
                page,
                "<</Length 4294967295>>stream\nBT ET\nendstream",
                font,
            ],
        ),
        of(
            "length-negative",
            "内容自称有负数个字节",
            &[
                catalog,
                pages,
                page,
                "<</Length -1>>stream\nBT ET\nendstream",
                font,
            ],
        ),
        of(
            "filter",
            "没有的压缩方法",
            &[
                catalog,
                pages,
                page,
                "<</Length 5/Filter/Nothing>>stream\nBT ET\nendstream",
                font,
            ],
        ),
        of(
            "flate-noise",
            "压缩数据是乱码",
            &[
                catalog,
                pages,
                page,
                "<</Length 5/Filter/FlateDecode>>stream\nabcde\nendstream",
                font,
            ],
        ),
        of(
            "arrays",
            "数组套了5万层",
            &[catalog, pages, page, &"[".repeat(50_000), font],
        ),
        of(
            "dictionaries",
            "字典套了5万层",
            &[catalog, pages, page, &"<</a".repeat(50_000), font],
        ),
        of(
            "strings",
            "括号套了10万层",
            &[catalog, pages, page, &"(".repeat(100_000), font],
        ),
        shown("operators", "20万个绘图命令", &"0 0 m ".repeat(200_000)),
        shown("saves", "10万次保存状态", &"q ".repeat(100_000)),
        shown("restores", "多余的恢复状态", &"Q ".repeat(1_000)),
        shown(
            "numbers",
            "绘图命令里的数很大",
            &format!("BT /F {} Tf (3) Tj ET", "9".repeat(5_000)),
        ),
        shown(
            "matrix",
            "坐标不是数",
            "BT /F 12 Tf 1e400 0 0 NaN 0 0 Tm (3) Tj ET",
        ),
        Attack::new("pdf-header.pdf", "只有开头", "%PDF-1.7"),
        Attack::new(
            "pdf-noise.pdf",
            "开头以后是乱码",
            [&b"%PDF-1.7\n"[..], &noise(30_000)].concat(),
        ),
        Attack::new(
            "pdf-start.pdf",
            "目录的位置在文件之外",
            "%PDF-1.7\nstartxref\n99999999999\n%%EOF",
        ),
        Attack::new(
            "pdf-previous.pdf",
            "目录的上一版指向自己",
            "%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer <</Root 1 0 R/Size 1/Prev 9>>\nstartxref\n9\n%%EOF",
        ),
        Attack::new(
            "pdf-encrypted.pdf",
            "自称加密",
            String::from_utf8_lossy(&whole)
                .replace("/Size", "/Encrypt 9 0 R/Size")
                .into_bytes(),
        ),
    ];
    attacks.extend((1..10).map(|tenths| {
        let kept = &whole[..whole.len() * tenths / 10];
        Attack::new(
            format!("pdf-cut-{tenths}.pdf"),
            format!("PDF只有前{tenths}成"),
            kept,
        )
    }));
    attacks
}
