//! How many schools a figure in a sentence rests on, where one is missing in it.

use voced_domain::{Aspect, Coverage, Unit};

use crate::context::ComposeContext;
use crate::model::{Block, FigureId, Inline};

/// Puts 据7所学校 at the end of the clause in which the first figure of a paragraph lacks a school, and
/// behind each later one that lacks others: `10大类18个专业（据7所学校），在籍学生7345人`.
pub(crate) fn say(block: &mut Block, cx: &ComposeContext) {
    match block {
        Block::Paragraph(paragraph) => in_line(&mut paragraph.text, cx),
        Block::List { items } => {
            for item in items {
                in_line(&mut item.text, cx);
            }
        }
        Block::Heading(_)
        | Block::Table(_)
        | Block::Chart(_)
        | Block::Pictures { .. }
        | Block::Traces => {}
    }
}

fn in_line(line: &mut Vec<Inline>, cx: &ComposeContext) {
    let mut said = None;
    let mut at = 0;
    while let Some(piece) = line.get(at) {
        at += 1;
        let reported = match piece {
            Inline::Figure { figure } => partial(*figure, cx),
            _ => None,
        };
        let Some(reported) = reported.filter(|reported| said != Some(*reported)) else {
            continue;
        };
        said = Some(reported);
        let is_other = |figure| partial(figure, cx).is_some_and(|other| other != reported);
        at = clause_end(line, at, is_other);
        let words = [
            Inline::text("（据"),
            Inline::Stated {
                text: format!("{reported}所"),
                reason: "有数据的学校".into(),
            },
            Inline::text("学校）"),
        ];
        line.splice(at..at, words);
        at += 3;
    }
}

/// Where the clause around a piece of a line ends: at a mark, where the text is parted, or before a figure
/// that says another thing.
fn clause_end(line: &mut Vec<Inline>, from: usize, is_other: impl Fn(FigureId) -> bool) -> usize {
    for at in from..line.len() {
        match &line[at] {
            Inline::Text { text } => {
                let Some(end) = text.find(['，', '。', '；', '、', '：', '（', '）']) else {
                    continue;
                };
                let (before, after) = text.split_at(end);
                let parts = [before, after].map(Inline::text);
                line.splice(at..=at, parts);
                return at + 1;
            }
            Inline::Figure { figure } if is_other(*figure) => return from,
            _ => {}
        }
    }
    line.len()
}

/// How many schools there are in a region's value of the year, where one is missing.
fn partial(figure: FigureId, cx: &ComposeContext) -> Option<u32> {
    let used = cx.recorder.uses().figures.get(figure.0)?.clone();
    let is_value = used.aspect == Aspect::Value;
    let is_regions = used.key.entity == *cx.region() && used.key.year == cx.year();
    let key = &used.key;
    let mut versions = cx.facts.versions(&key.entity, &key.indicator, key.year);
    let fact = versions.find(|fact| fact.key == *key && is_value && is_regions)?;
    // A count of schools says itself how many there are.
    let unit = fact.figure()?.published.unit;
    if unit == Unit::School {
        return None;
    }
    let Coverage { reported, .. } = fact.coverage;
    fact.coverage.is_partial().then_some(reported)
}
