//! The claims of one sentence with the text between them.

use crate::claim::{Claim, Kind};
use crate::document::{Block, Document};
use crate::lexicon::plain;

/// A list is no longer, in bytes.
const FARTHEST: usize = 3_000;

/// A sentence with its claims.
pub(crate) struct Passage<'a> {
    pub(crate) claims: &'a [Claim],
    /// The claims of the sentence, as indices.
    pub(crate) here: Vec<usize>,
    /// The paragraph.
    text: &'a str,
    /// Where the sentence begins and ends, in bytes.
    start: usize,
    end: usize,
}

/// The sentences of a report that have claims, in its order.
pub(crate) fn passages<'a>(document: &'a Document, claims: &'a [Claim]) -> Vec<Passage<'a>> {
    let mut found: Vec<Passage<'a>> = Vec::new();
    let in_text = claims
        .iter()
        .enumerate()
        .filter(|(_, claim)| claim.is_in_text());
    for (idx, claim) in in_text {
        let place = &claim.place;
        let is_same = found.last().is_some_and(|last| {
            let other = &claims[last.here[0]].place;
            (other.block, other.sentence) == (place.block, place.sentence)
        });
        match found.last_mut().filter(|_| is_same) {
            Some(last) => last.here.push(idx),
            None => found.extend(passage(document, claims, idx)),
        }
    }
    found
}

fn passage<'a>(document: &'a Document, claims: &'a [Claim], idx: usize) -> Option<Passage<'a>> {
    let place = &claims[idx].place;
    let (Block::Heading(line) | Block::Paragraph(line)) = document.blocks.get(place.block)? else {
        return None;
    };
    let text = line.text.as_str();
    let is_end = |c: char| "。！？；;".contains(c);
    let before = text[..place.range.start]
        .char_indices()
        .rfind(|(_, c)| is_end(*c));
    let after = text[place.range.end..].find(is_end);
    Some(Passage {
        claims,
        here: vec![idx],
        text,
        start: before.map_or(0, |(at, c)| at + c.len_utf8()),
        end: after.map_or(text.len(), |at| place.range.end + at),
    })
}

impl<'a> Passage<'a> {
    pub(crate) fn claim(&self, at: usize) -> &'a Claim {
        &self.claims[self.here[at]]
    }

    /// The text between a claim and the one before it, or the beginning of the sentence.
    pub(crate) fn before(&self, at: usize) -> &'a str {
        let end = self.claim(at).place.range.start;
        let start = at
            .checked_sub(1)
            .map_or(self.start, |last| self.claim(last).place.range.end);
        self.text.get(start..end).unwrap_or("")
    }

    /// The text between a claim and the next, or the end of the sentence.
    pub(crate) fn after(&self, at: usize) -> &'a str {
        let start = self.claim(at).place.range.end;
        let next = self
            .here
            .get(at + 1)
            .map(|next| self.claims[*next].place.range.start);
        self.text.get(start..next.unwrap_or(self.end)).unwrap_or("")
    }

    /// The paragraph behind a claim, beyond the sentence.
    pub(crate) fn rest(&self, at: usize) -> &'a str {
        let start = self.claim(at).place.range.end;
        let end = self.text.floor_char_boundary(start + FARTHEST);
        self.text.get(start..end).unwrap_or("")
    }

    /// The last claim before this one that says how many there are.
    pub(crate) fn count_before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|other| is_count(self.claim(*other)))
    }
}

/// Whether a claim says exactly how many people, or whatever else is counted by ones, there are.
pub(crate) fn is_count(claim: &Claim) -> bool {
    let is_whole = claim.decimals == 0 && !claim.is_approximate && claim.kind == Kind::Level;
    is_whole && !claim.unit.is_empty() && !claim.unit.contains(['%', ':', '/'])
}

/// Whether two claims count the same kind of thing.
pub(crate) fn same_unit(one: &Claim, other: &Claim) -> bool {
    unit(one) == unit(other)
}

fn unit(claim: &Claim) -> &str {
    match claim.unit.as_str() {
        "名" | "位" => "人",
        unit => unit,
    }
}

/// A text without the words that lead over to a number: `占专任教师总数的`.
pub(crate) fn stem(text: &str) -> String {
    const FILLERS: &[&str] = &[
        "的",
        "为",
        "是",
        "达",
        "达到",
        "总数",
        "总人数",
        "人数",
        "总量",
        "比例",
        "比重",
        "有",
        "共",
        "约",
    ];
    let mut text = plain(text);
    while let Some(rest) = FILLERS.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest.to_owned();
    }
    text
}
