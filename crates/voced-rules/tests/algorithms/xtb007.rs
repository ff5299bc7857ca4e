//! The city's majors against the number on file.

use crate::trial::Trial;

/// Three majors in four places.
const MAJORS: &str = r#"
    a major.code "090100"
    a major.code "090600"
    b major.code "090100"
    b major.code "120100""#;

fn two_schools() -> Trial {
    Trial::of("XTB007").schools(&["a", "b"]).common(MAJORS)
}

#[test]
fn the_union_of_all_schools_majors_is_as_many_as_are_on_file() {
    let told = two_schools()
        .this_year("相符", "city control.majors 3")
        .this_year("备案少一个", "city control.majors 2")
        .this_year("备案多一个", "city control.majors 4")
        .this_year("备案多于各校之和", "city control.majors 5")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn without_every_code_and_the_number_on_file_it_cannot_be_judged() {
    let told = two_schools()
        .this_year("没有备案数", "")
        .this_year("备案数空白", "city control.majors 空")
        .this_year(
            "一个代码读不懂",
            r#"city control.majors 5
               b major.code "090100"
               b major.code 坏"#,
        )
        .this_year(
            "没有一个代码",
            "city control.majors 5
             a major.code 空
             b major.code 空",
        )
        .schools(&["a", "b", "c"])
        .this_year("一所学校没有交", "city control.majors 5")
        .told();
    insta::assert_snapshot!(told);
}
