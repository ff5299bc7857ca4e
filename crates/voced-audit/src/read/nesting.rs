//! How deep a web page nests, told before it is parsed: the parser goes through all open elements
//! at every tag.

/// Elements that never hold others, or that the next of their kind closes.
const NOT_NESTING: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "img", "input", "li", "link", "meta", "option", "p", "param", "source", "tbody", "td", "tfoot",
    "th", "thead", "tr", "track", "wbr",
];

/// The most elements that are open at one place, at least.
pub(super) fn depth(page: &str) -> usize {
    let (mut open, mut deepest, mut is_drawing) = (0_usize, 0, false);
    for tag in page.split('<').skip(1) {
        let (is_end, tag) = match tag.strip_prefix('/') {
            Some(tag) => (true, tag),
            None => (false, tag),
        };
        let length = tag.find(|letter: char| !letter.is_ascii_alphanumeric());
        let name = tag[..length.unwrap_or(tag.len())].to_ascii_lowercase();
        if name.is_empty() || NOT_NESTING.contains(&&*name) {
            continue;
        }
        if name == "svg" {
            is_drawing = !is_end;
        }
        if is_end {
            open = open.saturating_sub(1);
        } else if !(is_drawing && is_closed(tag)) {
            open += 1;
            deepest = deepest.max(open);
        }
    }
    deepest
}

/// Whether a tag closes itself, as tags in a drawing can.
fn is_closed(tag: &str) -> bool {
    tag.split('>').next().is_some_and(|tag| tag.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_that_are_left_open_nest_and_lists_of_items_do_not() {
        assert_eq!(depth("<html><body><div><p>a<p>b<br><b>c</b></div>"), 2);
        assert_eq!(depth(&"<li>a".repeat(100)), 0);
        assert_eq!(depth(&"<div>".repeat(100)), 100);
        assert_eq!(depth(&"<ul><li>".repeat(100)), 100);
        assert_eq!(depth(&"<x/>".repeat(100)), 100);
        assert_eq!(
            depth(&format!("<svg>{}</svg>", "<path d='1'/>".repeat(100))),
            1
        );
        assert_eq!(depth("1 < 2 </ div>"), 0);
    }
}
