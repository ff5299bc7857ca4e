//! Where every school stands, whom to call, and what the bureau has to do next.

use voced_folder::{Output, OutputFolder};
use voced_pipeline::assess;
use voced_writers::board as writers;

use crate::arguments::{StatusFormat, StatusOptions};
use crate::{Console, Done, Failure, account};

/// Within the output folder, beside nothing that is published: it holds telephone numbers.
const SHEET: &str = "内部版/填报进度.xlsx";

/// Shows where every school stands, from the first day on, and writes it as a sheet.
pub(crate) fn status(options: &StatusOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let inputs = folder.inputs_from_the_first_day(year, &progress)?;
    let assessment = assess(inputs, &progress)?;
    let board = assessment.board(voced_folder::day(options.on));
    let bureau = &assessment.bureau;
    let commands = |name: &str| options.bureau.command(name, console);

    let place = OutputFolder::open_for(&options.out(year), bureau)?;
    account::interrupted(&place, console);
    let sheet = writers::book(&board, bureau, &commands).map_err(Failure::of)?;
    account::put_in_place(&place, &[Output::new(SHEET, sheet)], console)?;
    let text = match options.format {
        StatusFormat::Text => writers::text(&board, bureau, &commands),
        StatusFormat::Json => {
            let bytes = writers::json(&board, bureau, &commands).map_err(Failure::of)?;
            String::from_utf8(bytes).expect("JSON is UTF-8")
        }
    };
    console.result(text.trim_end())?;
    console.done(&place.place(SHEET).display().to_string());
    Ok(Done::Clean)
}
