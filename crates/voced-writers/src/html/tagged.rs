//! Reads the figures of a page back, for comparison with other formats; it knows only pages that
//! [`html`](fn@super::html) wrote.

use quick_xml::escape::unescape;
use voced_domain::{FigureTag, FigureTagError};

/// Begins a figure. No text of the report can contain it, since texts are escaped.
const OPEN: &str = "<a class=\"figure\" ";

/// The figures of a page that [`html`](fn@super::html) wrote, with their texts, in the order of
/// reading.
///
/// # Errors
/// [`FigureTagError`] where a figure has no readable mark.
pub fn tagged(page: &[u8]) -> Result<Vec<(FigureTag, String)>, FigureTagError> {
    let page = String::from_utf8_lossy(page);
    page.split(OPEN).skip(1).map(figure).collect()
}

fn figure(rest: &str) -> Result<(FigureTag, String), FigureTagError> {
    let (attributes, rest) = rest.split_once('>').unwrap_or_default();
    let (text, _) = rest.split_once("</a>").unwrap_or_default();
    let (_, mark) = attributes.split_once("data-figure=\"").unwrap_or_default();
    let (mark, _) = mark.split_once('"').unwrap_or_default();
    Ok((plain(mark).parse()?, plain(text)))
}

fn plain(escaped: &str) -> String {
    unescape(escaped).map_or_else(|_| escaped.to_owned(), std::borrow::Cow::into_owned)
}
