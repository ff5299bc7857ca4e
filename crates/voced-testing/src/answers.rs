//! What schools and regions answered, as lines.

use std::collections::{BTreeMap, HashMap, HashSet};

use voced_domain::{
    Answer, CellRef, DataItem, Dataset, Edition, EntityCode, ItemCode, Position, Submission,
    SubmittedValue,
};

use crate::bureau::entity;
use crate::words::{lines, words};

/// Nothing was asked, which is not the same as a blank.
const NOTHING: &str = "·";
/// The row of the first answer on a sheet, and the column of answers.
const FIRST_ROW: u32 = 4;
const COLUMN: u16 = 4;

/// Answers of one year, a line each: who, to what, and the answer, which is a number, `空` for a
/// blank, `不适用`, `坏` for what cannot be used, or a text in quotes. A line for each row of a table:
///
/// ```text
/// a    students.enrolled    1200
/// a    major.code           "090600"
/// a    major.code           "051400"
/// city senior_high.admitted 13106
/// ```
///
/// Whoever is in a line handed in a workbook. Observations are numbered by entity, and in the order
/// of the lines within one.
///
/// # Panics
/// Where a line is not of this form, or names an item that the edition does not have.
pub fn dataset(edition: &Edition, text: &str) -> Dataset {
    column(edition, text, 0, "", 0)
}

/// Answers of the year before and of this year, side by side: who, to what, the answer then, the
/// answer now. `·` stands for nothing: who has nothing else in a year handed in no workbook.
///
/// ```text
/// a students.enrolled   3052 3501
/// b students.enrolled   1200 空
/// c students.enrolled   ·    800
/// ```
///
/// Gives the year before, whose files have its year before their names, then this year. Observations
/// of both are numbered in one table as in a run, this year's first.
///
/// # Panics
/// Where a line is not of this form, or names an item that the edition of that year does not have.
pub fn two_years(editions: [&Edition; 2], text: &str) -> [Dataset; 2] {
    let [last, this] = editions;
    let this = column(this, text, 1, "", 0);
    let folder = format!("{}/", last.year());
    let last = column(last, text, 0, &folder, this.next_id());
    [last, this]
}

/// Lines of answers in which those of `other` take the place of what the same respondent answered to
/// the same items: a case is what is other in it.
pub fn changed(text: &str, other: &str) -> String {
    let about = |line: &str| {
        let words = words(line).into_iter().take(2);
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let replaced: HashSet<Vec<String>> = lines(other).map(about).collect();
    let kept = lines(text).filter(|line| !replaced.contains(&about(line)));
    kept.chain(lines(other))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The answers in one column of the lines, in files of a folder, numbered from `first` on.
fn column(edition: &Edition, text: &str, column: usize, folder: &str, first: u32) -> Dataset {
    let mut submissions: BTreeMap<EntityCode, Submission> = BTreeMap::new();
    let mut rows: HashMap<(EntityCode, ItemCode), u16> = HashMap::new();
    for line in lines(text) {
        let words = words(line);
        let [who, item, answers @ ..] = &words[..] else {
            panic!("who, item, answer: {line}");
        };
        let Some(word) = answers.get(column) else {
            panic!("an answer is missing: {line}");
        };
        if *word == NOTHING {
            continue;
        }
        let (entity, item) = (entity(who), item_of(edition, item));
        let file = format!("{folder}{who}.xlsx");
        let row = edition.is_in_table(&item.code).then(|| {
            let next = rows.entry((entity.clone(), item.code.clone())).or_insert(0);
            *next += 1;
            *next - 1
        });
        let value = SubmittedValue {
            item: item.code.clone(),
            row,
            answer: answer(word),
            cell: cell(edition, item, row, &file),
        };
        let submission = submissions.entry(entity);
        let submission =
            submission.or_insert_with_key(|entity| nothing_from(entity.clone(), edition, file));
        submission.values.push(value);
    }
    Dataset::assemble(edition.year(), submissions.into_values(), first)
}

fn item_of<'a>(edition: &'a Edition, code: &str) -> &'a DataItem {
    let found = ItemCode::new(code).ok();
    let found = found.and_then(|code| edition.item(&code));
    found.unwrap_or_else(|| panic!("no item {code} in {}", edition.year()))
}

fn answer(word: &str) -> Answer {
    match word {
        "空" => Answer::Blank,
        "不适用" => Answer::NotApplicable,
        "坏" => Answer::Unusable(word.into()),
        text if text.starts_with('"') => Answer::Text(text.trim_matches('"').into()),
        number => Answer::Number(number.parse().unwrap_or_else(|error| panic!("{error}"))),
    }
}

/// On the sheet that is called like the item's group: items below each other, and the columns of a
/// table beside each other.
fn cell(edition: &Edition, item: &DataItem, row: Option<u16>, file: &str) -> CellRef {
    let mut items = edition.items_of(&item.group);
    let place = items.position(|found| found.code == item.code).unwrap_or(0);
    let place = u16::try_from(place).expect("a sheet has fewer items than 2¹⁶");
    let position = match row {
        Some(row) => Position {
            row: FIRST_ROW + u32::from(row),
            column: place,
        },
        None => Position {
            row: FIRST_ROW + u32::from(place),
            column: COLUMN,
        },
    };
    let sheet = edition.group(&item.group).map_or("", |group| &group.name);
    CellRef {
        file: file.into(),
        sheet: sheet.into(),
        position,
    }
}

fn nothing_from(entity: EntityCode, edition: &Edition, file: String) -> Submission {
    Submission {
        file,
        entity,
        year: edition.year(),
        template: String::new(),
        values: Vec::new(),
        explanations: Vec::new(),
        unread: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edition;

    fn shown(dataset: &Dataset) -> String {
        let observations = dataset.observations().iter().map(|found| {
            let row = found.row.map_or(String::new(), |row| format!(" row {row}"));
            let (id, item, answer) = (found.id.0, &found.item, &found.answer);
            format!("{id} {} {item}{row} {answer:?}", found.cell)
        });
        observations.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn each_line_is_an_answer_in_a_cell() {
        let answers = dataset(
            &edition(2020),
            r#"b students.enrolled 1200.5
               a students.admitted 空
               a students.enrolled 不适用
               a students.dropouts 坏
               a major.name "数控 技术"
               a major.name "会计"
               a major.code "051400"
               city senior_high.admitted 13106"#,
        );
        insta::assert_snapshot!(shown(&answers), @r#"
        0 a.xlsx 规模!E6 students.admitted Blank
        1 a.xlsx 规模!E5 students.enrolled NotApplicable
        2 a.xlsx 规模!E12 students.dropouts Unusable("坏")
        3 a.xlsx 专业设置!C5 major.name row 0 Text("数控 技术")
        4 a.xlsx 专业设置!C6 major.name row 1 Text("会计")
        5 a.xlsx 专业设置!B5 major.code row 0 Text("051400")
        6 b.xlsx 规模!E5 students.enrolled Number(Quantity(2401/2))
        7 city.xlsx 高中阶段招生!E5 senior_high.admitted Number(Quantity(13106))
        "#);
    }

    #[test]
    fn of_two_years_each_has_its_own_answers_and_both_are_numbered_in_one_table() {
        let editions = [edition(2019), edition(2020)];
        let [last, this] = two_years(
            [&editions[0], &editions[1]],
            "a students.enrolled 10 11
             b students.enrolled · 20
             c students.enrolled 30 ·",
        );
        insta::assert_snapshot!(format!("{}\n\n{}", shown(&last), shown(&this)), @"
        2 2019/a.xlsx 规模!E5 students.enrolled Number(Quantity(10))
        3 2019/c.xlsx 规模!E5 students.enrolled Number(Quantity(30))

        0 a.xlsx 规模!E5 students.enrolled Number(Quantity(11))
        1 b.xlsx 规模!E5 students.enrolled Number(Quantity(20))
        ");
        assert!(!this.has(&entity("c")) && last.has(&entity("c")));
    }

    #[test]
    fn a_case_changes_what_is_answered_to_its_items_and_nothing_else() {
        let all = "a books 1
             a books 2
             a students.enrolled 3
             b books 4";
        assert_eq!(
            changed(all, "a books 5\n b students.enrolled 6"),
            "a students.enrolled 3\nb books 4\na books 5\nb students.enrolled 6\n"
        );
    }

    #[test]
    #[should_panic(expected = "no item students.enroled in 2020")]
    fn a_slip_in_an_items_code_is_not_passed_over() {
        dataset(&edition(2020), "a students.enroled 10");
    }
}
