//! An audit as text: what was edited and what is wrong, a line each.

use std::fmt::Write as _;

use voced_audit::Verdict;

use super::Audited;
use super::words::{claim_text, headline};

/// Writes an audit for a terminal.
pub fn text(audited: &Audited<'_>) -> String {
    let mut text = format!("{}\n", headline(&audited.audit.summary()));
    if !audited.edited.is_empty() {
        text.push_str("\n生成以后被改动的数字\n");
        for edit in audited.edited {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  {}", audited.edit(edit));
        }
    }
    for verdict in [
        Verdict::Contradicts,
        Verdict::Tension,
        Verdict::Rounding,
        Verdict::Style,
    ] {
        list(audited, verdict, &mut text);
    }
    text
}

fn list(audited: &Audited<'_>, wanted: Verdict, text: &mut String) {
    let mut found = audited
        .pairs()
        .filter(|(_, judged)| judged.verdict == wanted)
        .peekable();
    if found.peek().is_some() {
        let _ = writeln!(text, "\n{}", wanted.name());
    }
    for (claim, judged) in found {
        let _ = writeln!(
            text,
            "  {} {} {}〔{}〕",
            audited.place(claim),
            claim_text(claim),
            judged.reason,
            judged.check_title()
        );
    }
}
