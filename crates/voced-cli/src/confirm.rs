//! That the 确认表 of a school came back signed.

use voced_pipeline::assess;
use voced_workflow::{confirm as do_confirm, school};

use crate::arguments::ConfirmOptions;
use crate::{Console, Done, Failure};

/// Writes into the record that a school signed for just the data that are there.
pub(crate) fn confirm(options: &ConfirmOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let bureau = folder.bureau(year);
    let wanted = school(&bureau, &options.school)?;
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let assessment = assess(folder.inputs(year, &progress)?, &progress)?;
    let on = voced_folder::day(options.on);
    let noted = (on, options.by.as_str());
    let confirmed = do_confirm(&folder, &assessment, wanted, &options.code, noted)?;
    let code = confirmed.code;
    if confirmed.was_known {
        console.line(&format!("{}已经登记过（校验码{code}）", wanted.short));
        return Ok(Done::Clean);
    }
    console.line(&format!("{}{on}签字，校验码{code}", wanted.name));
    console.done(&folder.record_path(year).display().to_string());
    Ok(Done::Clean)
}
