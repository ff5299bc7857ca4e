//! Edits that change what a report says, as somebody makes them in Word.

use std::ops::Range;

use voced_domain::{is_digit, numerals};

use super::word::{Paragraph, Splice, Word};
use crate::random::Random;

/// A kind of edit.
pub(super) struct Kind {
    pub(super) name: &'static str,
    make: fn(&Word, &mut Random) -> Option<MadeEdit>,
}

/// An edit with what has to be said of it.
pub(super) struct MadeEdit {
    pub(super) splices: Vec<Splice>,
    pub(super) line: usize,
    /// For people: what became what.
    pub(super) what: String,
    /// What the list of edits has to show, all of it.
    pub(super) shown: Vec<Shown>,
    /// The numbers that are about something else now.
    pub(super) numbers: Vec<String>,
}

/// What the list of edits has to show.
pub(super) enum Shown {
    /// A text that stands there now.
    New(String),
    /// Something that is gone with its sentence.
    Gone(String),
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "改带标记的数的一位",
        make: digit_of_figure,
    },
    Kind {
        name: "改其他数的一位（正文）",
        make: digit_in_text,
    },
    Kind {
        name: "改其他数的一位（表格）",
        make: digit_in_table,
    },
    Kind {
        name: "改中文写的数",
        make: chinese_number,
    },
    Kind {
        name: "改方向（提高改成下降等）",
        make: direction,
    },
    Kind {
        name: "改方向，后面没有数",
        make: bare_direction,
    },
    Kind {
        name: "改正负号",
        make: sign,
    },
    Kind {
        name: "改单位",
        make: unit,
    },
    Kind {
        name: "改年份",
        make: year,
    },
    Kind {
        name: "删去带数的一句",
        make: delete_sentence,
    },
    Kind {
        name: "加写带数的一句",
        make: insert_sentence,
    },
    Kind {
        name: "去掉标记重打",
        make: retype,
    },
    Kind {
        name: "相邻两数对调",
        make: exchange,
    },
    Kind {
        name: "连同标记对调",
        make: exchange_marks,
    },
    Kind {
        name: "相邻两位颠倒",
        make: transpose,
    },
    Kind {
        name: "改程度词（明显改成略有等）",
        make: size,
    },
    Kind {
        name: "换成别的学校",
        make: name,
    },
];

/// Tries before a kind is given up: some would change nothing.
const TRIES: usize = 50;

impl Kind {
    /// An edit of this kind somewhere; `None` where the report has no place for one.
    pub(super) fn make(&self, word: &Word, random: &mut Random) -> Option<MadeEdit> {
        (0..TRIES).find_map(|_| (self.make)(word, random))
    }
}

/// A stretch of a paragraph.
struct Place<'w> {
    paragraph: &'w Paragraph,
    at: Range<usize>,
}

impl Place<'_> {
    fn text(&self) -> &str {
        &self.paragraph.text[self.at.clone()]
    }

    fn before(&self) -> &str {
        &self.paragraph.text[..self.at.start]
    }

    fn after(&self) -> &str {
        &self.paragraph.text[self.at.end..]
    }

    /// What is typed over it, with what has to be shown of it.
    fn becomes(&self, new: &str, shown: &str) -> Option<MadeEdit> {
        (self.text() != new).then(|| MadeEdit {
            splices: self.paragraph.typed(&self.at, new),
            line: self.paragraph.line,
            what: format!(
                "{}〔{}→{new}〕{}",
                tail(self.before()),
                self.text(),
                head(self.after())
            ),
            shown: vec![Shown::New(shown.into())],
            numbers: numbers(shown),
        })
    }
}

/// A few characters around a place, for people.
const AROUND: usize = 10;

fn head(text: &str) -> String {
    text.chars().take(AROUND).collect()
}

fn tail(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(AROUND);
    text.chars().skip(skipped).collect()
}

fn numbers(text: &str) -> Vec<String> {
    let all = numerals(text).into_iter();
    all.map(|numeral| text[numeral.range].to_owned()).collect()
}

/// One of the stretches that paragraphs have.
fn any<'w>(
    word: &'w Word,
    random: &mut Random,
    of: impl Fn(&Paragraph) -> Vec<Range<usize>>,
) -> Option<Place<'w>> {
    let paragraphs = word.paragraphs.iter().filter(|one| !one.is_title());
    let all: Vec<(&Paragraph, Range<usize>)> = paragraphs
        .flat_map(|paragraph| of(paragraph).into_iter().map(move |at| (paragraph, at)))
        .collect();
    let (paragraph, at) = random.pick(&all)?;
    Some(Place {
        paragraph,
        at: at.clone(),
    })
}

fn figures(paragraph: &Paragraph) -> Vec<Range<usize>> {
    paragraph.figures().map(|run| run.text.clone()).collect()
}

fn is_figure(paragraph: &Paragraph, at: &Range<usize>) -> bool {
    paragraph.run(at).is_none_or(|run| run.mark.is_some())
}

/// Numbers that are no figures of ours.
fn others(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let all = numerals(&paragraph.text)
        .into_iter()
        .map(|numeral| numeral.range);
    all.filter(|at| !is_figure(paragraph, at)).collect()
}

/// Where one of these words stands.
fn words(text: &str, words: &[&str]) -> Vec<Range<usize>> {
    let found = words.iter().flat_map(|word| text.match_indices(word));
    found.map(|(at, word)| at..at + word.len()).collect()
}

/// A number with one digit changed.
fn other_digit(text: &str, random: &mut Random) -> Option<String> {
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let at = *random.pick(&digits)?;
    let digit = random.between(0, 9);
    Some(format!("{}{digit}{}", &text[..at], &text[at + 1..]))
}

fn digit(place: &Place<'_>, random: &mut Random) -> Option<MadeEdit> {
    let new = other_digit(place.text(), random)?;
    place.becomes(&new, &new)
}

fn digit_of_figure(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    digit(&any(word, random, figures)?, random)
}

fn digit_in_text(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        if one.is_cell { Vec::new() } else { others(one) }
    })?;
    digit(&place, random)
}

fn digit_in_table(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        if one.is_cell { others(one) } else { Vec::new() }
    })?;
    digit(&place, random)
}

const CHINESE: &[&str] = &["两", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
const MEASURES: &[char] = &[
    '个', '所', '项', '名', '支', '类', '年', '次', '家', '种', '门', '届', '轮', '大',
];

fn chinese_number(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let mut found = words(&one.text, CHINESE);
        found.retain(|at| {
            one.text[at.end..].starts_with(MEASURES)
                && !one.text[at.end..].starts_with("家子")
                && !is_figure(one, at)
        });
        found
    })?;
    let new = random.pick(CHINESE)?;
    // 十 is part of a longer number, 第二 an ordinal.
    let is_part = place.before().ends_with(['第', '十']) || place.before().ends_with(CHINESE_DIGIT);
    (!is_part).then(|| place.becomes(new, new)).flatten()
}

const CHINESE_DIGIT: fn(char) -> bool = |c| "一二三四五六七八九百千".contains(c);

const TURNS: [(&str, &str); 9] = [
    ("提高", "下降"),
    ("下降", "提高"),
    ("增加", "减少"),
    ("减少", "增加"),
    ("增长", "减少"),
    ("上升", "下降"),
    ("降低", "提高"),
    ("高于", "低于"),
    ("低于", "高于"),
];

/// What follows in the same clause.
fn clause(text: &str) -> &str {
    text.split(['，', '。', '；', '、'])
        .next()
        .unwrap_or_default()
}

fn turns(paragraph: &Paragraph, has_number: bool) -> Vec<Range<usize>> {
    let mut found = words(&paragraph.text, &TURNS.map(|(word, _)| word));
    found.retain(|at| clause(&paragraph.text[at.end..]).contains(is_digit) == has_number);
    found
}

fn turned(place: &Place<'_>) -> Option<MadeEdit> {
    let (_, new) = TURNS.iter().find(|(word, _)| *word == place.text())?;
    let made = place.becomes(new, new)?;
    Some(MadeEdit {
        numbers: numbers(clause(place.after())),
        ..made
    })
}

fn direction(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    turned(&any(word, random, |one| turns(one, true))?)
}

fn bare_direction(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    turned(&any(word, random, |one| turns(one, false))?)
}

const SIZES: [(&str, &str); 6] = [
    ("明显", "略有"),
    ("显著", "有所"),
    ("有所", "明显"),
    ("全部", "多数"),
    ("多数", "少数"),
    ("基本", "全部"),
];

fn size(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        words(&one.text, &SIZES.map(|(word, _)| word))
    })?;
    let (_, new) = SIZES.iter().find(|(word, _)| *word == place.text())?;
    place.becomes(new, new)
}

/// Schools of the example bureau, as its texts call them.
const SCHOOLS: [&str; 4] = [
    "四平市职业技术教育中心",
    "吉林省四平卫生学校",
    "双辽市职业中专",
    "伊通满族自治县职业教育中心",
];

fn name(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| words(&one.text, &SCHOOLS))?;
    let new = random.pick(&SCHOOLS)?;
    place.becomes(new, new)
}

fn sign(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let mut found = figures(one);
        found.retain(|at| one.text[at.clone()].starts_with(['+', '-']));
        found
    })?;
    let (sign, number) = place.text().split_at(1);
    // Some forget the sign, most turn it.
    let other = if sign == "+" { "-" } else { "+" };
    let new = *random.pick(&[other, other, ""])?;
    let new = format!("{new}{number}");
    place.becomes(&new, &new)
}

const UNITS: [(&str, &str); 10] = [
    ("个百分点", "%"),
    ("%", "个百分点"),
    ("万元", "元"),
    ("元", "万元"),
    ("人", "万人"),
    ("人", "人次"),
    ("万册", "册"),
    ("所", "个"),
    ("个", "所"),
    ("家", "个"),
];

fn unit(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let digits = |at: usize| one.text[..at].ends_with(is_digit);
        let mut found = words(&one.text, &UNITS.map(|(unit, _)| unit));
        found.retain(|at| digits(at.start) && one.run(at).is_some());
        found
    })?;
    let new: Vec<&str> = UNITS
        .iter()
        .filter(|(old, _)| *old == place.text())
        .map(|(_, new)| *new)
        .collect();
    let new = random.pick(&new)?;
    let number = numerals(place.before()).pop()?.range;
    let number = place.paragraph.text[number].trim_end_matches('%');
    place.becomes(new, &format!("{number}{new}"))
}

fn year(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let mut found = words(&one.text, &["2018", "2019", "2020"]);
        found.retain(|at| {
            let has_number =
                sentence(&one.text, at.start).is_some_and(|at| numbers(&one.text[at]).len() > 1);
            one.text[at.end..].starts_with('年')
                && (has_number || one.is_cell)
                && one.run(at).is_some()
        });
        found
    })?;
    let new = random.pick(&["2018", "2019", "2020", "2021"])?;
    let made = place.becomes(new, &format!("{new}年"))?;
    let mut numbers = sentence(&place.paragraph.text, place.at.start)
        .map_or_else(Vec::new, |at| numbers(&place.paragraph.text[at]));
    numbers.retain(|number| number != place.text());
    Some(MadeEdit { numbers, ..made })
}

/// The sentence around a place, with its full stop; none where it has none.
fn sentence(text: &str, at: usize) -> Option<Range<usize>> {
    let stop = "。";
    let start = text[..at].rfind(stop).map_or(0, |at| at + stop.len());
    let end = at + text[at..].find(stop)? + stop.len();
    Some(start..end)
}

fn sentences(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = sentence(&paragraph.text, from) {
        from = at.end;
        found.push(at);
    }
    found
}

fn delete_sentence(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let mut found = sentences(one);
        found.retain(|at| one.text[at.clone()].contains(is_digit));
        found
    })?;
    let made = place.becomes("", "")?;
    Some(MadeEdit {
        what: format!(
            "删去“{}…”",
            place.text().chars().take(2 * AROUND).collect::<String>()
        ),
        shown: vec![Shown::Gone(place.text().into())],
        numbers: Vec::new(),
        ..made
    })
}

fn insert_sentence(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, |one| {
        let ends = sentences(one).into_iter().map(|at| at.end..at.end);
        ends.filter(|_| one.is_body()).collect()
    })?;
    let number = random.between(11, 989).to_string();
    let (before, after) = *random.pick(&[
        ("全年投入经费", "万元。"),
        ("其中", "人取得职业资格证书。"),
        ("新增校企合作企业", "家。"),
        ("较上年提高", "个百分点。"),
        ("培训教师", "人次。"),
        ("学生满意度达到", ".5%。"),
    ])?;
    let made = place.becomes(&format!("{before}{number}{after}"), &number)?;
    let numbers = numbers(&format!("{number}{after}"));
    Some(MadeEdit { numbers, ..made })
}

fn retype(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, figures)?;
    let new = other_digit(place.text(), random)?;
    // What was typed is no figure any more, but a word and a number.
    let number = numbers(&new).pop()?;
    let made = place.becomes(&new, &number)?;
    let mark = place.paragraph.run(&place.at)?.mark.clone()?;
    let run = format!("<w:r><w:t xml:space=\"preserve\">{new}</w:t></w:r>");
    Some(MadeEdit {
        splices: vec![(mark, run)],
        ..made
    })
}

/// A figure with the next one of the same paragraph, or of the table.
fn neighbours<'w>(word: &'w Word, random: &mut Random) -> Option<[Place<'w>; 2]> {
    let all: Vec<(&Paragraph, Range<usize>)> = word
        .paragraphs
        .iter()
        .flat_map(|one| figures(one).into_iter().map(move |at| (one, at)))
        .collect();
    let pairs: Vec<_> = all.windows(2).collect();
    let [one, other] = *random.pick(&pairs)? else {
        return None;
    };
    let places = [one, other].map(|(paragraph, at)| Place {
        paragraph,
        at: at.clone(),
    });
    let [one, other] = &places;
    let is_near = one.paragraph.line == other.paragraph.line
        || one.paragraph.is_cell && other.paragraph.is_cell;
    (is_near && one.text() != other.text()).then_some(places)
}

fn exchange(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let [one, other] = neighbours(word, random)?;
    let (new, made) = (other.text(), one.becomes(other.text(), other.text())?);
    let splices = [made.splices, other.paragraph.typed(&other.at, one.text())];
    Some(MadeEdit {
        what: format!("{}〔{}↔{new}〕", tail(one.before()), one.text()),
        splices: splices.concat(),
        shown: vec![Shown::New(new.into()), Shown::New(one.text().into())],
        numbers: [numbers(new), numbers(one.text())].concat(),
        line: made.line,
    })
}

/// Cut and pasted, so that the marks go along.
fn exchange_marks(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let [one, other] = neighbours(word, random)?;
    let marks = [&one, &other].map(|place| place.paragraph.run(&place.at)?.mark.clone());
    let [Some(first), Some(second)] = marks else {
        return None;
    };
    let made = exchange_of(&one, &other)?;
    let xml = |at: &Range<usize>| word.xml[at.clone()].to_owned();
    Some(MadeEdit {
        splices: vec![(first.clone(), xml(&second)), (second.clone(), xml(&first))],
        // Either of them may be the one that was moved.
        shown: vec![Shown::New(format!("{}|{}", one.text(), other.text()))],
        ..made
    })
}

fn exchange_of(one: &Place<'_>, other: &Place<'_>) -> Option<MadeEdit> {
    let made = one.becomes(other.text(), other.text())?;
    Some(MadeEdit {
        what: format!("{}〔{}↔{}〕", tail(one.before()), one.text(), other.text()),
        numbers: [numbers(one.text()), numbers(other.text())].concat(),
        ..made
    })
}

fn transpose(word: &Word, random: &mut Random) -> Option<MadeEdit> {
    let place = any(word, random, figures)?;
    let digits = |at: usize| place.text().as_bytes()[at].is_ascii_digit();
    let pairs: Vec<usize> = (1..place.text().len())
        .filter(|at| digits(at - 1) && digits(*at))
        .collect();
    let at = *random.pick(&pairs)?;
    let (before, after) = place.text().split_at(at - 1);
    let new = format!("{before}{}{}{}", &after[1..2], &after[..1], &after[2..]);
    place.becomes(&new, &new)
}
