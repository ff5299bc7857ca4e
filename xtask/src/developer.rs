//! The commands of whoever works on this program; the one that is handed out has none of them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use voced_cli::{Console, Done, Failure};

use crate::{bench, dist, fixtures, hostile, mutants, scorecard, simulate};

#[derive(Debug, Subcommand)]
pub(crate) enum DeveloperCommand {
    /// 往干净的工作簿里放入各种填报错误，统计校验规则找到多少
    Scorecard(ScorecardOptions),
    /// 生成任意多所学校的示例文件夹：地区逐级，工作簿两年，可放入填报错误
    Simulate(SimulateOptions),
    /// 在任意多所学校的示例上计时：用时、内存，与只读单元格、与Python的同一件事相比
    Bench(BenchOptions),
    /// 由可读的源文件重新生成示例工作簿
    Fixtures(FixturesOptions),
    /// 编译成一个程序，连同示例和说明打成压缩包，给没有Rust的人用
    Dist(DistOptions),
    /// 生成损坏的、骗人的、有害的文件，用来试验读入
    Hostile(HostileOptions),
    /// 往源代码里逐处放入小改动，看各crate自己的测试能不能发现；要先安装cargo-mutants
    Mutants(MutantsOptions),
}

pub(crate) fn run(command: &DeveloperCommand, console: &Console) -> Result<Done, Failure> {
    match command {
        DeveloperCommand::Scorecard(options) => scorecard::scorecard(options, console),
        DeveloperCommand::Simulate(options) => simulate::simulate(options, console),
        DeveloperCommand::Bench(options) => bench::bench(options, console),
        DeveloperCommand::Fixtures(options) => fixtures::fixtures(options, console),
        DeveloperCommand::Dist(options) => dist::dist(options, console),
        DeveloperCommand::Hostile(options) => hostile::hostile(options, console),
        DeveloperCommand::Mutants(options) => mutants::mutants(options, console),
    }
}

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

#[derive(Debug, Args)]
pub(crate) struct SimulateOptions {
    /// 学校数：24所以内是市，336所以内是省，更多是全国
    #[arg(long, value_name = "所数")]
    pub(crate) schools: usize,
    /// 报告年度，另生成上一年度
    #[arg(long, value_name = "年度")]
    pub(crate) year: u16,
    /// 要建立的文件夹，应为空或不存在
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: PathBuf,
    /// 随机数种子，相同则工作簿相同
    #[arg(
        long,
        value_name = "种子",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(crate) seed: u64,
    /// 有错误的工作簿所占的比例，如0.05；错误列在faults.csv
    #[arg(
        long,
        value_name = "比例",
        default_value_t = 0.0,
        hide_default_value = true
    )]
    pub(crate) faults: f64,
}

#[derive(Debug, Args)]
pub(crate) struct HostileOptions {
    /// 写入的文件夹
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct MutantsOptions {
    /// 只试一个crate，如voced-domain；默认都试
    #[arg(long, value_name = "名称")]
    pub(crate) package: Option<String>,
}

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

#[derive(Debug, Args)]
pub(crate) struct FixturesOptions {
    /// 只核对现有工作簿的内容是否与源文件一致，不写文件
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DistOptions {
    /// 压缩包放在哪个文件夹，默认为 out/dist
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 为哪种系统编译，默认为本机；x86_64-unknown-linux-musl的在各种Linux上都能用
    #[arg(long, value_name = "目标")]
    pub(crate) target: Option<String>,
}
