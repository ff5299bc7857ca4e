//! How long the main job takes and how much memory, against a bare reading of the same files, and
//! against the same job in Python: all measured in one run, so that ratios hold where times do not.

mod jobs;
mod reading;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use voced_cli::{Console, Done, Failure, year};

use crate::simulate::{SimulateOptions, simulate};
use jobs::{Job, Run};
use reading::Passes;

const YEAR: u16 = 2023;
/// At most so many schools for what is compared with others: enough that starting up does not count.
const MOST_COMPARED: usize = 240;
/// Of several runs the shortest counts: whatever else the machine does only makes one longer.
const RUNS: usize = 3;

#[derive(Debug, Args)]
pub(crate) struct BenchOptions {
    /// 学校数，用逗号分开，默认为10,100,1000
    #[arg(
        long,
        value_name = "所数",
        value_delimiter = ',',
        default_value = "10,100,1000",
        hide_default_value = true
    )]
    pub(crate) schools: Vec<usize>,
    /// 装有pandas、openpyxl、python-calamine的Python；不写则不与它们相比
    #[arg(long, value_name = "程序")]
    pub(crate) python: Option<PathBuf>,
}

pub(crate) fn bench(options: &BenchOptions, console: &Console) -> Result<Done, Failure> {
    let failed = |error: std::io::Error| Failure::io(Path::new("bench"), error);
    let scratch = tempfile::tempdir().map_err(failed)?;
    let largest = options.schools.iter().max().copied().unwrap_or(1);
    let bench = Bench {
        scratch: scratch.path(),
        compared: largest.min(MOST_COMPARED),
        console,
    };
    let mut text = String::new();
    bench.growth(&options.schools, &mut text)?;
    bench.reading(&mut text)?;
    bench.others(options.python.as_deref(), &mut text)?;
    console.result(text.trim_end())?;
    Ok(Done::Clean)
}

struct Bench<'a> {
    scratch: &'a Path,
    compared: usize,
    console: &'a Console,
}

impl Bench<'_> {
    /// A bureau of so many schools.
    fn bureau(&self, schools: usize) -> Result<PathBuf, Failure> {
        let out = self.scratch.join(format!("{schools}"));
        if !out.exists() {
            let options = SimulateOptions {
                schools,
                year: YEAR,
                out: out.clone(),
                seed: 1,
                faults: 0.01,
            };
            simulate(&options, &self.console.quiet())?;
        }
        Ok(out)
    }

    /// Time and memory by number of schools.
    fn growth(&self, sizes: &[usize], text: &mut String) -> Result<(), Failure> {
        text.push_str(
            "| 学校 | 工作簿 | 汇总（json、csv） | 每千个工作簿 | 内存峰值 | 核查（check） | 内存峰值 |\n\
             |---:|---:|---:|---:|---:|---:|---:|\n",
        );
        for schools in sizes {
            let bureau = self.bureau(*schools)?;
            let n_workbooks = reading::workbooks(&bureau, year(YEAR)?)?.len();
            let out = self.scratch.join("out");
            let report = Job::report(&bureau, YEAR, &out).run()?;
            let check = Job::check(&bureau, YEAR, &out).run()?;
            // The largest is a gigabyte, which the next does not need beside it.
            std::fs::remove_dir_all(&out).map_err(|error| Failure::io(&out, error))?;
            let per_thousand = report.seconds * 1_000.0 / reading::float(n_workbooks);
            let _ = writeln!(
                text,
                "| {schools} | {n_workbooks} | {:.2} s | {per_thousand:.2} s | {} | {:.2} s | {} |",
                report.seconds,
                report.memory(),
                check.seconds,
                check.memory(),
            );
            self.console.done(&format!("{schools}所学校"));
        }
        Ok(())
    }

    /// Reading against the library underneath, workbook by workbook.
    fn reading(&self, text: &mut String) -> Result<(), Failure> {
        let bureau = self.bureau(self.compared)?;
        let passes = Passes::over(&bureau, year(YEAR)?)?;
        let _ = writeln!(text, "\n{passes}");
        self.console.done("读取");
        Ok(())
    }

    /// The same job by others.
    fn others(&self, python: Option<&Path>, text: &mut String) -> Result<(), Failure> {
        let Some(python) = python else {
            return Ok(());
        };
        let bureau = self.bureau(self.compared)?;
        let out = self.scratch.join("out");
        let own = best(&Job::report(&bureau, YEAR, &out), RUNS)?;
        let _ = writeln!(
            text,
            "\n| {}所学校 | 用时 | 倍数 |\n|---|---:|---:|\n| 本程序（核查、溯源在内） | {:.2} s | 1 |",
            self.compared, own.seconds
        );
        let jobs = [
            (
                "pandas（openpyxl）",
                Job::pandas(python, "openpyxl", &bureau, YEAR, &out),
                1,
            ),
            (
                "pandas（calamine）",
                Job::pandas(python, "calamine", &bureau, YEAR, &out),
                1,
            ),
            (
                "python-calamine",
                Job::calamine(python, &bureau, YEAR, &out),
                RUNS,
            ),
        ];
        for (name, job, runs) in jobs {
            let run = best(&job, runs)?;
            let times = run.seconds / own.seconds;
            let _ = writeln!(text, "| {name} | {:.2} s | {times:.1} |", run.seconds);
            self.console.done(name);
        }
        Ok(())
    }
}

fn best(job: &Job, runs: usize) -> Result<Run, Failure> {
    let mut best: Option<Run> = None;
    for _ in 0..runs {
        let run = job.run()?;
        if best.as_ref().is_none_or(|best| run.seconds < best.seconds) {
            best = Some(run);
        }
    }
    best.ok_or_else(|| Failure::new("一次也没有运行", ""))
}
