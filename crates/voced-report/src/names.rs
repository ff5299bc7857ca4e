//! Lists of names: a post a line, with those who hold it.

use crate::context::Misuse;
use crate::model::{Block, Inline, Paragraph, ParagraphKind};
use crate::spec::check_text;

/// The paragraphs of a list: `组长：张　三、李四四`. Names of two characters are set as wide as those of three.
pub(crate) fn names(text: &str) -> Result<Vec<Block>, Misuse> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let blocks: Vec<Block> = lines.map(post).collect::<Result<_, _>>()?;
    if blocks.is_empty() {
        return Err(Misuse::new(
            "名单是空的",
            "请一行写一个职务：组长：张三、李四",
        ));
    }
    Ok(blocks)
}

fn post(line: &str) -> Result<Block, Misuse> {
    let parts = line.split_once('：');
    let Some((post, names)) =
        parts.filter(|(post, names)| !post.trim().is_empty() && !names.trim().is_empty())
    else {
        return Err(Misuse::new(
            format!("“{line}”不是职务和姓名"),
            "请写成“组长：张三、李四”",
        ));
    };
    check_text(line)?;
    let names: Vec<String> = names.split('、').map(|name| spaced(name.trim())).collect();
    Ok(Block::Paragraph(Paragraph {
        kind: ParagraphKind::Body,
        text: vec![
            Inline::Strong {
                of: vec![Inline::text(format!("{}：", post.trim()))],
            },
            Inline::text(names.join("、")),
        ],
    }))
}

/// A name of two characters with room between them, as official documents print it; what stands in
/// brackets behind it stays.
fn spaced(name: &str) -> String {
    let (bare, role) = name.split_at(name.find('（').unwrap_or(name.len()));
    let mut letters = bare.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(family), Some(given), None) => format!("{family}　{given}{role}"),
        _ => name.to_owned(),
    }
}
