//! A bounded run.

use std::panic::{self, PanicHookInfo};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::{Mutator, Seeds, Target};

/// A file that reading did not bear.
#[derive(Clone, Debug)]
pub struct Crash {
    /// Which of the run it was.
    pub run: u64,
    /// What happened.
    pub what: String,
    /// The file.
    pub bytes: Vec<u8>,
}

/// What a run came to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files read.
    pub runs: u64,
    /// Panics of libraries, which were caught and told as damage.
    pub caught: u64,
    /// The longest that a file took.
    pub slowest: Duration,
    /// Files that reading did not bear, up to the first few.
    pub crashes: Vec<Crash>,
}

/// So many crashes are enough.
const MOST_CRASHES: usize = 20;

/// Where the last panic came from.
static PANIC: LazyLock<Mutex<Option<String>>> = LazyLock::new(Mutex::default);

fn last_panic() -> Option<String> {
    let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
    last.take()
}

fn remember(panic: &PanicHookInfo<'_>) {
    let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
    *last = Some(panic.to_string());
}

/// Whether a panic came from our own code, to which the guard around libraries is no excuse.
fn is_our_own(panic: &str) -> bool {
    panic.contains("crates/voced-")
}

/// Reads so many changed files. A file may take as long as `slow` before it counts as a crash.
///
/// `before` is shown each file before it is read, for who watches over the run.
pub fn run(
    target: Target,
    seeds: &Seeds,
    (seed, runs): (u64, u64),
    slow: Duration,
    mut before: impl FnMut(u64, &[u8]),
) -> Summary {
    panic::set_hook(Box::new(remember));
    let mut summary = Summary::default();
    for run in 0..runs {
        // Every file has its own chance, so that one can be made again without those before.
        let bytes = Mutator::new(seed.wrapping_mul(1 << 32).wrapping_add(run)).mutated(&seeds.0);
        before(run, &bytes);
        let start = Instant::now();
        let read = panic::catch_unwind(|| target.read(&bytes));
        let took = start.elapsed();
        summary.runs += 1;
        summary.slowest = summary.slowest.max(took);
        let panic = last_panic();
        summary.caught += u64::from(panic.is_some() && read.is_ok());
        let what = match panic {
            Some(panic) if read.is_err() || is_our_own(&panic) => panic,
            _ if took > slow => format!("took {took:?}"),
            _ => continue,
        };
        summary.crashes.push(Crash { run, what, bytes });
        if summary.crashes.len() == MOST_CRASHES {
            break;
        }
    }
    let _ = panic::take_hook();
    summary
}
