//! Whose number it is: the level or kind of schooling that a sentence names last before it.

/// A number of another level is none of the facts, unless the fact's own name speaks of that level.
pub(super) fn is_of_another(head: &str, clause: &str, names: &[String]) -> bool {
    let Some((word, is_own)) = last_named(head).or_else(|| last_named(clause)) else {
        return false;
    };
    !is_own && !names.iter().any(|name| name.contains(word))
}

/// Whether a text names a level or kind of schooling, the bureau's own or another.
pub(crate) fn names_level(text: &str) -> bool {
    last_named(text).is_some()
}

/// The level that a text names last, and whether it is the bureau's own.
fn last_named(text: &str) -> Option<(&'static str, bool)> {
    let words = include_str!("../../data/levels.txt").lines();
    let words = words.filter(|line| !line.starts_with('#') && !line.is_empty());
    let found = words.filter_map(|line| {
        let word = line.trim_start_matches('=');
        let mut at = text.rmatch_indices(word).map(|(at, _)| at);
        let at = at.find(|at| is_level(&text[..*at], &text[at + word.len()..]))?;
        Some((at + word.len(), word.len(), word, line.starts_with('=')))
    });
    let (_, _, word, is_own) = found.max_by_key(|(end, length, ..)| (*end, *length))?;
    Some((word, is_own))
}

/// Where people go on to, and what they hold, is no level that they are of: 升入高校, 本科以上学历.
fn is_level(before: &str, after: &str) -> bool {
    const TO: &[&str] = &[
        "升入", "升", "高职", "考入", "考取", "进入", "到", "与", "农", "对接",
    ];
    const DEGREES: &[&str] = &[
        "学历",
        "研究生",
        "以上",
        "及以上",
        "学位",
        "继续",
        "层次",
        "合作",
        "深造",
    ];
    let before = before.trim_end_matches(['（', '(', '“']);
    !TO.iter().any(|word| before.ends_with(word))
        && !DEGREES.iter().any(|word| after.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_named_last_before_a_number_is_whose_it_is() {
        let names = ["招生数".to_owned()];
        assert!(is_of_another("小学招生数", "", &names));
        assert!(!is_of_another(
            "小学在校生减少，中等职业学校招生数",
            "",
            &names
        ));
        assert!(!is_of_another("全市招生数", "", &names));
        assert!(!is_of_another(
            "普通高中招生数",
            "",
            &["普通高中招生数".to_owned()]
        ));
    }
}
