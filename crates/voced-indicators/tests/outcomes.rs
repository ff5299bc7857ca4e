//! Value, missing, undefined; who is in a figure; change and break: on three small schools.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{facts, facts_of, province, shown};
use voced_domain::{Facts, Level, Quantity};
use voced_indicators::compute;
use voced_testing::{dataset, edition, edition_with, three_schools};

#[test]
fn a_regions_rate_is_the_sum_of_numerators_over_the_sum_of_denominators() {
    let facts = facts(
        "a placement.employed 90
         a students.graduates 100
         b placement.employed 1
         b students.graduates 2
         c placement.employed 300
         c students.graduates 400",
    );
    insta::assert_snapshot!(shown(&facts, "employment_rate"), @r"
    city   77.9  = 391 ÷ 502  [3/3]  [0, 2, 4, 1, 3, 5]
    county 75.0  = 300 ÷ 400  [1/1]  [4, 5]
    a      90.0  = 90 ÷ 100  [1/1]  [0, 1]
    b      50.0  = 1 ÷ 2  [1/1]  [2, 3]
    c      75.0  = 300 ÷ 400  [1/1]  [4, 5]
    ");
}

/// A blank is not zero: the school is in neither sum, and the figure says so. 不适用 is no gap.
#[test]
fn a_school_with_half_an_answer_is_in_neither_sum() {
    let facts = facts(
        "a placement.employed 90
         a students.graduates 100
         b placement.employed 空
         b students.graduates 200
         c placement.employed 不适用
         c students.graduates 不适用",
    );
    insta::assert_snapshot!(shown(&facts, "employment_rate"), @"
    city   90.0  = 90 ÷ 100  [1/2]  [0, 1]
    county 缺     = · ÷ ·  [0/0]  []
    a      90.0  = 90 ÷ 100  [1/1]  [0, 1]
    b      缺     = · ÷ ·  [0/1]  []
    c      不适用   = · ÷ ·  [0/0]  []
    ");
}

#[test]
fn a_share_whose_part_exceeds_its_whole_is_undefined_with_both_terms() {
    let facts = facts(
        "a placement.matched 80
         a placement.direct 100
         b placement.matched 90
         b placement.direct 20
         c placement.matched 0
         c placement.direct 0",
    );
    insta::assert_snapshot!(shown(&facts, "matched_rate"), @r"
    city   无定义   = 170 ÷ 120  [3/3]  [0, 2, 4, 1, 3, 5]
    county 无定义   = 0 ÷ 0  [1/1]  [4, 5]
    a      80.0  = 80 ÷ 100  [1/1]  [0, 1]
    b      无定义   = 90 ÷ 20  [1/1]  [2, 3]
    c      无定义   = 0 ÷ 0  [1/1]  [4, 5]
    ");
}

/// A school with nobody to average over has no mean, and none is missing.
#[test]
fn a_mean_is_weighted_by_heads() {
    let facts = facts(
        "a placement.income 2000
         a placement.direct 10
         b placement.income 3000.5
         b placement.direct 30
         c placement.income 不适用
         c placement.direct 0",
    );
    insta::assert_snapshot!(shown(&facts, "first_income"), @"
    city   2750.4 = 110015 ÷ 40  [2/2]  [0, 1, 2, 3]
    county 缺     = · ÷ ·  [0/0]  []
    a      2000.0 = 20000 ÷ 10  [1/1]  [0, 1]
    b      3000.5 = 90015 ÷ 30  [1/1]  [2, 3]
    c      不适用   = · ÷ ·  [0/0]  []
    ");
}

#[test]
fn distinct_majors_of_a_region_are_the_union_of_its_schools() {
    let facts = facts(
        r#"a major.code "051300"
           a major.code "051400"
           b major.code "051300"
           b major.code "100100"
           c major.code "100100""#,
    );
    let text = ["majors.offerings", "majors.distinct", "majors.categories"]
        .map(|code| format!("{code}\n{}", shown(&facts, code)));
    insta::assert_snapshot!(text.join("\n"), @r"
    majors.offerings
    city   5     = 5 ÷ ·  [3/3]  [0, 1, 2, 3, 4]
    county 1     = 1 ÷ ·  [1/1]  [4]
    a      2     = 2 ÷ ·  [1/1]  [0, 1]
    b      2     = 2 ÷ ·  [1/1]  [2, 3]
    c      1     = 1 ÷ ·  [1/1]  [4]
    majors.distinct
    city   3     = 3 ÷ ·  [3/3]  [0, 1, 2, 3, 4]
    county 1     = 1 ÷ ·  [1/1]  [4]
    a      2     = 2 ÷ ·  [1/1]  [0, 1]
    b      2     = 2 ÷ ·  [1/1]  [2, 3]
    c      1     = 1 ÷ ·  [1/1]  [4]
    majors.categories
    city   2     = 2 ÷ ·  [3/3]  [0, 1, 2, 3, 4]
    county 1     = 1 ÷ ·  [1/1]  [4]
    a      1     = 1 ÷ ·  [1/1]  [0, 1]
    b      2     = 2 ÷ ·  [1/1]  [2, 3]
    c      1     = 1 ÷ ·  [1/1]  [4]
    ");
}

/// A figure of the bureau's own workbook belongs to its region; without it there is no figure.
#[test]
fn two_shares_need_the_bureaus_own_figure() {
    let schools = "a students.admitted 4000
         b students.admitted 403
         c students.admitted 不适用";
    let with = facts(&format!("{schools}\ncity senior_high.admitted 13106"));
    let without = facts(schools);
    let text = [&with, &without].map(|facts| shown(facts, "vocational_share"));
    insta::assert_snapshot!(text.join("\n\n"), @"
    city   25.1:74.9 = 4403 ÷ 17509  [2/2]  [0, 1, 3]

    city   缺     = · ÷ ·  [2/2]  []
    ");
}

fn changed(last: &str, this: &str, code: &str, own: Option<&str>) -> String {
    let definitions = |of| own.map_or_else(|| edition(of), |own| edition_with(of, own));
    let of = |year: u16, lines: &str, prior: &Facts| {
        let edition = definitions(year);
        compute(&three_schools(), &edition, &dataset(&edition, lines), prior)
    };
    let prior = Facts::new(of(2019, last, &Facts::default()));
    let facts = of(2020, this, &prior);
    let fact = facts.iter().find(|fact| {
        fact.key.indicator.as_str() == code && fact.level == Level::City && fact.in_force
    });
    match &fact.unwrap().change {
        Some(change) => {
            let exact = change
                .exact
                .as_ref()
                .map_or("·".to_owned(), Quantity::to_string);
            format!("{:?} {} (exact {exact})", change.kind, change.display())
        }
        None => "none".into(),
    }
}

/// 24.6 and 25.1 are printed, so the change is +0.5, although the exact shares differ by 0.55.
#[test]
fn a_rates_change_is_taken_between_the_printed_values() {
    let lines = |admitted: i64, senior_high: i64| {
        format!(
            "a students.admitted {admitted}\n b students.admitted 0\n c students.admitted 0
             city senior_high.admitted {senior_high}"
        )
    };
    let text = changed(
        &lines(4175, 12799),
        &lines(4403, 13106),
        "vocational_share",
        None,
    );
    insta::assert_snapshot!(text, @"Pp +0.5 (exact 81822350/148598883)");
}

#[test]
fn changes_of_counts_and_of_money_and_breaks() {
    let items = ["students.enrolled", "teachers.full_time", "staff.total"];
    let nothing: String = ["b", "c"]
        .iter()
        .flat_map(|school| items.map(|item| format!("{school} {item} 不适用\n")))
        .collect();
    let ratio = |full_time: i64| {
        format!(
            "{nothing}a students.enrolled 100\n a teachers.full_time {full_time}\n a staff.total 20
             city budget.education {}",
            10_000 + full_time
        )
    };
    let own = r#"
[[indicator]]
code = "student_teacher_ratio"
name = "生师比"
group = "teachers"
version = "own"
form = { form = "ratio", numerator = ["students.enrolled"], denominator = ["staff.total"] }
unit = ":1"
decimals = 1
definition = "以教职工为分母。"
reason = "与往年衔接。"
source = "本局"
since = 2020
"#;
    let (last, this) = (ratio(10), ratio(16));
    let text = [
        changed(&last, &this, "teachers.full_time", None),
        changed(&last, &this, "student_teacher_ratio", None),
        changed(&last, &this, "student_teacher_ratio", Some(own)),
        changed(&last, &this, "budget_education", None),
        changed("a books 5", &this, "teachers.full_time", None),
        // A school more than last year is no growth.
        changed(
            "a books 5\n b books 不适用",
            "a books 6\n b books 7\n c books 8",
            "books",
            None,
        ),
    ];
    insta::assert_snapshot!(text.join("\n"), @"
    Abs +6 (exact 6)
    Abs -3.7 (exact -15/4)
    Break 口径不同 (exact ·)
    Relative +0.06 (exact 60/1001)
    none
    Coverage 范围不同 (exact ·)
    ");
}

#[test]
fn one_thread_and_many_give_the_same_facts_in_the_same_order() {
    let lines: String = (0..300)
        .map(|n| format!("{} students.enrolled {n}\n", ["a", "b", "c"][n % 3]))
        .collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| facts(&lines))
    };
    let one = on(1);
    for threads in [2, 7] {
        assert_eq!(one, on(threads));
    }
}

/// Cities hand in what no school can know, and the province adds them up. A city that did not is
/// not in the figure at all: with its schools alone the share would be too large.
#[test]
fn a_province_adds_up_its_cities_with_their_own_figures() {
    let schools = "a students.admitted 300
         b students.admitted 100
         c students.admitted 50";
    let one = format!("{schools}\ncity1 senior_high.admitted 700");
    let both = format!("{one}\ncity2 senior_high.admitted 250");
    let own = format!("{both}\nprovince senior_high.admitted 1550");
    let text = [both, one, own].map(|lines| {
        let facts = facts_of(&province(), &lines);
        let shown = ["vocational_share", "senior_high.admitted"].map(|code| shown(&facts, code));
        shown.join("\n")
    });
    insta::assert_snapshot!(text.join("\n\n"), @"
    province 32.1:67.9 = 450 ÷ 1400  [3/3]  [0, 1, 2, 3, 4]
    city1  30.0:70.0 = 300 ÷ 1000  [1/1]  [0, 3]
    city2  37.5:62.5 = 150 ÷ 400  [2/2]  [1, 2, 4]
    province 950   = 950 ÷ ·  [3/3]  [3, 4]
    city1  700   = 700 ÷ ·  [0/0]  [3]
    city2  250   = 250 ÷ ·  [0/0]  [4]

    province 30.0:70.0 = 300 ÷ 1000  [1/3]  [0, 3]
    city1  30.0:70.0 = 300 ÷ 1000  [1/1]  [0, 3]
    city2  缺     = · ÷ ·  [2/2]  []
    province 700   = 700 ÷ ·  [1/3]  [3]
    city1  700   = 700 ÷ ·  [0/0]  [3]
    city2  缺     = · ÷ ·  [0/0]  []

    province 22.5:77.5 = 450 ÷ 2000  [3/3]  [0, 1, 2, 5]
    city1  30.0:70.0 = 300 ÷ 1000  [1/1]  [0, 3]
    city2  37.5:62.5 = 150 ÷ 400  [2/2]  [1, 2, 4]
    province 1550  = 1550 ÷ ·  [0/0]  [5]
    city1  700   = 700 ÷ ·  [0/0]  [3]
    city2  250   = 250 ÷ ·  [0/0]  [4]
    ");
}

/// Money for each student is told by each city; the province has none unless it tells its own.
#[test]
fn what_is_given_for_each_student_is_not_added_up() {
    let cities = "city1 budget.education 16000
         city2 budget.education 17000";
    let own = format!("{cities}\nprovince budget.education 16400");
    let text = [cities, &own].map(|lines| shown(&facts_of(&province(), lines), "budget_education"));
    insta::assert_snapshot!(text.join("\n\n"), @"
    province 缺     = · ÷ ·  [0/0]  []
    city1  16000.00 = 16000 ÷ ·  [0/0]  [0]
    city2  17000.00 = 17000 ÷ ·  [0/0]  [1]

    province 16400.00 = 16400 ÷ ·  [0/0]  [2]
    city1  16000.00 = 16000 ÷ ·  [0/0]  [0]
    city2  17000.00 = 17000 ÷ ·  [0/0]  [1]
    ");
}
