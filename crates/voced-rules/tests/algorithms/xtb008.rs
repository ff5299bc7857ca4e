//! A sheet that is the same at two schools.

use crate::trial::Trial;

/// Two schools that filled in the same numbers, with a third that did not.
const SAME: &str = "
    a service.poor      110
    a service.farmers   210
    a service.workers   310
    a service.technical  41
    b service.poor      110
    b service.farmers   210
    b service.workers   310
    b service.technical  41
    c service.poor      120
    c service.farmers   210
    c service.workers   310
    c service.technical  41";

fn three_schools() -> Trial {
    Trial::of("XTB008").schools(&["a", "b", "c"]).common(SAME)
}

#[test]
fn both_schools_with_the_same_sheet_are_asked() {
    let told = three_schools()
        .this_year("全部相同", "")
        .this_year("一个不同", "b service.workers 311")
        .this_year("多一个数", "b service.villages 12")
        .this_year("三所都相同", "c service.poor 110")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn fewer_than_four_larger_numbers_may_be_alike_by_chance() {
    let told = three_schools()
        .this_year("只有三个数", "a service.poor 空\n b service.poor 空")
        .this_year("第四个是9", "a service.poor 9\n b service.poor 9")
        .this_year("第四个是10", "a service.poor 10\n b service.poor 10")
        .told();
    insta::assert_snapshot!(told);
}
