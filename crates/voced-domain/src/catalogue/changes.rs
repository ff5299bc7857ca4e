//! What is otherwise in one year's definitions than in another's.

use std::collections::BTreeMap;

use super::edition::Edition;
use super::indicator::Indicator;
use super::item::DataItem;
use super::relation::Relation;
use super::threshold::Threshold;

/// What a change of definitions is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A group, a sheet of the workbook.
    Group,
    /// A data item.
    Item,
    /// An indicator that is more than the sum of one item.
    Indicator,
    /// A relation between items.
    Relation,
    /// A bound of a rule.
    Threshold,
}

impl Subject {
    /// What it is called in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Subject::Group => "分组",
            Subject::Item => "数据项",
            Subject::Indicator => "指标",
            Subject::Relation => "校验关系",
            Subject::Threshold => "阈值",
        }
    }
}

/// How a definition changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alteration {
    /// It is new.
    Begun,
    /// It is no more.
    Ended,
    /// It has another name, and its figures are compared all the same.
    Renamed {
        /// As it was.
        from: String,
    },
    /// It is worded otherwise and means the same.
    Reworded,
    /// It is computed or judged otherwise: figures are not compared.
    Redefined {
        /// As it was.
        from: String,
        /// As it is.
        to: String,
    },
}

/// One thing that is otherwise than in the other year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionChange {
    /// What it is about.
    pub subject: Subject,
    /// Code of the definition; number of an item.
    pub code: String,
    /// Name as it is, or was last; of a bound what it is about.
    pub name: String,
    /// The bound, where it is one.
    pub threshold: Option<Threshold>,
    /// How it changed.
    pub alteration: Alteration,
}

impl Edition {
    /// What is otherwise than in an earlier edition: groups, items, indicators, relations, thresholds,
    /// each in the order of the catalogue, what ended behind what is there.
    ///
    /// ```
    /// use voced_domain::{Alteration, Catalogue, ReferenceYear};
    ///
    /// let catalogue = Catalogue::national()?;
    /// let edition = |year| ReferenceYear::new(year).map(|year| catalogue.edition(year));
    /// let changes = edition(2023)?.changes_since(&edition(2022)?);
    /// let ended = changes.iter().filter(|change| change.alteration == Alteration::Ended);
    /// assert!(ended.map(|change| &*change.name).any(|name| name == "抗疫志愿服务"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn changes_since(&self, before: &Self) -> Vec<DefinitionChange> {
        let groups = |edition: &Self| {
            entries(edition.groups(), |group| Defined {
                subject: Subject::Group,
                code: group.code.to_string(),
                name: group.name.clone(),
                wording: group.instruction.clone(),
                meaning: String::new(),
                threshold: None,
            })
        };
        let items = |edition: &Self| entries(edition.items(), of_item);
        let indicators = |edition: &Self| {
            let more_than_one_item = edition.indicators().iter();
            let more_than_one_item = more_than_one_item.filter(|found| {
                let own = edition.items().iter();
                own.clone()
                    .all(|item| item.code.as_str() != found.code.as_str())
            });
            let defined: Vec<Indicator> = more_than_one_item.cloned().collect();
            entries(&defined, |found| of_indicator(edition, found))
        };
        let relations =
            |edition: &Self| entries(edition.relations(), |one| of_relation(edition, one));
        let thresholds =
            |edition: &Self| entries(edition.thresholds(), |one| of_threshold(edition, one));
        [
            compare(groups(before), groups(self)),
            compare(items(before), items(self)),
            compare(indicators(before), indicators(self)),
            compare(relations(before), relations(self)),
            compare(thresholds(before), thresholds(self)),
        ]
        .concat()
    }
}

/// A definition as far as years are compared.
#[derive(Clone)]
struct Defined {
    subject: Subject,
    code: String,
    name: String,
    /// How it is said.
    wording: String,
    /// What it means: where that differs, figures are not compared.
    meaning: String,
    threshold: Option<Threshold>,
}

fn entries<T>(all: &[T], of: impl Fn(&T) -> Defined) -> Vec<Defined> {
    all.iter().map(of).collect()
}

fn of_item(item: &DataItem) -> Defined {
    Defined {
        subject: Subject::Item,
        code: item.number.clone(),
        name: item.name.clone(),
        wording: format!("{}{}", item.definition, item.choices.join("、")),
        meaning: item.version.in_words(),
        threshold: None,
    }
}

fn of_indicator(edition: &Edition, indicator: &Indicator) -> Defined {
    Defined {
        subject: Subject::Indicator,
        code: indicator.code.to_string(),
        name: indicator.name.clone(),
        wording: indicator.definition.clone(),
        meaning: format!(
            "{}（{}）",
            indicator.formula.in_words(edition),
            indicator.version.in_words()
        ),
        threshold: None,
    }
}

fn of_relation(edition: &Edition, relation: &Relation) -> Defined {
    let side = |items: &[crate::code::ItemCode]| {
        let names = items.iter().map(|code| {
            let item = edition.item(code);
            item.map_or(code.to_string(), |item| item.name.clone())
        });
        names.collect::<Vec<_>>().join("＋")
    };
    let words = format!(
        "{} {} {}",
        side(&relation.left),
        relation.operator.sign(),
        side(&relation.right)
    );
    Defined {
        subject: Subject::Relation,
        code: relation.code.to_string(),
        name: words,
        wording: relation.because.clone(),
        meaning: relation.severity.name().into(),
        threshold: None,
    }
}

fn of_threshold(edition: &Edition, threshold: &Threshold) -> Defined {
    let about = threshold.about.as_ref().map_or(String::new(), |code| {
        let indicator = edition.indicator(code);
        indicator.map_or(code.to_string(), |found| found.name.clone())
    });
    let kind = threshold
        .kind
        .map_or(String::new(), |kind| format!("（{}）", kind.name()));
    Defined {
        subject: Subject::Threshold,
        code: threshold.key(),
        name: format!("{} {about}{kind}", threshold.rule),
        wording: threshold.source.clone(),
        meaning: threshold.to_string(),
        threshold: Some(threshold.clone()),
    }
}

fn compare(before: Vec<Defined>, this: Vec<Defined>) -> Vec<DefinitionChange> {
    let mut then: BTreeMap<String, Defined> = BTreeMap::new();
    let mut order = Vec::new();
    for one in before {
        order.push(one.code.clone());
        then.insert(one.code.clone(), one);
    }
    let mut changes = Vec::new();
    for now in this {
        let alteration = match then.remove(&now.code) {
            None => Some(Alteration::Begun),
            Some(was) => altered(&was, &now),
        };
        changes.extend(alteration.map(|alteration| now.changed(alteration)));
    }
    let gone = order.iter().filter_map(|code| then.get(code));
    changes.extend(gone.map(|was| was.clone().changed(Alteration::Ended)));
    changes
}

fn altered(was: &Defined, now: &Defined) -> Option<Alteration> {
    if was.meaning != now.meaning && !is_renamed_part(was, now) {
        return Some(Alteration::Redefined {
            from: was.meaning.clone(),
            to: now.meaning.clone(),
        });
    }
    if was.name != now.name {
        return Some(Alteration::Renamed {
            from: was.name.clone(),
        });
    }
    (was.wording != now.wording).then_some(Alteration::Reworded)
}

/// A formula in words changes with the name of an item in it, and means what it meant.
fn is_renamed_part(was: &Defined, now: &Defined) -> bool {
    let version = |meaning: &str| {
        meaning
            .rsplit_once('（')
            .map(|(_, version)| version.to_owned())
    };
    let parts = |meaning: &str| meaning.matches(['＋', '÷', '−', '×']).count();
    was.subject == Subject::Indicator
        && version(&was.meaning) == version(&now.meaning)
        && parts(&was.meaning) == parts(&now.meaning)
}

impl Defined {
    fn changed(self, alteration: Alteration) -> DefinitionChange {
        DefinitionChange {
            subject: self.subject,
            code: self.code,
            name: self.name,
            threshold: self.threshold,
            alteration,
        }
    }
}
