//! Workbooks to send out, and the frozen layouts they were made from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use voced_domain::{
    Bureau, Edition, Entity, EntityCode, Facts, Form, Holder, IndicatorCode, ItemCode, Quantity,
    ReferenceYear, School,
};
use voced_indicators::prior_facts;
use voced_template::{Layout, SheetBody, Typed};
use voced_writers::template::{Entry, Filling, write};

use crate::Done;
use crate::arguments::TemplateOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::outputs::{Output, OutputFolder};
use crate::report::{Collected, assess};

/// Writes one workbook per school and one for the city, with last year's figures filled in.
pub(crate) fn template(options: &TemplateOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = Folder::of(&options.bureau)?;
    let edition = folder.catalogue.edition(year);
    let before = year.previous();
    let printed = folder
        .printed(before)?
        .map_or_else(Vec::new, |(figures, _)| figures);
    let facts = Facts::new(prior_facts(&folder.bureau, &edition, &printed));
    let collected = if folder.has_submissions(before) {
        Some(assess(&folder, before, console)?.this)
    } else {
        None
    };
    let last = LastYear::of(collected.as_ref(), &facts, year);
    let names = file_names(&folder.bureau);

    let mut outputs = Vec::new();
    for entity in entities(&folder, options)? {
        let holder = match entity {
            Entity::School(_) => Holder::School,
            Entity::Region(_) => Holder::City,
        };
        let layout = Layout::new(&edition, holder);
        let (issued_to, issued) = frozen(&layout);
        if !outputs
            .iter()
            .any(|output: &Output| output.path == issued_to)
        {
            outputs.push(Output::new(issued_to, issued));
        }
        let filling = filling(&folder, &layout, entity, &last);
        let bytes = write(&layout, &edition, &filling).map_err(|error| Failure::new(error, ""))?;
        let path = Path::new("templates").join(&names[entity.code()]);
        outputs.push(Output::new(path, bytes));
    }
    let target = folder.year_folder(year);
    OutputFolder::open(&target, console)?.replace(&outputs)?;
    for output in outputs
        .iter()
        .filter(|output| output.path.starts_with("templates"))
    {
        console.done(&target.join(&output.path).display().to_string());
    }
    let submissions = target.join("submissions");
    fs::create_dir_all(&submissions).map_err(|error| Failure::io(&submissions, &error))?;
    console.line(&format!(
        "交回的工作簿请放进{}，全市的放在{}",
        submissions.display(),
        target.join("city.xlsx").display()
    ));
    Ok(Done::Clean)
}

fn entities<'a>(folder: &'a Folder, options: &TemplateOptions) -> Result<Vec<Entity<'a>>, Failure> {
    let Some(wanted) = &options.school else {
        let schools = folder.bureau.schools().iter().map(Entity::School);
        let own = Entity::Region(folder.bureau.own_region());
        return Ok(schools.chain([own]).collect());
    };
    Ok(vec![Entity::School(school(folder, wanted)?)])
}

/// The layout stays beside what was sent out, so that a later change of the catalogue does not make
/// workbooks foreign that are already under way.
pub(crate) fn frozen(layout: &Layout) -> (PathBuf, Vec<u8>) {
    let path = Path::new("layouts").join(format!("{}.json", layout.id));
    (path, layout.to_json().into_bytes())
}

/// What stands beside the items: answers of last year's workbooks, or figures from print.
pub(crate) struct LastYear<'a> {
    year: ReferenceYear,
    collected: Option<&'a Collected>,
    facts: &'a Facts,
}

impl<'a> LastYear<'a> {
    /// The year before `year`, from its workbooks, as far as there are any, and from facts.
    pub(crate) fn of(
        collected: Option<&'a Collected>,
        facts: &'a Facts,
        year: ReferenceYear,
    ) -> Self {
        Self {
            year: year.previous(),
            collected,
            facts,
        }
    }

    /// 上年数 of every item of a layout that stands in a row of its own.
    pub(crate) fn beside(
        &self,
        edition: &Edition,
        layout: &Layout,
        entity: Entity<'_>,
    ) -> BTreeMap<ItemCode, Quantity> {
        let in_rows = layout
            .fields()
            .filter(|(sheet, _)| matches!(sheet.body, SheetBody::Items { .. }));
        let value = |item: &ItemCode| Some((item.clone(), self.value(edition, entity, item)?));
        in_rows
            .filter_map(|(_, field)| value(&field.item))
            .collect()
    }

    fn value(&self, edition: &Edition, entity: Entity<'_>, item: &ItemCode) -> Option<Quantity> {
        let collected = self.collected.and_then(|collected| {
            let answer = collected.dataset.answer(entity.code(), item)?;
            answer.answer.number().cloned()
        });
        // A figure that another office gives is an indicator of its own.
        let given = edition
            .indicators()
            .iter()
            .find(|indicator| matches!(&indicator.form, Form::Given { of } if of == item));
        let given = given.map(|indicator| indicator.code.clone());
        let codes = [Some(IndicatorCode::from(item.clone())), given];
        collected.or_else(|| {
            let mut codes = codes.into_iter().flatten();
            let fact = codes.find_map(|code| self.facts.get(entity.code(), &code, self.year))?;
            Some(fact.figure()?.published.number.to_quantity())
        })
    }
}

/// A school by code, full or short name.
pub(crate) fn school<'a>(folder: &'a Folder, wanted: &str) -> Result<&'a School, Failure> {
    let schools = folder.bureau.schools();
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
    last: &LastYear<'_>,
) -> Filling<'a> {
    let edition = folder.catalogue.edition(layout.year);
    Filling {
        entity_code: entity.code().as_str(),
        entity_name: entity.name(),
        author: &folder.bureau.name,
        issued: (layout.year.get(), 9, 1),
        remark: "请填写黄底各栏；灰底各栏已锁定，不要改动。",
        last_year: last.beside(&edition, layout, entity),
        answers: known_answers(layout, entity),
        notes: Vec::new(),
        case: None,
        issues: Vec::new(),
        unread: &[],
    }
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

/// Names on which a disk on Windows has other plans.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// A file name for every entity; where two would be alike, the codes tell them apart.
pub(crate) fn file_names(bureau: &Bureau) -> BTreeMap<EntityCode, String> {
    let mut stems: BTreeMap<String, usize> = BTreeMap::from([("city".into(), 1)]);
    let schools = || {
        bureau
            .schools()
            .iter()
            .map(|school| (&school.code, stem(&school.name)))
    };
    for (_, stem) in schools() {
        *stems.entry(stem.to_lowercase()).or_default() += 1;
    }
    let name = |code: &EntityCode, stem: String| {
        let lower = stem.to_lowercase();
        let is_own = stems[&lower] == 1 && !stem.is_empty() && !RESERVED.contains(&lower.as_str());
        if is_own {
            format!("{stem}.xlsx")
        } else {
            format!("{stem}（{code}）.xlsx")
        }
    };
    let own = (bureau.own_region().code.clone(), "city.xlsx".to_owned());
    schools()
        .map(|(code, stem)| (code.clone(), name(code, stem)))
        .chain([own])
        .collect()
}

/// A name without what a path or Windows does not take.
fn stem(name: &str) -> String {
    let is_plain = |c: &char| !c.is_control() && !r#"\/:*?"<>|."#.contains(*c);
    let plain: String = name.chars().filter(is_plain).take(60).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_school_gets_a_file_of_its_own_whatever_it_is_called() {
        let names = [
            "甲校",
            "甲/校",
            "city",
            "CON",
            "../..",
            "=cmd|' /C calc'!A0",
            "<script>",
        ];
        let schools: String = (0..)
            .zip(names)
            .map(|(n, name)| {
                format!("[[school]]\ncode = \"s{n}\"\nname = {name:?}\nshort = \"{n}\"\n")
            })
            .collect();
        let region = "name = \"局\"\n[[region]]\ncode = \"r\"\nname = \"市\"\nlevel = \"city\"\n";
        let bureau = Bureau::from_toml(&format!("{region}{schools}")).unwrap();
        let files: Vec<String> = file_names(&bureau).into_values().collect();
        insta::assert_snapshot!(files.join("\n"));
    }
}
