//! What developers of the workspace need beside the program: examples, scorecards, benchmarks, the
//! package for people without Rust. Every other command is handed on to the program's library.
//!
//! Nothing here has a way of its own from a workbook to a figure or a finding.

mod bench;
mod companion;
mod developer;
mod dist;
mod fixtures;
mod hostile;
mod mutants;
mod random;
mod scorecard;
mod simulate;

use std::process::ExitCode;

use clap::Subcommand;
use developer::DeveloperCommand;
use voced_cli::Program;

/// The program as it is called in the workspace.
const PROGRAM: Program = Program {
    name: "cargo xtask",
    bureau: "fixtures/siping",
    example_texts: "fixtures/demo/narrative",
    typesetter: companion::typesetter,
    desk: companion::desk,
};

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    Bureau(voced_cli::Command),
    #[command(flatten)]
    Developer(DeveloperCommand),
}

fn main() -> ExitCode {
    voced_cli::main(PROGRAM, |command, console| match command {
        Command::Bureau(command) => voced_cli::run(command, console),
        Command::Developer(command) => developer::run(command, console),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reading, computing, judging and writing have one way, which goes through the pipeline.
    #[test]
    fn nothing_here_computes_or_judges() {
        let manifest: toml::Table = toml::from_str(include_str!("../Cargo.toml")).unwrap();
        let dependencies = manifest["dependencies"].as_table().unwrap();
        for name in ["voced-indicators", "voced-rules"] {
            assert!(!dependencies.contains_key(name), "{name}");
        }
    }

    #[test]
    fn help_is_in_chinese() {
        let mut command = voced_cli::command::<Command>(&PROGRAM);
        let mut texts = vec![command.render_help().to_string()];
        let own = command
            .get_subcommands_mut()
            .skip_while(|one| one.get_name() != "scorecard");
        texts.extend(own.map(|found| found.render_help().to_string()));
        insta::assert_snapshot!(texts.join("\n———\n"));
    }
}
