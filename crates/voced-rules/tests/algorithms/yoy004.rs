//! Small rates that doubled or were halved.

use crate::trial::Trial;

/// Numbers so small that a count is not said to have jumped: each five startups are one percent.
fn of_five_hundred() -> Trial {
    Trial::of("YOY004").common("a placement.employed 500 500")
}

#[test]
fn a_rate_that_doubled_or_was_halved_is_found() {
    let told = of_five_hundred()
        .both_years("不到两倍", "a placement.startups 10 19")
        .both_years("恰为两倍", "a placement.startups 10 20")
        .both_years("不到减半", "a placement.startups 20 11")
        .both_years("恰为减半", "a placement.startups 20 10")
        .both_years("没有了", "a placement.startups 19 0")
        .told();
    insta::assert_snapshot!(told);
}

/// 30 of 300 are 10.0 %, of 297 they are 10.1 %.
#[test]
fn a_rate_above_ten_percent_in_one_of_the_years_is_not_small() {
    let trial = Trial::of("YOY004").common("a placement.employed 300 300");
    let told = trial
        .both_years("升到10%", "a placement.startups 15 30")
        .both_years(
            "升到10.1%",
            "a placement.startups  15  30
             a placement.employed 300 297",
        )
        .both_years("由10%降下", "a placement.startups 30 15")
        .both_years(
            "由10.1%降下",
            "a placement.startups  30  15
             a placement.employed 297 300",
        )
        .both_years("上年是0", "a placement.startups 0 15")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn a_rate_about_less_than_ten_people_passes() {
    let trial = Trial::of("YOY004").common("a placement.employed 1000 1000");
    let told = trial
        .both_years("本年9人", "a placement.startups 4 9")
        .both_years("本年10人", "a placement.startups 4 10")
        .both_years("上年9人", "a placement.startups 9 4")
        .both_years("上年10人", "a placement.startups 10 4")
        .told();
    insta::assert_snapshot!(told);
}

/// A count that doubled is no rate, and a ratio of 3:1 is none either.
#[test]
fn only_rates_are_judged() {
    let told = Trial::of("YOY004")
        .both_years(
            "生师比由3到6",
            "a students.enrolled  300 300
             a teachers.full_time 100  50",
        )
        .both_years("上年空白", "a placement.startups 空 10")
        .told();
    insta::assert_snapshot!(told);
}
