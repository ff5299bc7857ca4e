//! What was printed: last year's report as facts to compare with, and this year's beside what is
//! computed.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{Comparison, DefinitionVersion, Facts, Level, PrintedFigure};
use voced_indicators::{compare, compute, prior_facts};
use voced_testing::{dataset, edition, edition_with, printed, three_schools, year};

/// Facts of print, one a line.
fn before(figures: &[PrintedFigure]) -> String {
    let facts = prior_facts(&three_schools(), &edition(2020), figures);
    let line = |fact: &voced_domain::Fact| {
        let figure = fact.figure().unwrap();
        let (key, published) = (&fact.key, &figure.published);
        let of = format!("{} {} {}", key.entity, key.indicator, key.version);
        format!("{of} {:?} {published}{}", fact.level, published.unit)
    };
    facts.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn last_years_print_keeps_its_decimals_or_is_converted_into_the_indicators_unit() {
    let figures = printed(
        &edition(2020),
        "city employment_rate    97.80
         city vocational_share   25.1
         a    students.enrolled  3501
         city books              67.2     万册
         city books              68.2500  万册
         city books              1.23456  万册
         city equipment.value    15036000 元
         city equipment.value    15036000.50 元
         city equipment.value    7212.0",
    );
    insta::assert_snapshot!(before(&figures), @"
    city employment_rate national City 97.80%
    city vocational_share national City 25.1:74.9%:%
    a students.enrolled national School 3501人
    city books national City 672000册
    city books national City 682500册
    city books national City 12345.6册
    city equipment.value national City 1503.6000万元
    city equipment.value national City 1503.600050万元
    city equipment.value national City 7212.0万元
    ");
}

#[test]
fn changes_other_units_and_unknown_indicators_are_no_facts_of_the_year_before() {
    let mut figures = printed(
        &edition(2020),
        "city students.enrolled +12
         city students.enrolled 3501 册
         city students.enrolled 3501",
    );
    assert_eq!(
        before(&figures),
        "city students.enrolled national City 3501人"
    );
    figures[2].indicator = voced_domain::IndicatorCode::constant("students.unknown");
    assert_eq!(before(&figures), "");
}

#[test]
fn a_figure_of_print_has_the_version_it_names_and_a_region_unknown_now_is_a_city() {
    let mut figures = printed(
        &edition(2020),
        "county student_teacher_ratio 12.7
         gone   student_teacher_ratio 12.8",
    );
    figures[0].version = Some(DefinitionVersion::new("own").unwrap());
    insta::assert_snapshot!(before(&figures), @"
    county student_teacher_ratio own County 12.7:1
    gone student_teacher_ratio national City 12.8:1
    ");
    let facts = prior_facts(&three_schools(), &edition(2020), &figures);
    assert_eq!(facts[1].level, Level::City);
    assert!(
        facts
            .iter()
            .all(|fact| fact.in_force && fact.change.is_none())
    );
}

const LAST: &str = "
    a books                 500000
    a students.graduates       500
    a placement.employed       480
    a students.enrolled       1000
    a teachers.full_time       100
    city budget.education    10000";

const THIS: &str = "
    a books                 667200
    a students.graduates       502
    a placement.employed       391
    a students.enrolled       1000
    a teachers.full_time        90
    a placement.matched         90
    a placement.direct          20
    city budget.education    10600";

const OWN: &str = r#"
[[indicator]]
code = "student_teacher_ratio"
name = "生师比"
group = "teachers"
version = "own"
form = { form = "ratio", numerator = ["teachers.full_time"], denominator = ["students.enrolled"] }
unit = ":1"
decimals = 1
definition = "倒过来。"
reason = "用来区别。"
source = "本局"
since = 2020
"#;

/// What comes of printed figures of this year, one a line. Schools b and c have no answers.
fn compared(figures: &[PrintedFigure]) -> String {
    let bureau = voced_testing::bureau("市 city 某市\n 校 a 甲校");
    let (last, this) = (edition(2019), edition_with(2020, OWN));
    let before = Facts::new(compute(
        &bureau,
        &last,
        &dataset(&last, LAST),
        &Facts::default(),
    ));
    let facts = Facts::new(compute(&bureau, &this, &dataset(&this, THIS), &before));
    told(&compare(&this, &facts, figures))
}

fn told(comparison: &Comparison) -> String {
    let name = |figure: &PrintedFigure| {
        let PrintedFigure {
            indicator,
            text,
            unit,
            ..
        } = figure;
        format!("{indicator} {text}{unit}")
    };
    let agreed = comparison
        .agreed
        .iter()
        .map(|figure| format!("= {}", name(figure)));
    let differ = comparison.differences.iter().map(|found| {
        let (figure, reason) = (name(&found.printed), &found.reason);
        format!("≠ {figure}: {} ({}) {reason}", found.computed, found.exact)
    });
    let slips = comparison.unit_slips.iter();
    let slips = slips.map(|figure| format!("% {}", name(figure)));
    let lines: Vec<String> = agreed.chain(differ).chain(slips).collect();
    lines.join("\n")
}

fn compared_lines(lines: &str) -> String {
    compared(&printed(&edition(2020), lines))
}

/// 391 of 502 are 77.888… %.
#[test]
fn a_printed_value_agrees_to_the_decimals_that_were_printed() {
    let told = compared_lines(
        "city employment_rate 78
         city employment_rate 77.9
         city employment_rate 77.89
         city employment_rate 77.8
         city employment_rate 77.88
         city employment_rate 77.9 个
         city books           66.7 万册
         city books           67   万册
         city books           66.8 万册
         city books           667200
         city books           667201",
    );
    insta::assert_snapshot!(told, @"
    = employment_rate 78%
    = employment_rate 77.9%
    = employment_rate 77.89%
    = books 66.7万册
    = books 67万册
    = books 667200册
    ≠ employment_rate 77.8%: 77.9% (391/502) 数值不同，原因未查明
    ≠ employment_rate 77.88%: 77.9% (391/502) 数值不同，原因未查明
    ≠ employment_rate 77.9个: 77.9% (391/502) 数值不同，原因未查明
    ≠ books 66.8万册: 667200册 (667200) 数值不同，原因未查明
    ≠ books 667201册: 667200册 (667200) 数值不同，原因未查明
    ");
}

#[test]
fn where_there_is_no_value_it_is_said_why() {
    let mut figures = printed(
        &edition(2020),
        "city matched_rate    90.0
         city dual_share      60.0
         b    employment_rate 90.0
         city dual_share      +1.0
         city employment_rate 77.8",
    );
    figures[4].note = "以9月为准".into();
    insta::assert_snapshot!(compared(&figures), @"
    ≠ matched_rate 90.0%: 无定义 (90/20) 部分大于全体，按口径没有定义
    ≠ dual_share 60.0%: 缺 () 数据缺报
    ≠ employment_rate 90.0%: 缺 () 没有汇总数据
    ≠ dual_share +1.0个百分点: 无 () 上年或本年没有可比的数
    ≠ employment_rate 77.8%: 77.9% (391/502) 以9月为准
    ");
}

/// The bureau's own definition is in force; the nation's is compared where print says that it meant it.
#[test]
fn a_figure_is_compared_under_the_definition_that_print_names() {
    let mut figures = printed(
        &edition(2020),
        "city student_teacher_ratio 11.1
         city student_teacher_ratio 11.1
         city student_teacher_ratio 0.1",
    );
    figures[0].version = Some(DefinitionVersion::national());
    insta::assert_snapshot!(compared(&figures), @"
    = student_teacher_ratio 11.1:1
    = student_teacher_ratio 0.1:1
    ≠ student_teacher_ratio 11.1:1: 0.1:1 (9/100) 数值不同，原因未查明
    ");
}

/// 96.0 % and 77.9 % are 18.1 points apart, and no percent.
#[test]
fn a_printed_change_agrees_by_its_number_and_a_slip_in_its_unit_is_told_apart() {
    let told = compared_lines(
        "city employment_rate      -18.1
         city employment_rate      -18.1 %
         city employment_rate      -18
         city employment_rate      -18.2
         city employment_rate      -18.2 %
         city books                +16.7 万册
         city books                +167200
         city books                +167201
         city budget_education     +6.00 %
         city budget_education     +6.01 %
         city student_teacher_ratio +1.1
         city workstations         +5",
    );
    insta::assert_snapshot!(told, @"
    = employment_rate -18.1个百分点
    = employment_rate -18.1%
    = employment_rate -18个百分点
    = books +16.7万册
    = books +167200册
    = budget_education +6.00%
    ≠ employment_rate -18.2个百分点: -18.1个百分点 (-4546/251) 数值不同，原因未查明
    ≠ employment_rate -18.2%: -18.1个百分点 (-4546/251) 数值不同，原因未查明
    ≠ books +167201册: +167200册 (167200) 数值不同，原因未查明
    ≠ budget_education +6.01%: +6.00% (6) 数值不同，原因未查明
    ≠ student_teacher_ratio +1.1:1: 口径不同 () 数值不同，原因未查明
    ≠ workstations +5个: 无 () 上年或本年没有可比的数
    % employment_rate -18.1%
    % employment_rate -18.2%
    ");
}

/// Both years of one report: what was printed agrees with itself, rates as well.
#[test]
fn print_agrees_with_facts_of_print() {
    let figures = printed(
        &edition(2020),
        "city employment_rate  97.8
         city vocational_share 25.1
         city books            67.2 万册",
    );
    let facts = Facts::new(prior_facts(&three_schools(), &edition(2020), &figures));
    assert_eq!(figures[0].year, year(2020));
    insta::assert_snapshot!(told(&compare(&edition(2020), &facts, &figures)), @"
    = employment_rate 97.8%
    = vocational_share 25.1%:%
    = books 67.2万册
    ");
}
