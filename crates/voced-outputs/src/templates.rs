//! The workbooks that are sent out, and the frozen templates that they were made from.

use std::collections::BTreeMap;

use voced_domain::{Bureau, Edition, Entity, ItemCode, ReportingUnit};
use voced_folder::{ISSUED_TO, Output};
use voced_pipeline::{LastYear, file_names, issued_schools_csv};
use voced_template::{Template, Typed};
use voced_writers::WriteError;
use voced_writers::template::{Cover, Entry, Filling, write};

/// A workbook for each entity, with last year's figures beside the items, and the templates of them.
///
/// # Errors
/// As the writer of workbooks.
pub fn templates(
    bureau: &Bureau,
    edition: &Edition,
    entities: &[Entity<'_>],
    last: &LastYear<'_>,
) -> Result<Vec<Output>, WriteError> {
    let names = file_names(bureau);
    let mut outputs = vec![issued_to(bureau)];
    for entity in entities {
        let reporting_unit = match entity {
            Entity::School(_) => ReportingUnit::School,
            Entity::Region(_) => ReportingUnit::Region,
        };
        let template = Template::new(edition, reporting_unit);
        let frozen = frozen(&template, "");
        if outputs.iter().all(|output| output.path() != frozen.path()) {
            outputs.push(frozen);
        }
        let filling = filling(bureau, edition, &template, *entity, last);
        let bytes = write(&template, edition, &filling)?;
        outputs.push(Output::new(
            format!("templates/{}", names[entity.code()]),
            bytes,
        ));
    }
    Ok(outputs)
}

/// The list of schools stays beside the templates, so that a later change of it is noticed.
fn issued_to(bureau: &Bureau) -> Output {
    Output::new(ISSUED_TO, issued_schools_csv(bureau))
}

/// The template stays beside what was sent out, so that a later change of the catalogue does not make
/// workbooks foreign that are already under way.
///
/// `folder` is that of the year, with a `/` behind it, or nothing where the outputs go into it.
pub fn frozen(template: &Template, folder: &str) -> Output {
    let path = format!("{folder}layouts/{}.json", template.id);
    Output::new(path, template.to_json().into_bytes())
}

fn filling<'a>(
    bureau: &'a Bureau,
    edition: &Edition,
    template: &Template,
    entity: Entity<'a>,
    last: &LastYear<'_>,
) -> Filling<'a> {
    Filling {
        entity_code: entity.code().as_str(),
        entity_name: entity.name(),
        author: &bureau.name,
        issued: template.year.usual_day_of_handing_out(),
        reply_to: None,
        remark: "请填写黄底各栏；灰底各栏已锁定，不要改动。",
        last_year: last.beside(edition, template, entity),
        answers: known_answers(template, entity)
            .into_iter()
            .chain(carried_over(edition, template, entity, last))
            .collect(),
        cover: Some(Cover {
            deadline: bureau
                .deadline
                .filter(|_| matches!(entity, Entity::School(_))),
            contact: &bureau.contact,
        }),
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    }
}

/// Majors and partners of last year, to be corrected.
fn carried_over(
    edition: &Edition,
    template: &Template,
    entity: Entity<'_>,
    last: &LastYear<'_>,
) -> Vec<(Entry, Typed)> {
    let Entity::School(school) = entity else {
        return Vec::new();
    };
    let rows = last.rows(edition, template, school).into_iter();
    let entry = |one: voced_pipeline::CarriedOver| {
        let entry = Entry {
            item: one.item,
            row: Some(one.row),
        };
        (entry, Typed::Text(one.text))
    };
    rows.map(entry).collect()
}

/// What the bureau knows of a school stands in its workbook already.
pub fn known_answers(template: &Template, entity: Entity<'_>) -> BTreeMap<Entry, Typed> {
    let Entity::School(school) = entity else {
        return BTreeMap::new();
    };
    let known = [
        ("school.code", school.code.to_string()),
        ("school.name", school.name.clone()),
        ("school.report_year", template.year.to_string()),
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
            template.field(&entry.item)?;
            Some((entry, Typed::Text(text)))
        })
        .collect()
}
