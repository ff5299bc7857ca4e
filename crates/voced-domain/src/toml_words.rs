//! What the reader of TOML files says, in the words of those who write them.

/// A message of the reader in Chinese, where it is one of the usual mistakes; others as they are.
pub fn in_chinese(message: &str) -> String {
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
        return format!("不能写“{found}”，可选：{}", choices(rest));
    }
    if let Some((found, rest)) = quoted("unknown field ") {
        return format!("没有“{found}”这一项，可用：{}", choices(rest));
    }
    if let Some((found, _)) = quoted("missing field ") {
        return format!("缺少“{found}”");
    }
    message.to_owned()
}

#[cfg(test)]
mod tests {
    use super::in_chinese;

    #[test]
    fn usual_mistakes_are_told_in_chinese() {
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
            ("invalid basic string", "invalid basic string"),
        ];
        for (message, expected) in cases {
            assert_eq!(in_chinese(message), expected);
        }
    }
}
