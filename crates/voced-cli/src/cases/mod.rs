//! The case studies of the schools, taken out of their workbooks and Word documents as drafts of appendices.

mod draft;
mod found;
mod word;

use std::collections::BTreeMap;

use voced_domain::{Case, School};
use voced_folder::{Folder, ReturnedFile, draft_name};
use voced_pipeline::Assessment;
use voced_report::DRAFTS;

use crate::arguments::CasesOptions;
use crate::{Console, Done, Failure};
use draft::put;
use found::found;

/// The case study of a school.
struct SchoolCase<'a> {
    school: &'a School,
    case: Case,
    /// The document that it was read from; none of a workbook.
    document: Option<ReturnedFile>,
    n_letters: usize,
}

/// The case studies of a year, and what is to be said of what lies beside them.
struct Found<'a> {
    cases: Vec<SchoolCase<'a>>,
    remarks: Vec<String>,
}

/// Puts the cases of each school beside the texts, and says what became of them and what to do with them.
pub(crate) fn cases(options: &CasesOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, assessment) = options.bureau.assess(console)?;
    let found = found(&folder, &assessment)?;
    if found.cases.is_empty() {
        console
            .result("各校工作簿的“情况说明”表里没有案例，submissions里也没有写案例的Word文件")?;
    }
    let texts = texts(&folder, &assessment)?;
    for case in &found.cases {
        let said = put(&folder, &assessment, case, &texts)?;
        console.result(&said)?;
    }
    for remark in &found.remarks {
        console.result(remark)?;
    }
    Ok(Done::of(false))
}

/// Says which schools wrote a case that lies neither among the texts nor among the drafts.
pub(crate) fn not_taken(
    folder: &Folder,
    assessment: &Assessment,
    console: &Console,
) -> Result<(), Failure> {
    let found = found(folder, assessment)?;
    if found.cases.is_empty() {
        return Ok(());
    }
    let texts = texts(folder, assessment)?;
    let is_left = |case: &&SchoolCase<'_>| {
        let draft = format!("{DRAFTS}/{}.md", draft_name(&case.case.title));
        own(&texts, &case.case.title).is_none() && !texts.contains_key(&draft)
    };
    let left = found.cases.iter().filter(is_left);
    let mut left: Vec<&str> = left.map(|case| case.school.short.as_str()).collect();
    left.dedup();
    if !left.is_empty() {
        let command = console.program().command("cases");
        console.line(&format!(
            "{}写了案例，还没有取成附件稿：{command} --year {}",
            left.join("、"),
            assessment.year()
        ));
    }
    Ok(())
}

fn texts(folder: &Folder, assessment: &Assessment) -> Result<BTreeMap<String, String>, Failure> {
    let texts = folder.texts(assessment.year())?;
    Ok(texts.map(|texts| texts.content.files).unwrap_or_default())
}

/// The text of the outline with such a title.
fn own<'t>(texts: &'t BTreeMap<String, String>, title: &str) -> Option<&'t String> {
    let end = format!("-{title}.md");
    let mut names = texts.keys();
    names.find(|name| name.starts_with("附件") && name.ends_with(&end))
}
