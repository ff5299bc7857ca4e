//! 图表: native charts beside the cells they are drawn from.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Fact, IndicatorCode, School, Unit};
use voced_sheet::{self as sheet, FIRST_ROW, Grid, Head, Shown, number_format};

use super::Book;
use super::chart::{Bar, Block, Cells, Point, Shape};
use super::overview::{Line, column};
use super::schools;

const SHEET: &str = "图表";
const REMARK: &str = "左边各数引自“指标总表”和“学校对比”，图随数变。没有数值的指标不画。";
/// The column of the first chart, behind name, two years and a gap.
const FIRST_CHART: u16 = 4;
/// What a row of charts takes, in pixels.
const BAND_WIDTH: u32 = 1020;
const CHART_HEIGHT: u32 = 300;
/// Rows of 18 points that a chart of that height covers, with a gap.
const BAND_ROWS: u32 = 14;
const ROW_HEIGHT: f64 = 18.0;
const ROW_PIXELS: u32 = 24;
/// Pixels between charts.
const GAP: u32 = 12;
/// Pixels that a school's bar takes.
const SCHOOL_PIXELS: u32 = 22;

/// Indicators drawn together, with a name for those whose own is too long or leaves out what it
/// is of.
struct Plan {
    title: &'static str,
    shape: Shape,
    bars: &'static [(&'static str, Option<&'static str>)],
}

/// Charts that stand beside each other.
const BANDS: [&[Plan]; 3] = [
    &[
        Plan {
            title: "高中阶段招生",
            shape: Shape::Columns,
            bars: &[
                ("students.admitted", Some("中等职业学校")),
                ("senior_high.admitted", Some("普通高中")),
            ],
        },
        Plan {
            title: "学生合格率",
            shape: Shape::Columns,
            bars: &[
                ("general_pass_rate", Some("文化课")),
                ("skill_pass_rate", Some("专业技能")),
                ("fitness_pass_rate", Some("体质测评")),
            ],
        },
    ],
    &[
        Plan {
            title: "生均教学仪器设备值",
            shape: Shape::Columns,
            bars: &[("equipment_per_student", None)],
        },
        Plan {
            title: "生均实训实习工位数",
            shape: Shape::Columns,
            bars: &[("workstations_per_student", None)],
        },
        Plan {
            title: "生均纸质图书",
            shape: Shape::Columns,
            bars: &[("books_per_student", None)],
        },
    ],
    &[
        Plan {
            title: "教师队伍结构",
            shape: Shape::Columns,
            bars: &[
                ("full_time_share", Some("专任教师占比")),
                ("dual_share", Some("双师型")),
                ("bachelor_share", Some("本科以上")),
                ("master_share", Some("硕士以上")),
                ("senior_share", Some("高级职称")),
                ("part_time_ratio", Some("兼职教师")),
            ],
        },
        Plan {
            title: "毕业生去向",
            shape: Shape::Ring,
            bars: &[
                ("placement.city", None),
                ("placement.county", None),
                ("placement.elsewhere", None),
                ("progression.total", Some("升学")),
            ],
        },
    ],
];
/// Indicators compared between schools.
const OF_SCHOOLS: [&str; 2] = ["student_teacher_ratio", "students.enrolled"];

impl<'a> Book<'a> {
    pub(super) fn charts(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let year = self.edition().year();
        let heads: [Head; 4] = [
            ("项目".into(), 26.0),
            (format!("{}年", year.previous()), 10.0),
            (format!("{year}年"), 10.0),
            (String::new(), 3.0),
        ];
        let title = self.title("主要指标图表");
        let mut grid = Grid::new(workbook, SHEET, (&title, REMARK), &heads[..3], 0)?;
        grid.worksheet().set_column_width(3, heads[3].1)?;
        // Upright, all bands of a city fit on one page.
        grid.worksheet().set_portrait();
        let mut row = FIRST_ROW;
        for blocks in self.bands() {
            row = band(&mut grid, row, &blocks)?;
        }
        grid.finish()
    }

    /// The charts for which there are figures, band by band.
    fn bands(&self) -> Vec<Vec<Block>> {
        let planned = BANDS
            .iter()
            .map(|plans| plans.iter().filter_map(|plan| self.block(plan)).collect());
        let of_schools = OF_SCHOOLS
            .iter()
            .filter_map(|code| self.block_of_schools(code))
            .collect();
        planned.chain([of_schools]).collect()
    }

    fn block(&self, plan: &Plan) -> Option<Block> {
        let lines: Vec<(Line<'a>, Option<&str>)> = plan
            .bars
            .iter()
            .filter_map(|(code, name)| Some((self.line(&code_of(code))?, *name)))
            .collect();
        let (first, _) = lines.first()?;
        let title = format!("{}（{}）", plan.title, first.indicator.unit);
        let decimals = lines.iter().map(|(line, _)| line.indicator.decimals).max();
        let bars: Vec<Bar> = lines
            .iter()
            .filter_map(|(line, name)| self.bar(line, *name))
            .collect();
        let is_rate = first.indicator.unit == Unit::Percent;
        (!bars.is_empty()).then(|| Block {
            title,
            shape: plan.shape,
            decimals: decimals.unwrap_or(0),
            is_within_hundred: is_rate && bars.iter().all(Bar::is_within_hundred),
            bars,
        })
    }

    fn bar(&self, line: &Line<'a>, name: Option<&str>) -> Option<Bar> {
        let fact = self.fact(self.region().code(), line.indicator);
        let point = |fact: Option<&Fact>, column| {
            Some(Point {
                reference: line.reference(column),
                value: fact?.figure()?.published.number.clone(),
            })
        };
        let own = || line.indicator.name.trim_start_matches("其中：");
        Some(Bar {
            name: name.unwrap_or_else(own).to_owned(),
            last: point(self.prior(line), column::LAST),
            this: point(fact, column::THIS)?,
        })
    }

    fn block_of_schools(&self, code: &str) -> Option<Block> {
        let code = code_of(code);
        let lines = self.school_lines();
        let (row, line) = lines
            .iter()
            .find(|(_, line)| line.in_force && line.indicator.code == code)?;
        let schools = self.run.bureau.schools();
        let bars: Vec<Bar> = (schools::FIRST_SCHOOL..)
            .zip(schools)
            .filter_map(|(column, school)| self.bar_of_school(*row, column, line, school))
            .collect();
        (!bars.is_empty()).then(|| Block {
            title: format!("各校{}（{}）", line.indicator.name, line.indicator.unit),
            shape: Shape::Bars,
            decimals: line.indicator.decimals,
            is_within_hundred: false,
            bars,
        })
    }

    fn bar_of_school(
        &self,
        row: u32,
        column: u16,
        line: &Line<'_>,
        school: &School,
    ) -> Option<Bar> {
        let figure = self.fact(&school.code, line.indicator)?.figure()?;
        Some(Bar {
            name: school.short.clone(),
            last: None,
            this: Point {
                reference: schools::reference(row, column),
                value: figure.published.number.clone(),
            },
        })
    }
}

fn code_of(code: &str) -> IndicatorCode {
    IndicatorCode::new(code).expect("the codes of the plans are plain ASCII words")
}

/// Writes a band from `top` on and gives the row below it.
fn band(grid: &mut Grid<'_>, top: u32, blocks: &[Block]) -> Result<u32, XlsxError> {
    let Ok(n_charts @ 1..) = u32::try_from(blocks.len()) else {
        return Ok(top);
    };
    let width = (BAND_WIDTH - GAP * (n_charts - 1)) / n_charts;
    let bars = blocks.iter().map(|block| block.bars.len()).max();
    let bars = u32::try_from(bars.unwrap_or(0)).expect("bars fit on a sheet");
    let is_long = blocks.iter().any(|block| block.shape == Shape::Bars);
    let height = CHART_HEIGHT.max(if is_long {
        80 + bars * SCHOOL_PIXELS
    } else {
        0
    });
    let mut row = top;
    for (idx, block) in (0..).zip(blocks) {
        let cells = block_cells(grid, row, block)?;
        let chart = block.chart(cells, (width, height));
        let offset = idx * (width + GAP);
        grid.worksheet()
            .insert_chart_with_offset(top, FIRST_CHART, &chart, offset, 0)?;
        row = cells.last + 2;
    }
    let below = row.max(top + BAND_ROWS).max(top + height / ROW_PIXELS + 2);
    for row in top..below {
        grid.worksheet().set_row_height(row, ROW_HEIGHT)?;
    }
    Ok(below)
}

/// Writes the figures of a chart below its title.
fn block_cells<'s>(grid: &mut Grid<'_>, top: u32, block: &Block) -> Result<Cells<'s>, XlsxError> {
    let bold = sheet::base().set_bold();
    grid.worksheet()
        .write_string_with_format(top, 0, &block.title, &bold)?;
    let format = number_format(block.decimals);
    let mut row = top;
    for bar in &block.bars {
        row += 1;
        grid.worksheet()
            .write_string_with_format(row, 0, &bar.name, &sheet::cell())?;
        for (column, point) in [(1, bar.last.as_ref()), (2, Some(&bar.this))] {
            let Some(point) = point else {
                grid.empty(row, column)?;
                continue;
            };
            let shown = Shown::Number(point.value.to_quantity());
            let reference = Some(point.reference.clone());
            grid.live((row, column), reference, &shown, &format)?;
        }
    }
    Ok(Cells {
        sheet: SHEET,
        first: top + 1,
        last: row,
        names: 0,
        heads: FIRST_ROW - 1,
    })
}
