//! Sums that jumped.

use crate::trial::Trial;

fn trial() -> Trial {
    Trial::of("YOY002")
}

#[test]
fn a_change_of_more_than_a_fifth_and_at_least_twenty_is_found() {
    let told = trial()
        .both_years("恰增20%", "a books 100 120")
        .both_years("增21%", "a books 100 121")
        .both_years("恰减20%", "a books 100 80")
        .both_years("减21%", "a books 100 79")
        .both_years("增19个", "a books 50 69")
        .both_years("增20个", "a books 50 70")
        .both_years("减19个", "a books 50 31")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn there_is_no_growth_from_nothing_and_a_jump_all_the_same() {
    let told = trial()
        .both_years("由0到19", "a books 0 19")
        .both_years("由0到20", "a books 0 20")
        .both_years("由20到0", "a books 20 0")
        .told();
    insta::assert_snapshot!(told);
}

/// A sum of several items would repeat what is said of one, and a ratio is no count.
#[test]
fn only_sums_of_one_item_are_judged() {
    let told = trial()
        .both_years(
            "一等奖增加，奖项合计不另说",
            "a awards.first  100 150
             a awards.second  10  10
             a awards.third   10  10",
        )
        .both_years(
            "专任教师减少，生师比不另说",
            "a students.enrolled  1000 1000
             a teachers.full_time  100   20",
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn what_was_not_answered_in_one_of_the_years_is_not_compared() {
    let told = trial()
        .both_years("上年空白", "a books 空 100")
        .both_years("本年空白", "a books 100 空")
        .both_years("上年没有交", "a books · 100")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn where_of_last_year_only_print_exists_the_city_is_compared() {
    let told = trial()
        .schools(&["a", "b"])
        .common(
            "a books 60000
             b books 60001",
        )
        .after_print("增加不到20%", "city books 100001", "")
        .after_print("增加超过20%", "city books 100000", "")
        .after_print("没有公布", "", "")
        .told();
    insta::assert_snapshot!(told);
}
