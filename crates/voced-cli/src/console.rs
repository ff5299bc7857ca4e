//! What is said on the terminal, and how: colours and progress only where someone looks.

use std::io::{self, IsTerminal, Write};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressStyle};
use voced_domain::{Finding, FindingStatus, Severity};
use voced_pipeline::Step;

use crate::failure::Failure;
use crate::program::Program;

/// Standard output for results, standard error for everything about the run. Each shows colours only
/// where it is itself a terminal.
#[derive(Clone, Copy, Debug)]
pub struct Console {
    program: Program,
    quiet: bool,
}

const RED: AnsiColor = AnsiColor::Red;
const YELLOW: AnsiColor = AnsiColor::Yellow;
const GREEN: AnsiColor = AnsiColor::Green;
const GREY: AnsiColor = AnsiColor::BrightBlack;

impl Console {
    /// The terminal of a program; `quiet` leaves out what is neither a result nor must be answered.
    pub fn new(program: Program, quiet: bool) -> Self {
        Self { program, quiet }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The same terminal for work that nobody needs to hear of.
    #[must_use]
    pub fn quiet(&self) -> Self {
        Self {
            quiet: true,
            ..*self
        }
    }

    /// A result that was asked for; also with `--quiet`.
    ///
    /// # Errors
    /// Where it cannot be written, to a full disk for instance. A closed pipe (`| head`) is no fault.
    pub fn result(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = anstream::stdout();
        let written = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::io(std::path::Path::new("标准输出"), error))
            }
            _ => Ok(()),
        }
    }

    /// A line about the run.
    pub fn line(&self, text: &str) {
        if !self.quiet {
            let _ = writeln!(anstream::stderr(), "{text}");
        }
    }

    /// A line that ends a run well.
    pub fn done(&self, text: &str) {
        self.line(&format!("{} {text}", painted("✓", GREEN)));
    }

    pub(crate) fn failure(&self, failure: &Failure) {
        let _ = writeln!(anstream::stderr(), "{} {failure}", painted("错误", RED));
    }

    /// A line that must be read, also with `--quiet`.
    pub(crate) fn warning(&self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{} {text}", painted("注意", YELLOW));
    }

    /// Open findings that must be answered, in full; how many others there are.
    pub(crate) fn findings(&self, findings: &[Finding]) {
        for finding in findings.iter().filter(|finding| finding.blocks()) {
            let _ = writeln!(anstream::stderr(), "{} {finding}", label(finding));
        }
        let others = others(findings);
        if !others.is_empty() {
            self.line(&format!(
                "另有{others}，用{}查看",
                self.program.command("check")
            ));
        }
    }

    /// A bar for work that takes time, seen only on a terminal.
    pub fn progress(&self, what: &'static str, length: usize) -> ProgressBar {
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

    /// Bars for the steps of a run.
    pub(crate) fn steps(&self) -> Steps<'_> {
        Steps {
            console: self,
            bar: Mutex::new(ProgressBar::hidden()),
        }
    }
}

/// What is seen of a run on a terminal: a bar while workbooks are read.
pub(crate) struct Steps<'a> {
    console: &'a Console,
    bar: Mutex<ProgressBar>,
}

impl Steps<'_> {
    /// Shows a step. Nobody stops a run here: whoever wants to ends the process.
    pub(crate) fn at(&self, step: Step) -> ControlFlow<()> {
        let Step::Reading { done, of } = step else {
            return ControlFlow::Continue(());
        };
        let mut bar = self.bar.lock().unwrap_or_else(PoisonError::into_inner);
        if bar.length() != u64::try_from(of).ok() {
            *bar = self.console.progress("读取工作簿", of);
        }
        bar.inc(1);
        if done == of {
            bar.finish_and_clear();
            *bar = ProgressBar::hidden();
        }
        ControlFlow::Continue(())
    }
}

/// The severity of a finding in its colour, or what became of it.
pub(crate) fn label(finding: &Finding) -> String {
    let colour = match (finding.status, finding.severity) {
        (FindingStatus::Open, Severity::Error) => RED,
        (FindingStatus::Open, Severity::Explain) => YELLOW,
        _ => GREY,
    };
    let label = match finding.status {
        FindingStatus::Open => finding.severity.name(),
        answered => answered.name(),
    };
    painted(label, colour)
}

/// A text in a colour, which the stream leaves out where nobody sees it.
fn painted(text: &str, colour: AnsiColor) -> String {
    let style = Style::new().fg_color(Some(colour.into()));
    format!("{style}{text}{style:#}")
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
