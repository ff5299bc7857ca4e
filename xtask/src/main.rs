//! The commands of a bureau. Arguments, files, progress and exit codes live here; rules, formulas,
//! sentences and column letters do not.

mod account;
mod apart;
mod arguments;
mod audit;
mod audit_page;
#[cfg(not(feature = "dist"))]
mod bench;
mod catalogue;
mod check;
#[cfg(not(feature = "dist"))]
mod companion;
mod console;
#[cfg(not(feature = "dist"))]
mod developer;
#[cfg(not(feature = "dist"))]
mod dist;
mod documents;
mod explain;
mod failure;
mod findings_text;
#[cfg(not(feature = "dist"))]
mod fixtures;
mod folder;
#[cfg(not(feature = "dist"))]
mod hostile;
mod init;
mod lock;
mod open_elsewhere;
mod outputs;
mod pdf;
mod program;
#[cfg(not(feature = "dist"))]
mod random;
mod report;
mod rounds;
mod rule;
#[cfg(not(feature = "dist"))]
mod scorecard;
#[cfg(not(feature = "dist"))]
mod simulate;
mod starter;
mod submitted;
mod template;
mod trace;
#[cfg(feature = "dist")]
mod within;
mod written;

use std::panic;
use std::process::ExitCode;

use arguments::Command;
use console::Console;
use failure::Failure;
use voced_domain::guard::is_guarded;

fn main() -> ExitCode {
    #[cfg(feature = "dist")]
    if let Some(code) = within::called() {
        return code;
    }
    say_nothing_of_damage();
    let arguments = match arguments::parse() {
        Ok(arguments) => arguments,
        Err(code) => return code,
    };
    let console = Console::new(arguments.quiet);
    let done = match &arguments.command {
        Command::Init(options) => init::init(options, &console),
        Command::Template(options) => template::template(options, &console),
        Command::Report(options) => report::report(options, &console),
        Command::Check(options) => check::check(options, &console),
        Command::Audit(options) => audit::audit(options, &console),
        Command::Rule(options) => rule::rule(options, &console),
        Command::Explain(options) => explain::explain(options, &console),
        Command::Trace(options) => trace::trace(options, &console),
        Command::Catalogue(options) => catalogue::catalogue(options, &console),
        #[cfg(not(feature = "dist"))]
        Command::Developer(command) => developer::run(command, &console),
    };
    match done {
        Ok(outcome) => outcome.code(),
        Err(failure) => {
            console.failure(&failure);
            Failure::code()
        }
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

/// How a command that ran to its end ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// Nothing is left to do.
    Clean,
    /// Findings that must be corrected or explained are open.
    OpenFindings,
    /// As another process did, with its exit code.
    As(u8),
}

impl Done {
    fn code(self) -> ExitCode {
        match self {
            Done::Clean => ExitCode::SUCCESS,
            Done::OpenFindings => ExitCode::from(1),
            Done::As(code) => ExitCode::from(code),
        }
    }
}
