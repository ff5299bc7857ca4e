//! What the reader of TOML files says, in the words of those who write them.

/// A message of the reader in Chinese.
///
/// Messages of this project's own are Chinese already and stay as they are; of a mistake that is in no
/// list nothing is said but that it is one, since its line is named.
pub fn in_chinese(message: &str) -> String {
    names(message)
        .or_else(|| kinds(message))
        .or_else(|| spelling(message))
        .unwrap_or_else(|| {
            if message.is_ascii() {
                "写法不对".into()
            } else {
                message.to_owned()
            }
        })
}

/// A name that is missing, or that there is not.
fn names(message: &str) -> Option<String> {
    let quoted = |prefix: &str| {
        let rest = message.strip_prefix(prefix)?.strip_prefix('`')?;
        rest.split_once('`')
    };
    let choices = |rest: &str| {
        let list = rest
            .trim_start_matches(", expected ")
            .trim_start_matches("one of ");
        list.replace('`', "")
            .replace(", ", "、")
            .replace(" or ", "、")
    };
    if let Some((found, rest)) = quoted("unknown variant ") {
        return Some(format!("不能写“{found}”，可选：{}", choices(rest)));
    }
    if let Some((found, rest)) = quoted("unknown field ") {
        return Some(format!("没有“{found}”这一项，可用：{}", choices(rest)));
    }
    let (found, _) = quoted("missing field ")?;
    Some(format!("缺少“{found}”"))
}

/// A value of another kind than is asked for: `invalid type: integer `5`, expected a string`.
fn kinds(message: &str) -> Option<String> {
    let rest = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.rsplit_once(", expected ")?;
    let expected = match expected {
        "a string" | "a borrowed string" | "string or map" => "加引号的文字",
        "a sequence" | "a tuple" => "方括号里的列表",
        "a boolean" => "true或false",
        "u8" | "u16" | "u32" | "u64" | "usize" | "i8" | "i16" | "i32" | "i64" => "整数",
        "f64" | "f32" => "数",
        "a map" => "[表头]下的几项",
        struct_or_enum if struct_or_enum.contains(' ') => "[表头]下的几项",
        _ => return Some(format!("不能写{}", found_words(found))),
    };
    Some(format!("写的是{}，应为{expected}", found_words(found)))
}

/// `integer `5`` as 数5.
fn found_words(found: &str) -> String {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let value = value.trim_matches('`');
    match kind {
        "integer" => format!("数{value}"),
        "floating" => format!("数{}", value.trim_start_matches("point `")),
        "string" => format!("文字{value}"),
        "boolean" => value.into(),
        "sequence" => "列表".into(),
        "map" => "[表头]".into(),
        _ => "别的".into(),
    }
}

/// Beginnings of what is said of a text that is no TOML.
const SPELLING: [(&str, &str); 19] = [
    ("duplicate key", "同一项写了两次"),
    ("key with no value", "缺少等号和后面的值"),
    ("unclosed array", "方括号没有配对"),
    ("unclosed table", "方括号没有配对"),
    ("unclosed inline table", "花括号没有配对"),
    ("missing array close", "方括号没有配对"),
    ("missing table", "方括号没有配对"),
    ("invalid basic string", "引号没有配对"),
    ("invalid literal string", "引号没有配对"),
    ("invalid multi-line", "引号没有配对"),
    ("unclosed", "引号或括号没有配对"),
    ("string values must be quoted", "文字要加双引号"),
    (
        "missing escaped value",
        "反斜杠后面的字符不对，路径里的\\要写成\\\\",
    ),
    (
        "invalid escape",
        "反斜杠后面的字符不对，路径里的\\要写成\\\\",
    ),
    ("unquoted keys cannot be empty", "等号左边缺少名称"),
    ("invalid key-value pair", "等号左边要写名称"),
    ("cannot recurse", "括号套的层数太多"),
    ("unexpected key or value", "一行只能写一项"),
    ("invalid date", "文字要加双引号；日期应写成2020-12-01的样子"),
];

fn spelling(message: &str) -> Option<String> {
    let mut known = SPELLING.iter();
    let (_, words) = known.find(|(start, _)| message.starts_with(start))?;
    Some((*words).to_owned())
}

#[cfg(test)]
mod tests {
    use super::in_chinese;

    #[test]
    fn mistakes_are_told_in_chinese() {
        let cases = [
            ("missing field `on`", "缺少“on”"),
            (
                "unknown field `waivers`, expected `waiver`",
                "没有“waivers”这一项，可用：waiver",
            ),
            (
                "unknown variant `x`, expected `a` or `b`",
                "不能写“x”，可选：a、b",
            ),
            ("“abc”不是数字", "“abc”不是数字"),
            ("some mistake of tomorrow", "写法不对"),
        ];
        for (message, expected) in cases {
            assert_eq!(in_chinese(message), expected);
        }
    }

    /// Whatever somebody types, as the reader that is used now tells it.
    #[expect(clippy::too_many_lines, reason = "a table of what is written wrongly")]
    #[test]
    fn nothing_of_what_the_reader_says_is_told_in_english() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[expect(dead_code, reason = "nothing is read well here")]
        struct Bureau {
            name: String,
            year: u16,
            open: bool,
            schools: Vec<String>,
            region: Region,
        }
        #[derive(Debug, serde::Deserialize)]
        #[expect(dead_code, reason = "nothing is read well here")]
        struct Region {
            code: String,
        }
        let texts = [
            "name = 5",
            "name = \"a",
            "name 'a'",
            "[[region]",
            "name = 'a'\nname = 'b'",
            "name = a",
            "name = ['a']",
            "name = \"C:\\path\"",
            "= 5",
            "name = 'a' x",
            "",
            "name = true",
            "region = 'x'",
            "name = 2020-13-01",
            "name = 1e",
            "[a",
            "a.b = 1\na = 2",
            "{}",
            "name = {a=1",
            "name = [1",
            "year = 'x'",
            "year = 1.5",
            "year = 99999999",
            "year = -1",
            "open = 1",
            "schools = 'x'",
            "schools = [1]",
            "name = '''x",
            "name = 1_",
            "[region]\ncode = 5",
            "name = \"\\u12\"",
            "\u{feff}name = 5",
            "名 = 5",
            "name = nan",
            "year = 2020-01-01",
            "[[",
            "name = 'a\nb'",
        ];
        let lines = texts.map(|text| {
            let error = toml::from_str::<Bureau>(text).unwrap_err();
            let said = in_chinese(error.message());
            assert!(!said.is_ascii(), "{text}: {said}");
            format!("{:30} {said}", text.escape_debug().to_string())
        });
        insta::assert_snapshot!(lines.join("\n"));
    }
}
