//! Workbooks to send out, and the frozen layouts they were made from.

use std::collections::BTreeMap;
use std::fs;

use voced_domain::{
    Entity, Facts, Holder, IndicatorCode, ItemCode, Quantity, ReferenceYear, School,
};
use voced_template::{Layout, Typed};
use voced_writers::template::{Entry, Filling, write};

use crate::Done;
use crate::arguments::TemplateOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::report::assess;

/// Writes one workbook per school and one for the city, with last year's figures filled in.
pub(crate) fn template(options: &TemplateOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = Folder::of(&options.bureau)?;
    let edition = folder.catalogue.edition(year);
    let before = year.previous();
    let last = if folder.has_submissions(before) {
        assess(&folder, before, console)?.facts
    } else {
        printed_before(&folder, before)?
    };

    let mut entities: Vec<Entity<'_>> = Vec::new();
    match &options.school {
        Some(wanted) => entities.push(Entity::School(school(&folder, wanted)?)),
        None => {
            entities.extend(folder.bureau.schools.iter().map(Entity::School));
            entities.push(Entity::Region(folder.bureau.own_region()));
        }
    }
    for entity in entities {
        let holder = match entity {
            Entity::School(_) => Holder::School,
            Entity::Region(_) => Holder::City,
        };
        let layout = Layout::new(&edition, holder);
        freeze(&folder, &layout)?;
        let filling = filling(&folder, &layout, entity, &last, before);
        let bytes = write(&layout, &edition, &filling).map_err(|error| Failure::new(error, ""))?;
        let path = folder
            .year_folder(year)
            .join("templates")
            .join(file_name(entity));
        put(&path, &bytes)?;
        console.done(&path.display().to_string());
    }
    let submissions = folder.year_folder(year).join("submissions");
    fs::create_dir_all(&submissions).map_err(|error| Failure::io(&submissions, &error))?;
    console.line(&format!(
        "交回的工作簿请放进{}，全市的放在{}",
        submissions.display(),
        folder.year_folder(year).join("city.xlsx").display()
    ));
    Ok(Done::Clean)
}

/// The layout stays beside what was sent out, so that a later change of the catalogue does not make
/// workbooks foreign that are already under way.
pub(crate) fn freeze(folder: &Folder, layout: &Layout) -> Result<(), Failure> {
    let name = format!("{}.json", layout.id);
    let path = folder.year_folder(layout.year).join("layouts").join(name);
    put(&path, layout.to_json().as_bytes())
}

pub(crate) fn put(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(|error| Failure::io(parent, &error))?;
    }
    fs::write(path, bytes).map_err(|error| Failure::io(path, &error))
}

/// A school by code, full or short name.
pub(crate) fn school<'a>(folder: &'a Folder, wanted: &str) -> Result<&'a School, Failure> {
    let schools = &folder.bureau.schools;
    schools
        .iter()
        .find(|school| {
            school.code.as_str() == wanted || school.name == wanted || school.short == wanted
        })
        .ok_or_else(|| {
            let known: Vec<&str> = schools.iter().map(|school| school.short.as_str()).collect();
            Failure::new(
                format!("没有学校“{wanted}”"),
                format!("本局的学校：{}", known.join("、")),
            )
        })
}

fn filling<'a>(
    folder: &'a Folder,
    layout: &Layout,
    entity: Entity<'a>,
    last: &Facts,
    before: ReferenceYear,
) -> Filling<'a> {
    let last_year = layout
        .fields()
        .filter_map(|(_, field)| {
            Some((
                field.item.clone(),
                value(last, entity, &field.item, before)?,
            ))
        })
        .collect();
    Filling {
        entity_code: entity.code().as_str(),
        entity_name: entity.name(),
        author: &folder.bureau.name,
        issued: (layout.year.get(), 9, 1),
        remark: "请填写黄底各栏；灰底各栏已锁定，不要改动。",
        last_year,
        answers: known_answers(layout, entity),
        notes: Vec::new(),
        case: None,
    }
}

/// The figure of the year before that stands beside an item: its sum, or the figure given for it.
fn value(
    facts: &Facts,
    entity: Entity<'_>,
    item: &ItemCode,
    year: ReferenceYear,
) -> Option<Quantity> {
    // A figure that finance gives has an indicator of nearly its item's code.
    let given = IndicatorCode::new(item.as_str().replace('.', "_")).ok();
    let codes = [Some(IndicatorCode::from(item.clone())), given];
    let fact = codes
        .into_iter()
        .flatten()
        .find_map(|code| facts.get(entity.code(), &code, year))?;
    Some(fact.figure()?.published.number.to_quantity())
}

/// What the bureau knows of a school stands in its workbook already.
pub(crate) fn known_answers(layout: &Layout, entity: Entity<'_>) -> BTreeMap<Entry, Typed> {
    let Entity::School(school) = entity else {
        return BTreeMap::new();
    };
    let known = [
        ("school.code", school.code.to_string()),
        ("school.name", school.name.clone()),
        ("school.report_year", layout.year.to_string()),
        ("school.affiliation", school.affiliation.clone()),
        ("school.county", school.county.clone()),
        ("school.ownership", school.ownership.clone()),
        ("school.honours", school.honours.join("、")),
    ];
    known
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .filter_map(|(item, text)| {
            let entry = Entry {
                item: ItemCode::new(item).ok()?,
                row: None,
            };
            layout.field(&entry.item)?;
            Some((entry, Typed::Text(text)))
        })
        .collect()
}

fn printed_before(folder: &Folder, before: ReferenceYear) -> Result<Facts, Failure> {
    let Some((figures, _)) = folder.printed(before)? else {
        return Ok(Facts::default());
    };
    let edition = folder.catalogue.edition(
        ReferenceYear::new(before.get() + 1)
            .map_err(|error| Failure::new(error, "请核对--year"))?,
    );
    Ok(Facts::new(voced_indicators::prior_facts(
        &folder.bureau,
        &edition,
        &figures,
    )))
}

/// A file's name from the entity's, without what a path or Windows does not take.
pub(crate) fn file_name(entity: Entity<'_>) -> String {
    let name = match entity {
        Entity::School(school) => school.name.as_str(),
        Entity::Region(_) => return "city.xlsx".into(),
    };
    let is_plain = |c: char| !c.is_control() && !r#"\/:*?"<>|."#.contains(c);
    let plain: String = name.chars().filter(|c| is_plain(*c)).take(60).collect();
    let plain = plain.trim();
    if plain.is_empty() {
        format!("{}.xlsx", entity.code())
    } else {
        format!("{plain}.xlsx")
    }
}
