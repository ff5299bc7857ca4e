//! The 问题清单 sheet of a workbook that goes back to its school, and the marks on its cells.

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, FormatUnderline, Note as CellNote, Url, Workbook,
    Worksheet, XlsxError,
};
use voced_domain::{FindingStatus, Position, Severity};
use voced_sheet::{self as sheet, palette};
use voced_template::issue_list::{FIRST_ROW, HEAD_ROW, HEADS, TITLE, column};
use voced_text::fitting;

use super::{Header, Writer};

/// Widths of the columns whose texts a row must have room for, in Latin letters.
const PLACE_WIDTH: f64 = 20.0;
const MESSAGE_WIDTH: f64 = 52.0;
const REMEDY_WIDTH: f64 = 46.0;
const EVIDENCE_WIDTH: f64 = 26.0;
const WIDTHS: [(u16, f64); 8] = [
    (column::NUMBER, 6.0),
    (column::SEVERITY, 8.0),
    (column::PLACE, PLACE_WIDTH),
    (column::MESSAGE, MESSAGE_WIDTH),
    (column::REMEDY, REMEDY_WIDTH),
    (column::ANSWER, 36.0),
    (column::RULE, 9.0),
    (column::EVIDENCE, EVIDENCE_WIDTH),
];
const INSTRUCTION: &str = "强制：必须改正。核实：请改正；数字无误的在“学校说明”一栏写明原因。提示：供参考，不需要回复。点“位置”到那一格：红底须改正，橙底须改正或说明。说明只对“针对的数字”有效，数字改动后要重新说明。";
/// The longest note that programs show well, in characters.
const LONGEST_NOTE: usize = 500;

/// A finding as the school reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// How grave it is.
    pub severity: Severity,
    /// Whether it waits for an answer.
    pub status: FindingStatus,
    /// Code of the rule.
    pub rule: String,
    /// Name of the fault.
    pub name: String,
    /// The primary place in words.
    pub place: String,
    /// The cells concerned, the primary one first; none where the workbook as a whole is meant.
    pub marks: Vec<Mark>,
    /// What is the matter.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// Whether an explanation answers it.
    pub may_explain: bool,
    /// The answer there is already.
    pub answer: String,
    /// The values that an answer is bound to.
    pub evidence: String,
}

/// A cell that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Name of the sheet.
    pub sheet: String,
    /// The cell.
    pub cell: Position,
}

impl Writer<'_> {
    /// The list, as the first sheet.
    pub(super) fn issues(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(TITLE)?;
        worksheet.set_active(true);
        worksheet.set_screen_gridlines(false);
        let width: f64 = WIDTHS.iter().map(|(_, width)| width).sum();
        let header = Header {
            title: TITLE,
            instruction: INSTRUCTION,
            last_column: column::EVIDENCE,
            width,
        };
        self.header(worksheet, &header)?;
        for ((column, width), head) in WIDTHS.into_iter().zip(HEADS) {
            worksheet.set_column_width(column, width)?;
            worksheet.write_with_format(HEAD_ROW, column, head, &sheet::head())?;
        }
        worksheet.set_row_height(HEAD_ROW, 24)?;
        for (row, issue) in (FIRST_ROW..).zip(&self.filling.issues) {
            issue_row(worksheet, row, issue)?;
        }
        let count = u32::try_from(self.filling.issues.len()).unwrap_or(0);
        let last = FIRST_ROW + count.max(1) - 1;
        let prompt = DataValidation::new()
            .allow_any_value()
            .set_input_title("学校说明")?
            .set_input_message("数字无误时写明原因；数字要改的，请到那一格改正。")?;
        worksheet.add_data_validation(FIRST_ROW, column::ANSWER, last, column::ANSWER, &prompt)?;
        Ok(())
    }

    /// Notes on the faulty cells of a sheet.
    pub(super) fn cell_notes(
        &self,
        worksheet: &mut Worksheet,
        title: &str,
    ) -> Result<(), XlsxError> {
        for (cell, text) in self.noted(title) {
            let note = CellNote::new(text)
                .add_author_prefix(false)
                .set_width(320)
                .set_height(150);
            worksheet.insert_note(cell.row, cell.column, &note)?;
        }
        Ok(())
    }

    /// What is written at the primary cells of open findings.
    fn noted(&self, title: &str) -> Vec<(Position, String)> {
        let mut notes: Vec<(Position, String)> = Vec::new();
        for issue in self.filling.issues.iter().filter(|issue| issue.is_marked()) {
            let Some(mark) = issue.marks.first().filter(|mark| mark.sheet == title) else {
                continue;
            };
            let severity = issue.severity.name();
            let text = format!(
                "【{severity}】{}。{}（{}）",
                issue.message, issue.remedy, issue.rule
            );
            match notes.iter_mut().find(|(cell, _)| *cell == mark.cell) {
                Some((_, said)) => *said = format!("{said}\n{text}"),
                None => notes.push((mark.cell, text)),
            }
        }
        for (_, text) in &mut notes {
            *text = fitting(text, LONGEST_NOTE).into_owned();
        }
        notes
    }

    /// The format of an answer's cell, on a ground of its own where something is wrong.
    pub(super) fn marked(&self, title: &str, cell: Position, format: Format) -> Format {
        let about = |issue: &&super::Issue| {
            issue.is_marked()
                && issue
                    .marks
                    .first()
                    .is_some_and(|mark| mark.sheet == title && mark.cell == cell)
        };
        let gravest = self
            .filling
            .issues
            .iter()
            .filter(about)
            .map(|issue| issue.severity)
            .min();
        match gravest {
            Some(Severity::Error) => format.set_background_color(palette::ERROR_GROUND),
            Some(Severity::Explain) => format.set_background_color(palette::EXPLAIN_GROUND),
            Some(Severity::Notice) | None => format,
        }
    }
}

impl Issue {
    /// Notices and answered findings leave the cells as they are.
    fn is_marked(&self) -> bool {
        self.status == FindingStatus::Open && self.severity.blocks()
    }

    fn severity_in_words(&self) -> String {
        match self.status {
            FindingStatus::Open => self.severity.name().into(),
            answered => format!("{}\n{}", self.severity.name(), answered.name()),
        }
    }
}

fn issue_row(worksheet: &mut Worksheet, row: u32, issue: &Issue) -> Result<(), XlsxError> {
    let cell = sheet::cell().set_background_color(palette::LOCKED_GROUND);
    let centred = cell.clone().set_align(FormatAlign::Center);
    let severity = centred.clone().set_background_color(ground(issue));
    worksheet.write_with_format(row, column::NUMBER, row - FIRST_ROW + 1, &centred)?;
    worksheet.write_with_format(row, column::SEVERITY, issue.severity_in_words(), &severity)?;
    place(worksheet, row, issue, &cell)?;
    let texts = [
        (column::MESSAGE, &issue.message, cell.clone()),
        (column::REMEDY, &issue.remedy, cell.clone()),
        (column::ANSWER, &issue.answer, answer_format(issue)),
        (column::RULE, &issue.rule, centred),
        (column::EVIDENCE, &issue.evidence, cell.set_font_size(9)),
    ];
    for (column, text, format) in texts {
        let text = sheet::cell_text(text);
        worksheet.write_string_with_format(row, column, &*text, &format)?;
    }
    let heights = [
        sheet::row_height(&issue.message, MESSAGE_WIDTH),
        sheet::row_height(&issue.remedy, REMEDY_WIDTH),
        sheet::row_height(&issue.evidence, EVIDENCE_WIDTH),
        sheet::row_height(&issue.place, PLACE_WIDTH),
    ];
    let height = heights.into_iter().fold(22.0, f64::max);
    worksheet.set_row_height(row, height)?;
    Ok(())
}

/// The colour that the finding has at its cell, where it is marked there.
fn ground(issue: &Issue) -> u32 {
    match (issue.is_marked(), issue.severity) {
        (true, Severity::Error) => palette::ERROR_GROUND,
        (true, Severity::Explain) => palette::EXPLAIN_GROUND,
        _ => palette::LOCKED_GROUND,
    }
}

/// Where the finding is, with a link to the cell where there is one.
fn place(
    worksheet: &mut Worksheet,
    row: u32,
    issue: &Issue,
    cell: &Format,
) -> Result<(), XlsxError> {
    let Some(mark) = issue.marks.first() else {
        worksheet.write_string_with_format(row, column::PLACE, &issue.place, cell)?;
        return Ok(());
    };
    let link = cell
        .clone()
        .set_font_color(Color::RGB(palette::LINK))
        .set_underline(FormatUnderline::Single);
    let sheet = mark.sheet.replace('\'', "''");
    let url = Url::new(format!("internal:'{sheet}'!{}", mark.cell)).set_text(&issue.place);
    worksheet.write_url_with_format(row, column::PLACE, url, &link)?;
    Ok(())
}

/// A cell to be written in where the school may explain, and else a locked one.
fn answer_format(issue: &Issue) -> Format {
    if !issue.may_explain {
        return sheet::cell().set_background_color(palette::LOCKED_GROUND);
    }
    sheet::text_input()
}
