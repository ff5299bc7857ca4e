//! Edits that change nothing a report says: what Word does by itself, and what anybody may do.

use std::ops::Range;

use voced_domain::is_digit;

use super::word::{Paragraph, Splice, Word};
use crate::random::Random;

/// A kind of harmless edit.
pub(super) struct Kind {
    pub(super) name: &'static str,
    make: fn(&Word, &mut Random) -> Option<Vec<Splice>>,
}

pub(super) const KINDS: &[Kind] = &[
    Kind {
        name: "换一个不带数的词",
        make: other_word,
    },
    Kind {
        name: "加写不带数的一句",
        make: sentence,
    },
    Kind {
        name: "移动一段",
        make: moved,
    },
    Kind {
        name: "一段分成两段",
        make: divided,
    },
    Kind {
        name: "改样式",
        make: style,
    },
    Kind {
        name: "数字中间断成两截",
        make: divided_run,
    },
    Kind {
        name: "Word的修订号和拼写标记",
        make: marks,
    },
    Kind {
        name: "年和单位前加空格",
        make: spaces,
    },
    Kind {
        name: "表格两行对调",
        make: rows,
    },
];

impl Kind {
    pub(super) fn make(&self, word: &Word, random: &mut Random) -> Vec<Splice> {
        (self.make)(word, random).unwrap_or_default()
    }
}

const WORDS: [(&str, &str); 10] = [
    ("全市", "我市"),
    ("各校", "各学校"),
    ("积极", "主动"),
    ("开展", "组织开展"),
    ("重视", "注重"),
    ("同时", "与此同时"),
    ("建立", "建立健全"),
    ("学生", "广大学生"),
    ("利用", "运用"),
    ("较上年", "比上年"),
];

fn body(word: &Word) -> Vec<&Paragraph> {
    word.paragraphs.iter().filter(|one| one.is_body()).collect()
}

fn other_word(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let mut all: Vec<(&Paragraph, Range<usize>, &str)> = Vec::new();
    for paragraph in body(word) {
        for (old, new) in WORDS {
            let found = paragraph.text.match_indices(old);
            all.extend(found.map(|(at, old)| (paragraph, at..at + old.len(), new)));
        }
    }
    let (paragraph, at, new) = random.pick(&all)?;
    Some(paragraph.typed(at, new))
}

fn sentence(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let body = body(word);
    let paragraph = random.pick(&body)?;
    let end = paragraph.text.len();
    Some(paragraph.typed(&(end..end), "各校认真落实有关要求，取得了较好的效果。"))
}

/// To another place of the report, as it is.
fn moved(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let body = body(word);
    let one = random.pick(&body)?;
    let other = random.pick(&body)?;
    let text = word.xml[one.xml.clone()].to_owned();
    let at = other.xml.end;
    (one.xml.start != other.xml.start)
        .then(|| vec![(one.xml.clone(), String::new()), (at..at, text)])
}

fn divided(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let stops = body(word).into_iter().flat_map(|one| {
        let plain = one.runs.iter().filter(|run| run.mark.is_none());
        plain.flat_map(|run| {
            let stops = one.text[run.text.clone()].match_indices('。');
            stops.map(|(at, stop)| run.content.start + at + stop.len())
        })
    });
    let stops: Vec<usize> = stops.collect();
    let at = *random.pick(&stops)?;
    let between = "</w:t></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">";
    Some(vec![(at..at, between.into())])
}

fn style(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let body = body(word);
    let paragraph = random.pick(&body)?;
    let style = "w:pStyle w:val=\"BodyText\"";
    let at = paragraph.xml.start + word.xml[paragraph.xml.clone()].find(style)?;
    Some(vec![(
        at..at + style.len(),
        "w:pStyle w:val=\"Normal\"".into(),
    )])
}

/// Word begins a new run wherever somebody typed.
fn divided_run(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let places = word.paragraphs.iter().flat_map(|one| {
        one.runs.iter().flat_map(|run| {
            let text = &one.text[run.text.clone()];
            let digits = text.match_indices(is_digit).filter(|(at, _)| *at > 0);
            digits.map(|(at, _)| run.content.start + at)
        })
    });
    let places: Vec<usize> = places.collect();
    let between = "</w:t></w:r><w:proofErr w:type=\"gramStart\"/><w:r w:rsidR=\"00A1B2C3\"><w:t>";
    let splice = |at: &usize| (*at..*at, between.into());
    let mut splices: Vec<Splice> = (0..20)
        .filter_map(|_| random.pick(&places).map(splice))
        .collect();
    splices.sort_by_key(|(at, _)| at.start);
    splices.dedup();
    Some(splices)
}

fn marks(word: &Word, _: &mut Random) -> Option<Vec<Splice>> {
    let runs = word.paragraphs.iter().flat_map(|one| &one.runs);
    let of_runs = runs.flat_map(|run| {
        let before =
            "<w:proofErr w:type=\"spellStart\"/><w:r w:rsidR=\"00D4E5F6\" w:rsidRPr=\"00D4E5F6\"";
        let end = run.element.end;
        let start = run.element.start..run.element.start + "<w:r".len();
        [
            (start, before.to_owned()),
            (end..end, "<w:proofErr w:type=\"spellEnd\"/>".into()),
        ]
    });
    let paragraphs = word.paragraphs.iter().map(|one| {
        let start = one.xml.start..one.xml.start + "<w:p".len();
        (
            start,
            "<w:p w:rsidR=\"00A1B2C3\" w:rsidRDefault=\"00A1B2C3\"".to_owned(),
        )
    });
    Some(of_runs.chain(paragraphs).collect())
}

/// Between a number and what follows, as some authors like it.
fn spaces(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let body = body(word);
    let paragraph = random.pick(&body)?;
    let mut splices = Vec::new();
    for run in &paragraph.runs {
        let text = &paragraph.text[run.text.clone()];
        for (at, _) in text.match_indices(['年', '人', '个', '万']) {
            if text[..at].ends_with(is_digit) {
                let at = run.content.start + at;
                splices.push((at..at, " ".into()));
            }
        }
    }
    Some(splices)
}

/// Two rows of a table of schools, as they are.
fn rows(word: &Word, random: &mut Random) -> Option<Vec<Splice>> {
    let cells = word.paragraphs.iter().filter(|one| one.is_cell);
    let labels: Vec<&Paragraph> = cells
        .filter(|one| one.text.ends_with("学校") || one.text.ends_with("中心"))
        .collect();
    let pairs: Vec<_> = labels.windows(2).collect();
    let [one, other] = *random.pick(&pairs)? else {
        return None;
    };
    let row = |cell: &Paragraph| -> Option<Range<usize>> {
        let start = word.xml[..cell.xml.start].rfind("<w:tr>")?;
        let end = cell.xml.end + word.xml[cell.xml.end..].find("</w:tr>")? + "</w:tr>".len();
        Some(start..end)
    };
    let (one, other) = (row(one)?, row(other)?);
    let text = |at: &Range<usize>| word.xml[at.clone()].to_owned();
    (one.end <= other.start).then(|| vec![(one.clone(), text(&other)), (other.clone(), text(&one))])
}
