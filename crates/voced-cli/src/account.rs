//! What is said of a run when it is over: findings, coverage, what is undefined, what differs from
//! the printed report, what was written.

use chrono::NaiveDate;
use voced_domain::{Comparison, Finding, Outcome, ReferenceYear};
use voced_folder::{Folder, Output, OutputFolder};
use voced_ingest::OWN_OUTPUT;
use voced_outputs::{ALL, Command, Documents, Obstacle, report_formats};
use voced_pipeline::{Assessment, Collected};
use voced_workflow::{Notice, Reported};

use crate::{Console, Failure};

/// Says all of a report run, findings first.
pub(crate) fn report(folder: &Folder, reported: &Reported, console: &Console) {
    let Reported {
        assessment,
        place,
        outputs,
        ..
    } = reported;
    for line in &outputs.left_out {
        console.line(line);
    }
    console.findings(&assessment.findings);
    last_years_findings(assessment, console);
    not_read(folder, assessment, console);
    coverage(assessment, console);
    differences(assessment, console);
    undefined(assessment, console);
    stale(place, &outputs.files, console);
    for output in &outputs.files {
        console.done(&place.place(output.path()).display().to_string());
    }
}

/// That an earlier run did not come to its end.
pub(crate) fn interrupted(place: &OutputFolder, console: &Console) {
    if place.was_interrupted() {
        notice(&Notice::Finished(place), console);
    }
    set_aside(place, console);
}

/// Puts outputs in their places, and says what was set aside for them, also where that fails.
pub(crate) fn put_in_place(
    place: &OutputFolder,
    outputs: &[Output],
    console: &Console,
) -> Result<(), Failure> {
    let placed = place.replace(outputs);
    set_aside(place, console);
    Ok(placed?)
}

/// Says what happened on the way of an act.
pub(crate) fn notice(notice: &Notice<'_>, console: &Console) {
    let said = notice.to_string();
    match notice {
        Notice::Finished(_) => console.line(&said),
        Notice::SetAside(_) | Notice::NotRecorded(_) => console.warning(&said),
    }
}

/// Files that are not as they were written, and where they are now.
pub(crate) fn set_aside(place: &OutputFolder, console: &Console) {
    for found in place.take_set_aside() {
        notice(&Notice::SetAside(found), console);
    }
}

/// Says which day of issue the reports bear where nobody gave one.
pub(crate) fn day_of_issue(given: Option<NaiveDate>, documents: &Documents, console: &Console) {
    let Some(report) = documents.reports.first().filter(|_| given.is_none()) else {
        return;
    };
    let day = report.issued_in_words();
    console.line(&format!(
        "没有写明签发日期，封面写作{day}；实际日期用--issued写明，如--issued {}",
        report.issued
    ));
}

/// Says what kept reports from being written, and whether that is to be mended.
pub(crate) fn documents(
    folder: &Folder,
    documents: &Documents,
    year: ReferenceYear,
    console: &Console,
) -> bool {
    let Some(obstacle) = &documents.obstacle else {
        return false;
    };
    let failure = no_report(folder, obstacle, year, console);
    if matches!(obstacle, Obstacle::NoTexts) {
        console.line(&failure.to_string());
        return false;
    }
    console.failure(&failure);
    true
}

/// Why there is no report.
pub(crate) fn no_report(
    folder: &Folder,
    obstacle: &Obstacle,
    year: ReferenceYear,
    console: &Console,
) -> Failure {
    let formats = report_formats();
    match obstacle {
        Obstacle::NoTexts => {
            let missing = folder.year_folder(year).join("narrative");
            let example = console.program().example_texts;
            Failure::new(
                format!("没有报告正文{}，没有写报告（{formats}）", missing.display()),
                format!("请放入大纲outline.toml和各节的文字，可从{example}改起"),
            )
        }
        Obstacle::OpenErrors => Failure::new(
            format!("有强制问题待改正，没有写报告（{formats}）"),
            "请先改正；要先看草稿，加--draft",
        ),
        Obstacle::Texts(error) => {
            let narrative = folder.narrative_folder(year).unwrap_or_default();
            Failure::of(format!(
                "报告正文（{}）有错，没有写报告\n{error}",
                narrative.display()
            ))
        }
    }
}

/// What the sentences of the report say against one another or against the data.
pub(crate) fn contradictions(said: &[String], console: &Console) {
    if !said.is_empty() {
        console.line(&format!(
            "正文有{}处与数据或前后矛盾，请改正后重新写出：",
            said.len()
        ));
    }
    for line in said {
        console.line(line);
    }
}

/// What lies among the returned workbooks and was not read, or not as somebody has it before them.
pub(crate) fn not_read(folder: &Folder, assessment: &Assessment, console: &Console) {
    for line in folder.not_read(assessment.year()) {
        console.line(&line);
    }
    // Whoever put a signed 确认表 there waits for something to come of it.
    let is_own = |finding: &&Finding| finding.rule.as_str() == OWN_OUTPUT.code;
    for finding in assessment.findings.iter().filter(is_own) {
        console.line(&finding.to_string());
    }
}

fn coverage(assessment: &Assessment, console: &Console) {
    let expected = assessment.bureau.schools().len();
    let Collected {
        edition, n_schools, ..
    } = &assessment.this;
    let region = &assessment.bureau.own_region().name;
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
fn undefined(assessment: &Assessment, console: &Console) {
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
        let entity = assessment
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
fn stale(place: &OutputFolder, outputs: &[Output], console: &Console) {
    let is_written = |path: &str| outputs.iter().any(|output| output.path() == path);
    let of_this_command = ALL
        .iter()
        .filter(|output| output.command() == Command::Report);
    let data = of_this_command.filter_map(|output| output.write.path());
    let data = data.filter(|path| place.place(path).exists());
    let stale: Vec<String> = data
        .map(str::to_owned)
        .chain(documents_in(place))
        .filter(|path| !is_written(path))
        .collect();
    if !stale.is_empty() {
        console.line(&format!(
            "本次没有更新、仍是以前结果的文件：{}",
            stale.join("、")
        ));
    }
}

/// Reports that earlier runs wrote, whatever their title is.
fn documents_in(place: &OutputFolder) -> Vec<String> {
    let documents = ALL.iter().filter(|output| output.write.is_document());
    let extensions: Vec<String> = documents
        .map(|output| format!(".{}", output.format))
        .collect();
    let is_report = |path: &String| extensions.iter().any(|found| path.ends_with(&**found));
    let written = place.written_before().into_iter();
    written.filter(is_report).collect()
}

/// Every figure of the printed report that does not come out, with both values and why.
fn differences(assessment: &Assessment, console: &Console) {
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
        let entity = assessment
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
