//! A year at the desk: a bureau from a list of schools, workbooks out, workbooks back with a number that cannot be and an
//! odd one, sent back, corrected, one finding waived, signed for, reported. Nothing but clicks.

use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use voced_browser::Browser;
use voced_clerk::{Answers, CITY, SCHOOLS, correct, fill, layout, list_of_schools};
use zip::ZipArchive;

use crate::office::Office;
use crate::{READ, TEXT, TITLE, at_the_desk};

const YEAR: &str = "2020";
/// Whose workbook has a number that cannot be, and whose one that is to be explained.
const WRONG: &str = "云泽市第一职业中学";
const ODD: &str = "东湖区职业教育中心";

/// The official, and the clerks who get what she sends.
struct Official<'a> {
    office: &'a Office,
    browser: &'a Browser,
}

impl Official<'_> {
    fn sees(&self, text: &str) {
        let seen = self.browser.run(TEXT);
        assert!(seen.as_str().unwrap().contains(text), "{text} in {seen}");
    }

    fn goes_to(&self, path: &str) {
        let script = format!("location.href = '{path}'");
        self.browser.run(&script);
        let arrived = format!("return location.pathname + document.readyState == '{path}complete'");
        self.browser.wait_for(&arrived, true);
        self.browser.wait_for(READ, true);
    }

    /// Clicks a link for a file and returns what is had.
    fn takes(&self, link: &str) -> Vec<u8> {
        self.has(&format!("fetch(document.querySelector(`{link}`).href)"))
    }

    /// Sends a form that is answered with a file, and returns what is had.
    fn takes_by_form(&self, form: &str) -> Vec<u8> {
        let form = format!("document.querySelector(`{form}`)");
        self.has(&format!(
            "fetch({form}.action, {{method: 'POST', body: new URLSearchParams(new FormData({form}))}})"
        ))
    }

    fn has(&self, answer: &str) -> Vec<u8> {
        let script = format!(
            "const [done] = [...arguments].slice(-1); \
             {answer}.then(answer => answer.arrayBuffer())\
             .then(buffer => done([...new Uint8Array(buffer)]))"
        );
        let bytes = self.browser.run_async(&script);
        let bytes = bytes.as_array().unwrap().iter();
        bytes
            .map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap())
            .collect()
    }

    /// What an archive holds, unpacked where the clerks are.
    fn unpacks(&self, archive: &[u8], to: &str) -> PathBuf {
        let folder = self.office.beside(to);
        fs::create_dir(&folder).unwrap();
        let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            let name = entry.name().unwrap().into_owned();
            fs::write(folder.join(name), bytes).unwrap();
        }
        folder
    }

    fn drops(&self, files: &[PathBuf]) {
        self.goes_to(&format!("/{YEAR}"));
        let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        self.browser.choose("#files", &files);
        let title = format!("收到{}份", files.len());
        self.browser.wait_for(TITLE, title);
    }

    /// Keeps a picture of the page where somebody wants to look at it, at both widths; and has axe look at it.
    fn looks(&self, name: &str) {
        let browser = self.browser;
        if let Some(axe) = std::env::var_os("VOCED_AXE") {
            browser.run(&fs::read_to_string(axe).unwrap());
            assert_eq!(browser.faults(), Vec::<String>::new(), "{name}");
        }
        let Some(folder) = std::env::var_os("VOCED_PICTURES") else {
            return;
        };
        for (width, size) in [("wide", (1280, 900)), ("narrow", (390, 844))] {
            browser.resize(size);
            let path = Path::new(&folder).join(format!("{name}-{width}.png"));
            fs::write(path, browser.picture()).unwrap();
        }
        browser.resize((1280, 900));
    }

    fn school(&self, name: &str) -> String {
        let mut schools = SCHOOLS.iter();
        let [code, ..] = schools.find(|[_, own, ..]| *own == name).unwrap();
        format!("/{YEAR}/school/{code}")
    }
}

/// Clerks fill in what they were sent, one with a number that cannot be, one with an odd one.
fn filled_in(bureau: &Path, issued: &Path, to: &Path) -> Vec<PathBuf> {
    fs::create_dir(to).unwrap();
    let folder = bureau.join(YEAR);
    let (of_school, of_city) = (layout(&folder, "school"), layout(&folder, "city"));
    let mut files = Vec::new();
    for [code, name, ..] in SCHOOLS {
        let mut answers = Answers::of(YEAR, code);
        if name == WRONG {
            let wrong = ("teachers.bachelor".into(), "999".into());
            answers.values.extend([wrong]);
        } else if name == ODD {
            answers.values.extend([("books".into(), "516".into())]);
        }
        let file = to.join(format!("{name}.xlsx"));
        fill(
            &issued.join(format!("{name}.xlsx")),
            &file,
            &answers.typed(&of_school, YEAR),
        );
        files.push(file);
    }
    let typed = Answers::of(YEAR, CITY).typed(&of_city, YEAR);
    let own = to.join("city.xlsx");
    fill(&issued.join("city.xlsx"), &own, &typed);
    files.push(own);
    files
}

/// The cell of an item in a school's workbook, with the title of its sheet.
fn cell_of(bureau: &Path, item: &str) -> (String, String) {
    let layout = layout(&bureau.join(YEAR), "school");
    let sheets = layout["sheets"].as_array().unwrap().iter();
    let fields = sheets.flat_map(|sheet| {
        let fields = voced_clerk::list(&sheet["body"]["items"]["fields"]).iter();
        fields.map(|field| (voced_clerk::string(&sheet["title"]), field))
    });
    let mut own = fields.filter(|(_, field)| field["item"] == item);
    let (title, field) = own.next().unwrap();
    (
        title.to_owned(),
        voced_clerk::string(&field["cell"]).to_owned(),
    )
}

#[test]
fn a_year_is_done_by_clicking() {
    let office = Office::empty();
    at_the_desk(&office, |browser| {
        let official = Official {
            office: &office,
            browser,
        };
        begin(&official);
        let bureau = office.bureau();

        // 发放
        browser.click("form[action='/2020/issue'] button");
        browser.wait_for(TITLE, "发给学校的文件");
        let issued = official.takes_by_form("form[action='/2020/pack/templates']");
        let issued = official.unpacks(&issued, "发放");
        let files = filled_in(&bureau, &issued, &office.beside("交回"));

        // 收件
        official.drops(&files);
        official.sees("是云泽市第一职业中学的，1个问题待处理");
        official.sees("是云泽市自己的，0个问题待处理");
        official.looks("3-received");
        official.goes_to("/2020");
        official.sees("5所学校：退回1，待说明1，已通过3");
        official.looks("4-home");
        official.goes_to("/2020/findings");
        official.sees("要改正的（1）");
        official.looks("4-findings");
        official.goes_to("/2020");

        // 核查：what goes back
        browser.click("form[action='/2020/check'] button");
        browser.wait_for(TITLE, "发给学校的文件");
        official.looks("5-results");
        let back = official.takes_by_form("form[action='/2020/pack/returned']");
        let back = official.unpacks(&back, "退回");
        let to_sign = official.takes_by_form("form[action='/2020/pack/to-sign']");
        assert_eq!(
            fs::read_dir(official.unpacks(&to_sign, "确认表"))
                .unwrap()
                .count(),
            3
        );

        waive(&official);
        official.goes_to("/2020/settings");
        official.sees("2020年的豁免（1）");
        official.looks("9-settings");
        correct_and_return(&official, &back);
        sign(&official);
        write_report(&official);
    });
}

/// 新建
fn begin(official: &Official<'_>) {
    let browser = official.browser;
    browser.wait_for(TITLE, "建立本局的文件夹");
    official.looks("1-start");
    let names = official.office.beside("名单.xlsx");
    list_of_schools(&names);
    browser.type_into("#name", "云泽市教育局");
    browser.choose("#list", &[&names]);
    browser.click("form.start button");
    browser.wait_for(TITLE, "2020年填报");
    official.sees("5所学校：未报5");
    official.looks("2-first-day");
}

/// 豁免
fn waive(official: &Official<'_>) {
    let browser = official.browser;
    official.goes_to(&official.school(ODD));
    official.sees("1个问题待处理");
    official.looks("6-school");
    browser.click("ul.findings details summary");
    browser.type_into("ul.findings [name=by]", "职成科");
    browser.type_into("ul.findings [name=reason]", "图书馆搬迁，已下架清点");
    browser.click("ul.findings details button");
    browser.wait_for(
        "return document.body.innerText.includes('职成科：图书馆搬迁，已下架清点')",
        true,
    );
    official.sees("没有待处理的问题");

    // 撤销，再来一次
    official.goes_to("/2020");
    official.sees("豁免东湖区职业教育中心：量级不符");
    browser.click("ul.deeds li:first-child button");
    browser.wait_for("return document.body.innerText.includes('待说明1')", true);
    official.goes_to(&official.school(ODD));
    official.sees("1个问题待处理");
    browser.click("ul.findings details summary");
    browser.type_into("ul.findings [name=by]", "职成科");
    browser.type_into("ul.findings [name=reason]", "图书馆搬迁，已下架清点");
    browser.click("ul.findings details button");
    browser.wait_for(
        "return document.body.innerText.includes('没有待处理的问题')",
        true,
    );
}

/// 第2次
fn correct_and_return(official: &Official<'_>, back: &Path) {
    let (sheet, cell) = cell_of(&official.office.bureau(), "teachers.bachelor");
    let right = Answers::of(YEAR, SCHOOLS[0][0]);
    let name = format!("{WRONG}.xlsx");
    let folder = official.office.beside("再次");
    fs::create_dir(&folder).unwrap();
    let value = &right.values["teachers.bachelor"];
    correct(
        &back.join(&name),
        &folder.join(&name),
        &[(&sheet, &cell, value)],
    );
    official.drops(&[folder.join(&name)]);
    official.sees("存为“云泽市第一职业中学（第2次）.xlsx”");
    official.goes_to("/2020");
    official.sees("5所学校：已通过5");
    official.goes_to(&official.school(WRONG));
    official.sees("第2次交回");
}

/// 登记签字
fn sign(official: &Official<'_>) {
    let browser = official.browser;
    official.goes_to(&official.school(WRONG));
    browser.type_into("#code", "0000-0000-0000-0000");
    browser.click("section[aria-labelledby=sign] button");
    browser.wait_for(TITLE, "没有做");
    official.looks("7-not-done");
    official.goes_to(&official.school(WRONG));
    let folder = voced_folder::Folder::open(&official.office.bureau()).unwrap();
    let year = voced_domain::ReferenceYear::new(2020).unwrap();
    let inputs = folder.inputs(year, &voced_pipeline::go_on).unwrap();
    let assessment = voced_pipeline::assess(inputs, &voced_pipeline::go_on).unwrap();
    let code = voced_domain::EntityCode::new(SCHOOLS[0][0]).unwrap();
    browser.type_into("#code", &assessment.this.dataset.data_code(&code));
    browser.click("section[aria-labelledby=sign] button");
    browser.wait_for("return document.body.innerText.includes('已签字（')", true);
}

/// 草稿、正式报告
fn write_report(official: &Official<'_>) {
    let browser = official.browser;
    for button in ["button[name=draft]", "form[action='/2020/report'] button"] {
        official.goes_to("/2020/report");
        browser.click(button);
        let done = "return document.querySelector('.good')?.innerText ?? \
                    document.querySelector('p[role=alert]')?.innerText";
        browser.wait_long_for(done, "写好了。");
    }
    for text in [word_text(official), pdf_text(official)]
        .into_iter()
        .flatten()
    {
        assert!(text.contains("中等职业教育质量年度报告"), "{text:.300}");
        assert!(text.contains(WRONG), "{text:.300}");
    }
    official.looks("8-report");
}

/// What the document of Word says, which is had by its link.
fn word_text(official: &Official<'_>) -> Option<String> {
    let docx = official.takes("li a[href*='docx']");
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut text = String::new();
    let mut document = archive.by_name("word/document.xml").unwrap();
    document.read_to_string(&mut text).unwrap();
    Some(text)
}

/// What the PDF says; nothing, which is said, where none was written or nothing reads it here.
fn pdf_text(official: &Official<'_>) -> Option<String> {
    let link = "li a[href$='pdf']";
    let is_there = format!("return document.querySelector(`{link}`) != null");
    if official.browser.run(&is_there) == false {
        eprintln!("没有voced-pdf，没有检验PDF");
        return None;
    }
    let path = official.office.beside("报告.pdf");
    fs::write(&path, official.takes(link)).unwrap();
    let read = Command::new("pdftotext").arg(&path).arg("-").output();
    let Ok(read) = read else {
        eprintln!("没有pdftotext，没有检验PDF");
        return None;
    };
    assert!(read.status.success());
    let text = String::from_utf8_lossy(&read.stdout).into_owned();
    Some(text.chars().filter(|c| !c.is_whitespace()).collect())
}
