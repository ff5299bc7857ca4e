//! A school: where it stands, what was found in its workbook, and the workbook's sheets with each fault at its
//! cell.

use std::fs;

use maud::{Markup, html};
use voced_domain::{EntityCode, Finding, ItemCode, RecordedStep, RuleCard, School, SchoolStatus};
use voced_ingest::{ShownSheet, sheets_as_shown};
use voced_pipeline::rules;
use voced_writers::check::Written as Sent;

use super::home::class_of;
use super::layout::Page;
use super::{findings, sheet};
use crate::desk::Year;
use crate::downloads::to_schools;

/// The sheet by which the program knows a workbook again; it is for nobody's eyes.
const META: &str = "_meta";
/// What is found more often than this in one workbook is folded.
const MOST_ALIKE: usize = 4;

/// The page of a school; nothing where the bureau has none of this code. `wanted` is the number of the sheet.
pub(super) fn page(known: &Year, code: &EntityCode, wanted: Option<usize>) -> Option<Page> {
    let school = known.assessment.bureau.school(code)?;
    let view = View::of(known, school);
    let at = wanted.or_else(|| view.first_faulty()).unwrap_or_default();
    let content = html! {
        h1 { (school.name) }
        (view.summary())
        (view.changes())
        (view.signing())
        (view.found())
        @if let Some(shown) = view.sheets.get(at) {
            section aria-labelledby="sheets" {
                h2 id="sheets" { "工作簿" }
                (view.tabs(at))
                (sheet::table(shown, &view.on_sheet(&shown.name), &|item| view.beside(item)))
            }
        }
    };
    Some(Page::new(school.short.clone(), content))
}

/// A school with its workbook and what was found in it.
struct View<'a> {
    known: &'a Year,
    school: &'a School,
    cards: Vec<RuleCard>,
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
            cards: rules(&known.assessment.this.edition),
            file,
            sheets,
            findings,
        }
    }

    fn summary(&self) -> Markup {
        let open = self.findings.iter().filter(|one| one.blocks()).count();
        let status = self.known.status(&self.school.code);
        html! {
            p {
                span class=(format!("status {}", class_of(status))) { (status.name()) } " "
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
            (self.to_send())
        }
    }

    /// What goes back to the school as things stand.
    fn to_send(&self) -> Markup {
        let code = self.school.code.as_str();
        let is_sent = |sent| !to_schools(self.known, sent, code).is_empty();
        let year = self.known.assessment.year();
        let button = |name: &str, text: &str| {
            html! {
                form.inline method="post" action=(format!("/{year}/pack/{name}")) {
                    input type="hidden" name="school" value=(code);
                    button.quiet type="submit" { (text) }
                }
            }
        };
        html! {
            @if is_sent(Sent::Returned) { (button("returned", "下载退回的工作簿")) }
            @if is_sent(Sent::Confirmation) { (button("to-sign", "下载确认表")) }
        }
    }

    /// What was found, rule by rule; what is many times the same is folded.
    fn found(&self) -> Markup {
        let mut by_rule: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
        for finding in &self.findings {
            let alike = |(first, _): &&mut (&Finding, Vec<&Finding>)| {
                (&first.rule, first.status) == (&finding.rule, finding.status)
            };
            match by_rule.iter_mut().find(alike) {
                Some((_, found)) => found.push(finding),
                None => by_rule.push((finding, vec![finding])),
            }
        }
        html! {
            @if !self.findings.is_empty() {
                section aria-labelledby="findings" {
                    h2 id="findings" { "问题" }
                    @for (first, found) in &by_rule {
                        @let lines = html! {
                            ul.findings { @for finding in found { (self.told(finding)) } }
                        };
                        @if found.len() > MOST_ALIKE {
                            details {
                                summary { (first.name) "，" (found.len()) "处" }
                                (lines)
                            }
                        } @else {
                            (lines)
                        }
                    }
                }
            }
        }
    }

    /// What stands beside an item: last year's answer, and those of the other schools.
    fn beside(&self, item: &ItemCode) -> Option<String> {
        let assessment = &self.known.assessment;
        let last = assessment.year().previous();
        let beside = assessment.beside(self.school, item);
        let last_year = beside
            .last_year
            .map(|value| format!("{last}年{}", value.to_short_text()));
        let others = beside.lowest.zip(beside.highest);
        let others = others.map(|((low, lowest), (high, highest))| {
            let (lowest, highest) = (lowest.to_short_text(), highest.to_short_text());
            format!(
                "其他学校最少{lowest}（{}），最多{highest}（{}）",
                low.short, high.short
            )
        });
        let parts: Vec<String> = last_year.into_iter().chain(others).collect();
        (!parts.is_empty()).then(|| parts.join("；"))
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
                        @if round.changes.is_empty() { "和上次的数一样。" }
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
        let mut cards = self.cards.iter();
        let card = cards.find(|card| card.code == finding.rule.as_str());
        let more = html! {
            @if finding.blocks() {
                (findings::apart(self.known, finding))
                div.acts {
                    (self.waiving(finding))
                    @if let Some(card) = card { (findings::why(card)) }
                }
            }
        };
        findings::told_with(finding, way.as_deref(), Some(&more))
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
                    p { "豁免是本局同意照这样不改。针对" (values) "，数字变了就不再有效。" }
                    p {
                        label for=(id("by")) { "谁同意的" }
                        input id=(id("by")) name="by" required maxlength="60";
                    }
                    p {
                        label for=(id("reason")) { "为什么" }
                        input id=(id("reason")) name="reason" required minlength="4" maxlength="500";
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
        let status = self.known.status(&self.school.code);
        html! {
            @if status == SchoolStatus::Signed { p.good { "已签字" (self.signature()) "。" } }
            @if status == SchoolStatus::Passed {
                section aria-labelledby="sign" {
                    h2 id="sign" { "登记签字" }
                    form method="post" action=(format!("/{year}/confirm")) {
                        input type="hidden" name="school" value=(self.school.code);
                        p {
                            label for="code" { "确认表上的数据校验码" }
                            input id="code" name="code" required autocomplete="off" maxlength="80";
                        }
                        p {
                            label for="noted-by" { "谁登记的（可不填）" }
                            input id="noted-by" name="by" maxlength="60";
                        }
                        button type="submit" { "登记" }
                    }
                }
            }
        }
    }

    /// When it signed, and for what.
    fn signature(&self) -> String {
        let lines = self.known.assessment.record.lines.iter();
        let mut own = lines.filter(|line| line.entity == self.school.code);
        let signed = own.rfind(|line| line.step == RecordedStep::Signed);
        signed.map_or(String::new(), |line| {
            let by = if line.by.is_empty() {
                String::new()
            } else {
                format!("，{}登记", line.by)
            };
            format!("（{}，校验码{}{by}）", line.on, line.code)
        })
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
