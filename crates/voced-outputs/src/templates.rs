//! The workbooks that are sent out, and the frozen layouts that they were made from.

use std::collections::BTreeMap;

use voced_domain::{Bureau, Edition, Entity, Holder, ItemCode};
use voced_folder::Output;
use voced_pipeline::{LastYear, file_names};
use voced_template::{Layout, Typed};
use voced_writers::WriteError;
use voced_writers::template::{Entry, Filling, write};

/// A workbook for each entity, with last year's figures beside the items, and the layouts of them.
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
    let mut outputs: Vec<Output> = Vec::new();
    for entity in entities {
        let holder = match entity {
            Entity::School(_) => Holder::School,
            Entity::Region(_) => Holder::City,
        };
        let layout = Layout::new(edition, holder);
        let frozen = frozen(&layout, "");
        if outputs.iter().all(|output| output.path() != frozen.path()) {
            outputs.push(frozen);
        }
        let filling = filling(bureau, edition, &layout, *entity, last);
        let bytes = write(&layout, edition, &filling)?;
        outputs.push(Output::new(
            format!("templates/{}", names[entity.code()]),
            bytes,
        ));
    }
    Ok(outputs)
}

/// The layout stays beside what was sent out, so that a later change of the catalogue does not make
/// workbooks foreign that are already under way.
///
/// `folder` is that of the year, with a `/` behind it, or nothing where the outputs go into it.
pub fn frozen(layout: &Layout, folder: &str) -> Output {
    let path = format!("{folder}layouts/{}.json", layout.id);
    Output::new(path, layout.to_json().into_bytes())
}

fn filling<'a>(
    bureau: &'a Bureau,
    edition: &Edition,
    layout: &Layout,
    entity: Entity<'a>,
    last: &LastYear<'_>,
) -> Filling<'a> {
    Filling {
        entity_code: entity.code().as_str(),
        entity_name: entity.name(),
        author: &bureau.name,
        issued: layout.year.usual_day_of_handing_out(),
        remark: "请填写黄底各栏；灰底各栏已锁定，不要改动。",
        last_year: last.beside(edition, layout, entity),
        answers: known_answers(layout, entity),
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    }
}

/// What the bureau knows of a school stands in its workbook already.
pub fn known_answers(layout: &Layout, entity: Entity<'_>) -> BTreeMap<Entry, Typed> {
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
