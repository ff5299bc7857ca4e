//! A form that is issued anew, otherwise than the year before.

use super::*;

const FORM: &str = "服务贡献表\n序号,指标,单位,说明\n1,甲类培训人次,人次,全年。\n2,乙类培训人次,人次,全年。\n3,培训人次合计,人次,全年。\n4,横向课题到款额,万元,全年。\n5,企业捐赠,万元,全年。\n";

/// The definitions that the form gave a year before.
fn before() -> String {
    let first = proposed(&read(&workbook(FORM)), "", YEAR);
    format!("# 局里写的，一个字也不动\n{}", first.to_toml(""))
}

#[test]
fn what_is_new_gone_renamed_and_reworded_is_told_and_nothing_is_written_twice() {
    let own_text = before();
    let now = FORM
        .replace("2,乙类培训人次", "2,丙类培训人次,人次,\n3,乙类培训人次")
        .replace("横向课题到款额,万元,全年", "横向技术课题到款额,元,到账的")
        .replace("5,企业捐赠,万元,全年。\n", "");
    let forms = read(&workbook(&now));
    let proposal = proposed(&forms, &own_text, 2023);
    let addition = proposal.to_toml(&own_text);
    insta::assert_snapshot!(shown(&proposal, &own_text));
    let whole = format!("{own_text}{addition}");
    let again = proposed(&forms, &whole, 2023);
    assert_eq!(again.to_toml(&whole), "");
    // The year before is asked what it was asked.
    let years = catalogue(&whole);
    let names = |year: u16| -> Vec<String> {
        let edition = years.edition(ReferenceYear::new(year).unwrap());
        let own = edition
            .items()
            .iter()
            .filter(|item| edition.is_own(item.code.as_str()));
        own.map(ToString::to_string).collect()
    };
    insta::assert_snapshot!(format!("{:#?}\n{:#?}", names(YEAR), names(2023)));
    // A sum is held in each year against what it was made of in that year.
    let sums = |year: u16| -> Vec<String> {
        let edition = years.edition(ReferenceYear::new(year).unwrap());
        let own = edition
            .relations()
            .iter()
            .filter(|found| edition.is_own(found.code.as_str()));
        own.map(|relation| format!("{} {}", relation.code, relation.in_words(&edition)))
            .collect()
    };
    insta::assert_snapshot!(format!("{:#?}\n{:#?}", sums(YEAR), sums(2023)));
}

#[test]
fn a_row_of_the_same_kind_is_another_item() {
    let form = FORM.replace("企业捐赠,万元", "图书馆座位数,个");
    let own_text = proposed(&read(&workbook(&form)), "", YEAR).to_toml("");
    let now = form.replace("图书馆座位数", "食堂座位数");
    let proposal = proposed(&read(&workbook(&now)), &own_text, 2023);
    let whole = format!("{own_text}{}", proposal.to_toml(&own_text));
    let code_of = |year: u16, name: &str| {
        let edition = catalogue(&whole).edition(ReferenceYear::new(year).unwrap());
        let mut items = edition.items().iter();
        items.find(|item| item.name == name).unwrap().code.clone()
    };
    assert_ne!(code_of(YEAR, "图书馆座位数"), code_of(2023, "食堂座位数"));
}

#[test]
fn a_form_that_is_changed_within_its_first_year_takes_the_place_of_the_one_before() {
    let own_text = before();
    let now = FORM.replace("5,企业捐赠,万元,全年。\n", "5,校友捐款,万元,全年。\n");
    let forms = read(&workbook(&now));
    let proposal = proposed(&forms, &own_text, YEAR);
    let whole = format!("{own_text}{}", proposal.to_toml(&own_text));
    let edition = catalogue(&whole).edition(ReferenceYear::new(YEAR).unwrap());
    let own = edition
        .items()
        .iter()
        .filter(|item| edition.is_own(item.code.as_str()));
    let own: Vec<String> = own.map(ToString::to_string).collect();
    assert_eq!(own.last().map(String::as_str), Some("12.06 校友捐款"));
    assert_eq!(own.len(), 5);
    assert_eq!(proposed(&forms, &whole, YEAR).to_toml(&whole), "");
}
