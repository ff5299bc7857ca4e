//! Reading a workbook against a bare pass over its cells, one file after the other, so that both see
//! the same machine.

use std::fmt;
use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use calamine::{Reader, Xlsx};
use voced_cli::Failure;
use voced_domain::ReferenceYear;
use voced_folder::Folder;
use voced_ingest::{preflight, read};

/// How often each workbook is gone through; the shortest time counts.
const ROUNDS: usize = 5;

/// Times over all workbooks.
#[derive(Default)]
pub(super) struct Passes {
    n_workbooks: usize,
    preflight: Duration,
    bare: Duration,
    with_formulas: Duration,
    own: Duration,
}

impl Passes {
    pub(super) fn over(root: &Path, year: ReferenceYear) -> Result<Self, Failure> {
        let folder = Folder::open(root)?;
        let (inputs, bureau) = (folder.expectations(year)?, folder.bureau(year));
        let expected = inputs.expected(&bureau);
        let mut passes = Self::default();
        for path in workbooks(root, year)? {
            let bytes = fs::read(&path).map_err(|error| Failure::io(&path, error))?;
            if Xlsx::new(Cursor::new(&*bytes)).is_err() {
                continue;
            }
            passes.n_workbooks += 1;
            passes.preflight += best(|| {
                let _ = black_box(preflight(&bytes));
            });
            passes.bare += best(|| bare(&bytes));
            passes.with_formulas += best(|| with_formulas(&bytes));
            passes.own += best(|| drop(black_box(read("x.xlsx", &bytes, &expected))));
        }
        Ok(passes)
    }
}

/// The returned workbooks of a year and the year before.
pub(super) fn workbooks(root: &Path, year: ReferenceYear) -> Result<Vec<PathBuf>, Failure> {
    let folder = Folder::open(root)?;
    let mut paths = Vec::new();
    for year in [year.previous(), year] {
        let files = folder.returned_files(year)?.into_iter();
        paths.extend(files.map(|file| file.path));
    }
    Ok(paths)
}

/// What anybody would write first: every sheet as a range of values.
fn bare(bytes: &[u8]) {
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
        return;
    };
    for name in workbook.sheet_names() {
        let _ = black_box(workbook.worksheet_range(&name));
    }
}

/// The same with formulas, without which nobody sees that one was written over.
fn with_formulas(bytes: &[u8]) {
    let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
        return;
    };
    for name in workbook.sheet_names() {
        let _ = black_box(workbook.worksheet_range(&name));
        let _ = black_box(workbook.worksheet_formula(&name));
    }
}

fn best(mut pass: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        pass();
        start.elapsed()
    };
    (0..ROUNDS).map(time).min().unwrap_or_default()
}

impl fmt::Display for Passes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |time: Duration| time.as_secs_f64() * 1e3 / float(self.n_workbooks);
        let line = |name: &str, time: Duration| {
            let times = time.as_secs_f64() / self.bare.as_secs_f64();
            format!("| {name} | {:.3} ms | {times:.2} |", each(time))
        };
        let lines = [
            line("calamine，各表的值", self.bare),
            line("calamine，值和公式", self.with_formulas),
            line("本程序的预检", self.preflight),
            line(
                "本程序读取，不计预检",
                self.own.saturating_sub(self.preflight),
            ),
        ];
        write!(
            f,
            "| {}个工作簿，每个 | 用时 | 倍数 |\n|---|---:|---:|\n{}",
            self.n_workbooks,
            lines.join("\n")
        )
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of files")]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}
