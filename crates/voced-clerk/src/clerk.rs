//! A small bureau of invented schools, and what its clerks type into the workbooks that they are sent.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::Value;

use crate::workbook;

/// Schools of the invented bureau that answered in both years, with what the list says of them.
pub const SCHOOLS: [[&str; 4]; 5] = [
    ["990200-01", "云泽市第一职业中学", "市属", "公办"],
    ["990200-02", "云泽市农业机械化学校", "市属", "公办"],
    ["990200-05", "云泽市卫生信息学校", "市属", "公办"],
    ["990200-06", "云泽市商贸旅游学校", "市属", "公办"],
    ["990200-09", "东湖区职业教育中心", "区属", "公办"],
];
/// The code of the city itself.
pub const CITY: &str = "990200";

/// As an office has it: a title above the heads, a number before each line, columns of its own.
pub fn list_of_schools(path: &Path) {
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

/// What a clerk types: by the title of a sheet, and cell.
pub type Typed = BTreeMap<(String, String), String>;

/// The answers of one workbook, from the source of the invented bureau.
#[derive(Clone, Debug)]
pub struct Answers {
    /// By item.
    pub values: BTreeMap<String, String>,
    majors: Vec<BTreeMap<String, String>>,
}

impl Answers {
    /// Those of a school or the city in a year.
    pub fn of(year: &str, entity: &str) -> Self {
        let years = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/years");
        let source = years.join(year).join("source");
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
    pub fn typed(&self, template: &Value, year: &str) -> Typed {
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
        for sheet in template["sheets"].as_array().unwrap() {
            let at = string(&sheet["title"]);
            for field in list(&sheet["body"]["items"]["fields"]) {
                if let Some(value) = values.get(string(&field["item"])) {
                    typed.insert((at.into(), string(&field["cell"]).into()), value.clone());
                }
            }
            let table = &sheet["body"]["table"];
            if table["group"] == "majors" {
                for (row, major) in self.majors.iter().enumerate() {
                    for column in list(&table["columns"]) {
                        let cell = below(string(&column["cell"]), row);
                        typed.insert((at.into(), cell), major[string(&column["item"])].clone());
                    }
                }
            }
        }
        typed
    }
}

/// The entries of a list; none where it is no list.
pub fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text.
pub fn string(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn below(cell: &str, rows: usize) -> String {
    let digits = cell.find(|c: char| c.is_ascii_digit()).unwrap();
    let (column, row) = cell.split_at(digits);
    format!("{column}{}", row.parse::<usize>().unwrap() + rows)
}

/// Types into cells of an issued workbook; all else stays the file that was sent out.
pub fn fill(issued: &Path, returned: &Path, typed: &Typed) {
    let titles = workbook::titles(issued);
    workbook::fill(issued, returned, |sheet, content| {
        let title = workbook::number(sheet).and_then(|at| titles.get(at));
        let own = typed.iter().filter(|((of, _), _)| Some(of) == title);
        own.fold(content.to_owned(), |content, ((_, cell), value)| {
            workbook::set_cell(&content, cell, value)
        })
    });
}

/// The frozen template of a kind of workbook that was sent out in a year: `school` or `city`.
pub fn layout(folder: &Path, unit: &str) -> Value {
    let names = fs::read_dir(folder.join("layouts")).unwrap();
    let paths = names.map(|entry| entry.unwrap().path());
    let is_of = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.starts_with(unit)
    };
    let path = paths.into_iter().find(is_of).unwrap();
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Types over cells of a workbook, by the title of their sheet, whatever stands in them.
pub fn correct(from: &Path, to: &Path, cells: &[(&str, &str, &str)]) {
    let titles = workbook::titles(from);
    workbook::fill(from, to, |sheet, content| {
        let title = workbook::number(sheet).and_then(|at| titles.get(at));
        let own = cells
            .iter()
            .filter(|(of, ..)| Some(*of) == title.map(String::as_str));
        own.fold(content.to_owned(), |content, (_, cell, value)| {
            workbook::set_cell(&content, cell, value)
        })
    });
}
