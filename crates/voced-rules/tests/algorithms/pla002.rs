//! Rates of exactly 100 % or 0.

use crate::trial::Trial;

#[test]
fn a_rate_of_all_or_none_over_fifty_heads_is_found() {
    let told = Trial::of("PLA002")
        .schools(&["a", "b"])
        // The city is at neither end, so that the school is looked at.
        .common(
            "b skill.sat    100
             b skill.passed  90",
        )
        .this_year("50人中50人", "a skill.sat 50\n a skill.passed 50")
        .this_year("50人中49人", "a skill.sat 50\n a skill.passed 49")
        .this_year("49人中49人", "a skill.sat 49\n a skill.passed 49")
        .this_year("50人中没有", "a skill.sat 50\n a skill.passed 0")
        .this_year("50人中1人", "a skill.sat 50\n a skill.passed 1")
        .this_year("49人中没有", "a skill.sat 49\n a skill.passed 0")
        .this_year("50人中51人", "a skill.sat 50\n a skill.passed 51")
        .this_year("合格空白", "a skill.sat 50\n a skill.passed 空")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn where_the_whole_city_is_so_it_is_one_finding() {
    let told = Trial::of("PLA002")
        .schools(&["a", "b"])
        .this_year(
            "两所都是100%",
            "a skill.sat    100
             a skill.passed 100
             b skill.sat     60
             b skill.passed  60",
        )
        .told();
    insta::assert_snapshot!(told);
}

/// 双师型 over 专业课教师 may exceed 100 %, so it is no share, and 100 % is nothing particular.
#[test]
fn a_ratio_that_may_exceed_the_whole_is_not_judged() {
    let told = Trial::of("PLA002")
        .this_year(
            "双师型与专业课教师一样多",
            "a teachers.dual        60
             a teachers.specialised 60
             a teachers.full_time   80",
        )
        .told();
    insta::assert_snapshot!(told);
}
