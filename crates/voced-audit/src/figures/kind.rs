//! What kind of number the words in front of a figure make it.

use voced_domain::Quantity;

use super::{Figure, FigureKind};
use crate::claim::{Claim, Kind};
use crate::document::{Block, Document};

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

/// What says of a number without a unit that it is one to another.
const QUOTIENTS: &[&str] = &["比值", "收入比", "支出比", "消费比", "之比"];

pub(super) fn is_percent(counted: &str) -> bool {
    matches!(counted, "%" | "‰")
}

/// Units of things that are counted by the piece or by the set, whichever they come in.
const PAIRED: &[&str] = &["件/套", "套/件", "台/套", "件/枚"];

pub(super) fn kind(claim: &Claim, before: &str, counted: &str) -> FigureKind {
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
    // Of 三者之比为27.4:44.9:27.7 each is a share.
    let is_one = claim.text.ends_with('%');
    let is_index = is_percent && (before.contains("指数") || is_one && before.contains("之比"));
    let is_quotient = QUOTIENTS.iter().any(|word| clause(before).contains(word));
    let is_bare = counted.is_empty() && claim.unit.is_empty();
    if is_index || counted.is_empty() && before.contains("性别比") || is_bare && is_quotient {
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
        let is_of_each = counted.contains('/') && !PAIRED.contains(&counted);
        return if is_mean || is_of_each {
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
/// Of each piece, whether its heading says that it is about so much for each: 各类学校生均经费.
pub(super) fn headed_by_means(document: &Document) -> Vec<bool> {
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
pub(super) fn is_mean(words: &str) -> bool {
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
pub(super) const NEAR: usize = 3;

/// What a number takes over from the one before it, where its own words leave it out.
pub(super) fn inherit(last: &Figure<'_>, figure: &mut Figure<'_>) {
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
