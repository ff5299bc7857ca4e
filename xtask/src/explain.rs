//! Where a figure comes from: formula, 口径, every term with its cell, rounding, change.

use voced_domain::{
    Dataset, Edition, Entity, Fact, Figure, Indicator, ObservationId, Outcome, Quantity, Term,
};

use crate::Done;
use crate::arguments::ExplainOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::report::{Assessment, assess};
use crate::template::school;

/// Digits of the unrounded value: enough to see which way it was rounded.
const SHOWN_DECIMALS: u8 = 6;

pub(crate) fn explain(options: &ExplainOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = Folder::of(&options.bureau)?;
    let edition = folder.catalogue.edition(year);
    let code = indicator(&edition, &options.indicator)?.code.clone();
    let entity = match &options.school {
        Some(wanted) => entity_named(&folder, wanted)?,
        None => Entity::Region(folder.bureau.own_region()),
    };
    let assessment = assess(&folder, year, console)?;
    let story = Story {
        folder: &folder,
        assessment: &assessment,
        entity,
    };
    let definitions: Vec<_> = assessment
        .this
        .edition
        .definitions()
        .filter(|found| found.code == code)
        .collect();
    let texts: Vec<String> = definitions
        .into_iter()
        .filter_map(|indicator| {
            let fact = assessment.facts.of(entity.code(), indicator, year)?;
            Some(story.of(indicator, fact))
        })
        .collect();
    if texts.is_empty() {
        return Err(Failure::new(
            format!("“{}”是全市指标，没有学校的数", options.indicator),
            "请去掉--school",
        ));
    }
    console.result(&texts.join("\n"));
    Ok(Done::Clean)
}

/// A school, or a region of the bureau.
fn entity_named<'a>(folder: &'a Folder, wanted: &str) -> Result<Entity<'a>, Failure> {
    let is_wanted =
        |entity: &Entity<'_>| entity.code().as_str() == wanted || entity.name() == wanted;
    let mut regions = folder.bureau.regions.iter().map(Entity::Region);
    match regions.find(is_wanted) {
        Some(region) => Ok(region),
        None => Ok(Entity::School(school(folder, wanted)?)),
    }
}

/// An indicator by name or code, or the closest names there are.
fn indicator<'a>(edition: &'a Edition, wanted: &str) -> Result<&'a Indicator, Failure> {
    let all = edition.indicators();
    // The summary calls a national definition beside a bureau's own by this name.
    let wanted = wanted.trim_end_matches("（国家口径）");
    let by_alias = || {
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
        .ok_or_else(|| {
            let names: Vec<&str> = similar(all, wanted)
                .into_iter()
                .map(|found| found.name.as_str())
                .collect();
            let remedy = if names.is_empty() {
                "用cargo xtask catalogue indicators查看全部指标".into()
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

struct Story<'a> {
    folder: &'a Folder,
    assessment: &'a Assessment,
    entity: Entity<'a>,
}

impl Story<'_> {
    fn of(&self, indicator: &Indicator, fact: &Fact) -> String {
        let edition = &self.assessment.this.edition;
        let mut lines = vec![
            format!(
                "{}　{}　{}年：{}{}",
                indicator.name,
                self.entity.name(),
                fact.key.year,
                fact.display(),
                fact.figure()
                    .map_or("", |figure| figure.published.unit_symbol())
            ),
            format!("  公式　{}", indicator.form.in_words(edition)),
            format!(
                "  口径　{}（{}，{}）",
                indicator.definition,
                indicator.version.in_words(),
                indicator.source
            ),
        ];
        lines.extend(
            indicator
                .reason
                .as_ref()
                .map(|reason| format!("  本局改用　{reason}")),
        );
        lines.push(format!("  计算　{}", calculation(indicator, fact)));
        let coverage = fact.coverage;
        if coverage.expected > 1 || coverage.is_partial() {
            let partial = if coverage.is_partial() {
                "，其余缺报，不在其内"
            } else {
                ""
            };
            lines.push(format!(
                "  范围　{}/{}所学校{partial}",
                coverage.reported, coverage.expected
            ));
        }
        lines.push(format!("  变化　{}", self.change(indicator, fact)));
        let (numerator, denominator) = fact.terms();
        if let Some(term) = numerator {
            lines.extend(self.term(
                if denominator.is_some() {
                    "分子"
                } else {
                    "合计"
                },
                term,
            ));
        }
        if let Some(term) = denominator {
            lines.extend(self.term("分母", term));
        }
        lines.push(String::new());
        lines.join("\n")
    }

    fn change(&self, indicator: &Indicator, fact: &Fact) -> String {
        let Some(change) = &fact.change else {
            return if fact.figure().is_none() {
                "本年没有值，无从比较"
            } else {
                "上年没有可比的数"
            }
            .into();
        };
        let last = self
            .assessment
            .facts
            .versions(self.entity.code(), &indicator.code, change.from_year)
            .filter(|last| last.key.vintage == change.from_vintage)
            // Across a change of definition there is no version in common.
            .min_by_key(|last| last.key.version != fact.key.version)
            .map_or_else(String::new, |last| {
                let unit = last
                    .figure()
                    .map_or("", |figure| figure.published.unit_symbol());
                format!(
                    "{}年{}{unit}（{}）",
                    change.from_year,
                    last.display(),
                    last.key.vintage.name()
                )
            });
        let exact = change
            .exact
            .as_ref()
            .map_or_else(String::new, |exact| format!("，未舍入{}", decimal(exact)));
        let unit = change.kind.unit_symbol(indicator.unit);
        format!("{}{unit}，对{last}{exact}", change.display())
    }

    fn term(&self, role: &str, term: &Term) -> Vec<String> {
        let mut lines = vec![format!("  {role}　{}", term.value.to_plain_text())];
        lines.extend(term.sources.iter().filter_map(|id| self.source(*id)));
        lines
    }

    fn source(&self, id: ObservationId) -> Option<String> {
        let Assessment { this, last, .. } = self.assessment;
        let datasets: [Option<&Dataset>; 2] =
            [Some(&this.dataset), last.as_ref().map(|l| &l.dataset)];
        let observation = datasets
            .into_iter()
            .flatten()
            .find_map(|data| data.observation(id))?;
        let entity = self.folder.bureau.entity(&observation.entity)?;
        let name = this
            .edition
            .item(&observation.item)
            .map_or("", |item| item.name.as_str());
        let value = match (observation.answer.number(), observation.answer.text()) {
            (Some(number), _) => number.to_plain_text(),
            (None, text) => text.unwrap_or("").to_owned(),
        };
        let (short, value) = (padded(entity.short(), 18), padded(&value, 10));
        Some(format!("    {short}{value} {name}　{}", observation.cell))
    }
}

fn calculation(indicator: &Indicator, fact: &Fact) -> String {
    match &fact.outcome {
        Outcome::Missing => "没有数据".into(),
        Outcome::Undefined {
            numerator,
            denominator,
            reason,
        } => {
            format!(
                "{} ÷ {}：{}",
                numerator.value,
                denominator.value,
                reason.words()
            )
        }
        Outcome::Value(figure) => rounding(indicator, figure),
    }
}

fn rounding(indicator: &Indicator, figure: &Figure) -> String {
    let Figure {
        published,
        exact,
        numerator,
        denominator,
    } = figure;
    let (Some(exact), Some(numerator)) = (exact, numerator) else {
        return published.to_string();
    };
    let Some(denominator) = denominator else {
        return format!("= {}", numerator.value.to_plain_text());
    };
    let percent = if published.unit.print_power() > 0 {
        " × 100"
    } else {
        ""
    };
    let in_print = exact.scaled(published.unit.print_power());
    format!(
        "{} ÷ {}{percent} = {}，保留{}位小数，四舍五入得{published}",
        numerator.value.to_plain_text(),
        denominator.value.to_plain_text(),
        decimal(&in_print),
        indicator.decimals,
    )
}

/// An exact number, or its first decimals with a mark that there are more.
fn decimal(exact: &Quantity) -> String {
    let text = exact.to_plain_text();
    if text.contains('/') {
        format!("{}…", exact.round(SHOWN_DECIMALS))
    } else {
        text
    }
}

/// Padded to a width in which a Chinese character counts two.
fn padded(text: &str, width: usize) -> String {
    let used: usize = text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(used)))
}
