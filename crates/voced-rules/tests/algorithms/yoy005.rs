//! A sheet that is last year's.

use crate::trial::Trial;

/// Four numbers on one sheet, all other than last year's.
const OTHER: &str = "
    a service.poor      100 110
    a service.farmers   200 210
    a service.workers   300 310
    a service.technical  40  41";

fn service() -> Trial {
    Trial::of("YOY005").common(OTHER)
}

#[test]
fn a_sheet_with_four_fifths_of_its_numbers_as_last_year_is_found() {
    let told = service()
        .both_years("都不同", "")
        .both_years(
            "四个中三个相同",
            "a service.poor    110 110
             a service.farmers 210 210
             a service.workers 310 310",
        )
        .both_years(
            "五个中四个相同",
            "a service.poor     110 110
             a service.farmers  210 210
             a service.workers  310 310
             a service.villages  12  12",
        )
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn a_sheet_of_fewer_than_four_larger_numbers_is_not_judged() {
    let same = "
        a service.poor     110 110
        a service.farmers  210 210
        a service.workers  310 310";
    let told = Trial::of("YOY005")
        .common(same)
        .both_years("只有三个数", "")
        .both_years("第四个是9", "a service.villages 9 9")
        .both_years("第四个是10", "a service.villages 10 10")
        .told();
    insta::assert_snapshot!(told);
}

#[test]
fn each_sheet_stands_for_itself_and_without_last_year_none_is_judged() {
    let told = service()
        .both_years(
            "一张相同一张不同",
            "a funding.smart_campus  50  50
             a funding.training_base 60  60
             a funding.repair        70  70
             a funding.equipment     80  80",
        )
        .both_years(
            "上年没有这所学校",
            "a service.poor      · 110
             a service.farmers   · 210
             a service.workers   · 310
             a service.technical ·  41",
        )
        .common("")
        .this_year(
            "上年没有工作簿",
            "a service.poor      100
             a service.farmers   200
             a service.workers   300
             a service.technical  40",
        )
        .told();
    insta::assert_snapshot!(told);
}
