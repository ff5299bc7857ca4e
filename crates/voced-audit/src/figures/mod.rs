//! The figures of a report as a reader takes them: the value with its rounding, what kind of number it
//! is, and the words around it. What a catalogue calls them does not matter here.

mod around;
mod kind;

use serde::Serialize;
use voced_domain::Quantity;

use crate::claim::{Bound, Claim, Kind};
use crate::document::{Block, Document};
use crate::extract::is_joint;
use crate::interval::Interval;
use crate::number::magnitude;
use around::{Around, Told, is_written_out};
use kind::{NEAR, headed_by_means, inherit, is_mean, is_percent, kind};
pub(crate) use kind::{becomes, clause, is_at_constant_prices};

/// What kind of number a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
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

    /// Whether it says how much there is of something, or how much money for each, near or exactly.
    pub(crate) fn counts(&self) -> bool {
        self.kind == FigureKind::Level || self.kind == FigureKind::Mean && self.counted == "元"
    }

    /// The same, exactly and of something that is named.
    pub(crate) fn is_amount(&self) -> bool {
        self.counts() && !self.is_approximate && !self.counted.is_empty()
    }

    /// Whether another can be a part of it: both count the same, or tell how much of it for each.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let is_mean = |figure: &Self| figure.kind == FigureKind::Mean;
        self.counted == other.counted && is_mean(self) == is_mean(other)
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

/// How many digits a value has that is printed in the places of a figure.
pub(crate) fn digits_like(value: &Quantity, figure: &Figure<'_>) -> usize {
    let place = if figure.half.is_zero() {
        Quantity::from(1)
    } else {
        &figure.half * &Quantity::from(2)
    };
    let places = value
        .abs()
        .checked_div(&place)
        .unwrap_or_else(Quantity::zero);
    let text = places.round(0).to_string();
    text.chars().filter(char::is_ascii_digit).count()
}

/// The figures of running text, in the order of the report.
pub(crate) fn figures<'a>(document: &'a Document, claims: &'a [Claim]) -> Vec<Figure<'a>> {
    let mut found: Vec<Figure<'a>> = Vec::new();
    let mut told = Told::default();
    for (idx, claim) in claims.iter().enumerate() {
        // 两种, 四个方面 announce a list; no count of things is written so.
        if !claim.is_in_text() || claim.kind == Kind::Trend || is_written_out(claim) {
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
    tell_means(&mut found, document, claims);
    take_over(&mut found);
    round_means(&mut found, claims);
    count_as_asides(&mut found);
    found
}

/// Tells amounts that are so much for each, where the heading or the sentence so far says so: 生均经费年均增长12.3%，2020年为
/// 9410元.
fn tell_means(figures: &mut [Figure<'_>], document: &Document, claims: &[Claim]) {
    let headed = headed_by_means(document);
    let mut said = ((0, 0), false);
    for figure in figures {
        let place = (figure.block, figure.sentence);
        said = (place, is_mean(figure.before) || said.0 == place && said.1);
        let is_money = figure.counted == "元" && magnitude(&claims[figure.claim].unit).1 == 0;
        let is_said = headed[figure.block] || said.1;
        if is_said && is_money && figure.kind == FigureKind::Level {
            figure.kind = FigureKind::Mean;
        }
    }
}

/// Gives figures that leave their own words out what those before them have.
fn take_over(figures: &mut [Figure<'_>]) {
    for at in 1..figures.len() {
        let (before, rest) = figures.split_at_mut(at);
        let figure = &mut rest[0];
        // 增长6.0%、7.5%和6.5%.
        let is_like = is_percent(before[at - 1].counted) == is_percent(figure.counted);
        if is_joint(figure.before) && is_like {
            figure.kind = before[at - 1].kind;
            continue;
        }
        let near = before.iter().rev().take(NEAR);
        let mut same = near.filter(|last| {
            (last.block, last.sentence) == (figure.block, figure.sentence)
                && last.counted == figure.counted
                && last.kind != FigureKind::Change
        });
        let Some(last) = same.next() else { continue };
        // 占30.5%；衣着支出1365元，下降3.8%: what went down is what stands right before.
        let beside = &before[at - 1];
        let is_amount = beside.is_amount() || beside.kind == FigureKind::Change;
        let is_of_amount = is_amount && (beside.block, beside.part) == (figure.block, figure.part);
        // 贡献率为61.2%；经营净收入增长11.2%: what stands behind a semicolon is another.
        let is_elsewhere = last.part != figure.part;
        if !((is_of_amount || is_elsewhere) && figure.kind == FigureKind::Growth) {
            inherit(last, figure);
        }
    }
}

/// 校均826人 was rounded, as no count is.
fn round_means(figures: &mut [Figure<'_>], claims: &[Claim]) {
    for figure in figures {
        if figure.kind == FigureKind::Mean && figure.half.is_zero() {
            figure.half = claims[figure.claim].half_unit();
        }
    }
}

/// 毕业8170（含结业8人）: what is in brackets says what is counted.
fn count_as_asides(figures: &mut [Figure<'_>]) {
    for at in 1..figures.len() {
        let (before, aside) = figures.split_at_mut(at);
        let (figure, aside) = (&mut before[at - 1], &aside[0]);
        if figure.counted.is_empty() && aside.is_aside && aside.block == figure.block {
            figure.counted = aside.counted;
            if aside.half.is_zero() {
                figure.half = Quantity::zero();
            }
        }
    }
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

fn figure<'a>(claim: &'a Claim, idx: usize, around: &Around<'a>) -> Figure<'a> {
    let (counted, power) = magnitude(&claim.unit);
    let counted = if counted.is_empty() {
        counted_by_name(around.before)
    } else {
        counted
    };
    let value = claim.value.abs().scaled(power);
    let is_count = claim.decimals == 0 && power == 0 && is_counted_in_ones(counted);
    let half = if is_count {
        Quantity::zero()
    } else {
        claim.half_unit().scaled(power)
    };
    // 56.85万多人: what was left off may be nearly a last place.
    let is_cut = claim.bound == Some(Bound::Over) && !claim.is_approximate;
    let half = if is_cut {
        &half * &Quantity::from(2)
    } else {
        half
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

/// What a number without a unit counts by the name in front of it: 总诊疗人次84.7亿, 户数为12.3万.
fn counted_by_name(before: &str) -> &str {
    const LEADS: &[&str] = &["共计", "达到", "约为", "为", "达", "是", "有", "约", "共"];
    let name = clause(before).trim_end();
    let name = LEADS
        .iter()
        .find_map(|lead| name.strip_suffix(lead))
        .unwrap_or(name);
    const COUNTS: &[(&str, &str)] = &[
        ("人次", "人次"),
        ("人数", "人"),
        ("人口", "人"),
        ("户数", "户"),
        ("件数", "件"),
        ("册数", "册"),
        ("张数", "张"),
        ("辆数", "辆"),
    ];
    let count = COUNTS.iter().find(|(end, _)| name.ends_with(end));
    count.map_or("", |(_, unit)| unit)
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
