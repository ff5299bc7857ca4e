//! Where a figure comes from: formula, 口径, every term with its cell, rounding, change.

use voced_domain::{Bureau, Edition, Entity, Fact, Indicator};
use voced_report::{SourceCell, Trace};
use voced_text::padded;

use crate::arguments::ExplainOptions;
use crate::bureau::assess_year;
use crate::{Console, Done, Failure};

pub(crate) fn explain(options: &ExplainOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let (bureau, edition) = (folder.bureau(year), folder.catalogue().edition(year));
    let code = indicator(&edition, &options.indicator, console)?
        .code
        .clone();
    let entity = match &options.school {
        Some(wanted) => entity_named(&bureau, wanted)?,
        None => Entity::Region(bureau.own_region()),
    };
    let assessment = assess_year(&folder, year, console)?;
    let run = assessment.run(year.usual_day_of_issue());
    let definitions = assessment.this.edition.definitions();
    let texts: Vec<String> = definitions
        .filter(|found| found.code == code)
        .filter_map(|indicator| {
            let fact = assessment.facts.of(entity.code(), indicator, year)?;
            Some(story(&Trace::of(&run, indicator, fact), fact))
        })
        .collect();
    if texts.is_empty() {
        return Err(Failure::new(
            format!("“{}”是地区的指标，没有学校的数", options.indicator),
            "请去掉--school",
        ));
    }
    console.result(&texts.join("\n"))?;
    Ok(Done::Clean)
}

/// A school, or a region of the bureau.
fn entity_named<'a>(bureau: &'a Bureau, wanted: &str) -> Result<Entity<'a>, Failure> {
    match bureau.find(wanted) {
        Some(entity) => Ok(entity),
        None => Err(voced_workflow::no_school(bureau, wanted).into()),
    }
}

/// An indicator by name or code, or the closest names there are.
pub(crate) fn indicator<'a>(
    edition: &'a Edition,
    wanted: &str,
    console: &Console,
) -> Result<&'a Indicator, Failure> {
    let all = edition.indicators();
    // The summary calls a national definition beside a bureau's own by this name.
    let wanted = wanted.trim_end_matches("（国家口径）");
    let by_alias = || {
        all.iter()
            .find(|found| found.aliases.iter().any(|alias| alias == wanted))
    };
    let by_items_alias = || {
        let item = edition
            .items()
            .iter()
            .find(|item| item.aliases.iter().any(|a| a == wanted))?;
        all.iter()
            .find(|found| found.code.as_str() == item.code.as_str())
    };
    all.iter()
        .find(|found| found.name == wanted || found.code.as_str() == wanted)
        .or_else(by_alias)
        .or_else(by_items_alias)
        .ok_or_else(|| {
            let names: Vec<&str> = similar(all, wanted)
                .into_iter()
                .map(|found| found.name.as_str())
                .collect();
            let remedy = if names.is_empty() {
                format!(
                    "用{}查看全部指标",
                    console.program().command("catalogue indicators")
                )
            } else {
                format!("是不是：{}", names.join("、"))
            };
            Failure::new(format!("没有指标“{wanted}”"), remedy)
        })
}

/// Indicators whose names share most characters with what was typed, the nearest first.
fn similar<'a>(all: &'a [Indicator], wanted: &str) -> Vec<&'a Indicator> {
    let shared = |found: &Indicator| wanted.chars().filter(|c| found.name.contains(*c)).count();
    let mut near: Vec<_> = all
        .iter()
        .filter(|found| 2 * shared(found) >= wanted.chars().count())
        .collect();
    near.sort_by_key(|found| std::cmp::Reverse((found.name.contains(wanted), shared(found))));
    near.truncate(6);
    near
}

/// A trace as lines of text.
pub(crate) fn story(trace: &Trace, fact: &Fact) -> String {
    let Trace {
        name,
        entity,
        display,
        formula,
        definition,
        version,
        source,
        calculation,
        ..
    } = trace;
    let mut lines = vec![
        format!("{name}　{entity}　{}年：{display}", trace.key.year),
        format!("  公式　{formula}"),
        format!("  口径　{definition}（{version}，{source}）"),
    ];
    lines.extend(
        trace
            .reason
            .iter()
            .map(|reason| format!("  本局改用　{reason}")),
    );
    lines.push(format!("  计算　{calculation}"));
    lines.extend(
        trace
            .coverage
            .iter()
            .map(|coverage| format!("  范围　{coverage}")),
    );
    lines.push(format!("  变化　{}", change(trace, fact)));
    let same_schools = trace.same_schools.iter();
    lines.extend(same_schools.map(|words| format!("  另比　{words}")));
    for term in &trace.terms {
        lines.push(format!("  {}　{}", term.role, term.value));
        lines.extend(term.sources.iter().map(source_line));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn change(trace: &Trace, fact: &Fact) -> String {
    let Some(change) = &trace.change else {
        return match &trace.basis {
            _ if fact.figure().is_none() => "本年没有值，无从比较".into(),
            Some(why) => why.clone(),
            None => "上年没有可比的数".into(),
        };
    };
    let last = trace.last.as_ref().map_or_else(String::new, |last| {
        let basis = last.basis.iter().map(|basis| format!("，{basis}"));
        let basis: String = basis.collect();
        format!(
            "{}年{}（{}{basis}）",
            last.year, last.display, last.provenance
        )
    });
    let exact = trace.unrounded_change.as_ref();
    let exact = exact.map_or_else(String::new, |exact| format!("，未舍入{exact}"));
    format!("{change}，对{last}{exact}")
}

fn source_line(source: &SourceCell) -> String {
    let (entity, value) = (padded(&source.entity, 18), padded(&source.value, 10));
    let SourceCell {
        item,
        file,
        sheet,
        cell,
        ..
    } = source;
    format!("    {entity}{value} {item}　{file} {sheet}!{cell}")
}
