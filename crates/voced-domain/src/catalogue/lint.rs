//! What can be wrong with a catalogue as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::code::{DefinitionVersion, IndicatorCode, ItemCode};
use crate::unit::Unit;
use crate::year::Years;

use super::entries::{Catalogue, Entry, Fault, Place};
use super::indicator::{ChangeRule, Formula, Indicator};
use super::item::{DataItem, Kind};
use super::relation::Relation;
use super::threshold::Threshold;

/// All faults, by source and line.
pub(super) fn faults(catalogue: &Catalogue) -> Vec<Fault> {
    let mut lint = Lint {
        catalogue,
        faults: Vec::new(),
    };
    lint.duplicates();
    lint.alike();
    catalogue.groups.iter().for_each(|entry| lint.group(entry));
    catalogue.items.iter().for_each(|entry| lint.item(entry));
    catalogue
        .indicators
        .iter()
        .for_each(|entry| lint.indicator(entry));
    catalogue
        .relations
        .iter()
        .for_each(|entry| lint.relation(entry));
    let thresholds = &catalogue.thresholds;
    thresholds.iter().for_each(|entry| lint.threshold(entry));
    lint.unused();
    lint.faults
        .sort_by(|a, b| (&a.file, a.line).cmp(&(&b.file, b.line)));
    lint.faults
}

struct Lint<'a> {
    catalogue: &'a Catalogue,
    faults: Vec<Fault>,
}

impl<'a> Lint<'a> {
    fn push(&mut self, place: &Place, message: impl Into<String>) {
        self.faults.push(place.fault(message));
    }

    /// No two entries of one layer may define the same code, number or name for the same year.
    fn duplicates(&mut self) {
        let catalogue = self.catalogue;
        self.unique("分组代码", &catalogue.groups, |g| {
            (g.code.clone(), g.years())
        });
        self.unique("数据项代码", &catalogue.items, |i| {
            (i.code.clone(), i.years())
        });
        self.unique("编号", &catalogue.items, |i| {
            (i.number.clone(), i.years())
        });
        self.unique("分组与名称", &catalogue.items, |i| {
            (format!("{}·{}", i.group, i.name), i.years())
        });
        self.unique("指标代码", &catalogue.indicators, |i| {
            (i.code.clone(), i.years())
        });
        self.unique("关系代码", &catalogue.relations, |r| {
            (r.code.clone(), r.years())
        });
        self.unique("阈值", &catalogue.thresholds, |t| (t.key(), t.years()));
        for entry in &catalogue.indicators {
            let is_sum = |item: &&Entry<DataItem>| {
                item.value.code.as_str() == entry.value.code.as_str() && item.value.sum().is_some()
            };
            if catalogue.items.iter().any(|item| is_sum(&item)) {
                let code = &entry.value.code;
                self.push(
                    &entry.place,
                    format!("指标代码{code}与数据项的合计同名，请换一个代码"),
                );
            }
        }
    }

    /// Two indicators that are one under two codes, or that nobody could tell apart by name.
    fn alike(&mut self) {
        let indicators = &self.catalogue.indicators;
        for (idx, entry) in indicators.iter().enumerate() {
            let own = &entry.value;
            let others = indicators[..idx].iter().filter(|other| {
                other.value.code != own.code && other.value.years().overlaps(own.years())
            });
            for other in others {
                let (code, place) = (&other.value.code, &other.place);
                let same = match &other.value {
                    found if found.formula == own.formula && found.unit == own.unit => "公式和单位",
                    found if found.name == own.name => "名称",
                    _ => continue,
                };
                let message = format!(
                    "指标{}与{}:{}的指标{code}{same}相同，请只留一个或写明区别",
                    own.code, place.file, place.line
                );
                self.push(&entry.place, message);
            }
        }
    }

    fn unique<T, K: Ord + Display>(
        &mut self,
        what: &str,
        entries: &[Entry<T>],
        key: impl Fn(&T) -> (K, Years),
    ) {
        let mut seen: BTreeMap<(bool, K), Vec<(Years, &Place)>> = BTreeMap::new();
        for entry in entries {
            let (key, years) = key(&entry.value);
            let text = key.to_string();
            let others = seen.entry((entry.place.of_bureau, key)).or_default();
            if let Some((_, first)) = others.iter().find(|(span, _)| span.overlaps(years)) {
                let message = format!(
                    "{what}“{text}”在同一年里已由{}:{}定义",
                    first.file, first.line
                );
                self.push(&entry.place, message);
            }
            others.push((years, &entry.place));
        }
    }

    fn group(&mut self, entry: &Entry<super::item::Group>) {
        let group = &entry.value;
        self.described(&entry.place, "填表说明(instruction)", &group.instruction);
        let Some(table) = &group.table else { return };
        let holds_key =
            |item: &Entry<DataItem>| item.value.code == table.key && item.value.group == group.code;
        if !self.catalogue.items.iter().any(holds_key) {
            let message = format!("表“{}”的关键列{}不在本组", group.name, table.key);
            self.push(&entry.place, message);
        }
    }

    fn item(&mut self, entry: &Entry<DataItem>) {
        let (item, place) = (&entry.value, &entry.place);
        self.described(place, "口径(definition)", &item.definition);
        self.described(place, "统计时点(reference)", &item.reference);
        self.described(place, "来源(source)", &item.source);
        let national = catalogue_national(&self.catalogue.items, |found| found.code == item.code);
        let national = national.map(|found| &found.version);
        let own = Definition {
            name: &item.name,
            reason: item.reason.as_ref(),
            version: &item.version,
        };
        self.redefinition(place, &own, national);
        let groups = &self.catalogue.groups;
        if !groups.iter().any(|group| group.value.code == item.group) {
            self.push(place, format!("{item}的分组{}没有定义", item.group));
        }
        if item.kind.is_number() != item.unit.is_some() {
            self.push(
                place,
                format!("{item}：数字应有单位(unit)，文字、选项、日期不应有"),
            );
        }
        let has_choices = !item.choices.is_empty() || item.choices_from.is_some();
        if (item.kind == Kind::Choice) != has_choices {
            self.push(
                place,
                format!("{item}：选项(choices)应当且仅当类型为choice时给出"),
            );
        }
        if item.kind == Kind::Count && item.decimals > 0 {
            self.push(place, format!("{item}：计数没有小数位(decimals)"));
        }
    }

    fn indicator(&mut self, entry: &Entry<Indicator>) {
        let (indicator, place) = (&entry.value, &entry.place);
        self.described(place, "口径(definition)", &indicator.definition);
        self.described(place, "来源(source)", &indicator.source);
        let national = catalogue_national(&self.catalogue.indicators, |found| {
            found.code == indicator.code
        });
        let national = national.map(|found| &found.version);
        let own = Definition {
            name: &indicator.name,
            reason: indicator.reason.as_ref(),
            version: &indicator.version,
        };
        // Another name for the same figure is no other definition.
        let is_renamed = catalogue_national(&self.catalogue.indicators, |found| {
            found.gives_the_same(indicator)
        });
        self.redefinition(place, &own, national.filter(|_| is_renamed.is_none()));
        for code in indicator.formula.items() {
            self.known(place, &indicator.name, code, indicator.years());
        }
        // A unit that an unknown item might have had is no second fault.
        let all_known = indicator
            .formula
            .items()
            .all(|code| self.versions(code).next().is_some());
        if all_known && !self.fits(indicator) {
            let message = format!(
                "指标“{}”的单位“{}”与所用数据项的单位不合",
                indicator.name, indicator.unit
            );
            self.push(place, message);
        }
        let is_money = matches!(indicator.unit.base().0, Unit::Yuan | Unit::YuanPerMonth);
        if matches!(indicator.change, ChangeRule::Relative { .. }) && !is_money {
            let message = format!("指标“{}”不是金额，变化不能用增长率", indicator.name);
            self.push(place, message);
        }
    }

    /// A bureau's definition of what the nation defines needs a reason and a version of its own.
    fn redefinition(
        &mut self,
        place: &Place,
        own: &Definition<'_>,
        national: Option<&DefinitionVersion>,
    ) {
        let Definition {
            name,
            reason,
            version,
        } = *own;
        let Some(national) = national.filter(|_| place.of_bureau) else {
            return;
        };
        if reason.is_none_or(|reason| reason.trim().is_empty()) {
            self.push(place, format!("“{name}”改变了国家口径，须写明理由(reason)"));
        }
        if version == national {
            self.push(
                place,
                format!("“{name}”改变了国家口径，须另起口径版本(version)"),
            );
        }
    }

    fn relation(&mut self, entry: &Entry<Relation>) {
        let (relation, place) = (&entry.value, &entry.place);
        self.described(place, "理由(because)", &relation.because);
        self.described(place, "来源(source)", &relation.source);
        let sides = || relation.left.iter().chain(&relation.right);
        for code in sides() {
            self.known(place, relation.code.as_str(), code, relation.years());
        }
        if relation.left.is_empty() || relation.right.is_empty() {
            self.push(place, format!("关系{}缺少一边", relation.code));
        }
        let units: BTreeSet<_> = sides().filter_map(|code| self.unit_of(code)).collect();
        if units.len() > 1 {
            self.push(place, format!("关系{}两边的单位不同", relation.code));
        }
    }

    fn threshold(&mut self, entry: &Entry<Threshold>) {
        let (threshold, place) = (&entry.value, &entry.place);
        self.described(place, "来源(source)", &threshold.source);
        let name = format!("{}的{}", threshold.rule, threshold.name);
        if threshold.value.is_negative() {
            let value = threshold.value.to_plain_text();
            self.push(place, format!("{name}是{value}，阈值不能小于0"));
        }
        if let Some(about) = &threshold.about
            && !self.is_figure(about)
        {
            self.push(place, format!("阈值{name}所说的{about}没有定义"));
        }
        if !place.of_bureau {
            if threshold.school.is_some() {
                self.push(place, format!("阈值{name}不能在国家目录里写学校"));
            }
            return;
        }
        let is_known = catalogue_national(&self.catalogue.thresholds, |found| {
            (&found.rule, &found.name) == (&threshold.rule, &threshold.name)
        });
        if is_known.is_none() {
            self.push(place, format!("没有阈值{name}，请核对规则代码和名称"));
        }
        let reason = threshold.reason.as_deref().unwrap_or("");
        self.described(place, "理由(reason)", reason);
    }

    /// Whether a code is that of an item or an indicator.
    fn is_figure(&self, code: &IndicatorCode) -> bool {
        let mut items = self.catalogue.items.iter();
        let mut indicators = self.catalogue.indicators.iter();
        items.any(|entry| entry.value.code.as_str() == code.as_str())
            || indicators.any(|entry| entry.value.code == *code)
    }

    /// An item must exist in every year of the entry that uses it.
    fn known(&mut self, place: &Place, user: &str, code: &ItemCode, years: Years) {
        let versions: Vec<_> = self.versions(code).collect();
        if versions.is_empty() {
            self.push(place, format!("“{user}”用到的数据项{code}没有定义"));
            return;
        }
        let in_force = |year| versions.iter().any(|item| item.years().contains(year));
        let open = versions.iter().any(|item| item.until.is_none());
        let covered = in_force(years.since) && years.until.map_or(open, in_force);
        if !covered {
            self.push(
                place,
                format!("“{user}”用到的数据项{code}在其有效年度内并非都有定义"),
            );
        }
    }

    fn described(&mut self, place: &Place, field: &str, text: &str) {
        if text.trim().is_empty() {
            self.push(place, format!("{field}是空的，请写明"));
        }
    }

    /// A number that is neither published nor used is work for nothing.
    fn unused(&mut self) {
        let catalogue = self.catalogue;
        let in_indicators = catalogue
            .indicators
            .iter()
            .flat_map(|e| e.value.formula.items());
        let in_relations = catalogue
            .relations
            .iter()
            .flat_map(|e| e.value.left.iter().chain(&e.value.right));
        let used: BTreeSet<_> = in_indicators.chain(in_relations).collect();
        for entry in &catalogue.items {
            let item = &entry.value;
            let is_used = item.for_rule.is_some() || used.contains(&item.code);
            if item.kind.is_number() && item.sum().is_none() && !is_used {
                self.push(&entry.place, format!("{item}没有被任何指标或关系用到"));
            }
        }
        for entry in &catalogue.groups {
            let group = &entry.value;
            if !catalogue
                .items
                .iter()
                .any(|item| item.value.group == group.code)
            {
                self.push(&entry.place, format!("分组“{}”没有数据项", group.name));
            }
        }
    }

    fn versions(&self, code: &ItemCode) -> impl Iterator<Item = &'a DataItem> + use<'a> {
        let code = code.clone();
        let items = self.catalogue.items.iter().map(|entry| &entry.value);
        items.filter(move |item| item.code == code)
    }

    /// The unit in which an item is counted; `None` for texts.
    fn unit_of(&self, code: &ItemCode) -> Option<Unit> {
        self.versions(code)
            .find_map(|item| item.unit)
            .map(|unit| unit.base().0)
    }

    fn fits(&self, indicator: &Indicator) -> bool {
        let unit = indicator.unit;
        let units = |codes: &[ItemCode]| -> BTreeSet<Option<Unit>> {
            codes.iter().map(|code| self.unit_of(code)).collect()
        };
        let only = |codes: &[ItemCode], unit: Unit| units(codes) == [Some(unit)].into();
        let alike = |a: &[ItemCode], b: &[ItemCode]| units(a) == units(b) && units(a).len() == 1;
        match &indicator.formula {
            Formula::Sum { of } => only(of, unit.base().0),
            Formula::Given { of } | Formula::WeightedMean { of, .. } => {
                self.unit_of(of) == Some(unit.base().0)
            }
            Formula::Distinct { of, .. } | Formula::Tally { of, .. } => self.unit_of(of).is_none(),
            Formula::Share {
                numerator,
                denominator,
            } => unit == Unit::Percent && alike(numerator, denominator),
            Formula::Ratio {
                numerator,
                denominator,
            } => match unit {
                Unit::Percent | Unit::ToOne => alike(numerator, denominator),
                _ => {
                    let per_student = numerator
                        .first()
                        .and_then(|code| self.versions(code).find_map(|item| item.unit))
                        .and_then(Unit::per_student);
                    per_student == Some(unit) && only(denominator, Unit::Person)
                }
            },
            Formula::Complement { part, other } => unit == Unit::TwoShares && alike(part, other),
        }
    }
}

/// The national entry that fits, if there is one.
fn catalogue_national<T>(entries: &[Entry<T>], fits: impl Fn(&T) -> bool) -> Option<&T> {
    let mut national = entries.iter().filter(|entry| !entry.place.of_bureau);
    national
        .find(|entry| fits(&entry.value))
        .map(|entry| &entry.value)
}

/// A definition of an item or indicator, as far as it may redefine the nation's.
struct Definition<'d> {
    name: &'d str,
    reason: Option<&'d String>,
    version: &'d DefinitionVersion,
}
