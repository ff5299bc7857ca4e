//! Letting a finding stand, with the values that it rests on now.

use voced_domain::{Entity, RuleCode};
use voced_pipeline::assess;
use voced_workflow::{Waive, waive as do_waive};

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
    let asked = Waive {
        rule: &rule,
        school: &options.school,
        values: options.values.as_deref(),
        by: &options.by,
        reason: &options.reason,
        on: voced_folder::day(options.on),
    };
    let (waiver, finding) = do_waive(&folder, &assessment, asked)?;
    let entity = assessment.bureau.entity(&waiver.school);
    let name = entity.map_or("", Entity::name);
    console.line(&format!("{name}：{}", finding.message));
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
