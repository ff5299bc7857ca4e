//! 核查: what was found in all schools' workbooks, by what it keeps from being done, and rule by rule.

use std::collections::BTreeMap;

use maud::{Markup, html};
use voced_domain::{EntityCode, Finding, RuleCard, RuleCode, Severity};
use voced_pipeline::rules;

use super::findings;
use super::layout::Page;
use crate::desk::Year;

/// More findings of a rule than this are folded.
const MOST_OPEN: usize = 6;

pub(super) fn page(known: &Year) -> Page {
    let assessment = &*known.assessment;
    let cards = rules(&assessment.this.edition);
    let waiting = assessment.findings.iter().filter(|one| one.blocks());
    let is_bureaus = |one: &&Finding| one.is_bureaus() || one.school.is_none();
    let (own, waiting): (Vec<&Finding>, Vec<&Finding>) = waiting.partition(is_bureaus);
    let (errors, to_explain): (Vec<&Finding>, Vec<&Finding>) = waiting
        .into_iter()
        .partition(|one| one.severity == Severity::Error);
    let answered = assessment.findings.iter();
    let answered: Vec<&Finding> = answered.filter(|one| findings::is_answered(one)).collect();
    let content = html! {
        h1 { "核查" }
        p {
            "“强制”要学校改正，改正以前写不出正式报告；“核实”要学校说明，说得通就不用改。确实如此、本局同意照这样不改的，两种都可以豁免，要写明谁同意的、为什么。“提示”只供参考。"
        }
        @if errors.is_empty() && to_explain.is_empty() && own.is_empty() { p.good { "没有待处理的问题。" } }
        (part(known, &cards, ("errors", "要改正的", "不改正，正式报告写不出来"), &errors))
        (part(known, &cards, ("to-explain", "要说明的", "学校说明或本局豁免以后就过"), &to_explain))
        (part(known, &cards, ("own", "本局自己要办的", "学校改不了，由本局处理"), &own))
        (settled(known, &answered))
    };
    Page::new("核查", content)
}

fn part(
    known: &Year,
    cards: &[RuleCard],
    (id, title, effect): (&str, &str, &str),
    found: &[&Finding],
) -> Markup {
    let mut by_rule: BTreeMap<&RuleCode, Vec<&Finding>> = BTreeMap::new();
    for finding in found {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    let mut by_rule: Vec<_> = by_rule.into_iter().collect();
    // What most other checks wait for comes first.
    by_rule.sort_by_key(|(_, found)| std::cmp::Reverse((n_waiting(found), found.len())));
    html! {
        @if !found.is_empty() {
            section aria-labelledby=(id) {
                h2 id=(id) { (title) "（" (found.len()) "）" }
                p.note { (effect) "。" }
                @for (rule, found) in &by_rule { (of_rule(known, cards, rule, found)) }
            }
        }
    }
}

/// How many checks cannot be made before these are mended.
fn n_waiting(found: &[&Finding]) -> u32 {
    found.iter().map(|one| one.blocked_checks).sum()
}

fn of_rule(known: &Year, cards: &[RuleCard], rule: &RuleCode, found: &[&Finding]) -> Markup {
    let card = cards.iter().find(|card| card.code == rule.as_str());
    let waiting = n_waiting(found);
    let lines = html! {
        ul.findings { @for finding in found { (of_school(known, finding)) } }
    };
    html! {
        h3 { (found[0].name) "（" (found.len()) "）" }
        @if let Some(card) = card { (findings::why(card)) }
        @if waiting > 0 { p.note { "改好以前，还有" (waiting) "项核对做不了。" } }
        @if found.len() > MOST_OPEN {
            details { summary { "看这" (found.len()) "处" } (lines) }
        } @else {
            (lines)
        }
    }
}

/// A finding with its school, which leads to its page.
fn of_school(known: &Year, finding: &Finding) -> Markup {
    let assessment = &*known.assessment;
    let year = assessment.year();
    let school = finding.school.as_ref();
    let school = school.and_then(|code| assessment.bureau.school(code));
    let way = school.map(|school| way(year.get(), &school.code));
    html! {
        @match (school, way) {
            (Some(school), Some(way)) if !finding.is_bureaus() => {
                (findings::told_of(finding, (&school.short, &way), Some(&findings::apart(known, finding))))
            }
            _ => (findings::told(known, finding)),
        }
    }
}

fn way(year: u16, school: &EntityCode) -> String {
    format!("/{year}/school/{school}")
}

/// What was explained by schools and what the bureau lets stand, to be read again.
fn settled(known: &Year, answered: &[&Finding]) -> Markup {
    html! {
        @if !answered.is_empty() {
            section aria-labelledby="answered" {
                h2 id="answered" { "已说明和已豁免的（" (answered.len()) "）" }
                p.note { "说明成不成立，由本局看：不成立的请学校改正。" }
                details {
                    summary { "看这" (answered.len()) "处" }
                    ul.findings {
                        @for finding in answered { (of_school(known, finding)) }
                    }
                }
            }
        }
    }
}
