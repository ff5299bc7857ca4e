//! 核查报告.xlsx: where each school stands, what was found, by school and rule, and what each new
//! workbook changed.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, FormatAlign, FormatUnderline, Url, Workbook, XlsxError};
use voced_domain::{
    Entity, EntityCode, Finding, FindingStatus, Location, PersonToCall, Position, Quantity,
    RuleCode, SchoolProgress, SchoolStatus, Severity,
};
use voced_sheet::{self as sheet, Grid, List, Shown, palette, saved};

use super::{CheckRun, Written};
use crate::WriteError;

const FIRST_ROW: u32 = 3;
const GROUNDS: [(SchoolStatus, u32); 5] = [
    (SchoolStatus::NotReported, palette::ERROR_GROUND),
    (SchoolStatus::Returned, palette::ERROR_GROUND),
    (SchoolStatus::ToExplain, palette::EXPLAIN_GROUND),
    (SchoolStatus::Passed, palette::DONE_GROUND),
    (SchoolStatus::Signed, palette::DONE_GROUND),
];

/// Writes the bureau's report of a check.
///
/// # Errors
/// A [`WriteError`] where a text exceeds what the format holds.
pub fn write(check: &CheckRun<'_>) -> Result<Vec<u8>, WriteError> {
    let run = check.run;
    let year = run.this.edition.year();
    let title = format!("{}{year}年数据核查报告", run.bureau.own_region().name);
    let mut workbook = Workbook::new();
    sheet::properties(&mut workbook, &title, &run.bureau.name, run.issued)?;
    let book = Book { check, title };
    book.status(&mut workbook)?;
    book.findings(&mut workbook)?;
    book.matrix(&mut workbook)?;
    book.rules(&mut workbook)?;
    book.rounds(&mut workbook)?;
    Ok(saved(&mut workbook)?)
}

struct Book<'a> {
    check: &'a CheckRun<'a>,
    title: String,
}

fn heads(columns: &[(&str, f64)]) -> Vec<sheet::Head> {
    columns
        .iter()
        .map(|(head, width)| ((*head).to_owned(), *width))
        .collect()
}

impl Book<'_> {
    /// 各校状态: for the phone calls.
    fn status(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            ("学校", 28.0),
            ("状态", 10.0),
            ("强制", 8.0),
            ("核实", 8.0),
            ("提示", 8.0),
            ("已说明", 9.0),
            ("已豁免", 9.0),
            ("第几次", 9.0),
            ("填报人", 16.0),
            ("联系电话", 18.0),
            ("工作簿", 30.0),
            ("退回或确认表", 14.0),
        ];
        let remark = self.status_remark();
        let mut grid = Grid::new(
            workbook,
            "各校状态",
            (&self.title, &remark),
            &heads(&columns),
            1,
        )?;
        for (row, progress) in (FIRST_ROW..).zip(self.check.progress) {
            self.status_row(&mut grid, row, progress)?;
        }
        let last = FIRST_ROW + u32::try_from(self.check.progress.len()).unwrap_or(0);
        let region = self.check.run.bureau.own_region();
        let own = &region.code;
        let whole = region.whole();
        grid.text(last, 0, &format!("{}（{whole}）", self.name(own)))?;
        self.counts(&mut grid, last, own)?;
        grid.allow_digits_as_text(Position {
            row: last,
            column: 11,
        })?;
        grid.finish()
    }

    fn status_remark(&self) -> String {
        let count = |status: &SchoolStatus| {
            let mut of = self.check.progress.iter();
            let count = of.by_ref().filter(|found| found.status == *status).count();
            format!("{}{count}", status.name())
        };
        let counts: Vec<String> = SchoolStatus::ALL.iter().map(count).collect();
        format!("{}所学校：{}", self.check.progress.len(), counts.join("，"))
    }

    fn status_row(
        &self,
        grid: &mut Grid<'_>,
        row: u32,
        progress: &SchoolProgress,
    ) -> Result<(), XlsxError> {
        let school = &progress.school;
        grid.text(row, 0, self.name(school))?;
        let ground = GROUNDS
            .iter()
            .find(|(status, _)| *status == progress.status);
        let format = sheet::cell().set_align(FormatAlign::Center);
        let format = ground.map_or(format.clone(), |(_, ground)| {
            format.set_background_color(*ground)
        });
        grid.text_as(row, 1, progress.status.name(), &format)?;
        self.counts(grid, row, school)?;
        let dataset = self.check.run.this.dataset;
        let workbook = dataset.workbook(school);
        let round = progress.round.as_ref().map_or(1, |round| round.number);
        let round = workbook.map_or(String::new(), |_| format!("第{round}次"));
        grid.centred(row, 7, &round)?;
        // A school that sent nothing is the one to be called: the roster knows whom.
        let known = self.check.run.bureau.school(school);
        let person = known.map(|school| PersonToCall::of(school, dataset));
        let person = person.unwrap_or_default();
        grid.text(row, 8, &person.contact)?;
        grid.text(row, 9, &person.phone)?;
        grid.text(row, 10, workbook.map_or("", |found| &found.file))?;
        match self.check.written_for(school) {
            Some((_, file)) => file_link(grid, (row, 11), "打开", &file),
            None => grid.text(row, 11, ""),
        }
    }

    fn counts(&self, grid: &mut Grid<'_>, row: u32, entity: &EntityCode) -> Result<(), XlsxError> {
        let open = |severity| {
            let is_one = move |finding: &&Finding| {
                finding.status == FindingStatus::Open && finding.severity == severity
            };
            self.check.findings_of(entity).filter(is_one).count()
        };
        let answered = |status| {
            self.check
                .findings_of(entity)
                .filter(|finding| finding.status == status)
                .count()
        };
        let counts = [
            open(Severity::Error),
            open(Severity::Explain),
            open(Severity::Notice),
            answered(FindingStatus::Explained),
            answered(FindingStatus::Waived),
        ];
        for (column, count) in (2..).zip(counts) {
            number(grid, row, column, count)?;
        }
        Ok(())
    }

    /// 问题清单: every finding, with a link to its cell in the workbook that goes back.
    fn findings(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            ("级别", 7.0),
            ("状态", 8.0),
            ("学校", 15.0),
            ("位置", 26.0),
            ("问题", 46.0),
            ("怎么办", 36.0),
            ("说明或豁免", 24.0),
            ("规则", 10.0),
            ("一并引起", 24.0),
            ("影响的指标", 60.0),
            ("针对的数字", 60.0),
        ];
        let findings = self.check.run.findings;
        let open = findings.iter().filter(|finding| finding.blocks()).count();
        let remark = format!(
            "共{}条，其中{open}条待改正或说明。豁免写入waivers.toml，values填“针对的数字”。",
            findings.len()
        );
        let mut grid = Grid::new(
            workbook,
            "问题清单",
            (&self.title, &remark),
            &heads(&columns),
            4,
        )?;
        for (row, finding) in (FIRST_ROW..).zip(findings) {
            self.finding_row(&mut grid, row, finding)?;
        }
        grid.table()?;
        // What is asked of whom, where, and what was answered.
        grid.print_columns(7);
        grid.finish()
    }

    fn finding_row(
        &self,
        grid: &mut Grid<'_>,
        row: u32,
        finding: &Finding,
    ) -> Result<(), XlsxError> {
        let ground = match (finding.blocks(), finding.severity) {
            (true, Severity::Error) => palette::ERROR_GROUND,
            (true, Severity::Explain) => palette::EXPLAIN_GROUND,
            _ => palette::PLAIN_GROUND,
        };
        let centred = sheet::cell()
            .set_align(FormatAlign::Center)
            .set_background_color(ground);
        grid.text_as(row, 0, finding.severity.name(), &centred)?;
        grid.centred(row, 1, finding.status.name())?;
        let school = finding.school.as_ref();
        let short = school.and_then(|code| self.check.run.bureau.entity_of_two_years(code));
        grid.text(row, 2, short.map_or("", Entity::short))?;
        self.place(grid, row, finding)?;
        grid.text(row, 4, &finding.message)?;
        grid.text(row, 5, &finding.remedy)?;
        let reply = finding.reply.as_ref().map_or(String::new(), |reply| {
            let on = reply
                .on
                .as_ref()
                .map_or(String::new(), |on| format!("，{on}"));
            format!("{}（{}{on}）", reply.text, reply.by)
        });
        grid.text(row, 6, &reply)?;
        grid.centred(row, 7, finding.rule.as_str())?;
        let also: Vec<&str> = finding.same_cause.iter().map(RuleCode::as_str).collect();
        let also = (!also.is_empty()).then(|| also.join("、"));
        let muted = (finding.blocked_checks > 0)
            .then(|| format!("另有{}项不能核对", finding.blocked_checks));
        let lines: Vec<String> = also.into_iter().chain(muted).collect();
        grid.text(row, 8, &lines.join("\n"))?;
        grid.text(row, 9, &self.affected(finding).join("、"))?;
        grid.text(row, 10, &finding.rests_on().to_string())
    }

    fn place(&self, grid: &mut Grid<'_>, row: u32, finding: &Finding) -> Result<(), XlsxError> {
        let Some(place) = finding.place() else {
            return grid.text(row, 3, "");
        };
        let Some(sheet) = &place.sheet else {
            return grid.text(row, 3, &place.file);
        };
        let text = place.on_sheet();
        let school = finding.school.as_ref();
        let written = school.and_then(|code| self.check.written_for(code));
        match (written, &place.cell) {
            (Some((Written::Returned, file)), Some(cell)) => {
                let sheet = sheet.replace('\'', "''");
                file_link(grid, (row, 3), &text, &format!("{file}#'{sheet}'!{cell}"))
            }
            _ => grid.text(row, 3, &format!("{} {text}", place.file)),
        }
    }

    /// Names of the indicators that rest on the item where the finding is.
    fn affected(&self, finding: &Finding) -> Vec<String> {
        let item = finding.place().and_then(|place| place.item.as_ref());
        let Some(item) = item else {
            return Vec::new();
        };
        let indicators = self.check.run.this.edition.indicators().iter();
        indicators
            .filter(|indicator| indicator.formula.items().any(|found| found == item))
            .map(|indicator| indicator.name.clone())
            .collect()
    }

    /// 学校和规则: how many findings each school has under each rule.
    fn matrix(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let mut counts: BTreeMap<&RuleCode, BTreeMap<&EntityCode, usize>> = BTreeMap::new();
        for finding in self.check.run.findings {
            let Some(school) = &finding.school else {
                continue;
            };
            let by_school = counts.entry(&finding.rule).or_default();
            *by_school.entry(school).or_default() += 1;
        }
        let bureau = self.check.run.bureau;
        let schools: Vec<&EntityCode> =
            bureau.schools().iter().map(|school| &school.code).collect();
        let entities: Vec<&EntityCode> = schools
            .into_iter()
            .chain([&bureau.own_region().code])
            .collect();
        let mut columns: Vec<(&str, usize)> = vec![("规则", 10), ("问题", 34), ("级别", 8)];
        columns.extend(
            entities
                .iter()
                .map(|code| (bureau.entity(code).map_or("", Entity::short), 16)),
        );
        columns.push(("合计", 8));
        let row = |(rule, by_school): (&&RuleCode, &BTreeMap<&EntityCode, usize>)| {
            let card = self.check.card(rule);
            let name = card.map_or("", |card| &card.name);
            let severity = card.map_or("", |card| card.severity.name());
            let mut cells = vec![
                Shown::text(rule.as_str()),
                Shown::text(name),
                Shown::text(severity),
            ];
            let count = |code: &&EntityCode| match by_school.get(*code) {
                Some(count) => shown(*count),
                None => Shown::text(""),
            };
            cells.extend(entities.iter().map(count));
            cells.push(shown(by_school.values().sum()));
            cells
        };
        let rows: Vec<Vec<Shown>> = counts.iter().map(row).collect();
        let remark = "每格是这所学校在这条规则下的问题数，含已说明和已豁免的。";
        let n_printed = u16::try_from(columns.len()).expect("schools fit on a sheet");
        let list = List {
            name: "学校和规则",
            heading: (&self.title, remark),
            columns: &columns,
            n_printed,
        };
        sheet::list(workbook, &list, &rows)
    }

    /// 规则: how often each passed, failed, or could not judge.
    fn rules(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            ("规则", 10),
            ("问题", 30),
            ("级别", 8),
            ("通过", 8),
            ("不通过", 8),
            ("不能判断", 10),
            ("查什么", 44),
            ("依据", 34),
        ];
        let row = |tally: &voced_domain::RuleTally| {
            let card = self.check.card(&tally.code);
            let text =
                |part: fn(&voced_domain::RuleCard) -> &str| Shown::text(card.map_or("", part));
            let count = |count: u32| shown(usize::try_from(count).unwrap_or(usize::MAX));
            vec![
                Shown::text(tally.code.as_str()),
                text(|card| &card.name),
                text(|card| card.severity.name()),
                count(tally.pass),
                count(tally.fail),
                count(tally.not_evaluable),
                text(|card| &card.manual.finds),
                text(|card| &card.source),
            ]
        };
        let rows: Vec<Vec<Shown>> = self.check.tallies.iter().map(row).collect();
        let remark = "一处错误使几条规则不通过的，问题清单只列一条；缺少数字的不判断。读取工作簿时的规则见问题清单。";
        let list = List {
            name: "规则",
            heading: (&self.title, remark),
            columns: &columns,
            n_printed: 8,
        };
        sheet::list(workbook, &list, &rows)
    }

    /// 各次变化: what the newest workbook of a school changed, and which findings it closed.
    fn rounds(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let columns = [
            ("学校", 24),
            ("第几次", 9),
            ("位置", 24),
            ("指标或问题", 50),
            ("上次", 24),
            ("本次", 24),
        ];
        let mut rows = Vec::new();
        for progress in self.check.progress {
            let Some(round) = &progress.round else {
                continue;
            };
            let school = Shown::text(self.name(&progress.school));
            let number = Shown::text(format!("第{}次", round.number));
            let place = |place: Option<&Location>| {
                Shown::text(place.map_or_else(String::new, Location::on_sheet))
            };
            rows.extend(round.changes.iter().map(|change| {
                vec![
                    school.clone(),
                    number.clone(),
                    place(Some(&change.place)),
                    Shown::text(&change.name),
                    Shown::text(&change.before),
                    Shown::text(&change.after),
                ]
            }));
            rows.extend(round.closed.iter().map(|finding| {
                vec![
                    school.clone(),
                    number.clone(),
                    place(finding.place()),
                    Shown::text(format!("{}（{}）", finding.message, finding.rule)),
                    Shown::text(finding.severity.name()),
                    Shown::text("已解决"),
                ]
            }));
        }
        let remark = "交过几次的学校：本次与上次不同的数字，和因此解决的问题。";
        let list = List {
            name: "各次变化",
            heading: (&self.title, remark),
            columns: &columns,
            n_printed: 6,
        };
        sheet::list(workbook, &list, &rows)
    }

    fn name(&self, code: &EntityCode) -> &str {
        self.check
            .run
            .bureau
            .entity_of_two_years(code)
            .map_or("", Entity::name)
    }
}

fn shown(count: usize) -> Shown {
    Shown::Number(Quantity::from(i64::try_from(count).unwrap_or(i64::MAX)))
}

fn number(grid: &mut Grid<'_>, row: u32, column: u16, count: usize) -> Result<(), XlsxError> {
    let centred = sheet::cell().set_align(FormatAlign::Center);
    grid.shown(row, column, &shown(count), &centred)
}

/// A link to a file beside this one, and to a cell in it.
fn file_link(
    grid: &mut Grid<'_>,
    (row, column): (u32, u16),
    text: &str,
    address: &str,
) -> Result<(), XlsxError> {
    let format = sheet::cell()
        .set_font_color(Color::RGB(palette::LINK))
        .set_underline(FormatUnderline::Single);
    let url = Url::new(format!("file:///{address}")).set_text(text);
    grid.worksheet()
        .write_url_with_format(row, column, url, &format)?;
    Ok(())
}
