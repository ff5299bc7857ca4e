//! Whose workbooks are missing in this year or in the year before, said once where the report begins.

use voced_domain::{Bureau, Dataset};

use crate::context::ComposeContext;
use crate::model::{Block, Inline, Paragraph, ParagraphKind};
use crate::run::Run;
use crate::wording::few;

/// The note of schools that handed in nothing usable, and what comparisons then rest on.
pub(crate) fn absent_schools(run: &Run<'_>, cx: &ComposeContext) -> Option<Block> {
    let now = absent(run.bureau, run.this.dataset);
    let last = run.last.map_or_else(Vec::new, |last| {
        absent(run.bureau.last_year(), last.dataset)
    });
    let whole = run.bureau.own_region().whole();
    let mut text = Vec::new();
    if !now.is_empty() {
        let n_schools = run.bureau.schools().len();
        let reported = n_schools - now.len();
        let counted = Inline::Stated {
            text: format!("{reported}所（共{n_schools}所）"),
            reason: "按交回的工作簿点数".into(),
        };
        text.push(Inline::text(format!("本报告的{whole}数据据")));
        text.push(counted);
        let names = few(&now);
        text.push(Inline::text(format!("学校交回的工作簿汇总，未含{names}。")));
    }
    if !last.is_empty() {
        let names = few(&last);
        text.push(Inline::text(format!("上年的{whole}数据未含{names}。")));
    }
    if text.is_empty() {
        return None;
    }
    // Of a year that is only printed nobody knows which school had what.
    let compared = match (&run.last, cx.has_last_year) {
        (Some(_), _) => "各校汇总的数与上年比较的，只比两年都报数的学校。",
        (None, true) => "各校汇总的数与上年范围不同，不作比较。",
        (None, false) => "",
    };
    text.push(Inline::text(compared));
    Some(Block::Paragraph(Paragraph {
        kind: ParagraphKind::Note,
        text,
    }))
}

fn absent<'a>(bureau: &'a Bureau, dataset: &Dataset) -> Vec<&'a str> {
    let schools = bureau.schools().iter();
    let absent = schools.filter(|school| !dataset.has(&school.code));
    absent.map(|school| school.name.as_str()).collect()
}
