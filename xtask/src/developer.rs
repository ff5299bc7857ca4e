//! The commands of whoever works on this program; the one that is handed out has none of them.

use clap::Subcommand;
use voced_cli::{Console, Done, Failure};

use crate::bench::{BenchOptions, bench};
use crate::dist::{DistOptions, dist};
use crate::fixtures::{FixturesOptions, fixtures};
use crate::hostile::{HostileOptions, hostile};
use crate::mutants::{MutantsOptions, mutants};
use crate::scorecard::{ScorecardOptions, scorecard};
use crate::simulate::{SimulateOptions, simulate};

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
        DeveloperCommand::Scorecard(options) => scorecard(options, console),
        DeveloperCommand::Simulate(options) => simulate(options, console),
        DeveloperCommand::Bench(options) => bench(options, console),
        DeveloperCommand::Fixtures(options) => fixtures(options, console),
        DeveloperCommand::Dist(options) => dist(options, console),
        DeveloperCommand::Hostile(options) => hostile(options, console),
        DeveloperCommand::Mutants(options) => mutants(options, console),
    }
}
