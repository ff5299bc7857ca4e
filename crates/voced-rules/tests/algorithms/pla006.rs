//! The same large number in two items.

use crate::trial::Trial;

/// Two schools, so that the city's sums are other numbers.
fn two_schools() -> Trial {
    Trial::of("PLA006").schools(&["a", "b"]).common(
        "b books           1
             b service.poor    2
             b service.farmers 3",
    )
}

#[test]
fn two_unrelated_items_with_the_same_number_from_five_hundred_on_are_found() {
    let told = two_schools()
        .this_year("都是500", "a books 500\n a service.farmers 500")
        .this_year("都是499", "a books 499\n a service.farmers 499")
        .this_year("500和501", "a books 500\n a service.farmers 501")
        .this_year("只有一项", "a books 500")
        .told();
    insta::assert_snapshot!(told);
}

/// Whoever sits an examination is enrolled: a relation ties the two, and that they are alike is usual.
#[test]
fn items_that_a_relation_ties_may_be_alike() {
    let told = two_schools()
        .this_year(
            "参加人数等于在籍",
            "a students.enrolled 900\n a skill.sat 900",
        )
        .this_year(
            "一项与别的有关，两项之间无关",
            "a students.enrolled 900\n a books 900\n a major.enrolled 空",
        )
        .this_year(
            "三项相同，其中两项有关",
            "a students.enrolled 900\n a skill.sat 900\n a service.farmers 900",
        )
        .this_year(
            "三项相同，都无关",
            "a service.poor 900\n a books 900\n a service.farmers 900",
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn only_counts_of_one_item_are_compared() {
    let told = two_schools()
        .this_year(
            "金额与人次相同",
            "a equipment.value 900\n a service.farmers 900",
        )
        .this_year(
            "奖项合计与一项相同",
            "a awards.first  400
             a awards.second 300
             a awards.third  200
             a service.farmers 900",
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn the_citys_sums_are_compared_as_well() {
    let told = two_schools()
        .this_year(
            "两校之和相同",
            "a books            400
             b books            500
             a service.farmers  300
             b service.farmers  600",
        )
        .told();
    insta::assert_snapshot!(told);
}
