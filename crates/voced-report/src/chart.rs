//! Charts of facts.

use voced_domain::{Fact, Unit};

use crate::context::{ComposeContext, FactSelector, Misuse};
use crate::model::{Chart, ChartKind, Point, Series};
use crate::spec::{ChartShape, ChartSpec, check_id, check_text, parse};

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
    };
    let unit = unit(&spec, cx);
    let mut chart = Chart {
        anchor: format!("chart-{}", spec.id),
        number: 0,
        caption: spec.caption,
        kind: spec.kind,
        unit,
        categories,
        series,
        alt: String::new(),
    };
    chart.alt = alt(&chart);
    Ok(chart)
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
            .map(|(name, points)| Series { name, points })
            .collect()
    } else {
        let series = spec.of.iter().zip(names).map(|(code, name)| Series {
            name,
            points: years
                .iter()
                .map(|selector| point(cx, code, selector))
                .collect(),
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
    let fact = value(cx, code, selector)?;
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
