//! Which case studies there are: of each school the one of its workbook and those of its documents.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use voced_domain::{About, Case, CaseBlock, School};
use voced_folder::Folder;
use voced_ingest::later;
use voced_pipeline::Assessment;
use voced_report::blocks_of_text;

use super::{Found, SchoolCase, word};
use crate::Failure;

/// What a case without a title is called.
const UNTITLED: &str = "案例";

pub(super) fn found<'a>(folder: &Folder, assessment: &'a Assessment) -> Result<Found<'a>, Failure> {
    let mut documents = word::found(folder, assessment)?;
    let mut cases = Vec::new();
    let mut remarks = std::mem::take(&mut documents.remarks);
    for school in assessment.bureau.schools() {
        let own = workbook_case(assessment, school).into_iter();
        let is_of_school = |case: &SchoolCase<'_>| case.school.code == school.code;
        let of_documents = documents.cases.extract_if(.., |case| is_of_school(case));
        let mut kept: Vec<SchoolCase<'_>> = Vec::new();
        for case in own.chain(of_documents) {
            keep(&mut kept, case, &mut remarks);
        }
        cases.extend(kept);
    }
    tell_apart(&mut cases);
    Ok(Found { cases, remarks })
}

/// Of several with one title the one of a document is kept, and of several documents the later or the longer.
fn keep<'a>(kept: &mut Vec<SchoolCase<'a>>, case: SchoolCase<'a>, remarks: &mut Vec<String>) {
    let same =
        |other: &&mut SchoolCase<'_>| letters(&other.case.title) == letters(&case.case.title);
    let Some(other) = kept.iter_mut().find(same) else {
        kept.push(case);
        return;
    };
    let (left, taken) = if order(other, &case) == Ordering::Greater {
        (case, &*other)
    } else {
        (std::mem::replace(other, case), &*other)
    };
    remarks.push(format!(
        "{}：{}和{}里都有“{}”，取了{}",
        taken.school.short,
        origin(&left),
        origin(taken),
        taken.case.title,
        origin(taken)
    ));
}

/// Which of two is rather to be taken: a document has pictures and tables that a workbook cannot have.
fn order(a: &SchoolCase<'_>, b: &SchoolCase<'_>) -> Ordering {
    let by_name = || {
        let (a, b) = (a.document.as_ref()?, b.document.as_ref()?);
        later(&a.name(), &b.name())
    };
    let is_document = |case: &SchoolCase<'_>| case.document.is_some();
    is_document(a)
        .cmp(&is_document(b))
        .then_with(|| by_name().unwrap_or_else(|| a.n_letters.cmp(&b.n_letters)))
}

fn origin(case: &SchoolCase<'_>) -> String {
    let document = case.document.as_ref();
    document.map_or_else(|| "工作簿".into(), voced_folder::ReturnedFile::name)
}

/// A title by its letters alone: marks and room are typed as one likes.
fn letters(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Of two schools with one title each has its own file.
fn tell_apart(cases: &mut [SchoolCase<'_>]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for case in cases.iter() {
        *counts.entry(case.case.title.clone()).or_default() += 1;
    }
    for SchoolCase { school, case, .. } in cases {
        if counts.get(&case.title).is_some_and(|count| *count > 1) {
            case.title = format!("{}（{}）", case.title, school.short);
        }
    }
}

fn workbook_case<'a>(assessment: &'a Assessment, school: &'a School) -> Option<SchoolCase<'a>> {
    let explanations = assessment.this.dataset.explanations(&school.code);
    let said = |about: &About| {
        let found = explanations
            .iter()
            .find(|explanation| explanation.about == *about);
        found
            .map(|explanation| explanation.text.trim())
            .filter(|text| !text.is_empty())
    };
    let untitled = || format!("{}{UNTITLED}", school.short);
    let title = said(&About::CaseTitle).map_or_else(untitled, one_line);
    let blocks = blocks_of_text(said(&About::CaseText)?);
    Some(SchoolCase {
        school,
        n_letters: n_letters(&blocks),
        case: Case { title, blocks },
        document: None,
    })
}

fn one_line(title: &str) -> String {
    title.split_whitespace().collect()
}

/// How much text there is in paragraphs.
pub(super) fn n_letters(blocks: &[CaseBlock]) -> usize {
    let lengths = blocks.iter().map(|block| match block {
        CaseBlock::Heading { text, .. }
        | CaseBlock::Paragraph(text)
        | CaseBlock::Item { text, .. } => text.chars().count(),
        CaseBlock::Table(_) | CaseBlock::Pictures(_) => 0,
    });
    lengths.sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use voced_domain::{ReferenceYear, Roster};
    use voced_folder::ReturnedFile;

    use super::*;

    const ROSTER: &str = "name = \"某局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
                          [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n";

    /// What is kept of cases, each a title, a file and a length, and what is said of the others.
    fn kept(cases: &[(&str, Option<&str>, usize)]) -> String {
        let bureau = Roster::from_toml(ROSTER).unwrap();
        let bureau = bureau.in_year(ReferenceYear::new(2023).unwrap());
        let (mut kept, mut remarks) = (Vec::new(), Vec::new());
        for (title, file, n_letters) in cases {
            let case = SchoolCase {
                school: &bureau.schools()[0],
                case: Case {
                    title: (*title).into(),
                    blocks: Vec::new(),
                },
                document: file.map(|file| ReturnedFile {
                    path: file.into(),
                    folder: None,
                }),
                n_letters: *n_letters,
            };
            keep(&mut kept, case, &mut remarks);
        }
        let kept = kept
            .iter()
            .map(|case| format!("{} {}", case.case.title, origin(case)));
        kept.chain(remarks).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn of_one_title_the_document_is_taken_then_the_later_then_the_longer() {
        insta::assert_snapshot!(
            [
                kept(&[("做法：机制", None, 9), ("做法 机制", Some("甲.docx"), 5)]),
                kept(&[("做法", None, 9), ("成效", Some("甲.docx"), 5)]),
                kept(&[
                    ("做法", Some("甲第2次.docx"), 5),
                    ("做法", Some("甲第1次.docx"), 9)
                ]),
                kept(&[
                    ("做法", Some("甲.docx"), 5),
                    ("做法", Some("甲案例.docx"), 9)
                ]),
            ]
            .join("\n———\n")
        );
    }
}
