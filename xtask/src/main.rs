//! The commands of a bureau. Arguments, files, progress and exit codes live here; rules, formulas,
//! sentences and column letters do not.

mod account;
mod arguments;
mod audit;
mod audit_page;
mod catalogue;
mod check;
mod console;
mod documents;
mod explain;
mod failure;
mod findings_text;
mod fixtures;
mod folder;
mod init;
mod lock;
mod open_elsewhere;
mod outputs;
mod pdf;
mod random;
mod report;
mod rounds;
mod rule;
mod scorecard;
mod simulate;
mod starter;
mod submitted;
mod template;
mod trace;

use std::process::ExitCode;

use arguments::Command;
use console::Console;
use failure::Failure;

fn main() -> ExitCode {
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
        Command::Scorecard(options) => scorecard::scorecard(options, &console),
        Command::Simulate(options) => simulate::simulate(options, &console),
        Command::Fixtures(options) => fixtures::fixtures(options, &console),
    };
    match done {
        Ok(outcome) => outcome.code(),
        Err(failure) => {
            console.failure(&failure);
            Failure::code()
        }
    }
}

/// How a command that ran to its end ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// Nothing is left to do.
    Clean,
    /// Findings that must be corrected or explained are open.
    OpenFindings,
}

impl Done {
    fn code(self) -> ExitCode {
        match self {
            Done::Clean => ExitCode::SUCCESS,
            Done::OpenFindings => ExitCode::from(1),
        }
    }
}
