//! 封面: what the workbook is, a way to each of its sheets, and what is to be known of its figures.

use rust_xlsxwriter::{FormatAlign, Url, Workbook, Worksheet, XlsxError};
use voced_domain::{Bureau, Dataset, School};
use voced_sheet::{self as sheet, MISSING, NOT_APPLICABLE, NOTHING, UNDEFINED};

use super::{
    Book, charts, definitions, differences, findings, history, overview, schools, sources,
};

const SHEET: &str = "封面";
/// Widths of the columns: together what stands upright on a page at full size.
const WIDTHS: [f64; 2] = [20.0, 74.0];
/// So many schools are named; of more, only how many there are.
const MOST_NAMES: usize = 20;
/// What each sheet holds, by its name; those of a year's answers are told by [`answers`].
const HOLDS: [(&str, &str); 8] = [
    (
        overview::SHEET,
        "全市每项指标：本年、上年、变化、分子、分母，各有公式和来源",
    ),
    (history::SHEET, "每项指标历年的数，口径变了的年度有标记"),
    (charts::SHEET, "主要指标的图，随数更新"),
    (schools::SHEET, "各校每项指标并列"),
    (
        sources::SHEET,
        "每个原始数据出自哪个文件、工作表、单元格，可排序筛选",
    ),
    (
        definitions::SHEET,
        "每项指标的公式、定义、小数位和适用年度，可排序筛选",
    ),
    (differences::SHEET, "与已公布报告不同的数和原因，可排序筛选"),
    (
        findings::SHEET,
        "核查工作簿发现的问题和处理办法，可排序筛选",
    ),
];

/// A line of two columns.
type Line = (&'static str, String);

impl Book<'_> {
    /// The sheet by itself, which stands first; what is on it follows when all others are there.
    pub(super) fn cover(workbook: &mut Workbook) -> Result<(), XlsxError> {
        workbook.add_worksheet().set_name(SHEET)?;
        Ok(())
    }

    /// Writes the sheet: identity, contents, notes.
    pub(super) fn fill_cover(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let sheets = workbook.worksheets().iter().map(Worksheet::name);
        let sheets: Vec<String> = sheets.filter(|name| name != SHEET).collect();
        let worksheet = workbook.worksheet_from_name(SHEET)?;
        let title = self.title("质量年度报告汇总表");
        heading(worksheet, &title, &self.run.bureau.name)?;
        let row = lines(worksheet, 3, ("项目", "内容"), &self.identity())?;
        let row = contents(worksheet, row + 1, &sheets)?;
        let end = lines(worksheet, row + 1, ("说明", ""), &self.notes())?;
        sheet::printable(worksheet, 0)?;
        worksheet.set_portrait().set_print_area(0, 0, end - 1, 1)?;
        sheet::running_heads(worksheet, &title);
        Ok(())
    }

    fn identity(&self) -> Vec<Line> {
        let edition = self.edition();
        let n_own = edition.overridden().len();
        let own = (n_own > 0).then(|| format!("，其中本局口径{n_own}项"));
        let indicators = format!(
            "{}年指标目录，共{}项指标{}",
            edition.year(),
            edition.indicators().len(),
            own.unwrap_or_default()
        );
        vec![
            ("编制单位", self.run.bureau.name.clone()),
            ("年度", format!("{}年", edition.year())),
            (
                "编制日期",
                self.run.issued.format("%Y年%-m月%-d日").to_string(),
            ),
            (
                "版本",
                "内部版：含各校原始数据和数据问题，供本局使用".into(),
            ),
            ("口径", indicators),
            ("报数学校", self.reporting()),
        ]
    }

    /// `8所学校，7所已报数；缺：某校。`, of the year before as well where it was collected.
    fn reporting(&self) -> String {
        let run = self.run;
        let this = reported(run.bureau, run.this.dataset);
        let last = run.last.map(|last| {
            let told = reported(run.bureau.last_year(), last.dataset);
            format!("\n上年（{}）{told}", last.edition.year())
        });
        format!("{this}{}", last.unwrap_or_default())
    }

    fn notes(&self) -> Vec<Line> {
        vec![
            ("公式", "算出的数都是公式，依据“原始数据”；改动原始数据，指标、图、各校对比随之更新。从“指标总表”的“来源”可以找到公式所用的单元格，从“数据来源”可以找到工作簿的单元格。".into()),
            ("年度", self.years_told()),
            ("率和比", "全市的率和比是各校分子之和除以各校分母之和（Σ/Σ），不是各校之率的平均。缺分子或分母的学校，两边都不计入。".into()),
            ("取整", "先算后取整，只取一次，四舍五入（负数按绝对值），小数位见“口径”。变化是两个已取整的数之差。".into()),
            ("单位", "单位写在“单位”一栏。两个百分数之差的单位是个百分点，不是%。职普比写成两个百分数之比，变化指前一个。".into()),
            ("没有数时", format!("{MISSING}：应有而没有报数；{UNDEFINED}：分母为0，或部分大于全体；{NOT_APPLICABLE}：该校没有此项业务；{NOTHING}：没有这个数，或不能比较。都不等于0。")),
            ("覆盖", "计入的学校数/涉及的学校数，如7/8表示涉及8所学校，有1所没有报数。".into()),
        ]
    }

    /// Which years the workbook has figures of, and where from.
    fn years_told(&self) -> String {
        let this = self.edition().year();
        let years = self.run.years();
        let last = match &self.last {
            Some(_) => format!("上年（{}）的数从上年的工作簿算出。", this.previous()),
            None if years.contains(&this.previous()) => {
                format!("上年（{}）只有已公布的数，是常数。", this.previous())
            }
            None => "没有上年数。".into(),
        };
        let earlier = self.has_history().then(|| {
            format!(
                "“{}”列出{}—{this}年，更早的数是常数。",
                history::SHEET,
                years[0]
            )
        });
        format!(
            "本年（{this}）的数从各校工作簿算出；{last}{}",
            earlier.unwrap_or_default()
        )
    }
}

/// How many schools handed in a workbook, and which did not.
fn reported(bureau: &Bureau, dataset: &Dataset) -> String {
    let schools = bureau.schools().iter();
    let absent: Vec<&School> = schools
        .filter(|school| !dataset.has(&school.code))
        .collect();
    let n_schools = bureau.schools().len();
    if absent.is_empty() {
        return format!("{n_schools}所学校，都已报数");
    }
    let names: Vec<&str> = absent
        .iter()
        .take(MOST_NAMES)
        .map(|school| &*school.name)
        .collect();
    let more = (absent.len() > MOST_NAMES).then(|| format!("等{}所", absent.len()));
    format!(
        "{n_schools}所学校，{}所已报数；缺：{}{}",
        n_schools - absent.len(),
        names.join("、"),
        more.unwrap_or_default()
    )
}

fn heading(worksheet: &mut Worksheet, title: &str, bureau: &str) -> Result<(), XlsxError> {
    worksheet.set_screen_gridlines(false);
    for (column, width) in (0..).zip(WIDTHS) {
        worksheet.set_column_width(column, width)?;
    }
    let centred = sheet::title()
        .set_align(FormatAlign::Center)
        .set_text_wrap();
    worksheet.merge_range(0, 0, 0, 1, title, &centred.clone().set_font_size(18))?;
    worksheet.set_row_height(0, 56)?;
    worksheet.merge_range(1, 0, 1, 1, bureau, &centred.set_font_size(12))?;
    worksheet.set_row_height(1, 24)?;
    Ok(())
}

/// Writes heads and lines from `top` on and gives the row below them.
fn lines(
    worksheet: &mut Worksheet,
    top: u32,
    heads: (&str, &str),
    lines: &[Line],
) -> Result<u32, XlsxError> {
    head(worksheet, top, heads)?;
    let mut row = top;
    for (name, text) in lines {
        row += 1;
        worksheet.write_string_with_format(row, 0, *name, &sheet::cell())?;
        described(worksheet, row, text)?;
    }
    Ok(row + 1)
}

/// A link to each sheet with what it holds; gives the row below them.
fn contents(worksheet: &mut Worksheet, top: u32, sheets: &[String]) -> Result<u32, XlsxError> {
    head(worksheet, top, ("目录", "内容"))?;
    let mut row = top;
    for name in sheets {
        row += 1;
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        worksheet.write_url_with_format(row, 0, url, &sheet::link())?;
        described(worksheet, row, &holds(name))?;
    }
    Ok(row + 1)
}

fn head(worksheet: &mut Worksheet, row: u32, (name, text): (&str, &str)) -> Result<(), XlsxError> {
    worksheet.write_string_with_format(row, 0, name, &sheet::head())?;
    worksheet.write_string_with_format(row, 1, text, &sheet::head())?;
    Ok(())
}

fn described(worksheet: &mut Worksheet, row: u32, text: &str) -> Result<(), XlsxError> {
    let fitting = sheet::cell_text(text);
    worksheet.write_string_with_format(row, 1, &*fitting, &sheet::cell())?;
    worksheet.set_row_height(row, sheet::row_height(&fitting, WIDTHS[1]))?;
    Ok(())
}

/// What a sheet holds.
fn holds(name: &str) -> String {
    let known = HOLDS.iter().find(|(sheet, _)| *sheet == name);
    known.map_or_else(|| answers(name), |(_, holds)| (*holds).to_owned())
}

/// What a sheet of answers holds: 原始数据 or a table, of this year or the one before.
fn answers(name: &str) -> String {
    let (whose, of) = match name.strip_prefix("上年") {
        Some(of) => ("上年", of),
        None => ("本年", name),
    };
    match of.strip_suffix("明细") {
        Some(table) => format!("{whose}各校填报的{table}，一行一条"),
        None => format!("{whose}各校填报的数，一校一列；所有公式的依据，请勿排序、插行"),
    }
}
