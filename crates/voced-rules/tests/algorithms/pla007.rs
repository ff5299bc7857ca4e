//! Numbers of another order.

use crate::trial::Trial;

#[test]
fn eight_times_last_years_number_or_an_eighth_of_it_is_found() {
    let told = Trial::of("PLA007")
        .both_years("不到八倍", "a books 100 799")
        .both_years("恰为八倍", "a books 100 800")
        .both_years("八分之一多", "a books 800 101")
        .both_years("恰为八分之一", "a books 800 100")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn small_numbers_and_nothing_are_of_no_order() {
    let told = Trial::of("PLA007")
        .both_years("由2到19", "a books 2 19")
        .both_years("由2到20", "a books 2 20")
        .both_years("由19到2", "a books 19 2")
        .both_years("由20到2", "a books 20 2")
        .both_years("由0到800", "a books 0 800")
        .both_years("由800到0", "a books 800 0")
        .both_years("本年空白", "a books 800 空")
        .told();
    insta::assert_snapshot!(told);
}

/// Each school has a hundred students, the others one book for each of them.
const FOUR: &str = "
    a students.enrolled 100
    b students.enrolled 100
    c students.enrolled 100
    d students.enrolled 100
    b books 100
    c books 100
    d books 100";

#[test]
fn without_last_years_number_thirty_times_what_others_have_is_found() {
    let told = Trial::of("PLA007")
        .schools(&["a", "b", "c", "d"])
        .common(FOUR)
        .this_year("不到三十倍", "a books 2999")
        .this_year("恰为三十倍", "a books 3000")
        .this_year("三十分之一多", "a books 4")
        .this_year("三十分之一以下", "a books 3")
        .told();
    insta::assert_snapshot!(told);
}

/// A hundred books for three hundred students are 33⅓ for a hundred, and 9⅓ for 28.
#[test]
fn what_is_to_be_expected_is_said_in_two_digits() {
    let thirds = "
        b students.enrolled 300
        c students.enrolled 300
        d students.enrolled 300";
    let told = Trial::of("PLA007")
        .schools(&["a", "b", "c", "d"])
        .common(FOUR)
        .this_year("三十三又三分之一", &format!("{thirds}\n a books 5000"))
        .this_year(
            "九又三分之一",
            &format!("{thirds}\n a students.enrolled 28\n a books 5000"),
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn with_too_few_other_schools_nothing_is_to_be_expected() {
    let told = Trial::of("PLA007")
        .schools(&["a", "b", "c"])
        .common(FOUR.split("\n    d").next().unwrap())
        .this_year(
            "其他学校只有两所",
            "b books 100\n c books 100\n a books 5000",
        )
        .told();
    insta::assert_snapshot!(told);
}
