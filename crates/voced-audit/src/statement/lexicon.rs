//! The words of `data/measures.txt`, `data/scopes.txt` and `data/marks.txt`, found in one pass.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// What is counted: its name, and the units that it stands in.
    Measure(&'static str, Units<'static>),
    /// Whose: what kind of word, and how it is given out.
    Scope(Kind, &'static str),
    /// What it does in a sentence.
    Mark(Mark),
}

/// The units that a measure stands in, as in `data/measures.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Units<'t>(pub(super) &'t str);

/// What a word of `data/marks.txt` does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// 其中: a part follows.
    Part,
    /// 占: the whole of a share follows.
    Whole,
    /// 不含: what follows is not in it.
    Except,
    /// 合称: another name for what was said follows.
    Alias,
    /// 比: what something is compared with follows.
    Versus,
    /// 分别: numbers follow, one for each.
    Each,
    /// 人数: that something is counted.
    Count,
    /// 比例: that something is a share.
    Rate,
    /// 类型: what stands before it is no measure.
    Sort,
    /// 增速: of how fast something grows.
    Pace,
    /// 、 and 和.
    And,
    /// 在: what is between it and 中 may be a whole.
    In,
    /// 生均: the measure behind it is another one.
    Prefix,
    /// It says nothing.
    Nothing,
}

/// What kind of word a scope is, as in `data/scopes.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// 全市: all of a place.
    Total,
    /// The name of a place.
    Place,
    /// The school whose report it is.
    School,
    /// A level or kind of schooling.
    Level,
    /// 本科.
    Degree,
    /// 毕业半年后.
    Stage,
    /// Anything else: what a part is told by; the name of its kind.
    Part(&'static str),
}

/// A word found in a text.
pub(super) struct Found {
    pub(super) range: Range<usize>,
    pub(super) meaning: Meaning,
}

/// All words.
pub(super) struct Lexicon {
    pub(super) words: AhoCorasick,
    pub(super) meanings: Vec<Meaning>,
    /// What makes a measure or a scope of the words in front of it, the longest first.
    pub(super) endings: Vec<(&'static str, Meaning)>,
    pub(super) edges: Edges,
}

/// Characters that say nothing in front of a phrase, and behind it.
#[derive(Default)]
pub(super) struct Edges {
    pub(super) front: Vec<char>,
    pub(super) back: Vec<char>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Kind {
    /// Whether it is where people go: 升学.
    pub(super) fn is_goal(self) -> bool {
        self == Kind::Part("goal")
    }
}

/// The words of the lists.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// Whether a word is the end of a name: 江城区 has no 城区 in it.
fn is_of_name(text: &str, range: &Range<usize>) -> bool {
    const ENDS: &[&str] = &["城区", "市区"];
    const BEGINNINGS: &[char] = &[
        '市', '县', '区', '州', '省', '在', '到', '和', '及', '的', '中', '自', '从',
    ];
    let is_end = ENDS.contains(&&text[range.clone()]);
    let mut before = text[..range.start].chars();
    is_end
        && before
            .next_back()
            .is_some_and(|c| c.is_alphabetic() && !BEGINNINGS.contains(&c))
}

impl Lexicon {
    /// The words of a text, which do not overlap: of those that begin together the longest.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Found> + 'a {
        let found = self.words.find_iter(text).map(|found| Found {
            range: found.range(),
            meaning: self.meanings[found.pattern().as_usize()],
        });
        found.filter(|found| !is_of_name(text, &found.range))
    }

    /// What the ending of an unlisted phrase makes of it. 渔业 is a trade by itself, 类 is no class.
    pub(super) fn ending(&self, phrase: &str) -> Option<Meaning> {
        let found = self.endings.iter().find(|(ending, meaning)| {
            let is_trade = matches!(meaning, Meaning::Scope(Kind::Part("trade"), _));
            phrase.ends_with(ending) && (phrase.len() > ending.len() || is_trade)
        });
        found.map(|(_, meaning)| *meaning)
    }

    /// Whether a text is such an ending and no more.
    pub(super) fn is_ending(&self, text: &str) -> bool {
        self.endings.iter().any(|(ending, _)| *ending == text)
    }

    /// A phrase without what says nothing at its ends.
    pub(super) fn trimmed<'t>(&self, phrase: &'t str) -> &'t str {
        let phrase = self.begun(phrase);
        phrase.trim_end_matches(|c: char| self.edges.back.contains(&c))
    }

    /// A phrase without what says nothing in front of it.
    pub(super) fn begun<'t>(&self, phrase: &'t str) -> &'t str {
        phrase.trim_start_matches(|c: char| self.edges.front.contains(&c))
    }
}

impl Units<'_> {
    /// Whether something in these units can be printed in that one; without a unit anything can.
    pub(super) fn fit(self, unit: &str) -> bool {
        let unit = match unit {
            "名" | "位" => "人",
            "‰" | "百分点" | "个百分点" | "千分点" | "个千分点" => "%",
            ":1" | "%:%" => ":",
            "美元" | "元/月" | "元/年" | "人民币" | "元/人" => "元",
            other => other,
        };
        self.0 == "*" || unit.is_empty() || self.0.split('/').any(|own| own == unit)
    }

    /// Whether neither people nor a rate are counted in them.
    pub(super) fn is_of_documents(self) -> bool {
        !self.is_rate() && !self.0.starts_with('人')
    }

    /// Whether it is what others are sorted by, as are fields and peoples.
    pub(super) fn is_of_classes(self) -> bool {
        self.0 == "个"
    }

    /// Whether it is a whole that others have a share of: not a rate, nor so much for each.
    pub(super) fn has_parts(self) -> bool {
        !self.is_rate() && !self.0.starts_with("元/")
    }

    /// Whether its words may begin a longer phrase: 企业 in 企业法人.
    pub(super) fn is_of_things(self) -> bool {
        self.0.contains('个')
    }

    /// Whether it is a percentage of its own: a rate.
    pub(super) fn is_rate(self) -> bool {
        self.0.starts_with('%')
    }
}
