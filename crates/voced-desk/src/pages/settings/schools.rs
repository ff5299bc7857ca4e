//! The schools of the bureau over the years.

use maud::{Markup, html};
use voced_domain::{ItemCode, ReferenceYear, School};
use voced_folder::OwnFile;

use super::{form, line};
use crate::desk::Year;

pub(super) fn section(known: &Year) -> Markup {
    let schools = known.folder.roster().schools();
    let named = schools.iter().filter(|school| !school.phone.is_empty());
    let n_without = schools.len() - named.count();
    html! {
        section aria-labelledby="roster" {
            h2 id="roster" { "学校名单（" (schools.len()) "）" }
            @if n_without > 0 { p.note { (n_without) "所学校没有联系电话，催报时不知道找谁。" } }
            @for school in schools { (one(known, school)) }
            datalist id="all-schools" {
                @for school in schools { option value=(school.name) {} }
            }
            details.school {
                summary { "加一所学校" }
                (new(known))
            }
        }
    }
}

fn one(known: &Year, school: &School) -> Markup {
    let id = |name: &str| format!("{name}-{}", school.code);
    html! {
        details.school {
            summary {
                (school.name) " "
                span.note { (years(school)) (person(school)) }
            }
            (corrected(known, school, &id))
            (closed(known, school, &id))
        }
    }
}

/// In which years it hands in a workbook, where that is not always.
fn years(school: &School) -> String {
    match (school.since, school.until) {
        (None, None) => String::new(),
        (Some(since), None) => format!("{since}年起　"),
        (None, Some(until)) => format!("到{until}年为止　"),
        (Some(since), Some(until)) => format!("{since}—{until}年　"),
    }
}

fn person(school: &School) -> String {
    let parts = [school.contact.as_str(), school.phone.as_str()];
    let known = parts.into_iter().filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join("，")
}

fn corrected(known: &Year, school: &School, id: &dyn Fn(&str) -> String) -> Markup {
    let year = known.assessment.year();
    let content = html! {
        input type="hidden" name="school" value=(school.code);
        (line(&id("name"), "name", "全称", &school.name))
        (line(&id("short"), "short", "简称", &school.short))
        (choice(known, &id, "affiliation", ("隶属", &school.affiliation)))
        (line(&id("county"), "county", "县（市、区）", &school.county))
        (choice(known, &id, "ownership", ("办学性质", &school.ownership)))
        (line(&id("contact"), "contact", "联系人", &school.contact))
        (line(&id("phone"), "phone", "联系电话", &school.phone))
        p {
            label for=(id("renamed")) { "名称有改动的，是" }
            select id=(id("renamed")) name="renamed" {
                option value="" { "以前写错了，更正" }
                option value=(year) { (year) "年起改了校名" }
            }
        }
        button type="submit" { "保存" }
    };
    form(known, "school", OwnFile::Roster, &content)
}

fn closed(known: &Year, school: &School, id: &dyn Fn(&str) -> String) -> Markup {
    let last = school.until.map(|until| until.to_string());
    let schools = known.folder.roster().schools().iter();
    let into = school.merged_into.as_ref();
    let mut others = schools.filter(|other| Some(&other.code) == into);
    let into = others.next().map_or("", |other| &other.name);
    let content = html! {
        input type="hidden" name="school" value=(school.code);
        (line(&id("last"), "last", "填报到哪一年为止（一直填报的空着）", last.as_deref().unwrap_or("")))
        p {
            label for=(id("into")) { "并入的学校（停办的空着）" }
            input id=(id("into")) name="into" list="all-schools" value=(into) maxlength="100";
        }
        button.quiet type="submit" { "保存停办或合并" }
    };
    html! {
        details {
            summary { "停办或合并" }
            (form(known, "close", OwnFile::Roster, &content))
        }
    }
}

fn new(known: &Year) -> Markup {
    let year = known.assessment.year();
    let id = |name: &str| format!("new-{name}");
    let content = html! {
        (line("new-name", "name", "全称", ""))
        (line("new-short", "short", "简称（不填就用全称）", ""))
        (choice(known, &id, "affiliation", ("隶属", "")))
        (line("new-county", "county", "县（市、区）", ""))
        (choice(known, &id, "ownership", ("办学性质", "")))
        (line("new-contact", "contact", "联系人", ""))
        (line("new-phone", "phone", "联系电话", ""))
        (since(year))
        button type="submit" { "加上" }
        p.note { "加上以后，要给它生成填报工作簿。" }
    };
    form(known, "new-school", OwnFile::Roster, &content)
}

fn since(year: ReferenceYear) -> Markup {
    html! {
        p {
            label for="new-since" { "从哪一年起填报" }
            select id="new-since" name="since" {
                option value=(year) { (year) "年起" }
                option value="" { "以前就有，名单上漏了" }
            }
        }
    }
}

/// One of the values that the catalogue knows for a description of schools.
fn choice(
    known: &Year,
    id: &dyn Fn(&str) -> String,
    key: &'static str,
    (label, now): (&str, &str),
) -> Markup {
    let edition = &known.assessment.this.edition;
    let code = ItemCode::new(format!("school.{key}")).ok();
    let item = code.as_ref().and_then(|code| edition.item(code));
    let choices = item
        .map(|item| edition.choices_of(item))
        .unwrap_or_default();
    let id = id(key);
    html! {
        @if choices.is_empty() {
            (line(&id, key, label, now))
        } @else {
            p {
                label for=(id) { (label) }
                select id=(id) name=(key) {
                    option value="" { "不写" }
                    @for choice in choices {
                        option value=(choice) selected[choice == now] { (choice) }
                    }
                }
            }
        }
    }
}
