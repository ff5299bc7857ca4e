//! What is defined, from where, since when.

use comfy_table::presets::UTF8_HORIZONTAL_ONLY;
use comfy_table::{ContentArrangement, Table};
use voced_domain::{Catalogue, DefinitionVersion, Edition, ItemCode, ReferenceYear, Relation};
use voced_workflow::settings::definition_changes;

use crate::arguments::{CatalogueCommand, CatalogueOptions, Section};
use crate::bureau::{definitions, year};
use crate::import::import;
use crate::{Console, Done, Failure};

pub(crate) fn catalogue(options: &CatalogueOptions, console: &Console) -> Result<Done, Failure> {
    if let Some(CatalogueCommand::Import(options)) = &options.command {
        return import(options, console);
    }
    let definitions = definitions(options.bureau.as_deref(), console)?;
    if let Some((from, to)) = options.changes {
        return changes(&definitions, from, to, console);
    }
    let edition = definitions.edition(year(options.year)?);
    match options.section {
        Some(section) => console.result(&listing(&edition, section))?,
        None => {
            for section in [Section::Items, Section::Indicators, Section::Relations] {
                console.result(&listing(&edition, section))?;
            }
        }
    }
    Ok(Done::Clean)
}

/// What is otherwise in each year than in the year before it.
fn changes(
    catalogue: &Catalogue,
    from: ReferenceYear,
    to: ReferenceYear,
    console: &Console,
) -> Result<Done, Failure> {
    let mut year = from;
    while let Some(next) = year.next().filter(|next| *next <= to) {
        let changes = definition_changes(catalogue, next);
        let mut text = format!("{next}年与{year}年相比");
        if changes.is_empty() {
            text.push_str("：没有变化");
        }
        for change in &changes {
            text.push_str(&format!("\n  {change}"));
        }
        console.result(&format!("{text}\n"))?;
        year = next;
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
        "口径版本",
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
            item.version.in_words(),
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
            indicator.formula.in_words(edition),
            indicator.unit.to_string(),
            indicator.decimals.to_string(),
            indicator.version.in_words(),
            indicator.definition.clone(),
            indicator.source.clone(),
            indicator.years().to_string(),
        ]);
    }
    table
}

fn relations(edition: &Edition) -> Table {
    let mut table = table(&[
        "代码",
        "关系",
        "严重程度",
        "理由",
        "口径版本",
        "来源",
        "有效",
    ]);
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
            version_of(edition, relation).in_words(),
            relation.source.clone(),
            relation.years().to_string(),
        ]);
    }
    table
}

/// A relation has no version of its own: it is the nation's or the bureau's.
fn version_of(edition: &Edition, relation: &Relation) -> DefinitionVersion {
    if edition.is_own(relation.code.as_str()) {
        DefinitionVersion::own()
    } else {
        DefinitionVersion::national()
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
