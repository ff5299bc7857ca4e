//! Another tool of a bureau, on this crate alone: a list of schools by the share of “双师型”
//! teachers, against the bureau's threshold, from figures that it has from somewhere else.
//!
//! ```text
//! cargo run -p voced-domain --example award_list
//! ```

use std::error::Error;
use std::sync::Arc;

use voced_domain::{
    Answer, Catalogue, CellRef, Dataset, EntityCode, IndicatorCode, ItemCode, Position, Published,
    Quantity, ReferenceYear, Roster, Submission, SubmittedValue,
};

const BUREAU: &str = r#"
name = "某市教育局"

[[region]]
code = "000100"
name = "某市"
level = "city"

[[school]]
code = "a"
name = "某市甲职业学校"
short = "甲校"

[[school]]
code = "b"
name = "某市乙职业学校"
short = "乙校"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let year = ReferenceYear::new(2020)?;
    let bureau = Roster::from_toml(BUREAU)?.in_year(year);
    let edition = Catalogue::national()?.edition(year);
    let indicator = edition
        .indicator(&IndicatorCode::new("dual_share")?)
        .ok_or("the national catalogue defines it")?;

    let submissions = [("a", 59, 116), ("b", 5, 17)]
        .map(|(school, dual, full_time)| submission(year, school, dual, full_time));
    let submissions = submissions.into_iter().collect::<Result<Vec<_>, _>>()?;
    let dataset = Dataset::assemble(year, submissions, 0);

    println!("{}：{}", indicator.name, indicator.definition);
    let threshold: Quantity = "30/100".parse()?;
    for school in bureau.schools() {
        let sum = |items: &[ItemCode]| -> Option<Quantity> {
            let answers: Option<Vec<Quantity>> = items
                .iter()
                .map(|item| dataset.answer(&school.code, item)?.answer.number().cloned())
                .collect();
            Some(answers?.iter().sum())
        };
        let parts = sum(indicator.formula.numerator()).zip(sum(indicator.formula.denominator()));
        let share = parts.and_then(|(part, whole)| part.checked_div(&whole));
        match share {
            Some(share) => {
                let published = Published::of(&share, indicator.unit, indicator.decimals);
                let reached = if share >= threshold {
                    "达到"
                } else {
                    "未达到"
                };
                println!("{}  {published}%  {share}  {reached}30%", school.short);
            }
            None => println!("{}  缺", school.short),
        }
    }
    Ok(())
}

fn submission(
    year: ReferenceYear,
    school: &str,
    dual: i64,
    full_time: i64,
) -> Result<Submission, Box<dyn Error>> {
    let file: Arc<str> = format!("{school}.csv").into();
    let value =
        |(row, (item, number)): (u32, (&str, i64))| -> Result<SubmittedValue, Box<dyn Error>> {
            Ok(SubmittedValue {
                item: ItemCode::new(item)?,
                row: None,
                answer: Answer::Number(Quantity::from(number)),
                cell: CellRef {
                    file: Arc::clone(&file),
                    sheet: "教师".into(),
                    position: Position { row, column: 1 },
                },
            })
        };
    let values = (0..).zip([("teachers.dual", dual), ("teachers.full_time", full_time)]);
    Ok(Submission {
        entity: EntityCode::new(school)?,
        year,
        template: String::new(),
        file: file.to_string(),
        values: values.map(value).collect::<Result<_, _>>()?,
        explanations: Vec::new(),
        unread: Vec::new(),
    })
}
