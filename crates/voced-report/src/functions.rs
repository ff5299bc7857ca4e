//! The functions that templates call; their output is a mark, never a number.

use std::sync::Arc;

use minijinja::value::{Kwargs, Value};
use minijinja::{Environment, Error, ErrorKind};
use voced_domain::{Aspect, Fact, Indicator, MOST_LINES};

use crate::context::{ComposeContext, FactSelector, Misuse};
use crate::model::Inline;
use crate::standing::Standing;
use crate::wording::{
    ChangeWords, FIRST_NAMES, NO_LAST_YEAR, OTHER_SCHOOLS, change_words, converted, floor_to,
    value_words,
};

type Marked = Result<Value, Error>;

/// Separates a message from its remedy in an error's detail.
pub(crate) const REMEDY: char = '\u{1F}';

/// Gives an environment the functions of the narrative.
pub(crate) fn register(env: &mut Environment<'_>, cx: &Arc<ComposeContext>) {
    macro_rules! function {
        ($name:literal, |$cx:ident $(, $arg:ident: $type:ty)*| $body:expr) => {{
            let $cx = Arc::clone(cx);
            env.add_function($name, move |$($arg: $type),*| -> Marked { $body });
        }};
    }
    function!("value", |cx, code: String, kwargs: Kwargs| value(
        &cx, &code, &kwargs
    ));
    function!("number", |cx, code: String, kwargs: Kwargs| number(
        &cx, &code, &kwargs
    ));
    function!("about", |cx, code: String, step: i64, kwargs: Kwargs| {
        about(&cx, &code, step, &kwargs)
    });
    function!("change", |cx, code: String, kwargs: Kwargs| change(
        &cx, &code, &kwargs
    ));
    function!("all_changed", |cx, codes: Value| all_changed(&cx, &codes));
    function!("name", |cx, code: String| {
        let name = cx.indicator(&code).map_err(error)?.name.clone();
        Ok(mark_text(&cx, name))
    });
    function!("has", |cx, code: String, kwargs: Kwargs| has(
        &cx, &code, &kwargs
    ));
    function!("some", |cx, code: String, kwargs: Kwargs| some(
        &cx, &code, &kwargs
    ));
    function!("announce", |cx, code: String, list: Value| announce(
        &cx, &code, &list
    ));
    function!("breakdown", |cx, parts: Value| breakdown(&cx, &parts));
    function!("names", |cx, list: Value| names(&cx, &list));
    function!("ref", |cx, id: String| Ok(reference(&cx, id)));
    function!("stated", |cx, text: String, reason: String| stated(
        &cx, text, reason
    ));
}

/// A value with its unit.
fn value(cx: &ComposeContext, code: &str, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    let unit: Option<String> = kwargs.get("unit")?;
    let decimals: Option<u8> = kwargs.get("decimals")?;
    kwargs.assert_all_used()?;
    with_figure(cx, code, &selector, |indicator, fact| match unit {
        None => Ok(fact
            .figure()
            .map_or_else(String::new, |figure| value_words(&figure.published))),
        Some(unit) => in_unit(indicator, fact, &unit, decimals.unwrap_or(1)),
    })
}

/// A value without its unit.
fn number(cx: &ComposeContext, code: &str, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    kwargs.assert_all_used()?;
    with_figure(cx, code, &selector, |_, fact| Ok(fact.display()))
}

/// A count rounded down to a multiple, with 余 where something is left over.
fn about(cx: &ComposeContext, code: &str, step: i64, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    kwargs.assert_all_used()?;
    with_figure(cx, code, &selector, |indicator, fact| {
        let exact = fact.figure().and_then(|figure| figure.exact.as_ref());
        let floor = exact
            .filter(|_| step > 0)
            .and_then(|exact| floor_to(exact, step));
        let (floor, is_more) = floor.ok_or_else(|| {
            Misuse::new(
                format!("“{code}”不能取约数"),
                "步长应大于零，指标应由数据汇总得出",
            )
        })?;
        let more = if is_more { "余" } else { "" };
        Ok(format!("{floor}{more}{}", indicator.unit))
    })
}

/// The change against the year before, in words.
fn change(cx: &ComposeContext, code: &str, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    let lead: Option<String> = kwargs.get("lead")?;
    let before: Option<String> = kwargs.get("before")?;
    kwargs.assert_all_used()?;
    let (indicator, fact) = cx.fact(code, &selector).map_err(error)?;
    let nothing = || Ok(Value::from_safe_string(String::new()));
    if fact.figure().is_none() {
        if before.is_some() {
            return nothing();
        }
        return Ok(keep(cx, cx.absent(indicator, fact).map_err(error)?));
    }
    let lead = lead.as_deref().unwrap_or("较上年");
    let figure = |aspect, text| mark(cx, cx.recorder.figure(fact, aspect, text));
    let words = match change_words(&cx.bureau, indicator, fact, lead) {
        // Nothing, and not what would stand before it.
        ChangeWords::NoLastYear | ChangeWords::OtherSchools if before.is_some() => {
            return nothing();
        }
        ChangeWords::NoLastYear => NO_LAST_YEAR.to_owned(),
        ChangeWords::OtherSchools => OTHER_SCHOOLS.to_owned(),
        ChangeWords::None(why) => why,
        ChangeWords::Whole { lead, figure: text } => {
            format!("{lead}{}", figure(Aspect::Change, text))
        }
        ChangeWords::SameSchools {
            n_schools,
            lead,
            figure: text,
        } => {
            let counted = Inline::Stated {
                text: format!("{n_schools}所"),
                reason: "两年都报数的学校".into(),
            };
            let counted = mark(cx, counted);
            let figure = figure(Aspect::SameSchools, text);
            format!("两年都报数的{counted}学校{lead}{figure}")
        }
    };
    let before = before.map_or(Ok(String::new()), |before| printed(cx, before))?;
    Ok(Value::from_safe_string(format!("{before}{words}")))
}

/// Which way several figures went together: 均高于上年, or which of them are above and which below.
fn all_changed(cx: &ComposeContext, codes: &Value) -> Marked {
    let mut went: [(&str, Vec<String>); 3] = [
        ("高于上年", Vec::new()),
        ("低于上年", Vec::new()),
        ("与上年持平", Vec::new()),
    ];
    let mut n_all = 0;
    for code in codes.try_iter()? {
        let code = code.as_str().map(str::to_owned);
        let code = code.ok_or_else(|| error(Misuse::new("all_changed只接受代码的列表", "")))?;
        let (indicator, fact) = cx.fact(&code, &FactSelector::default()).map_err(error)?;
        let change = fact
            .change
            .as_ref()
            .and_then(|change| change.value.as_ref());
        let Some(change) = change else {
            let message = format!("“{}”没有可比的上年数", indicator.name);
            return Err(error(Misuse::new(
                message,
                "请从all_changed里去掉它，或不写这一句",
            )));
        };
        let way = match (change.is_zero(), change.is_negative()) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        };
        went[way].1.push(indicator.name.clone());
        n_all += 1;
    }
    let told = went.iter().filter(|(_, names)| !names.is_empty());
    let words = told.map(|(way, names)| {
        if names.len() == n_all {
            format!("均{way}")
        } else {
            format!("{}{way}", names.join("、"))
        }
    });
    let words: Vec<String> = words.collect();
    Ok(mark_text(cx, words.join("，")))
}

/// Whether there is a value.
fn has(cx: &ComposeContext, code: &str, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    kwargs.assert_all_used()?;
    cx.indicator(code).map_err(error)?;
    let fact = cx.fact(code, &selector);
    Ok(Value::from(
        fact.is_ok_and(|(_, fact)| fact.figure().is_some()),
    ))
}

/// Whether there is a value that is not zero.
fn some(cx: &ComposeContext, code: &str, kwargs: &Kwargs) -> Marked {
    let selector = selector(kwargs)?;
    kwargs.assert_all_used()?;
    cx.indicator(code).map_err(error)?;
    let is_some = cx.fact(code, &selector).is_ok_and(|(_, fact)| {
        let figure = fact.figure();
        figure.is_some_and(|figure| !figure.published.number.is_zero())
    });
    Ok(Value::from(is_some))
}

fn mark_text(cx: &ComposeContext, text: String) -> Value {
    keep(cx, Inline::Text { text })
}

/// A count before the list that it announces.
fn announce(cx: &ComposeContext, code: &str, list: &Value) -> Marked {
    let length = list.len().unwrap_or(0);
    with_figure(cx, code, &FactSelector::default(), |indicator, fact| {
        let count = fact.display();
        if count != length.to_string() && cx.standing != Standing::Draft {
            return Err(Misuse::new(
                format!("“{}”是{count}，后面列出的却是{length}项", indicator.name),
                "请核对名单，或不用announce",
            ));
        }
        Ok(format!("{count}{}", indicator.unit))
    })
}

/// What a whole is made of, each part a word and a code, joined by 、; parts that are zero or missing are
/// left out.
fn breakdown(cx: &ComposeContext, parts: &Value) -> Marked {
    let wrong = || {
        let message = "breakdown只接受成对的列表";
        error(Misuse::new(
            message,
            "请写[[\"市属\", \"schools.municipal\"], …]",
        ))
    };
    let mut words = Vec::new();
    for part in parts.try_iter()? {
        let pair: Vec<String> = part
            .try_iter()?
            .map(|word| word.as_str().map(str::to_owned).ok_or_else(wrong))
            .collect::<Result<_, Error>>()?;
        let [word, code] = &pair[..] else {
            return Err(wrong());
        };
        let (_, fact) = cx.fact(code, &FactSelector::default()).map_err(error)?;
        let figure = fact.figure();
        if let Some(figure) = figure.filter(|figure| !figure.published.number.is_zero()) {
            let text = value_words(&figure.published);
            let figure = mark(cx, cx.recorder.figure(fact, Aspect::Value, text));
            words.push(format!("{}{figure}", printed(cx, word.clone())?));
        }
    }
    Ok(Value::from_safe_string(words.join("、")))
}

/// Texts joined by 、; of more than can be taken in, the first few and how many there are.
fn names(cx: &ComposeContext, list: &Value) -> Marked {
    let marks = list.try_iter()?.map(|item| {
        let text = item.as_str().map(str::to_owned);
        let text = text.ok_or_else(|| error(Misuse::new("names只接受名称的列表", "")))?;
        printed(cx, text)
    });
    let marks: Vec<String> = marks.collect::<Result<_, Error>>()?;
    if marks.len() <= MOST_LINES {
        return Ok(Value::from_safe_string(marks.join("、")));
    }
    let (first, n_all) = (marks[..FIRST_NAMES].join("、"), marks.len());
    let counted = stated(cx, n_all.to_string(), "按名单点数".into())?;
    Ok(Value::from_safe_string(format!("{first}等{counted}所")))
}

fn reference(cx: &ComposeContext, target: String) -> Value {
    let text = String::new();
    keep(cx, Inline::Reference { target, text })
}

fn stated(cx: &ComposeContext, text: String, reason: String) -> Marked {
    if reason.trim().is_empty() {
        let fault = Misuse::new(
            format!("“{text}”没有写理由"),
            "stated的第二个参数写明数的来处",
        );
        return Err(error(fault));
    }
    Ok(keep(cx, Inline::Stated { text, reason }))
}

/// A text that a template prints: names from data as they are, anything else without figures.
pub(crate) fn printed(cx: &ComposeContext, text: String) -> Result<String, Error> {
    if let Some(number) = crate::lint::bare_in(&text)
        .next()
        .filter(|_| !cx.is_name(&text))
    {
        return Err(error(Misuse::new(
            format!("“{text}”里的“{number}”没有来源"),
            "请用value、number等函数写指标，或用stated说明理由",
        )));
    }
    Ok(mark(cx, Inline::Text { text }))
}

/// A misuse as an error of the template, which adds the line.
pub(crate) fn error(misuse: Misuse) -> Error {
    let Misuse { message, remedy } = misuse;
    Error::new(
        ErrorKind::InvalidOperation,
        format!("{message}{REMEDY}{remedy}"),
    )
}

fn with_figure(
    cx: &ComposeContext,
    code: &str,
    selector: &FactSelector,
    words: impl FnOnce(&Indicator, &Fact) -> Result<String, Misuse>,
) -> Marked {
    let (indicator, fact) = cx.fact(code, selector).map_err(error)?;
    let piece = if fact.figure().is_some() {
        let text = words(indicator, fact).map_err(error)?;
        cx.recorder.figure(fact, Aspect::Value, text)
    } else {
        cx.absent(indicator, fact).map_err(error)?
    };
    Ok(keep(cx, piece))
}

fn in_unit(indicator: &Indicator, fact: &Fact, unit: &str, decimals: u8) -> Result<String, Misuse> {
    let wrong = || {
        Misuse::new(
            format!(
                "“{}”的单位是{}，不能换成{unit}",
                indicator.name, indicator.unit
            ),
            "请核对unit",
        )
    };
    let to = voced_domain::Unit::ALL
        .iter()
        .find(|known| known.symbol() == unit);
    let figure = fact.figure().ok_or_else(wrong)?;
    let printed = figure.published.number.to_quantity();
    let exact = figure.exact.as_ref().unwrap_or(&printed);
    let to = *to.ok_or_else(wrong)?;
    let rounded = converted(exact, indicator.unit, to, decimals).ok_or_else(wrong)?;
    Ok(format!("{rounded}{unit}"))
}

fn selector(kwargs: &Kwargs) -> Result<FactSelector, Error> {
    let year: Option<Value> = kwargs.get("year")?;
    Ok(FactSelector {
        school: kwargs.get("school")?,
        // `last_year` is a text, so that it can be printed; a number serves as well.
        year: year.and_then(|year| year.to_string().parse().ok()),
        version: kwargs.get("version")?,
    })
}

fn keep(cx: &ComposeContext, piece: Inline) -> Value {
    Value::from_safe_string(mark(cx, piece))
}

fn mark(cx: &ComposeContext, piece: Inline) -> String {
    cx.recorder.uses().pieces.keep(piece)
}
