//! The scorecard: how many seeded errors, of the kinds that clerks make, are found.
//!
//! Each error is put into a workbook of its own, which is written, read and checked as one that came
//! back. The table stands in `fixtures/scorecard.md`; `--check` says whether it is still what comes
//! out.

mod audits;
mod bench;
mod edits;
mod edits_harmless;
mod edits_made;
mod errors;
mod errors_shown;
mod invented;
mod kind;
mod labelled;
mod maker;
mod recognition;
mod retouch;
mod table;
mod word;

use std::fs;
use std::path::Path;

use clap::{Args, ValueEnum};
use rayon::prelude::*;
use voced_cli::{Console, Done, Failure};

use crate::random::Random;
use bench::{Bench, Ground};
use errors::KINDS;
use kind::Kind;
use table::Trial;

const TABLE: &str = "fixtures/scorecard.md";
const OF_AUDIT: &str = "fixtures/audits/scorecard.md";
/// Schools of the invented bureau that errors are put into.
const SCHOOLS: usize = 12;

/// What a scorecard is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Scored {
    Rules,
    Audit,
}

#[derive(Debug, Args)]
pub(crate) struct ScorecardOptions {
    /// 只核对成绩单是否仍是现在的结果，不写文件
    #[arg(long)]
    pub(crate) check: bool,
    /// 只做一种：rules（校验规则）、audit（核对报告）；默认都做
    #[arg(long, value_name = "种类", value_enum, hide_possible_values = true)]
    pub(crate) only: Option<Scored>,
    /// 放入多少个错误，默认为2200
    #[arg(
        long,
        value_name = "个数",
        default_value_t = 2200,
        hide_default_value = true
    )]
    pub(crate) errors: u64,
    /// 随机数的种子，默认为2020
    #[arg(
        long,
        value_name = "种子",
        default_value_t = 2020,
        hide_default_value = true
    )]
    pub(crate) seed: u64,
}

/// Tries the errors and writes the tables, or compares them with those that are there.
pub(crate) fn scorecard(options: &ScorecardOptions, console: &Console) -> Result<Done, Failure> {
    let is_wanted = |of: Scored| options.only.is_none_or(|only| only == of);
    if is_wanted(Scored::Audit) {
        keep(OF_AUDIT, &audits::markdown()?, options, console)?;
    }
    if is_wanted(Scored::Rules) {
        keep(TABLE, &of_rules(options, console)?, options, console)?;
    }
    Ok(Done::Clean)
}

fn of_rules(options: &ScorecardOptions, console: &Console) -> Result<String, Failure> {
    let grounds = [
        (
            "虚构的教育局，12所学校，两个年度",
            Ground::invented(SCHOOLS)?,
            3,
        ),
        ("四平2020年，6所学校，上年只有公布数", Ground::siping()?, 1),
    ];
    let mut parts = Vec::new();
    for (name, ground, share) in &grounds {
        let bench = &Bench::new(ground)?;
        let count = options.errors * share / 4;
        let trials = trials(bench, count, options.seed, console)?;
        parts.push(table::Part {
            name,
            false_alarms: bench.false_alarms(),
            trials,
        });
    }
    Ok(table::markdown(&parts, options.seed))
}

/// Writes a table, or compares it with the one that is there.
fn keep(
    file: &str,
    text: &str,
    options: &ScorecardOptions,
    console: &Console,
) -> Result<(), Failure> {
    let path = Path::new(file);
    if !options.check {
        fs::write(path, text).map_err(|error| Failure::io(path, error))?;
        console.result(text.trim_end())?;
        return Ok(());
    }
    let found = fs::read_to_string(path).map_err(|error| Failure::io(path, error))?;
    if found != text {
        console.result(text)?;
        return Err(Failure::new(
            format!("{file}与现在的结果不同"),
            "用cargo xtask scorecard重新生成",
        ));
    }
    console.done(&format!("{file}与现在的结果一致"));
    Ok(())
}

/// The kinds of so many errors: of each list its share, and within it each kind in turn.
fn kinds(count: u64) -> impl Iterator<Item = &'static Kind> {
    let all: usize = KINDS.iter().map(|list| list.len()).sum();
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let of_list = move |list: &&'static [Kind]| {
        let share = count.saturating_mul(list.len()) / all;
        list.iter().cycle().take(share)
    };
    KINDS.iter().flat_map(of_list)
}

/// So many errors of all kinds; the same for the same seed.
fn trials(
    bench: &Bench<'_>,
    count: u64,
    seed: u64,
    console: &Console,
) -> Result<Vec<Trial>, Failure> {
    let kinds: Vec<_> = (0_u64..).zip(kinds(count)).collect();
    let progress = console.progress("试验", kinds.len());
    let trials: Result<Vec<Trial>, Failure> = kinds
        .into_par_iter()
        .map(|(number, kind)| {
            let mut random = Random::new(seed ^ (number << 20));
            let injected = kind.inject(bench, &mut random);
            let outcome = bench.measure(&injected)?;
            progress.inc(1);
            Ok(outcome.map(|outcome| Trial { kind, outcome }))
        })
        .filter_map(Result::transpose)
        .collect();
    progress.finish_and_clear();
    trials
}
