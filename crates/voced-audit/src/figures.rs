//! The figures of a report as a reader takes them: the value with its rounding, what kind of number it
//! is, and the words around it. What a catalogue calls them does not matter here.

use std::ops::Range;

use serde::Serialize;
use voced_domain::Quantity;

use crate::claim::{Bound, Claim, Kind};
use crate::document::{Block, Document};
use crate::extract::is_joint;
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

impl FigureKind {
    /// Its name, as data outputs have it.
    pub fn name(self) -> &'static str {
        match self {
            FigureKind::Level => "level",
            FigureKind::Share => "share",
            FigureKind::Rate => "rate",
            FigureKind::Ratio => "ratio",
            FigureKind::Change => "change_abs",
            FigureKind::Points => "change_pp",
            FigureKind::Growth => "growth",
            FigureKind::Mean => "mean",
            FigureKind::Trend => "trend",
        }
    }
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
    /// The year it is about.
    pub(crate) year: Option<u16>,
    /// Whether the text says that it went down.
    pub(crate) is_down: bool,
    /// Whether it is said to be approximate.
    pub(crate) is_approximate: bool,
    /// On which side of it the exact number is said to be.
    pub(crate) bound: Option<Bound>,
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
    pub(crate) fn around(value: &Quantity, half: &Quantity) -> Self {
        Self {
            low: value - half,
            high: value + half,
        }
    }

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

    pub(crate) fn middle(&self) -> Quantity {
        let both = &self.low + &self.high;
        let two = Quantity::from(2);
        // Two is not zero.
        both.checked_div(&two).unwrap_or(both)
    }

    /// Below zero what was above.
    pub(crate) fn negated(&self) -> Self {
        let minus = |value: &Quantity| &Quantity::zero() - value;
        Self {
            low: minus(&self.high),
            high: minus(&self.low),
        }
    }

    pub(crate) fn shifted(&self, by: &Quantity) -> Self {
        Self {
            low: &self.low + by,
            high: &self.high + by,
        }
    }

    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

impl Figure<'_> {
    /// What it may be before it was rounded.
    pub(crate) fn interval(&self) -> Interval {
        Interval::around(&self.value, &self.half)
    }

    /// What a change may be, below zero where it went down.
    pub(crate) fn signed(&self) -> Interval {
        if self.is_down {
            self.interval().negated()
        } else {
            self.interval()
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
    let mut told = Told::default();
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
        let around = Around::of(text, claims, idx, &mut told);
        found.push(figure(claim, idx, &around));
    }
    let headed = headed_by_means(document);
    let mut said = ((0, 0), false);
    for figure in &mut found {
        // 生均经费年均增长12.3%，2020年为9410元.
        let place = (figure.block, figure.sentence);
        said = (place, is_mean(figure.before) || said.0 == place && said.1);
        let is_money = figure.counted == "元" && magnitude(&claims[figure.claim].unit).1 == 0;
        let is_said = headed[figure.block] || said.1;
        if is_said && is_money && figure.kind == FigureKind::Level {
            figure.kind = FigureKind::Mean;
        }
    }
    for at in 1..found.len() {
        let (before, rest) = found.split_at_mut(at);
        let figure = &mut rest[0];
        // 增长6.0%、7.5%和6.5%.
        if is_joint(figure.before)
            && is_percent(before[at - 1].counted) == is_percent(figure.counted)
        {
            figure.kind = before[at - 1].kind;
            continue;
        }
        let near = before.iter().rev().take(NEAR);
        let mut same = near.filter(|last| {
            (last.block, last.sentence) == (figure.block, figure.sentence)
                && last.counted == figure.counted
                && last.kind != FigureKind::Change
        });
        if let Some(last) = same.next() {
            inherit(last, figure);
        }
    }
    // 校均826人 was rounded, as no count is.
    for figure in &mut found {
        if figure.kind == FigureKind::Mean && figure.half.is_zero() {
            figure.half = claims[figure.claim].half_unit();
        }
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

/// Of each piece, whether its heading says that it is about so much for each: 各类学校生均经费.
fn headed_by_means(document: &Document) -> Vec<bool> {
    let mut is_headed = false;
    let of_block = |block: &Block| {
        match block {
            Block::Heading(line) => is_headed = is_mean(line.text.as_str()),
            // What is a heading in all but its style.
            Block::Paragraph(line) if !line.text.as_str().contains(['。', '，', ',']) => {
                is_headed = is_mean(line.text.as_str());
            }
            Block::Paragraph(_) | Block::Table(_) => {}
        }
        is_headed
    };
    document.blocks.iter().map(of_block).collect()
}

/// Whether words say that a number is so much for each.
fn is_mean(words: &str) -> bool {
    const MEANS: &[&str] = &[
        "平均",
        "人均",
        "生均",
        "校均",
        "师均",
        "班均",
        "户均",
        "月均",
        "月收入",
        "起薪",
        "每",
    ];
    MEANS.iter().any(|word| words.contains(word))
}

/// What leaves its own words out goes by one of so many numbers before.
const NEAR: usize = 3;

/// What a number takes over from the one before it, where its own words leave it out.
fn inherit(last: &Figure<'_>, figure: &mut Figure<'_>) {
    let clause = clause(figure.before);
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    figure.kind = match (last.kind, figure.kind) {
        // 增幅居前的有甲(19.22%)、乙(12.93%).
        (FigureKind::Growth, FigureKind::Share) if is_bracket(figure.before) => FigureKind::Growth,
        // 性别比为107.50，与2010年的106.36相比.
        (FigureKind::Ratio, FigureKind::Level) if figure.counted.is_empty() => FigureKind::Ratio,
        // 去向落实率为93.41%，其中本科生为93.01%.
        (FigureKind::Rate, FigureKind::Share) if !says(&["占", "比重", "比例", "份额"]) => {
            FigureKind::Rate
        }
        // 月均收入(4317元)比2016届(3988元)高.
        (FigureKind::Mean, FigureKind::Level) if figure.before.contains(['(', '（']) => {
            FigureKind::Mean
        }
        // 每千人口床位数由6.46张升至6.70张.
        (FigureKind::Mean, FigureKind::Level) if becomes(figure.before) => FigureKind::Mean,
        // 平均起薪3173元，2017年是3105元.
        (FigureKind::Mean, FigureKind::Level) if figure.counted == "元" => FigureKind::Mean,
        // 升学率82.42%，比上年增加8.36%: points that are printed as percent.
        (FigureKind::Rate | FigureKind::Share, FigureKind::Growth) if says(GROWTHS) => {
            FigureKind::Growth
        }
        (FigureKind::Rate, FigureKind::Growth) => FigureKind::Points,
        (FigureKind::Share, FigureKind::Growth) if !says(&["增长"]) => FigureKind::Points,
        (_, own) => own,
    };
}

/// Whether nothing but a name and an opening bracket stand in front of a number: 甲(19.22%).
fn is_bracket(before: &str) -> bool {
    let name = before.trim_end().strip_suffix(['(', '（']);
    name.is_some_and(|name| !name.ends_with(['占', '为']))
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
    fn of(text: &'a str, claims: &[Claim], idx: usize, told: &mut Told) -> Self {
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

/// Longer brackets are paragraphs of their own, in bytes.
const FARTHEST_BRACKET: usize = 600;

/// How many sentences and parts of a piece were told so far.
#[derive(Default)]
struct Told {
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
        bound: claim.bound,
        year: claim.year,
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

/// Whether the parts of 53.6:46.4 are shares of one whole.
fn makes_hundred(text: &str) -> bool {
    let parts = text
        .split(':')
        .map(|part| part.trim_end_matches('%').parse());
    let parts: Result<Vec<Quantity>, _> = parts.collect();
    parts.is_ok_and(|parts| parts.iter().sum::<Quantity>() == Quantity::from(100))
}

/// Whether what stands in front of a percentage calls it 率, or a share of people who did something as 升学比例 does:
/// 各类学校的升学率，普通中专为69.81%.
fn is_rate(before: &str) -> bool {
    const RATES: &[&str] = &["率", "升学比例", "就业比例", "升学比率"];
    let rate = RATES.iter().filter_map(|word| before.rfind(word)).max();
    rate.is_some_and(|at| !before[at..].contains('占'))
}

/// What says that a percentage is of growth.
const GROWTHS: &[&str] = &["增幅", "增速", "涨幅", "降幅", "升幅", "跌幅", "增长率"];

fn is_percent(counted: &str) -> bool {
    matches!(counted, "%" | "‰")
}

fn kind(claim: &Claim, before: &str, counted: &str) -> FigureKind {
    let is_percent = is_percent(counted);
    if claim.unit.contains(':') {
        return if makes_hundred(&claim.text) {
            FigureKind::Share
        } else {
            FigureKind::Ratio
        };
    }
    if counted.ends_with("分点") {
        return FigureKind::Points;
    }
    if is_percent && clause(before).contains("自然增长率") {
        return FigureKind::Rate;
    }
    let is_growth = GROWTHS.iter().any(|word| clause(before).contains(word));
    if is_percent && is_growth {
        return FigureKind::Growth;
    }
    let is_index = is_percent && (before.contains("指数") || before.contains("之比"));
    if is_index || counted.is_empty() && before.contains("性别比") {
        return FigureKind::Ratio;
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
        let is_mean = is_mean(clause);
        return if is_mean || counted.contains('/') {
            FigureKind::Mean
        } else {
            FigureKind::Level
        };
    }
    if is_rate(before) {
        FigureKind::Rate
    } else {
        FigureKind::Share
    }
}
