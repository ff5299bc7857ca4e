//! What two reports say differently, a line each.

use std::fmt::Write as _;

use voced_audit::{Audit, Document, disagreements};

use super::words::{claim_text, place};

/// A report by the name of its file.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// The name.
    pub name: &'a str,
    /// Its text.
    pub document: &'a Document,
    /// Its numbers.
    pub audit: &'a Audit,
}

/// What two reports say differently of the same year and thing, and how often.
pub fn between(one: Named<'_>, other: Named<'_>) -> (String, usize) {
    let found = disagreements(one.audit, other.audit);
    let mut text = format!("{}与{}：", one.name, other.name);
    if found.is_empty() {
        text.push_str("同一年的同一个数，两份报告没有不同\n");
        return (text, 0);
    }
    // Writing to a String cannot fail.
    let _ = writeln!(text, "同一年的同一个数，两份报告有{}处不同", found.len());
    for disagreement in &found {
        let at = |report: &Named<'_>, idx: usize| {
            let claim = &report.audit.claims[idx];
            let place = place(report.document, claim);
            format!("{} {place} {}", report.name, claim_text(claim))
        };
        let claim = &one.audit.claims[disagreement.one];
        let year = claim
            .year
            .map_or_else(String::new, |year| format!("{year}年"));
        let measure = &one.audit.statements[disagreement.one].measure;
        let _ = writeln!(
            text,
            "  {year}{measure}：{}；{}",
            at(&one, disagreement.one),
            at(&other, disagreement.other)
        );
    }
    (text, found.len())
}
