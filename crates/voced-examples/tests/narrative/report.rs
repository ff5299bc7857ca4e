//! The example bureau's report: its text, its figures, its two editions.

use voced_domain::numerals;
use voced_examples::{
    SIPING, files, plain_text, report_of, run, siping_narrative, siping_pictures,
};
use voced_report::{Audience, Block, Inline, Narrative, Report, Standing, compose};

fn report(audience: Audience) -> Report {
    let narrative = siping_narrative();
    compose(&run(&SIPING), &narrative, audience, Standing::Final).unwrap()
}

#[test]
fn the_public_report_reads_as_it_is_published() {
    insta::assert_snapshot!(plain_text(&report(Audience::Public)));
}

#[test]
fn the_internal_report_adds_what_is_known_of_the_data() {
    let text = plain_text(&report(Audience::Internal));
    let (_, quality) = text.split_once("数据质量说明").unwrap();
    insta::assert_snapshot!(quality);
}

/// The public report with lines of its outline in place of others.
fn with_outline(old: &str, new: &str) -> Report {
    let mut texts = files("siping/2020/narrative");
    let outline = texts.get_mut("outline.toml").unwrap();
    assert!(outline.contains(old));
    *outline = outline.replace(old, new);
    let pictures = siping_pictures();
    let narrative = Narrative::new(texts).unwrap().with_pictures(pictures);
    compose(&run(&SIPING), &narrative, Audience::Public, Standing::Final).unwrap()
}

#[test]
fn what_was_said_of_a_number_stands_under_it_where_the_bureau_wants_that() {
    let report = with_outline(
        "explanations = [\"internal\"]",
        "explanations = [\"public\"]",
    );
    let text = plain_text(&report);
    let notes: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("说明："))
        .collect();
    insta::assert_snapshot!(notes.join("\n"));
    assert!(!plain_text(&self::report(Audience::Public)).contains("本局说明"));
}

#[test]
fn the_sources_stand_where_the_outline_says() {
    let of = |place: &str| with_outline("public = \"file\"", &format!("public = \"{place}\""));
    let is_in = |report: &Report| report.blocks.contains(&Block::Traces);
    let (appendix, file, none) = (of("appendix"), of("file"), of("none"));
    assert!(is_in(&appendix) && appendix.sources_document().is_none());
    assert!(!is_in(&none) && none.sources_document().is_none());
    assert!(!is_in(&file));
    let document = file.sources_document().unwrap();
    assert!(is_in(&document) && document.figures == file.figures);
    assert_eq!(document.trace_lines(), appendix.trace_lines());
}

#[test]
fn the_public_report_holds_nothing_of_the_internal_one() {
    let public = report(Audience::Public);
    let text = serde_json::to_string(&public).unwrap();
    assert!(!text.contains("数据质量说明"));
    assert!(!text.contains("核查发现"));
    assert!(!text.contains("\"tint\":\""), "no ranking by colour");
    for finding in &SIPING.findings {
        assert!(!text.contains(&finding.message), "{}", finding.message);
    }
    for observation in SIPING.this.dataset.observations() {
        let is_contact = ["school.phone", "school.filled_by"].contains(&observation.item.as_str());
        if let Some(contact) = observation.answer.text().filter(|_| is_contact) {
            assert!(!text.contains(contact), "{contact}");
        }
    }
}

#[test]
fn at_least_120_figures_are_facts_and_each_has_a_tag_of_its_own() {
    let report = report(Audience::Public);
    assert!(report.figures.len() >= 120, "{}", report.figures.len());
    let tags: std::collections::BTreeSet<_> =
        report.figures.iter().map(|figure| &figure.tag).collect();
    assert_eq!(tags.len(), report.figures.len());
    for figure in &report.figures {
        assert_eq!(report.trace(figure.trace).key, figure.tag.key);
    }
}

#[test]
fn every_digit_of_the_text_is_a_fact_or_an_accepted_non_figure() {
    for audience in [Audience::Public, Audience::Internal] {
        let report = report(audience);
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => check(&heading.text),
                Block::Paragraph(paragraph) => check_line(&paragraph.text),
                Block::List { items } => items.iter().for_each(|item| check_line(&item.text)),
                Block::Table(table) => {
                    let cells = table.rows.iter().flat_map(|row| &row.cells);
                    cells.for_each(|cell| check_line(&cell.text));
                    table
                        .head
                        .iter()
                        .flatten()
                        .for_each(|cell| check(&cell.text));
                    check(&table.caption);
                }
                Block::Chart(chart) => check(&chart.caption),
                Block::Pictures { pictures } => {
                    pictures.iter().for_each(|picture| check(&picture.caption));
                }
                Block::Traces => {}
            }
        }
    }
}

fn check_line(line: &[Inline]) {
    for piece in line {
        match piece {
            Inline::Text { text } => check(text),
            Inline::Strong { of } => check_line(of),
            Inline::Figure { .. } | Inline::Stated { .. } | Inline::Reference { .. } => {}
        }
    }
}

fn check(text: &str) {
    for numeral in numerals(text) {
        assert!(
            numeral.non_figure.is_some(),
            "{} in {text}",
            &text[numeral.range]
        );
    }
}

#[test]
fn the_serde_form_comes_back_unchanged() {
    let report = report(Audience::Internal);
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report);
}

#[test]
fn several_figures_say_together_which_way_they_went() {
    let said = |codes: &str| {
        let text = format!("这几项{{{{ all_changed([{codes}]) }}}}。");
        let report = report_of(&SIPING, &text, Standing::Final);
        report.map_or_else(|error| error.to_string(), |report| plain_text(&report))
    };
    let all = [
        r#""books_per_student", "workstations_per_student""#,
        r#""full_time_share", "dual_share", "bachelor_share""#,
        r#""matched_rate""#,
    ];
    insta::assert_snapshot!(all.map(said).join("\n"));
}

#[test]
fn a_table_written_out_has_merged_heads_figures_and_sums() {
    let text = "\
表（plan）：实训室的规划
数：学校的规划，没有对应的数据项

| 学校 | 实训室（个） | < | 在校生 |
| --- | --- | --- | --- |
| ^ | 已有 | 新建 | ^ |
| 甲校 | 12 | 3 | {{ value(\"students.enrolled\") }} |
| 乙校 | 8 | 1.5 | — |
| 合计 | = | 4.5 | |

见{{ ref(\"plan\") }}。
";
    let report = report_of(&SIPING, text, Standing::Final).unwrap();
    let head = report.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(&table.head),
        _ => None,
    });
    let head = head.unwrap().iter().map(|row| {
        let cells = row
            .iter()
            .map(|cell| format!("{}[{}×{}]", cell.text, cell.columns, cell.rows));
        cells.collect::<Vec<_>>().join(" ")
    });
    let head: Vec<String> = head.collect();
    insta::assert_snapshot!(format!("{}\n\n{}", head.join("\n"), plain_text(&report)));
}
