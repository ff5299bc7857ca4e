//! Rates that jumped.

use crate::trial::Trial;

fn of_thousand() -> Trial {
    Trial::of("YOY003").common("a fitness.sat 1000 1000")
}

#[test]
fn a_rate_that_rose_or_fell_by_more_than_five_points_is_found() {
    let told = of_thousand()
        .both_years("升5个百分点", "a fitness.passed 800 850")
        .both_years("升5.1个百分点", "a fitness.passed 800 851")
        .both_years("降5个百分点", "a fitness.passed 800 750")
        .both_years("降5.1个百分点", "a fitness.passed 800 749")
        .told();
    insta::assert_snapshot!(told);
}

/// 85.04 % is printed 85.0 %, five points above 80.0 %.
#[test]
fn what_is_printed_is_compared() {
    let told = Trial::of("YOY003")
        .common("a fitness.sat 10000 10000")
        .both_years("实际升5.04", "a fitness.passed 8000 8504")
        .both_years("实际升5.05", "a fitness.passed 8000 8505")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn neither_sums_nor_other_ratios_are_rates() {
    let told = of_thousand()
        .both_years(
            "生师比由10到20",
            "a students.enrolled  1000 1000
             a teachers.full_time  100   50",
        )
        .both_years("上年空白", "a fitness.passed 空 850")
        .both_years("没有定义", "a fitness.passed 800 1001")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn where_of_last_year_only_print_exists_the_city_is_compared() {
    let told = Trial::of("YOY003")
        .common(
            "a fitness.sat    1000
             a fitness.passed  851",
        )
        .after_print("升5.0个百分点", "city fitness_pass_rate 80.1", "")
        .after_print("升5.1个百分点", "city fitness_pass_rate 80.0", "")
        .told();
    insta::assert_snapshot!(told);
}
