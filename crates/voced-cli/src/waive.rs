//! Letting a finding stand, with the values that it rests on now.

use voced_domain::{Entity, Finding, FindingStatus, RuleCode, Severity, Waiver};
use voced_pipeline::{Assessment, assess, rules};

use crate::arguments::WaiveOptions;
use crate::{Console, Done, Failure};

/// Writes a waiver for a finding into the bureau's `waivers.toml`.
pub(crate) fn waive(options: &WaiveOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let rule = rule(&options.rule)?;
    let steps = console.steps();
    let progress = |step| steps.at(step);
    let inputs = folder.inputs_from_the_first_day(year, &progress)?;
    let assessment = assess(inputs, &progress)?;
    known(&assessment, &rule)?;
    let entity = entity(&assessment, &options.school)?;
    let finding = the_one(&assessment, &rule, entity, options.values.as_deref())?;
    let (by, reason) = (options.by.trim(), options.reason.trim());
    if by.is_empty() || reason.is_empty() {
        return Err(Failure::new(
            "--by和--reason都要写明",
            "谁同意的、为什么，以后要有人看得懂",
        ));
    }
    let waiver = Waiver {
        rule,
        school: entity.code().clone(),
        values: finding.rests_on().to_string(),
        by: by.to_owned(),
        on: voced_folder::day(options.on),
        reason: reason.to_owned(),
    };
    folder.add_waiver(&assessment.this.edition, &waiver)?;
    console.line(&format!("{}：{}", entity.name(), finding.message));
    console.line(&format!(
        "已豁免，针对“{}”；数字变了就不再有效",
        waiver.values
    ));
    console.done(&folder.waivers_path(year).display().to_string());
    Ok(Done::Clean)
}

fn rule(code: &str) -> Result<RuleCode, Failure> {
    let code = code.trim().to_uppercase();
    RuleCode::new(&code).map_err(|error| Failure::new(error, "请填规则代码，如REL017"))
}

fn known(assessment: &Assessment, rule: &RuleCode) -> Result<(), Failure> {
    let cards = rules(&assessment.this.edition);
    if cards.iter().any(|card| card.code == rule.as_str()) {
        return Ok(());
    }
    Err(Failure::new(
        format!("没有规则“{rule}”"),
        "请填核查报告“规则”一栏的代码，如REL017",
    ))
}

/// A school or region by code, full or short name.
fn entity<'a>(assessment: &'a Assessment, wanted: &str) -> Result<Entity<'a>, Failure> {
    let bureau = &assessment.bureau;
    if let Some(school) = bureau.find_school(wanted) {
        return Ok(Entity::School(school));
    }
    let mut regions = bureau.regions().iter();
    let region = regions.find(|one| one.name == wanted || one.code.as_str() == wanted);
    region.map(Entity::Region).ok_or_else(|| {
        let schools = bureau.schools().iter().map(|school| school.short.as_str());
        let regions = bureau.regions().iter().map(|region| region.name.as_str());
        let known: Vec<&str> = schools.chain(regions).collect();
        Failure::new(
            format!("没有学校或地区“{wanted}”"),
            format!("本局有：{}", known.join("、")),
        )
    })
}

/// The finding that is meant.
fn the_one<'a>(
    assessment: &'a Assessment,
    rule: &RuleCode,
    entity: Entity<'_>,
    values: Option<&str>,
) -> Result<&'a Finding, Failure> {
    let is_of = |one: &&Finding| one.school.as_ref() == Some(entity.code());
    let own: Vec<&Finding> = assessment.findings.iter().filter(is_of).collect();
    let told: Vec<&Finding> = own
        .iter()
        .copied()
        .filter(|one| one.is_under(rule))
        .collect();
    if told.is_empty() {
        return Err(none(rule, entity, &own));
    }
    if let Some(cause) = told.iter().find(|one| one.blocks() && one.rule != *rule) {
        return Err(Failure::new(
            format!(
                "{}的{rule}由{}引起（{}）",
                entity.name(),
                cause.rule,
                cause.message
            ),
            format!("请豁免{}，它引起的不再列出", cause.rule),
        ));
    }
    let may = |one: &&Finding| one.blocks();
    let open: Vec<&Finding> = told.iter().copied().filter(may).collect();
    if open.is_empty() {
        let answered = told.iter().any(|one| one.status != FindingStatus::Open);
        let why = if answered {
            "已经说明或豁免"
        } else {
            "只是提示"
        };
        return Err(Failure::new(
            format!("{}的{rule}{why}，不用豁免", entity.name()),
            "用check查看",
        ));
    }
    let is_meant = |one: &&Finding| {
        values.is_none_or(|values| {
            let rests_on = one.rests_on();
            rests_on.is_within(values) || rests_on.to_string().contains(values.trim())
        })
    };
    let meant: Vec<&Finding> = open.iter().copied().filter(is_meant).collect();
    match meant.as_slice() {
        [one] => Ok(one),
        _ => {
            let these = if meant.is_empty() { &open } else { &meant };
            let these = these.iter().map(|one| format!("“{}”", one.rests_on()));
            let these: Vec<String> = these.collect();
            Err(Failure::new(
                format!("{}有{}处{rule}", entity.name(), open.len()),
                format!("请用--values写明是哪一处：{}", these.join("，")),
            ))
        }
    }
}

fn none(rule: &RuleCode, entity: Entity<'_>, own: &[&Finding]) -> Failure {
    let open = own
        .iter()
        .filter(|one| one.severity != Severity::Notice && one.blocks());
    let open: Vec<String> = open
        .map(|one| format!("{}（{}）", one.rule, one.rests_on()))
        .collect();
    let remedy = match open.as_slice() {
        [] => "它现在没有要处理的问题".to_owned(),
        open => format!("它现在要处理的：{}", open.join("、")),
    };
    Failure::new(format!("{}没有{rule}的问题", entity.name()), remedy)
}
