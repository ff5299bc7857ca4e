//! The board for a terminal: schools by their status, then what the bureau has to do.

use std::fmt::Write as _;

use voced_domain::{Board, Bureau, SchoolStatus};

use super::{Commands, words};

/// Writes the board; `commands` says how the program is called here.
pub fn write(board: &Board, bureau: &Bureau, commands: Commands<'_>) -> String {
    let mut text = format!(
        "{}\n{}\n",
        words::title(board, bureau),
        words::counts(board)
    );
    for status in SchoolStatus::ALL {
        let mut of = board.of(status).peekable();
        if of.peek().is_some() {
            let _ = writeln!(text, "\n{}", status.name());
        }
        for one in of {
            let known = [words::standing(one), words::person(&one.person)];
            let known = known.iter().filter(|text| !text.is_empty());
            let known: String = known.map(|text| format!("　{text}")).collect();
            let _ = writeln!(text, "  {}{known}", one.name);
        }
    }
    text.push_str("\n本局要做的\n");
    for (number, step) in (1..).zip(&board.next) {
        let step = words::step(step, board, bureau).line(commands);
        let _ = writeln!(text, "  {number}. {step}");
    }
    text
}
