//! A bureau's own form: imported, sent out, filled in, checked and reported, without touching code.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{files, run, text, workspace};
use serde_json::Value;
use voced_clerk::workbook;

const FORM: &str = "fixtures/forms/international.docx";
/// The sheet of the form: a cover stands before the twelve tables of the workbook.
const SHEET: &str = "sheet13.xml";

/// A copy of the invented bureau, and the form within it.
struct Bureau {
    scratch: tempfile::TempDir,
}

impl Bureau {
    fn new() -> Self {
        let bureau = Self {
            scratch: tempfile::tempdir().unwrap(),
        };
        let from = workspace().join("fixtures/years");
        for file in files(&from) {
            let to = bureau.root().join(&file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(from.join(&file), to).unwrap();
        }
        bureau
    }

    fn root(&self) -> PathBuf {
        self.scratch.path().join("我 局")
    }

    fn year(&self, within: &str) -> PathBuf {
        self.root().join("2024").join(within)
    }

    /// A command of the year.
    fn runs(&self, arguments: &[&str]) -> Output {
        let root = self.root();
        run(&[arguments, &["--year", "2024", "--bureau", text(&root)]].concat())
    }

    fn definitions(&self) -> String {
        fs::read_to_string(self.root().join("catalogue.toml")).unwrap_or_default()
    }
}

fn said(output: &Output) -> String {
    let (out, err) = (&output.stdout, &output.stderr);
    String::from_utf8_lossy(out).into_owned() + &String::from_utf8_lossy(err)
}

/// The first answer of a sheet stands in this row.
const FIRST_ROW: usize = 4;

/// Types numbers into the empty answers of a sheet `<c r="E4" s="5"/>`, one in each row.
fn typed(sheet: &str, numbers: &[u32]) -> String {
    let mut filled = String::new();
    let mut n_typed = 0;
    for part in sheet.split_inclusive("/>") {
        let cell = part.rfind("<c r=\"E").and_then(|at| part.get(at..));
        let row = cell.and_then(|cell| cell["<c r=\"E".len()..].split('"').next()?.parse().ok());
        let idx = row.and_then(|row: usize| row.checked_sub(FIRST_ROW));
        let number = idx.and_then(|idx| numbers.get(idx));
        match number.zip(part.strip_suffix("/>")) {
            Some((number, open)) => {
                filled.push_str(&format!("{open}><v>{number}</v></c>"));
                n_typed += 1;
            }
            None => filled.push_str(part),
        }
    }
    assert_eq!(n_typed, numbers.len(), "all numbers were typed");
    filled
}

#[test]
fn a_form_is_imported_sent_out_filled_in_checked_and_reported() {
    let bureau = Bureau::new();
    fs::write(bureau.root().join("catalogue.toml"), "# 局里的话").unwrap();
    let imported = bureau.runs(&["catalogue", "import", FORM]);
    assert!(imported.status.success(), "{}", said(&imported));
    let own = bureau.definitions();
    assert!(own.starts_with("# 局里的话\n\n# 以下由表样"), "{own}");
    let again = bureau.runs(&["catalogue", "import", FORM]);
    assert!(said(&again).contains("里没有要加的"), "{}", said(&again));
    assert_eq!(bureau.definitions(), own);

    let listed = bureau.runs(&["catalogue", "relations"]);
    assert!(said(&listed).contains("本局口径"), "{}", said(&listed));

    fs::remove_dir_all(bureau.year("submissions")).unwrap();
    let sent = bureau.runs(&["template"]);
    assert!(sent.status.success(), "{}", said(&sent));
    let issued = issued(&bureau.year("templates"));
    let returned = bureau.year("submissions").join(issued.file_name().unwrap());
    // 留学生5人，其中学历教育9人；标准合计7，而两种标准是3和2。
    workbook::fill(&issued, &returned, |sheet, content| {
        if sheet == SHEET {
            assert!(content.contains("<f>"), "the sheet has live checks");
            typed(content, &[5, 9, 1, 2, 30, 3, 2, 7])
        } else {
            content.to_owned()
        }
    });
    let out = bureau.scratch.path().join("输出");
    let checked = bureau.runs(&["check", "--out", text(&out)]);
    let found = said(&checked);
    assert_eq!(checked.status.code(), Some(1), "{found}");
    let lines: Vec<&str> = found.lines().collect();
    let sheet = lines
        .iter()
        .position(|line| line.ends_with("表12国际影响表"));
    let below = lines[sheet.unwrap() + 1..].iter();
    let of_sheet = below.take_while(|line| line.starts_with("    "));
    insta::assert_snapshot!(of_sheet.copied().collect::<Vec<_>>().join("\n"));

    let reported = bureau.runs(&["report", "--draft", "--only", "json", "--out", text(&out)]);
    let json = fs::read(out.join("data/indicators.json"))
        .unwrap_or_else(|error| panic!("{error}: {}", said(&reported)));
    let document: Value = serde_json::from_slice(&json).unwrap();
    let fact = |code: &str| {
        let mut facts = document["facts"].as_array().unwrap().iter();
        let found = facts.find(|fact| fact["code"] == code && fact["level"] == "city");
        found.unwrap_or_else(|| panic!("{code}")).clone()
    };
    assert_eq!(fact("own_international.r01")["display"], "5");
    assert_eq!(fact("own_international.r08")["definition"], "own");
    assert_eq!(fact("own_international.r09")["unit"], "%");
}

/// A school's workbook as it was sent out.
fn issued(templates: &Path) -> PathBuf {
    let names = files(templates);
    let school = names.iter().find(|name| !name.ends_with("city.xlsx"));
    templates.join(school.unwrap())
}

#[test]
fn a_preview_writes_nothing_and_a_form_that_is_none_is_said_with_its_file() {
    let bureau = Bureau::new();
    let preview = bureau.runs(&["catalogue", "import", FORM, "--preview"]);
    assert!(preview.status.success());
    assert!(said(&preview).contains("[[group]]"), "{}", said(&preview));
    assert_eq!(bureau.definitions(), "");
    let none = bureau.runs(&["catalogue", "import", "fixtures/broken/encrypted.ods"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        said(&none).contains("encrypted.ods 工作簿有打开密码"),
        "{}",
        said(&none)
    );
}

/// A form that is kept as a list of lines, as a workbook; `^` goes on with the cell above.
fn as_workbook(lines: &str, to: &Path) {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut above: Vec<String> = Vec::new();
    for (row, line) in (0..).zip(lines.lines()) {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        for (column, cell) in cells.iter().enumerate() {
            let text = match cell.as_str() {
                "^" => &above[column],
                cell => cell,
            };
            if !text.is_empty() {
                let column = u16::try_from(column).unwrap();
                sheet.write_string(row, column, text).unwrap();
            }
        }
        above = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| match cell.as_str() {
                "^" => above[column].clone(),
                cell => cell.to_owned(),
            })
            .collect();
    }
    workbook.save(to).unwrap();
}

/// The city's figures and the names of all of a year's own indicators.
fn own_figures(bureau: &Bureau, year: &str) -> Vec<String> {
    let out = bureau.scratch.path().join(year);
    let root = bureau.root();
    let reported = run(&[
        "report",
        "--draft",
        "--only",
        "json",
        "--year",
        year,
        "--bureau",
        text(&root),
        "--out",
        text(&out),
    ]);
    let json = fs::read(out.join("data/indicators.json"))
        .unwrap_or_else(|error| panic!("{error}: {}", said(&reported)));
    let document: Value = serde_json::from_slice(&json).unwrap();
    let own = document["facts"].as_array().unwrap().iter().filter(|fact| {
        let is_own = fact["code"].as_str().unwrap().starts_with("own_");
        is_own && fact["level"] == "city" && fact["year"].as_u64() == year.parse().ok()
    });
    own.map(|fact| {
        let field = |name: &str| fact[name].as_str().unwrap_or_default().to_owned();
        format!(
            "{year} {} {} {}{}",
            field("code"),
            field("name"),
            field("display"),
            field("unit")
        )
    })
    .collect()
}

#[test]
fn three_forms_are_reported_and_change_the_next_year() {
    let bureau = Bureau::new();
    let root = bureau.root();
    let kept =
        |name: &str| fs::read_to_string(workspace().join("fixtures/forms").join(name)).unwrap();
    let form = bureau.scratch.path().join("表样.xlsx");
    let mut story = Vec::new();
    let mut import = |year: &str, path: &Path| {
        let arguments = ["catalogue", "import", text(path), "--year", year];
        let imported = run(&[&arguments[..], &["--bureau", text(&root)]].concat());
        assert!(imported.status.success(), "{}", said(&imported));
        story.push(said(&imported).replace(text(bureau.scratch.path()), ""));
    };
    for name in ["scorecard.csv", "service.csv"] {
        as_workbook(&kept(name), &form);
        import("2023", &form);
    }
    import("2023", &workspace().join(FORM));
    // The province asks otherwise the next year: one more, one less, one renamed.
    let changed = kept("service.csv")
        .replace("^,横向课题,项,,本年新立项\n", "")
        .replace("公益培训人次", "公益性培训人次")
        .replace(
            "技术服务,技术服务到款额",
            "技术服务,技术交易到款额,万元,自然年。,\n^,技术服务到款额",
        );
    as_workbook(&changed, &form);
    import("2024", &form);
    for year in ["2023", "2024"] {
        story.push(own_figures(&bureau, year).join("\n"));
    }
    insta::assert_snapshot!(story.join("\n----\n"));
}
