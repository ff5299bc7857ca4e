//! One native chart over a block of cells on its own sheet.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPoint,
    ChartSolidFill, ChartType,
};
use voced_domain::{Quantity, Rounded};
use voced_sheet::{number_format, palette};

/// Colour of the year before.
const LAST_FILL: u32 = 0x009D_C3E6;
/// Colour of this year.
const THIS_FILL: u32 = palette::HEAD_GROUND;
/// Colours of the parts of a whole, light enough for black labels.
const PARTS: [u32; 4] = [0x009D_C3E6, 0x00F4_B183, 0x00FF_E699, 0x00A9_D18E];
const GRID_LINE: u32 = 0x00E7_E6E6;
/// Text in a chart, in points.
const TEXT_SIZE: f64 = 9.0;
const TITLE_SIZE: f64 = 11.0;
/// The format holds 255 characters of description; many schools have more to say.
const LONGEST_WORDS: usize = 250;

/// How a chart draws its bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Upright, two years side by side.
    Columns,
    /// Lying, for many or long names.
    Bars,
    /// Parts of one whole, this year only.
    Ring,
}

/// What a chart shows.
pub(super) struct Block {
    /// With its unit.
    pub(super) title: String,
    pub(super) shape: Shape,
    pub(super) decimals: u8,
    /// Whether all figures are percentages of at most one hundred.
    pub(super) is_within_hundred: bool,
    pub(super) bars: Vec<Bar>,
}

/// A name with its figures of both years.
pub(super) struct Bar {
    pub(super) name: String,
    pub(super) last: Option<Point>,
    pub(super) this: Point,
}

/// A figure and the cell that it stands in.
pub(super) struct Point {
    /// `'指标总表'!F5`.
    pub(super) reference: String,
    pub(super) value: Rounded,
}

/// The cells of a block: names in the first column, then last year's and this year's figures.
#[derive(Clone, Copy)]
pub(super) struct Cells<'s> {
    pub(super) sheet: &'s str,
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) names: u16,
    /// The row in which the years stand.
    pub(super) heads: u32,
}

impl Block {
    /// Whether any bar has a figure of the year before.
    pub(super) fn has_last(&self) -> bool {
        self.shape != Shape::Ring && self.bars.iter().any(|bar| bar.last.is_some())
    }

    /// The chart over the cells that the block was written to.
    pub(super) fn chart(&self, cells: Cells<'_>, (width, height): (u32, u32)) -> Chart {
        let mut chart = Chart::new(match self.shape {
            Shape::Columns => ChartType::Column,
            Shape::Bars => ChartType::Bar,
            Shape::Ring => ChartType::Doughnut,
        });
        chart
            .set_width(width)
            .set_height(height)
            .set_alt_text(self.words());
        chart
            .title()
            .set_name(self.title.as_str())
            .set_overlay(false)
            .set_font(ChartFont::new().set_size(TITLE_SIZE).set_bold());
        let font = text_font();
        chart
            .legend()
            .set_position(ChartLegendPosition::Bottom)
            .set_font(&font);
        if self.has_last() {
            self.series(&mut chart, cells, 1, LAST_FILL);
        }
        self.series(&mut chart, cells, 2, THIS_FILL);
        if self.shape == Shape::Ring {
            chart.set_hole_size(50);
        } else {
            self.axes(&mut chart);
        }
        chart
    }

    /// The series of the `offset`th column behind the names.
    fn series(&self, chart: &mut Chart, cells: Cells<'_>, offset: u16, fill: u32) {
        let column = cells.names + offset;
        let range = |column| (cells.sheet, cells.first, column, cells.last, column);
        let mut label = ChartDataLabel::new();
        label.show_value().set_font(&text_font());
        if self.shape == Shape::Ring {
            label.show_percentage();
        } else {
            label.set_num_format(number_format(self.decimals));
        }
        let series = chart
            .add_series()
            .set_name((cells.sheet, cells.heads, column))
            .set_categories(range(cells.names))
            .set_values(range(column))
            .set_data_label(&label);
        if self.shape == Shape::Ring {
            let points: Vec<ChartPoint> = PARTS.iter().map(|fill| point(*fill)).collect();
            series.set_points(&points);
        } else {
            // A single bar of the whole width would look like an area.
            let gap = if self.bars.len() == 1 { 200 } else { 60 };
            series.set_format(&mut solid(fill)).set_gap(gap);
        }
    }

    /// The axis of figures begins at zero, so that lengths can be compared. The library names the
    /// axes by where they lie: the figures of lying bars are along x.
    fn axes(&self, chart: &mut Chart) {
        let font = text_font();
        chart.x_axis().set_font(&font);
        chart.y_axis().set_font(&font);
        let figures = if self.shape == Shape::Bars {
            // Lying bars are drawn from below; the first name belongs on top.
            chart.y_axis().set_reverse().set_major_gridlines(false);
            chart.x_axis()
        } else {
            chart.y_axis()
        };
        let light = ChartLine::new().set_color(GRID_LINE).clone();
        figures.set_min(0).set_major_gridlines_line(&light);
        if self.is_within_hundred {
            figures.set_max(100);
        }
        if !self.has_last() {
            chart.legend().set_hidden();
        }
    }

    /// What somebody who cannot see the chart is told.
    fn words(&self) -> String {
        let shape = match self.shape {
            Shape::Columns => "柱形图",
            Shape::Bars => "条形图",
            Shape::Ring => "环形图",
        };
        let bars: Vec<String> = self.bars.iter().map(Bar::words).collect();
        let words = format!("{shape}：{}。{}。", self.title, bars.join("；"));
        match words.char_indices().nth(LONGEST_WORDS) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }
}

impl Bar {
    pub(super) fn is_within_hundred(&self) -> bool {
        let hundred = Quantity::from(100);
        let mut points = self.last.iter().chain([&self.this]);
        points.all(|point| point.value.to_quantity() <= hundred)
    }

    fn words(&self) -> String {
        match &self.last {
            Some(last) => format!("{}{}，上年{}", self.name, self.this.value, last.value),
            None => format!("{}{}", self.name, self.this.value),
        }
    }
}

fn text_font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(TEXT_SIZE);
    font
}

fn solid(colour: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    format
}

fn point(colour: u32) -> ChartPoint {
    ChartPoint::new().set_format(&mut solid(colour))
}
