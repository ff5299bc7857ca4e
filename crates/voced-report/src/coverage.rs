//! How many schools a figure in a sentence rests on, where one is missing in it.

use voced_domain::{Aspect, Coverage, Unit};

use crate::context::ComposeContext;
use crate::model::{Block, FigureId, Inline};

/// Puts 据7所学校 behind the first figure of each paragraph that lacks a school, and behind each later
/// one that lacks others: `7345人（据7所学校）`.
pub(crate) fn say(block: &mut Block, cx: &ComposeContext) {
    match block {
        Block::Paragraph(paragraph) => in_line(&mut paragraph.text, cx),
        Block::List { items } => {
            for item in items {
                in_line(&mut item.text, cx);
            }
        }
        Block::Heading(_) | Block::Table(_) | Block::Chart(_) | Block::Traces => {}
    }
}

fn in_line(line: &mut Vec<Inline>, cx: &ComposeContext) {
    let mut said = None;
    let mut at = 0;
    while let Some(piece) = line.get(at) {
        at += 1;
        let partial = match piece {
            Inline::Figure { figure } => partial(*figure, cx),
            _ => None,
        };
        let Some(reported) = partial.filter(|reported| said != Some(*reported)) else {
            continue;
        };
        said = Some(reported);
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
