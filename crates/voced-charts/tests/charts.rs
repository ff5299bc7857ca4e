//! Charts as a reader of SVG text sees them, and what holds for every chart.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use voced_charts::{Style, Theme, svg, variables};
use voced_report::{Block, Chart, ChartKind, Point, Report, Series, TraceId};

fn point(text: &str) -> Option<Point> {
    let trace = TraceId(0);
    let text = text.to_owned();
    (text != "-").then_some(Point { text, trace })
}

/// A chart of rows like `2020年: 1 2 -`, where `-` is a missing value.
fn chart(kind: ChartKind, unit: &str, categories: &[&str], rows: &[&str]) -> Chart {
    let series = |row: &&str| {
        let (name, points) = row.split_once(':').unwrap();
        let points = points.split_whitespace().map(point).collect();
        let name = name.to_owned();
        let breaks = Vec::new();
        Series {
            name,
            points,
            breaks,
        }
    };
    Chart {
        anchor: "c1".into(),
        number: 1,
        caption: "各校“<就业>”情况".into(),
        kind,
        unit: unit.into(),
        categories: categories.iter().map(|name| (*name).to_owned()).collect(),
        series: rows.iter().map(series).collect(),
        alt: "甲校 & 乙校相近。".into(),
        notes: Vec::new(),
    }
}

#[test]
fn columns_of_two_years_stand_side_by_side_and_the_last_one_is_strong() {
    let rows = ["2019年: 3210 - -12", "2020年: 3501 0 250"];
    let chart = chart(ChartKind::Column, "人", &["甲校", "乙校", "丙校"], &rows);
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

#[test]
fn lines_end_in_their_names_and_part_where_they_are_counted_otherwise() {
    let years = ["2020年", "2021年", "2022年", "2023年"];
    let rows = ["就业率: 97.1 97.8 96.0 96.4", "升学率: 57.0 - 57.4 57.8"];
    let mut chart = chart(ChartKind::Line, "%", &years, &rows);
    chart.series[0].breaks = vec![2];
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

#[test]
fn each_school_has_a_small_line_by_itself_on_one_scale() {
    let years = ["2020年", "2021年", "2022年"];
    let rows = ["甲校: 1200 1180 1250", "乙校: - 240 260", "丙校: - - -"];
    let chart = chart(ChartKind::Panels, "人", &years, &rows);
    insta::assert_snapshot!(svg(&chart, Style::Phone));
}

#[test]
fn bars_have_their_names_at_the_left() {
    let categories = [
        "四平市职业技术教育中心",
        "伊通满族自治县职业技术教育中心附属学校",
    ];
    let chart = chart(ChartKind::Bar, "%", &categories, &["就业率: 97.8 100"]);
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

#[test]
fn values_of_narrow_parts_stand_under_a_stacked_bar() {
    let rows = ["就业: 48.3", "升学: 47.9", "创业: 1.9", "未就业: 1.9"];
    let chart = chart(ChartKind::Stacked, "%", &["全市"], &rows);
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

#[test]
fn slices_have_value_and_name_at_the_end_of_a_line() {
    let categories = ["加工制造类", "医药卫生类", "教育类", "其他"];
    let chart = chart(
        ChartKind::Doughnut,
        "%",
        &categories,
        &["占比: 70.5 29 0.5 0"],
    );
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

#[test]
fn on_a_page_colours_and_font_are_variables_with_fallbacks() {
    let chart = chart(ChartKind::Column, "", &["甲校"], &["本年: 0.70"]);
    insta::assert_snapshot!(svg(&chart, Style::Page));
    for theme in [Theme::Light, Theme::Dark] {
        let css = variables(theme);
        for used in svg(&chart, Style::Page).split("var(").skip(1) {
            let name = used.split(',').next().unwrap();
            assert!(
                name == "--chart-font" || css.contains(&format!("{name}:#")),
                "{name}"
            );
        }
    }
}

#[test]
fn on_a_phone_names_stand_above_their_bars_and_columns_lie_where_they_do_not_fit() {
    let names = [
        "四平市职业技术教育中心",
        "双辽市职业中专",
        "伊通满族自治县职业技术教育中心附属学校",
    ];
    let rows = ["2019年: 3210 - 1250", "2020年: 3501 0 999"];
    let chart = chart(ChartKind::Column, "人", &names, &rows);
    insta::assert_snapshot!(svg(&chart, Style::Phone));
}

#[test]
fn on_a_phone_few_columns_stay_upright() {
    let rows = ["2019年: 98.1 97.5", "2020年: 98.3 97.8"];
    let chart = chart(ChartKind::Column, "%", &["文化课", "专业技能"], &rows);
    let svg = svg(&chart, Style::Phone);
    assert_eq!(
        all(&svg, "<text", "</text>")
            .filter(|text| text.ends_with("专业技能"))
            .count(),
        1
    );
    assert!(
        svg.contains("text-anchor=\"middle\" fill=\"var(--chart-text,#222428)\">97.8<"),
        "{svg}"
    );
}

#[test]
fn on_a_phone_the_names_of_slices_are_a_list_below_them() {
    let names = ["加工制造类", "医药卫生类", "教育类", "其他"];
    let chart = chart(ChartKind::Doughnut, "%", &names, &["占比: 70.5 29 0.5 0"]);
    insta::assert_snapshot!(svg(&chart, Style::Phone));
}

#[test]
fn on_a_page_the_names_of_slices_are_a_list_beside_them() {
    let names = ["加工制造类", "医药卫生类", "教育类", "其他"];
    let chart = chart(ChartKind::Doughnut, "%", &names, &["占比: 70.5 29 0.5 0"]);
    insta::assert_snapshot!(svg(&chart, Style::Page));
}

#[test]
fn a_chart_of_nothing_says_so() {
    let chart = chart(ChartKind::Bar, "人", &[], &[]);
    insta::assert_snapshot!(svg(&chart, Style::Print));
}

/// What is between `open` and `close`, at every place.
fn all<'a>(svg: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = &'a str> {
    let found = svg.split(open).skip(1);
    found.map(move |rest| rest.split_once(close).unwrap().0)
}

fn attribute(element: &str, name: &str) -> Option<f64> {
    let value = all(element, &format!(" {name}=\""), "\"")
        .next()?
        .to_owned();
    Some(value.parse().unwrap())
}

fn text_width(text: &str, size: f64) -> f64 {
    let em = |c: char| if c < '\u{2ff}' { 0.5 } else { 1.0 };
    text.chars().map(em).sum::<f64>() * size
}

fn assert_inside(svg: &str, name: &str) {
    let head = all(svg, "<svg", ">").next().unwrap();
    let (width, height) = (
        attribute(head, "width").unwrap(),
        attribute(head, "height").unwrap(),
    );
    let check = |x: f64, y: f64, what: &str| {
        let is_inside = (-0.1..=width + 0.1).contains(&x) && (-0.1..=height + 0.1).contains(&y);
        assert!(
            is_inside,
            "{name}: {x} {y} outside {width} {height}: {what}"
        );
    };
    for rect in all(svg, "<rect", "/>") {
        let [x, y, w, h] = ["x", "y", "width", "height"].map(|at| attribute(rect, at).unwrap());
        assert!(w >= 0.0 && h >= 0.0, "{name}: {rect}");
        check(x, y, rect);
        check(x + w, y + h, rect);
    }
    for points in all(svg, "<polyline points=\"", "\"") {
        for place in points.split(' ') {
            let (x, y) = place.split_once(',').unwrap();
            check(x.parse().unwrap(), y.parse().unwrap(), points);
        }
    }
    for text in all(svg, "<text", "</text>") {
        check_text(text, check);
    }
}

fn check_text(text: &str, check: impl Fn(f64, f64, &str)) {
    let (head, words) = text.split_once('>').unwrap();
    let [x, y, size] = ["x", "y", "font-size"].map(|at| attribute(head, at).unwrap());
    let words = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let length = text_width(&words, size);
    let before = match head {
        head if head.contains("\"middle\"") => length / 2.0,
        head if head.contains("\"end\"") => length,
        _ => 0.0,
    };
    if head.contains("rotate") {
        check(x, y + before, text);
        check(x, y + before - length, text);
    } else {
        check(x - before, y, text);
        check(x - before + length, y - size * 0.8, text);
    }
}

/// Every value is a label of its own, as often as it occurs.
fn assert_labelled(chart: &Chart, svg: &str, name: &str) {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for text in all(svg, "<text", "</text>") {
        *left.entry(text.split_once('>').unwrap().1).or_default() += 1;
    }
    for point in chart.series.iter().flat_map(|series| &series.points) {
        let text = point.as_ref().map_or("缺", |point| point.text.as_str());
        let n_left = left.get_mut(text).filter(|n_left| **n_left > 0);
        *n_left.unwrap_or_else(|| panic!("{name}: no label {text}")) -= 1;
    }
}

fn assert_sound(chart: &Chart, name: &str) {
    for style in [Style::Page, Style::Phone, Style::Print] {
        let svg = svg(chart, style);
        let name = &format!("{name}, {style:?}");
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
        assert_eq!(svg.contains("var("), style != Style::Print, "{name}");
        assert_inside(&svg, name);
        assert_labelled(chart, &svg, name);
        if style == Style::Phone {
            assert_legible(&svg, name);
        }
    }
}

/// No type is smaller than a phone can show.
fn assert_legible(svg: &str, name: &str) {
    for text in all(svg, "<text", ">") {
        let size = attribute(text, "font-size").unwrap();
        assert!(size >= 11.0, "{name}: {text}");
    }
}

const KINDS: [ChartKind; 4] = [
    ChartKind::Column,
    ChartKind::Bar,
    ChartKind::Stacked,
    ChartKind::Doughnut,
];

/// Rows of values that are taken again and again from the beginning.
const VALUES: [&[&str]; 7] = [
    &["97.8", "100", "0.70"],
    &["3501", "-345", "0", "-", "99999"],
    &["-", "-"],
    &["0", "0.0"],
    &["-5", "-123456.78"],
    &["12345678901234567890", "无定义"],
    &["0.1", "50", "0.2", "0.3", "20", "0.4", "0.5"],
];

const NAMES: [&str; 4] = [
    "甲校",
    "伊通满族自治县职业技术教育中心",
    "一所名称特别长的学校它的名称足有三十个汉字之多用来检验折行",
    "AVeryLongNameWithoutAnyBlankInItThatGoesOnAndOn",
];

/// Parts of a whole of 100 are short.
fn are_of(kind: ChartKind, values: &[&str]) -> bool {
    kind != ChartKind::Stacked || values.iter().all(|value| value.len() <= 6)
}

fn made_up(kind: ChartKind, size: (usize, usize), values: &[&str], name: &str) -> Chart {
    let (n_categories, n_series) = size;
    let mut next = values.iter().cycle();
    let mut row = |n: usize| {
        let values: Vec<&str> = next.by_ref().take(n_categories).copied().collect();
        format!("系列{n}: {}", values.join(" "))
    };
    let n_series = if kind == ChartKind::Doughnut {
        1
    } else {
        n_series
    };
    let rows: Vec<String> = (0..n_series).map(&mut row).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    chart(kind, "万元/生", &vec![name; n_categories], &rows)
}

#[test]
fn every_chart_stays_in_its_frame_and_labels_every_value() {
    for kind in KINDS {
        for size in [
            (1, 1),
            (2, 2),
            (6, 2),
            (6, 6),
            (12, 1),
            (12, 3),
            (13, 1),
            (20, 2),
        ] {
            let values = VALUES.iter().filter(|values| are_of(kind, values));
            for values in values {
                for name in NAMES {
                    let chart = made_up(kind, size, values, name);
                    assert_sound(&chart, &format!("{kind:?} {size:?} {values:?} {name}"));
                }
            }
        }
    }
}

#[test]
fn awkward_charts_are_sound_and_nothing_in_them_is_markup() {
    let json = include_str!("../../../fixtures/reports/awkward.json");
    let report: Report = serde_json::from_str(json).unwrap();
    let charts = report.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let mut ids = Vec::new();
    for chart in charts {
        assert_sound(chart, &chart.anchor);
        for style in [Style::Page, Style::Phone] {
            let svg = svg(chart, style);
            assert!(!svg.contains("<script") && !svg.contains("<b>"), "{svg}");
            let own = all(&svg, " id=\"", "\"").map(str::to_owned);
            ids.extend(own);
        }
    }
    let n_ids = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((n_ids, ids.len()), (32, 32));
}
