//! A school: where it stands, what was found in its workbook, and the workbook's sheets with each fault at its
//! cell.

use std::fs;

use maud::{Markup, html};
use voced_domain::{EntityCode, Finding, School, SchoolStatus};
use voced_ingest::{ShownSheet, sheets_as_shown};

use super::{findings, layout, sheet};
use crate::desk::Year;

/// The sheet by which the program knows a workbook again; it is for nobody's eyes.
const META: &str = "_meta";

/// The page of a school; nothing where the bureau has none of this code. `wanted` is the number of the sheet.
pub(super) fn page(known: &Year, code: &EntityCode, wanted: Option<usize>) -> Option<Markup> {
    let school = known.assessment.bureau.school(code)?;
    let view = View::of(known, school);
    let at = wanted.or_else(|| view.first_faulty()).unwrap_or_default();
    let content = html! {
        h1 { (school.name) }
        (view.summary())
        (view.changes())
        @if !view.findings.is_empty() {
            section aria-labelledby="findings" {
                h2 id="findings" { "问题" }
                ul.findings { @for finding in &view.findings { (view.told(finding)) } }
            }
        }
        (view.signing())
        @if let Some(shown) = view.sheets.get(at) {
            section aria-labelledby="sheets" {
                h2 id="sheets" { "工作簿" }
                (view.tabs(at))
                (sheet::table(shown, &view.on_sheet(&shown.name)))
            }
        }
    };
    Some(layout::page(known, &school.short, &content))
}

/// A school with its workbook and what was found in it.
struct View<'a> {
    known: &'a Year,
    school: &'a School,
    /// The workbook that counts; empty where there is none.
    file: String,
    sheets: Vec<ShownSheet>,
    /// What waits for an answer first.
    findings: Vec<&'a Finding>,
}

impl<'a> View<'a> {
    fn of(known: &'a Year, school: &'a School) -> Self {
        let findings = known.assessment.findings.iter();
        let own = findings.filter(|one| one.school.as_ref() == Some(&school.code));
        let mut findings: Vec<&Finding> = own.filter(|one| !one.is_bureaus()).collect();
        findings.sort_by_key(|one| (!one.blocks(), one.severity));
        let (file, sheets) = workbook(known, &school.code);
        Self {
            known,
            school,
            file,
            sheets,
            findings,
        }
    }

    fn summary(&self) -> Markup {
        let open = self.findings.iter().filter(|one| one.blocks()).count();
        html! {
            p {
                @if self.file.is_empty() {
                    "没有可用的工作簿。"
                } @else {
                    "工作簿：" (self.file) "。"
                }
                @if self.file.is_empty() && open == 0 {
                    "还没有交回。"
                } @else if open == 0 {
                    "没有待处理的问题。"
                } @else {
                    (open) "个问题待处理。"
                }
            }
        }
    }

    /// What the newest workbook changed.
    fn changes(&self) -> Markup {
        let assessment = &self.known.assessment;
        let mut progress = assessment.progress.iter();
        let own = progress.find(|one| one.school == self.school.code);
        let round = own.and_then(|own| own.round.as_ref());
        html! {
            @if let Some(round) = round {
                details {
                    summary {
                        "第" (round.number) "次交回：比“" (round.before) "”改动" (round.changes.len())
                        "处，解决" (round.closed.len()) "个问题"
                    }
                    ul {
                        @for change in &round.changes {
                            li { (change.name) "：" (change.before) " → " (change.after) }
                        }
                    }
                }
            }
        }
    }

    /// The findings of a sheet of the workbook.
    fn on_sheet(&self, title: &str) -> Vec<&'a Finding> {
        let is_there = |finding: &&&Finding| {
            let mut places = finding.locations.iter();
            places.any(|place| place.file == self.file && place.sheet.as_deref() == Some(title))
        };
        self.findings.iter().filter(is_there).copied().collect()
    }

    fn n_open(&self, title: &str) -> usize {
        let own = self.on_sheet(title).into_iter();
        own.filter(|one| one.blocks()).count()
    }

    fn first_faulty(&self) -> Option<usize> {
        let mut sheets = self.sheets.iter();
        sheets.position(|sheet| self.n_open(&sheet.name) > 0)
    }

    /// A finding with a way to its cell.
    fn told(&self, finding: &Finding) -> Markup {
        let place = finding.place().filter(|place| place.file == self.file);
        let way = place.and_then(|place| {
            let mut sheets = self.sheets.iter();
            let title = place.sheet.as_deref();
            let sheet = sheets.position(|sheet| Some(&*sheet.name) == title)?;
            let at = place
                .cell
                .map_or("sheets".to_owned(), |cell| cell.to_string());
            Some(self.address(sheet, &at))
        });
        let waiving = finding.blocks().then(|| self.waiving(finding));
        findings::told_with(finding, way.as_deref(), waiving.as_ref())
    }

    /// A form by which the bureau lets a finding stand as it is.
    fn waiving(&self, finding: &Finding) -> Markup {
        let year = self.known.assessment.year();
        let values = finding.rests_on().to_string();
        let id = |name: &str| format!("{name}-{}-{values}", finding.rule);
        html! {
            details {
                summary { "豁免" }
                form method="post" action=(format!("/{year}/waive")) {
                    input type="hidden" name="school" value=(self.school.code);
                    input type="hidden" name="rule" value=(finding.rule);
                    input type="hidden" name="values" value=(values);
                    p { "针对" (values) "，数字变了就不再有效。" }
                    p {
                        label for=(id("by")) { "谁同意的" }
                        input id=(id("by")) name="by" required;
                    }
                    p {
                        label for=(id("reason")) { "为什么" }
                        input id=(id("reason")) name="reason" required;
                    }
                    button type="submit" { "豁免" }
                }
            }
        }
    }

    /// A form by which a signature is written down, where the school may sign.
    fn signing(&self) -> Markup {
        let assessment = &self.known.assessment;
        let year = assessment.year();
        let mut progress = assessment.progress.iter();
        let status = progress.find(|one| one.school == self.school.code);
        let status = status.map(|one| one.status);
        html! {
            @if status == Some(SchoolStatus::Signed) { p.good { "已签字。" } }
            @if status == Some(SchoolStatus::Passed) {
                section aria-labelledby="sign" {
                    h2 id="sign" { "登记签字" }
                    form method="post" action=(format!("/{year}/confirm")) {
                        input type="hidden" name="school" value=(self.school.code);
                        p {
                            label for="code" { "确认表上的数据校验码" }
                            input id="code" name="code" required autocomplete="off";
                        }
                        button type="submit" { "登记" }
                    }
                }
            }
        }
    }

    fn address(&self, sheet: usize, at: &str) -> String {
        let (year, code) = (self.known.assessment.year(), &self.school.code);
        format!("/{year}/school/{code}?sheet={sheet}#{at}")
    }

    /// One link for each sheet, with how much is open on it.
    fn tabs(&self, at: usize) -> Markup {
        html! {
            nav.tabs aria-label="工作表" {
                @for (idx, sheet) in self.sheets.iter().enumerate() {
                    @let open = self.n_open(&sheet.name);
                    a href=(self.address(idx, "sheets")) aria-current=[(idx == at).then_some("page")] {
                        (sheet.name)
                        @if open > 0 { span.count { (open) } }
                    }
                }
            }
        }
    }
}

/// The workbook that counts, by its name, and its sheets as they look.
fn workbook(known: &Year, code: &EntityCode) -> (String, Vec<ShownSheet>) {
    let assessment = &*known.assessment;
    let workbook = assessment.this.dataset.workbook(code);
    let Some(name) = workbook.map(|workbook| workbook.file.clone()) else {
        return Default::default();
    };
    let files = known.folder.returned_files(assessment.year());
    let mut files = files.unwrap_or_default().into_iter();
    let file = files.find(|file| file.name() == name);
    let bytes = file.and_then(|file| fs::read(file.path).ok());
    let mut sheets = bytes.map_or_else(Vec::new, |bytes| sheets_as_shown(&bytes));
    sheets.retain(|sheet| sheet.name != META);
    (name, sheets)
}
