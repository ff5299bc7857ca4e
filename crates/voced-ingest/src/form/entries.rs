//! The entries that a form asks for, field by field.

use voced_domain::{
    GroupCode, ItemCode, Kind, Operator, ReferenceYear, ReportingUnit, RuleCode, Unit,
};

use super::codes::NewCode;
use super::quotients::Quotient;
use super::read::FormRow;
use super::relations::RowRelation;
use super::toml_text::{Entry, list, quoted};
use super::units::Asked;
use super::words::{harmless, on_one_line};

/// What all entries of one form have in common.
#[derive(Clone)]
pub(super) struct Made {
    pub(super) group: GroupCode,
    /// What numbers begin with, `12`.
    pub(super) prefix: String,
    pub(super) title: String,
    pub(super) source: String,
    pub(super) year: ReferenceYear,
}

/// What a row asks for, under the name that an entry gives it.
#[derive(Clone, Copy)]
pub(super) struct Named<'r> {
    pub(super) row: &'r FormRow,
    pub(super) name: &'r str,
    pub(super) asked: &'r Asked,
}

impl Named<'_> {
    /// The symbol of its unit; words have none, and no indicator is made of them.
    fn unit(&self) -> &'static str {
        self.asked.what.unit().map_or("", Unit::symbol)
    }
}

/// 统计时点 where the form names none.
const UNSAID: &str = "按表样";

pub(super) fn group_entry(made: &Made, reporting_unit: ReportingUnit) -> Entry {
    let (holder, doubt) = match reporting_unit {
        ReportingUnit::School => (
            "school",
            "由各校填报；只由本局填一份的请删去这一张表，导入时写明只由本局填(--city)",
        ),
        ReportingUnit::Region => (
            "city",
            "由本局填一份；由各校填报的请删去这一张表，导入时不写只由本局填(--city)",
        ),
    };
    Entry::new("group")
        .text("code", made.group.as_str())
        .text("name", &made.title)
        .doubtful("holder", holder, Some(doubt.into()))
        .doubtful(
            "instruction",
            &format!("按表样“{}”填报。", made.title),
            Some(format!(
                "各项的统计时点(reference)表样没有写明的，写作“{UNSAID}”，请写明"
            )),
        )
        .field("since", made.year.to_string(), None)
}

pub(super) fn item_entry(made: &Made, named: Named<'_>, code: &NewCode) -> Entry {
    let Named { row, name, asked } = named;
    let (kind, decimals) = asked.what.kind();
    let kind_name = match kind {
        Kind::Money => "money",
        Kind::Mean => "mean",
        Kind::Text => "text",
        _ => "count",
    };
    let renamed =
        (name != row.name).then(|| format!("表样里几处都叫“{}”，名称里加了区别", row.name));
    let mut entry = Entry::new("item")
        .text("code", code.code.as_str())
        .text("number", &code.number)
        .doubtful("name", name, renamed);
    if row.depth > 0 {
        entry = entry.field("part", "true".into(), None);
    }
    entry = entry.text("group", made.group.as_str());
    entry = match asked.what.unit() {
        Some(unit) => {
            entry
                .text("kind", kind_name)
                .doubtful("unit", unit.symbol(), asked.doubt.clone())
        }
        None => entry.doubtful("kind", kind_name, asked.doubt.clone()),
    };
    if decimals > 0 {
        entry = entry.field("decimals", decimals.to_string(), None);
    }
    if kind == Kind::Mean {
        entry = entry.field("additive", "false".into(), None);
    }
    let unsaid = row
        .note
        .is_empty()
        .then(|| "表样没有说明，请写明口径".to_owned());
    entry
        .doubtful("definition", &definition(made, row), unsaid)
        .text("reference", reference(&row.note))
        .text("source", &made.source)
        .field("since", made.year.to_string(), None)
}

/// The definition that a row gives: the heads that it stands under, and its note.
pub(super) fn definition(made: &Made, row: &FormRow) -> String {
    let note = if row.note.is_empty() {
        format!("按表样“{}”填报", made.title)
    } else {
        row.note.clone()
    };
    let heads = if row.group.is_empty() {
        String::new()
    } else {
        format!("{}：", row.group)
    };
    let end = if note.ends_with(['。', '！', '？', '…']) {
        ""
    } else {
        "。"
    };
    harmless(&format!("{heads}{note}{end}"))
}

/// 统计时点, as far as a note says it.
fn reference(note: &str) -> String {
    if let Some((_, rest)) = note.split_once("截至") {
        let day = rest
            .split(['，', '。', '；', ',', ';'])
            .next()
            .unwrap_or(rest);
        let day: String = day.chars().take(20).collect();
        return format!("截至{day}");
    }
    let spans = ["学年", "自然年", "年度内", "填报日", "9月1日", "12月31日"];
    let found = spans.iter().find(|span| note.contains(**span));
    found.map_or_else(|| UNSAID.to_owned(), |span| (*span).to_owned())
}

/// The mean of schools' means, by heads; the bureau's own mean, where there is nothing to weigh it with.
pub(super) fn mean_entry(
    made: &Made,
    named: Named<'_>,
    code: &NewCode,
    weight: Option<&ItemCode>,
) -> Entry {
    let of = quoted(code.code.as_str());
    let (form, doubt) = match weight {
        Some(weight) => (
            format!(
                "{{ form = \"weighted_mean\", of = {of}, weight = {} }}",
                quoted(weight.as_str())
            ),
            Some("各校的平均数以这一项的人数为权，请核对".to_owned()),
        ),
        None => (format!("{{ form = \"given\", of = {of} }}"), None),
    };
    indicator(made, named, &format!("{}_mean", code.code), form, doubt)
}

pub(super) fn indicator_entry(
    made: &Made,
    named: Named<'_>,
    code: &ItemCode,
    quotient: &Quotient,
) -> Entry {
    let word = if quotient.is_share { "share" } else { "ratio" };
    let form = format!(
        "{{ form = \"{word}\", numerator = {}, denominator = {} }}",
        list(&[quotient.numerator.as_str()]),
        list(&[quotient.denominator.as_str()]),
    );
    let doubt = "分子分母由表样的文字认出，请核对".to_owned();
    indicator(made, named, code.as_str(), form, Some(doubt))
}

/// A rate or mean of which the form does not say what it is made of, as comments.
pub(super) fn undecided_entry(
    made: &Made,
    named: Named<'_>,
    place: usize,
    remark: String,
) -> Entry {
    let form = "{ form = \"share\", numerator = [\"分子的代码\"], denominator = [\"分母的代码\"] }";
    let code = format!("{}.r{place:02}", made.group);
    Entry {
        is_comment: true,
        remark: Some(remark),
        ..indicator(made, named, &code, form.into(), None)
    }
}

fn indicator(
    made: &Made,
    named: Named<'_>,
    code: &str,
    form: String,
    doubt: Option<String>,
) -> Entry {
    Entry::new("indicator")
        .text("code", code)
        .text("name", named.name)
        .text("group", made.group.as_str())
        .field("form", form, doubt)
        .text("unit", named.unit())
        .field("decimals", "1".into(), None)
        .text("definition", definition(made, named.row))
        .text("source", &made.source)
        .field("since", made.year.to_string(), None)
}

pub(super) fn relation_entry(
    made: &Made,
    relation: &RowRelation,
    code: &RuleCode,
    left: &[ItemCode],
    right: &[ItemCode],
) -> Entry {
    let operator = match relation.operator {
        Operator::Equal => "=",
        Operator::Different => "<>",
        Operator::AtMost => "<=",
    };
    let codes =
        |codes: &[ItemCode]| -> Vec<String> { codes.iter().map(ToString::to_string).collect() };
    Entry::new("relation")
        .text("code", code.as_str())
        .codes("left", &codes(left))
        .doubtful("operator", operator, relation.doubt.clone())
        .codes("right", &codes(right))
        .text("severity", "error")
        .text("because", on_one_line(&relation.because))
        .text("source", &made.source)
        .field("since", made.year.to_string(), None)
}

/// What is no longer asked for.
pub(super) fn retired_entry(code: &str, after: ReferenceYear, remark: &str, reason: &str) -> Entry {
    let entry = Entry::new("retired")
        .text("code", code)
        .field("after", after.to_string(), None)
        .text("reason", reason);
    Entry {
        remark: Some(remark.to_owned()),
        ..entry
    }
}
