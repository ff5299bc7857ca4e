//! Forms that were made by accident, or to do harm.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::*;
use crate::form::FormError;

/// What is said of a file that is no form.
fn refused(bytes: &[u8]) -> String {
    let error: FormError = read_forms("表样.xlsx", bytes).unwrap_err();
    error.to_string()
}

fn fixture(path: &str) -> Vec<u8> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures");
    std::fs::read(format!("{root}/{path}")).unwrap()
}

#[test]
fn what_is_no_form_is_refused_with_what_to_do() {
    let sheet = |lines: &str| refused(&workbook(lines));
    let many: String = (0..5000).map(|n| format!("指标第{n}项,个\n")).collect();
    let everything = {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet
            .merge_range(0, 0, 999, 99, "指标", &Format::new())
            .unwrap();
        workbook.save_to_buffer().unwrap()
    };
    let said = [
        ("empty file", refused(b"")),
        ("no file of an office", refused(b"\x89PNG\r\n\x1a\n")),
        ("empty sheet", sheet("")),
        ("no heads", sheet("毕业生数,人\n在校生数,人\n")),
        ("no column of names", sheet("序号,单位,说明\n1,人,甲\n")),
        ("nothing below the heads", sheet("计分卡\n指标,单位\n")),
        ("five thousand rows", sheet(&format!("指标,单位\n{many}"))),
        ("one cell over everything", refused(&everything)),
        ("a password", refused(&fixture("broken/encrypted.xlsx"))),
        ("an old password", refused(&fixture("broken/encrypted.xls"))),
    ];
    let said: Vec<String> = said
        .iter()
        .map(|(what, said)| format!("[{what}]\n{said}"))
        .collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn a_name_that_would_be_a_formula_or_code_is_refused_at_its_cell() {
    let long = "很".repeat(40_000 / 4);
    let lines = format!(
        "计分卡\n指标,单位\n\"=cmd|' /C calc'!A0\",个\n＋甲,个\n@SUM(1),个\n{{{{ value() }}}},个\n甲{{% raw %}},个\n｛｛甲｝｝,个\n{long},个\n"
    );
    insta::assert_snapshot!(refused(&workbook(&lines)));
}

#[test]
fn whatever_is_typed_into_a_form_stays_a_text() {
    let lines = "\"计]分[卡\"\"*\"\n序号,指标,单位,说明\n1,\"甲\"\"]\nname = \"\"乙\",个,\"=1+1\n[[item]]\ncode = \"\"x\"\"\"\n2,'丙'\\,\"人\"\"\n#\",\"{{ value() }} # 待核\"\n3,\"\"\"\"\"\"\"丁\"\"\"\"\"\"\",个,'''\n4,2021,个,\n5,戊\u{202e}己,个,\n";
    let forms = read(&workbook(lines));
    let text = proposed(&forms, "", YEAR).to_toml("");
    let edition = catalogue(&text).edition(ReferenceYear::new(YEAR).unwrap());
    let own = edition
        .items()
        .iter()
        .filter(|item| edition.is_own(item.code.as_str()));
    let own: Vec<String> = own
        .map(|item| format!("{item} | {}", item.definition))
        .collect();
    insta::assert_snapshot!(format!(
        "{}\n{}\n{text}",
        own.join("\n"),
        forms.remarks.join("\n")
    ));
}

#[test]
fn a_cell_of_forty_thousand_characters_is_cut_and_said() {
    let mut document = String::new();
    document.push_str("计分卡\n指标,单位,说明\n甲数,个,");
    document.push_str(&"长".repeat(32_000));
    let forms = read(&workbook(&document));
    assert_eq!(forms.forms[0].rows[0].note.chars().count(), 301);
    insta::assert_snapshot!(forms.remarks.join("\n"), @"Sheet1!C3的说明有32000字，只取了前300字");
}

#[test]
fn two_rows_of_one_name_are_told_apart() {
    let lines = "计分卡\n类别,指标,单位\n甲,人数,人\n^,人数,人\n乙,人数,人\n^,其中：女生,人\n";
    let text = proposed(&read(&workbook(lines)), "", YEAR).to_toml("");
    catalogue(&text);
    let names = text.lines().filter(|line| line.starts_with("name"));
    insta::assert_snapshot!(names.collect::<Vec<_>>().join("\n"), @r#"
    name = "计分卡"
    name = "人数（甲）"  # 待核：表样里几处都叫“人数”，名称里加了区别
    name = "人数（甲）（第2处）"  # 待核：表样里几处都叫“人数”，名称里加了区别
    name = "人数（乙）"  # 待核：表样里几处都叫“人数”，名称里加了区别
    name = "女生"
    "#);
}

#[test]
fn a_formula_in_a_form_is_what_it_shows() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "指标").unwrap();
    sheet.write_string(0, 1, "单位").unwrap();
    let formula = Formula::new("=\"培训\"&\"人次\"").set_result("培训人次");
    sheet.write_formula(1, 0, formula).unwrap();
    sheet.write_string(1, 1, "人次").unwrap();
    let forms = read(&workbook.save_to_buffer().unwrap());
    assert_eq!(forms.forms[0].rows[0].name, "培训人次");
}

#[test]
fn a_document_without_tables_and_one_of_an_old_word_are_refused() {
    let said = [
        refused(&document("<w:p><w:r><w:t>没有表</w:t></w:r></w:p>")),
        refused(&crate::compound::with_parts(&["WordDocument"], &[])),
    ];
    insta::assert_snapshot!(said.join("\n"), @r"
    文件里没有表。表样应是一张表，一行一个指标，表头有“指标”“单位”；请把表放进Word或Excel文件
    这是Word文件，不是工作簿。表样请用Excel、WPS或Word另存为.xlsx、.xls、.ods或.docx，不要密码
    ");
}

/// A document with this body.
fn document(body: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let xml = format!("<w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>");
    archive
        .start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .unwrap();
    archive.write_all(xml.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}
