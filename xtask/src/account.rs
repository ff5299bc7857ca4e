//! What is said of a run when it is over: findings, coverage, what is undefined, what differs from
//! the printed report, what was written.

use std::path::{Path, PathBuf};

use voced_domain::{Comparison, Finding, Outcome};
use voced_report::Audience;
use voced_writers::Write;

use crate::console::Console;
use crate::folder::Folder;
use crate::open_elsewhere::open_workbooks;
use crate::outputs::Output;
use crate::report::{Assessment, Collected};
use crate::submitted::folders_not_read;

/// Says all of it, findings first.
pub(crate) fn account(
    folder: &Folder,
    assessment: &Assessment,
    out: &Path,
    outputs: &[Output],
    console: &Console,
) {
    console.findings(&assessment.findings);
    last_years_findings(assessment, console);
    beside_the_workbooks(folder, assessment, console);
    coverage(folder, assessment, console);
    differences(folder, assessment, console);
    undefined(folder, assessment, console);
    stale(out, outputs, console);
    for output in outputs {
        console.done(&out.join(&output.path).display().to_string());
    }
}

/// What lies among the returned workbooks and was not read, or not as somebody has it before them.
pub(crate) fn beside_the_workbooks(folder: &Folder, assessment: &Assessment, console: &Console) {
    let year = assessment.this.edition.year();
    // A folder within a folder of rounds is nobody's round.
    for path in folders_not_read(&folder.submissions(year)) {
        console.line(&format!("{}是文件夹，里面的文件没有读", path.display()));
    }
    for open in open_workbooks(folder, year) {
        console.line(&open);
    }
}

fn coverage(folder: &Folder, assessment: &Assessment, console: &Console) {
    let expected = folder.bureau.schools().len();
    let Collected {
        edition, n_schools, ..
    } = &assessment.this;
    let region = &folder.bureau.own_region().name;
    console.line(&format!(
        "{region}{}年：{n_schools}/{expected}所学校的数据",
        edition.year()
    ));
}

/// Changes rest on last year's workbooks as much as on this year's.
pub(crate) fn last_years_findings(assessment: &Assessment, console: &Console) {
    let blocking: Vec<Finding> = assessment
        .last_findings
        .iter()
        .filter(|finding| finding.blocks())
        .cloned()
        .collect();
    if blocking.is_empty() {
        return;
    }
    console.line(&format!(
        "上年的工作簿有{}处强制或核实问题，影响与上年的比较：",
        blocking.len()
    ));
    console.findings(&blocking);
}

/// A share that means nothing is easily overlooked among a hundred figures.
fn undefined(folder: &Folder, assessment: &Assessment, console: &Console) {
    let year = assessment.this.edition.year();
    for fact in assessment.facts.iter() {
        let Outcome::Undefined {
            numerator,
            denominator,
            reason,
        } = &fact.outcome
        else {
            continue;
        };
        let Some(indicator) = assessment.this.edition.indicator(&fact.key.indicator) else {
            continue;
        };
        if fact.key.year != year || !fact.in_force {
            continue;
        }
        let entity = folder
            .bureau
            .entity(&fact.key.entity)
            .map_or("", |entity| entity.short());
        let (part, whole) = (
            numerator.value.to_plain_text(),
            denominator.value.to_plain_text(),
        );
        console.line(&format!(
            "{entity} {}：{part} ÷ {whole}，{}",
            indicator.name,
            reason.words()
        ));
    }
}

/// Outputs of an earlier run that this one was not asked for still say what was so then.
fn stale(out: &Path, outputs: &[Output], console: &Console) {
    let is_written = |path: &Path| outputs.iter().any(|output| output.path == path);
    let data = voced_writers::all()
        .iter()
        .filter_map(|writer| match writer.write {
            Write::Data { path, .. } | Write::Rows { path, .. } => Some(PathBuf::from(path)),
            Write::Document { .. } => None,
        });
    let stale: Vec<String> = data
        .chain(documents_in(out))
        .filter(|path| !is_written(path) && out.join(path).exists())
        .map(|path| path.display().to_string())
        .collect();
    if !stale.is_empty() {
        console.line(&format!(
            "本次没有更新、仍是以前结果的文件：{}",
            stale.join("、")
        ));
    }
}

/// Reports that lie in the output folder, whatever their title is.
fn documents_in(out: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["", Audience::Internal.name()] {
        let entries = std::fs::read_dir(out.join(folder))
            .into_iter()
            .flatten()
            .flatten();
        let names = entries.map(|entry| PathBuf::from(entry.file_name()));
        let is_report = |name: &PathBuf| {
            let extension = name.extension().and_then(|extension| extension.to_str());
            let stem = name.to_string_lossy();
            matches!(extension, Some("docx" | "html" | "pdf")) && stem.contains("报告")
        };
        found.extend(
            names
                .filter(is_report)
                .map(|name| Path::new(folder).join(name)),
        );
    }
    found.sort();
    found
}

/// Every figure of the printed report that does not come out, with both values and why.
fn differences(folder: &Folder, assessment: &Assessment, console: &Console) {
    let Some(comparison) = &assessment.comparison else {
        return;
    };
    let Comparison {
        agreed,
        differences,
        unit_slips,
    } = comparison;
    console.line(&format!(
        "与已公布的报告核对：{}处一致，{}处不同，{}处把百分点写成%",
        agreed.len(),
        differences.len(),
        unit_slips.len()
    ));
    for difference in differences {
        let printed = &difference.printed;
        let edition = &assessment.this.edition;
        let name = edition
            .indicator(&printed.indicator)
            .map_or("", |found| &found.name);
        let entity = folder
            .bureau
            .entity(&printed.entity)
            .map_or("", |entity| entity.short());
        let unit = if printed.text.contains(':') {
            ""
        } else {
            printed.unit.symbol()
        };
        console.line(&format!(
            "  {} {entity} {name}：公布{}{unit}，汇总{}。{}",
            printed.section, printed.text, difference.computed, difference.reason
        ));
    }
}
