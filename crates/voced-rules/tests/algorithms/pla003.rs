//! Values for each student far from those of other schools.

use crate::trial::Trial;

/// A hundred students each; b to d have 10, 20 and 30 books for each of them. Of the majors too little
/// is known for the relations with them.
const FOUR: &str = "
    a major.enrolled 空
    b major.enrolled 空
    c major.enrolled 空
    d major.enrolled 空
    a students.enrolled 100
    b students.enrolled 100
    c students.enrolled 100
    d students.enrolled 100
    b books 1000
    c books 2000
    d books 3000";

#[test]
fn more_than_thrice_or_less_than_a_third_of_the_middle_of_the_others_is_found() {
    let told = Trial::of("PLA003")
        .schools(&["a", "b", "c", "d"])
        .common(FOUR)
        .this_year("恰为三倍", "a books 6000")
        .this_year("超过三倍", "a books 6001")
        .this_year("三分之一多", "a books 667")
        .this_year("不到三分之一", "a books 666")
        .told();
    insta::assert_snapshot!(told);
}

/// Of four others the middle lies half way between the two in the middle, wherever the school stands.
#[test]
fn of_an_even_number_of_others_the_middle_lies_between_two() {
    let told = Trial::of("PLA003")
        .schools(&["a", "b", "c", "d", "e"])
        // b, c, d and e are 10, 20, 30 and 40, the middle is 25.
        .common(&format!(
            "{FOUR}\n e major.enrolled 空\n e students.enrolled 100\n e books 4000"
        ))
        .this_year("最多的一所，恰为三倍", "a books 7500")
        .this_year("最多的一所，超过三倍", "a books 7501")
        .this_year("最少的一所，三分之一多", "a books 834")
        .this_year("最少的一所，不到三分之一", "a books 833")
        // Of the others of b, which are 10, 20, 30 and 40, the middle is the same.
        .this_year("与另一所相同，恰为三倍", "a books 1000\n b books 7500")
        .this_year("与另一所相同，超过三倍", "a books 1000\n b books 7501")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn of_fewer_than_three_others_the_citys_value_is_the_measure() {
    // With 7500 books at a, the city has 25 for each of its 1100 students.
    let told = Trial::of("PLA003")
        .schools(&["a", "b", "c"])
        .common(
            "a major.enrolled 空
             b major.enrolled 空
             a students.enrolled  100
             b students.enrolled 1000
             b books            20000",
        )
        .this_year("恰为全市的三倍", "a books 7500")
        .this_year("超过全市的三倍", "a books 7501")
        .this_year("不到全市的三分之一", "a books 600")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn a_bureaus_own_factor_is_said_as_a_fraction() {
    let own = r#"
[[threshold]]
rule = "PLA003"
name = "factor"
value = "8"
unit = "倍"
reason = "各校规模相差大。"
source = "本局"
since = 2019
"#;
    let told = Trial::of("PLA003")
        .own(own)
        .schools(&["a", "b", "c", "d"])
        .common(FOUR)
        .this_year("恰为八分之一", "a books 250")
        .this_year("不到八分之一", "a books 249")
        .this_year("恰为八倍", "a books 16000")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn only_values_for_each_student_and_schools_that_have_one_are_judged() {
    let told = Trial::of("PLA003")
        .schools(&["a", "b", "c", "d"])
        .common(FOUR)
        .this_year("没有图书", "a books 空")
        .this_year("没有学生", "a students.enrolled 0\n a books 6001")
        .this_year(
            "生师比相差十倍",
            "a books 2000
             a teachers.full_time 1
             b teachers.full_time 10
             c teachers.full_time 10
             d teachers.full_time 10",
        )
        .told();
    insta::assert_snapshot!(told);
}
