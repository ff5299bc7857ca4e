//! Workbooks to send out, and the frozen templates they were made from.

use std::fs;

use voced_domain::{Bureau, Entity, School};
use voced_folder::OutputFolder;
use voced_outputs::templates;
use voced_pipeline::{LastYear, facts_of_last_year};

use crate::arguments::TemplateOptions;
use crate::bureau::assess_year;
use crate::{Console, Done, Failure, account, recorded};

/// Writes one workbook per school and one for the bureau, with last year's figures filled in.
pub(crate) fn template(options: &TemplateOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let edition = folder.catalogue().edition(year);
    let before = year.previous();
    let printed = folder.printed(before)?.content;
    let collected = if folder.has_submissions(before)? {
        Some(assess_year(&folder, before, console)?.this)
    } else {
        None
    };

    let bureau = folder.bureau(year);
    let facts = facts_of_last_year(&bureau, &edition, collected.as_ref(), &printed);
    let last = LastYear::of(&bureau, collected.as_ref(), &facts, year);
    let entities = entities(&bureau, options)?;
    let outputs = templates(&bureau, &edition, &entities, &last)?;

    let target = folder.year_folder(year);
    let place = OutputFolder::open(&target)?;
    account::interrupted(&place, console);
    account::put_in_place(&place, &outputs, console)?;
    for output in outputs
        .iter()
        .filter(|output| output.path().starts_with("templates/"))
    {
        console.done(&place.place(output.path()).display().to_string());
    }
    recorded::issued(&folder, year, &entities, voced_folder::day(options.on))?;
    let submissions = folder.submissions(year);
    fs::create_dir_all(&submissions).map_err(|error| Failure::io(&submissions, error))?;
    console.line(&format!(
        "交回的工作簿请放进{}，全市的放在{}",
        submissions.display(),
        place.place("city.xlsx").display()
    ));
    Ok(Done::Clean)
}

fn entities<'a>(bureau: &'a Bureau, options: &TemplateOptions) -> Result<Vec<Entity<'a>>, Failure> {
    let Some(wanted) = &options.school else {
        let schools = bureau.schools().iter().map(Entity::School);
        return Ok(schools
            .chain([Entity::Region(bureau.own_region())])
            .collect());
    };
    Ok(vec![Entity::School(school(bureau, wanted)?)])
}

/// A school by code, full or short name.
pub(crate) fn school<'a>(bureau: &'a Bureau, wanted: &str) -> Result<&'a School, Failure> {
    let found = bureau.find_school(wanted);
    found.ok_or_else(|| no_school(bureau, wanted))
}

pub(crate) fn no_school(bureau: &Bureau, wanted: &str) -> Failure {
    let schools = bureau.schools().iter();
    let known: Vec<&str> = schools.map(|school| school.short.as_str()).collect();
    Failure::new(
        format!("没有学校“{wanted}”"),
        format!("本局的学校：{}", known.join("、")),
    )
}
