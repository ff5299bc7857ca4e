//! The list of outputs as a table of the README.

use std::fmt::Write as _;

use crate::{ALL, Command};

/// The outputs of a command, as a table in Markdown.
pub fn markdown(command: Command) -> String {
    let mut text = String::from("| 文件 | 内容 |\n|---|---|\n");
    for output in ALL.iter().filter(|output| output.command() == command) {
        let _ = writeln!(text, "| `{}` | {} |", output.file, output.holds);
    }
    text
}
