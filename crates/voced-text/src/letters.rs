//! Letters that are not what they look like: those that nobody sees, and those that look like others.

use unicode_normalization::UnicodeNormalization;

/// White space of any width.
pub fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Whether a letter shows nothing, or nothing that could be read: marks of direction and joining,
/// controls, fillers, selectors of variants, letters of private use (Unicode 15, general categories
/// Cf, Cc and Co, and those letters of others that are blank).
pub fn is_invisible(c: char) -> bool {
    match c {
        // Blanks separate, and so do tabs and the ends of lines.
        c if c.is_whitespace() => false,
        c if c.is_control() => true,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => {
            true
        }
        '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' => true,
        '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}' => true,
        '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' => true,
        '\u{e0000}'..='\u{e0fff}' => true,
        c => is_private(c),
    }
}

/// Letters that are seen, as a gap or a box, though nobody can read them.
pub fn is_gap(c: char) -> bool {
    let is_blank = matches!(
        c,
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
    );
    is_blank || c == '\u{fffc}' || is_private(c)
}

/// Letters that only the computer they were written on can show.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// The text with each letter as one sign where there is one: `e` and an accent become `é`.
pub fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// The text without letters that nobody sees.
pub fn visible(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).collect()
}

/// The letters that nobody sees, by their numbers: `看不见的字符U+202A、U+FEFF`.
pub fn invisible_named(text: &str) -> Option<String> {
    /// A text can consist of them.
    const MOST_NAMED: usize = 3;
    let mut named: Vec<String> = Vec::new();
    for c in text.chars().filter(|c| is_invisible(*c)) {
        let name = format!("U+{:04X}", u32::from(c));
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let more = if named.len() > MOST_NAMED { "等" } else { "" };
    named.truncate(MOST_NAMED);
    (!named.is_empty()).then(|| format!("看不见的字符{}{more}", named.join("、")))
}

/// Radicals and double forms of Chinese characters, which look like the characters themselves and
/// come from copied PDF text, as those characters. Digits above the line stay what they are.
pub fn plain_characters(text: &str) -> String {
    let is_alike = |c: char| matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}');
    if !text.chars().any(is_alike) {
        return text.into();
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match (supplementary(c), is_alike(c)) {
            (Some(character), _) => plain.push(character),
            (None, true) => plain.extend(c.nfkc()),
            (None, false) => plain.push(c),
        }
    }
    plain
}

/// The radicals of the supplement that stand in for characters of names and units; the standard
/// names no equivalent for most of them.
fn supplementary(c: char) -> Option<char> {
    Some(match c {
        '⺠' => '民',
        '⻄' => '西',
        '⻅' => '见',
        '⻆' => '角',
        '⻉' => '贝',
        '⻋' => '车',
        '⻓' => '长',
        '⻔' => '门',
        '⻘' => '青',
        '⻚' => '页',
        '⻛' => '风',
        '⻜' => '飞',
        '⻝' => '食',
        '⻢' => '马',
        '⻣' => '骨',
        '⻤' => '鬼',
        '⻥' => '鱼',
        '⻦' => '鸟',
        '⻩' => '黄',
        '⻬' => '齐',
        '⻮' => '齿',
        '⻰' => '龙',
        '⺟' => '母',
        '⺫' => '目',
        _ => return None,
    })
}

/// A text as it looks, for telling whether two look the same: without blanks and letters that
/// nobody sees, in half width, in small letters.
pub fn as_seen(text: &str) -> String {
    let seen = text.chars().filter(|c| !is_invisible(*c) && !is_space(*c));
    let seen: String = seen.collect();
    let plain: String = plain_characters(&seen).nfkc().collect();
    plain.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_nobody_sees_are_found_and_named() {
        for c in [
            '\u{e004}',
            '\u{fe0f}',
            '\u{2069}',
            '\u{7}',
            '\u{202c}',
            '\u{fffc}',
            '\u{3164}',
            '\u{2063}',
            '\u{feff}',
            '\u{200b}',
            '\u{ad}',
            '\u{e0041}',
            '\u{2800}',
            '\u{f0001}',
        ] {
            let text = format!("{c}119");
            assert_eq!(visible(&text), "119", "{:04X}", u32::from(c));
            assert!(invisible_named(&text).is_some());
        }
        assert_eq!(invisible_named("一般 ①\t\n"), None);
        let many = "\u{200b}\u{200c}\u{200b}\u{200d}\u{2060}1";
        assert_eq!(
            invisible_named(many).as_deref(),
            Some("看不见的字符U+200B、U+200C、U+200D等")
        );
    }

    #[test]
    fn texts_that_look_the_same_are_the_same() {
        for (one, other) in [
            ("⼀般", "一般"),
            ("０９　信息技术类", "09 信息技术类"),
            ("09信息技术类", "09 信息技术类"),
            ("\u{feff}良好 ", "良好"),
            ("⻓期", "长期"),
            ("ＡＢ", "ab"),
        ] {
            assert_eq!(as_seen(one), as_seen(other), "{one}");
        }
        assert_eq!(plain_characters("119⼈²"), "119人²");
    }
}
