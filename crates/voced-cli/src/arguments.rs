//! Arguments, with help and errors in Chinese.

use chrono::{Datelike, NaiveDate};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use voced_domain::ReferenceYear;
use voced_outputs::{ALL, OutputKind, ReportRequest, Typesetter, TypesetterError};
use voced_report::{Audience, Standing};

use crate::{Failure, Program};

const HELP: &str = "{about-with-newline}\n用法：{usage}\n\n{options}";
const HELP_WITH_POSITIONALS: &str =
    "{about-with-newline}\n用法：{usage}\n\n{positionals}\n{options}";
const HELP_WITH_COMMANDS: &str =
    "{about-with-newline}\n用法：{usage}\n\n{positionals}\n{options}\n\n{subcommands}";
const HELP_OF_ALL: &str = "{about-with-newline}\n用法：{usage}\n\n{subcommands}\n\n{options}";

/// 中等职业教育质量年度报告：发放填报工作簿、汇总指标、说明每个数字的来历。
#[derive(Debug, Parser)]
#[command(
    version,
    help_template = HELP_OF_ALL,
    subcommand_value_name = "命令",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments<C: Subcommand> {
    #[command(subcommand)]
    pub(crate) command: C,

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

/// The commands of a bureau.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 为新的教育局建立文件夹
    Init(InitOptions),
    /// 生成发给各校和本局填报的工作簿
    Template(TemplateOptions),
    /// 读取交回的工作簿，汇总全部指标
    Report(ReportOptions),
    /// 核查交回的工作簿：逐格列出问题，生成核查报告和退回各校的工作簿
    Check(CheckOptions),
    /// 在浏览器里收件、核查：打开本机上的网页，与各条命令用同一个文件夹
    Desk(DeskOptions),
    /// 填报进度：各校报到哪一步、该给谁打电话、本局接着要做什么；从第一天起就能用
    Status(StatusOptions),
    /// 豁免一个问题：按它现在的数字写进waivers.toml
    Waive(WaiveOptions),
    /// 登记一所学校签回的确认表；以后数据改动会指出
    Confirm(ConfirmOptions),
    /// 核对写成的报告：每个数字读回来，重新计算，看与数据、与自身是否相符
    Audit(AuditOptions),
    /// 把各校在工作簿里写的、另交的Word文件里的案例取成附件稿，放进narrative/附件；改过的稿不动
    Cases(CasesOptions),
    /// 说明一条校验规则：查什么、为什么、怎么改；不写代码则列出全部规则
    Rule(RuleOptions),
    /// 说明一个指标：公式、口径、每一项的来源单元格、舍入、变化
    Explain(ExplainOptions),
    /// 查一个数、一个指标或一个单元格出现在报告的哪里、由什么得来
    Trace(TraceOptions),
    /// 列出数据项、指标、校验关系的定义
    Catalogue(CatalogueOptions),
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct InitOptions {
    /// 要建立的文件夹，应为空或不存在
    #[arg(value_name = "文件夹")]
    pub(crate) folder: PathBuf,
    /// 教育局名称，如“四平市教育局”
    #[arg(long, value_name = "名称")]
    pub(crate) name: String,
    /// 学校名单（CSV、xlsx、xls、ods）：学校名称，可另有简称、代码、隶属、县区、县区代码、性质、办学类型、荣誉、联系人、联系电话、设立年份、末次填报年度、并入、分自各列
    #[arg(long, value_name = "文件")]
    pub(crate) schools: PathBuf,
    /// 本局所辖地区的行政区划代码，默认由教育局名称得出
    #[arg(long, value_name = "代码")]
    pub(crate) region: Option<String>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub(crate) struct BureauOptions {
    /// 报告年度
    #[arg(long, value_name = "年度")]
    pub(crate) year: u16,
    // What it is without is the program's to say.
    #[arg(long, value_name = "文件夹")]
    pub(crate) bureau: Option<PathBuf>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct CasesOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct TemplateOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 只生成一所学校的（代码、全称或简称）
    #[arg(long, value_name = "学校")]
    pub(crate) school: Option<String>,
    /// 发放日期，记入办理记录，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct ReportOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 输出文件夹，默认为 out/年度
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    #[arg(long, value_name = "格式", value_delimiter = ',', ignore_case = true, value_parser = formats(), hide_possible_values = true, help = formats_help())]
    pub(crate) only: Vec<String>,
    /// 签发日期，写在封面和文件属性里，默认为当年12月1日
    #[arg(long, value_name = "日期")]
    pub(crate) issued: Option<NaiveDate>,
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
    /// The output folder.
    pub(crate) fn out(&self, year: ReferenceYear) -> PathBuf {
        out(self.out.as_ref(), year)
    }

    /// What is asked for.
    pub(crate) fn request<'a>(
        &'a self,
        year: ReferenceYear,
        typesetter: &'a (dyn Fn() -> Result<std::process::Command, TypesetterError> + Sync),
    ) -> Result<ReportRequest<'a>, Failure> {
        Ok(ReportRequest {
            only: &self.only,
            audiences: match self.edition {
                Some(ReportEdition::Public) => &[Audience::Public],
                Some(ReportEdition::Internal) => &[Audience::Internal],
                Some(ReportEdition::Both) | None => &[Audience::Public, Audience::Internal],
            },
            standing: if self.draft {
                Standing::Draft
            } else {
                Standing::Final
            },
            issued: day_of_issue(self.issued, year)?,
            typesetter: Typesetter {
                program: typesetter,
                font_folders: &self.font_path,
                has_system_fonts: !self.no_system_fonts,
            },
        })
    }
}

impl CheckOptions {
    /// The output folder.
    pub(crate) fn out(&self, year: ReferenceYear) -> PathBuf {
        out(self.out.as_ref(), year)
    }
}

fn out(named: Option<&PathBuf>, year: ReferenceYear) -> PathBuf {
    named
        .cloned()
        .unwrap_or_else(|| ["out", &year.to_string()].iter().collect())
}

/// Years that every format of an output knows.
const YEARS_OF_ISSUE: std::ops::RangeInclusive<i32> = 1900..=9999;

/// The date of issue is an argument; the clock is never asked.
pub(crate) fn day_of_issue(
    issued: Option<NaiveDate>,
    year: ReferenceYear,
) -> Result<NaiveDate, Failure> {
    let date = issued.unwrap_or_else(|| year.usual_day_of_issue());
    if YEARS_OF_ISSUE.contains(&date.year()) {
        return Ok(date);
    }
    Err(Failure::new(
        format!("签发日期{date}不对"),
        "请写成2020-12-01的样子",
    ))
}

/// The outputs of the command `report`.
fn of_report() -> impl Iterator<Item = &'static OutputKind> {
    ALL.iter()
        .filter(|output| output.command() == voced_outputs::Command::Report)
}

/// The names of all outputs, with what they are.
fn formats() -> PossibleValuesParser {
    let formats = of_report().map(|output| PossibleValue::new(output.format).help(output.name));
    PossibleValuesParser::new(formats)
}

fn formats_help() -> String {
    let formats: Vec<String> = of_report()
        .map(|output| format!("{}（{}）", output.format, output.name))
        .collect();
    format!("只写这些输出，用逗号分开：{}", formats.join("、"))
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct CheckOptions {
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
    /// 文件属性里的日期，默认为当年12月1日
    #[arg(long, value_name = "日期")]
    pub(crate) issued: Option<NaiveDate>,
    /// 核查是哪一天做的，记入办理记录，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct DeskOptions {
    /// 教育局的文件夹
    #[arg(long, value_name = "文件夹")]
    pub(crate) bureau: Option<PathBuf>,
    /// 当作今天的日期，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
    /// 不打开浏览器，只写出打开它的文件
    #[arg(long)]
    pub(crate) no_browser: bool,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct StatusOptions {
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 怎样列出：text（供阅读）、json
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: StatusFormat,
    /// 输出文件夹，默认为 out/年度
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 哪一天的进度，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
}

impl StatusOptions {
    /// The output folder.
    pub(crate) fn out(&self, year: ReferenceYear) -> PathBuf {
        out(self.out.as_ref(), year)
    }
}

/// How the board is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum StatusFormat {
    Text,
    Json,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct WaiveOptions {
    /// 规则代码，如REL017
    #[arg(value_name = "规则")]
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 学校（代码、全称或简称），或地区
    #[arg(long, value_name = "学校")]
    pub(crate) school: String,
    /// 谁同意豁免的
    #[arg(long, value_name = "科室")]
    pub(crate) by: String,
    /// 为什么
    #[arg(long, value_name = "原因")]
    pub(crate) reason: String,
    /// 这条规则有几处问题时，是哪一处（核查报告“针对的数字”）
    #[arg(long, value_name = "数字")]
    pub(crate) values: Option<String>,
    /// 豁免日期，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct ConfirmOptions {
    /// 签回确认表的学校（代码、全称或简称）
    #[arg(value_name = "学校")]
    pub(crate) school: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 签字的确认表上的“数据校验码”，至少前6位
    #[arg(long, value_name = "校验码")]
    pub(crate) code: String,
    /// 谁登记的
    #[arg(
        long,
        value_name = "经办",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) by: String,
    /// 签字日期，默认为今天
    #[arg(long, value_name = "日期")]
    pub(crate) on: Option<NaiveDate>,
}

/// How findings are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    Text,
    Json,
    Csv,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct AuditOptions {
    #[arg(value_name = "文件", help = format!("报告：{}；写narrative则核对本局的正文", voced_audit::format_names()))]
    pub(crate) file: PathBuf,
    /// 另外几份报告，如上一年度的：同一年的同一个数，几份报告应当相同
    #[arg(value_name = "另一份")]
    pub(crate) others: Vec<PathBuf>,
    /// 与这一年度的数据核对；不写则只按文中的数字互相核对
    #[arg(long, value_name = "年度")]
    pub(crate) year: Option<u16>,
    // What it is without is the program's to say.
    #[arg(long, value_name = "文件夹")]
    pub(crate) bureau: Option<PathBuf>,
    /// 不与数据核对时，按哪一年的指标目录认数，默认为2020
    #[arg(
        long,
        value_name = "年度",
        default_value_t = 2020,
        hide_default_value = true
    )]
    pub(crate) definitions: u16,
    /// 怎样列出结果：text（供阅读）、json、html（报告原文，数字按结论着色）、docx（在Word文件里加批注）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub(crate) format: AuditFormat,
    /// 加了批注的Word文件写到哪里，默认在原文件旁边，名字后面加“（核对）”
    #[arg(long, value_name = "文件")]
    pub(crate) out: Option<PathBuf>,
}

/// How an audit is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    Text,
    Json,
    Html,
    Docx,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct RuleOptions {
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
    // What it is without is the program's to say.
    #[arg(long, value_name = "文件夹")]
    pub(crate) bureau: Option<PathBuf>,
    /// 全部规则写成Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct ExplainOptions {
    /// 指标的名称或代码，如“就业率”
    #[arg(value_name = "指标")]
    pub(crate) indicator: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 只看一所学校或一个地区（代码、全称或简称）
    #[arg(long, value_name = "学校")]
    pub(crate) school: Option<String>,
}

/// The options of a command.
#[derive(Debug, Args)]
pub struct TraceOptions {
    /// 要查的数（97.8）、指标的名称或代码（就业率）、或单元格（四平卫校:表6!E5）
    #[arg(value_name = "数|指标|单元格")]
    pub(crate) wanted: String,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
}

/// The options of a command.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_value_name = "命令")]
pub struct CatalogueOptions {
    #[command(subcommand)]
    pub(crate) command: Option<CatalogueCommand>,
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
    /// 列出各年之间的变化，如2020..2024：新增、停用、更名、口径变化
    #[arg(long, value_name = "年度..年度", conflicts_with = "section", value_parser = span)]
    pub(crate) changes: Option<(ReferenceYear, ReferenceYear)>,
    // What it is without is the program's to say.
    #[arg(long, value_name = "文件夹")]
    pub(crate) bureau: Option<PathBuf>,
}

/// What else is done with the catalogue.
#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueCommand {
    /// 读入本局或上级的表样，把目录里没有的写进本局的catalogue.toml；再次导入时列出变化
    Import(ImportOptions),
}

/// The options of a command.
#[derive(Debug, Args)]
pub(crate) struct ImportOptions {
    /// 表样（.xlsx、.xls、.ods或.docx）：一行一个指标，表头有“指标”，可另有序号、单位、说明
    #[arg(value_name = "表样")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) bureau: BureauOptions,
    /// 由本局填一份（写进city.xlsx），不发给各校
    #[arg(long)]
    pub(crate) city: bool,
    /// 只列出将要写的，不写文件
    #[arg(long)]
    pub(crate) preview: bool,
}

/// Two years, `2020..2024`.
fn span(text: &str) -> Result<(ReferenceYear, ReferenceYear), String> {
    let wrong = || "应写作2020..2024，前一年早于后一年".to_owned();
    let (from, to) = text.split_once("..").ok_or_else(wrong)?;
    let year = |text: &str| {
        let number = text.trim_start_matches('=').trim().parse::<u16>();
        ReferenceYear::new(number.map_err(|_| wrong())?).map_err(|error| error.to_string())
    };
    let (from, to) = (year(from)?, year(to)?);
    (from < to).then_some((from, to)).ok_or_else(wrong)
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

/// The commands of a program with all their help, as clap has them.
pub fn command<C: Subcommand>(program: &Program) -> clap::Command {
    let names = Arguments::<C>::command();
    let names = names.get_subcommands().map(|one| one.get_name().to_owned());
    let names: Vec<String> = names.collect();
    let all = Arguments::<C>::command()
        .name(program.name)
        .bin_name(program.name);
    let usage = format!(
        "{}，各命令的用法见 {}",
        program.command("命令 [选项]"),
        program.command("命令 --help")
    );
    let all = all.override_usage(usage);
    names.iter().fold(all, |all, name| {
        all.mut_subcommand(name, |one| in_words_of(program, one))
    })
}

/// The commands of a command, where it has any.
fn with_commands_of(program: &Program, command: clap::Command) -> clap::Command {
    let names = command.get_subcommands();
    let names: Vec<String> = names.map(|one| one.get_name().to_owned()).collect();
    let of = command.get_name().to_owned();
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |one| {
            named_in_words_of(program, one, &format!("{of} {name}"))
        })
    })
}

/// One command with its usage as clap gives it, but in Chinese, and the program's own bureau.
fn in_words_of(program: &Program, command: clap::Command) -> clap::Command {
    let name = command.get_name().to_owned();
    named_in_words_of(program, with_commands_of(program, command), &name)
}

fn named_in_words_of(program: &Program, command: clap::Command, name: &str) -> clap::Command {
    let has_commands = command.get_subcommands().next().is_some();
    let has_positionals = command.get_positionals().next().is_some();
    let template = if has_commands {
        HELP_WITH_COMMANDS
    } else if has_positionals {
        HELP_WITH_POSITIONALS
    } else {
        HELP
    };
    let has_bureau = command.get_arguments().any(|one| one.get_id() == "bureau");
    let command = if has_bureau {
        command.mut_arg("bureau", |bureau| bureau.help(program.bureau_help()))
    } else {
        command
    };
    let name = program.command(name);
    let mut named = command.clone().bin_name(name);
    let usage = named.render_usage().to_string();
    let usage = usage
        .trim_start_matches("Usage: ")
        .replace("[OPTIONS]", "[选项]")
        .replace("\n       ", "\n      ");
    command.help_template(template).override_usage(usage)
}

/// Reads the arguments; help and errors have been printed when there are none.
pub(crate) fn parse<C: Subcommand>(program: &Program) -> Result<Arguments<C>, ExitCode> {
    let matches = command::<C>(program).try_get_matches();
    let arguments = matches.and_then(|matches| Arguments::from_arg_matches(&matches));
    arguments.map_err(|error| told(&error, program))
}

/// Says what was wrong, or the help that was asked for.
fn told(error: &clap::Error, program: &Program) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            eprintln!("错误 {}", in_chinese(error));
            let (all, one) = (program.command("--help"), program.command("命令 --help"));
            eprintln!("  用 {all} 或 {one} 查看用法");
            ExitCode::from(2)
        }
    }
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
        ErrorKind::UnknownArgument => {
            let near = near(context(ContextKind::SuggestedArg));
            format!("不认识的参数{argument}{near}")
        }
        ErrorKind::InvalidSubcommand => {
            let near = near(context(ContextKind::SuggestedSubcommand));
            format!(
                "不认识的命令{}{near}",
                context(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数{argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("参数{argument}缺少值"),
        ErrorKind::InvalidValue => {
            let valid = context(ContextKind::ValidValue);
            let comma = if value.contains(['，', '、', '；']) {
                "；几个之间用半角逗号分开"
            } else {
                ""
            };
            format!("参数{argument}不能是“{value}”，可选：{valid}{comma}")
        }
        ErrorKind::ValueValidation => format!("参数{argument}不能是“{value}”"),
        ErrorKind::ArgumentConflict => format!("参数{argument}不能重复或同时使用"),
        ErrorKind::TooManyValues => format!("参数{argument}不带值“{value}”"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("参数{argument}的值不够")
        }
        _ => format!("参数{argument}不对"),
    }
}

/// What may have been meant.
fn near(suggested: String) -> String {
    match suggested.as_str() {
        "" => suggested,
        suggested => format!("，是不是{suggested}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: Program = Program {
        name: "voced",
        bureau: ".",
        example_texts: "示例/narrative",
        typesetter: crate::beside,
        desk: crate::desk_beside,
    };

    #[test]
    fn the_definition_of_arguments_is_consistent() {
        command::<Command>(&PROGRAM).debug_assert();
    }

    #[test]
    fn help_is_in_chinese() {
        let mut command = command::<Command>(&PROGRAM);
        let mut texts = vec![command.render_help().to_string()];
        for found in command.get_subcommands_mut() {
            texts.push(found.render_help().to_string());
            let further = found.get_subcommands_mut();
            texts.extend(further.map(|found| found.render_help().to_string()));
        }
        insta::assert_snapshot!(texts.join("\n———\n"));
    }

    #[test]
    fn wrong_use_is_said_in_chinese() {
        let said = |arguments: &[&str]| {
            let arguments = [&["voced"], arguments].concat();
            let error = command::<Command>(&PROGRAM).try_get_matches_from(arguments);
            in_chinese(&error.unwrap_err())
        };
        let lines = [
            said(&["report"]),
            said(&["report", "--year", "二零"]),
            said(&["report", "--year", "2020", "--only", "doc"]),
            said(&["reprot"]),
            said(&["report", "--year", "2020", "--nonsense"]),
            said(&["report", "--yaer", "2020"]),
            said(&["report", "--year", "2020", "--draft=1"]),
            said(&["report", "--year", "2020", "--only", "html，json"]),
            said(&["report", "--year"]),
            said(&["catalogue", "imprt"]),
            said(&["catalogue", "import", "--year", "2024"]),
        ];
        insta::assert_snapshot!(lines.join("\n"));
    }
}
