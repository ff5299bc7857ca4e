//! Where a number stands in the report and what it is made of; and from a cell, what depends on it.

use std::collections::BTreeSet;

use voced_domain::{Fact, FactKey, Observation, Position, is_digit, numerals};
use voced_pipeline::Assessment;
use voced_report::{Audience, Figure, Report, Standing, Trace, compose};

use crate::arguments::TraceOptions;
use crate::{Console, Done, Failure, explain};

pub(crate) fn trace(options: &TraceOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, mut assessment) = options.bureau.assess(console)?;
    let texts = folder.texts(assessment.year())?;
    assessment.texts = texts.map(|texts| texts.content);
    let query = TraceQuery {
        assessment: &assessment,
        report: report(&assessment)?,
    };
    let wanted = options.wanted.trim();
    let text = match wanted.rsplit_once(['!', '！']) {
        Some((place, cell)) => query.cell(place, cell)?,
        None if wanted.contains(is_digit) && !wanted.contains(char::is_alphabetic) => {
            query.number(wanted)?
        }
        None => query.indicator(wanted, console)?,
    };
    console.result(&text)?;
    Ok(Done::Clean)
}

/// The bureau's own edition, which has most in it; as a draft, so that nothing stops it.
fn report(assessment: &Assessment) -> Result<Option<Report>, Failure> {
    let Some(texts) = &assessment.texts else {
        return Ok(None);
    };
    let run = assessment.run(assessment.year().usual_day_of_issue());
    let narrative = texts.narrative().map_err(Failure::of)?;
    let report = compose(&run, &narrative, Audience::Internal, Standing::Draft);
    report.map(Some).map_err(Failure::of)
}

struct TraceQuery<'a> {
    assessment: &'a Assessment,
    report: Option<Report>,
}

impl TraceQuery<'_> {
    /// Every figure of the report that shows this number.
    fn number(&self, wanted: &str) -> Result<String, Failure> {
        let Some(report) = &self.report else {
            return Err(Failure::new(
                "没有报告正文，无从查数",
                "请放入narrative文件夹，或按指标名称查",
            ));
        };
        let wanted = wanted.trim_start_matches(['+', '-', '−']);
        let bare = wanted.trim_end_matches(['%', '％']);
        let shows = |text: &str| {
            let mut found = numerals(text).into_iter();
            found.any(|number| {
                let number = &text[number.range];
                number == wanted || number.trim_end_matches(['%', '％']) == bare
            })
        };
        let figures = report.figures.iter().filter(|figure| shows(&figure.text));
        let keys: BTreeSet<&FactKey> = figures.map(|figure| &figure.tag.key).collect();
        if keys.is_empty() {
            return Err(Failure::new(
                format!("报告里没有“{wanted}”这个数"),
                "请按报告里的写法输入，如97.8；指标可按名称查",
            ));
        }
        let stories = keys
            .into_iter()
            .map(|key| self.story(key, |text| shows(text)));
        Ok(stories.collect::<Vec<_>>().join("\n"))
    }

    /// Where an indicator stands, and what it is made of.
    fn indicator(&self, wanted: &str, console: &Console) -> Result<String, Failure> {
        let edition = &self.assessment.this.edition;
        let code = &explain::indicator(edition, wanted, console)?.code;
        let city = &self.assessment.bureau.own_region().code;
        let facts = self.assessment.facts.versions(city, code, edition.year());
        let stories: Vec<String> = facts.map(|fact| self.story(&fact.key, |_| true)).collect();
        Ok(stories.join("\n"))
    }

    /// A fact's places in the report and its story.
    fn story(&self, key: &FactKey, shows: impl Fn(&str) -> bool) -> String {
        let fact = self.fact(key);
        let traced = fact.and_then(|fact| Some(explain::story(&self.trace(fact)?, fact)));
        let places = self.places(|figure| figure.tag.key == *key && shows(&figure.text));
        format!("{}{places}", traced.unwrap_or_default())
    }

    /// What depends on a cell: figures, and the sentences that say them.
    fn cell(&self, place: &str, cell: &str) -> Result<String, Failure> {
        let observations = self.observations(place, cell);
        if observations.is_empty() {
            return Err(Failure::new(
                format!("没有从“{place}!{cell}”读到数据"),
                "请写成学校:表!单元格，如四平卫校:表6!E5",
            ));
        }
        let texts = observations.into_iter().map(|found| self.dependants(found));
        Ok(texts.collect::<Vec<_>>().join("\n"))
    }

    fn observations(&self, place: &str, cell: &str) -> Vec<&Observation> {
        let (school, sheet) = match place.split_once([':', '：']) {
            Some((school, sheet)) => (Some(school.trim()), sheet.trim()),
            None => (None, place.trim()),
        };
        let position = Position::from_a1(&cell.trim().to_ascii_uppercase());
        let named = school.and_then(|called| self.assessment.bureau.find(called));
        let is_meant = |found: &&Observation| {
            let is_named = named.is_some_and(|entity| *entity.code() == found.entity);
            let is_of_school =
                school.is_none_or(|called| is_named || found.cell.file.as_ref() == called);
            is_of_school
                && is_sheet(&found.cell.sheet, sheet)
                && Some(found.cell.position) == position
        };
        let dataset = &self.assessment.this.dataset;
        dataset.observations().iter().filter(is_meant).collect()
    }

    fn dependants(&self, found: &Observation) -> String {
        let edition = &self.assessment.this.edition;
        let item = edition
            .item(&found.item)
            .map_or("", |item| item.name.as_str());
        let value = match (found.answer.number(), found.answer.text()) {
            (Some(number), _) => number.to_plain_text(),
            (None, text) => text.unwrap_or("（空）").to_owned(),
        };
        let facts = self.assessment.facts.iter();
        let dependants: Vec<&Fact> = facts
            .filter(|fact| fact.in_force && fact.sources().contains(&found.id))
            .collect();
        let mut lines = vec![format!("{} {item}：{value}", found.cell)];
        lines.push(format!("  用在{}个指标里", dependants.len()));
        for fact in &dependants {
            if let Some(trace) = self.trace(fact) {
                lines.push(format!(
                    "    {} {}：{}",
                    trace.entity, trace.name, trace.display
                ));
            }
        }
        let keys: BTreeSet<&FactKey> = dependants.iter().map(|fact| &fact.key).collect();
        let places = self.places(|figure| keys.contains(&figure.tag.key));
        format!("{}\n{places}", lines.join("\n"))
    }

    /// Sentences of the report with a figure that is meant.
    fn places(&self, is_meant: impl Fn(&Figure) -> bool) -> String {
        let Some(report) = &self.report else {
            return String::new();
        };
        let sentences = report.sentences().into_iter();
        let lines: Vec<String> = sentences
            .filter(|sentence| {
                let mut figures = sentence.figures.iter().map(|id| report.figure(*id));
                figures.any(&is_meant)
            })
            .map(|sentence| {
                let place = match sentence.place.as_str() {
                    "" => "前言",
                    place => place,
                };
                format!("    {place}　{}", sentence.text)
            })
            .collect();
        if lines.is_empty() {
            return "  报告里没有用到\n".into();
        }
        format!("  报告里{}处\n{}\n", lines.len(), lines.join("\n"))
    }

    fn fact(&self, key: &FactKey) -> Option<&Fact> {
        let facts = &self.assessment.facts;
        let mut versions = facts.versions(&key.entity, &key.indicator, key.year);
        versions.find(|fact| fact.key == *key)
    }

    fn trace(&self, fact: &Fact) -> Option<Trace> {
        let run = self
            .assessment
            .run(self.assessment.year().usual_day_of_issue());
        Trace::of_key(&run, &fact.key)
    }
}

/// 表6 names the sheet 表6学生发展, and not 表60.
fn is_sheet(sheet: &str, wanted: &str) -> bool {
    let rest = sheet.strip_prefix(wanted);
    !wanted.is_empty() && rest.is_some_and(|rest| !rest.starts_with(is_digit))
}
