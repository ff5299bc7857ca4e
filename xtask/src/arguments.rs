//! Arguments, with help and errors in Chinese.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use voced_report::Audience;

#[cfg(not(feature = "dist"))]
use crate::developer::DeveloperCommand;
use crate::pdf;
use crate::program::{BUREAU, BUREAU_HELP, program};

pub(crate) const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{options}";
const HELP_WITH_POSITIONALS: &str =
    "{about-with-newline}\n用法：{usage}\n\n{positionals}\n{options}";
const HELP_OF_ALL: &str = "{about-with-newline}\n用法：{usage}\n\n{subcommands}\n\n{options}";

/// 中等职业教育质量年度报告：发放填报工作簿、汇总指标、说明每个数字的来历。
#[derive(Debug, Parser)]
#[command(
    name = program!(),
    bin_name = program!(),
    version,
    help_template = HELP_OF_ALL,
    override_usage = concat!(program!("命令 [选项]，各命令的用法见 "), program!("命令 --help")),
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// 只输出结果和必须处理的问题
    #[arg(long, global = true)]
    pub(crate) quiet: bool,

    /// 显示帮助
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,

    /// 显示版本
    #[arg(long, short = 'V', action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 为新的教育局建立文件夹
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("init 文件夹 --name 名称 --schools 文件 [--region 代码]")
    )]
    Init(InitOptions),
    /// 生成发给各校和本局填报的工作簿
    #[command(
        help_template = HELP,
        override_usage = program!("template --year 年度 [--bureau 文件夹] [--school 学校]")
    )]
    Template(TemplateOptions),
    /// 读取交回的工作簿，汇总全部指标
    #[command(
        help_template = HELP,
        override_usage = program!("report --year 年度 [--bureau 文件夹] [--out 文件夹] [--only 格式,…] [--issued 日期]")
    )]
    Report(ReportOptions),
    /// 核查交回的工作簿：逐格列出问题，生成核查报告和退回各校的工作簿
    #[command(
        help_template = HELP,
        override_usage = program!("check --year 年度 [--bureau 文件夹] [--school 学校] [--format text|json|csv] [--out 文件夹]")
    )]
    Check(CheckOptions),
    /// 核对写成的报告：每个数字读回来，重新计算，看与数据、与自身是否相符
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("audit 文件 [--year 年度 --bureau 文件夹] [--definitions 年度] [--format text|json|html]")
    )]
    Audit(AuditOptions),
    /// 说明一条校验规则：查什么、为什么、怎么改；不写代码则列出全部规则
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("rule [代码] [--year 年度] [--bureau 文件夹] [--markdown]")
    )]
    Rule(RuleOptions),
    /// 说明一个指标：公式、口径、每一项的来源单元格、舍入、变化
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("explain 指标 --year 年度 [--bureau 文件夹] [--school 学校]")
    )]
    Explain(ExplainOptions),
    /// 查一个数、一个指标或一个单元格出现在报告的哪里、由什么得来
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("trace 数|指标|学校:表!单元格 --year 年度 [--bureau 文件夹]")
    )]
    Trace(TraceOptions),
    /// 列出数据项、指标、校验关系的定义
    #[command(
        help_template = HELP_WITH_POSITIONALS,
        override_usage = program!("catalogue [items|indicators|relations] [--year 年度] [--bureau 文件夹]")
    )]
    Catalogue(CatalogueOptions),
    #[cfg(not(feature = "dist"))]
    #[command(flatten)]
    Developer(DeveloperCommand),
}

#[derive(Debug, Args)]
pub(crate) struct InitOptions {
    /// 要建立的文件夹，应为空或不存在
    #[arg(value_name = "文件夹")]
    pub(crate) folder: PathBuf,
    /// 教育局名称，如“四平市教育局”
    #[arg(long, value_name = "名称")]
    pub(crate) name: String,
    /// 学校名单（CSV，UTF-8或GBK）：学校名称，可另有简称、代码、隶属、县区、性质、荣誉各列
    #[arg(long, value_name = "文件")]
    pub(crate) schools: PathBuf,
    /// 本局所辖地区的行政区划代码，默认为region
    #[arg(
        long,
        value_name = "代码",
        default_value = "region",
        hide_default_value = true
    )]
    pub(crate) region: String,
}

#[derive(Debug, Args)]
pub(crate) struct BureauOptions {
    /// 报告年度
    #[arg(long, value_name = "年度")]
    pub(crate) year: u16,
    #[arg(
        long,
        value_name = "文件夹",
        default_value = BUREAU,
        help = BUREAU_HELP,
        hide_default_value = true
    )]
    pub(crate) bureau: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct TemplateOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 只生成一所学校的（代码、全称或简称）
    #[arg(long, value_name = "学校")]
    pub(crate) school: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ReportOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 输出文件夹，默认为 out/年度
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 只写这些输出，用逗号分开：xlsx（汇总工作簿）、json、csv（指标数据）、docx（可编辑的报告）、html（网页）、pdf
    #[arg(long, value_name = "格式", value_delimiter = ',', value_parser = formats(), hide_possible_values = true)]
    pub(crate) only: Vec<String>,
    /// 签发日期，写入文件属性，默认为当年12月1日
    #[arg(long, value_name = "日期")]
    pub(crate) issued: Option<chrono::NaiveDate>,
    /// 报告写哪一版：public（公开版）、internal（内部版，含核查发现和数据质量说明）；默认两版都写
    #[arg(long, value_name = "版", hide_possible_values = true)]
    pub(crate) edition: Option<ReportEdition>,
    /// 写成草稿：有未处理的强制问题也写，加水印并列出问题
    #[arg(long)]
    pub(crate) draft: bool,
    /// 另在这个文件夹里找PDF用的字体，可以写几次
    #[arg(long, value_name = "文件夹")]
    pub(crate) font_path: Vec<PathBuf>,
    /// PDF只用--font-path里的字体，不用系统字体：各台机器上得到同样的PDF
    #[arg(long)]
    pub(crate) no_system_fonts: bool,
}

/// Which report is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportEdition {
    Public,
    Internal,
    Both,
}

impl ReportOptions {
    /// Whether an output was asked for, by name or because none was named.
    pub(crate) fn wants(&self, format: &str) -> bool {
        self.only.is_empty() || self.names(format)
    }

    /// Whether an output was asked for by name.
    pub(crate) fn names(&self, format: &str) -> bool {
        self.only.iter().any(|name| name == format)
    }

    /// For whom reports are written.
    pub(crate) fn audiences(&self) -> &'static [Audience] {
        match self.edition {
            Some(ReportEdition::Public) => &[Audience::Public],
            Some(ReportEdition::Internal) => &[Audience::Internal],
            Some(ReportEdition::Both) | None => &[Audience::Public, Audience::Internal],
        }
    }
}

/// The names of all outputs, with what they are.
fn formats() -> PossibleValuesParser {
    let formats = voced_writers::all().iter();
    let formats = formats.map(|writer| PossibleValue::new(writer.format).help(writer.name));
    PossibleValuesParser::new(formats.chain([PossibleValue::new(pdf::FORMAT).help(pdf::NAME)]))
}

#[derive(Debug, Args)]
pub(crate) struct CheckOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 只看一所学校（代码、全称或简称）
    #[arg(long, value_name = "学校")]
    pub(crate) school: Option<String>,
    /// 怎样列出问题：text（供阅读）、json、csv
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: CheckFormat,
    /// 输出文件夹，默认为 out/年度
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 核查日期，写入文件属性，默认为当年12月1日
    #[arg(long, value_name = "日期")]
    pub(crate) issued: Option<chrono::NaiveDate>,
}

/// How findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Csv,
}

#[derive(Debug, Args)]
pub(crate) struct AuditOptions {
    /// 报告：docx、pdf、html、md或txt
    #[arg(value_name = "文件")]
    pub(crate) file: PathBuf,
    /// 与这一年度的数据核对；不写则只按文中的数字互相核对
    #[arg(long, value_name = "年度")]
    pub(crate) year: Option<u16>,
    #[arg(
        long,
        value_name = "文件夹",
        default_value = BUREAU,
        help = BUREAU_HELP,
        hide_default_value = true
    )]
    pub(crate) bureau: PathBuf,
    /// 不与数据核对时，按哪一年的指标目录认数，默认为2020
    #[arg(
        long,
        value_name = "年度",
        default_value_t = 2020,
        hide_default_value = true
    )]
    pub(crate) definitions: u16,
    /// 怎样列出结果：text（供阅读）、json、html（报告原文，数字按结论着色）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: AuditFormat,
}

/// How an audit is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    Text,
    Json,
    Html,
}

#[derive(Debug, Args)]
pub(crate) struct RuleOptions {
    /// 规则代码，如REL017
    #[arg(value_name = "代码")]
    pub(crate) code: Option<String>,
    /// 有效年度，默认为2020
    #[arg(
        long,
        value_name = "年度",
        default_value_t = 2020,
        hide_default_value = true
    )]
    pub(crate) year: u16,
    #[arg(
        long,
        value_name = "文件夹",
        default_value = BUREAU,
        help = BUREAU_HELP,
        hide_default_value = true
    )]
    pub(crate) bureau: PathBuf,
    /// 全部规则写成Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExplainOptions {
    /// 指标的名称或代码，如“就业率”
    #[arg(value_name = "指标")]
    pub(crate) indicator: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 只看一所学校或一个地区（代码、全称或简称）
    #[arg(long, value_name = "学校")]
    pub(crate) school: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct TraceOptions {
    /// 要查的数（97.8）、指标的名称或代码（就业率）、或单元格（四平卫校:表6!E5）
    #[arg(value_name = "数|指标|单元格")]
    pub(crate) wanted: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
}

#[derive(Debug, Args)]
pub(crate) struct CatalogueOptions {
    /// 列出哪一类：items（数据项）、indicators（指标）、relations（校验关系）；不写则全部列出
    #[arg(value_name = "类别", hide_possible_values = true)]
    pub(crate) section: Option<Section>,
    /// 有效年度，默认为2020
    #[arg(
        long,
        value_name = "年度",
        default_value_t = 2020,
        hide_default_value = true
    )]
    pub(crate) year: u16,
    #[arg(
        long,
        value_name = "文件夹",
        default_value = BUREAU,
        help = BUREAU_HELP,
        hide_default_value = true
    )]
    pub(crate) bureau: PathBuf,
}

/// A part of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    Items,
    Indicators,
    Relations,
}

impl ValueEnum for Section {
    fn value_variants<'a>() -> &'a [Self] {
        &[Section::Items, Section::Indicators, Section::Relations]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Section::Items => PossibleValue::new("items").help("数据项"),
            Section::Indicators => PossibleValue::new("indicators").help("指标"),
            Section::Relations => PossibleValue::new("relations").help("校验关系"),
        })
    }
}

/// Reads the arguments; help and errors have been printed when there are none.
pub(crate) fn parse() -> Result<Arguments, ExitCode> {
    Arguments::try_parse().map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
        ) {
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        ) {
            let _ = error.print();
            return ExitCode::from(2);
        }
        eprintln!("错误 {}", in_chinese(&error));
        let (all, one) = (program!("--help"), program!("命令 --help"));
        eprintln!("  用 {all} 或 {one} 查看用法");
        ExitCode::from(2)
    })
}

fn in_chinese(error: &clap::Error) -> String {
    let context = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => format!("不认识的参数{argument}"),
        ErrorKind::InvalidSubcommand => {
            format!("不认识的命令{}", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数{argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数{argument}缺少值"),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            format!("参数{argument}不能是“{value}”，可选：{valid}")
        }
        ErrorKind::ValueValidation => format!("参数{argument}不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("参数{argument}不能重复或同时使用"),
        _ => "参数不对".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_arguments_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[cfg(not(feature = "dist"))]
    #[test]
    fn help_is_in_chinese() {
        let mut command = Arguments::command();
        let mut texts = vec![command.render_help().to_string()];
        for name in [
            "init",
            "template",
            "report",
            "check",
            "audit",
            "rule",
            "explain",
            "trace",
            "catalogue",
            "scorecard",
            "simulate",
            "bench",
            "fixtures",
            "dist",
            "hostile",
        ] {
            let found = command.find_subcommand_mut(name).expect("a command");
            texts.push(found.render_help().to_string());
        }
        insta::assert_snapshot!(texts.join("\n———\n"));
    }

    #[test]
    fn wrong_use_is_said_in_chinese() {
        let said = |arguments: &[&str]| {
            let arguments = [&["xtask"], arguments].concat();
            in_chinese(&Arguments::try_parse_from(arguments).unwrap_err())
        };
        let lines = [
            said(&["report"]),
            said(&["report", "--year", "二零"]),
            said(&["report", "--year", "2020", "--only", "doc"]),
            said(&["reprot"]),
            said(&["report", "--year", "2020", "--nonsense"]),
        ];
        insta::assert_snapshot!(lines.join("\n"));
    }
}
