//! The manual of a rule, and of all rules.

use std::fmt::Write as _;

use voced_domain::{Edition, Family, RuleCard};
use voced_pipeline::{bound_name, rules};

use crate::arguments::RuleOptions;
use crate::bureau::{definitions, year};
use crate::{Console, Done, Failure};

/// Prints the manual of one rule, the list of all, or all manuals as Markdown.
pub(crate) fn rule(options: &RuleOptions, console: &Console) -> Result<Done, Failure> {
    let definitions = definitions(options.bureau.as_deref(), console)?;
    let edition = definitions.edition(year(options.year)?);
    let cards = rules(&edition);
    let text = match &options.code {
        None if options.markdown => markdown(&edition, &cards),
        None => list(&cards),
        Some(code) => {
            let code = code.to_uppercase();
            let card = cards.iter().find(|card| card.code == code);
            let card = card.ok_or_else(|| {
                Failure::new(
                    format!("没有规则{code}"),
                    format!("用{}列出全部规则", console.program().command("rule")),
                )
            })?;
            manual(&edition, card)
        }
    };
    console.result(text.trim_end())?;
    Ok(Done::Clean)
}

fn list(cards: &[RuleCard]) -> String {
    let mut text = String::new();
    for family in Family::ALL {
        let _ = writeln!(text, "{}", family.name());
        for card in cards.iter().filter(|card| card.family == family) {
            let _ = writeln!(
                text,
                "  {} {} {}",
                card.code,
                card.severity.name(),
                card.name
            );
        }
    }
    text
}

fn manual(edition: &Edition, card: &RuleCard) -> String {
    let manual = &card.manual;
    let mut text = format!(
        "{} {}（{}）\n  查什么　{}\n  为什么　{}\n  怎么改　{}\n  例　　　{}\n  依据　　{}\n",
        card.code,
        card.name,
        card.severity.name(),
        manual.finds,
        manual.matters,
        manual.correct,
        manual.example,
        card.source
    );
    for line in thresholds(edition, card) {
        let _ = writeln!(text, "  阈值　　{line}");
    }
    text
}

/// `实训实习工位数 relative：20%`.
fn thresholds(edition: &Edition, card: &RuleCard) -> Vec<String> {
    let lines = edition.thresholds_of(&card.rule()).iter().map(|threshold| {
        let about = threshold.about.as_ref().map_or(String::new(), |about| {
            let item = edition
                .items()
                .iter()
                .find(|item| item.code.as_str() == about.as_str());
            let indicator = edition.indicator(about).map(|found| &found.name);
            let name = item.map(|item| &item.name).or(indicator);
            format!("{} ", name.map_or(about.as_str(), String::as_str))
        });
        let school = threshold
            .school
            .as_ref()
            .map_or(String::new(), |code| format!("（{code}）"));
        let label = bound_name(&threshold.name).unwrap_or_default();
        format!("{about}{school}{label}{threshold}（{}）", threshold.name)
    });
    lines.collect()
}

/// All manuals, by family.
pub(crate) fn markdown(edition: &Edition, cards: &[RuleCard]) -> String {
    let mut text = String::from(
        "# 校验规则\n\n由`rule --markdown`命令写出，改规则后重新生成。强制：必须改正；核实：改正或说明；提示：供参考。\n",
    );
    for family in Family::ALL {
        let _ = write!(text, "\n## {} {}\n", family.prefix(), family.name());
        for card in cards.iter().filter(|card| card.family == family) {
            let manual = &card.manual;
            let _ = write!(
                text,
                "\n### {} {}（{}）\n\n{}{}\n\n* 怎么改：{}\n* 例：{}\n* 依据：{}\n",
                card.code,
                card.name,
                card.severity.name(),
                manual.finds,
                manual.matters,
                manual.correct,
                manual.example,
                card.source
            );
            let thresholds = thresholds(edition, card);
            if !thresholds.is_empty() {
                let _ = writeln!(text, "* 阈值：{}", thresholds.join("；"));
            }
        }
    }
    text
}
