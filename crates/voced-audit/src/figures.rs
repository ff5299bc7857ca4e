//! The figures of a report as a reader takes them: the value with its rounding, what kind of number it
//! is, and the words around it. What a catalogue calls them does not matter here.

use std::ops::Range;

use serde::Serialize;
use voced_domain::Quantity;

use crate::claim::{Claim, Kind};
use crate::document::{Block, Document};
use crate::number::magnitude;

/// What kind of number a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureKind {
    /// How many or how much there is.
    Level,
    /// A part in percent of a whole.
    Share,
    /// What is called 率.
    Rate,
    /// One number to another: `16.33:1`, `11.6:54.3:34.1`.
    Ratio,
    /// By how much something changed, in its own unit.
    #[serde(rename = "change_abs")]
    Change,
    /// A change of a share or a rate, in points.
    #[serde(rename = "change_pp")]
    Points,
    /// A change in percent of what it was.
    Growth,
    /// So much for each.
    Mean,
    /// No number, but a word that says which way something went.
    Trend,
}

/// A figure of the report.
#[derive(Clone, Debug)]
pub(crate) struct Figure<'a> {
    /// The claim, as index.
    pub(crate) claim: usize,
    /// What is printed, 万 and 亿 multiplied out, without its sign.
    pub(crate) value: Quantity,
    /// By how much rounding in print may have moved it: half of the last place; nothing for a count.
    pub(crate) half: Quantity,
    /// How many digits are printed.
    pub(crate) digits: usize,
    /// What it counts, without 万 and 亿.
    pub(crate) counted: &'a str,
    pub(crate) kind: FigureKind,
    /// Whether the text says that it went down.
    pub(crate) is_down: bool,
    /// Whether it is said to be approximate.
    pub(crate) is_approximate: bool,
    /// Whether it stands in brackets behind another number of the clause: 8170（含结业生8人）.
    pub(crate) is_aside: bool,
    /// The piece of the document, and the sentence in it.
    pub(crate) block: usize,
    pub(crate) sentence: usize,
    /// The part of the piece up to a semicolon or the end of a sentence.
    pub(crate) part: usize,
    /// The text from the figure before, or from the beginning of the sentence.
    pub(crate) before: &'a str,
    /// The text up to the next figure, or to the end of the sentence.
    pub(crate) after: &'a str,
}

/// Values that a calculation allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Quantity,
    pub(crate) high: Quantity,
}

impl Interval {
    /// What several add up to.
    pub(crate) fn sum(of: impl IntoIterator<Item = Self>) -> Self {
        let zero = Self {
            low: Quantity::zero(),
            high: Quantity::zero(),
        };
        of.into_iter().fold(zero, |sum, one| sum.plus(&one))
    }

    /// The quotient of two that are above zero, times a factor.
    pub(crate) fn quotient(of: &Self, by: &Self, factor: i64) -> Option<Self> {
        if by.low.is_negative() || by.low.is_zero() {
            return None;
        }
        let factor = Quantity::from(factor);
        Some(Self {
            low: (&of.low * &factor).checked_div(&by.high)?,
            high: (&of.high * &factor).checked_div(&by.low)?,
        })
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        Self {
            low: &self.low + &other.low,
            high: &self.high + &other.high,
        }
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        Self {
            low: &self.low - &other.high,
            high: &self.high - &other.low,
        }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

impl Figure<'_> {
    /// What it may be before it was rounded.
    pub(crate) fn interval(&self) -> Interval {
        Interval {
            low: &self.value - &self.half,
            high: &self.value + &self.half,
        }
    }

    /// What a change may be, below zero where it went down.
    pub(crate) fn signed(&self) -> Interval {
        let Interval { low, high } = self.interval();
        if !self.is_down {
            return Interval { low, high };
        }
        let minus = |value: &Quantity| &Quantity::zero() - value;
        Interval {
            low: minus(&high),
            high: minus(&low),
        }
    }

    /// Whether it says how many or how much there is of something.
    pub(crate) fn is_level(&self) -> bool {
        self.kind == FigureKind::Level && !self.is_approximate && !self.counted.is_empty()
    }

    /// Whether it is a percentage of a whole.
    pub(crate) fn is_part(&self) -> bool {
        matches!(self.kind, FigureKind::Share | FigureKind::Rate)
            && self.counted == "%"
            && !self.is_approximate
    }
}

/// No number is printed with more decimals.
const MOST_DECIMALS: u8 = 8;

/// With how many decimals a number is printed whose rounding may have moved it by half of its last place;
/// none for a count, which is not rounded, and for what is told in 万 or 亿.
pub(crate) fn decimals(half: &Quantity) -> u8 {
    if half.is_zero() {
        return 0;
    }
    let mut all = 0..MOST_DECIMALS;
    all.find(|decimals| Quantity::half_unit(*decimals) <= *half)
        .unwrap_or(0)
}

/// The figures of running text, in the order of the report.
pub(crate) fn figures<'a>(document: &'a Document, claims: &'a [Claim]) -> Vec<Figure<'a>> {
    let mut found: Vec<Figure<'a>> = Vec::new();
    for (idx, claim) in claims.iter().enumerate() {
        // 两种, 四个方面 announce a list; no count of things is written so.
        let is_written_out = !claim.text.contains(|c: char| c.is_ascii_digit());
        if !claim.is_in_text() || claim.kind == Kind::Trend || is_written_out {
            continue;
        }
        let Some(Block::Heading(line) | Block::Paragraph(line)) =
            document.blocks.get(claim.place.block)
        else {
            continue;
        };
        let text = line.text.as_str();
        let around = Around::of(text, claims, idx);
        found.push(figure(claim, idx, &around));
    }
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        inherit(&before[at - 1], &mut rest[0]);
    }
    for at in 1..found.len() {
        let (before, aside) = found.split_at_mut(at);
        let (figure, aside) = (&mut before[at - 1], &aside[0]);
        // 毕业8170（含结业8人）: what is in brackets says what is counted.
        if figure.counted.is_empty() && aside.is_aside && aside.block == figure.block {
            figure.counted = aside.counted;
            if aside.half.is_zero() {
                figure.half = Quantity::zero();
            }
        }
    }
    found
}

/// What a number takes over from the one before it, where its own words leave it out.
fn inherit(last: &Figure<'_>, figure: &mut Figure<'_>) {
    if (last.block, last.sentence) != (figure.block, figure.sentence)
        || last.counted != figure.counted
    {
        return;
    }
    let clause = clause(figure.before);
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    figure.kind = match (last.kind, figure.kind) {
        // 去向落实率为93.41%，其中本科生为93.01%.
        (FigureKind::Rate, FigureKind::Share) if !says(&["占", "比重", "比例", "份额"]) => {
            FigureKind::Rate
        }
        // 月均收入(4317元)比2016届(3988元)高.
        (FigureKind::Mean, FigureKind::Level) if figure.before.contains(['(', '（']) => {
            FigureKind::Mean
        }
        // 升学率82.42%，比上年增加8.36%: points that are printed as percent.
        (FigureKind::Rate, FigureKind::Growth) => FigureKind::Points,
        (FigureKind::Share, FigureKind::Growth) if !says(&["增长"]) => FigureKind::Points,
        (_, own) => own,
    };
}

/// What kind of number each claim is.
pub(crate) fn kinds(claims: &[Claim], figures: &[Figure<'_>]) -> Vec<FigureKind> {
    let mut kinds: Vec<FigureKind> = claims
        .iter()
        .enumerate()
        .map(|(idx, claim)| match claim.kind {
            Kind::Trend => FigureKind::Trend,
            Kind::Level | Kind::Change => of_cell(claim, idx).kind,
        })
        .collect();
    for figure in figures {
        kinds[figure.claim] = figure.kind;
    }
    kinds
}

/// Where what a number is about ends, in either width.
fn is_end(c: char) -> bool {
    is_stop(c) || "；;".contains(c)
}

/// Where a sentence ends.
fn is_stop(c: char) -> bool {
    "。！？!?".contains(c)
}

/// The text beside a figure.
struct Around<'a> {
    before: &'a str,
    after: &'a str,
    sentence: usize,
    part: usize,
    is_aside: bool,
}

impl<'a> Around<'a> {
    fn of(text: &'a str, claims: &[Claim], idx: usize) -> Self {
        let here = &claims[idx].place;
        let beside = |other: Option<&Claim>| {
            let place = &other?.place;
            (place.block == here.block).then(|| place.range.clone())
        };
        let last = beside(idx.checked_sub(1).and_then(|idx| claims.get(idx)));
        let next = beside(claims.get(idx + 1));
        let from = last.map_or(0, |range: Range<usize>| range.end);
        let before = text.get(from..here.range.start).unwrap_or("");
        let start = before.rfind(is_end).map_or(0, |at| {
            at + before[at..].chars().next().map_or(1, char::len_utf8)
        });
        let to = next.map_or(text.len(), |range: Range<usize>| range.start);
        let after = text.get(here.range.end..to).unwrap_or("");
        let end = after.find(is_end).unwrap_or(after.len());
        let sentence = text[..here.range.start].matches(is_stop).count();
        let part = text[..here.range.start].matches(is_end).count();
        Self {
            is_aside: is_aside(&text[..here.range.start]),
            before: &before[start..],
            after: &after[..end],
            sentence,
            part,
        }
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

/// A number of a table, where no words stand around it.
pub(crate) fn of_cell(claim: &Claim, idx: usize) -> Figure<'_> {
    let around = Around {
        before: "",
        after: "",
        sentence: 0,
        part: 0,
        is_aside: false,
    };
    figure(claim, idx, &around)
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

fn figure<'a>(claim: &'a Claim, idx: usize, around: &Around<'a>) -> Figure<'a> {
    let (counted, power) = magnitude(&claim.unit);
    let value = claim.value.abs().scaled(power);
    let is_count = claim.decimals == 0 && power == 0 && is_counted_in_ones(counted);
    let half = if is_count {
        Quantity::zero()
    } else {
        claim.half_unit().scaled(power)
    };
    Figure {
        claim: idx,
        value,
        half,
        digits: digits(&claim.text),
        counted: if matches!(counted, "名" | "位") {
            "人"
        } else {
            counted
        },
        kind: kind(claim, around.before, counted),
        is_down: claim.value.is_negative(),
        is_approximate: claim.is_approximate,
        is_aside: around.is_aside,
        block: claim.place.block,
        sentence: around.sentence,
        part: around.part,
        before: around.before,
        after: around.after,
    }
}

/// How many digits of a number say something.
fn digits(text: &str) -> usize {
    let first = text.split(':').next().unwrap_or(text);
    let digits: String = first.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len().max(1)
}

/// Whether a unit is one of things that are counted, not measured.
fn is_counted_in_ones(unit: &str) -> bool {
    const COUNTED: &[&str] = &[
        "人", "名", "位", "所", "个", "家", "间", "项", "门", "种", "件", "人次", "次", "户", "对",
        "支", "处", "座", "篇", "部", "本", "册", "台", "套", "辆", "艘", "架", "张", "例", "起",
    ];
    COUNTED.contains(&unit)
}

/// The words of the clause that a figure ends.
pub(crate) fn clause(before: &str) -> &str {
    let ends = ['，', ',', '、', '。', '；', ';', '：', ':'];
    let trimmed = before.trim_end_matches(['（', '(', ' ']);
    trimmed.rsplit(ends).next().unwrap_or(trimmed)
}

/// Whether a text speaks of what is told to have grown at constant prices, which its values at current
/// ones do not show.
pub(crate) fn is_at_constant_prices(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "生产总值",
        "增加值",
        "可比价",
        "不变价",
        "实际增长",
        "可支配收入",
        "GDP",
        "扣除价格",
    ];
    WORDS.iter().any(|word| text.contains(word))
}

/// Whether a number is what something came to: 由4.08%降至2.67%.
pub(crate) fn becomes(before: &str) -> bool {
    const VERBS: &[&str] = &[
        "增加", "增长", "提高", "提升", "上升", "升", "增", "减少", "下降", "降低", "降", "回落",
        "扩大", "缩小",
    ];
    let before = before.trim_end();
    ["到", "至", "为"].iter().any(|end| {
        let stem = before.strip_suffix(end);
        stem.is_some_and(|stem| VERBS.iter().any(|verb| stem.ends_with(verb)))
    })
}

/// What says that a percentage is of growth.
const GROWTHS: &[&str] = &["增幅", "增速", "涨幅", "降幅", "增长率"];

fn kind(claim: &Claim, before: &str, counted: &str) -> FigureKind {
    let is_percent = matches!(counted, "%" | "‰");
    if claim.unit.contains(':') {
        return FigureKind::Ratio;
    }
    if counted.ends_with("分点") {
        return FigureKind::Points;
    }
    let is_growth = GROWTHS.iter().any(|word| clause(before).contains(word));
    if is_percent && is_growth {
        return FigureKind::Growth;
    }
    if claim.kind == Kind::Change && !becomes(before) {
        return if is_percent {
            FigureKind::Growth
        } else {
            FigureKind::Change
        };
    }
    let clause = clause(before);
    if !is_percent {
        let is_mean = [
            "平均",
            "人均",
            "生均",
            "校均",
            "户均",
            "月均",
            "月收入",
            "每",
        ]
        .iter()
        .any(|word| clause.contains(word));
        return if is_mean || counted.contains('/') {
            FigureKind::Mean
        } else {
            FigureKind::Level
        };
    }
    let is_rate = clause.contains('率') && !clause.contains('占');
    if is_rate {
        FigureKind::Rate
    } else {
        FigureKind::Share
    }
}
