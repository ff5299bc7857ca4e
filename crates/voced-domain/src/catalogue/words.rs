//! Definitions in words, the same in every output.

use crate::code::{DefinitionVersion, ItemCode};

use super::edition::Edition;
use super::indicator::Form;

impl Form {
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
            Form::Sum { of } => of.iter().map(name).collect::<Vec<_>>().join("＋"),
            Form::Given { .. } => format!("直接取{numerator}，不由各校相加"),
            Form::Distinct { prefix: None, .. } => format!("{numerator}不重复的个数（各校并集）"),
            Form::Distinct {
                prefix: Some(length),
                ..
            } => {
                format!("{numerator}前{length}位不重复的个数（各校并集）")
            }
            Form::Tally { equals: None, .. } => format!("{numerator}的个数"),
            Form::Tally {
                equals: Some(text), ..
            } => format!("{numerator}为“{text}”的个数"),
            Form::Share { .. } | Form::Ratio { .. } => format!("{numerator} ÷ {denominator}"),
            Form::WeightedMean { .. } => {
                format!("Σ（{numerator} × {denominator}）÷ Σ{denominator}")
            }
            Form::Complement { .. } => {
                format!("{numerator} ÷（{numerator}＋{denominator}），另一半以100减去")
            }
        }
    }
}

impl DefinitionVersion {
    /// The version as people name it.
    pub fn in_words(&self) -> String {
        match self.as_str() {
            "national" => "国家口径".into(),
            "unknown" => "口径不明".into(),
            own => format!(
                "本局口径（{}）",
                own.strip_prefix("national.").unwrap_or(own)
            ),
        }
    }
}
