//! A bureau's own form into its catalogue.

use voced_domain::{ReferenceYear, ReportingUnit};
use voced_folder::Folder;
use voced_ingest::form::{FormUse, Forms, Tally, propose, read_forms};

use super::Seen;
use crate::Refusal;

/// A form that is to be imported.
#[derive(Clone, Copy, Debug)]
pub struct FormImport<'a> {
    /// The first year that it is for.
    pub year: ReferenceYear,
    /// What the file is called.
    pub name: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// Whether the bureau fills it in once, instead of each school.
    pub is_of_city: bool,
}

/// What a form would add to the bureau's own definitions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportedForm {
    /// What is to be noted of the form.
    pub remarks: Vec<String>,
    /// What would be otherwise, a line each.
    pub changes: Vec<String>,
    /// The text behind the bureau's own; empty where nothing is to be added.
    pub text: String,
    /// What it comes to: `加了1个分组、9个数据项；待核5处`.
    pub tally: String,
}

/// Reads a form and says what the catalogue does not have; nothing is written.
///
/// # Errors
/// Where no table can be read in the file.
pub fn import_form(folder: &Folder, asked: FormImport<'_>) -> Result<ImportedForm, Refusal> {
    let FormImport { year, name, .. } = asked;
    let read = read_forms(name, asked.bytes);
    let Forms { forms, remarks } =
        read.map_err(|error| Refusal::said(format!("{name} {error}")))?;
    let form_use = FormUse {
        year,
        reporting_unit: if asked.is_of_city {
            ReportingUnit::Region
        } else {
            ReportingUnit::School
        },
        file: name,
        own_text: folder.own_definitions(),
    };
    let proposal = propose(&forms, folder.catalogue(), &form_use);
    let text = proposal.to_toml(folder.own_definitions());
    let head =
        format!("\n# 以下由表样“{name}”导入，自{year}年起。标“待核”的请核对，核完可以删去标注。\n");
    Ok(ImportedForm {
        remarks: remarks
            .iter()
            .map(|remark| format!("{name} {remark}"))
            .collect(),
        changes: proposal.changes.iter().map(ToString::to_string).collect(),
        text: if text.is_empty() {
            text
        } else {
            format!("{head}{text}")
        },
        tally: added(&proposal.tally(folder.own_definitions())),
    })
}

/// Adds to the bureau's own definitions what a form was found to add. Returns what was done, in words.
///
/// # Errors
/// Where the definitions are others than were seen, or would be faulty.
pub fn add_form(folder: &Folder, seen: Seen<'_>, form: &ImportedForm) -> Result<String, Refusal> {
    let what = format!("导入表样：{}", form.tally);
    folder.add_seen_definitions(seen.noted(&what), &form.text)?;
    Ok(what)
}

/// `加了1个分组、9个数据项；待核5处`.
fn added(tally: &Tally) -> String {
    let counts = [
        (tally.groups, "个分组"),
        (tally.items, "个数据项"),
        (tally.indicators, "个指标"),
        (tally.relations, "条校验关系"),
        (tally.retired, "条停用"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, what)| format!("{count}{what}"))
        .collect();
    let counts = if counts.is_empty() {
        "没有新的定义".to_owned()
    } else {
        format!("加了{}", counts.join("、"))
    };
    match tally.doubts {
        0 => counts,
        doubts => format!("{counts}；待核{doubts}处"),
    }
}
