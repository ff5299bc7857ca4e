//! That the 确认表 of a school came back signed.

use chrono::NaiveDate;
use voced_domain::{RecordLine, RecordedStep, School, SchoolStatus};
use voced_folder::Folder;
use voced_pipeline::Assessment;
use voced_text::half_width;

use crate::Refusal;

/// So many digits of the code are enough to tell data apart.
const FEWEST_DIGITS: usize = 6;

/// What came of a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmed {
    /// The code of the data that were signed for.
    pub code: String,
    /// Whether it was written down before.
    pub was_known: bool,
}

/// Writes into the record that a school signed for just the data that are there; `on_paper` is the code on the sheet, and
/// `by` who wrote it down.
///
/// # Errors
/// Where the school may not sign yet, the code is another one's, or the record cannot be written.
pub fn confirm(
    folder: &Folder,
    assessment: &Assessment,
    school: &School,
    on_paper: &str,
    (on, by): (NaiveDate, &str),
) -> Result<Confirmed, Refusal> {
    let code = signed_for(assessment, school, on_paper)?;
    if by.starts_with(['=', '+', '@', '-']) {
        let message = format!("登记人“{by}”的开头会被Excel当作公式");
        return Err(Refusal::new(message, "请去掉开头的符号"));
    }
    let workbook = assessment.this.dataset.workbook(&school.code);
    let line = RecordLine {
        on,
        entity: school.code.clone(),
        name: school.name.clone(),
        step: RecordedStep::Signed,
        file: workbook.map_or_else(String::new, |workbook| workbook.file.clone()),
        code: code.clone(),
        by: by.to_owned(),
    };
    let mut record = assessment.record.clone();
    let was_known = !record.add(line.clone());
    if !was_known {
        folder.add_to_record(assessment.year(), &[line])?;
    }
    Ok(Confirmed { code, was_known })
}

/// The code of the data, where it is the one on the paper and nothing is open.
fn signed_for(assessment: &Assessment, school: &School, on_paper: &str) -> Result<String, Refusal> {
    let mut progress = assessment.progress.iter();
    let status = progress.find(|one| one.school == school.code);
    let status = status.map_or(SchoolStatus::NotReported, |one| one.status);
    if !matches!(status, SchoolStatus::Passed | SchoolStatus::Signed) {
        return Err(Refusal::new(
            format!("{}现在是“{}”，不能登记签字", school.name, status.name()),
            "处理完问题、重新核查、打印确认表后再登记",
        ));
    }
    if let Some(finding) = assessment.must_be_filed(&school.code) {
        return Err(Refusal::new(
            format!("{}还有本局要处理的问题：{}", school.name, finding.message),
            finding.remedy.clone(),
        ));
    }
    let dataset = &assessment.this.dataset;
    let code = dataset.data_code(&school.code);
    let typed = digits(on_paper);
    let is_code =
        typed.len() >= FEWEST_DIGITS && typed.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_code {
        return Err(Refusal::new(
            format!("“{on_paper}”不是校验码"),
            format!("请填确认表上方的“数据校验码”，至少前{FEWEST_DIGITS}位"),
        ));
    }
    // The long one stands at the foot of the sheet.
    let is_code_of = |code: &str| {
        let code = digits(code);
        code.starts_with(&typed) || typed.starts_with(&code)
    };
    if is_code_of(&code) {
        return Ok(code);
    }
    let mut others = assessment.bureau.schools().iter();
    let other = others.find(|other| is_code_of(&dataset.data_code(&other.code)));
    Err(match other {
        Some(other) => Refusal::new(
            format!("校验码{on_paper}是{}的，不是{}的", other.name, school.name),
            "请核对是哪一所学校的确认表",
        ),
        None => Refusal::new(
            format!("校验码{on_paper}与{}现在的数据（{code}）不符", school.name),
            "请核对抄写；抄写无误的，数据在打印以后改动过，请重新核查，打印确认表交学校签字",
        ),
    })
}

/// A code as it was typed, without the marks between its groups.
fn digits(code: &str) -> String {
    let code = half_width(code).to_lowercase();
    let is_mark = |c: char| c == '-' || c == '—' || c.is_whitespace();
    code.chars().filter(|c| !is_mark(*c)).collect()
}
