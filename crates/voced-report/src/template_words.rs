//! What the template engine says, in the words of those who write the texts.

use minijinja::{Error, ErrorKind};

/// What is wrong with the arguments of a function or filter.
pub(crate) fn arguments(error: &Error) -> String {
    let detail = error.detail().unwrap_or("");
    match detail.strip_prefix("unknown keyword argument ") {
        Some(name) => format!("没有参数“{}”", name.trim_matches('\'')),
        None if error.kind() == ErrorKind::TooManyArguments => "的参数太多".into(),
        None => "缺少参数".into(),
    }
}

/// What is wrong with a template, where `place` is what stands at the fault.
pub(crate) fn in_chinese(error: &Error, place: &str) -> String {
    let detail = error.detail().unwrap_or("");
    let quoted = if place.is_empty() {
        "这里".into()
    } else {
        format!("“{place}”")
    };
    match error.kind() {
        ErrorKind::SyntaxError => syntax(detail, &quoted),
        ErrorKind::UnknownFilter => format!("没有过滤器“{}”", second_word(detail)),
        ErrorKind::UnknownTest => format!("没有判断“{}”", second_word(detail)),
        ErrorKind::UnknownMethod => format!("{quoted}不能这样用"),
        ErrorKind::InvalidOperation => operation(detail, &quoted),
        _ => format!("{quoted}写法不对"),
    }
}

/// `unexpected `}`, expected `,``, `unknown statement include`.
fn syntax(detail: &str, quoted: &str) -> String {
    if let Some(name) = detail.strip_prefix("unknown statement ") {
        return match name.strip_prefix("end") {
            Some(_) => format!("“{name}”前面没有与它配对的语句"),
            None => format!("模板里没有语句“{name}”"),
        };
    }
    if detail.contains("recursion") {
        return "模板里的语句套的层数太多".into();
    }
    let Some(rest) = detail.strip_prefix("unexpected ") else {
        return format!("{quoted}写法不对");
    };
    match rest.split_once(", expected ") {
        Some((found, expected)) => format!(
            "模板写法不对：这里是{}，应为{}",
            token(found),
            token(expected)
        ),
        None => format!("模板写法不对：多了{}，或前面没有写完", token(rest)),
    }
}

/// A token as it is written.
fn token(token: &str) -> String {
    let written = match token {
        "end of variable block" => "}}",
        "start of variable block" => "{{",
        "end of block" => "%}",
        "start of block" => "{%",
        "end of input" => return "文末".into(),
        "end of string" => return "没有配对的引号".into(),
        "identifier" => return "名称".into(),
        "string" => return "文字".into(),
        "expression" => return "内容".into(),
        "character" => return "不认识的字符".into(),
        "integer" | "float" => return "数".into(),
        other => other.trim_matches('`'),
    };
    if written.contains(' ') {
        return "别的内容".into();
    }
    format!("“{written}”")
}

fn operation(detail: &str, quoted: &str) -> String {
    let has = |words: &str| detail.contains(words);
    let what = if has("not iterable") {
        "不是列表，不能逐个列出"
    } else if has("not callable") {
        "不是函数"
    } else if has("cannot convert") || has("invalid float") || has("invalid integer") {
        "里的参数类型不对"
    } else if has("unable to calculate") || has("operator") || detail.is_empty() {
        "不能计算；数由value、number等函数给出"
    } else if has("too many") {
        "太长"
    } else {
        "不能这样写"
    };
    format!("{quoted}{what}")
}

fn second_word(detail: &str) -> &str {
    detail.split_whitespace().nth(1).unwrap_or(detail)
}
