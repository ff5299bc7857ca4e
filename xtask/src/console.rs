//! What is said on the terminal, and how: colours and progress only where someone looks.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};
use voced_domain::{Finding, FindingStatus, Severity};

use crate::failure::Failure;
use crate::program::program;

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

    /// Open findings that must be answered, in full; how many others there are.
    pub(crate) fn findings(&self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| finding.blocks()) {
            let _ = writeln!(io::stderr(), "{} {finding}", self.label(finding));
        }
        let others = others(findings);
        if !others.is_empty() {
            self.line(&format!("另有{others}，用{}查看", program!("check")));
        }
    }

    /// The severity of a finding in its colour, or what became of it.
    pub(crate) fn label(&self, finding: &Finding) -> String {
        let colour = match (finding.status, finding.severity) {
            (FindingStatus::Open, Severity::Error) => Colour::Red,
            (FindingStatus::Open, Severity::Explain) => Colour::Yellow,
            _ => Colour::Grey,
        };
        let label = match finding.status {
            FindingStatus::Open => finding.severity.name(),
            answered => answered.name(),
        };
        self.painted(label, colour)
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

/// `提示23条、已豁免12条`.
fn others(findings: &[Finding]) -> String {
    let is_notice = |finding: &&Finding| {
        finding.status == FindingStatus::Open && finding.severity == Severity::Notice
    };
    let with = |status| move |finding: &&Finding| finding.status == status;
    let counts = [
        ("提示", findings.iter().filter(is_notice).count()),
        (
            "已说明",
            findings
                .iter()
                .filter(with(FindingStatus::Explained))
                .count(),
        ),
        (
            "已豁免",
            findings.iter().filter(with(FindingStatus::Waived)).count(),
        ),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(name, count)| format!("{name}{count}条"))
        .collect();
    counts.join("、")
}
