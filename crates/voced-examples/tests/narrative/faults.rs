//! Mistakes in a narrative: each text of `fixtures/narratives` makes the mistakes that it names, and
//! the snapshot is what its author reads.

use voced_examples::{SIPING, assessed, files, report_of, run, siping_narrative, siping_without};
use voced_report::{Audience, Narrative, Standing, compose};

#[test]
fn each_faulty_text_is_refused_with_its_line_and_a_remedy() {
    for (name, text) in files("narratives") {
        let error = report_of(&SIPING, &text, Standing::Final).unwrap_err();
        insta::with_settings!({ description => text, omit_expression => true }, {
            insta::assert_snapshot!(name.trim_end_matches(".md"), error);
        });
    }
}

#[test]
fn a_text_that_is_missing_and_one_that_is_not_in_the_outline_are_both_named() {
    let mut files = files("siping/2020/narrative");
    files.remove("2.3-升学情况.md").unwrap();
    files.insert("2.4-新的一节.md".into(), String::new());
    insta::assert_snapshot!(Narrative::new(files).unwrap_err(), @"
    outline.toml第35行：缺少文件2.3-升学情况.md
      请补上这个文件，或从大纲中删去这一节
    2.4-新的一节.md：大纲里没有这一节
      文件名由编号和标题组成，如1.1-规模和结构.md、附件1-标题.md；请改名、移走，或补进outline.toml
    ");
}

#[test]
fn an_outline_that_cannot_be_read_is_refused_at_its_line() {
    let mut files = files("siping/2020/narrative");
    files.insert(
        "outline.toml".into(),
        "title = \"报告\"\n[[chapter]]\ntitel = \"x\"\n".into(),
    );
    insta::assert_snapshot!(Narrative::new(files).unwrap_err(), @"
    outline.toml第3行：大纲读不了：没有“titel”这一项，可用：title、sections
      请按示例改正
    ");
}

#[test]
fn a_draft_names_what_is_missing_instead_of_failing() {
    let text = "对口就业率为{{ value(\"matched_rate\") }}。";
    let report = report_of(&SIPING, text, Standing::Draft).unwrap();
    let text = voced_examples::plain_text(&report);
    assert!(
        text.contains("对口就业率为【对口就业率：无定义】。"),
        "{text}"
    );
    assert!(report.draft.is_some());
}

#[test]
fn schools_that_handed_in_nothing_are_named_in_the_report() {
    let partial = assessed(siping_without(&["220300-03"]));
    let narrative = siping_narrative();
    let run = run(&partial);
    let report = compose(&run, &narrative, Audience::Public, Standing::Draft).unwrap();
    let text = voced_examples::plain_text(&report);
    assert!(
        text.contains("据5所（共6所）学校交回的工作簿汇总，未含四平市经济贸易学校。"),
        "{text}"
    );
    assert!(
        text.contains("据5/6所学校"),
        "a table says which of its figures are partial"
    );
}
