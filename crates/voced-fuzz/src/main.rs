//! A bounded run from the command line: `voced-fuzz --target ingest --runs 100000 --seed 1`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use clap::Parser;
use voced_fuzz::{Seeds, Target, run};

/// 把文件随机改坏再读，找出读入承受不了的。
#[derive(Debug, Parser)]
struct Arguments {
    /// 读什么：ingest（交回的工作簿）、audit（写成的报告）、case（Word写的案例）、catalogue（本局的文件）
    #[arg(long)]
    target: String,
    /// 读多少个
    #[arg(long, default_value_t = 10_000)]
    runs: u64,
    /// 种子，同一个种子改出同样的文件
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 承受不了的文件写到这里
    #[arg(long, default_value = "crashes")]
    out: PathBuf,
}

/// A file takes some milliseconds.
const SLOW: Duration = Duration::from_secs(2);
/// One that takes so long may never end.
const HUNG: Duration = Duration::from_secs(30);

/// What is being read, for who watches over it.
type Present = Arc<Mutex<(u64, Instant, Vec<u8>)>>;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut targets = Target::ALL.into_iter();
    let Some(target) = targets.find(|target| target.name() == arguments.target) else {
        eprintln!(
            "没有“{}”，可以写ingest、audit、case、catalogue",
            arguments.target
        );
        return ExitCode::from(2);
    };
    let present: Present = Arc::new(Mutex::new((0, Instant::now(), Vec::new())));
    watch(&present, &arguments, target);
    let seeds = Seeds::of(target);
    let summary = run(
        target,
        &seeds,
        (arguments.seed, arguments.runs),
        SLOW,
        |run, bytes| {
            let mut present = present.lock().unwrap_or_else(PoisonError::into_inner);
            *present = (run, Instant::now(), bytes.to_vec());
        },
    );
    for crash in &summary.crashes {
        let what = crash.what.replace('\n', " ");
        keep(&arguments, target, crash.run, &crash.bytes);
        eprintln!("第{}个：{what}", crash.run);
    }
    println!(
        "{}：读了{}个，库的异常接住{}次，最慢{:?}，承受不了的{}个",
        target.name(),
        summary.runs,
        summary.caught,
        summary.slowest,
        summary.crashes.len()
    );
    ExitCode::from(u8::from(!summary.crashes.is_empty()))
}

/// Ends the run where a file is never done with.
fn watch(present: &Present, arguments: &Arguments, target: Target) {
    let present = Arc::clone(present);
    let (out, seed) = (arguments.out.clone(), arguments.seed);
    thread::spawn(move || {
        loop {
            thread::sleep(Duration::from_secs(1));
            let (run, since, bytes) = &*present.lock().unwrap_or_else(PoisonError::into_inner);
            if since.elapsed() > HUNG && !bytes.is_empty() {
                write(&out, &name(target, seed, *run), bytes);
                eprintln!("第{run}个读不完");
                std::process::exit(1);
            }
        }
    });
}

fn keep(arguments: &Arguments, target: Target, run: u64, bytes: &[u8]) {
    write(&arguments.out, &name(target, arguments.seed, run), bytes);
}

fn name(target: Target, seed: u64, run: u64) -> String {
    format!("{}-{seed}-{run}", target.name())
}

fn write(folder: &std::path::Path, name: &str, bytes: &[u8]) {
    let path = folder.join(name);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, bytes));
    match written {
        Ok(()) => eprintln!("写入{}", path.display()),
        Err(error) => eprintln!("{}：{error}", path.display()),
    }
}
