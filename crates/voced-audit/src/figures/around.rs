//! The text beside a figure.

use std::ops::Range;

use crate::claim::Claim;

/// Where what a number is about ends, in either width.
fn is_end(c: char) -> bool {
    is_stop(c) || "；;".contains(c)
}

/// Where a sentence ends.
fn is_stop(c: char) -> bool {
    "。！？!?".contains(c)
}

/// The text beside a figure.
pub(super) struct Around<'a> {
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    pub(super) sentence: usize,
    pub(super) part: usize,
    pub(super) is_aside: bool,
}

impl<'a> Around<'a> {
    pub(super) fn of(text: &'a str, claims: &[Claim], idx: usize, told: &mut Told) -> Self {
        let here = &claims[idx].place;
        let beside = |other: Option<&Claim>| {
            let place = &other?.place;
            (place.block == here.block).then(|| place.range.clone())
        };
        // 两项合计: what is written out stands among the words.
        let before = claims.get(..idx).unwrap_or(&[]).iter().rev();
        let last = beside(
            before
                .take(MOST_WRITTEN_OUT)
                .find(|claim| !is_written_out(claim)),
        );
        let next = beside(claims.get(idx + 1));
        let from = last.map_or(0, |range: Range<usize>| range.end);
        let before = text.get(from..here.range.start).unwrap_or("");
        let start = before.rfind(is_end).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let to = next.map_or(text.len(), |range: Range<usize>| range.start);
        let after = text.get(here.range.end..to).unwrap_or("");
        let end = after.find(is_end).unwrap_or(after.len());
        let (sentence, part) = told.until(text, here.block, here.range.start);
        let near = text.floor_char_boundary(here.range.start.saturating_sub(FARTHEST_BRACKET));
        Self {
            is_aside: is_aside(&text[near..here.range.start]),
            before: &before[start..],
            after: &after[..end],
            sentence,
            part,
        }
    }
}

/// No more numbers that are written out stand one behind the other.
const MOST_WRITTEN_OUT: usize = 4;

/// Whether a number is written in words, as 两种 and 四个方面 are.
pub(super) fn is_written_out(claim: &Claim) -> bool {
    !claim.text.contains(|c: char| c.is_ascii_digit())
}

/// Longer brackets are paragraphs of their own, in bytes.
const FARTHEST_BRACKET: usize = 600;

/// How many sentences and parts of a piece were told so far.
#[derive(Default)]
pub(super) struct Told {
    block: Option<usize>,
    /// Up to where they were counted, in bytes.
    at: usize,
    sentences: usize,
    parts: usize,
}

impl Told {
    /// The sentence and the part that a place of a piece stands in.
    fn until(&mut self, text: &str, block: usize, at: usize) -> (usize, usize) {
        if self.block != Some(block) || at < self.at {
            *self = Self {
                block: Some(block),
                ..Self::default()
            };
        }
        let between = text.get(self.at..at).unwrap_or("");
        self.sentences += between.matches(is_stop).count();
        self.parts += between.matches(is_end).count();
        self.at = at;
        (self.sentences, self.parts)
    }
}

/// Whether a text ends within brackets that stand behind a number.
fn is_aside(text: &str) -> bool {
    let open = text.rfind(['（', '(']);
    let close = text.rfind(['）', ')']);
    let Some(open) = open.filter(|open| close.is_none_or(|close| close < *open)) else {
        return false;
    };
    let outside = text[..open].trim_end();
    let clause = outside
        .rsplit(['，', ',', '。', '；', ';', '：', ':'])
        .next();
    clause.is_some_and(has_number)
}

/// Whether a clause has a number in it that is no year.
fn has_number(clause: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut rest = clause;
    while let Some(at) = rest.find(is_digit) {
        let behind = rest[at..].trim_start_matches(is_digit);
        if !behind.starts_with(['年', '届', '级', '-', '—']) {
            return true;
        }
        rest = behind;
    }
    false
}
