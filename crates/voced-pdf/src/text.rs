//! Text as the typesetter gets it: without what steers a text, with places where a long run may break.

/// How long a run of Latin letters and digits may be before it is given places to break.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Breaks {
    /// In the lines of the text.
    InText,
    /// In the cells of a table, which are narrow.
    InCells,
}

impl Breaks {
    fn longest_run(self) -> usize {
        match self {
            Breaks::InText => 40,
            Breaks::InCells => 14,
        }
    }

    /// Lets runs without a place to break be broken after each character.
    pub(crate) fn put_into(self, text: &str) -> String {
        let longest = self.longest_run();
        let mut broken = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c| !is_of_run(c)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(end);
            if run.len() >= longest {
                broken.extend(run.chars().flat_map(|c| [c, '\u{200B}']));
            } else {
                broken.push_str(run);
            }
            let next = after.find(is_of_run).unwrap_or(after.len());
            broken.push_str(&after[..next]);
            rest = &after[next..];
        }
        broken
    }
}

fn is_of_run(c: char) -> bool {
    ('!'..='~').contains(&c)
}

/// Width of a text in halves of a Chinese character.
pub(crate) fn halves(text: &str) -> usize {
    text.chars()
        .map(|c| if c < '\u{2000}' { 1 } else { 2 })
        .sum()
}

/// A text without characters that steer it instead of being read: they would turn its direction, or
/// PDF forbids them.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter_map(kept).collect()
}

fn kept(character: char) -> Option<char> {
    match character {
        '\t' | '\n' | '\r' => Some(' '),
        _ => Some(character).filter(|c| !steers(*c)),
    }
}

fn steers(character: char) -> bool {
    let is_unseen = matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
    );
    character.is_control() || is_unseen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_long_runs_are_given_places_to_break() {
        let broken = Breaks::InCells.put_into("网址www.example.com/a 和97.8%");
        assert_eq!(
            broken.replace('\u{200B}', "|"),
            "网址w|w|w|.|e|x|a|m|p|l|e|.|c|o|m|/|a| 和97.8%"
        );
        assert_eq!(
            Breaks::InText.put_into("www.example.com/a"),
            "www.example.com/a"
        );
    }

    #[test]
    fn what_steers_a_text_is_left_out_and_its_lines_become_one() {
        assert_eq!(plain("四\u{202e}平\u{200b}\n市\u{0}"), "四平 市");
    }
}
