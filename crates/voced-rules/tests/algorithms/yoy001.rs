//! Students unaccounted for: the balance of two years, and of one year with last year's print.

use voced_testing::changed;

use crate::trial::Trial;

/// There ought to be 3483: 3052 + 1487 + 14 − 1011 − 21 − 38. Of the majors too little is known for
/// the relations with them.
const BALANCED: &str = "
    a major.enrolled             空   空
    a major.admitted             空   空
    a major.graduated            空   空
    a students.enrolled        3052 3483
    a students.admitted        1490 1487
    a students.transferred_in    14   14
    a students.graduates       1010 1011
    a students.transferred_out   21   21
    a students.dropouts          38   38";

fn flow() -> Trial {
    Trial::of("YOY001").common(BALANCED)
}

#[test]
fn a_gap_of_more_than_two_percent_and_ten_persons_is_found() {
    // 2 % of 3483 are 69.66.
    let told = flow()
        .both_years("相符", "")
        .both_years("多69人", "a students.enrolled 3052 3552")
        .both_years("多70人", "a students.enrolled 3052 3553")
        .both_years("少69人", "a students.enrolled 3052 3414")
        .both_years("少70人", "a students.enrolled 3052 3413")
        .told();
    insta::assert_snapshot!(told);
}

/// Where nobody comes or goes, there ought to be as many as last year.
const STILL: &str = "
    a major.enrolled           空 空
    a major.graduated          空 空
    a students.admitted        0 0
    a students.transferred_in  0 0
    a students.graduates       0 0
    a students.transferred_out 0 0
    a students.dropouts        0 0";

#[test]
fn both_bounds_must_be_passed() {
    let told = Trial::of("YOY001")
        .common(STILL)
        .both_years("100人中多10人", "a students.enrolled 100 110")
        .both_years("100人中多11人", "a students.enrolled 100 111")
        .both_years("1000人中恰为2%", "a students.enrolled 1000 1020")
        .both_years("1000人中多21人", "a students.enrolled 1000 1021")
        .both_years(
            "毕业多于在籍，应为负数",
            "a students.enrolled   10   0
             a students.graduates 500 500",
        )
        .told();
    insta::assert_snapshot!(told);
}

/// As many come as go, in numbers so small that none is said to have jumped.
#[test]
fn a_movement_far_from_last_years_is_named_before_the_number_of_students() {
    let told = Trial::of("YOY001")
        .common(&changed(
            STILL,
            "a students.enrolled        300 295
             a students.transferred_out  30  30",
        ))
        .both_years("转入增30%", "a students.transferred_in 30 39")
        .both_years("转入增33%", "a students.transferred_in 30 40")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn without_all_of_the_movements_it_cannot_be_judged() {
    let told = flow()
        .both_years("退学空白", "a students.dropouts 38 空")
        .both_years("转入不适用", "a students.transferred_in 14 不适用")
        .both_years("上年在籍空白", "a students.enrolled 空 3483")
        .both_years("本年在籍不能用", "a students.enrolled 3052 坏")
        .both_years("上年没有这所学校", &BALANCED.replace("3052", "·"))
        .told();
    insta::assert_snapshot!(told);
}

/// 10 100 students now, of whom 100 more came than went: 10 000 a year ago.
const AFTER: &str = "
    a students.enrolled        10100
    a students.admitted         3000
    a students.transferred_in     50
    a students.graduates        2800
    a students.transferred_out    90
    a students.dropouts           60";

/// 6000.5 to 6001.5 万元 over 0.595 to 0.605 万元 for each student: 9919 to 10 086 students.
const PRINT: &str = "
    city equipment.value       6001
    city equipment_per_student 0.60";

fn after_print() -> Trial {
    Trial::of("YOY001").common(AFTER)
}

#[test]
fn last_years_students_must_be_as_many_as_print_implies() {
    let told = after_print()
        .after_print("在范围内", PRINT, "")
        .after_print("恰为最少", PRINT, "a students.enrolled 10019")
        .after_print("少一人", PRINT, "a students.enrolled 10018")
        .after_print("恰为最多", PRINT, "a students.enrolled 10186")
        .after_print("多一人", PRINT, "a students.enrolled 10187")
        .told();
    insta::assert_snapshot!(told);
}

/// A total that ends in zeros was rounded there: 5500 to 6500 万元 are 9091 to 10 924 students.
#[test]
fn of_several_printed_figures_each_tells_how_many_there_were() {
    let books = "
        city equipment.value       6000
        city equipment_per_student 0.60
        city books                 300001
        city books_per_student     20.0";
    let told = after_print()
        .after_print("一个说得通", books, "")
        .after_print("都说不通", books, "a students.enrolled 12100")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn print_is_held_against_all_schools_or_none() {
    let told = after_print()
        .after_print("上年没有公布的数", "", "")
        .after_print("只公布了总值", "city equipment.value 6000", "")
        .after_print("转入空白", PRINT, "a students.transferred_in 空")
        .schools(&["a", "b"])
        .after_print("一所学校没有交", PRINT, "")
        .told();
    insta::assert_snapshot!(told);
}
