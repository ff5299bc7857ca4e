//! The commands of a bureau as a library: arguments, terminal, exit codes, and the order in which a
//! command reads, thinks and writes. The program `voced` is made of it, and the developers' `cargo
//! xtask` hands these commands on to it.
//!
//! Nothing here computes a figure, judges a workbook or writes an output of a year; what the program is
//! called is a [`Program`], and nothing else here knows it.

// In the order in which to read them: one command after the other, then what they stand on.
mod report;

mod audit;
mod audit_narrative;
mod cases;
mod catalogue;
mod check;
mod confirm;
mod desk;
mod explain;
mod import;
mod init;
mod rule;
mod status;
mod template;
mod trace;
mod waive;

mod account;
mod findings_text;
mod subprocess;

mod arguments;
mod bureau;
mod console;
mod done;
mod failure;
mod program;

use std::panic;
use std::process::ExitCode;

use clap::Subcommand;
use voced_domain::guard::is_guarded;

pub use arguments::{Command, command};
pub use bureau::year;
pub use console::Console;
pub use done::Done;
pub use failure::Failure;
pub use program::{DeskCall, FindTypesetter, OpenDesk, Program, beside, desk_beside};
pub use voced_workflow::NARRATIVE;

/// Runs the program: parses its arguments, has `run` do the command, and says how it ended.
///
/// The exit code is 0 where nothing is left to do, 1 where findings are open, 2 where the command was
/// used wrongly or its input cannot be read.
pub fn main<C: Subcommand>(
    program: Program,
    run: impl Fn(&C, &Console) -> Result<Done, Failure>,
) -> ExitCode {
    say_nothing_of_damage();
    let arguments = match arguments::parse::<C>(&program) {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let console = Console::new(program, arguments.quiet);
    match run(&arguments.command, &console) {
        Ok(done) => done.code(),
        Err(failure) => {
            console.failure(&failure);
            Failure::code()
        }
    }
}

/// Does one command.
///
/// # Errors
/// What the user is told where it cannot be done.
pub fn run(command: &Command, console: &Console) -> Result<Done, Failure> {
    match command {
        Command::Init(options) => init::init(options, console),
        Command::Template(options) => template::template(options, console),
        Command::Report(options) => report::report(options, console),
        Command::Check(options) => check::check(options, console),
        Command::Status(options) => status::status(options, console),
        Command::Desk(options) => desk::desk(options, console),
        Command::Waive(options) => waive::waive(options, console),
        Command::Confirm(options) => confirm::confirm(options, console),
        Command::Audit(options) => audit::audit(options, console),
        Command::Cases(options) => cases::cases(options, console),
        Command::Rule(options) => rule::rule(options, console),
        Command::Explain(options) => explain::explain(options, console),
        Command::Trace(options) => trace::trace(options, console),
        Command::Catalogue(options) => catalogue::catalogue(options, console),
    }
}

/// Where a library panics over a damaged file, that is told as a finding and not as a panic.
fn say_nothing_of_damage() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !is_guarded() {
            usual(panic);
        }
    }));
}
