//! What stands in an answer: numbers that are none, texts that are more than text.

use super::attack::Attack;
use super::package::Package;

/// 在籍学生数.
const NUMBER: (&str, &str) = ("xl/worksheets/sheet3.xml", "E4");
/// Answers of the first sheet.
const GENERAL: &str = "xl/worksheets/sheet1.xml";
const NAME: &str = "E5";
const PERSON: &str = "E12";
const PHONE: &str = "E13";
const DATE: &str = "E14";

pub(super) fn attacks(workbook: &Package) -> Vec<Attack> {
    let mut attacks = numbers(workbook);
    attacks.extend(types(workbook));
    attacks.extend(texts(workbook));
    attacks.extend(others(workbook));
    attacks
}

fn numbers(workbook: &Package) -> Vec<Attack> {
    let numbers = [
        "1e308",
        "1e400",
        "-1e400",
        "1e-400",
        "5e-324",
        "NaN",
        "nan",
        "inf",
        "-Infinity",
        "-0",
        "0x1F",
        "1,000",
        "１２３",
        "٣٤",
        "12 3",
        "+12",
        "1.",
        ".5",
        "1e",
        "--1",
        "",
        "99999999999999999999",
        "1234567890123456789",
        "220301198501011234",
        "1e15",
        "0.1",
        "618.9999999999999",
        "1e21",
        "-1",
        "2147483648",
        "4294967296",
    ];
    (1..)
        .zip(numbers)
        .map(|(number, typed)| {
            let content = format!("s=\"9\"><v>{typed}</v>");
            let changed = workbook.with_cell(NUMBER.0, NUMBER.1, &content);
            let what = format!("在籍学生数的格子里存的是“{}”", typed.replace(',', "，"));
            Attack::new(format!("number-{number}.xlsx"), what, changed.zip())
        })
        .collect()
}

fn types(workbook: &Package) -> Vec<Attack> {
    let contents = [
        ("t=\"b\"><v>7</v>", "真假值是7"),
        ("t=\"b\"><v>x</v>", "真假值是字母"),
        ("t=\"e\"><v>#N/A</v>", "错误值"),
        ("t=\"e\"><v>#无</v>", "没有的错误值"),
        ("t=\"d\"><v>9999-99-99</v>", "不可能的日期"),
        ("t=\"d\"><v></v>", "空的日期"),
        ("t=\"s\"><v>-1</v>", "文字的编号是负数"),
        ("t=\"s\"><v>999999999</v>", "文字的编号太大"),
        (
            "t=\"s\"><v>99999999999999999999</v>",
            "文字的编号放不进一个整数",
        ),
        ("t=\"s\"><v></v>", "文字没有编号"),
        ("t=\"str\"><v>619</v>", "以文字存的数"),
        ("t=\"x\"><v>619</v>", "没有的类型"),
        ("t=\"inlineStr\"><is><t>619</t></is>", "直接写的文字"),
        ("t=\"inlineStr\"><is></is>", "直接写的文字没有内容"),
        ("><v>1</v><v>2</v>", "一格有两个值"),
        ("><v><v>1</v></v>", "值里又有值"),
        ("><x/>", "一格里是别的标记"),
        ("><f></f>", "公式是空的"),
        ("><f>1</f>", "公式没有结果"),
        ("vm=\"1\"><v>1</v>", "带有新式数据"),
    ];
    (1..)
        .zip(contents)
        .map(|(number, (content, what))| {
            let changed = workbook.with_cell(NUMBER.0, NUMBER.1, content);
            Attack::new(
                format!("type-{number}.xlsx"),
                format!("在籍学生数：{what}"),
                changed.zip(),
            )
        })
        .collect()
}

fn texts(workbook: &Package) -> Vec<Attack> {
    let long = "很长的话".repeat(10_000);
    let longer = "更长的话".repeat(250_000);
    let marks = format!("a{}", "\u{0301}".repeat(2_000));
    let texts: [(&str, &str); 34] = [
        ("公式运行程序", "=cmd|'/C calc'!A0"),
        ("公式以加号开头", "+1+cmd|'/C calc'!A0"),
        ("公式以减号开头", "-2+3+cmd|'/C calc'!A0"),
        ("公式以@开头", "@SUM(1+1)*cmd|'/C calc'!A0"),
        ("公式前有制表符", "\t=1+1"),
        ("公式前有回车", "\r=1+1"),
        ("全角等号", "＝1+1"),
        ("链接公式", "=HYPERLINK(\"http://127.0.0.1\",\"x\")"),
        ("网页代码", "<script>alert(1)</script>"),
        ("网页图片", "\"><img src=x onerror=alert(1)>"),
        ("网页注释", "--><!--"),
        ("Word标记", "</w:t></w:r></w:p>"),
        ("CDATA结尾", "]]>"),
        ("实体", "&amp;lt;&#60;"),
        ("排版代码", "#read(\"/etc/passwd\")"),
        ("排版记号", "$x$ *a* _b_ `c` \\ # [x]"),
        (
            "模板代码",
            "{{ value(\"employment_rate\") }}{% for x in y %}",
        ),
        ("格式字符", "%s%n%x{}{0}"),
        ("反写控制符", "报名表\u{202e}xslx.exe"),
        ("零宽字符", "王\u{200b}\u{200d}\u{feff}明"),
        ("隔离控制符", "\u{2066}abc\u{2069}\u{200f}"),
        ("NUL的写法", "a_x0000_b"),
        ("半个字符的写法", "a_xD800_b"),
        ("换行和引号", "a\nb\"c\",d"),
        ("路径", "../../../../etc/cron.d/evil"),
        ("反斜线路径", "..\\..\\evil"),
        ("设备名", "CON"),
        ("只有空格", "　 \u{a0}"),
        ("表情", "👩‍👩‍👧‍👦🏳️‍🌈"),
        ("两千个附加符号", &marks),
        ("四万字", &long),
        ("一百万字", &longer),
        ("阿拉伯文", "مدرسة مهنية"),
        ("非字符", "\u{fffe}\u{ffff}"),
    ];
    let mut attacks = Vec::new();
    for (number, (what, text)) in (1..).zip(texts) {
        for (field, cell, of) in [("name", NAME, "学校名称"), ("person", PERSON, "填报人")] {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            let content =
                format!("s=\"7\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{escaped}</t></is>");
            let changed = workbook.with_cell(GENERAL, cell, &content);
            let file = format!("text-{field}-{number}.xlsx");
            attacks.push(Attack::new(file, format!("{of}：{what}"), changed.zip()));
        }
    }
    attacks
}

fn others(workbook: &Package) -> Vec<Attack> {
    let mut attacks = Vec::new();
    let dates = [
        "-1", "0", "0.5", "60", "2958465", "2958466", "1e15", "1e300", "NaN",
    ];
    for (number, date) in (1..).zip(dates) {
        // The style of a date is brought along: the first of the workbook.
        let dated = workbook.replaced(
            "xl/styles.xml",
            "<cellXfs",
            "<cellXfs><xf numFmtId=\"14\"/></cellXfs><cellXfs",
        );
        let changed = dated.with_cell(GENERAL, DATE, &format!("s=\"0\"><v>{date}</v>"));
        let what = format!("填报日期存成第{date}天");
        attacks.push(Attack::new(
            format!("date-{number}.xlsx"),
            what,
            changed.zip(),
        ));
    }
    for (number, digits) in (1..).zip(["1234567890123456789", "220301198501011234", "1e400"]) {
        let changed = workbook.with_cell(GENERAL, PHONE, &format!("s=\"7\"><v>{digits}</v>"));
        let what = format!("联系电话存成数字{digits}");
        attacks.push(Attack::new(
            format!("digits-{number}.xlsx"),
            what,
            changed.zip(),
        ));
    }
    for (number, code) in (1..).zip(["", "../..", "990100-03\u{200b}", "９９０１００-03", "=1"])
    {
        let content = format!("s=\"13\" t=\"inlineStr\"><is><t>{code}</t></is>");
        let changed = workbook.with_cell("xl/worksheets/sheet13.xml", "B4", &content);
        let what = format!("单位代码写成“{}”", code.replace('\u{200b}', "[零宽]"));
        attacks.push(Attack::new(
            format!("code-{number}.xlsx"),
            what,
            changed.zip(),
        ));
    }
    attacks
}
