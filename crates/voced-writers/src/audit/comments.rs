//! An audit as comments in the audited Word document, one at each finding and each edit.

use voced_audit::{About, Comment, Verdict};

use super::Audited;

/// Who the comments are by.
pub const AUTHOR: &str = "核对";

/// The findings in the order of the report, then what was edited after it was written.
pub fn comments(audited: &Audited<'_>) -> Vec<Comment> {
    let wrong = audited.pairs().filter(|(_, judged)| {
        matches!(
            judged.verdict,
            Verdict::Contradicts | Verdict::Tension | Verdict::Rounding | Verdict::Style
        )
    });
    let findings = wrong.map(|(claim, judged)| {
        let expected = judged.expected.as_ref();
        let expected = expected.map_or_else(String::new, |expected| format!("\n应为：{expected}"));
        let (verdict, title) = (judged.verdict.name(), judged.check_title());
        Comment {
            about: About::Number(claim.place.clone()),
            text: format!("{verdict}〔{title}〕\n{}{expected}", judged.reason),
        }
    });
    let edits = audited.edited.iter().map(|edit| Comment {
        about: About::Paragraph(edit.line),
        text: format!("生成以后被改动\n{}", audited.edit(edit)),
    });
    findings.chain(edits).collect()
}
