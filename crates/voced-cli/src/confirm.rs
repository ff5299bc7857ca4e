//! That the 确认表 of a school came back signed.

use voced_domain::{RecordLine, RecordedStep, School, SchoolStatus};
use voced_pipeline::{Assessment, assess};
use voced_text::half_width;

use crate::arguments::ConfirmOptions;
use crate::template::school;
use crate::{Console, Done, Failure};

/// So many digits of the code are enough to tell data apart.
const FEWEST_DIGITS: usize = 6;

/// Writes into the record that a school signed for just the data that are there.
pub(crate) fn confirm(options: &ConfirmOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let bureau = folder.bureau(year);
    let wanted = school(&bureau, &options.school)?;
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let assessment = assess(folder.inputs(year, &progress)?, &progress)?;
    let code = signed_for(&assessment, wanted, &options.code, options, console)?;
    let on = voced_folder::day(options.on);
    let workbook = assessment.this.dataset.workbook(&wanted.code);
    let line = RecordLine {
        on,
        entity: wanted.code.clone(),
        name: wanted.name.clone(),
        step: RecordedStep::Signed,
        file: workbook.map_or_else(String::new, |workbook| workbook.file.clone()),
        code: code.clone(),
        by: options.by.clone(),
    };
    let mut record = assessment.record;
    if !record.add(line.clone()) {
        console.line(&format!("{}已经登记过（校验码{code}）", wanted.short));
        return Ok(Done::Clean);
    }
    folder.add_to_record(year, &[line])?;
    console.line(&format!("{}{on}签字，校验码{code}", wanted.name));
    console.done(&folder.record_path(year).display().to_string());
    Ok(Done::Clean)
}

/// The code of the data, where it is the one on the paper and nothing is open.
fn signed_for(
    assessment: &Assessment,
    school: &School,
    on_paper: &str,
    options: &ConfirmOptions,
    console: &Console,
) -> Result<String, Failure> {
    let check = options.bureau.command("check", console);
    let check = format!("{check} --year {}", assessment.year());
    let mut progress = assessment.progress.iter();
    let status = progress.find(|one| one.school == school.code);
    let status = status.map_or(SchoolStatus::NotReported, |one| one.status);
    if !matches!(status, SchoolStatus::Passed | SchoolStatus::Signed) {
        return Err(Failure::new(
            format!("{}现在是“{}”，不能登记签字", school.name, status.name()),
            format!("处理完问题、重新打印确认表后再登记：{check}"),
        ));
    }
    if let Some(finding) = assessment.must_be_filed(&school.code) {
        return Err(Failure::new(
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
        return Err(Failure::new(
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
        Some(other) => Failure::new(
            format!("校验码{on_paper}是{}的，不是{}的", other.name, school.name),
            "请核对是哪一所学校的确认表",
        ),
        None => Failure::new(
            format!("校验码{on_paper}与{}现在的数据（{code}）不符", school.name),
            format!(
                "请核对抄写；抄写无误的，数据在打印以后改动过，请重新打印确认表交学校签字：{check}"
            ),
        ),
    })
}

/// A code as it was typed, without the marks between its groups.
fn digits(code: &str) -> String {
    let code = half_width(code).to_lowercase();
    let is_mark = |c: char| c == '-' || c == '—' || c.is_whitespace();
    code.chars().filter(|c| !is_mark(*c)).collect()
}
