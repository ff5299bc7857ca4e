//! Letting a finding stand, with the values that it rests on now.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use voced_domain::{Entity, Finding, FindingStatus, RuleCode, Severity, Waiver};
use voced_folder::Folder;
use voced_pipeline::{Assessment, beyond_stock_phrases, rules};
use voced_text::letters;

use crate::Refusal;

/// Fewer letters tell nobody anything in a year's time.
const SHORTEST_REASON: usize = 4;
/// The same few letters over and over are no words.
const FEWEST_DIFFERENT: usize = 3;
/// Both stand in one line of a report.
const LONGEST_REASON: usize = 500;
const LONGEST_BY: usize = 60;

/// Which finding is let stand, by whom and why.
#[derive(Clone, Copy, Debug)]
pub struct Waive<'a> {
    /// The rule.
    pub rule: &'a RuleCode,
    /// The school or region, by code, full or short name.
    pub school: &'a str,
    /// Which of several findings, by the values that it rests on.
    pub values: Option<&'a str>,
    /// Who let it stand.
    pub by: &'a str,
    /// Why.
    pub reason: &'a str,
    /// When.
    pub on: NaiveDate,
}

/// Adds a waiver for a finding to those of the year; returns it with the finding.
///
/// # Errors
/// Where there is no such finding or more than one, where it is not said by whom and why, and where the list cannot be
/// written.
pub fn waive<'a>(
    folder: &Folder,
    assessment: &'a Assessment,
    asked: Waive<'_>,
) -> Result<(Waiver, &'a Finding), Refusal> {
    let Waive { rule, .. } = asked;
    known(assessment, rule)?;
    let entity = entity(assessment, asked.school)?;
    let finding = the_one(assessment, rule, entity, asked.values)?;
    let (by, reason) = (asked.by.trim(), asked.reason.trim());
    check_by(by)?;
    check_reason(reason)?;
    let waiver = Waiver {
        rule: rule.clone(),
        school: entity.code().clone(),
        values: finding.rests_on().to_string(),
        by: by.to_owned(),
        on: asked.on,
        reason: reason.to_owned(),
    };
    let what = format!("豁免{}：{}", entity.short(), finding.name);
    folder.add_waiver(&assessment.this.edition, &waiver, &what)?;
    Ok((waiver, finding))
}

/// Whoever it was can be asked.
fn check_by(by: &str) -> Result<(), Refusal> {
    if by.is_empty() {
        return Err(Refusal::new("谁同意的、为什么都要写明", "以后要有人看得懂"));
    }
    let remedy = "请写科室或姓名，如职成科";
    if !letters::visible(by).chars().any(char::is_alphabetic) {
        let message = format!("谁同意的写的是“{by}”，看不出是谁");
        return Err(Refusal::new(message, remedy));
    }
    let n_letters = by.chars().count();
    if n_letters > LONGEST_BY {
        let message = format!("谁同意的写了{n_letters}个字，最多{LONGEST_BY}个");
        return Err(Refusal::new(message, remedy));
    }
    Ok(())
}

/// Whoever reads it later, in the report or in a year's time, is told why.
fn check_reason(reason: &str) -> Result<(), Refusal> {
    if reason.is_empty() {
        return Err(Refusal::new("谁同意的、为什么都要写明", "以后要有人看得懂"));
    }
    let n_letters = reason.chars().count();
    if n_letters > LONGEST_REASON {
        let message = format!("原因写了{n_letters}个字，最多{LONGEST_REASON}个");
        return Err(Refusal::new(message, "请写得短一些，详细的另存材料"));
    }
    let seen = letters::visible(reason);
    let words: Vec<char> = seen.chars().filter(|c| c.is_alphabetic()).collect();
    let different: BTreeSet<&char> = words.iter().collect();
    let is_long_enough = words.len() >= SHORTEST_REASON && different.len() >= FEWEST_DIFFERENT;
    let mut rest = beyond_stock_phrases(&seen);
    rest.retain(char::is_alphabetic);
    if is_long_enough && !rest.is_empty() {
        return Ok(());
    }
    Err(Refusal::new(
        format!("原因写的是“{reason}”，看不出为什么"),
        format!("请写明为什么可以这样，至少{SHORTEST_REASON}个字，如“图书馆搬迁，已下架清点”"),
    ))
}

fn known(assessment: &Assessment, rule: &RuleCode) -> Result<(), Refusal> {
    let cards = rules(&assessment.this.edition);
    if cards.iter().any(|card| card.code == rule.as_str()) {
        return Ok(());
    }
    Err(Refusal::new(
        format!("没有规则“{rule}”"),
        "请填核查报告“规则”一栏的代码，如REL017",
    ))
}

/// A school or region by code, full or short name.
fn entity<'a>(assessment: &'a Assessment, wanted: &str) -> Result<Entity<'a>, Refusal> {
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
        Refusal::new(
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
) -> Result<&'a Finding, Refusal> {
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
        return Err(Refusal::new(
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
        return Err(Refusal::new(
            format!("{}的{rule}{why}，不用豁免", entity.name()),
            "请看核查报告",
        ));
    }
    let is_meant = |one: &&Finding| {
        values.is_none_or(|values| {
            let rests_on = one.rests_on();
            let known = rests_on.to_string();
            let known: Vec<&str> = known.split('；').collect();
            // Some of them may be named, each whole: 7.02=42 is not 7.02=421.
            let mut named = values.trim().split('；');
            rests_on.is_within(values) || named.all(|value| known.contains(&value.trim()))
        })
    };
    let meant: Vec<&Finding> = open.iter().copied().filter(is_meant).collect();
    match meant.as_slice() {
        [one] => Ok(one),
        _ => {
            let these = if meant.is_empty() { &open } else { &meant };
            let these = these.iter().map(|one| format!("“{}”", one.rests_on()));
            let these: Vec<String> = these.collect();
            Err(Refusal::new(
                format!("{}有{}处{rule}", entity.name(), open.len()),
                format!("请用--values写明是哪一处：{}", these.join("，")),
            ))
        }
    }
}

fn none(rule: &RuleCode, entity: Entity<'_>, own: &[&Finding]) -> Refusal {
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
    Refusal::new(format!("{}没有{rule}的问题", entity.name()), remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(checked: Result<(), Refusal>) -> String {
        let refusal = checked.err();
        refusal.map_or_else(String::new, |refusal| {
            format!("{refusal}；{}", refusal.remedy())
        })
    }

    #[test]
    fn a_reason_says_something_to_whoever_reads_it_later() {
        for reason in [
            "图书馆搬迁，已下架清点",
            "学校停电",
            "2020年撤并，学生转入职教中心",
            "情况属实：医院带教没有计入",
            "see letter 12 of 2020",
            &"搬迁校区停课".repeat(83),
        ] {
            assert_eq!(said(check_reason(reason)), "", "{reason}");
        }
        for reason in [
            "1",
            "无",
            "同意",
            "好的好",
            "1234567",
            "2020-11-20",
            "……！！！？？",
            "无需说明",
            "同意，情况属实",
            "领导同意豁免",
            "情况特殊，没有原因",
            "数据属实123456",
            "无无无无无无",
            "哈哈哈哈",
            "ababababab",
            "\u{115f}\u{115f}\u{1160}\u{3164}\u{ffa0}",
        ] {
            let said = said(check_reason(reason));
            let expected = format!(
                "原因写的是“{reason}”，看不出为什么；\
                 请写明为什么可以这样，至少4个字，如“图书馆搬迁，已下架清点”"
            );
            assert_eq!(said, expected);
        }
        assert_eq!(
            said(check_reason("")),
            "谁同意的、为什么都要写明；以后要有人看得懂"
        );
        assert_eq!(
            said(check_reason(&"图书馆搬迁".repeat(101))),
            "原因写了505个字，最多500个；请写得短一些，详细的另存材料"
        );
    }

    #[test]
    fn who_let_it_stand_can_be_asked() {
        for by in ["职成科", "王", "Zhang San", "职成科 01", &"科".repeat(60)] {
            assert_eq!(said(check_by(by)), "", "{by}");
        }
        for (by, expected) in [
            ("", "谁同意的、为什么都要写明；以后要有人看得懂"),
            (
                "1",
                "谁同意的写的是“1”，看不出是谁；请写科室或姓名，如职成科",
            ),
            (
                "---",
                "谁同意的写的是“---”，看不出是谁；请写科室或姓名，如职成科",
            ),
            (
                &"科".repeat(61),
                "谁同意的写了61个字，最多60个；请写科室或姓名，如职成科",
            ),
        ] {
            assert_eq!(said(check_by(by)), expected);
        }
    }
}
