//! Radicals in the place of the characters that they look like.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The blocks of radicals: CJK Radicals Supplement and Kangxi Radicals.
const RADICALS: RangeInclusive<char> = '\u{2E80}'..='\u{2FDF}';

static IDEOGRAPHS: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../data/radicals.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#'));
    entries.filter_map(entry).collect()
});

fn entry(line: &str) -> Option<(char, char)> {
    let (radical, ideograph) = line.split_once(' ')?;
    Some((radical.parse().ok()?, ideograph.parse().ok()?))
}

/// The ideograph that a radical stands for, as Unicode has it (`EquivalentUnifiedIdeograph`); any other
/// character as it is. Text that is copied out of a PDF often has radicals for characters: ⼈ for 人.
pub fn ideograph(c: char) -> char {
    if RADICALS.contains(&c) {
        IDEOGRAPHS.get(&c).copied().unwrap_or(c)
    } else {
        c
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_the_characters_that_they_look_like() {
        let read: String = "增⻓3⼈，占⽐⾼".chars().map(ideograph).collect();
        assert_eq!(read, "增长3人，占比高");
    }

    #[test]
    fn every_line_of_the_data_is_an_entry() {
        let lines = include_str!("../data/radicals.txt").lines();
        let n_entries = lines.filter(|line| !line.starts_with('#')).count();
        assert_eq!(IDEOGRAPHS.len(), n_entries);
        assert!(IDEOGRAPHS.keys().all(|radical| RADICALS.contains(radical)));
    }
}
