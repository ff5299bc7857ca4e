//! What is defined, from where, since when.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use voced_domain::{DefinitionVersion, Edition, Form, ItemCode};

use crate::Done;
use crate::arguments::{CatalogueOptions, Section};
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::{Folder, year};

pub(crate) fn catalogue(options: &CatalogueOptions, console: &Console) -> Result<Done, Failure> {
    let folder = Folder::open(&options.bureau)?;
    let edition = folder.catalogue.edition(year(options.year)?);
    match options.section {
        Some(section) => console.result(&listing(&edition, section)),
        None => {
            for section in [Section::Items, Section::Indicators, Section::Relations] {
                console.result(&listing(&edition, section));
            }
        }
    }
    Ok(Done::Clean)
}

fn listing(edition: &Edition, section: Section) -> String {
    let (title, count, table) = match section {
        Section::Items => ("数据项", edition.items().len(), items(edition)),
        Section::Indicators => ("指标", edition.indicators().len(), indicators(edition)),
        Section::Relations => ("校验关系", edition.relations().len(), relations(edition)),
    };
    format!("{}年{title}，共{count}条\n{table}\n", edition.year())
}

fn table(heads: &[&str]) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_HORIZONTAL_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(heads);
    // Wide enough to be read where the output is no terminal.
    if table.width().is_none() {
        table.set_width(150);
    }
    table
}

fn items(edition: &Edition) -> Table {
    let mut table = table(&[
        "编号",
        "名称",
        "代码",
        "单位",
        "口径",
        "统计时点",
        "来源",
        "有效",
    ]);
    for item in edition.items() {
        table.add_row([
            item.number.clone(),
            item.name.clone(),
            item.code.to_string(),
            item.unit
                .map_or_else(|| item.kind.name().into(), |unit| unit.to_string()),
            item.definition.clone(),
            item.reference.clone(),
            item.source.clone(),
            item.years().to_string(),
        ]);
    }
    table
}

fn indicators(edition: &Edition) -> Table {
    let mut table = table(&[
        "名称",
        "代码",
        "公式",
        "单位",
        "小数",
        "口径版本",
        "口径",
        "来源",
        "有效",
    ]);
    for indicator in edition.definitions() {
        table.add_row([
            indicator.name.clone(),
            indicator.code.to_string(),
            formula(edition, &indicator.form),
            indicator.unit.to_string(),
            indicator.decimals.to_string(),
            version(&indicator.version),
            indicator.definition.clone(),
            indicator.source.clone(),
            indicator.years().to_string(),
        ]);
    }
    table
}

fn relations(edition: &Edition) -> Table {
    let mut table = table(&["代码", "关系", "严重程度", "理由", "来源", "有效"]);
    for relation in edition.relations() {
        let side = |items: &[ItemCode]| names(edition, items, "＋");
        table.add_row([
            relation.code.to_string(),
            format!(
                "{} {} {}",
                side(&relation.left),
                relation.operator.sign(),
                side(&relation.right)
            ),
            relation.severity.name().into(),
            relation.because.clone(),
            relation.source.clone(),
            relation.years().to_string(),
        ]);
    }
    table
}

/// A form in words and signs, `就业人数 ÷ 毕业生数`.
pub(crate) fn formula(edition: &Edition, form: &Form) -> String {
    let sum = |items: &[ItemCode]| {
        let text = names(edition, items, "＋");
        if items.len() > 1 {
            format!("（{text}）")
        } else {
            text
        }
    };
    let (numerator, denominator) = (sum(form.numerator()), sum(form.denominator()));
    match form {
        Form::Sum { of } => names(edition, of, "＋"),
        Form::Given { .. } => format!("{numerator}（直接采用）"),
        Form::Distinct { prefix: None, .. } => format!("{numerator}去重计数"),
        Form::Distinct {
            prefix: Some(length),
            ..
        } => format!("{numerator}前{length}位去重计数"),
        Form::Tally { equals: None, .. } => format!("{numerator}计数"),
        Form::Tally {
            equals: Some(text), ..
        } => format!("{numerator}为“{text}”的计数"),
        Form::WeightedMean { .. } => format!("Σ（{numerator}×{denominator}）÷ Σ{denominator}"),
        Form::Share { .. } | Form::Ratio { .. } => format!("{numerator} ÷ {denominator}"),
        Form::Complement { .. } => {
            format!("{numerator} ÷（{numerator}＋{denominator}），另一半以100减去")
        }
    }
}

/// A 口径 version as people name it.
pub(crate) fn version(version: &DefinitionVersion) -> String {
    match version.as_str() {
        "national" => "国家口径".into(),
        own => format!("本局口径{own}"),
    }
}

fn names(edition: &Edition, items: &[ItemCode], separator: &str) -> String {
    let name = |code: &ItemCode| {
        edition
            .item(code)
            .map_or(code.to_string(), |item| item.name.clone())
    };
    items.iter().map(name).collect::<Vec<_>>().join(separator)
}
