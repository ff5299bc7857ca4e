//! What a template says in words that only the figures can say: numbers in Chinese numerals, and comparisons with the year
//! before. The next year they are wrong, and nobody sees it.

/// A word that is to come from the figures, and what to write instead.
pub(crate) struct Literal {
    pub(crate) word: String,
    pub(crate) remedy: String,
}

/// What numerals are made of; 多 and 余 may stand within.
const NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿几多余";
/// Those that are numbers by themselves.
const DIGITS: &str = "一二两三四五六七八九十";
/// What a number in numerals counts; 三项, 一次 and 两年 are words more than figures, and shorter.
const UNITS: &[&str] = &[
    "人",
    "名",
    "位",
    "所",
    "个",
    "家",
    "元",
    "册",
    "台",
    "套",
    "次",
    "项",
    "门",
    "场",
    "平方米",
    "亩",
    "公里",
    "吨",
    "倍",
    "成",
    "分",
    "课时",
];
/// No shorter run is a number that a report would print in digits.
const SHORTEST: usize = 2;
/// Comparisons with the year before.
const COMPARED: &[&str] = &[
    "高于上年",
    "低于上年",
    "多于上年",
    "少于上年",
    "好于上年",
    "超过上年",
    "与上年持平",
    "和上年持平",
];
/// In front of a direction they compare with the year before as well.
const LEADS: &[&str] = &["比上年", "较上年", "比去年", "较去年"];
const DIRECTIONS: &[&str] = &[
    "提高", "增加", "增长", "上升", "下降", "减少", "降低", "回落", "扩大",
];
/// What says how much something changed, of a sentence that has figures.
const SIZES: &[&str] = &[
    "翻了一番",
    "翻一番",
    "翻番",
    "大幅",
    "略有",
    "显著提高",
    "明显提高",
    "明显增加",
    "明显下降",
    "明显减少",
    "有所提高",
    "有所下降",
    "有所增加",
    "有所减少",
];
/// Stands for a figure that a function prints.
const FIGURE: char = '\u{FFFC}';

/// Whatever a comparison or a size is told by.
pub(crate) fn words_of_change() -> impl Iterator<Item = &'static str> {
    [COMPARED, LEADS, SIZES].into_iter().flatten().copied()
}

/// Every such word of a line without its templates.
pub(crate) fn literals(line: &str) -> Vec<Literal> {
    let mut found: Vec<Literal> = numerals(line).map(number).collect();
    for sentence in line.split(['。', '；']) {
        found.extend(compared(sentence).map(comparison));
        if sentence.contains(FIGURE) {
            let sizes = SIZES.iter().filter(|word| sentence.contains(**word));
            found.extend(sizes.map(|word| comparison(word)));
        }
    }
    found
}

/// Numbers in numerals, with what they count: 二百八十八人.
fn numerals(line: &str) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(start) = rest.find(|c| NUMERALS.contains(c)) {
        let run = &rest[start..];
        let end = run.find(|c| !NUMERALS.contains(c)).unwrap_or(run.len());
        let (numeral, behind) = run.split_at(end);
        let is_ordinal = rest[..start].ends_with(['第', '初', '之']);
        let is_number = numeral.chars().count() >= SHORTEST
            && numeral.starts_with(|c| DIGITS.contains(c))
            && !is_ordinal;
        let unit = UNITS.iter().find(|unit| behind.starts_with(**unit));
        if let Some(unit) = unit.filter(|_| is_number) {
            found.push(format!("{numeral}{unit}"));
        }
        rest = behind;
    }
    found.into_iter()
}

fn compared(sentence: &str) -> impl Iterator<Item = &'static str> {
    let is_led = LEADS.iter().any(|lead| {
        let behind = sentence.split_once(lead).map(|(_, behind)| behind);
        behind.is_some_and(|behind| DIRECTIONS.iter().any(|word| behind.starts_with(word)))
    });
    let whole = COMPARED
        .iter()
        .copied()
        .filter(move |word| sentence.contains(*word));
    whole.chain(is_led.then_some("较上年……"))
}

fn number(word: String) -> Literal {
    let remedy = format!(
        "是指标就用{{{{ value(\"…\") }}}}，不是就写成{{{{ stated(\"{word}\", \"理由\") }}}}并说明理由"
    );
    Literal { word, remedy }
}

fn comparison(word: &str) -> Literal {
    Literal {
        word: word.to_owned(),
        remedy: "升降要由数据得出：一个指标用{{ change(\"…\") }}，几个一起说用{{ all_changed([\"…\", \"…\"]) }}".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        literals(line).into_iter().map(|found| found.word).collect()
    }

    #[test]
    fn numbers_and_comparisons_in_words_are_found() {
        assert_eq!(
            words("增加二百八十八人，三项均高于上年。"),
            ["二百八十八人", "高于上年"]
        );
        assert_eq!(words("较上年提高了。"), ["较上年……"]);
        assert_eq!(words("毕业生\u{FFFC}，大幅增加。"), ["大幅"]);
        assert_eq!(words("三百余名教师"), ["三百余名"]);
    }

    #[test]
    fn names_ordinals_and_what_says_nothing_of_figures_are_none() {
        for line in [
            "四平市六家子村的第十二所学校，一次两年三项",
            "教学质量明显提高，服务能力得到提高。",
            "十四五规划，百万扩招，千方百计",
        ] {
            assert!(words(line).is_empty(), "{line} {:?}", words(line));
        }
    }
}
