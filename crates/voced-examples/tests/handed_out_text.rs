//! The text that a new bureau is given, where a bureau's year is not as one wishes it: a first year, a
//! school that is missing, nothing of the bureau's own, nothing at all.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{Answer, EntityCode, ItemCode};
use voced_examples::{assessed, files, plain_text, run, siping, siping_without};
use voced_pipeline::Inputs;
use voced_report::{Audience, Narrative, Report, Standing, compose};

/// The text of the invented bureau is what `init` hands out.
const HANDED_OUT: &str = "demo/narrative";

fn draft(inputs: Inputs) -> Report {
    let assessment = assessed(inputs);
    let narrative = Narrative::new(files(HANDED_OUT)).unwrap();
    let run = run(&assessment);
    let report = compose(&run, &narrative, Audience::Public, Standing::Draft);
    report.unwrap_or_else(|error| panic!("{error}"))
}

fn is_of(found: &voced_domain::Submission, entity: &str) -> bool {
    found.entity == EntityCode::constant(entity)
}

#[test]
fn a_first_year_compares_with_nothing() {
    let mut first = siping();
    first.last = None;
    first.printed_before.content.clear();
    let text = plain_text(&draft(first));
    assert!(!text.contains("上年"), "{text}");
    insta::assert_snapshot!(text);
}

#[test]
fn five_of_six_schools_say_so() {
    insta::assert_snapshot!(plain_text(&draft(siping_without(&["220300-03"]))));
}

#[test]
fn a_year_without_the_bureaus_own_workbook_has_gaps_and_comes_out() {
    let mut without = siping();
    let workbooks = &mut without.this.workbooks;
    workbooks.retain(|one| {
        let submission = one.content.submission.as_ref();
        submission.is_some_and(|found| !is_of(found, "220300"))
    });
    insta::assert_snapshot!(plain_text(&draft(without)));
}

#[test]
fn a_year_of_which_nothing_is_back_comes_out_as_a_draft() {
    let mut nothing = siping();
    nothing.this.workbooks.clear();
    insta::assert_snapshot!(plain_text(&draft(nothing)));
}

#[test]
fn a_number_that_nothing_could_be_held_against_is_told_where_it_is_printed() {
    let mut blank = siping();
    let submissions = blank.this.workbooks.iter_mut();
    let mut submissions = submissions.filter_map(|one| one.content.submission.as_mut());
    let school = submissions.find(|one| is_of(one, "220300-03")).unwrap();
    let bachelors = ItemCode::constant("teachers.bachelor");
    let mut values = school.values.iter_mut();
    values.find(|value| value.item == bachelors).unwrap().answer = Answer::Blank;
    let text = plain_text(&draft(blank));
    let notes: Vec<&str> = text.lines().filter(|line| line.starts_with('注')).collect();
    insta::assert_snapshot!(notes.join("\n"));
}

/// The bureau of six years is to show what a bureau gets that changes nothing.
#[test]
fn the_bureau_of_six_years_has_the_text_that_is_handed_out() {
    assert_eq!(files("years/narrative"), files(HANDED_OUT));
}
