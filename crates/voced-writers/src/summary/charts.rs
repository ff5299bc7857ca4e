//! 图表: native charts beside the cells they are drawn from.

use rust_xlsxwriter::{Workbook, XlsxError};
use voced_domain::{Fact, IndicatorCode, School, Unit};
use voced_sheet::{self as sheet, FIRST_ROW, Grid, Head, Shown, literal, number_format};

use super::Book;
use super::chart::{Bar, Block, Cells, Point, Shape};
use super::overview::{Line, column};
use super::schools;

/// Name of the sheet.
pub(super) const SHEET: &str = "图表";
const REMARK: &str = "图右边的各数引自“指标总表”和“学校对比”，图随数变。没有数值的指标不画。";
/// Two charts stand beside each other, each over a column of its own.
const BESIDE: usize = 2;
const CHART_COLUMN: f64 = 71.0;
/// Behind them, on screen only, the figures: name and two years.
const NAMES: u16 = 3;
/// A column of that width, less a gap.
const CHART_WIDTH: u32 = 490;
const CHART_HEIGHT: u32 = 360;
/// More bars of two years stand alone: their figures would run into each other.
const MOST_BARS_BESIDE: usize = 4;
const BORDER: u32 = 8;
const ROW_HEIGHT: f64 = 18.0;
const ROW_PIXELS: u32 = 24;
/// Rows that a page holds below its title, and without one.
const ROWS_OF_FIRST_PAGE: u32 = 33;
const ROWS_OF_PAGE: u32 = 36;
/// Below full size, since columns are broader where a program has not the font that they are measured by.
const PRINT_SCALE: u16 = 75;
/// Pixels that a school's bar takes, fewer where all of them would not fit on a page.
const SCHOOL_PIXELS: u32 = 22;
const SMALLEST_SCHOOL_PIXELS: u32 = 15;

/// Indicators drawn together, with a name for those whose own is too long or leaves out what it
/// is of.
struct Plan {
    title: &'static str,
    shape: Shape,
    bars: &'static [(&'static str, Option<&'static str>)],
}

/// In the order of the report.
const PLANS: [Plan; 7] = [
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
];
/// Indicators compared between schools.
const OF_SCHOOLS: [&str; 2] = ["student_teacher_ratio", "students.enrolled"];

impl<'a> Book<'a> {
    pub(super) fn charts(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let year = self.edition().year();
        let unnamed = |width| (String::new(), width);
        let heads: [Head; 6] = [
            unnamed(CHART_COLUMN),
            unnamed(CHART_COLUMN),
            unnamed(3.0),
            ("项目".into(), 26.0),
            (format!("{}年", year.previous()), 10.0),
            (format!("{year}年"), 10.0),
        ];
        let title = self.title("主要指标图表");
        let mut grid = Grid::new(workbook, SHEET, (&title, REMARK), &heads, 0)?;
        let mut pages = Pages::default();
        let mut row = FIRST_ROW;
        for blocks in self.blocks().iter().flat_map(|blocks| bands(blocks)) {
            let below = band(&mut grid, row, blocks)?;
            pages.hold(row, below);
            row = below;
        }
        grid.print_columns(NAMES - 1);
        // A chart stands on one page, which a sheet that is fitted to pages cannot see to.
        grid.print_pages(PRINT_SCALE, &pages.breaks, row);
        grid.finish()
    }

    /// The charts for which there are figures: of the region, and of its schools.
    fn blocks(&self) -> [Vec<Block>; 2] {
        let planned = PLANS.iter().filter_map(|plan| self.block(plan));
        let of_schools = OF_SCHOOLS.iter();
        let of_schools = of_schools.filter_map(|code| self.block_of_schools(code));
        [planned.collect(), of_schools.collect()]
    }

    fn block(&self, plan: &Plan) -> Option<Block> {
        let lines: Vec<(Line<'a>, Option<&str>)> = plan
            .bars
            .iter()
            .filter_map(|(code, name)| Some((self.line(&code_of(code))?, *name)))
            .collect();
        let (first, _) = lines.first()?;
        let title = format!("{}（{}）", plan.title, first.indicator.unit);
        let bars: Vec<Bar> = lines
            .iter()
            .filter_map(|(line, name)| self.bar(line, *name))
            .collect();
        let is_rate = first.indicator.unit == Unit::Percent;
        (!bars.is_empty()).then(|| Block {
            title,
            shape: plan.shape,
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

/// The charts that stand beside each other, band by band.
fn bands(blocks: &[Block]) -> Vec<&[Block]> {
    let runs = blocks.chunk_by(|a, b| !is_wide(a) && !is_wide(b));
    runs.flat_map(|run| run.chunks(BESIDE)).collect()
}

fn is_wide(block: &Block) -> bool {
    block.shape == Shape::Columns && block.bars.len() > MOST_BARS_BESIDE
}

/// Where pages end, so that no chart runs over from one to the next.
#[derive(Default)]
struct Pages {
    /// The first row of each page but the first.
    breaks: Vec<u32>,
}

impl Pages {
    /// Puts rows from `top` to `below` onto the page, or onto a new one.
    fn hold(&mut self, top: u32, below: u32) {
        let (start, room) = match self.breaks.last() {
            Some(start) => (*start, ROWS_OF_PAGE),
            None => (FIRST_ROW, ROWS_OF_FIRST_PAGE),
        };
        if below - start > room && top > start {
            self.breaks.push(top);
        }
    }
}

/// Writes charts beside each other from `top` on and gives the row below them.
fn band(grid: &mut Grid<'_>, top: u32, blocks: &[Block]) -> Result<u32, XlsxError> {
    let height = blocks.iter().map(height).max().unwrap_or(0);
    let mut row = top;
    for (column, block) in (0..).zip(blocks) {
        let cells = block_cells(grid, row, block)?;
        let width = if is_wide(block) {
            CHART_WIDTH * 2
        } else {
            CHART_WIDTH
        };
        let chart = block.chart(cells, (width, height));
        // On the line between two rows, a border would also show on the page before.
        grid.worksheet()
            .insert_chart_with_offset(top, column, &chart, 0, BORDER)?;
        row = cells.last + 2;
    }
    let below = row.max(top + height.div_ceil(ROW_PIXELS) + 1);
    for row in top..below {
        grid.worksheet().set_row_height(row, ROW_HEIGHT)?;
    }
    Ok(below)
}

fn height(block: &Block) -> u32 {
    if block.shape != Shape::Bars {
        return CHART_HEIGHT;
    }
    let n_bars = u32::try_from(block.bars.len()).expect("bars fit on a sheet");
    let whole_page = (ROWS_OF_FIRST_PAGE - 2) * ROW_PIXELS;
    let smallest = 80 + n_bars * SMALLEST_SCHOOL_PIXELS;
    let wanted = (80 + n_bars * SCHOOL_PIXELS).min(whole_page);
    CHART_HEIGHT.max(wanted).max(smallest)
}

/// Writes the figures of a chart below its title.
fn block_cells<'s>(grid: &mut Grid<'_>, top: u32, block: &Block) -> Result<Cells<'s>, XlsxError> {
    let bold = sheet::base().set_bold();
    grid.worksheet()
        .write_string_with_format(top, NAMES, &block.title, &bold)?;
    let mut row = top;
    for bar in &block.bars {
        row += 1;
        name_cell(grid, row, block, bar)?;
        for (column, point) in [(1, bar.last.as_ref()), (2, Some(&bar.this))] {
            let Some(point) = point else {
                grid.empty(row, NAMES + column)?;
                continue;
            };
            let shown = Shown::Number(point.value.to_quantity());
            let format = number_format(point.value.decimals());
            let reference = Some(point.reference.clone());
            grid.live((row, NAMES + column), reference, &shown, &format)?;
        }
    }
    Ok(Cells {
        sheet: SHEET,
        first: top + 1,
        last: row,
        names: NAMES,
        heads: FIRST_ROW - 1,
    })
}

/// The name of a bar. That of a part of a ring holds its figure, for parts too small to be labelled.
fn name_cell(grid: &mut Grid<'_>, row: u32, block: &Block, bar: &Bar) -> Result<(), XlsxError> {
    if block.shape != Shape::Ring {
        return grid.text(row, NAMES, &bar.name);
    }
    let Point { reference, value } = &bar.this;
    let formula = format!(
        "{}&TEXT({reference},\"{}\")",
        literal(&format!("{} ", bar.name)),
        number_format(value.decimals())
    );
    let shown = Shown::Text(format!("{} {value}", bar.name));
    grid.live_as((row, NAMES), Some(formula), &shown, &sheet::cell())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_band_of_charts_runs_over_from_one_page_to_the_next() {
        let mut pages = Pages::default();
        for (top, below) in [(3, 19), (19, 35), (35, 51), (51, 67), (67, 90)] {
            pages.hold(top, below);
        }
        assert_eq!(pages.breaks, [35, 67]);
    }
}
