//! The page's style: its own sheets and the colours of the charts, in light and dark.

use voced_charts::{Theme, variables};

/// The whole style sheet of a page with this title. On paper it is always light, and every sheet
/// but the first has the title above it.
pub(super) fn style(title: &str) -> String {
    let (light, dark) = (variables(Theme::Light), variables(Theme::Dark));
    format!(
        ":root {{{light}}}\n@media screen {{ :root[data-theme=\"dark\"] {{{dark}}} }}\n\
         @media screen and (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{{dark}}} }}\n\
         {}{}@page {{ @top-center {{ content: \"{}\"; }} }}\n",
        include_str!("page.css"),
        include_str!("print.css"),
        quoted(title),
    )
}

/// A text as it stands in a string of a style sheet: whatever could end the string or the sheet is
/// written as its number.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || c == ' ' || (!c.is_ascii() && !c.is_control());
    let mut quoted = String::new();
    for c in text.chars() {
        if is_plain(c) {
            quoted.push(c);
        } else {
            quoted.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_ends_neither_its_string_nor_the_sheet() {
        assert_eq!(quoted("甲市（2020年）"), "甲市（2020年）");
        assert_eq!(
            quoted("\"}</style>\\\n"),
            "\\22 \\7d \\3c \\2f style\\3e \\5c \\a "
        );
    }
}
