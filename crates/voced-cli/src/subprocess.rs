//! Work on files that can end the process that reads them: done by a process of its own.
//!
//! The library that reads PDF follows what a file nests as deep as it goes, and unpacks whatever it
//! is given. Where that ends the other process, this one is still there to say so.

use std::env;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{Done, Failure};

/// Tells a process that it is the other one.
const SUBPROCESS: &str = "VOCED_SUBPROCESS";
/// What the other process may take up: ten times a long report with photographs.
#[cfg(unix)]
const MOST_MEMORY: u64 = 200 << 20;
/// How many seconds of a processor it may take: a circle in a file has no end. Builds for tests are
/// slow.
#[cfg(unix)]
const MOST_SECONDS: u64 = if cfg!(debug_assertions) { 60 } else { 4 };

/// Whether this process was started to do the work.
pub(crate) fn is_one() -> bool {
    env::var_os(SUBPROCESS).is_some()
}

/// Runs the same command in a process of its own, which says whatever there is to say.
pub(crate) fn again(file: &Path) -> Result<Done, Failure> {
    let failed = |error: &io::Error| Failure::new(format!("{}：{error}", file.display()), "");
    let program = env::current_exe().map_err(|error| failed(&error))?;
    let mut command = Command::new(program);
    command.args(env::args_os().skip(1)).env(SUBPROCESS, "1");
    command.stdout(Stdio::inherit()).stdin(Stdio::null());
    let ended = command.output().map_err(|error| failed(&error))?;
    let code = ended.status.code().and_then(|code| u8::try_from(code).ok());
    match code {
        Some(code @ 0..=2) => {
            let _ = io::stderr().write_all(&ended.stderr);
            Ok(Done::As(code))
        }
        // What it said last was not meant for a user.
        _ => Err(Failure::new(
            format!("{}：文件损坏或者太大，没有读完", file.display()),
            "请重新导出PDF，或改用docx、html",
        )),
    }
}

/// Keeps this process from taking up all memory from here on, and from going on for ever.
#[cfg(unix)]
pub(crate) fn bound() {
    use nix::sys::resource::{Resource, UsageWho, getrusage, setrlimit};
    use nix::sys::time::TimeValLike as _;
    let (mut memory, mut seconds) = (0, 0);
    if let Ok(used) = getrusage(UsageWho::RUSAGE_SELF) {
        // The system tells it in KB.
        memory = u64::try_from(used.max_rss()).unwrap_or(0) << 10;
        let time = used.user_time() + used.system_time();
        seconds = u64::try_from(time.num_seconds()).unwrap_or(0);
    }
    let (memory, seconds) = (memory + MOST_MEMORY, seconds + MOST_SECONDS);
    // Where the system knows no such limit, the work is done without.
    let _ = setrlimit(Resource::RLIMIT_DATA, memory, memory);
    let _ = setrlimit(Resource::RLIMIT_CPU, seconds, seconds);
}

/// Other systems have no such limits.
#[cfg(not(unix))]
pub(crate) fn bound() {}
