//! 设置: the deadline and whom to ask, the schools over the years, what is let stand, bounds, the bureau's own form.

mod definitions;
mod schools;

use maud::{Markup, html};
use voced_domain::Waiver;
use voced_folder::OwnFile;
use voced_workflow::settings::ImportedForm;

use super::layout::Page;
use crate::desk::Year;

pub(super) fn page(known: &Year) -> Page {
    let content = html! {
        h1 { "设置" }
        p.note { "这里改的就是本局文件夹里的文件，也可以直接改文件；改过的都能在首页“最近做的”里撤销。" }
        (deadline(known))
        (schools::section(known))
        (waivers(known))
        (definitions::bounds(known))
        (definitions::section(known))
    };
    Page::new("设置", content)
}

/// What a form that was sent would add, to be looked at before it is.
pub(super) fn imported(known: &Year, number: u64, form: Option<&ImportedForm>) -> Page {
    Page::new("导入表样", definitions::imported(known, number, form))
}

/// The stamp of the file that a form changes, as the page shows it.
fn seen(known: &Year, file: OwnFile) -> Markup {
    let stamp = known.folder.own_stamp(file).unwrap_or_default();
    html! { input type="hidden" name="seen" value=(stamp); }
}

/// A form of this page.
fn form(known: &Year, path: &str, file: OwnFile, content: &Markup) -> Markup {
    let year = known.assessment.year();
    html! {
        form method="post" action=(format!("/{year}/settings/{path}")) {
            (seen(known, file))
            (content)
        }
    }
}

/// A line of a form: what is asked, and where it is answered.
fn line(id: &str, name: &str, label: &str, value: &str) -> Markup {
    html! {
        p {
            label for=(id) { (label) }
            input id=(id) name=(name) value=(value) maxlength="100";
        }
    }
}

fn deadline(known: &Year) -> Markup {
    let roster = known.folder.roster();
    let day = roster.deadline.map(String::from).unwrap_or_default();
    let content = html! {
        (line("deadline", "deadline", "每年交回的期限（月-日，如11-15）", &day))
        (line("contact", "contact", "学校有疑问找谁（科室、电话）", &roster.contact))
        button type="submit" { "保存" }
        p.note { "两样都印在以后生成的填报工作簿封面上；期限催报时也用。" }
    };
    html! {
        section aria-labelledby="times" {
            h2 id="times" { "期限和联系" }
            (form(known, "deadline", OwnFile::Roster, &content))
        }
    }
}

fn waivers(known: &Year) -> Markup {
    let assessment = &known.assessment;
    let all = &assessment.waivers;
    html! {
        section aria-labelledby="waivers" {
            h2 id="waivers" { (assessment.year()) "年的豁免（" (all.len()) "）" }
            @if all.is_empty() {
                p { "没有。豁免在学校的页面上办，记下谁同意的、为什么。" }
            } @else {
                ul.received { @for (at, waiver) in all.iter().enumerate() { (waived(known, at, waiver)) } }
            }
        }
    }
}

fn waived(known: &Year, at: usize, waiver: &Waiver) -> Markup {
    let assessment = &known.assessment;
    let entity = assessment.bureau.entity(&waiver.school);
    let name = entity.map_or(waiver.school.as_str(), |entity| entity.short());
    let file = OwnFile::Waivers(assessment.year());
    let content = html! {
        input type="hidden" name="at" value=(at);
        button.quiet type="submit" aria-label=(format!("收回对{name}的豁免")) { "收回" }
    };
    html! {
        li {
            (name) " " (waiver.rule) "（" (waiver.values) "）：" (waiver.reason)
            "。" (waiver.by) "，" (waiver.on) " "
            (form(known, "withdraw", file, &content))
        }
    }
}
