//! The list of outputs as a table of the README.

use std::fmt::Write as _;

use crate::{ALL, Command, OutputKind, Write};

/// The outputs of a command, as a table in Markdown.
pub fn markdown(command: Command) -> String {
    let mut text = String::from("| 文件 | 内容 |\n|---|---|\n");
    for output in ALL.iter().filter(|output| output.command == command) {
        let _ = writeln!(text, "| {} | {} |", file(output), output.holds);
    }
    text
}

fn file(output: &OutputKind) -> String {
    match (output.write.path(), output.write) {
        (Some(path), _) => format!("`{path}`"),
        (None, Write::School { sent, .. }) => format!("`{}/学校.xlsx`", sent.folder()),
        (None, _) => format!("`….{}`，另有`内部版`", output.format),
    }
}
