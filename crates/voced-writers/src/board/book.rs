//! 填报进度.xlsx: the board for the telephone.

use rust_xlsxwriter::Workbook;
use voced_domain::{Board, Bureau, Quantity, Standing};
use voced_sheet::{self as sheet, List, Shown, saved};

use super::{Commands, words};
use crate::WriteError;

/// Writes the board; `commands` says how the program is called here.
///
/// # Errors
/// A [`WriteError`] where a text exceeds what the format holds.
pub fn write(
    board: &Board,
    bureau: &Bureau,
    commands: Commands<'_>,
) -> Result<Vec<u8>, WriteError> {
    let title = words::title(board, bureau);
    let mut workbook = Workbook::new();
    sheet::properties(&mut workbook, &title, &bureau.name, board.on)?;
    let columns = [
        ("学校", 28),
        ("状态", 9),
        ("自", 12),
        ("强制", 7),
        ("核实", 7),
        ("第几次", 8),
        ("联系人", 16),
        ("联系电话", 18),
        ("发放", 12),
        ("签字", 12),
        ("工作簿", 34),
        ("数据校验码", 20),
    ];
    let remark = words::counts(board);
    let list = List {
        name: "各校进度",
        heading: (&title, &remark),
        columns: &columns,
        n_printed: 8,
    };
    let rows: Vec<Vec<Shown>> = board.schools.iter().map(row).collect();
    sheet::list(&mut workbook, &list, &rows)?;
    let columns = [("序号", 6), ("要做什么", 110)];
    let steps = (1..).zip(&board.next).map(|(number, step)| {
        let text = words::step(step, board, bureau).line(commands);
        vec![Shown::Number(Quantity::from(number)), Shown::text(text)]
    });
    let list = List {
        name: "本局要做的",
        heading: (&title, "按先后排列；有电话的在“各校进度”。"),
        columns: &columns,
        n_printed: 2,
    };
    sheet::list(&mut workbook, &list, &steps.collect::<Vec<_>>())?;
    Ok(saved(&mut workbook)?)
}

fn row(one: &Standing) -> Vec<Shown> {
    let day = |day: Option<chrono::NaiveDate>| {
        Shown::text(day.map_or_else(String::new, |day| day.to_string()))
    };
    let count =
        |count: usize| Shown::Number(Quantity::from(i64::try_from(count).unwrap_or(i64::MAX)));
    let round = match one.rounds {
        0 => String::new(),
        round => format!("第{round}次"),
    };
    vec![
        Shown::text(&one.name),
        Shown::text(one.status.name()),
        day(one.since),
        count(one.errors),
        count(one.to_explain),
        Shown::text(round),
        Shown::text(&one.person.contact),
        Shown::text(&one.person.phone),
        day(one.issued),
        day(one.signed),
        Shown::text(one.file.as_deref().unwrap_or_default()),
        Shown::text(one.code.as_deref().unwrap_or_default()),
    ]
}
