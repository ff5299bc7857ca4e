//! What lies at hand while a report is composed: definitions and facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use voced_domain::{
    Bureau, DefinitionVersion, Edition, Entity, EntityCode, Fact, Facts, Indicator, IndicatorCode,
    Outcome, ReferenceYear,
};

use crate::model::{Audience, Inline};
use crate::outline::Narrative;
use crate::picture::Pictures;
use crate::recorder::Recorder;
use crate::run::Run;
use crate::standing::Standing;
use crate::wording::value_words;

/// Shared by the functions of the templates, which must own what they use.
#[derive(Debug)]
pub(crate) struct ComposeContext {
    pub(crate) bureau: Arc<Bureau>,
    pub(crate) edition: Arc<Edition>,
    pub(crate) facts: Arc<Facts>,
    pub(crate) audience: Audience,
    /// In a draft a missing value is named in the text instead of stopping the report.
    pub(crate) standing: Standing,
    /// Schools that handed in a workbook.
    reporting: BTreeSet<EntityCode>,
    /// Whether there is any figure of the year before.
    pub(crate) has_last_year: bool,
    /// The years of which the region has any figure, this one the last.
    pub(crate) years: Vec<ReferenceYear>,
    /// Names that data brings in, which may hold digits: 第101中学.
    names: BTreeSet<String>,
    /// The pictures that the texts name.
    pub(crate) pictures: Arc<Pictures>,
    /// What was made use of.
    pub(crate) recorder: Recorder,
}

/// Which fact of an indicator is meant: the region's of this year unless said otherwise.
#[derive(Clone, Debug, Default)]
pub(crate) struct FactSelector {
    pub(crate) school: Option<String>,
    pub(crate) year: Option<u16>,
    pub(crate) version: Option<String>,
}

/// What is the matter with a use of a fact, and what to do.
#[derive(Clone, Debug)]
pub(crate) struct Misuse {
    pub(crate) message: String,
    pub(crate) remedy: String,
}

impl Misuse {
    pub(crate) fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl ComposeContext {
    pub(crate) fn new(
        run: &Run<'_>,
        narrative: &Narrative,
        audience: Audience,
        standing: Standing,
    ) -> Self {
        Self {
            bureau: Arc::clone(run.bureau),
            edition: Arc::clone(run.this.edition),
            facts: Arc::clone(run.facts),
            audience,
            standing,
            reporting: reporting(run),
            has_last_year: {
                let year = run.this.edition.year().previous();
                let mut facts = run.facts.iter();
                facts.any(|fact| fact.key.year == year && fact.figure().is_some())
            },
            years: run.years(),
            names: names(run),
            pictures: Arc::clone(&narrative.pictures),
            recorder: Recorder::default(),
        }
    }

    pub(crate) fn year(&self) -> ReferenceYear {
        self.edition.year()
    }

    /// Whether a school handed in a workbook.
    pub(crate) fn reports(&self, school: &EntityCode) -> bool {
        self.reporting.contains(school)
    }

    pub(crate) fn is_name(&self, text: &str) -> bool {
        self.names.contains(text)
    }

    /// What the figures of the bureau's own region are broken down into.
    pub(crate) fn parts(&self) -> Vec<Entity<'_>> {
        self.bureau.parts_of(self.bureau.own_region())
    }

    /// What the first column of such a break-down is headed.
    pub(crate) fn head_of_parts(&self) -> &'static str {
        match self.parts().first() {
            Some(Entity::Region(_)) => "地区",
            _ => "学校",
        }
    }

    /// The bureau's own region.
    pub(crate) fn region(&self) -> &EntityCode {
        &self.bureau.own_region().code
    }

    /// An indicator by its code.
    pub(crate) fn indicator(&self, code: &str) -> Result<&Indicator, Misuse> {
        let found = IndicatorCode::new(code)
            .ok()
            .and_then(|code| self.edition.indicator(&code));
        found.ok_or_else(|| {
            let near = self.similar(code);
            let remedy = if near.is_empty() {
                "用catalogue indicators命令查看全部指标代码".into()
            } else {
                format!("是不是：{}", near.join("、"))
            };
            Misuse::new(format!("没有指标代码“{code}”"), remedy)
        })
    }

    /// The fact that is meant, whether it has a value or not.
    pub(crate) fn fact(
        &self,
        code: &str,
        selector: &FactSelector,
    ) -> Result<(&Indicator, &Fact), Misuse> {
        let indicator = self.indicator(code)?;
        let entity = self.entity(selector)?;
        let year = self.year_of(selector)?;
        let name = &indicator.name;
        let none = || {
            Misuse::new(
                format!("没有{year}年的“{name}”（{code}）"),
                "请核对代码、学校和年度；更早的年度要在outline.toml里写years，如years = 5",
            )
        };
        if let Some(version) = &selector.version {
            let version = DefinitionVersion::new(version).map_err(|_| none())?;
            let mut versions = self.facts.versions(&entity, &indicator.code, year);
            let fact = versions.find(|fact| fact.key.version == version);
            let known = self.edition.definition(&indicator.code, &version);
            return Ok((known.unwrap_or(indicator), fact.ok_or_else(none)?));
        }
        let fact = self.facts.get(&entity, &indicator.code, year);
        let printed = || {
            let mut versions = self.facts.versions(&entity, &indicator.code, year);
            versions.find(|fact| fact.figure().is_some())
        };
        Ok((indicator, fact.or_else(printed).ok_or_else(none)?))
    }

    fn entity(&self, selector: &FactSelector) -> Result<EntityCode, Misuse> {
        let Some(wanted) = &selector.school else {
            return Ok(self.region().clone());
        };
        let found = self.bureau.find(wanted);
        found.map(|entity| entity.code().clone()).ok_or_else(|| {
            Misuse::new(
                format!("本局没有学校“{wanted}”"),
                "请用bureau.toml里的代码或名称",
            )
        })
    }

    fn year_of(&self, selector: &FactSelector) -> Result<ReferenceYear, Misuse> {
        match selector.year {
            None => Ok(self.year()),
            Some(year) => ReferenceYear::new(year)
                .map_err(|error| Misuse::new(error.to_string(), "请核对年度")),
        }
    }

    /// What a fact without a value says in a sentence of a draft; an error elsewhere.
    pub(crate) fn absent(&self, indicator: &Indicator, fact: &Fact) -> Result<Inline, Misuse> {
        let Indicator { name, code, .. } = indicator;
        if self.standing == Standing::Draft {
            let text = format!("【{name}：{}】", fact.display());
            return Ok(Inline::Text { text });
        }
        let entity = self.bureau.entity(&fact.key.entity);
        let entity = entity.map_or("", voced_domain::Entity::name);
        let why = match &fact.outcome {
            Outcome::Undefined { reason, .. } => reason.words(),
            _ => "没有学校报数",
        };
        Err(Misuse::new(
            format!("{entity}{}年的“{name}”没有值：{why}", fact.key.year),
            format!(
                "请用{{% if has(\"{code}\") %}}…{{% else %}}…{{% endif %}}写明没有值时怎么说，或先写草稿看"
            ),
        ))
    }

    /// Codes of the region's indicators of this year that are printed as `text`, with or without unit.
    pub(crate) fn with_value(&self, text: &str) -> Vec<String> {
        let is_meant = |indicator: &&Indicator| {
            let fact = self.facts.get(self.region(), &indicator.code, self.year());
            fact.and_then(Fact::figure).is_some_and(|figure| {
                figure.published.to_string() == text || value_words(&figure.published) == text
            })
        };
        let indicators = self.edition.indicators().iter().filter(is_meant);
        indicators
            .map(|found| found.code.to_string())
            .take(3)
            .collect()
    }

    /// Codes that share words with what was written, the nearest first.
    fn similar(&self, wanted: &str) -> Vec<String> {
        let words = |code: &str| -> BTreeSet<String> {
            code.split(['.', '_']).map(str::to_owned).collect()
        };
        let wanted = words(wanted);
        let nearness = |found: &Indicator| {
            let own = words(found.code.as_str());
            (own.intersection(&wanted).count(), own.len())
        };
        let mut near: Vec<_> = self
            .edition
            .indicators()
            .iter()
            .map(|found| (nearness(found), found))
            .filter(|((shared, _), _)| *shared > 0)
            .collect();
        near.sort_by_key(|((shared, words), _)| (std::cmp::Reverse(*shared), *words));
        let names = near
            .iter()
            .map(|(_, found)| format!("{}（{}）", found.code, found.name));
        names.take(3).collect()
    }
}

fn reporting(run: &Run<'_>) -> BTreeSet<EntityCode> {
    let codes = run.bureau.schools().iter().map(|school| &school.code);
    codes
        .filter(|code| run.this.dataset.has(code))
        .cloned()
        .collect()
}

/// Names from the bureau's data that a template may print.
fn names(run: &Run<'_>) -> BTreeSet<String> {
    let year = run.this.edition.year();
    let mut names: BTreeSet<String> = [run.bureau.name.clone(), year.to_string()].into();
    names.extend(run.years().iter().map(ReferenceYear::to_string));
    names.insert(year.previous().to_string());
    names.extend(run.bureau.entities().map(|entity| entity.name().to_owned()));
    for school in run.bureau.schools() {
        names.extend([school.short.clone(), school.code.to_string()]);
        names.extend([school.county.clone()]);
        names.extend(school.honours.iter().cloned());
    }
    names
}
