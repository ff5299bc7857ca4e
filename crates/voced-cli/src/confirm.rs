//! That the 确认表 of a school came back signed.

use voced_domain::{RecordLine, RecordedStep, School, SchoolStatus};
use voced_pipeline::{Assessment, assess};

use crate::arguments::ConfirmOptions;
use crate::template::school;
use crate::{Console, Done, Failure, today};

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
    let on = today::day(options.on);
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
    let code = assessment.this.dataset.data_code(&school.code);
    let typed = on_paper.trim().to_lowercase();
    let is_code =
        typed.len() >= FEWEST_DIGITS && typed.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_code {
        return Err(Failure::new(
            format!("“{on_paper}”不是校验码"),
            format!("请填确认表上方的“数据校验码”，至少前{FEWEST_DIGITS}位"),
        ));
    }
    // The long one stands at the foot of the sheet.
    let is_same = code.starts_with(&typed) || typed.starts_with(&code);
    is_same.then(|| code.clone()).ok_or_else(|| {
        Failure::new(
            format!(
                "签字的确认表校验码是{typed}，{}现在的数据是{code}",
                school.name
            ),
            format!("数据在打印以后改动过，请重新打印确认表交学校签字：{check}"),
        )
    })
}
