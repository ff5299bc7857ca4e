//! Forms of the shape that provinces issue, all of them invented, and what is proposed for each.

mod changed;
mod hostile;
mod sheet;

use voced_domain::{Catalogue, ReferenceYear, ReportingUnit, Source};

use super::{FormUse, Forms, Proposal, propose, read_forms};
use sheet::{shared, workbook};

const YEAR: u16 = 2022;

/// The catalogue of a bureau with definitions of its own.
fn catalogue(own_text: &str) -> Catalogue {
    let source = Source {
        name: "catalogue.toml",
        text: own_text,
    };
    Catalogue::with_bureau(source).unwrap_or_else(|error| panic!("{error}\n{own_text}"))
}

fn read(bytes: &[u8]) -> Forms {
    read_forms("表样.xlsx", bytes).unwrap_or_else(|error| panic!("{error}"))
}

/// What is proposed to a bureau that has these definitions.
fn proposed(forms: &Forms, own_text: &str, year: u16) -> Proposal {
    let form_use = FormUse {
        year: ReferenceYear::new(year).unwrap(),
        reporting_unit: ReportingUnit::School,
        file: "表样.xlsx",
        own_text,
    };
    propose(&forms.forms, &catalogue(own_text), &form_use)
}

/// What was said of the form, and the lines that it adds.
fn shown(proposal: &Proposal, own_text: &str) -> String {
    let changes: Vec<String> = proposal.changes.iter().map(ToString::to_string).collect();
    format!("{}\n{}", changes.join("\n"), proposal.to_toml(own_text))
}

/// A form is proposed, what is proposed is a catalogue, and of the same form nothing is proposed again.
fn tried(bytes: &[u8]) -> String {
    let forms = read(bytes);
    let first = proposed(&forms, "", YEAR);
    let own_text = first.to_toml("");
    let again = proposed(&forms, &own_text, YEAR);
    assert_eq!(again.to_toml(&own_text), "", "{:?}", again.changes);
    let known = |word: &str| ["已有", "待核"].contains(&word);
    assert!(again.changes.iter().all(|change| known(change.word)));
    shown(&first, "")
}

#[test]
fn a_scorecard_becomes_items_rates_parts_and_a_sum() {
    insta::assert_snapshot!(tried(&workbook(&shared("scorecard.csv"))));
}

#[test]
fn a_form_with_merged_groups_and_units_of_its_own_says_what_must_be_looked_at() {
    insta::assert_snapshot!(tried(&workbook(&shared("service.csv"))));
}

#[test]
fn a_form_in_a_document_is_read_like_one_in_a_workbook() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../fixtures/forms/international.docx"
    );
    insta::assert_snapshot!(tried(&std::fs::read(path).unwrap()));
}

#[test]
fn a_form_for_the_bureau_itself_is_numbered_and_held_as_the_bureaus() {
    let forms = read(&workbook(
        "服务表\n指标,单位,说明\n培训人次,人次,全年。\n培训人员月收入,元/月,\n",
    ));
    let form_use = FormUse {
        year: ReferenceYear::new(YEAR).unwrap(),
        reporting_unit: ReportingUnit::Region,
        file: "表样.xlsx",
        own_text: "",
    };
    let proposal = propose(&forms.forms, &catalogue(""), &form_use);
    let text = proposal.to_toml("");
    catalogue(&text);
    let lines = text.lines().filter(|line| {
        ["holder", "number", "form"]
            .iter()
            .any(|key| line.starts_with(key))
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    holder = "city"  # 待核：由本局填一份；由各校填报的请删去这一张表，导入时不写只由本局填(--city)
    number = "C7.01"
    number = "C7.02"
    form = { form = "given", of = "own_927d25d3.r02" }
    "#);
}

#[test]
fn codes_are_those_of_the_rows_and_none_is_given_twice() {
    let forms = read(&workbook("计分卡\n序号,指标,单位\n1,甲数,个\n2,乙数,个\n"));
    let taken = "# code = \"own_scorecard.r01\"\n";
    let text = proposed(&forms, taken, YEAR).to_toml(taken);
    let codes = text.lines().filter(|line| line.starts_with("code"));
    let codes: Vec<&str> = codes.collect();
    insta::assert_snapshot!(codes.join("\n"), @r#"
    code = "own_scorecard"
    code = "own_scorecard.r02"
    code = "own_scorecard.r03"
    "#);
}
