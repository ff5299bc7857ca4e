//! A definition's form in words.

use voced_domain::{Edition, Form, ItemCode};

/// The form as a formula in words: `Σ在籍学生数 ÷ Σ专任教师`.
pub(super) fn formula_words(edition: &Edition, form: &Form) -> String {
    let name = |item: &ItemCode| item_name(edition, item);
    let sum = |items: &[ItemCode]| {
        let sums: Vec<String> = items
            .iter()
            .map(|item| format!("Σ{}", name(item)))
            .collect();
        match sums.as_slice() {
            [sum] => sum.clone(),
            sums => format!("（{}）", sums.join("＋")),
        }
    };
    match form {
        Form::Sum { of } => sum(of),
        Form::Distinct { of, prefix: None } => format!("{}不重复的个数（各校并集）", name(of)),
        Form::Distinct {
            of,
            prefix: Some(length),
        } => format!("{}前{length}位不重复的个数（各校并集）", name(of)),
        Form::Tally { of, equals: None } => format!("{}的个数", name(of)),
        Form::Tally {
            of,
            equals: Some(text),
        } => format!("{}为“{text}”的个数", name(of)),
        Form::Share {
            numerator,
            denominator,
        }
        | Form::Ratio {
            numerator,
            denominator,
        } => format!("{} ÷ {}", sum(numerator), sum(denominator)),
        Form::WeightedMean { of, weight } => {
            let (of, weight) = (name(of), name(weight));
            format!("Σ（{of} × {weight}） ÷ Σ{weight}")
        }
        Form::Given { of } => format!("直接取{}，不由各校相加", name(of)),
        Form::Complement { part, other } => {
            format!("{}、{}各占两者之和的百分比", sum(part), sum(other))
        }
    }
}

/// An item's name as it stands alone, without the 其中 of its place in the workbook.
fn item_name(edition: &Edition, code: &ItemCode) -> String {
    let name = edition
        .item(code)
        .map_or(code.as_str(), |item| item.name.as_str());
    name.trim_start_matches("其中：").to_owned()
}
