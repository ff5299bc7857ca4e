//! Findings as a text to read on a terminal: by school and sheet, what blocks first.

use std::fmt::Write as _;

use voced_domain::{
    Entity, EntityCode, Finding, FindingStatus, School, SchoolProgress, SchoolStatus, Severity,
    Waiver,
};
use voced_writers::check::CheckRun;

use crate::console::label;

/// The whole text.
pub(crate) fn text(check: &CheckRun<'_>, waivers: &[Waiver], only: Option<&School>) -> String {
    let mut text = String::new();
    if only.is_none() {
        head(&mut text, check);
    }
    let shown = |code: &EntityCode| only.is_none_or(|only| only.code == *code);
    let unknown: Vec<&Finding> = check
        .run
        .findings
        .iter()
        .filter(|finding| finding.school.is_none())
        .collect();
    if only.is_none() && !unknown.is_empty() {
        text.push_str("\n认不出是哪所学校的\n");
        findings(&mut text, &unknown, Whose::Schools);
    }
    for progress in check.progress.iter().filter(|found| shown(&found.school)) {
        school(&mut text, check, progress);
    }
    if only.is_none() {
        for region in check.run.bureau.regions() {
            let own = of(check, &region.code);
            if !own.is_empty() {
                let _ = writeln!(
                    text,
                    "\n{}（{}）　{}",
                    region.name,
                    region.whole(),
                    counts(&own)
                );
                findings(&mut text, &own, Whose::Regions);
            }
        }
        unused(&mut text, check, waivers);
    }
    text
}

fn head(text: &mut String, check: &CheckRun<'_>) {
    let run = &check.run;
    let all: Vec<&Finding> = run.findings.iter().collect();
    let _ = writeln!(
        text,
        "{}{}年数据核查：{}所学校，{}\n{}",
        run.bureau.own_region().name,
        run.this.edition.year(),
        check.progress.len(),
        statuses(check.progress),
        counts(&all)
    );
}

/// The status of each school with the number of them, `退回2`.
fn statuses(progress: &[SchoolProgress]) -> String {
    let count = |status: &SchoolStatus| {
        let count = progress
            .iter()
            .filter(|found| found.status == *status)
            .count();
        (count > 0).then(|| format!("{}{count}", status.name()))
    };
    let counts: Vec<String> = SchoolStatus::ALL.iter().filter_map(count).collect();
    counts.join("，")
}

/// `强制4，核实2，提示12（另有已说明1、已豁免3）`.
fn counts(findings: &[&Finding]) -> String {
    let open = |severity: Severity| {
        let is_one = |finding: &&&Finding| {
            finding.severity == severity && finding.status == FindingStatus::Open
        };
        format!(
            "{}{}",
            severity.name(),
            findings.iter().filter(is_one).count()
        )
    };
    let answered = |status: FindingStatus| {
        let count = findings
            .iter()
            .filter(|finding| finding.status == status)
            .count();
        (count > 0).then(|| format!("{}{count}", status.name()))
    };
    let open = [Severity::Error, Severity::Explain, Severity::Notice].map(open);
    let answered = [FindingStatus::Explained, FindingStatus::Waived].map(answered);
    let answered: Vec<String> = answered.into_iter().flatten().collect();
    let also = if answered.is_empty() {
        String::new()
    } else {
        format!("（另有{}）", answered.join("、"))
    };
    format!("{}{also}", open.join("，"))
}

fn of<'a>(check: &CheckRun<'a>, entity: &EntityCode) -> Vec<&'a Finding> {
    check.findings_of(entity).collect()
}

fn school(text: &mut String, check: &CheckRun<'_>, progress: &SchoolProgress) {
    let own = of(check, &progress.school);
    let entity = check.run.bureau.entity(&progress.school);
    let workbook = check.run.this.dataset.workbook(&progress.school);
    let _ = writeln!(
        text,
        "\n{}　{}　{}　{}",
        entity.map_or("", Entity::short),
        progress.status.name(),
        counts(&own),
        workbook.map_or("", |workbook| &workbook.file)
    );
    if let Some(round) = &progress.round {
        let _ = writeln!(
            text,
            "  已交回{}次（上次是{}）：改动{}处，解决{}个问题",
            round.number,
            round.before,
            round.changes.len(),
            round.closed.len()
        );
        for change in &round.changes {
            let place = change.place.on_sheet();
            let (before, after) = (&change.before, &change.after);
            let _ = writeln!(text, "    {place} {}：{before} → {after}", change.name);
        }
    }
    findings(text, &own, Whose::Schools);
}

/// Whose findings are told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Schools,
    Regions,
}

/// Open ones in full under their sheets, answered ones with the answer; notices are counted.
fn findings(text: &mut String, findings: &[&Finding], whose: Whose) {
    let mut sheet: Option<&str> = None;
    let shown = findings.iter().filter(|finding| finding.severity.blocks());
    for finding in shown {
        let place = finding.place();
        let here = place.map(|place| place.sheet.as_deref().unwrap_or(&place.file));
        if here != sheet {
            let _ = writeln!(text, "  {}", here.unwrap_or(""));
            sheet = here;
        }
        one(text, finding, whose);
    }
    let is_notice = |finding: &&&Finding| !finding.severity.blocks();
    let notices = findings.iter().filter(is_notice).count();
    if notices > 0 {
        let _ = writeln!(text, "  另有提示{notices}条，见核查报告.xlsx");
    }
}

/// A figure of the whole region stands in no one cell.
fn one(text: &mut String, finding: &Finding, whose: Whose) {
    let cell = finding.place().and_then(|place| place.cell);
    let cell = cell
        .filter(|_| whose == Whose::Schools)
        .map_or(String::new(), |cell| format!("{cell} "));
    let label = label(finding);
    let also: Vec<&str> = finding
        .same_cause
        .iter()
        .map(voced_domain::RuleCode::as_str)
        .collect();
    let also = if also.is_empty() {
        String::new()
    } else {
        format!("，一并引起{}", also.join("、"))
    };
    let muted = match finding.blocked_checks {
        0 => String::new(),
        count => format!("，另有{count}项因此不能核对"),
    };
    let _ = writeln!(
        text,
        "    {label} {cell}{}（{}{also}{muted}）",
        finding.message, finding.rule
    );
    match (&finding.reply, finding.status) {
        (Some(reply), FindingStatus::Open) => {
            let _ = writeln!(text, "         {}\n         {}", finding.remedy, reply.text);
        }
        (Some(reply), _) => {
            let on = reply
                .on
                .as_ref()
                .map_or(String::new(), |on| format!("，{on}"));
            let _ = writeln!(text, "         {}（{}{on}）", reply.text, reply.by);
        }
        (None, _) => {
            let _ = writeln!(text, "         {}", finding.remedy);
        }
    }
}

/// Waivers that no finding asks for any more.
fn unused(text: &mut String, check: &CheckRun<'_>, waivers: &[Waiver]) {
    let is_used = |waiver: &&Waiver| {
        check
            .run
            .findings
            .iter()
            .any(|finding| waiver.answers(finding))
    };
    let unused: Vec<&Waiver> = waivers.iter().filter(|waiver| !is_used(waiver)).collect();
    if unused.is_empty() {
        return;
    }
    text.push_str("\n没有用上的豁免\n");
    for waiver in unused {
        let _ = writeln!(
            text,
            "  {} {} {}：{}",
            waiver.rule,
            waiver.school,
            waiver.values,
            would_fit(check, waiver)
        );
    }
}

/// What a waiver that answers nothing would have to name.
fn would_fit(check: &CheckRun<'_>, waiver: &Waiver) -> String {
    let findings = check.run.findings.iter();
    let about = findings.filter(|finding| waiver.is_about(finding));
    let values: Vec<String> = about
        .map(|finding| format!("“{}”", finding.rests_on()))
        .collect();
    match values.as_slice() {
        [] => "现在没有这个问题，可以删去".to_owned(),
        values => format!("现在是{}，仍要豁免的请改values", values.join("、")),
    }
}
