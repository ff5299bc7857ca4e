//! The words of a form: what is typed around them taken away, and what can be none refused.

use voced_text::{half_width, letters, part_mark};

/// Names are printed beside numbers, on sheets and in charts.
pub(super) const LONGEST_NAME: usize = 60;
/// A longer note is no definition.
pub(super) const LONGEST_NOTE: usize = 300;

/// What a spreadsheet takes for the beginning of a formula.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];
/// What begins or ends code of a template.
const TEMPLATE: [&str; 5] = ["{{", "}}", "{%", "%}", "{#"];
/// What says that one thing is part of another.
const OF_WHICH: &str = "其中";

/// A text on one line, without blanks between Chinese characters and without what nobody sees.
pub(super) fn on_one_line(text: &str) -> String {
    let visible = letters::visible(text);
    let mut line = String::new();
    for word in visible.split_whitespace() {
        let before = line.chars().next_back();
        let after = word.chars().next();
        if before
            .zip(after)
            .is_some_and(|(before, after)| before.is_ascii() && after.is_ascii())
        {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// What two texts have in common that are typed differently: width, blanks, kinds of brackets.
pub(super) fn key(text: &str) -> String {
    let text = half_width(&letters::visible(text));
    let kept = text.chars().filter(|c| !c.is_whitespace());
    kept.map(|c| match c {
        '“' | '”' | '「' | '」' | '\'' => '"',
        c => c.to_ascii_lowercase(),
    })
    .collect()
}

/// A name as it is typed in a form.
pub(super) struct TypedName {
    /// The name alone.
    pub(super) name: String,
    /// Whether 其中 stands before it.
    pub(super) is_of_which: bool,
    /// How far it is moved to the right, in half widths.
    pub(super) indent: usize,
    /// The mark before it, `一、` or `1.`; empty where there is none.
    pub(super) mark: String,
}

/// Takes a name from what is typed around it.
pub(super) fn typed_name(text: &str) -> TypedName {
    let indent = text
        .chars()
        .take_while(|c| c.is_whitespace())
        .map(|c| if c == '\u{3000}' { 2 } else { 1 })
        .sum();
    let line = on_one_line(text);
    let (mark, rest) = match part_mark(&line) {
        Some((_, typed, words)) => (typed.to_owned(), words.to_owned()),
        None => (String::new(), line),
    };
    let of_which = rest.strip_prefix(OF_WHICH);
    let name = of_which.unwrap_or(&rest);
    let name = if of_which.is_some() {
        name.trim_start_matches(['：', ':', '，', ',', '、', ' '])
    } else {
        name
    };
    TypedName {
        is_of_which: of_which.is_some(),
        name: name.trim_end_matches(['：', ':']).trim().to_owned(),
        indent,
        mark,
    }
}

/// Why a text can be no name of an item; `None` where it can.
pub(super) fn no_name(name: &str) -> Option<String> {
    let shown: String = name.chars().take(30).collect();
    let first = name.chars().next().map(voced_text::half_width_char);
    if first.is_some_and(|first| FORMULA.contains(&first)) {
        return Some(format!(
            "名称“{shown}”以“{}”开头，会被表格软件当成公式。请在表样里改写名称",
            name.chars().next().unwrap_or_default()
        ));
    }
    let half = half_width(name);
    if let Some(code) = TEMPLATE.iter().find(|code| half.contains(*code)) {
        return Some(format!(
            "名称“{shown}”里有“{code}”，会被报告的正文当成取数的写法。请在表样里删去"
        ));
    }
    let length = name.chars().count();
    (length > LONGEST_NAME).then(|| {
        format!("名称有{length}字（“{shown}…”），名称不超过{LONGEST_NAME}字。请在表样里缩短，解释写进“说明”一列")
    })
}

/// Whether anything in a text could be read out.
pub(super) fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// A note that is harmless wherever it is printed, and whether it was cut.
pub(super) fn note(text: &str) -> (String, bool) {
    let line = on_one_line(text);
    let is_cut = line.chars().count() > LONGEST_NOTE;
    let mut note: String = line.chars().take(LONGEST_NOTE).collect();
    if is_cut {
        note.push('…');
    }
    (harmless(&note), is_cut)
}

/// A text without code: braces and the beginning of a formula in the wide form that nothing acts upon.
pub(super) fn harmless(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c);
    let mut chars = text.chars();
    let first = chars.next();
    let first = first.map(|c| if FORMULA.contains(&c) { wide(c) } else { c });
    let all = first.into_iter().chain(chars);
    all.map(|c| if matches!(c, '{' | '}') { wide(c) } else { c })
        .collect()
}
