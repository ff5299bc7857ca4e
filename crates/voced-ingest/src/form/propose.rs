//! From the rows of a form to entries of a bureau's catalogue.

use voced_domain::{
    Catalogue, DataItem, Edition, GroupCode, ItemCode, Operator, ReferenceYear, ReportingUnit, Unit,
};

use super::codes::{Codes, NewCode};
use super::entries::{
    Made, Named, group_entry, indicator_entry, item_entry, mean_entry, relation_entry,
    retired_entry, undecided_entry,
};
use super::known::{Definitions, Known};
use super::names::names;
use super::own_group::{align, own_group};
use super::proposal::Proposal;
use super::quotients::{Quotient, quotient};
use super::read::Form;
use super::relations::{RowRelation, codes, relations};
use super::toml_text::Entry;
use super::units::{Asked, What, asked};
use super::words::{harmless, key};

/// What a form is used for.
#[derive(Clone, Copy, Debug)]
pub struct FormUse<'a> {
    /// The first year in which it is filled in.
    pub year: ReferenceYear,
    /// Who fills it in.
    pub reporting_unit: ReportingUnit,
    /// The file, which the entries name as their source.
    pub file: &'a str,
    /// The bureau's own definitions as they are written, so that no code in them is given twice.
    pub own_text: &'a str,
}

/// What a bureau's catalogue needs for its schools to be asked what the forms ask for. What it has already, of
/// the nation's or of its own, is not defined again; what an earlier form had and this one has not ends before
/// the year.
///
/// The same forms give the same entries. Which rows are parts, which sums and which quotients is this project's
/// own reading; where it had to guess, the entry says so.
pub fn propose(forms: &[Form], catalogue: &Catalogue, form_use: &FormUse<'_>) -> Proposal {
    let edition = catalogue.edition(form_use.year);
    let last = catalogue.edition(ReferenceYear::LAST);
    let mut codes = Codes::new(&edition, &last, form_use.own_text);
    let mut proposal = Proposal::default();
    for form in forms {
        Desk::new(form, &edition, form_use, &mut codes).work(&mut proposal);
    }
    proposal
}

/// One form, and what is known of its rows so far.
pub(super) struct Desk<'a, 'c> {
    pub(super) form: &'a Form,
    pub(super) edition: &'a Edition,
    pub(super) form_use: &'a FormUse<'a>,
    pub(super) codes: &'c mut Codes<'a>,
    pub(super) definitions: Definitions<'a>,
    pub(super) asked: Vec<Asked>,
    /// Names as items have them, each only once.
    pub(super) names: Vec<String>,
    pub(super) made: Made,
    pub(super) is_new_group: bool,
    /// The item of each row, where it has one.
    pub(super) items: Vec<Option<ItemCode>>,
    pub(super) entries: Vec<Entry>,
}

impl<'a, 'c> Desk<'a, 'c> {
    fn new(
        form: &'a Form,
        edition: &'a Edition,
        form_use: &'a FormUse<'a>,
        codes: &'c mut Codes<'a>,
    ) -> Self {
        let own = own_group(edition, form);
        let reporting_unit = own.map_or(form_use.reporting_unit, |group| group.reporting_unit);
        let group = own.map_or_else(|| codes.group(&form.title), |group| group.code.clone());
        let prefix = codes.prefix(&group, reporting_unit);
        Self {
            asked: form
                .rows
                .iter()
                .map(|row| asked(&row.name, &row.unit))
                .collect(),
            names: names(&form.rows),
            made: Made {
                group,
                prefix,
                title: form.title.clone(),
                source: format!("本局表样“{}”", harmless(form_use.file)),
                year: form_use.year,
            },
            is_new_group: own.is_none(),
            items: vec![None; form.rows.len()],
            entries: Vec::new(),
            definitions: Definitions {
                edition,
                reporting_unit,
            },
            form,
            edition,
            form_use,
            codes,
        }
    }

    fn work(mut self, proposal: &mut Proposal) {
        let group = self.edition.group(&self.made.group);
        let aligned = group.map(|group| align(self.edition, group, self.form, &self.names));
        let mut quotients = Vec::new();
        for idx in 0..self.form.rows.len() {
            let own = aligned.as_ref().and_then(|aligned| aligned.rows[idx]);
            self.row(idx, own, &mut quotients, proposal);
        }
        for idx in quotients {
            self.quotient(idx, proposal);
        }
        let has_items = self
            .entries
            .iter()
            .any(|entry| entry.table == "item" && !entry.is_comment);
        if self.is_new_group && has_items {
            let unit = self.definitions.reporting_unit;
            proposal.entries.push(group_entry(&self.made, unit));
        }
        let gone = self.gone(aligned.as_ref(), proposal);
        self.relations(&gone);
        proposal.entries.append(&mut self.entries);
    }

    /// One row: known already, or new.
    fn row(
        &mut self,
        idx: usize,
        own: Option<&'a DataItem>,
        quotients: &mut Vec<usize>,
        proposal: &mut Proposal,
    ) {
        let row = &self.form.rows[idx];
        if let Some(item) = own {
            self.items[idx] = Some(item.code.clone());
            self.compare(idx, item, proposal);
            return;
        }
        if self.own_indicator(&self.names[idx]) {
            return;
        }
        let what = self.asked[idx].what;
        let parent = self
            .parent(idx)
            .and_then(|parent| self.items[parent].as_ref());
        if let Some(known) = self.definitions.find(row, what, parent) {
            let what = format!("“{}”就是{}，不另定义", row.name, known.named());
            proposal.say("已有", &row.place, what);
            if let Known::Item(item) = known {
                self.items[idx] = Some(item.code.clone());
            }
            return;
        }
        match what {
            What::Quotient(_) => quotients.push(idx),
            What::Mean(unit) => self.mean(idx, unit, proposal),
            What::Number(_) | What::Text => {
                let code = self.code(idx);
                let entry = item_entry(&self.made, self.named(idx), &code);
                self.say_new(idx, &code.number, proposal);
                self.entries.push(entry);
                self.items[idx] = Some(code.code);
            }
        }
    }

    fn named(&self, idx: usize) -> Named<'_> {
        Named {
            row: &self.form.rows[idx],
            name: &self.names[idx],
            asked: &self.asked[idx],
        }
    }

    fn code(&mut self, idx: usize) -> NewCode {
        self.codes
            .item(&self.made.group, &self.made.prefix, idx + 1)
    }

    fn say_new(&self, idx: usize, number: &str, proposal: &mut Proposal) {
        let what = format!("{number} {}", self.names[idx]);
        proposal.say("新增", &self.form.rows[idx].place, what);
    }

    /// The row that one is a part of.
    fn parent(&self, idx: usize) -> Option<usize> {
        let rows = &self.form.rows;
        (0..idx)
            .rev()
            .find(|above| rows[*above].depth < rows[idx].depth)
    }

    fn own_indicator(&self, name: &str) -> bool {
        let mut indicators = self.edition.indicators().iter();
        indicators.any(|found| found.group == self.made.group && key(&found.name) == key(name))
    }

    /// A mean of the schools' means, where the catalogue says over whom such means are taken.
    fn mean(&mut self, idx: usize, unit: Unit, proposal: &mut Proposal) {
        let weight = self.definitions.weight_of(unit);
        let is_regions = self.definitions.reporting_unit == ReportingUnit::Region;
        if weight.is_none() && !is_regions {
            self.undecided(idx, "平均数", proposal);
            return;
        }
        let code = self.code(idx);
        self.say_new(idx, &code.number, proposal);
        self.entries
            .push(item_entry(&self.made, self.named(idx), &code));
        let weight = weight.filter(|_| !is_regions);
        let named = self.named(idx);
        self.entries
            .push(mean_entry(&self.made, named, &code, weight.as_ref()));
        self.items[idx] = Some(code.code);
    }

    /// An indicator, where its parts are obvious.
    fn quotient(&mut self, idx: usize, proposal: &mut Proposal) {
        let What::Quotient(unit) = self.asked[idx].what else {
            return;
        };
        let row = &self.form.rows[idx];
        let item_named = |name: &str| {
            let name = key(name);
            let mut rows = (0..self.form.rows.len()).filter(|at| *at != idx);
            let own = rows.find(|at| key(&self.form.rows[*at].name) == name);
            own.and_then(|at| {
                self.items[at]
                    .clone()
                    .map(|code| (code, self.asked[at].what.unit()))
            })
            .or_else(|| {
                let item = self.definitions.item_named(&name)?;
                self.definitions
                    .is_lasting(&item.code)
                    .then(|| (item.code.clone(), item.unit))
            })
        };
        let Some(quotient) = quotient(row, unit, item_named) else {
            self.undecided(idx, "比率", proposal);
            return;
        };
        let same = self
            .edition
            .indicators()
            .iter()
            .find(|found| found.unit == unit && quotient.is_it(&found.formula));
        if let Some(same) = same {
            let known = Known::Indicator(same).named();
            proposal.say(
                "已有",
                &row.place,
                format!("“{}”与{known}公式相同，不另定义", row.name),
            );
            return;
        }
        let group = self.group_of_indicator(&quotient);
        let code = self.code(idx);
        let name = self.indicator_name(&self.names[idx]);
        self.say_new(idx, "指标", proposal);
        let made = Made {
            group,
            ..self.made.clone()
        };
        let named = Named {
            name: &name,
            ..self.named(idx)
        };
        let entry = indicator_entry(&made, named, &code.code, &quotient);
        self.entries.push(entry);
    }

    /// The group under which an indicator is printed: the form's, where that has items.
    fn group_of_indicator(&self, quotient: &Quotient) -> GroupCode {
        let has_items = self.entries.iter().any(|entry| entry.table == "item");
        if has_items || !self.is_new_group {
            return self.made.group.clone();
        }
        let item = self.edition.item(&quotient.numerator);
        item.map_or_else(|| self.made.group.clone(), |item| item.group.clone())
    }

    /// No two indicators can be told apart by their codes alone.
    fn indicator_name(&self, name: &str) -> String {
        let mut indicators = self.edition.indicators().iter();
        if indicators.any(|found| key(&found.name) == key(name)) {
            format!("{name}（本局）")
        } else {
            name.to_owned()
        }
    }

    /// What only a person can say, as lines that wait for it.
    fn undecided(&mut self, idx: usize, kind: &str, proposal: &mut Proposal) {
        let row = &self.form.rows[idx];
        let name = &self.names[idx];
        let remark = format!(
            "“{}”的“{name}”是{kind}，表样没有写明由哪两项相除；请写明分子分母，去掉下面各行前面的#",
            self.made.title
        );
        let what = format!("“{name}”是{kind}，表样没有写明由哪两项相除，先写成注释");
        proposal.say("待核", &row.place, what);
        let named = self.named(idx);
        let entry = undecided_entry(&self.made, named, idx + 1, remark);
        self.entries.push(entry);
    }

    /// Relations of the form that the catalogue does not have.
    fn relations(&mut self, gone: &[ItemCode]) {
        let unit = |at: usize| match self.asked[at].what {
            What::Number(unit) => Some(unit.base().0),
            _ => None,
        };
        let printed = |at: usize| key(&self.form.rows[at].unit);
        let is_sure = |at: usize| self.asked[at].doubt.is_none();
        let is_alike = |one: usize, other: usize| {
            let is_told = is_sure(one) && is_sure(other) || printed(one) == printed(other);
            is_told && unit(one).is_some() && unit(one) == unit(other)
        };
        for relation in relations(&self.form.rows, is_alike) {
            self.relation(&relation, gone);
        }
    }

    fn relation(&mut self, relation: &RowRelation, gone: &[ItemCode]) {
        let sides = codes(&relation.left, &self.items).zip(codes(&relation.right, &self.items));
        let Some((left, right)) = sides else { return };
        let is_known = |code: &ItemCode| {
            self.edition.item(code).is_none() || self.definitions.is_lasting(code)
        };
        let all = || left.iter().chain(&right);
        if !all().all(is_known) || left == right {
            return;
        }
        let mut others = self.edition.relations().iter();
        let like = others.clone().find(|other| {
            other.operator == relation.operator && other.left == left && same(&other.right, &right)
        });
        if like.is_some() {
            return;
        }
        // A sum that has other parts than before takes the place of the one before.
        let replaced = others.find(|other| {
            let is_sum = other.operator == Operator::Equal;
            is_sum
                && relation.operator == other.operator
                && other.left == left
                && self.edition.is_own(other.code.as_str())
                && !other.right.iter().any(|code| gone.contains(code))
        });
        if let Some(replaced) = replaced {
            self.entries.push(retired_entry(
                replaced.code.as_str(),
                self.form_use.year.previous(),
                "合计的各分项变了，由下面新的关系代替",
                &format!("{}里合计的各分项变了。", self.made.source),
            ));
        }
        let code = self.codes.relation();
        self.entries
            .push(relation_entry(&self.made, relation, &code, &left, &right));
    }
}

fn same(one: &[ItemCode], other: &[ItemCode]) -> bool {
    let sorted = |codes: &[ItemCode]| {
        let mut codes = codes.to_vec();
        codes.sort();
        codes
    };
    sorted(one) == sorted(other)
}
