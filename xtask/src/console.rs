//! What is said on the terminal, and how: colours and progress only where someone looks.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use voced_domain::{Finding, Severity};

use crate::failure::Failure;

/// Standard output for results, standard error for everything about the run.
pub(crate) struct Console {
    quiet: bool,
    colours: bool,
}

#[derive(Clone, Copy)]
enum Colour {
    Red,
    Yellow,
    Green,
    Grey,
}

impl Console {
    pub(crate) fn new(quiet: bool) -> Self {
        let colours = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { quiet, colours }
    }

    /// A result that was asked for; also with `--quiet`.
    pub(crate) fn result(&self, text: &str) {
        // A closed pipe (`| head`) is no fault of ours.
        let _ = writeln!(io::stdout(), "{text}");
    }

    /// A line about the run.
    pub(crate) fn line(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// A line that ends a run well.
    pub(crate) fn done(&self, text: &str) {
        self.line(&format!("{} {text}", self.painted("✓", Colour::Green)));
    }

    pub(crate) fn failure(&self, failure: &Failure) {
        let _ = writeln!(
            io::stderr(),
            "{} {failure}",
            self.painted("错误", Colour::Red)
        );
    }

    /// Findings with a count by severity; notices are silent with `--quiet`.
    pub(crate) fn findings(&self, findings: &[Finding]) {
        for finding in findings {
            let (label, colour) = match finding.severity {
                Severity::Error => ("强制", Colour::Red),
                Severity::Explain => ("核实", Colour::Yellow),
                Severity::Notice => ("提示", Colour::Grey),
            };
            let text = format!("{} {finding}", self.painted(label, colour));
            if finding.blocks() {
                let _ = writeln!(io::stderr(), "{text}");
            } else {
                self.line(&text);
            }
        }
    }

    /// A bar for work that takes time, seen only on a terminal.
    pub(crate) fn progress(&self, what: &'static str, length: usize) -> ProgressBar {
        if self.quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}")
            .expect("a constant template that was tried");
        let length = u64::try_from(length).unwrap_or(u64::MAX);
        ProgressBar::new(length)
            .with_style(style)
            .with_message(what)
    }

    fn painted(&self, text: &str, colour: Colour) -> String {
        if !self.colours {
            return text.to_owned();
        }
        let code = match colour {
            Colour::Red => 31,
            Colour::Yellow => 33,
            Colour::Green => 32,
            Colour::Grey => 90,
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
