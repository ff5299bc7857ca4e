//! What a workbook says of its sheets, names, texts, formats and formulas.

use super::attack::Attack;
use super::package::Package;

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const TEXTS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const SHEET: &str = "xl/worksheets/sheet3.xml";

pub(super) fn attacks(workbook: &Package) -> Vec<Attack> {
    let mut attacks = texts(workbook);
    attacks.extend(references(workbook));
    attacks.extend(formulas(workbook));
    attacks.extend(styles(workbook));
    attacks.extend(names(workbook));
    attacks.extend(tabs(workbook));
    attacks.extend(rows(workbook));
    attacks
}

fn attack(file: &str, what: &str, changed: &Package) -> Attack {
    Attack::new(format!("sheet-{file}.xlsx"), what, changed.zip())
}

fn texts(workbook: &Package) -> Vec<Attack> {
    let counts = [
        "0",
        "-1",
        "1000000",
        "1000001",
        "999999999999",
        "9223372036854775807",
        "18446744073709551615",
        "99999999999999999999999",
        "1e9",
    ];
    let claimed = counts.map(|count| {
        let to = format!("uniqueCount=\"{count}\"");
        let changed = workbook.replaced(TEXTS, "uniqueCount=\"372\"", &to);
        let file = format!("texts-{count}");
        attack(&file, &format!("文字部分自称有{count}条"), &changed)
    });
    let empty = format!("<sst>{}</sst>", "<si/>".repeat(1_500_000));
    let long = "长".repeat(300_000);
    let long_text = workbook.replaced(TEXTS, "</si>", &format!("</si><si><t>{long}</t></si>"));
    let shown: String = cells(20_000, |_| " t=\"s\"><v>1</v>".into());
    let mut attacks = claimed.to_vec();
    attacks.extend([
        attack("texts-empty", "150万条空文字", &workbook.with(TEXTS, empty)),
        attack("text-long", "一条文字有90万字节", &long_text),
        attack(
            "text-shown-often",
            "两万格都显示一条90万字节的文字",
            &in_rows(&long_text, &shown),
        ),
        attack(
            "text-runs",
            "一条文字分成10万段",
            &workbook.replaced(
                TEXTS,
                "<si>",
                &format!("<si>{}", "<r><t>a</t></r>".repeat(100_000)),
            ),
        ),
    ]);
    attacks
}

/// So many cells, one in each row below the table.
fn cells(count: usize, content: impl Fn(usize) -> String) -> String {
    (0..count)
        .map(|number| {
            let row = number + 40;
            format!(
                "<row r=\"{row}\"><c r=\"E{row}\"{}</c></row>",
                content(number)
            )
        })
        .collect()
}

/// With more rows on the sheet.
fn in_rows(workbook: &Package, rows: &str) -> Package {
    workbook.replaced(SHEET, "</sheetData>", &format!("{rows}</sheetData>"))
}

fn references(workbook: &Package) -> Vec<Attack> {
    let wrong = [
        "",
        "A",
        "1",
        "A0",
        "A-1",
        "-A1",
        "A1:B2",
        "a1",
        "ＡＢ1",
        "A1048577",
        "XFE1",
        "ZZZZ1",
        "ZZZZZZZZZZ1",
        "A4294967296",
        "A99999999999999999999",
        "A1.5",
        "$A$1",
        "R1C1",
        "A 1",
    ];
    let mut attacks: Vec<Attack> = (1..)
        .zip(wrong)
        .map(|(number, reference)| {
            let changed = workbook.replaced(SHEET, "r=\"E4\"", &format!("r=\"{reference}\""));
            let what = format!("单元格的位置写成“{reference}”");
            attack(&format!("cell-{number}"), &what, &changed)
        })
        .collect();
    let sizes = [
        "A1:XFD1048576",
        "B2:A1",
        "A1:ZZZZ99999999999",
        "A1:B2:C3",
        "",
        "A",
    ];
    attacks.extend((1..).zip(sizes).map(|(number, size)| {
        let old = "<dimension ref=\"";
        let changed = workbook.replaced(SHEET, old, &format!("<dimension ref=\"{size}\" x=\""));
        attack(
            &format!("dimension-{number}"),
            &format!("表自称范围是“{size}”"),
            &changed,
        )
    }));
    let rows = ["0", "-5", "4294967295", "99999999999", "x", "1048577"];
    attacks.extend((1..).zip(rows).map(|(number, row)| {
        let changed = workbook.replaced(SHEET, "<row r=\"4\"", &format!("<row r=\"{row}\""));
        attack(
            &format!("row-{number}"),
            &format!("行号写成“{row}”"),
            &changed,
        )
    }));
    attacks
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn formulas(workbook: &Package) -> Vec<Attack> {
    let shared = |index: &str, text: &str, more: &str| {
        let content =
            format!("s=\"9\"><f t=\"shared\" ref=\"E4:E9\" si=\"{index}\">{text}</f><v>1</v>");
        in_rows(&workbook.with_cell(SHEET, "E4", &content), more)
    };
    let derived = cells(20_000, |_| "><f t=\"shared\" si=\"0\"/><v>1</v>".into());
    let long = "A1+".repeat(300_000) + "1";
    let formula =
        |text: &str| workbook.with_cell(SHEET, "E4", &format!("s=\"9\"><f>{text}</f><v>619</v>"));
    vec![
        attack(
            "shared-huge",
            "共用公式的编号是10的17次方",
            &shared("99999999999999999", "1", ""),
        ),
        attack(
            "shared-max",
            "共用公式的编号是最大的数",
            &shared("18446744073709551615", "1", ""),
        ),
        attack(
            "shared-negative",
            "共用公式的编号是负数",
            &shared("-1", "1", ""),
        ),
        attack(
            "shared-often",
            "两万格共用一个90万字节的公式",
            &shared("0", &long, &derived),
        ),
        attack("formula-long", "一个公式有90万字节", &formula(&long)),
        attack(
            "formula-deep",
            "公式里有10万层括号",
            &formula(&"(".repeat(100_000)),
        ),
        attack(
            "formula-dde",
            "公式要运行程序",
            &formula("cmd|'/C calc'!A0"),
        ),
        attack(
            "formula-web",
            "公式要访问网址",
            &formula("WEBSERVICE(\"http://127.0.0.1/\")"),
        ),
        attack(
            "formula-file",
            "公式取自别的文件",
            &formula("'file:///etc/[passwd]a'!A1"),
        ),
        attack(
            "formula-array",
            "数组公式的范围占满整张表",
            &workbook.with_cell(
                SHEET,
                "E4",
                "s=\"9\"><f t=\"array\" ref=\"A1:XFD1048576\">1</f><v>1</v>",
            ),
        ),
        attack("formula-circle", "公式算的是自己", &formula("E4+1")),
    ]
}

fn styles(workbook: &Package) -> Vec<Attack> {
    let many = |count: usize| {
        let more = "<xf numFmtId=\"0\" fontId=\"0\"/>".repeat(count);
        workbook.replaced(STYLES, "</cellXfs>", &format!("{more}</cellXfs>"))
    };
    let name = format!(
        "<fonts><font><name val=\"{}\"/></font>",
        "x".repeat(1 << 20)
    );
    let format = format!(
        "<numFmts><numFmt numFmtId=\"200\" formatCode=\"{}\"/></numFmts><fonts",
        "0".repeat(1 << 20)
    );
    vec![
        attack("styles-60000", "6万种单元格格式", &many(60_000)),
        attack("styles-200000", "20万种单元格格式", &many(200_000)),
        attack(
            "styles-font",
            "两千种格式各有一个1MB的字体名",
            &many(2_000).replaced(STYLES, "<fonts", &format!("{name}</fonts><fonts")),
        ),
        attack(
            "styles-format",
            "一种数字格式有1MB",
            &workbook.replaced(STYLES, "<fonts", &format),
        ),
        attack(
            "style-number",
            "单元格用了没有的格式",
            &workbook.with_cell(SHEET, "E4", "s=\"99999999999999999999\"><v>619</v>"),
        ),
    ]
}

fn names(workbook: &Package) -> Vec<Attack> {
    let with = |more: &str| {
        workbook.replaced(WORKBOOK, "<definedNames>", &format!("<definedNames>{more}"))
    };
    let many: String = (0..60_000)
        .map(|number| format!("<definedName name=\"n{number}\">'表3规模'!$E$4</definedName>"))
        .collect();
    let same = "<definedName name=\"meta_entity\">'表3规模'!$E$4</definedName>".repeat(60_000);
    let pointing = |target: &str| workbook.replaced(WORKBOOK, "'_meta'!$B$4", target);
    vec![
        attack("names-many", "6万个单元格名称", &with(&many)),
        attack("names-same", "6万个同样的单元格名称", &with(&same)),
        attack(
            "name-whole",
            "名称指向整张表",
            &pointing("'_meta'!$A$1:$XFD$1048576"),
        ),
        attack("name-column", "名称指向整列", &pointing("'_meta'!$B:$B")),
        attack(
            "name-far",
            "名称指向没有的格子",
            &pointing("'_meta'!$ZZZZ$99999999999"),
        ),
        attack(
            "name-reversed",
            "名称的首尾颠倒",
            &pointing("'_meta'!$B$4:$A$1"),
        ),
        attack("name-error", "名称指向#REF!", &pointing("#REF!")),
        attack(
            "name-file",
            "名称指向别的文件",
            &pointing("'[1]_meta'!$B$4"),
        ),
        attack("name-empty", "名称什么也没有指", &pointing("")),
        attack(
            "name-long",
            "名称指向的文字有1MB",
            &pointing(&"'!$".repeat(300_000)),
        ),
    ]
}

#[expect(
    clippy::too_many_lines,
    reason = "a table of attacks, one after the other"
)]
fn tabs(workbook: &Package) -> Vec<Attack> {
    let with = |more: &str| workbook.replaced(WORKBOOK, "</sheets>", &format!("{more}</sheets>"));
    let many = |count: usize| -> String {
        (0..count)
            .map(|number| format!("<sheet name=\"s{number}\" sheetId=\"{number}\" r:id=\"rId3\"/>"))
            .collect()
    };
    let wide: String = (0..500_000).map(|_| "<row/>").collect();
    let renamed = |name: &str| {
        workbook.replaced(
            WORKBOOK,
            "<sheet name=\"表3规模\"",
            &format!("<sheet name=\"{name}\""),
        )
    };
    let target = |to: &str| workbook.replaced(RELATIONS, "worksheets/sheet3.xml", to);
    vec![
        attack("tabs-200", "200张表是同一份数据", &with(&many(200))),
        attack("tabs-20000", "两万张表是同一份数据", &with(&many(20_000))),
        attack(
            "tabs-large",
            "200张表是同一份展开有3MB的数据",
            &in_rows(&with(&many(200)), &wide),
        ),
        attack(
            "tab-long",
            "工作表的名称有10万字",
            &renamed(&"表".repeat(100_000)),
        ),
        attack("tab-same", "两张表同名", &renamed("表4设施设备")),
        attack("tab-empty", "工作表没有名称", &renamed("")),
        attack(
            "tab-path",
            "工作表的名称是路径",
            &renamed("../../etc/passwd"),
        ),
        attack(
            "tab-markup",
            "工作表的名称是网页代码",
            &renamed("&lt;script&gt;alert(1)&lt;/script&gt;"),
        ),
        attack(
            "tab-formula",
            "工作表的名称像公式",
            &renamed("=cmd|'/C calc'!A0"),
        ),
        attack(
            "tab-elsewhere",
            "工作表指到压缩包以外",
            &target("../../../etc/passwd"),
        ),
        attack(
            "tab-web",
            "工作表指到网址",
            &target("http://127.0.0.1/sheet.xml"),
        ),
        attack(
            "tab-itself",
            "工作表指到工作簿本身",
            &target("workbook.xml"),
        ),
        attack(
            "tab-media",
            "工作表指到没有的图片",
            &target("media/image1.png"),
        ),
        attack(
            "tab-texts",
            "工作表指到文字部分",
            &target("sharedStrings.xml"),
        ),
    ]
}

fn rows(workbook: &Package) -> Vec<Attack> {
    let ghost = |count: usize, content: &str| -> String {
        (40..40 + count)
            .map(|row| format!("<row r=\"{row}\">{content}</row>"))
            .collect()
    };
    let wide: String = "<c><v>1</v></c>".repeat(16_384);
    let ten = "<c><v>1</v></c>".repeat(150);
    let merged = "<mergeCell ref=\"A1:B2\"/>".repeat(100_000);
    let after =
        |more: &str| workbook.replaced(SHEET, "</sheetData>", &format!("</sheetData>{more}"));
    vec![
        attack(
            "rows-ghost",
            "30万行空行",
            &in_rows(workbook, &ghost(300_000, "")),
        ),
        attack(
            "rows-formatted",
            "20万行只有格式",
            &in_rows(workbook, &ghost(200_000, "<c s=\"9\"/>")),
        ),
        attack(
            "rows-wide",
            "一行有16384格",
            &in_rows(workbook, &ghost(1, &wide)),
        ),
        attack(
            "rows-full",
            "4500行各有150格",
            &in_rows(workbook, &ghost(4_500, &ten)),
        ),
        attack(
            "rows-far",
            "10万行远在表格之外的数",
            &in_rows(workbook, &ghost(100_000, "<c><v>1</v></c>")),
        ),
        attack(
            "rows-same",
            "同一行写了10万遍",
            &in_rows(
                workbook,
                &"<row r=\"4\"><c r=\"E4\"><v>1</v></c></row>".repeat(100_000),
            ),
        ),
        attack(
            "merged",
            "10万处合并单元格",
            &after(&format!("<mergeCells>{merged}</mergeCells>")),
        ),
        attack(
            "links",
            "链接到外部程序",
            &after("<hyperlinks><hyperlink ref=\"E4\" location=\"cmd.exe\"/></hyperlinks>"),
        ),
        attack(
            "sheet-data-twice",
            "一张表有两份数据",
            &after("<sheetData><row r=\"4\"><c r=\"E4\"><v>1</v></c></row></sheetData>"),
        ),
    ]
}
