//! What every web page goes through last.

use maud::Markup;

/// A page without control characters, which a page must not contain: they become the replacement
/// character.
pub(crate) fn finished(page: Markup) -> String {
    let is_forbidden = |c: char| c.is_control() && c != '\n' && c != '\t';
    page.into_string().replace(is_forbidden, "\u{FFFD}")
}
