//! What became of files that were dropped.

use maud::{Markup, html};
use voced_domain::{Entity, Finding};
use voced_folder::Arrival;

use super::findings;
use super::layout::Page;
use crate::desk::Year;
use crate::upload::{Receipt, Received};

/// What became of them, with what is known of them now; of an earlier start of the desk, only where to look.
pub(super) fn page(receipt: Option<&Receipt>, known: &Year) -> Page {
    let year = known.assessment.year();
    let content = html! {
        @match receipt {
            None => {
                h1 { "收件" }
                p { "这次收件的结果不再留着；收到了什么，看首页的“各校”和“最近做的”。" }
            }
            Some(Receipt { received, is_broken }) => {
                @let n_refused = received.iter().filter(|one| one.is_refused()).count();
                h1 { "收到" (received.len() - n_refused) "份" }
                @if n_refused > 0 { p { "另有" (n_refused) "份没有收，原因在下面。" } }
                @if *is_broken { p.error { "传到一半断了，后面的没有收到，请再传一次；已经收到的不用再传。" } }
                @if received.is_empty() && !is_broken { p { "没有选文件。" } }
                ul.received { @for one in received { (line(one, known)) } }
            }
        }
        p { a.button href=(format!("/{year}")) { "回到首页" } }
    };
    Page::new("收件", content)
}

fn line(one: &Received, known: &Year) -> Markup {
    match &one.arrival {
        Arrival::Refused(why) => html! {
            li.error { strong { (one.sent_as) } " 没有收：" (why) }
        },
        Arrival::Known(name) => html! {
            li { strong { (one.sent_as) } " 已经有了，就是“" (name) "”，没有再存" }
        },
        Arrival::Stored(name) => stored(&one.sent_as, name, known),
    }
}

/// Whose it is, and what was found in it.
fn stored(sent_as: &str, name: &str, known: &Year) -> Markup {
    let assessment = &*known.assessment;
    let year = assessment.year();
    let dataset = &assessment.this.dataset;
    let schools = assessment.bureau.schools().iter().map(Entity::School);
    let regions = assessment.bureau.regions().iter().map(Entity::Region);
    let owner = schools.chain(regions).find(|entity| {
        let workbook = dataset.workbook(entity.code());
        workbook.is_some_and(|workbook| workbook.file == name)
    });
    let is_of_file = |finding: &&Finding| {
        let mut places = finding.locations.iter();
        places.any(|place| place.file == name)
    };
    let open = assessment.findings.iter().filter(is_of_file);
    let open = open.filter(|finding| finding.blocks());
    html! {
        @match owner {
            Some(owner) => {
                li {
                    strong { (sent_as) } " 已收下，是"
                    @match owner {
                        Entity::School(school) => {
                            a href=(format!("/{year}/school/{}", school.code)) { (school.name) }
                            "的，"
                        }
                        Entity::Region(region) => { (region.name) "自己的，" }
                    }
                    (open.count()) "个问题待处理"
                    @if name != sent_as { "（存为“" (name) "”）" }
                }
            }
            None => {
                li.explain {
                    strong { (sent_as) } " 已收下，没有用上"
                    @if name != sent_as { "（存为“" (name) "”）" }
                    ul.findings { @for finding in open { (findings::told(known, finding)) } }
                }
            }
        }
    }
}
