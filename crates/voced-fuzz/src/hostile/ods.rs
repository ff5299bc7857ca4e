//! Workbooks of LibreOffice: tables that repeat, do not end, or say too much.

use super::attack::Attack;
use super::package::Package;

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
const ONE: &str = "office:value-type=\"float\" office:value=\"1\"";

pub(super) fn attacks() -> Vec<Attack> {
    let mut attacks = repeated();
    attacks.extend(unfinished());
    attacks.extend(packages());
    attacks
}

/// A workbook with this content.
fn workbook(content: &str) -> Package {
    Package::new(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (MANIFEST, "<manifest:manifest/>"),
        (CONTENT, content),
    ])
}

/// The content with these rows on one sheet.
fn sheet(rows: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
         <table:table table:name=\"_meta\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    )
}

fn row(times: &str, cells: &str) -> String {
    format!("<table:table-row table:number-rows-repeated=\"{times}\">{cells}</table:table-row>")
}

fn cell(times: &str, value: &str) -> String {
    format!("<table:table-cell table:number-columns-repeated=\"{times}\" {value}/>")
}

fn attack(file: &str, what: &str, package: &Package) -> Attack {
    Attack::new(format!("ods-{file}.ods"), what, package.zip())
}

fn of_rows(file: &str, what: &str, rows: &str) -> Attack {
    attack(file, what, &workbook(&sheet(rows)))
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn repeated() -> Vec<Attack> {
    let text = |n_letters: usize| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"16384\" \
             office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
            "字".repeat(n_letters)
        )
    };
    let far = [row("1048575", &cell("1", "")), row("1", &cell("1", ONE))].concat();
    let corners = [
        row("1", &cell("1", ONE)),
        row("1048574", &cell("1", "")),
        row("1", &[cell("16383", ""), cell("1", ONE)].concat()),
    ];
    let formula = format!("table:formula=\"of:={}1\" {ONE}", "1+".repeat(200_000));
    let tables = "<table:table table:name=\"a\"></table:table>".repeat(5_000);
    vec![
        of_rows("columns", "一格重复16384列", &row("1", &cell("16384", ONE))),
        of_rows("rows", "一行重复一百万次", &row("1048576", &cell("1", ONE))),
        of_rows(
            "both",
            "整张表是同一格",
            &row("1048576", &cell("16384", ONE)),
        ),
        of_rows(
            "huge",
            "重复次数放不进一个整数",
            &row("99999999999999999999", &cell("1", ONE)),
        ),
        of_rows(
            "max",
            "重复次数是最大的数",
            &row("18446744073709551615", &cell("18446744073709551615", ONE)),
        ),
        of_rows("negative", "重复次数是负数", &row("-1", &cell("-1", ONE))),
        of_rows("zero", "重复次数是0", &row("0", &cell("0", ONE))),
        of_rows("no-number", "重复次数不是数", &row("x", &cell("x", ONE))),
        of_rows(
            "empty",
            "整张表重复空格",
            &row("1048576", &cell("16384", "")),
        ),
        of_rows("far", "最末一行有一个数", &far),
        of_rows("corners", "首尾两格各有一个数", &corners.concat()),
        of_rows(
            "text",
            "一条6万字节的文字重复16384列",
            &row("1", &text(20_000)),
        ),
        of_rows(
            "text-rows",
            "一条文字重复16384列一百万行",
            &row("1048576", &text(10)),
        ),
        of_rows(
            "formula",
            "40万字节的公式重复一千列",
            &row("1", &cell("1000", &formula)),
        ),
        of_rows(
            "many-rows",
            "20万行各有一个数",
            &row("1", &cell("1", ONE)).repeat(200_000),
        ),
        of_rows("tables", "表里套了五千张表", &tables),
        of_rows(
            "spaces",
            "一处重复十亿个空格",
            &row(
                "1",
                "<table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"1000000000\"/></text:p></table:table-cell>",
            ),
        ),
    ]
}

fn unfinished() -> Vec<Attack> {
    let open = |inner: &str| {
        let whole = sheet(inner);
        let end = whole.rfind("</table:table>").unwrap_or(whole.len());
        workbook(&whole[..end])
    };
    let within = |tag: &str| {
        format!("<table:table-row><table:table-cell office:value-type=\"string\"><{tag}>")
    };
    vec![
        attack("open-table", "表没有结尾", &open("")),
        attack("open-row", "行没有结尾", &open("<table:table-row>")),
        attack("open-cell", "格没有结尾", &open(&within("text:p"))),
        attack(
            "open-note",
            "批注没有结尾",
            &open(&within("office:annotation")),
        ),
        attack(
            "open-names",
            "名称没有结尾",
            &workbook("<a><table:named-expressions>"),
        ),
        attack(
            "crossed",
            "标记交叉",
            &workbook(&sheet(
                "<table:table-row><table:table-cell></table:table-row></table:table-cell>",
            )),
        ),
        attack(
            "crossed-note",
            "表的结尾在批注里面",
            &open(&format!("{}</table:table>", within("office:annotation"))),
        ),
        attack("empty-part", "内容是空的", &workbook("")),
        attack("no-xml", "内容不是XML", &workbook("hello")),
        attack(
            "laughs",
            "有实体",
            &workbook(&format!(
                "<!DOCTYPE x [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]>{}",
                sheet(&row(
                    "1",
                    "<table:table-cell office:value-type=\"string\"><text:p>&b;</text:p></table:table-cell>"
                ))
            )),
        ),
        attack(
            "deep",
            "套了20万层",
            &workbook(&("<a>".repeat(200_000) + &"</a>".repeat(200_000))),
        ),
    ]
}

fn packages() -> Vec<Attack> {
    let plain = workbook(&sheet(&row("1", &cell("1", ONE))));
    let swollen = |part: &str, megabytes: usize| plain.with(part, vec![b' '; megabytes << 20]);
    vec![
        attack("plain", "只有一个数", &plain),
        attack("no-manifest", "缺少清单", &plain.without(MANIFEST)),
        attack("no-mimetype", "缺少类型", &plain.without("mimetype")),
        attack(
            "other-type",
            "类型是文稿",
            &plain.with("mimetype", "application/vnd.oasis.opendocument.text"),
        ),
        attack(
            "short-type",
            "类型只有一半",
            &plain.with("mimetype", "application/vnd"),
        ),
        attack("bomb", "内容展开有70MB", &swollen(CONTENT, 70)),
        attack("bomb-manifest", "清单展开有10MB", &swollen(MANIFEST, 10)),
        attack("bomb-meta", "属性展开有10MB", &swollen("meta.xml", 10)),
        attack(
            "macro",
            "带宏",
            &plain.with("Basic/Standard/Module1.xml", "<script:module/>"),
        ),
    ]
}
