//! Bounds of rules, and what is defined for the bureau: its own form, what changed against the year before.

use maud::{Markup, html};
use voced_domain::{RuleCard, Threshold};
use voced_folder::OwnFile;
use voced_pipeline::{bound_name, rules};
use voced_workflow::settings::{ImportedForm, definition_changes};

use super::{form, seen};
use crate::desk::Year;

pub(super) fn bounds(known: &Year) -> Markup {
    let edition = &known.assessment.this.edition;
    let cards = rules(edition);
    let all = edition.thresholds();
    html! {
        section aria-labelledby="bounds" {
            h2 id="bounds" { "核实的界限（" (all.len()) "）" }
            details {
                summary { "差多少才要学校核实：可以按本市情况改" }
                @for (at, bound) in all.iter().enumerate() { (one(known, &cards, at, bound)) }
            }
        }
    }
}

fn one(known: &Year, cards: &[RuleCard], at: usize, bound: &Threshold) -> Markup {
    let mut cards = cards.iter();
    let card = cards.find(|card| card.code == bound.rule.as_str());
    let of_rule = card.map_or(bound.rule.as_str(), |card| &card.name);
    let name = bound_name(&bound.name).unwrap_or(&bound.name);
    let id = |name: &str| format!("{name}-bound-{at}");
    let content = html! {
        input type="hidden" name="at" value=(at);
        p {
            label for=(id("value")) { "改为（" (bound.unit) "）" }
            input id=(id("value")) name="value" required maxlength="20" value=(bound.value.to_plain_text());
        }
        p {
            label for=(id("reason")) { "为什么" }
            input id=(id("reason")) name="reason" required maxlength="500";
        }
        button type="submit" { "保存" }
    };
    html! {
        details.school {
            summary {
                (of_rule) "：" (name) (of_what(known, bound)) (bound.to_string()) " "
                span.note { (bound.reason.as_deref().unwrap_or(&bound.source)) }
            }
            // What holds for schools of some age cannot be told apart in the bureau's own file.
            @if bound.founded_before.is_none() { (form(known, "bound", OwnFile::Definitions, &content)) }
        }
    }
}

fn of_what(known: &Year, bound: &Threshold) -> String {
    let edition = &known.assessment.this.edition;
    let about = bound.about.as_ref().map(|about| {
        let indicator = edition.indicator(about);
        indicator.map_or_else(|| about.to_string(), |found| found.name.clone())
    });
    let school = bound.school.as_ref().map(|code| {
        let school = known.assessment.bureau.school(code);
        school.map_or_else(|| code.to_string(), |school| school.short.clone())
    });
    let kind = bound.kind.map(|kind| kind.name().to_owned());
    let parts: Vec<String> = [about, school, kind].into_iter().flatten().collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("（{}）", parts.join("，"))
    }
}

pub(super) fn section(known: &Year) -> Markup {
    let year = known.assessment.year();
    let changes = definition_changes(known.folder.catalogue(), year);
    html! {
        section aria-labelledby="definitions" {
            h2 id="definitions" { "指标和表样" }
            details {
                summary { (year) "年与" (year.previous()) "年相比，" (changes.len()) "处不同" }
                ul { @for change in &changes { li { (change) } } }
            }
            p { "省里或本局另发了表样的，把表样文件导入，就会加进填报工作簿；加进去以前先给看改了什么。" }
            form method="post" enctype="multipart/form-data" action=(format!("/{year}/settings/form")) {
                p {
                    label for="form" { "表样（Word或Excel）" }
                    input id="form" type="file" name="form" required accept=".docx,.xlsx,.xls,.ods";
                }
                p {
                    input id="of-city" type="checkbox" name="of_city" value="1";
                    label.after for="of-city" { "只由本局填一份，不由各校填" }
                }
                button.quiet type="submit" { "看看会加什么" }
            }
        }
    }
}

pub(super) fn imported(known: &Year, number: u64, imported: Option<&ImportedForm>) -> Markup {
    let year = known.assessment.year();
    let Some(imported) = imported else {
        return html! {
            h1 { "导入表样" }
            p { "这份表样不再留着，请重新选一次。" }
            p { a.button href=(format!("/{year}/settings#definitions")) { "回到设置" } }
        };
    };
    html! {
        h1 { "导入表样" }
        @for remark in &imported.remarks { p { (remark) } }
        @if imported.text.is_empty() {
            p { "没有要加的：目录里都有。" }
        } @else {
            p { (imported.tally) "。还没有写入。" }
            ul.received { @for change in &imported.changes { li { (change) } } }
            details {
                summary { "写进catalogue.toml的原文" }
                pre { (imported.text) }
            }
            form method="post" action=(format!("/{year}/settings/form/{number}")) {
                (seen(known, OwnFile::Definitions))
                button type="submit" { "加进去" }
                " "
                a.button.quiet href=(format!("/{year}/settings#definitions")) { "不加" }
            }
        }
    }
}
