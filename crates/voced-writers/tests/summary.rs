//! The summary of a small bureau: three schools, of which one hands in nothing this year, 不适用
//! and blanks, a major that two schools offer, a bureau's own definition, a figure without
//! meaning, and texts that look like formulas.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

use std::sync::Arc;

use chrono::NaiveDate;
use ironcalc::base::Model;
use ironcalc::base::cell::CellValue;
use voced_domain::{
    Answer, Catalogue, CellRef, Comparison, DataItem, Edition, Finding, FindingText, Kind,
    Location, Manual, Position, Quantity, ReferenceYear, ReportingUnit, Roster, RuleCard, Severity,
    Source, Submission, SubmittedValue,
};
use voced_pipeline::{Assessment, Inputs, Reading, Stamped, YearInputs, assess, go_on};
use voced_writers::summary;

const BUREAU: &str = r#"
name = "测试市教育局"
[[region]]
code = "990000"
name = "测试市"
level = "city"
[[school]]
code = "990000-01"
name = "测试市第一职业学校"
short = "一职"
[[school]]
code = "990000-02"
name = "测试市卫生学校"
short = "卫校"
[[school]]
code = "990000-03"
name = "测试县职教中心"
short = "县职教中心"
"#;

const OWN_DEFINITION: &str = r#"
[[indicator]]
code = "student_teacher_ratio"
name = "生师比"
group = "teachers"
version = "own"
form = { form = "ratio", numerator = ["students.enrolled"], denominator = ["staff.total"] }
unit = ":1"
decimals = 1
definition = "在籍学生数除以教职工数。"
reason = "与往年衔接。"
source = "本局"
since = 2020
"#;

/// A bureau's data of two years, assessed.
struct Sample(Assessment);

impl Sample {
    /// One of three schools handed in nothing this year, so that changes are words.
    fn new() -> Self {
        Self::handed_in_by(&["01", "02"])
    }

    fn handed_in_by(schools: &[&str]) -> Self {
        let inputs = Inputs {
            last: Some(handed_in(year(2019), &["01", "02", "03"])),
            this: handed_in(year(2020), schools),
            ..nothing_handed_in()
        };
        let mut assessment = assess(inputs, &go_on).unwrap();
        // The rules have much to say of such numbers, and are not what is tried here.
        assessment.findings = vec![finding()];
        assessment.comparison = Some(Comparison::default());
        Self(assessment)
    }

    fn write(&self) -> Vec<u8> {
        summary::write(&self.0.run(day_of_issue())).unwrap()
    }
}

/// The definitions of a year, the bureau's own among them.
fn year(year: u16) -> Edition {
    let catalogue = Catalogue::with_bureau(Source {
        name: "catalogue.toml",
        text: OWN_DEFINITION,
    });
    catalogue
        .unwrap()
        .edition(ReferenceYear::new(year).unwrap())
}

fn nothing_handed_in() -> Inputs {
    let edition = year(2020);
    let bureau = Roster::from_toml(BUREAU).unwrap().in_year(edition.year());
    Inputs::new(Arc::new(bureau), Arc::new(edition))
}

/// The workbooks of schools and of the bureau.
fn handed_in(edition: Edition, schools: &[&str]) -> YearInputs {
    let school = |number: &&str| {
        let entity = format!("990000-{number}");
        submission(
            &edition,
            &entity,
            ReportingUnit::School,
            number.parse().unwrap(),
        )
    };
    let city = submission(&edition, "990000", ReportingUnit::Region, 40);
    let reading = |submission: Submission| Stamped {
        content: Reading {
            file: submission.file.clone(),
            folder: None,
            submission: Some(submission),
            reply_to: None,
            misfit: None,
            findings: Vec::new(),
        },
        stamps: Vec::new(),
    };
    let all = schools.iter().map(school).chain([city]);
    let workbooks = all.map(reading).collect();
    YearInputs {
        workbooks,
        ..YearInputs::new(Arc::new(edition))
    }
}

fn finding() -> Finding {
    static CARD: RuleCard = RuleCard::new(
        "REL012",
        "合格人数大于参加人数",
        Severity::Error,
        "",
        Manual::new("", "", "", ""),
    );
    let text = FindingText {
        message: "合格950人，参加905人".into(),
        found: "950".into(),
        expected: "≤905".into(),
        remedy: "请核对后改正".into(),
    };
    let cell = Position { row: 8, column: 4 };
    let place = Location::file("一职.xlsx").sheet("学生发展").cell(cell);
    Finding::new(&CARD, text).at(place)
}

fn submission(
    edition: &Edition,
    entity: &str,
    reporting_unit: ReportingUnit,
    seed: i64,
) -> Submission {
    let held = |item: &&DataItem| edition.reporting_unit_of(&item.code) == Some(reporting_unit);
    let mut values = Vec::new();
    for (idx, item) in (0..).zip(edition.items().iter().filter(held)) {
        let rows = match (edition.is_in_table(&item.code), seed) {
            (false, _) => vec![None],
            (true, 1) => vec![Some(0), Some(1), Some(3)],
            (true, 2) => vec![Some(0), Some(2)],
            (true, _) => vec![],
        };
        for row in rows {
            let year = i64::from(edition.year().get());
            let answer = special(item, row, seed, year).unwrap_or_else(|| match item.kind {
                Kind::Count => number(&(1000 - 7 * idx + 13 * seed + year - 2019).to_string()),
                Kind::Money | Kind::Mean => number(&format!("{}.{}", 1200 + idx + seed, year % 97)),
                Kind::Text | Kind::Choice | Kind::Date => text(&format!("文字{seed}")),
            });
            values.push(SubmittedValue {
                item: item.code.clone(),
                row,
                answer,
                cell: CellRef {
                    file: format!("{entity}.xlsx").into(),
                    sheet: "数据".into(),
                    position: Position {
                        row: u32::try_from(idx).unwrap(),
                        column: 4 + row.unwrap_or(0),
                    },
                },
            });
        }
    }
    Submission {
        entity: voced_domain::EntityCode::new(entity).unwrap(),
        year: edition.year(),
        template: "T".into(),
        file: format!("{entity}.xlsx"),
        values,
        explanations: vec![],
        unread: vec![],
    }
}

/// Answers that the figures are to stumble over.
fn special(item: &DataItem, row: Option<u16>, seed: i64, year: i64) -> Option<Answer> {
    Some(match (item.code.as_str(), seed, row) {
        // Both schools offer 051300; the second has it twice.
        ("major.code", 1, Some(row)) => text(["051300", "090100", "", "051400"][usize::from(row)]),
        ("major.code", 2, Some(row)) => text(["051300", "", "051300"][usize::from(row)]),
        ("major.admitted", 1, Some(1)) => Answer::Blank,
        ("school.affiliation", 1 | 2, _) => text("市属"),
        ("school.affiliation", ..) => text("县属"),
        ("school.honours", 1, _) => text("=1+1"),
        ("school.county", 1, _) => text("@+-0434"),
        // One school without a whole, one without a part, one to which it does not apply.
        ("general.passed", 1, _) => Answer::Blank,
        ("skill.sat", 2, _) => Answer::NotApplicable,
        ("skill.passed", 2, _) => Answer::NotApplicable,
        ("awards.second", 1, _) => Answer::NotApplicable,
        ("fitness.sat", 2, _) => Answer::Unusable("约九百".into()),
        ("placement.income", 2, _) if year == 2020 => Answer::NotApplicable,
        ("placement.direct", 2, _) if year == 2020 => number("0"),
        ("placement.direct", ..) => number("612"),
        // More matched than placed: no share has a meaning.
        ("placement.matched", ..) => number("700"),
        ("pilot.schools", ..) if year == 2020 => Answer::Blank,
        ("budget.public", ..) if year == 2019 => number("1650.25"),
        ("senior_high.admitted", ..) => number("2877"),
        _ => return None,
    })
}

fn number(text: &str) -> Answer {
    Answer::Number(text.parse::<Quantity>().unwrap())
}

fn text(text: &str) -> Answer {
    Answer::Text(text.into())
}

/// The workbook as a program that recalculates sees it, not recalculated yet.
fn open(bytes: &[u8]) -> Model<'static> {
    let workbook = ironcalc::import::load_from_xlsx_bytes(bytes, "汇总", "en", "UTC").unwrap();
    Model::from_workbook(workbook, "en").unwrap()
}

/// Sheet, row and column of every formula.
fn formulas(model: &Model<'_>) -> Vec<(u32, i32, i32)> {
    let all = model.get_all_cells().into_iter();
    let mut cells: Vec<_> = all
        .map(|found| (found.index, found.row, found.column))
        .collect();
    cells.retain(|(sheet, row, column)| {
        let formula = model.get_cell_formula(*sheet, *row, *column);
        formula.unwrap().is_some()
    });
    cells.sort_unstable();
    cells
}

fn value(model: &Model<'_>, (sheet, row, column): (u32, i32, i32)) -> CellValue {
    model.get_cell_value_by_index(sheet, row, column).unwrap()
}

/// Equal, for numbers up to the last digits of a binary sum.
fn same(a: &CellValue, b: &CellValue) -> bool {
    match (a, b) {
        (CellValue::Number(a), CellValue::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (CellValue::None, CellValue::String(text)) | (CellValue::String(text), CellValue::None) => {
            text.is_empty()
        }
        _ => a == b,
    }
}

/// How many formulas there are; each comes to the result that was written beside it.
fn recalculated(sample: &Sample) -> usize {
    let mut model = open(&sample.write());
    let cells = formulas(&model);
    let cached: Vec<CellValue> = cells.iter().map(|cell| value(&model, *cell)).collect();
    model.evaluate();
    let differing: Vec<String> = cells
        .iter()
        .zip(&cached)
        .filter(|(cell, cached)| !same(&value(&model, **cell), cached))
        .map(|(cell, cached)| {
            let (sheet, row, column) = *cell;
            let name = &model.workbook.worksheets[sheet as usize].name;
            let formula = model.get_cell_formula(sheet, row, column).unwrap();
            let found = value(&model, *cell);
            format!("{name} {row},{column}: {cached:?} → {found:?} {formula:?}")
        })
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    cells.len()
}

/// The sheet behind the cover.
const OVERVIEW: u32 = 1;

/// Any day will do.
fn day_of_issue() -> NaiveDate {
    ReferenceYear::new(2020).unwrap().usual_day_of_issue()
}

#[test]
fn every_formula_recalculates_to_the_fact_it_was_written_for() {
    let partial = recalculated(&Sample::new());
    let complete = recalculated(&Sample::handed_in_by(&["01", "02", "03"]));
    assert!(complete > 1000, "{complete}");
    assert!(
        complete > partial + 50,
        "a complete year has live changes: {complete}, {partial}"
    );
}

/// The year before has the schools of its time: of one that was merged no column may be wanting.
#[test]
fn years_in_which_schools_came_and_went_recalculate_as_well() {
    for year in 2021..=2024 {
        let sample = Sample(voced_examples::assessed(voced_examples::years(year)));
        let n_formulas = recalculated(&sample);
        assert!(n_formulas > 1000, "{year}: {n_formulas}");
    }
}

#[test]
fn a_corrected_answer_corrects_the_figures_that_rest_on_it() {
    let mut model = open(&Sample::new().write());
    let names: Vec<String> = model.workbook.get_worksheet_names();
    let sheet = |name: &str| u32::try_from(names.iter().position(|found| found == name).unwrap());
    let (overview, raw) = (sheet("指标总表").unwrap(), sheet("原始数据").unwrap());
    let row_of = |model: &Model<'_>, sheet, column, text: &str| {
        (1..300)
            .find(|row| value(model, (sheet, *row, column)) == CellValue::String(text.into()))
            .unwrap_or_else(|| panic!("{text}"))
    };
    let rate = row_of(&model, overview, 2, "对口就业率");
    let matched = row_of(&model, raw, 2, "对口就业");
    model.evaluate();
    let undefined = CellValue::String("无定义".into());
    assert_eq!(value(&model, (overview, rate, 6)), undefined);
    for column in [4, 5] {
        model
            .set_user_input(raw, matched, column, "153".into())
            .unwrap();
    }
    model.evaluate();
    // 306 of 612 placed.
    assert_eq!(value(&model, (overview, rate, 6)), CellValue::Number(50.0));
    assert_eq!(
        value(&model, (overview, rate, 13)),
        CellValue::String(String::new())
    );
}

#[test]
fn the_same_run_gives_the_same_bytes() {
    let sample = Sample::new();
    assert!(sample.write() == sample.write());
}

#[test]
fn a_year_without_a_year_before_and_without_answers_is_written() {
    let mut assessment = assess(nothing_handed_in(), &go_on).unwrap();
    assessment.findings.clear();
    let bytes = summary::write(&assessment.run(day_of_issue())).unwrap();
    assert_eq!(
        open(&bytes).workbook.get_worksheet_names(),
        [
            "封面",
            "指标总表",
            "图表",
            "学校对比",
            "原始数据",
            "专业设置明细",
            "主要合作企业明细",
            "数据来源",
            "口径",
            "问题清单"
        ]
    );
}

/// What stands on a sheet, line by line.
fn lines(model: &Model<'_>, sheet: &str, n_columns: i32) -> Vec<Vec<String>> {
    let names = model.workbook.get_worksheet_names();
    let idx = names.iter().position(|found| found == sheet).unwrap();
    let idx = u32::try_from(idx).unwrap();
    let cells = |row| {
        let columns = 1..=n_columns;
        let cells = columns.map(|column| shown(&value(model, (idx, row, column))));
        cells.collect::<Vec<_>>()
    };
    let lines = (1..250).map(cells);
    lines
        .filter(|line| line.iter().any(|cell| !cell.is_empty()))
        .collect()
}

#[test]
fn the_cover_tells_what_the_workbook_is_and_leads_to_every_sheet() {
    let model = open(&Sample::new().write());
    let cover = lines(&model, "封面", 2);
    for name in model.workbook.get_worksheet_names() {
        let told = cover.iter().find(|line| line[0] == name);
        assert!(
            name == "封面" || told.is_some_and(|line| !line[1].is_empty()),
            "{name}"
        );
    }
    let text: Vec<String> = cover.iter().map(|line| line.join(" | ")).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn all_years_stand_side_by_side_with_a_mark_where_the_definition_changes() {
    let assessment = voced_examples::assessed(voced_examples::years(2024));
    let run = assessment.run(day_of_issue());
    let model = open(&summary::write(&run).unwrap());
    let lines = lines(&model, "历年", 11);
    let of_interest = [
        "指标",
        "在籍学生数",
        "三年巩固率",
        "“双师型”教师占专业课教师比例",
    ];
    let lines = lines.iter().filter(|line| of_interest.contains(&&*line[1]));
    let text: Vec<String> = lines.map(|line| line.join(" | ")).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn what_a_clerk_typed_is_never_a_formula() {
    let model = open(&Sample::new().write());
    let texts = &model.workbook.shared_strings;
    for typed in ["=1+1", "@+-0434"] {
        assert!(texts.iter().any(|text| text == typed), "{typed}");
    }
}

#[test]
fn the_overview_shows_both_years_with_their_sums_and_sources() {
    let model = open(&Sample::new().write());
    let mut lines = Vec::new();
    for row in 1..200 {
        let cells: Vec<String> = (1..=13)
            .map(|column| shown(&value(&model, (OVERVIEW, row, column))))
            .collect();
        lines.push(cells.join(" | ").trim_end_matches([' ', '|']).to_owned());
    }
    insta::assert_snapshot!(lines.join("\n").trim_end());
}

#[test]
fn formulas_name_the_cells_of_the_schools_that_are_in_a_figure() {
    let model = open(&Sample::new().write());
    let mut lines = Vec::new();
    for row in 4..200 {
        let name = shown(&value(&model, (OVERVIEW, row, 2)));
        let of_interest = [
            "中等职业学校数",
            "市属学校数",
            "专业大类数",
            "专业点数",
            "职普比",
            "生师比",
            "生师比（国家口径）",
            "文化课合格率",
            "专业技能合格率",
            "省级大赛奖项数",
            "初次就业月收入",
            "对口就业率",
            "生均公共财政预算公用经费",
        ];
        if !of_interest.contains(&name.as_str()) {
            continue;
        }
        lines.push(name);
        for (column, head) in [
            (4, "上年"),
            (6, "本年"),
            (7, "变化"),
            (9, "分子"),
            (10, "分母"),
        ] {
            if let Some(formula) = model.get_cell_formula(OVERVIEW, row, column).unwrap() {
                lines.push(format!("  {head} {formula}"));
            }
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

fn shown(value: &CellValue) -> String {
    match value {
        CellValue::None => String::new(),
        CellValue::String(text) => text.replace('\n', ""),
        CellValue::Number(number) => number.to_string(),
        CellValue::Boolean(value) => value.to_string(),
    }
}
