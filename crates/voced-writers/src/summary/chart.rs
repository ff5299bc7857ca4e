//! One native chart over a block of cells on its own sheet.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartPoint,
    ChartSeries, ChartSolidFill, ChartType,
};
use voced_charts::{Paint, slices, two_years};
use voced_domain::{Quantity, Rounded};
use voced_sheet::number_format;

/// Text on paper, as in the charts of the report.
const TEXT: &str = "222428";
const GRID_LINE: u32 = 0x00E3_E5E9;
/// Text in a chart, in points: more than eight of them on paper.
const TEXT_SIZE: f64 = 11.0;
const TITLE_SIZE: f64 = 14.0;
/// A smaller part of a ring has no room for its label, in percent; the legend tells it.
const SMALLEST_LABELLED: i64 = 4;
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
        if self.shape == Shape::Ring {
            self.ring(&mut chart, cells);
            return chart;
        }
        let [pale, strong] = two_years();
        if self.has_last() {
            let last = |bar: &Bar| bar.last.as_ref().map(|point| point.value.decimals());
            self.series(&mut chart, cells, (1, pale), last);
        }
        let this = |bar: &Bar| Some(bar.this.value.decimals());
        self.series(&mut chart, cells, (2, strong), this);
        self.axes(&mut chart);
        chart
    }

    /// The series of the `offset`th column behind the names, each figure with the decimals that it is
    /// printed with.
    fn series(
        &self,
        chart: &mut Chart,
        cells: Cells<'_>,
        (offset, paint): (u16, Paint),
        decimals: impl Fn(&Bar) -> Option<u8>,
    ) {
        let label = |decimals: u8| {
            let mut label = ChartDataLabel::new();
            label.show_value().set_font(&text_font());
            label.set_num_format(number_format(decimals));
            label
        };
        let decimals: Vec<u8> = self.bars.iter().filter_map(&decimals).collect();
        let most = decimals.iter().copied().max().unwrap_or(0);
        // A single bar of the whole width would look like an area.
        let gap = if self.bars.len() == 1 { 200 } else { 60 };
        let series = added(chart, cells, offset);
        series
            .set_data_label(&label(most))
            .set_format(&mut solid(paint.fill))
            .set_gap(gap);
        if decimals.len() == self.bars.len() && decimals.iter().any(|found| *found != most) {
            let labels = decimals.iter().map(|found| label(*found).to_custom());
            series.set_custom_data_labels(&labels.collect::<Vec<_>>());
        }
    }

    /// The parts of a whole, each with its share upon it: the ring is broad enough to hold it.
    fn ring(&self, chart: &mut Chart, cells: Cells<'_>) {
        let paints = slices(self.bars.len());
        let points: Vec<ChartPoint> = paints.iter().map(|paint| point(paint.fill)).collect();
        let label = |colour: &str| {
            let mut font = text_font();
            font.set_color(colour);
            let mut label = ChartDataLabel::new();
            label.show_percentage().set_font(&font);
            label.set_num_format("0%");
            label
        };
        let labels: Vec<ChartDataLabel> = self
            .bars
            .iter()
            .zip(&paints)
            .map(|(bar, paint)| {
                if self.is_narrow(bar) {
                    ChartDataLabel::new().set_hidden().to_custom()
                } else {
                    label(paint.text).to_custom()
                }
            })
            .collect();
        added(chart, cells, 2)
            .set_points(&points)
            .set_data_label(&label(TEXT))
            .set_custom_data_labels(&labels);
        chart.set_hole_size(45);
        chart.legend().set_position(ChartLegendPosition::Right);
    }

    /// Whether a part of the ring has no room for a label.
    fn is_narrow(&self, bar: &Bar) -> bool {
        let values = self.bars.iter().map(|bar| bar.this.value.to_quantity());
        let whole: Quantity = values.collect::<Vec<_>>().iter().sum();
        let hundredfold = bar.this.value.to_quantity().scaled(2);
        hundredfold
            .checked_div(&whole)
            .is_none_or(|share| share < Quantity::from(SMALLEST_LABELLED))
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
    // Without a colour the library writes the parts of a label in an order that the format does not know.
    font.set_size(TEXT_SIZE).set_color(TEXT);
    font
}

/// The series of the `offset`th column behind the names.
fn added<'c>(chart: &'c mut Chart, cells: Cells<'_>, offset: u16) -> &'c mut ChartSeries {
    let column = cells.names + offset;
    let range = |column| (cells.sheet, cells.first, column, cells.last, column);
    chart
        .add_series()
        .set_name((cells.sheet, cells.heads, column))
        .set_categories(range(cells.names))
        .set_values(range(column))
}

fn solid(colour: &str) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    format
}

fn point(colour: &str) -> ChartPoint {
    ChartPoint::new().set_format(&mut solid(colour))
}
