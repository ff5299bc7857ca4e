//! The whole of a share by what it is called: 占就业学生数的73.23%.

use std::collections::BTreeSet;

use crate::figures::{Figure, clause};

/// Characters that say nothing of what is counted.
const FILLERS: &str = "的了数为有共是达到仅约全总、，,（）()：:  ";
/// So much of a name must be in the other, of ten.
const LEAST: usize = 6;

/// What a share is said to be a part of; nothing where the words leave it out.
pub(super) fn whole_named<'a>(share: &Figure<'a>) -> Option<&'a str> {
    let told = ["占", "相当于"]
        .iter()
        .find_map(|word| share.before.rsplit_once(word));
    let (ahead, name) = told?;
    if let Some(name) = within(ahead) {
        return Some(name);
    }
    let end = name.rfind('的').unwrap_or(name.len());
    let name = name[..end].trim().trim_start_matches("全部");
    let name = ["比例", "比重", "份额", "总人数", "总数", "人数"]
        .iter()
        .fold(name, |name, word| name.trim_end_matches(word));
    (!pairs(name).is_empty()).then_some(name)
}

/// What a share is told to be in, in front of 占: 在固定电话用户中所占的比重.
fn within(ahead: &str) -> Option<&str> {
    let ahead = clause(ahead).strip_suffix('所').unwrap_or(clause(ahead));
    let (_, name) = ahead.strip_suffix('中')?.rsplit_once('在')?;
    (!pairs(name).is_empty()).then_some(name)
}

/// Whether a count is called by a name: 其中就业学生数为 and 就业学生.
pub(super) fn is_called(words: &str, name: &str) -> bool {
    let words = without_brackets(words);
    let (words, name) = (pairs(clause(&words)), pairs(name));
    let shared = name.intersection(&words).count();
    !name.is_empty() && shared * 10 >= name.len() * LEAST
}

/// A text without what stands in brackets that close: 直接就业（含参军、出国等）的毕业生.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    // What opens and does not close is no bracket of this text.
    let closes = text.rfind(['）', ')']).unwrap_or(0);
    for (at, c) in text.char_indices() {
        match c {
            '（' | '(' if at < closes => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// The pairs of neighbours in a text.
fn pairs(text: &str) -> BTreeSet<(char, char)> {
    let solid: Vec<char> = text.chars().filter(|c| !FILLERS.contains(*c)).collect();
    solid.windows(2).map(|pair| (pair[0], pair[1])).collect()
}
