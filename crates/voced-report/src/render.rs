//! Templates into Markdown with marks.

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, context};
use voced_domain::{Level, School};

use crate::context::ComposeContext;
use crate::error::NarrativeFault;
use crate::functions::{REMEDY, printed, register};
use crate::model::Audience;
use crate::outline::SourceText;
use crate::template_words;

/// A text that loops over all schools several times takes some thousand steps.
const MOST_STEPS: u64 = 2_000_000;

/// Renders the texts of one report.
pub(crate) struct Renderer {
    env: Environment<'static>,
    context: Value,
}

impl Renderer {
    pub(crate) fn new(cx: &Arc<ComposeContext>) -> Self {
        let mut env = Environment::new();
        env.set_undefined_behavior(UndefinedBehavior::Strict);
        env.set_fuel(Some(MOST_STEPS));
        env.set_auto_escape_callback(|_| AutoEscape::None);
        env.set_syntax(whole_lines());
        // Nothing may call a text safe but the functions that made it.
        env.remove_filter("safe");
        register(&mut env, cx);
        let own = Arc::clone(cx);
        env.set_formatter(move |out, _, value| {
            let text = shown(&own, value)?;
            out.write_str(&text).map_err(Error::from)
        });
        let context = context_of(cx);
        Self { env, context }
    }

    /// The Markdown of a text, with marks.
    pub(crate) fn render(&self, source: &SourceText) -> Result<String, NarrativeFault> {
        if crate::marks::has_mark(&source.text) {
            return Err(NarrativeFault::new(
                &source.file,
                None,
                "文中有私用区字符",
                "请删去从别处粘贴来的特殊符号",
            ));
        }
        self.env
            .render_named_str(&source.file, &source.text, &self.context)
            .map_err(|error| fault(source, &error))
    }
}

fn context_of(cx: &ComposeContext) -> Value {
    let schools = || cx.bureau.schools().iter();
    let reporting = schools().filter(|school| cx.reports(&school.code));
    let reporting: Value = reporting.map(view).collect();
    let all_schools: Value = schools().map(view).collect();
    context! {
        year => cx.year().to_string(),
        last_year => cx.year().previous().to_string(),
        n_years => cx.years.len(),
        city => &cx.bureau.own_region().name,
        bureau => &cx.bureau.name,
        internal => cx.audience == Audience::Internal,
        above_city => cx.bureau.own_region().level > Level::City,
        whole => cx.bureau.own_region().whole(),
        schools => reporting,
        all_schools => all_schools,
    }
}

fn view(school: &School) -> Value {
    let honours: Value = school.honours.iter().map(Value::from).collect();
    context! {
        code => school.code.as_str(),
        name => &school.name,
        short => &school.short,
        affiliation => &school.affiliation,
        county => &school.county,
        ownership => &school.ownership,
        honours => honours,
    }
}

/// A line that holds nothing but a tag leaves no empty line, which would end a paragraph.
fn whole_lines() -> SyntaxConfig {
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .expect("the delimiters are the default ones")
}

/// What a template prints: marks as they are, texts kept aside, anything else refused.
fn shown(cx: &ComposeContext, value: &Value) -> Result<String, Error> {
    match value.as_str() {
        Some(text) if value.is_safe() => Ok(text.to_owned()),
        Some(text) => printed(cx, text.to_owned()),
        None if value.is_undefined() => Err(Error::from(ErrorKind::UndefinedError)),
        None if value.kind() == ValueKind::Number => Err(refused(format!(
            "“{value}”是模板算出的数{REMEDY}数只能由value、number等函数给出"
        ))),
        None => Err(refused(format!(
            "“{value}”不是文字{REMEDY}列表请用names或for"
        ))),
    }
}

fn refused(detail: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, detail)
}

/// An error of the template engine in Chinese, with its line.
fn fault(source: &SourceText, error: &Error) -> NarrativeFault {
    let detail = error.detail().unwrap_or("");
    let (message, remedy) = detail.split_once(REMEDY).unwrap_or((detail, ""));
    // The engine says that something is undefined, and not what.
    let place = error.range().and_then(|range| source.text.get(range));
    let place = place.unwrap_or("").trim();
    let (message, remedy) = match error.kind() {
        ErrorKind::InvalidOperation if !remedy.is_empty() => {
            (message.to_owned(), remedy.to_owned())
        }
        ErrorKind::UndefinedError => (
            format!("“{place}”没有定义"),
            "可用的有year、last_year、n_years、city、whole、bureau、internal、schools、all_schools".into(),
        ),
        ErrorKind::UnknownFunction => (
            format!("没有函数“{place}”"),
            "可用的有value、number、about、change、all_changed、name、has、some、announce、breakdown、names、ref、stated"
                .into(),
        ),
        ErrorKind::MissingArgument | ErrorKind::TooManyArguments => (
            format!("“{place}”{}", template_words::arguments(error)),
            "请对照示例改正".into(),
        ),
        ErrorKind::OutOfFuel => (
            "循环太多，写不完".into(),
            "请减少{% for %}的次数，或不要循环套循环".into(),
        ),
        _ => (
            template_words::in_chinese(error, place),
            "请检查{{ }}和{% %}是否成对、参数是否写全".into(),
        ),
    };
    NarrativeFault::new(&source.file, error.line(), message, remedy)
}
