//! Who is in a sum, and what a blank, 不适用 or no answer at all makes of it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{facts, facts_of, facts_under, province, shown};
use voced_domain::Bureau;
use voced_testing::{bureau, edition_with, three_schools};

fn one_school() -> Bureau {
    bureau("市 city 某市\n 校 a 甲校")
}

/// What a school's two answers to a quotient make of it, a line for each pair of them.
fn pairs(indicator: &str, [upper, lower]: [&str; 2], answers: [&[&str]; 2]) -> String {
    let mut lines = Vec::new();
    for above in answers[0] {
        for below in answers[1] {
            let facts = facts_of(
                &one_school(),
                &format!("a {upper} {above}\n a {lower} {below}"),
            );
            let school = shown(&facts, indicator);
            let school = school.lines().find(|line| line.starts_with("a "));
            let school = school.unwrap().trim_start_matches("a ").trim();
            lines.push(format!("{above} ÷ {below} → {school}"));
        }
    }
    lines.join("\n")
}

#[test]
fn a_rate_needs_both_answers_and_concerns_nobody_where_one_does_not_apply() {
    let answers: &[&str] = &["8", "0", "空", "坏", "不适用"];
    let items = ["placement.employed", "students.graduates"];
    insta::assert_snapshot!(pairs("employment_rate", items, [answers, answers]), @"
    8 ÷ 8 → 100.0 = 8 ÷ 8  [1/1]  [0, 1]
    8 ÷ 0 → 无定义   = 8 ÷ 0  [1/1]  [0, 1]
    8 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    8 ÷ 坏 → 缺     = · ÷ ·  [0/1]  []
    8 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    0 ÷ 8 → 0.0   = 0 ÷ 8  [1/1]  [0, 1]
    0 ÷ 0 → 无定义   = 0 ÷ 0  [1/1]  [0, 1]
    0 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    0 ÷ 坏 → 缺     = · ÷ ·  [0/1]  []
    0 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    空 ÷ 8 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 0 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 坏 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    坏 ÷ 8 → 缺     = · ÷ ·  [0/1]  []
    坏 ÷ 0 → 缺     = · ÷ ·  [0/1]  []
    坏 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    坏 ÷ 坏 → 缺     = · ÷ ·  [0/1]  []
    坏 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 8 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 0 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 空 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 坏 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    ");
}

/// A mean over nobody is none, and is not missing; of somebody it is.
#[test]
fn a_mean_needs_those_over_whom_it_is_taken() {
    let means: &[&str] = &["2000", "空", "不适用"];
    let heads: &[&str] = &["10", "0", "空", "不适用"];
    let items = ["placement.income", "placement.direct"];
    insta::assert_snapshot!(pairs("first_income", items, [means, heads]), @"
    2000 ÷ 10 → 2000.0 = 20000 ÷ 10  [1/1]  [0, 1]
    2000 ÷ 0 → 无定义   = 0 ÷ 0  [1/1]  [0, 1]
    2000 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    2000 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    空 ÷ 10 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 0 → 不适用   = · ÷ ·  [0/0]  []
    空 ÷ 空 → 缺     = · ÷ ·  [0/1]  []
    空 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 10 → 缺     = · ÷ ·  [0/1]  []
    不适用 ÷ 0 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 空 → 不适用   = · ÷ ·  [0/0]  []
    不适用 ÷ 不适用 → 不适用   = · ÷ ·  [0/0]  []
    ");
}

/// 不适用 adds nothing; with a blank nobody knows the sum.
#[test]
fn a_sum_of_several_items_needs_each_that_applies() {
    let facts = facts(
        "a awards.first  1
         a awards.second 不适用
         a awards.third  4
         b awards.first  1
         b awards.second 空
         b awards.third  4
         c awards.first  不适用
         c awards.second 不适用
         c awards.third  不适用",
    );
    insta::assert_snapshot!(shown(&facts, "awards.total"), @"
    city   5     = 5 ÷ ·  [1/2]  [0, 2]
    county 缺     = · ÷ ·  [0/0]  []
    a      5     = 5 ÷ ·  [1/1]  [0, 2]
    b      缺     = · ÷ ·  [0/1]  []
    c      不适用   = · ÷ ·  [0/0]  []
    ");
    let facts = facts_of(&one_school(), "a awards.first 1\n a awards.second 2");
    insta::assert_snapshot!(shown(&facts, "awards.total"), @"
    city   缺     = · ÷ ·  [0/1]  []
    a      缺     = · ÷ ·  [0/1]  []
    ");
}

const OWN: &str = r#"
[[indicator]]
code = "partner_interns"
name = "在合作企业实习的学生"
group = "partners"
version = "own"
form = { form = "sum", of = ["partner.interns"] }
unit = "人"
decimals = 0
definition = "各合作企业的实习学生之和。"
reason = "本局要用。"
source = "本局"
since = 2020
"#;

/// A table without rows has nothing to add, where an item without an answer is not known.
#[test]
fn the_rows_of_a_table_are_added_and_an_empty_one_is_not_missing() {
    let lines = "a partner.interns 3
         a partner.interns 4
         b partner.interns 5
         b partner.interns 空
         c books           1";
    let facts = facts_under(&edition_with(2020, OWN), &three_schools(), lines);
    let text = ["partner_interns", "books"].map(|code| shown(&facts, code));
    insta::assert_snapshot!(text.join("\n\n"), @"
    city   7     = 7 ÷ ·  [1/2]  [0, 1]
    county 缺     = · ÷ ·  [0/0]  []
    a      7     = 7 ÷ ·  [1/1]  [0, 1]
    b      缺     = · ÷ ·  [0/1]  []
    c      不适用   = · ÷ ·  [0/0]  []

    city   1     = 1 ÷ ·  [1/3]  [4]
    county 1     = 1 ÷ ·  [1/1]  [4]
    a      缺     = · ÷ ·  [0/1]  []
    b      缺     = · ÷ ·  [0/1]  []
    c      1     = 1 ÷ ·  [1/1]  [4]
    ");
}

/// A school without a single one left its table empty, which is not the same as having none.
#[test]
fn texts_are_counted_over_the_schools_that_wrote_one() {
    let some = facts(
        r#"a school.affiliation "市属"
           b school.affiliation "县属"
           a major.code "051300"
           b major.code 坏
           b major.code 空"#,
    );
    let none = facts("a major.code 空");
    let text = [
        shown(&some, "schools.municipal"),
        shown(&some, "schools.county"),
        shown(&some, "majors.distinct"),
        shown(&none, "majors.distinct"),
    ];
    insta::assert_snapshot!(text.join("\n\n"), @"
    city   1     = 1 ÷ ·  [2/3]  [0, 2]
    county 缺     = · ÷ ·  [0/1]  []
    a      1     = 1 ÷ ·  [1/1]  [0]
    b      0     = 0 ÷ ·  [1/1]  [2]
    c      缺     = · ÷ ·  [0/1]  []

    city   1     = 1 ÷ ·  [2/3]  [0, 2]
    county 缺     = · ÷ ·  [0/1]  []
    a      0     = 0 ÷ ·  [1/1]  [0]
    b      1     = 1 ÷ ·  [1/1]  [2]
    c      缺     = · ÷ ·  [0/1]  []

    city   1     = 1 ÷ ·  [1/3]  [1]
    county 缺     = · ÷ ·  [0/1]  []
    a      1     = 1 ÷ ·  [1/1]  [1]
    b      缺     = · ÷ ·  [0/1]  []
    c      缺     = · ÷ ·  [0/1]  []

    city   缺     = · ÷ ·  [0/3]  []
    county 缺     = · ÷ ·  [0/1]  []
    a      缺     = · ÷ ·  [0/1]  []
    b      缺     = · ÷ ·  [0/1]  []
    c      缺     = · ÷ ·  [0/1]  []
    ");
}

#[test]
fn a_share_with_the_bureaus_own_figure_needs_schools_as_well() {
    let shares = |schools: &str, own: &str| {
        let lines = format!("a students.admitted {schools}\n city senior_high.admitted {own}");
        let facts = facts_of(&one_school(), &lines);
        let shown = [
            "vocational_share",
            "upper_secondary.admitted",
            "senior_high.admitted",
        ]
        .map(|code| shown(&facts, code));
        format!("{schools} : {own}\n{}", shown.join("\n"))
    };
    let text = [
        shares("100", "300"),
        shares("空", "300"),
        shares("不适用", "300"),
        shares("100", "空"),
        shares("100", "不适用"),
    ];
    insta::assert_snapshot!(text.join("\n\n"), @"
    100 : 300
    city   25.0:75.0 = 100 ÷ 400  [1/1]  [0, 1]
    city   400   = 400 ÷ ·  [1/1]  [0, 1]
    city   300   = 300 ÷ ·  [0/0]  [1]

    空 : 300
    city   缺     = · ÷ ·  [0/1]  []
    city   缺     = · ÷ ·  [0/1]  []
    city   300   = 300 ÷ ·  [0/0]  [1]

    不适用 : 300
    city   0.0:100.0 = 0 ÷ 300  [0/0]  [1]
    city   300   = 300 ÷ ·  [0/0]  [1]
    city   300   = 300 ÷ ·  [0/0]  [1]

    100 : 空
    city   缺     = · ÷ ·  [1/1]  []
    city   缺     = · ÷ ·  [1/1]  []
    city   缺     = · ÷ ·  [0/0]  []

    100 : 不适用
    city   缺     = · ÷ ·  [1/1]  []
    city   缺     = · ÷ ·  [1/1]  []
    city   缺     = · ÷ ·  [0/0]  []
    ");
}

/// Each city's schools count with its own figure; a school that did not answer is missing from them.
#[test]
fn of_a_province_each_school_counts_with_its_city() {
    let own = "city1 senior_high.admitted 700
         city2 senior_high.admitted 250";
    let texts = [
        "a students.admitted 300\n b students.admitted 100\n c students.admitted 空",
        "a students.admitted 空\n b students.admitted 空\n c students.admitted 空",
        "b students.admitted 不适用\n c students.admitted 50",
    ]
    .map(|schools| {
        let facts = facts_of(&province(), &format!("{schools}\n{own}"));
        shown(&facts, "vocational_share")
    });
    insta::assert_snapshot!(texts.join("\n\n"), @"
    province 29.6:70.4 = 400 ÷ 1350  [2/3]  [0, 1, 3, 4]
    city1  30.0:70.0 = 300 ÷ 1000  [1/1]  [0, 3]
    city2  28.6:71.4 = 100 ÷ 350  [1/2]  [1, 4]

    province 缺     = · ÷ ·  [0/3]  []
    city1  缺     = · ÷ ·  [0/1]  []
    city2  缺     = · ÷ ·  [0/2]  []

    province 5.0:95.0 = 50 ÷ 1000  [1/2]  [1, 2, 3]
    city1  缺     = · ÷ ·  [0/1]  []
    city2  16.7:83.3 = 50 ÷ 300  [1/1]  [1, 3]
    ");
}
