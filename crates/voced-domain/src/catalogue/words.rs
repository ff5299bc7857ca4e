//! Definitions in words, the same in every output.

use crate::code::{DefinitionVersion, ItemCode};

use super::edition::Edition;
use super::indicator::Formula;
use super::item::{DataItem, quoted};
use super::relation::{Operator, Relation};

impl Formula {
    /// The form as a formula in words: `就业人数 ÷ 毕业生数`. A name stands for the sum over the
    /// schools of the entity.
    pub fn in_words(&self, edition: &Edition) -> String {
        let name = |item: &ItemCode| -> String {
            edition
                .item(item)
                .map_or_else(|| item.to_string(), |item| item.name.clone())
        };
        let sum = |items: &[ItemCode]| -> String {
            let names: Vec<String> = items.iter().map(name).collect();
            match names.as_slice() {
                [name] => name.clone(),
                names => format!("（{}）", names.join("＋")),
            }
        };
        let (numerator, denominator) = (sum(self.numerator()), sum(self.denominator()));
        match self {
            Formula::Sum { of } => of.iter().map(name).collect::<Vec<_>>().join("＋"),
            Formula::Given { .. } => format!("直接取{numerator}，不由各校相加"),
            Formula::Distinct { prefix: None, .. } => {
                format!("{numerator}不重复的个数（各校并集）")
            }
            Formula::Distinct {
                prefix: Some(length),
                ..
            } => {
                format!("{numerator}前{length}位不重复的个数（各校并集）")
            }
            Formula::Tally { equals: None, .. } => format!("{numerator}的个数"),
            Formula::Tally {
                equals: Some(text), ..
            } => format!("{numerator}为“{text}”的个数"),
            Formula::Share { .. } | Formula::Ratio { .. } => format!("{numerator} ÷ {denominator}"),
            Formula::WeightedMean { .. } => {
                format!("Σ（{numerator} × {denominator}）÷ Σ{denominator}")
            }
            Formula::Complement { .. } => {
                format!("{numerator} ÷（{numerator}＋{denominator}），另一半以100减去")
            }
        }
    }
}

impl Relation {
    /// The item beside which the relation is shown: the first left one that is no column of a
    /// table, or else the first right one.
    pub fn shown_at(&self, edition: &Edition) -> &ItemCode {
        let mut sides = self.left.iter().chain(&self.right);
        sides
            .find(|item| !edition.is_in_table(item))
            .unwrap_or(&self.left[0])
    }

    /// What is asked of the item beside which the relation is shown, or of the sum that it is part
    /// of, as messages and manuals say it: `应等于“7.02 直接就业＋7.09 升学人数”`.
    pub fn demand(&self, edition: &Edition) -> String {
        let (_, others) = self.own_and_others(edition);
        let verb = match self.operator {
            Operator::AtMost if !self.is_shown_left(edition) => "应不小于",
            operator => operator.words(),
        };
        let is_column = others.iter().any(|code| edition.is_in_table(code));
        let total = if is_column { "合计" } else { "" };
        format!("{verb}{}{total}", names(edition, others))
    }

    /// The demand as it stands beside one item.
    pub fn demand_beside(&self, edition: &Edition) -> String {
        let (own, _) = self.own_and_others(edition);
        let and_own = if own.len() > 1 {
            "与同组各项之和"
        } else {
            ""
        };
        format!("{and_own}{}", self.demand(edition))
    }

    /// Whether the item beside which it is shown stands on the left.
    pub fn is_shown_left(&self, edition: &Edition) -> bool {
        self.left.contains(self.shown_at(edition))
    }

    /// The side of the item beside which it is shown, and the other one.
    pub fn own_and_others(&self, edition: &Edition) -> (&[ItemCode], &[ItemCode]) {
        if self.is_shown_left(edition) {
            (&self.left, &self.right)
        } else {
            (&self.right, &self.left)
        }
    }

    /// The relation as a whole: `“5.02 专任教师”应不大于“5.01 教职工”`.
    pub fn in_words(&self, edition: &Edition) -> String {
        let (left, right) = (names(edition, &self.left), names(edition, &self.right));
        format!("{left}{}{right}", self.operator.words())
    }

    /// The fault's name: `专任教师大于教职工`.
    pub fn fault(&self, edition: &Edition) -> String {
        let plain = |items: &[ItemCode]| {
            let names = items.iter().filter_map(|code| edition.item(code));
            let name = |item: &DataItem| {
                if edition.is_in_table(&item.code) {
                    format!("各行{}合计", item.name)
                } else {
                    item.name.clone()
                }
            };
            names.map(name).collect::<Vec<_>>().join("＋")
        };
        let (left, right) = (plain(&self.left), plain(&self.right));
        match self.operator {
            Operator::AtMost => format!("{left}大于{right}"),
            Operator::Equal => format!("{left}不等于{right}"),
            Operator::Different => format!("{left}等于{right}"),
        }
    }
}

fn names(edition: &Edition, items: &[ItemCode]) -> String {
    let names = items.iter().filter_map(|code| edition.item(code));
    let names: Vec<String> = names.map(ToString::to_string).collect();
    quoted(&names.join("＋"))
}

impl DefinitionVersion {
    /// The version as people name it: `国家口径`, `国家口径（2022年起）`, `本局口径`,
    /// `本局口径（siping-2020）`.
    pub fn in_words(&self) -> String {
        let version = self.as_str();
        match (version, version.strip_prefix("national")) {
            ("unknown", _) => "口径不明".into(),
            ("own", _) => "本局口径".into(),
            (_, Some("")) => "国家口径".into(),
            // What the nation defines otherwise from a year on: `national-2022`.
            (_, Some(year)) if year.starts_with('-') && !year.contains('.') => {
                format!("国家口径（{}年起）", &year[1..])
            }
            // What is computed from an item that a bureau counts otherwise: `national.own-2021`.
            _ => {
                let own = version.split_once('.').map_or(version, |(_, own)| own);
                format!("本局口径（{own}）")
            }
        }
    }
}
