//! Jobs as processes of their own: how long they take, and how much memory.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use voced_cli::Failure;

const PANDAS: &str = include_str!("pandas_job.py");
const CALAMINE: &str = include_str!("calamine_job.py");

/// A program with its arguments.
pub(super) struct Job {
    program: String,
    arguments: Vec<String>,
}

/// What a job took.
pub(super) struct Run {
    pub(super) seconds: f64,
    /// The most memory it ever held, in KiB; where the system tells.
    peak: Option<u64>,
}

impl Run {
    pub(super) fn memory(&self) -> String {
        self.peak
            .map_or("—".into(), |peak| format!("{} MB", peak >> 10))
    }
}

impl Job {
    pub(super) fn report(bureau: &Path, year: u16, out: &Path) -> Self {
        Self::own("report", bureau, year, out).with(&["--only", "json,csv"])
    }

    pub(super) fn check(bureau: &Path, year: u16, out: &Path) -> Self {
        Self::own("check", bureau, year, out)
    }

    pub(super) fn pandas(
        python: &Path,
        engine: &str,
        bureau: &Path,
        year: u16,
        out: &Path,
    ) -> Self {
        let job = Self::new(python, &["-c", PANDAS, engine]);
        job.with(&[&shown(bureau), &year.to_string(), &shown(out)])
    }

    pub(super) fn calamine(python: &Path, bureau: &Path, year: u16, out: &Path) -> Self {
        let job = Self::new(python, &["-c", CALAMINE]);
        job.with(&[&shown(bureau), &year.to_string(), &shown(out)])
    }

    fn own(command: &str, bureau: &Path, year: u16, out: &Path) -> Self {
        let program = std::env::current_exe().unwrap_or_default();
        let job = Self::new(&program, &[command, "--quiet", "--year", &year.to_string()]);
        job.with(&["--bureau", &shown(bureau), "--out", &shown(out)])
    }

    fn new(program: &Path, arguments: &[&str]) -> Self {
        let job = Self {
            program: shown(program),
            arguments: Vec::new(),
        };
        job.with(arguments)
    }

    fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(|one| (*one).to_owned()));
        self
    }

    /// Runs it to its end. Findings, which a run ends with, are none of ours.
    pub(super) fn run(&self) -> Result<Run, Failure> {
        let failed = |error: std::io::Error| Failure::io(Path::new(&self.program), error);
        let start = Instant::now();
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(failed)?;
        let mut peak = None;
        let status = loop {
            peak = peak_of(&child).or(peak);
            if let Some(status) = child.try_wait().map_err(failed)? {
                break status;
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let seconds = start.elapsed().as_secs_f64();
        match status.code() {
            Some(0 | 1) => Ok(Run { seconds, peak }),
            _ => Err(Failure::new(
                format!("{}没有运行成功（{status}）", self.program),
                "请先单独运行，看它说什么",
            )),
        }
    }
}

/// What Linux knows of a process that still runs.
fn peak_of(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
