//! Charts of facts.

use voced_domain::{EntityCode, Fact, Indicator, ReferenceYear, Unit};

use crate::context::{ComposeContext, FactSelector, Misuse};
use crate::model::{Chart, ChartKind, Point, Series};
use crate::spec::{ChartShape, ChartSpec, check_id, check_text, parse};
use crate::trend::{self, Trend};

/// The chart that a fenced block asks for; its number comes later.
pub(crate) fn chart(text: &str, cx: &ComposeContext) -> Result<Chart, Misuse> {
    let spec: ChartSpec = parse(text, "图")?;
    check_id(&spec.id)?;
    for text in spec.names.iter().chain([&spec.caption]) {
        check_text(text)?;
    }
    let names = names(&spec, cx)?;
    let (categories, series) = match spec.shape {
        ChartShape::Years => (names, years(&spec, cx)),
        ChartShape::Parts => (names, vec![parts(&spec, cx)]),
        ChartShape::Schools => schools(&spec, names, cx),
        ChartShape::Shares => shares(&spec, names, cx)?,
        ChartShape::Trend => trends(&spec, names, cx)?,
        ChartShape::SchoolsTrend => schools_trend(&spec, cx)?,
    };
    let unit = unit(&spec, cx);
    check_kind(&spec, &unit)?;
    let notes = notes(&spec, cx)?;
    let mut chart = Chart {
        anchor: format!("chart-{}", spec.id),
        number: 0,
        caption: spec.caption,
        kind: spec.kind,
        unit,
        categories,
        series,
        alt: String::new(),
        notes,
    };
    chart.alt = alt(&chart);
    Ok(chart)
}

/// Lines are over the years and on one scale; nothing else is.
fn check_kind(spec: &ChartSpec, unit: &str) -> Result<(), Misuse> {
    let is_over_years = matches!(spec.shape, ChartShape::Trend | ChartShape::SchoolsTrend);
    let is_line = matches!(spec.kind, ChartKind::Line | ChartKind::Panels);
    if is_line && !is_over_years {
        return Err(Misuse::new(
            "折线图的shape应为trend或schools_trend",
            "请改shape，或改kind",
        ));
    }
    if !is_over_years && spec.years.is_some() {
        return Err(Misuse::new(
            "只有shape为trend、schools_trend的图可以写years",
            "请删去years，或改shape",
        ));
    }
    if is_over_years && matches!(spec.kind, ChartKind::Stacked | ChartKind::Doughnut) {
        return Err(Misuse::new(
            "各年的图kind应为line、panels、column或bar",
            "请改kind",
        ));
    }
    if is_line && spec.of.len() > 1 && unit.is_empty() {
        return Err(Misuse::new("一个折线图里的指标单位应相同", "请分成几个图"));
    }
    Ok(())
}

/// A school has its own figures of each year, also where others came to it later.
fn as_they_were(cx: &ComposeContext) -> String {
    let parts = cx.head_of_parts();
    format!("各{parts}各年的数是当年所报的数，合并、分设以前的数没有调整。")
}

/// What is to be known of the years of a chart.
fn notes(spec: &ChartSpec, cx: &ComposeContext) -> Result<Vec<String>, Misuse> {
    if !matches!(spec.shape, ChartShape::Trend | ChartShape::SchoolsTrend) {
        return Ok(Vec::new());
    }
    let years = trend::years(cx, spec.years)?;
    let mut trends = Vec::new();
    for code in &spec.of {
        let indicator = cx.indicator(code)?;
        let trend = Trend::of(&cx.facts, cx.region(), indicator, years);
        trends.push((indicator.name.clone(), trend));
    }
    let of_parts = (spec.shape == ChartShape::SchoolsTrend).then(|| as_they_were(cx));
    Ok(trend::note(&trends).into_iter().chain(of_parts).collect())
}

/// Names of the indicators, or those that the narrative gives.
fn names(spec: &ChartSpec, cx: &ComposeContext) -> Result<Vec<String>, Misuse> {
    let own = spec
        .of
        .iter()
        .map(|code| cx.indicator(code).map(|indicator| indicator.name.clone()))
        .collect::<Result<Vec<_>, _>>()?;
    if spec.names.is_empty() {
        return Ok(own);
    }
    let is_pair = is_pair(spec, cx);
    let expected = if is_pair { 2 } else { own.len() };
    if spec.names.len() != expected {
        return Err(Misuse::new(
            format!("names有{}个，应有{expected}个", spec.names.len()),
            "请与of对应",
        ));
    }
    Ok(spec.names.clone())
}

/// One indicator that is two shares of a whole makes two series.
fn is_pair(spec: &ChartSpec, cx: &ComposeContext) -> bool {
    let [code] = spec.of.as_slice() else {
        return false;
    };
    let unit = cx.indicator(code).map(|indicator| indicator.unit);
    spec.shape == ChartShape::Shares && unit.is_ok_and(|unit| unit == Unit::TwoShares)
}

fn unit(spec: &ChartSpec, cx: &ComposeContext) -> String {
    let units = spec.of.iter().map(|code| {
        let unit = cx.indicator(code).map(|indicator| indicator.unit);
        unit.map_or("", |unit| match unit {
            Unit::TwoShares => Unit::Percent.symbol(),
            unit => unit.symbol(),
        })
    });
    let units: Vec<&str> = units.collect();
    let is_one = units.windows(2).all(|pair| pair[0] == pair[1]);
    units
        .first()
        .filter(|_| is_one)
        .map_or_else(String::new, |unit| (*unit).into())
}

fn year_before(cx: &ComposeContext) -> FactSelector {
    FactSelector {
        year: Some(cx.year().previous().get()),
        ..FactSelector::default()
    }
}

fn years(spec: &ChartSpec, cx: &ComposeContext) -> Vec<Series> {
    let of_year = |selector: FactSelector, year: String| Series {
        name: format!("{year}年"),
        points: spec
            .of
            .iter()
            .map(|code| point(cx, code, &selector))
            .collect(),
        breaks: Vec::new(),
    };
    let before = of_year(year_before(cx), cx.year().previous().to_string());
    let this = of_year(FactSelector::default(), cx.year().to_string());
    // Nothing is known of the year before a bureau's first: an empty series would say 缺 all along.
    let is_known = before.points.iter().any(Option::is_some);
    [is_known.then_some(before), Some(this)]
        .into_iter()
        .flatten()
        .collect()
}

fn parts(spec: &ChartSpec, cx: &ComposeContext) -> Series {
    let points = spec
        .of
        .iter()
        .map(|code| point(cx, code, &FactSelector::default()));
    Series {
        name: format!("{}年", cx.year()),
        points: points.collect(),
        breaks: Vec::new(),
    }
}

fn trends(
    spec: &ChartSpec,
    names: Vec<String>,
    cx: &ComposeContext,
) -> Result<(Vec<String>, Vec<Series>), Misuse> {
    let years = trend::years(cx, spec.years)?;
    let mut series = Vec::new();
    for (code, name) in spec.of.iter().zip(names) {
        series.push(over_years(
            cx,
            cx.region(),
            cx.indicator(code)?,
            name,
            years,
        ));
    }
    Ok((in_words_of_years(years), series))
}

fn schools_trend(
    spec: &ChartSpec,
    cx: &ComposeContext,
) -> Result<(Vec<String>, Vec<Series>), Misuse> {
    let [code] = spec.of.as_slice() else {
        return Err(Misuse::new(
            "各校各年的图只能有一个指标",
            "请在of里只写一个代码",
        ));
    };
    let (indicator, years) = (cx.indicator(code)?, trend::years(cx, spec.years)?);
    let parts = cx.parts();
    let series = parts
        .iter()
        .map(|part| over_years(cx, part.code(), indicator, part.short().to_owned(), years));
    Ok((in_words_of_years(years), series.collect()))
}

fn in_words_of_years(years: &[ReferenceYear]) -> Vec<String> {
    years.iter().map(|year| format!("{year}年")).collect()
}

fn over_years(
    cx: &ComposeContext,
    entity: &EntityCode,
    indicator: &Indicator,
    name: String,
    years: &[ReferenceYear],
) -> Series {
    let trend = Trend::of(&cx.facts, entity, indicator, years);
    let points = trend.facts.iter().map(|fact| point_of(cx, (*fact)?));
    Series {
        name,
        points: points.collect(),
        breaks: trend.breaks(),
    }
}

fn schools(
    spec: &ChartSpec,
    names: Vec<String>,
    cx: &ComposeContext,
) -> (Vec<String>, Vec<Series>) {
    let parts = cx.parts();
    let series = spec.of.iter().zip(names).map(|(code, name)| Series {
        name,
        points: parts
            .iter()
            .map(|part| {
                let selector = FactSelector {
                    school: Some(part.code().to_string()),
                    ..FactSelector::default()
                };
                point(cx, code, &selector)
            })
            .collect(),
        breaks: Vec::new(),
    });
    let categories = parts.iter().map(|part| part.short().to_owned());
    (categories.collect(), series.collect())
}

fn shares(
    spec: &ChartSpec,
    names: Vec<String>,
    cx: &ComposeContext,
) -> Result<(Vec<String>, Vec<Series>), Misuse> {
    let years = [year_before(cx), FactSelector::default()];
    let categories = [cx.year().previous(), cx.year()].map(|year| format!("{year}年"));
    let series: Vec<Series> = if is_pair(spec, cx) {
        if names.len() != 2 {
            return Err(Misuse::new(
                "两部分的比例要有两个名称",
                "请写names = [\"…\", \"…\"]",
            ));
        }
        let pairs: Vec<_> = years
            .iter()
            .map(|selector| pair(cx, &spec.of[0], selector))
            .collect();
        let side = |idx: usize| {
            pairs
                .iter()
                .map(move |pair| pair.clone().map(|pair| pair[idx].clone()))
        };
        let [first, second] = [side(0).collect(), side(1).collect()];
        names
            .into_iter()
            .zip([first, second])
            .map(|(name, points)| Series {
                name,
                points,
                breaks: Vec::new(),
            })
            .collect()
    } else {
        let series = spec.of.iter().zip(names).map(|(code, name)| Series {
            name,
            points: years
                .iter()
                .map(|selector| point(cx, code, selector))
                .collect(),
            breaks: Vec::new(),
        });
        series.collect()
    };
    Ok(without_unknown_year(categories.to_vec(), series))
}

/// Without the first year, where nothing is known of it.
fn without_unknown_year(
    mut categories: Vec<String>,
    mut series: Vec<Series>,
) -> (Vec<String>, Vec<Series>) {
    let is_known = series.iter().any(|one| one.points[0].is_some());
    if !is_known {
        categories.remove(0);
        for one in &mut series {
            one.points.remove(0);
        }
    }
    (categories, series)
}

fn value<'a>(cx: &'a ComposeContext, code: &str, selector: &FactSelector) -> Option<&'a Fact> {
    let (_, fact) = cx.fact(code, selector).ok()?;
    fact.figure().is_some().then_some(fact)
}

fn point(cx: &ComposeContext, code: &str, selector: &FactSelector) -> Option<Point> {
    point_of(cx, value(cx, code, selector)?)
}

fn point_of(cx: &ComposeContext, fact: &Fact) -> Option<Point> {
    Some(Point {
        text: fact.figure()?.published.number.to_string(),
        trace: cx.recorder.trace(fact),
    })
}

/// The two shares of a whole.
fn pair(cx: &ComposeContext, code: &str, selector: &FactSelector) -> Option<[Point; 2]> {
    let fact = value(cx, code, selector)?;
    let number = &fact.figure()?.published.number;
    let trace = cx.recorder.trace(fact);
    let point = |text: String| Point { text, trace };
    Some([
        point(number.to_string()),
        point(number.complement_to(100).to_string()),
    ])
}

/// The chart in a sentence.
fn alt(chart: &Chart) -> String {
    let kind = match chart.kind {
        ChartKind::Column => "柱形图",
        ChartKind::Bar => "条形图",
        ChartKind::Stacked => "百分比堆积条形图",
        ChartKind::Doughnut => "环形图",
        ChartKind::Line => "折线图",
        ChartKind::Panels => "分学校的折线图",
    };
    let series: Vec<String> = chart
        .series
        .iter()
        .map(|series| in_words(chart, series))
        .collect();
    format!("{kind}：{}。{}。", chart.caption, series.join("；"))
}

fn in_words(chart: &Chart, series: &Series) -> String {
    let points = chart
        .categories
        .iter()
        .zip(&series.points)
        .map(|(name, point)| {
            let value = point.as_ref().map_or("缺".into(), |point| {
                format!("{}{}", point.text, chart.unit)
            });
            format!("{name}{value}")
        });
    let points: Vec<String> = points.collect();
    format!("{}：{}", series.name, points.join("、"))
}
