//! A bureau's first year and its second, from a list of schools in Excel to two final reports: nothing is
//! touched but the cells that clerks fill in.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::{files, run, text, workbook, workspace};
use rust_xlsxwriter::Workbook;
use serde_json::Value;

/// Schools of the invented bureau that answered in both years, with what the list says of them.
const SCHOOLS: [[&str; 4]; 5] = [
    ["990200-01", "云泽市第一职业中学", "市属", "公办"],
    ["990200-02", "云泽市农业机械化学校", "市属", "公办"],
    ["990200-05", "云泽市卫生信息学校", "市属", "公办"],
    ["990200-06", "云泽市商贸旅游学校", "市属", "公办"],
    ["990200-09", "东湖区职业教育中心", "区属", "公办"],
];
const CITY: &str = "990200";

/// As an office has it: a title above the heads, a number before each line, columns of its own.
fn list_of_schools(path: &Path) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "云泽市中等职业学校名单").unwrap();
    let heads = [
        "序号",
        "代码",
        "学校全称",
        "隶属关系",
        "办学性质",
        "县区",
        "联系人",
        "建校时间",
    ];
    for (column, head) in (0..).zip(heads) {
        sheet.write(1, column, head).unwrap();
    }
    for (row, school) in (2..).zip(SCHOOLS) {
        sheet.write(row, 0, row - 1).unwrap();
        for (column, text) in (1..).zip(school) {
            sheet.write(row, column, text).unwrap();
        }
        sheet.write(row, 5, "东湖区").unwrap();
        sheet.write(row, 6, "教务处（示例）").unwrap();
    }
    workbook.save(path).unwrap();
}

/// What a clerk types: by sheet, from zero, and cell.
type Typed = BTreeMap<(usize, String), String>;

/// The answers of one workbook, from the source of the invented bureau.
struct Answers {
    values: BTreeMap<String, String>,
    majors: Vec<BTreeMap<String, String>>,
}

impl Answers {
    fn of(year: &str, entity: &str) -> Self {
        let source = workspace().join("fixtures/years").join(year).join("source");
        let read = |name: &str| {
            let mut reader = csv::Reader::from_path(source.join(name)).unwrap();
            let heads = reader.headers().unwrap().clone();
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            (heads, records)
        };
        let (heads, records) = read("answers.csv");
        let column = heads.iter().position(|head| head == entity).unwrap();
        // The statistics' totals are over more schools.
        let known = records
            .iter()
            .filter(|record| !record[column].is_empty() && !record[0].starts_with("control."));
        let values = known.map(|record| (record[0].to_owned(), record[column].to_owned()));
        let (heads, records) = read("majors.csv");
        let own = records.iter().filter(|record| &record[0] == entity);
        let row = |record: &csv::StringRecord| {
            let cells = heads.iter().zip(record).skip(1);
            cells
                .map(|(head, text)| (head.to_owned(), text.to_owned()))
                .collect()
        };
        Self {
            values: values.collect(),
            majors: own.map(row).collect(),
        }
    }

    /// Where a template wants each of them.
    fn typed(&self, template: &Value, year: &str) -> Typed {
        let mut values = self.values.clone();
        let day = format!("{year}-10-20");
        for (item, text) in [
            ("school.filled_by", "填报人（示例）"),
            ("school.phone", "000-0000000"),
            ("school.filled_on", &day),
        ] {
            values.insert(item.into(), text.into());
        }
        let mut typed = Typed::new();
        for (at, sheet) in template["sheets"].as_array().unwrap().iter().enumerate() {
            for field in list(&sheet["body"]["items"]["fields"]) {
                if let Some(value) = values.get(string(&field["item"])) {
                    typed.insert((at, string(&field["cell"]).into()), value.clone());
                }
            }
            let table = &sheet["body"]["table"];
            if table["group"] == "majors" {
                for (row, major) in self.majors.iter().enumerate() {
                    for column in list(&table["columns"]) {
                        let cell = below(string(&column["cell"]), row);
                        typed.insert((at, cell), major[string(&column["item"])].clone());
                    }
                }
            }
        }
        typed
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn below(cell: &str, rows: usize) -> String {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let (column, row) = cell.split_at(digits);
    format!("{column}{}", row.parse::<usize>().unwrap() + rows)
}

/// Types into empty cells of an issued workbook; all else stays the file that was sent out.
fn fill(issued: &Path, returned: &Path, typed: &Typed) {
    workbook::fill(issued, returned, |sheet, content| {
        let number = sheet.strip_prefix("sheet");
        match number.and_then(|rest| rest.strip_suffix(".xml")) {
            Some(number) => with_cells(content, number.parse::<usize>().unwrap() - 1, typed),
            None => content.to_owned(),
        }
    });
}

/// Puts values into empty cells, `<c r="E4" s="5"/>`.
fn with_cells(sheet: &str, at: usize, typed: &Typed) -> String {
    let mut filled = String::new();
    for part in sheet.split_inclusive("/>") {
        let start = part.rfind("<c r=\"");
        let name = start.and_then(|start| part[start + 6..].split('"').next());
        let value = name.and_then(|name| typed.get(&(at, name.to_owned())));
        match value.zip(part.strip_suffix("/>")) {
            Some((value, open)) if value.parse::<f64>().is_ok() && !is_code(value) => {
                filled.push_str(&format!("{open}><v>{value}</v></c>"));
            }
            Some((value, open)) => filled.push_str(&format!(
                "{open} t=\"inlineStr\"><is><t>{value}</t></is></c>"
            )),
            None => filled.push_str(part),
        }
    }
    filled
}

/// Codes of majors are typed as texts.
fn is_code(value: &str) -> bool {
    value.len() == 6 && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// Sends out, fills in and reports a year; everything that was said is returned.
fn year(root: &Path, out: &Path, year: &str) -> String {
    let sent = run(&["template", "--year", year, "--bureau", text(root)]);
    assert!(sent.status.success(), "{}", said(&sent));
    let folder = root.join(year);
    let layout = |unit: &str| -> Value {
        let found: Vec<PathBuf> = fs::read_dir(folder.join("layouts"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(unit)
            })
            .collect();
        serde_json::from_slice(&fs::read(&found[0]).unwrap()).unwrap()
    };
    let (of_school, of_city) = (layout("school"), layout("city"));
    for [code, name, ..] in SCHOOLS {
        let file = format!("{name}.xlsx");
        let typed = Answers::of(year, code).typed(&of_school, year);
        let issued = folder.join("templates").join(&file);
        fill(&issued, &folder.join("submissions").join(&file), &typed);
    }
    let typed = Answers::of(year, CITY).typed(&of_city, year);
    fill(
        &folder.join("templates/city.xlsx"),
        &folder.join("city.xlsx"),
        &typed,
    );
    let reported = run(&[
        "report",
        "--year",
        year,
        "--bureau",
        text(root),
        "--out",
        text(out),
        "--only",
        "docx,html,json,csv,xlsx",
    ]);
    assert_eq!(reported.status.code(), Some(0), "{}", said(&reported));
    said(&reported)
}

fn said(output: &std::process::Output) -> String {
    let both = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&both).into_owned()
}

/// The city's figure and its change.
fn figure(out: &Path, code: &str) -> (String, String) {
    let json = fs::read(out.join("data/indicators.json")).unwrap();
    let document: Value = serde_json::from_slice(&json).unwrap();
    let year = document["year"].clone();
    let is_meant =
        |fact: &&Value| fact["code"] == code && fact["level"] == "city" && fact["year"] == year;
    let fact = list(&document["facts"]).iter().find(is_meant).unwrap();
    let change = fact["change"]["display"].as_str().unwrap_or("");
    (string(&fact["display"]).into(), change.into())
}

#[test]
fn a_list_in_excel_becomes_a_first_and_a_second_year() {
    let scratch = tempfile::tempdir().unwrap();
    let (root, names) = (
        scratch.path().join("我局"),
        scratch.path().join("名单.xlsx"),
    );
    list_of_schools(&names);
    let made = run(&[
        "init",
        text(&root),
        "--name",
        "云泽市教育局",
        "--schools",
        text(&names),
        "--region",
        CITY,
    ]);
    assert!(made.status.success(), "{}", said(&made));
    assert!(
        said(&made).contains("没有用到的列：建校时间"),
        "{}",
        said(&made)
    );

    let sum = |year: &str, item: &str| -> i64 {
        let values = SCHOOLS.map(|[code, ..]| Answers::of(year, code).values[item].clone());
        values
            .iter()
            .map(|value| value.parse::<i64>().unwrap())
            .sum()
    };
    let (first, second) = (scratch.path().join("甲"), scratch.path().join("乙"));
    year(&root, &first, "2020");
    year(&root, &second, "2021");
    for item in [
        "students.enrolled",
        "teachers.full_time",
        "placement.employed",
    ] {
        let (this, before) = (sum("2021", item), sum("2020", item));
        assert_eq!(figure(&first, item), (before.to_string(), String::new()));
        let change = match this - before {
            0 => "0".to_owned(),
            change => format!("{change:+}"),
        };
        assert_eq!(figure(&second, item), (this.to_string(), change));
    }

    // The first year speaks of none before it; the second compares with it.
    let page = |out: &Path| {
        let page = fs::read_to_string(out.join("报告.html")).unwrap();
        page.split("id=\"sources\"").next().unwrap().to_owned()
    };
    let is_word = |path: &PathBuf| path.extension().is_some_and(|found| found == "docx");
    // Both editions, and the sources of the public one.
    assert_eq!(files(&first).iter().filter(|path| is_word(path)).count(), 3);
    assert!(!page(&first).contains("较上年"), "{}", page(&first));
    assert!(page(&second).contains("较上年"));
}
