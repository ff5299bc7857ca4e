//! The case studies of the schools, taken out of their workbooks as drafts of appendices.

use std::collections::BTreeMap;

use voced_domain::{About, School};
use voced_folder::{Draft, Folder, Put, draft_name, put_draft};
use voced_pipeline::Assessment;
use voced_report::{DRAFTS, OUTLINE, draft_of_case};

use crate::arguments::CasesOptions;
use crate::{Console, Done, Failure};

/// What a case without a title is called.
const UNTITLED: &str = "案例";

/// Puts the case of each school beside the texts, and says what became of it and what to do with it.
pub(crate) fn cases(options: &CasesOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, assessment) = options.bureau.assess(console)?;
    let cases = found(&assessment);
    if cases.is_empty() {
        console.result("各校工作簿的“情况说明”表里没有案例")?;
        return Ok(Done::of(false));
    }
    let texts = folder.texts(assessment.year())?;
    let texts = texts.map(|texts| texts.content.files).unwrap_or_default();
    for case in cases {
        let said = put(&folder, &assessment, &case, &texts)?;
        console.result(&said)?;
    }
    Ok(Done::of(false))
}

/// Says which schools wrote a case that lies neither among the texts nor among the drafts.
pub(crate) fn not_taken(
    folder: &Folder,
    assessment: &Assessment,
    console: &Console,
) -> Result<(), Failure> {
    let cases = found(assessment);
    if cases.is_empty() {
        return Ok(());
    }
    let texts = folder.texts(assessment.year())?;
    let texts = texts.map(|texts| texts.content.files).unwrap_or_default();
    let is_left = |case: &&Case<'_>| {
        let draft = format!("{DRAFTS}/{}.md", draft_name(&case.title));
        own(&texts, &case.title).is_none() && !texts.contains_key(&draft)
    };
    let left = cases
        .iter()
        .filter(is_left)
        .map(|case| case.school.short.as_str());
    let left: Vec<&str> = left.collect();
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

/// The text of the outline with such a title.
fn own<'t>(texts: &'t BTreeMap<String, String>, title: &str) -> Option<&'t String> {
    let end = format!("-{title}.md");
    let mut names = texts.keys();
    names.find(|name| name.starts_with("附件") && name.ends_with(&end))
}

/// The case of a school.
struct Case<'a> {
    school: &'a School,
    title: String,
    text: &'a str,
}

fn found(assessment: &Assessment) -> Vec<Case<'_>> {
    let schools = assessment.bureau.schools().iter();
    let mut cases: Vec<Case<'_>> = schools
        .filter_map(|school| case(assessment, school))
        .collect();
    // Of two schools with one title each has its own file.
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in &cases {
        *counts.entry(case.title.clone()).or_default() += 1;
    }
    for case in &mut cases {
        if counts.get(&case.title).is_some_and(|count| *count > 1) {
            case.title = format!("{}（{}）", case.title, case.school.short);
        }
    }
    cases
}

fn case<'a>(assessment: &'a Assessment, school: &'a School) -> Option<Case<'a>> {
    let explanations = assessment.this.dataset.explanations(&school.code);
    let said = |about: &About| {
        let found = explanations
            .iter()
            .find(|explanation| explanation.about == *about);
        found
            .map(|explanation| explanation.text.trim())
            .filter(|text| !text.is_empty())
    };
    let title =
        said(&About::CaseTitle).map_or_else(|| format!("{}{UNTITLED}", school.short), one_line);
    Some(Case {
        school,
        title,
        text: said(&About::CaseText)?,
    })
}

fn one_line(title: &str) -> String {
    title.split_whitespace().collect()
}

fn put(
    folder: &Folder,
    assessment: &Assessment,
    case: &Case<'_>,
    texts: &BTreeMap<String, String>,
) -> Result<String, Failure> {
    let Case {
        school,
        title,
        text,
    } = case;
    if let Some(own) = own(texts, title) {
        return Ok(format!("{}：已有{own}，没有再取", school.short));
    }
    let year = assessment.year();
    let narrative = folder.narrative_folder(year);
    let narrative = narrative.unwrap_or_else(|| folder.year_folder(year).join("narrative"));
    let draft = Draft {
        title: title.clone(),
        text: draft_of_case(&school.name, text),
    };
    let place = narrative.join(DRAFTS);
    let said = match put_draft(&place, &draft)? {
        Put::New(path) => format!("✓ {}：取成{}", school.short, path.display()),
        Put::Same(path) => format!("{}：{}没有变", school.short, path.display()),
        Put::Renewed(path) => format!("✓ {}：{}按新交的工作簿更新", school.short, path.display()),
        Put::Beside { kept, newer } => format!(
            "{}：{}有人改过，没有动；学校新写的在{}",
            school.short,
            kept.display(),
            newer.display()
        ),
    };
    let outline = texts.get(OUTLINE).map_or("", String::as_str);
    if outline.contains(&format!("\"{title}\"")) {
        return Ok(said);
    }
    let code = school.code.as_str();
    Ok(format!(
        "{said}\n  要收进报告，请在outline.toml里加：\n  [[appendix]]\n  title = \"{title}\"\n  school = \"{code}\""
    ))
}
