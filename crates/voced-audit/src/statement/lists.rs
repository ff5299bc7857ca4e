//! The lists of `data`, read once.

use aho_corasick::{AhoCorasick, MatchKind};

use super::lexicon::{Edges, Kind, Lexicon, Mark, Meaning, Units};

/// Behind any word for people or things.
const COUNTS: &[&str] = &["", "数", "人数", "总数", "总人数", "总量", "数量"];

impl Lexicon {
    /// The three lists.
    pub(super) fn read() -> Self {
        let mut reader = Reader::default();
        for (units, words) in lines(include_str!("../../data/measures.txt")) {
            reader.measure(units, &words);
        }
        for (kind, words) in lines(include_str!("../../data/scopes.txt")) {
            reader.scope(kind, &words);
        }
        for (mark, words) in lines(include_str!("../../data/marks.txt")) {
            reader.marks(mark, &words);
        }
        reader
            .endings
            .sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        let words = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&reader.words)
            .expect("a few thousand short words are no too large automaton");
        Self {
            words,
            meanings: reader.meanings,
            endings: reader.endings,
            edges: reader.edges,
        }
    }
}

/// The lists as far as they have been read.
#[derive(Default)]
struct Reader {
    words: Vec<String>,
    meanings: Vec<Meaning>,
    endings: Vec<(&'static str, Meaning)>,
    edges: Edges,
}

impl Reader {
    fn measure(&mut self, units: &'static str, words: &[&'static str]) {
        let name = words[0].trim_start_matches('*');
        let counts = if is_countable(units) { COUNTS } else { &[""] };
        for word in words {
            let (word, name) = own(word, name);
            let meaning = Meaning::Measure(name, Units(units));
            if let Some(ending) = word.strip_prefix('*') {
                self.endings.push((ending, meaning));
                continue;
            }
            for count in counts {
                self.add(format!("{word}{count}"), meaning);
            }
        }
    }

    fn scope(&mut self, kind: &'static str, words: &[&'static str]) {
        let kind = match kind {
            "total" => Kind::Total,
            "school" => Kind::School,
            "level" => Kind::Level,
            "degree" => Kind::Degree,
            "stage" => Kind::Stage,
            other => Kind::Part(other),
        };
        for word in words {
            let (word, name) = own(word, words[0]);
            let meaning = Meaning::Scope(kind, name);
            match word.strip_prefix('*') {
                Some(ending) => self.endings.push((ending, meaning)),
                None => self.add(word.to_owned(), meaning),
            }
        }
    }

    fn marks(&mut self, mark: &str, words: &[&'static str]) {
        let mark = match mark {
            "front" => return self.edges.front.extend(chars(words)),
            "back" => return self.edges.back.extend(chars(words)),
            "part" => Mark::Part,
            "whole" => Mark::Whole,
            "alias" => Mark::Alias,
            "versus" => Mark::Versus,
            "each" => Mark::Each,
            "count" => Mark::Count,
            "rate" => Mark::Rate,
            "pace" => Mark::Pace,
            "sort" => Mark::Sort,
            "and" => Mark::And,
            "in" => Mark::In,
            "except" => Mark::Except,
            "prefix" => Mark::Prefix,
            _ => Mark::Nothing,
        };
        for word in words {
            self.add((*word).to_owned(), Meaning::Mark(mark));
        }
    }

    fn add(&mut self, word: String, meaning: Meaning) {
        self.words.push(word);
        self.meanings.push(meaning);
    }
}

fn chars(words: &[&'static str]) -> impl Iterator<Item = char> {
    words.iter().flat_map(|word| word.chars())
}

/// A word and the name it is given out by: its own behind `=`.
fn own(word: &'static str, name: &'static str) -> (&'static str, &'static str) {
    match word.strip_prefix('=') {
        Some(word) => (word, word),
        None => (word, name),
    }
}

/// Whether 数 may stand behind a measure in these units.
fn is_countable(units: &str) -> bool {
    !units.contains(['%', '元', ':']) && !units.starts_with("平方米")
}

/// The lines of a list: its first word, and the others.
fn lines(list: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut words = line.split(' ').filter(|word| !word.is_empty());
        let first = words.next()?;
        let words: Vec<&str> = words.collect();
        (!words.is_empty()).then_some((first, words))
    })
}
