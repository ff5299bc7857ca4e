//! What the text and the page say in the same words.

use voced_audit::{Claim, Document, Edit, Measure, Summary};
use voced_domain::IndicatorCode;

use super::Audited;

/// `共120个数，认出所指的98个：矛盾1，…；未读2处，日期、文号等14处不计`.
pub(super) fn headline(summary: &Summary) -> String {
    let counts = summary
        .verdicts
        .iter()
        .map(|(verdict, count)| format!("{}{count}", verdict.name()));
    format!(
        "共{}个数，认出所指的{}个：{}；未读{}处，日期、文号等{}处不计",
        summary.claims,
        summary.recognised,
        counts.collect::<Vec<_>>().join("，"),
        summary.unread,
        summary.non_figures
    )
}

/// `“97.8%”`, `“1200人”`.
pub(super) fn claim_text(claim: &Claim) -> String {
    let unit = if claim.text.ends_with('%') || claim.text.contains(':') {
        ""
    } else {
        &claim.unit
    };
    format!("“{}{unit}”", claim.text)
}

impl Audited<'_> {
    /// `就业率（2020年）：生成时是“97.8%”，现在是“98.7%”`.
    pub(super) fn edit(&self, edit: &Edit) -> String {
        let what = match &edit.tag {
            Some(tag) => format!("{}（{}年）", self.name(&tag.key.indicator), tag.key.year),
            None => format!("“{}”", edit.sentence),
        };
        let given = edit.given.as_deref().unwrap_or_default();
        match (&edit.given, &edit.found) {
            (None, Some(found)) => format!("{what}：新写了“{found}”"),
            (_, Some(found)) => format!("{what}：生成时是“{given}”，现在是“{found}”"),
            (_, None) => format!("{what}：生成时有“{given}”，现在没有了"),
        }
    }

    fn name(&self, indicator: &IndicatorCode) -> &str {
        let indicator = self.edition.indicator(indicator);
        indicator.map_or("", |found| &found.name)
    }

    /// `第49行 1.1`; of a document, whose paragraphs nobody counts, the paragraph within the section:
    /// `1.1第2段`.
    pub(super) fn place(&self, claim: &Claim) -> String {
        place(self.document, claim)
    }
}

/// Where a claim stands, as people say it.
pub fn place(document: &Document, claim: &Claim) -> String {
    let place = &claim.place;
    match document.measure {
        Measure::Paragraph => format!("{} 第{}段", place.section, place.paragraph),
        measure => format!("第{}{} {}", place.line, measure.name(), place.section),
    }
}
