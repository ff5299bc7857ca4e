//! The files of a bureau itself: settings, definitions, printed figures, waivers, texts, templates.

use super::attack::{Attack, noise};

/// A file of the bureau, by its path, with a short line of its kind.
const FILES: [(&str, &str); 6] = [
    ("bureau.toml", "name = \"局\"\n"),
    ("catalogue.toml", "[[item]]\ncode = \"a.b\"\n"),
    ("2023/printed.csv", "指标,数值\n就业率,97.8\n"),
    ("2023/waivers.toml", "[[waiver]]\nrule = \"REL017\"\n"),
    ("narrative/1.2-办学条件.md", "正文。\n"),
    ("2023/layouts/school.json", "{\"id\": \"x\"}\n"),
];

/// A content: a name, what it is, and how it comes of the short line.
type Content = (&'static str, &'static str, fn(&str) -> Vec<u8>);

const CONTENTS: [Content; 14] = [
    ("empty", "是空的", |_| Vec::new()),
    ("noise", "是乱码", |_| noise(3_000)),
    ("zeros", "都是0", |_| vec![0; 1_000]),
    ("utf-16", "是UTF-16编码", |line| {
        let units = std::iter::once(0xFEFF).chain(line.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    }),
    ("half", "只有一半", |line| {
        line.as_bytes()[..line.len() / 2].to_vec()
    }),
    ("twice", "写了两遍", |line| line.repeat(2).into()),
    ("many", "写了两千遍", |line| line.repeat(2_000).into()),
    ("arrays", "括号套了10万层", |line| {
        format!("{line}a = {}", "[".repeat(100_000)).into()
    }),
    ("tables", "大括号套了10万层", |line| {
        format!("{line}a = {}", "{a = ".repeat(100_000)).into()
    }),
    ("objects", "只有10万个大括号", |_| {
        "{\"a\":".repeat(100_000).into()
    }),
    ("numbers", "数太大", |line| {
        format!("{line}b = 99999999999999999999999999\n").into()
    }),
    ("quotes", "引号没有结尾", |line| {
        format!("{line}\"\"\"").into()
    }),
    ("long", "一行有2MB", |line| {
        format!("{line}c = \"{}\"\n", "x".repeat(2 << 20)).into()
    }),
    ("blocks", "模板循环套了两千层", |line| {
        format!("{line}{}", "{% for a in range(9) %}".repeat(2_000)).into()
    }),
];

pub(super) fn attacks() -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (path, line) in FILES {
        attacks.extend(CONTENTS.map(|(file, what, content)| {
            Attack::new(
                format!("{path}/{file}"),
                format!("{path}{what}"),
                content(line),
            )
        }));
    }
    attacks.extend(texts());
    attacks
}

/// Texts that run something where they can.
fn texts() -> Vec<Attack> {
    let text = |file: &str, what: &str, body: &str| {
        let path = format!("narrative/1.2-办学条件.md/{file}");
        Attack::new(path, what, format!("{body}\n"))
    };
    vec![
        text(
            "forever",
            "循环十亿次",
            "{% for a in range(1000000000) %}a{% endfor %}",
        ),
        text(
            "nested",
            "循环套循环",
            "{% for a in range(9999) %}{% for b in range(9999) %}ab{% endfor %}{% endfor %}",
        ),
        text(
            "recursion",
            "宏调用自己",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        ),
        text("include", "引用别的文件", "{% include \"/etc/passwd\" %}"),
        text("unknown", "没有的指标", "{{ value(\"nothing\") }}"),
        text("markup", "网页代码", "<script>alert(document)</script>"),
        text("link", "危险的链接", "[点这里](javascript:alert(document))"),
        text("image", "外部图片", "![图](http://localhost/x.png)"),
    ]
}
