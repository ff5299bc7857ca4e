//! Workbooks to send out, and the frozen templates they were made from.

use voced_workflow::{Issue, Issued, issue, school};

use crate::arguments::TemplateOptions;
use crate::{Console, Done, Failure, account};

/// Writes one workbook per school and one for the bureau, with last year's figures filled in.
pub(crate) fn template(options: &TemplateOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let bureau = folder.bureau(year);
    let only = options.school.as_deref();
    let only = only.map(|wanted| school(&bureau, wanted)).transpose()?;
    let asked = Issue {
        year,
        only,
        on: voced_folder::day(options.on),
    };
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let listen = |notice: voced_workflow::Notice<'_>| account::notice(&notice, console);
    let Issued { place, outputs } = issue(&folder, asked, &listen, &progress)?;
    let workbooks = outputs.iter().map(voced_folder::Output::path);
    for path in workbooks.filter(|path| path.starts_with("templates/")) {
        console.done(&place.place(path).display().to_string());
    }
    console.line(&format!(
        "交回的工作簿请放进{}，全市的放在{}",
        folder.submissions(year).display(),
        place.place("city.xlsx").display()
    ));
    Ok(Done::Clean)
}
