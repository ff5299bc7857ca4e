//! What somebody changed in a document of ours after it was written: its figures, its other numbers,
//! the words that say which way they went and how much, and the names of schools and places.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::ops::Range;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use voced_domain::{FigureTag, is_digit, numerals};

use crate::document::{Block, Document, GivenFigure, Text};
use crate::extract::{SCHOOL_ENDINGS, directions};
use crate::number::{chinese, unit};

/// A number, a word of direction or size, or a name that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// Where it stands now, or where it would: line, paragraph or page.
    pub line: usize,
    /// The mark of the figure, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<FigureTag>,
    /// As it was written; absent where it is new.
    pub given: Option<String>,
    /// As it is now; absent where it was deleted.
    pub found: Option<String>,
    /// The sentence as it is now, or as it was.
    pub sentence: String,
}

/// Everything that is not as it was written, in the order of the report; nothing for a document that
/// does not say how it was written.
///
/// Paragraphs and sentences are compared first, so that one that stands elsewhere as it was is not
/// edited; then the numbers and words of those that differ.
pub fn edits(document: &Document) -> Vec<Edit> {
    if document.original.is_empty() {
        let figures = document.figures.iter().filter(|figure| figure.is_edited());
        return figures.map(of_figure).collect();
    }
    let given = passages(document.original.iter().map(|text| (0, text)));
    // A cell of several paragraphs was written as several.
    let texts: Vec<(usize, Text)> = lines(document)
        .flat_map(|(number, text)| text.lines().map(move |line| (number, line)))
        .collect();
    let found = passages(texts.iter().map(|(number, text)| (*number, text)));
    // Where a mark was lost, there is the text to go by.
    let kept = &marks(&given) & &marks(&found);
    let paragraphs = differing(&given, &found, Passage::key);
    let mut hunks: Vec<Hunk<'_>> = paragraphs
        .into_iter()
        .flat_map(|(given, found)| {
            let (given, found) = (sentences(given, &kept), sentences(found, &kept));
            Hunk::all(&given, &found)
        })
        .collect();
    forget_moved(&mut hunks);
    hunks.iter().flat_map(Hunk::edits).collect()
}

/// The stretches where two lists differ.
fn differing<'l, T, K: Hash + Ord>(
    given: &'l [T],
    found: &'l [T],
    key: impl Fn(&'l T) -> K,
) -> Vec<(&'l [T], &'l [T])> {
    let keys = |list: &'l [T]| -> Vec<K> { list.iter().map(&key).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(given), &keys(found));
    let differing = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    differing
        .map(|op| (&given[op.old_range()], &found[op.new_range()]))
        .collect()
}

fn of_figure(figure: &GivenFigure) -> Edit {
    Edit {
        line: 0,
        tag: Some(figure.tag.clone()),
        given: Some(figure.given.clone()),
        found: figure.found.clone(),
        sentence: String::new(),
    }
}

/// The texts of a document with their places.
fn lines(document: &Document) -> impl Iterator<Item = (usize, &Text)> {
    document.blocks.iter().flat_map(|block| match block {
        Block::Heading(line) | Block::Paragraph(line) => vec![(line.number, &line.text)],
        Block::Table(table) => {
            let rows = table.rows.iter();
            rows.flat_map(|row| row.cells.iter().map(|cell| (row.number, cell)))
                .collect()
        }
    })
}

fn marks<'t>(passages: &[Passage<'t>]) -> BTreeSet<&'t FigureTag> {
    let all = passages.iter().flat_map(|passage| passage.text.tags());
    all.map(|(_, tag)| tag).collect()
}

/// A paragraph or a cell.
struct Passage<'t> {
    line: usize,
    text: &'t Text,
    place: Place<'t>,
}

/// Where a number stands that stands by itself, as in a cell: the words before it, and how far
/// before. The same number elsewhere is another.
type Place<'t> = Option<(&'t str, usize)>;

impl<'t> Passage<'t> {
    /// What makes two of them the same, with their marks.
    fn key(&self) -> (&'t str, Vec<String>) {
        let marks = self.text.tags().map(|(_, tag)| tag.to_string());
        (self.text.as_str(), marks.collect())
    }
}

fn passages<'t>(texts: impl Iterator<Item = (usize, &'t Text)>) -> Vec<Passage<'t>> {
    let (mut words, mut distance) = ("", 0);
    let texts = texts.filter(|(_, text)| !text.as_str().is_empty());
    texts
        .map(|(line, text)| {
            let is_bare = is_bare(text.as_str());
            if is_bare || !text.as_str().contains(char::is_alphabetic) {
                distance += 1;
            } else {
                (words, distance) = (text.as_str(), 0);
            }
            let place = is_bare.then_some((words, distance));
            Passage { line, text, place }
        })
        .collect()
}

/// Whether a text is a number, perhaps with a sign, a unit or a word of direction.
fn is_bare(text: &str) -> bool {
    let direction = directions(text).into_iter().next();
    let start = direction
        .filter(|range| range.start == 0)
        .map_or(0, |range| range.end);
    let number = text[start..].trim_start_matches(SIGNS);
    if !number.starts_with(is_digit) {
        return false;
    }
    let end = numerals(number).first().map_or(0, |first| first.range.end);
    let (number, after) = number.split_at(end);
    after.is_empty() || after == unit(number, after)
}

/// A sentence or a cell with numbers or words of direction in it.
#[derive(Clone)]
struct Sentence<'t> {
    text: &'t str,
    place: Place<'t>,
    tokens: Vec<Token<'t>>,
}

impl<'t> Sentence<'t> {
    /// What makes two of them the same to a reader, who sees no marks.
    fn key(&self) -> (&'t str, Place<'t>) {
        (self.text, self.place)
    }
}

fn sentences<'t>(passages: &[Passage<'t>], kept: &BTreeSet<&'t FigureTag>) -> Vec<Sentence<'t>> {
    let mut found: Vec<Sentence<'t>> = Vec::new();
    for passage in passages {
        for token in tokens(passage.text, passage.line, kept) {
            match found.last_mut() {
                Some(last) if std::ptr::eq(last.text, token.sentence) => last.tokens.push(token),
                _ => found.push(Sentence {
                    text: token.sentence,
                    place: passage.place,
                    tokens: vec![token],
                }),
            }
        }
    }
    found
}

/// A figure, a number or a word of direction.
#[derive(Clone)]
struct Token<'t> {
    line: usize,
    text: &'t str,
    sentence: &'t str,
    /// The figure that it is or is part of, with its whole text.
    figure: Option<(&'t FigureTag, &'t str)>,
    /// The mark that it is known by, whatever its text.
    mark: Option<&'t FigureTag>,
}

impl Token<'_> {
    /// What makes two of them the same.
    fn key(&self) -> String {
        let mark = self.mark.map(FigureTag::to_string);
        mark.unwrap_or_else(|| self.text.into())
    }

    fn tag(&self) -> Option<&FigureTag> {
        self.figure.map(|(tag, _)| tag)
    }

    fn deleted(&self, line: usize) -> Edit {
        Edit {
            line,
            tag: self.tag().cloned(),
            given: Some(self.figure.map_or(self.text, |(_, whole)| whole).into()),
            found: None,
            sentence: self.sentence.into(),
        }
    }

    /// What it is now, where it was another before.
    fn instead_of(&self, given: Option<&Token<'_>>) -> Edit {
        Edit {
            line: self.line,
            tag: given.and_then(Token::tag).or(self.tag()).cloned(),
            given: given.map(|given| given.text.into()),
            found: Some(self.text.into()),
            sentence: self.sentence.into(),
        }
    }
}

fn tokens<'t>(text: &'t Text, line: usize, kept: &BTreeSet<&FigureTag>) -> Vec<Token<'t>> {
    let whole = text.as_str();
    let mut ranges: Vec<(Range<usize>, Option<&FigureTag>)> = Vec::new();
    let marks = text.tags().filter(|(_, tag)| kept.contains(tag));
    ranges.extend(marks.map(|(range, tag)| (range.clone(), Some(tag))));
    let numbers = numerals(whole).into_iter().map(|numeral| numeral.range);
    let numbers = numbers.map(|range| with_sign_and_unit(whole, range));
    let numbers = numbers.chain(chinese(whole).into_iter().map(|number| number.range));
    let words = directions(whole).into_iter().chain(counted(whole));
    let words = words.chain(sizes(whole)).chain(schools_and_places(whole));
    for range in numbers.chain(words) {
        if !ranges.iter().any(|(other, _)| overlap(other, &range)) {
            ranges.push((range, None));
        }
    }
    ranges.sort_by_key(|(range, _)| range.start);
    let figure = |range: &Range<usize>| {
        let mut tags = text.tags();
        let (of, tag) = tags.find(|(of, _)| overlap(of, range))?;
        Some((tag, &whole[of.clone()]))
    };
    ranges
        .into_iter()
        .map(|(range, mark)| Token {
            line,
            mark,
            figure: figure(&range),
            sentence: sentence(whole, range.start),
            text: &whole[range],
        })
        .collect()
}

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

const SIGNS: [char; 5] = ['+', '-', '−', '＋', '－'];

/// A number with its unit and the sign before it; 2019-2020 and 1+X have none.
fn with_sign_and_unit(text: &str, range: Range<usize>) -> Range<usize> {
    let mut before = text[..range.start].chars().rev();
    let sign = before.next().filter(|c| SIGNS.contains(c));
    let sign = sign.filter(|_| !before.next().is_some_and(char::is_alphanumeric));
    let after = &text[range.end..];
    let unit = unit(&text[range.clone()], after);
    let unit = if after.starts_with(&unit) {
        unit.len()
    } else {
        0
    };
    range.start - sign.map_or(0, char::len_utf8)..range.end + unit
}

/// What Chinese numerals count besides what is claimed of a region: 两年, 三次.
const COUNTED: &[char] = &[
    '年', '月', '周', '天', '次', '家', '位', '种', '门', '届', '轮', '大', '批', '期', '条', '级',
    '层', '倍',
];

fn counted(text: &str) -> Vec<Range<usize>> {
    let numerals = text.match_indices(['两', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    let ranges = numerals.map(|(at, numeral)| at..at + numeral.len());
    ranges
        .filter(|range| text[range.end..].starts_with(COUNTED))
        .collect()
}

/// Words that say how much, or more or less than what, or whether at all.
const SIZES: &[&str] = &[
    "明显",
    "显著",
    "大幅",
    "小幅",
    "略有",
    "有所",
    "基本",
    "全部",
    "大多数",
    "多数",
    "少数",
    "翻了一番",
    "翻番",
    "超过",
    "不足",
    "接近",
    "没有",
    "高于",
    "低于",
    "多于",
    "少于",
    "好于",
];

fn sizes(text: &str) -> Vec<Range<usize>> {
    let of = |word: &&str| -> Vec<Range<usize>> {
        let found = text.match_indices(*word);
        found.map(|(at, word)| at..at + word.len()).collect()
    };
    SIZES.iter().flat_map(of).collect()
}

/// What names of places end with.
const PLACES: &[&str] = &["县", "市", "区"];
/// A name begins behind these.
const BEFORE_NAMES: &str = "在和与及对向由为等的是于到以了把被从至给请让，。；、：（）《》“” \n";
/// It is no longer, in characters, and no shorter.
const LONGEST_NAME: usize = 18;
const SHORTEST_NAME: usize = 2;

/// The names of schools and places, the longest of each place.
fn schools_and_places(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in SCHOOL_ENDINGS.iter().chain(PLACES) {
        for (at, word) in text.match_indices(word) {
            let is_name = |c: &char| !BEFORE_NAMES.contains(*c) && !c.is_ascii_digit();
            let before = text[..at]
                .chars()
                .rev()
                .take(LONGEST_NAME)
                .take_while(is_name);
            let (n_characters, length) =
                before.fold((0, 0), |(n, length), c| (n + 1, length + c.len_utf8()));
            let range = at - length..at + word.len();
            let is_new = !found.iter().any(|other| overlap(other, &range));
            if n_characters >= SHORTEST_NAME && is_new {
                found.push(range);
            }
        }
    }
    found
}

/// The sentence around a place.
fn sentence(text: &str, at: usize) -> &str {
    let is_end = |c: char| "。！？；\n".contains(c);
    let before = text[..at].char_indices().rfind(|(_, c)| is_end(*c));
    let start = before.map_or(0, |(end, c)| end + c.len_utf8());
    let end = text[at..].find(is_end).map_or(text.len(), |end| at + end);
    text[start..end].trim()
}

/// Sentences that stand at the same place, before and now.
struct Hunk<'t> {
    given: Vec<Sentence<'t>>,
    found: Vec<Sentence<'t>>,
}

impl<'t> Hunk<'t> {
    /// Where sentences differ. What reads as before is not edited, whatever became of its marks.
    fn all(given: &[Sentence<'t>], found: &[Sentence<'t>]) -> Vec<Self> {
        let differing = differing(given, found, Sentence::key).into_iter();
        let hunk = |(given, found): (&[Sentence<'t>], &[Sentence<'t>])| Hunk {
            given: given.to_vec(),
            found: found.to_vec(),
        };
        differing.map(hunk).collect()
    }

    fn edits(&self) -> Vec<Edit> {
        let all = |sentences: &[Sentence<'t>]| -> Vec<Token<'t>> {
            let tokens = sentences.iter().flat_map(|sentence| &sentence.tokens);
            tokens.cloned().collect()
        };
        let (given, found) = (all(&self.given), all(&self.found));
        let keys =
            |tokens: &[Token<'t>]| -> Vec<String> { tokens.iter().map(Token::key).collect() };
        let ops = capture_diff_slices(Algorithm::Myers, &keys(&given), &keys(&found));
        let mut edits: Vec<Edit> = ops
            .iter()
            .flat_map(|op| between(op, &given, &found))
            .collect();
        // The parts of a figure that was deleted are one.
        edits.dedup_by(|one, other| one.tag.is_some() && one.found.is_none() && one == other);
        edits
    }
}

/// The edits of one difference.
fn between(op: &DiffOp, given: &[Token<'_>], found: &[Token<'_>]) -> Vec<Edit> {
    let (_, old, new) = op.as_tag_tuple();
    let (old, now) = (&given[old], &found[new.clone()]);
    let paired = old.iter().zip(now);
    let changed = paired.filter(|(given, found)| given.text != found.text);
    let mut edits: Vec<Edit> = changed
        .map(|(given, found)| found.instead_of(Some(given)))
        .collect();
    if matches!(op, DiffOp::Equal { .. }) {
        return edits;
    }
    let line = found
        .get(new.start)
        .or(found.last())
        .map_or(0, |next| next.line);
    let n_paired = old.len().min(now.len());
    edits.extend(old[n_paired..].iter().map(|given| given.deleted(line)));
    edits.extend(now[n_paired..].iter().map(|found| found.instead_of(None)));
    edits
}

/// A sentence that was moved as it is was not edited.
fn forget_moved(hunks: &mut [Hunk<'_>]) {
    let mut given = BTreeMap::new();
    for sentence in hunks.iter().flat_map(|hunk| &hunk.given) {
        *given.entry(sentence.key()).or_insert(0_usize) += 1;
    }
    let mut moved = BTreeMap::new();
    for sentences in hunks.iter_mut().map(|hunk| &mut hunk.found) {
        sentences.retain(|sentence| {
            let is_moved = take(&mut given, &sentence.key());
            if is_moved {
                *moved.entry(sentence.key()).or_insert(0) += 1;
            }
            !is_moved
        });
    }
    for sentences in hunks.iter_mut().map(|hunk| &mut hunk.given) {
        sentences.retain(|sentence| !take(&mut moved, &sentence.key()));
    }
}

/// Takes one from a count; whether there was one.
fn take<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) -> bool {
    let left = counts.get_mut(key).filter(|left| **left > 0);
    left.map(|left| *left -= 1).is_some()
}
