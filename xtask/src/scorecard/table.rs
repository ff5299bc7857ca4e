//! The scorecard as Markdown.

use std::fmt::Write as _;

use super::bench::{MissReason, Outcome};
use super::errors::KINDS;
use super::kind::{Family, Kind};

/// An error that was tried, in the order of the seeds.
pub(super) struct Trial {
    pub(super) kind: &'static Kind,
    pub(super) outcome: Outcome,
}

/// What came of the errors in one bureau.
pub(crate) struct Part<'a> {
    pub(crate) name: &'a str,
    /// 强制 and 核实 findings of the clean workbooks.
    pub(crate) false_alarms: [usize; 2],
    pub(crate) trials: Vec<Trial>,
}

/// The whole table.
pub(crate) fn markdown(parts: &[Part<'_>], seed: u64) -> String {
    let mut text = format!(
        "# 校验规则的成绩单\n\n\
         由`cargo xtask scorecard`写出（种子{seed}），改规则后重新生成。每个错误单独放进一个干净的工作簿，写成文件、读回、核查。\n\
         “找到”指在填错的格子上有新的发现；“须处理”指其中是强制或核实；“首位”指找到的里面第一个位置就是填错的格子；\n\
         “按影响”是以错误使全市各印出指标变动的千分数之和为权的找到比例。数据是程序生成的或重建的，各年各校之间的波动比真实的小，\n\
         真实数据的找到比例会低一些。\n"
    );
    for part in parts {
        one(&mut text, part);
    }
    text.push_str("\n## 两处合计\n\n");
    text.push_str(HEADS);
    let all: Vec<&Trial> = parts.iter().flat_map(|part| &part.trials).collect();
    families(&mut text, &all);
    text
}

const HEADS: &str = "| 类 | 错误 | 个数 | 找到 | 须处理 | 首位 | 按影响 |\n\
                     |---|---|---:|---:|---:|---:|---:|\n";

/// A line for each family, and one for all.
fn families(text: &mut String, trials: &[&Trial]) {
    for family in Family::ALL {
        let of_family = trials.iter().filter(|trial| trial.kind.family == family);
        let of_family: Vec<&Trial> = of_family.copied().collect();
        row(
            text,
            &format!("**{}**", family.name()),
            "**合计**",
            &of_family,
        );
    }
    row(text, "**全部**", "", trials);
}

fn one(text: &mut String, part: &Part<'_>) {
    let [errors, explains] = part.false_alarms;
    let _ = write!(
        text,
        "\n## {}\n\n错误{}个；干净的工作簿误报：强制{errors}，核实{explains}。\n\n\
         {HEADS}",
        part.name,
        part.trials.len()
    );
    for kind in KINDS.iter().copied().flatten() {
        let of_kind = part
            .trials
            .iter()
            .filter(|trial| std::ptr::eq(trial.kind, kind));
        row(
            text,
            kind.family.name(),
            kind.name,
            &of_kind.collect::<Vec<_>>(),
        );
    }
    families(text, &part.trials.iter().collect::<Vec<_>>());
    misses(text, part);
}

fn row(text: &mut String, family: &str, name: &str, trials: &[&Trial]) {
    if trials.is_empty() {
        return;
    }
    let count = |is: fn(&Trial) -> bool| trials.iter().filter(|trial| is(trial)).count();
    let found = count(|trial| trial.outcome.found);
    let effect = |is: fn(&Trial) -> bool| -> i64 {
        let of = trials.iter().filter(|trial| is(trial));
        of.map(|trial| trial.outcome.effect).sum()
    };
    let weight = effect(|_| true);
    let of_weight = match weight {
        0 => "—".into(),
        _ => percent(effect(|trial| trial.outcome.found), weight),
    };
    let _ = writeln!(
        text,
        "| {family} | {name} | {} | {} | {} | {} | {of_weight} |",
        trials.len(),
        share(found, trials.len()),
        share(count(|trial| trial.outcome.blocks), trials.len()),
        share(count(|trial| trial.outcome.primary), found),
    );
}

fn misses(text: &mut String, part: &Part<'_>) {
    text.push_str("\n没有找到的：");
    let missed = || part.trials.iter().filter(|trial| !trial.outcome.found);
    let counts = MissReason::ALL.map(|miss| {
        let count = missed().filter(|trial| trial.outcome.miss == miss).count();
        format!("{}{count}个", miss.name())
    });
    let _ = writeln!(text, "{}。", counts.join("，"));
}

pub(super) fn share(part: usize, whole: usize) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    match whole {
        0 => "—".into(),
        _ => percent(number(part), number(whole)),
    }
}

/// A share in percent with one decimal, rounded half up; of whole numbers only.
fn percent(part: i64, whole: i64) -> String {
    let thousandths = (part * 2_000 + whole) / (whole * 2);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}
