//! All readings of a year together: whose workbook is missing, whose came twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike;
use voced_domain::{
    Bureau, Entity, EntityCode, Explanation, Finding, FindingText, Location, Region, School,
    Submission,
};

use crate::order::{is_told, order};
use crate::reading::Reading;
use crate::rules;

/// The usable submissions of a year and everything that was found.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// One for each school that handed in a usable workbook, in the bureau's order, then the
    /// regions'.
    pub submissions: Vec<Submission>,
    /// Findings by school, in the bureau's order; those that concern no known school stand first.
    pub findings: Vec<Finding>,
    /// Of schools that sent more than one workbook: what came before the one that counts.
    pub earlier: Vec<Earlier>,
}

/// The round before the one that counts.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// The workbook before.
    pub submission: Submission,
    /// What reading found in it.
    pub findings: Vec<Finding>,
    /// How many usable workbooks the school sent in all.
    pub rounds: u32,
}

/// Puts readings in the bureau's order, whatever order the files were read in.
///
/// In a folder of rounds the last usable workbook counts: the one with the highest `第N次` in its
/// name, or the latest date. Where names do not say which is later, and where two workbooks of a
/// school lie outside of such a folder, that is a fault, since nothing says which one is meant.
pub fn gather(mut readings: Vec<Reading>, bureau: &Bureau) -> Gathered {
    // The order of names, not of a folder's entries, decides which of two workbooks counts.
    readings.sort_by_cached_key(|reading| {
        let order = reading.folder.as_ref().map(|_| order(&reading.file));
        (reading.folder.clone(), order, reading.file.clone())
    });
    let mut submissions: BTreeMap<EntityCode, Submission> = BTreeMap::new();
    let mut earlier: BTreeMap<EntityCode, Earlier> = BTreeMap::new();
    let mut findings = Vec::new();
    let counting = with_rounds(readings, bureau);
    let owners = owners(&counting);
    for (reading, then) in counting {
        let owner = reading
            .folder
            .as_ref()
            .and_then(|folder| owners.get(folder));
        // A workbook that cannot be read does not say whose it is; its name or folder does.
        let named = reading.folder.as_ref().and_then(|_| {
            let named = school_of(&reading, bureau).map(|school| &school.code);
            named.or(owner).cloned()
        });
        findings.extend(reading.findings.into_iter().map(|finding| {
            let school = finding.school.clone().or_else(|| named.clone());
            finding.of_school(school)
        }));
        let Some(submission) = reading.submission else {
            continue;
        };
        if let Some(first) = submissions.get(&submission.entity) {
            findings.push(returned_twice(first, &submission));
            continue;
        }
        earlier.extend(then.map(|then| (submission.entity.clone(), then)));
        submissions.insert(submission.entity.clone(), submission);
    }
    for school in bureau.schools() {
        if !submissions.contains_key(&school.code) {
            findings.push(not_returned(school, bureau, &findings));
        }
    }
    for region in bureau.reporting_regions(bureau.own_region()) {
        if !submissions.contains_key(&region.code) {
            findings.push(own_missing(region, bureau));
        }
    }
    findings.sort_by_cached_key(|finding| {
        let school = finding.school.as_ref();
        school.and_then(|code| bureau.rank(code))
    });
    let in_order = || {
        let schools = bureau.schools().iter().map(Entity::School);
        let regions = bureau.regions().iter().map(Entity::Region);
        schools.chain(regions).map(Entity::code)
    };
    Gathered {
        submissions: in_order()
            .filter_map(|code| submissions.remove(code))
            .collect(),
        findings,
        earlier: in_order().filter_map(|code| earlier.remove(code)).collect(),
    }
}

/// The readings that count, each with the round before; outside of folders every reading counts.
fn with_rounds(readings: Vec<Reading>, bureau: &Bureau) -> Vec<(Reading, Option<Earlier>)> {
    let mut folders: BTreeMap<Option<String>, Vec<Reading>> = BTreeMap::new();
    for reading in readings {
        folders
            .entry(reading.folder.clone())
            .or_default()
            .push(reading);
    }
    folders
        .into_iter()
        .flat_map(|(folder, readings)| match folder {
            None => readings
                .into_iter()
                .map(|reading| (reading, None))
                .collect(),
            Some(_) => rounds_of_folder(readings, bureau),
        })
        .collect()
}

/// In a folder of rounds the last usable reading counts, and the unusable ones after it, whose
/// findings must be told.
fn rounds_of_folder(readings: Vec<Reading>, bureau: &Bureau) -> Vec<(Reading, Option<Earlier>)> {
    let all: Vec<Round> = readings
        .iter()
        .map(|reading| Round::of(reading, bureau))
        .collect();
    let mut counting: Vec<(Reading, Option<Earlier>)> = Vec::new();
    for reading in readings {
        let is_same =
            |(found, _): &(Reading, Option<Earlier>)| entity_of(found) == entity_of(&reading);
        if reading.submission.is_some() {
            counting.retain(|(found, _)| !is_history(found, &reading, bureau));
        }
        let before = counting.iter().position(is_same);
        let Some(before) = before.filter(|_| reading.submission.is_some()) else {
            counting.push((reading, None));
            continue;
        };
        let (last, then) = counting.remove(before);
        let reading = carried_over(reading, &last);
        let rounds = then.map_or(1, |then| then.rounds) + 1;
        let earlier = last.submission.map(|submission| Earlier {
            submission,
            findings: last.findings,
            rounds,
        });
        counting.push((reading, earlier));
    }
    for (reading, _) in &mut counting {
        let other = all.iter().find(|round| round.may_be_later_than(reading));
        let finding = other.and_then(|other| order_unknown(other, reading));
        reading.findings.extend(finding);
    }
    counting
}

/// Whether a refused workbook is sure to have come before a usable one of the same school.
fn is_history(found: &Reading, usable: &Reading, bureau: &Bureau) -> bool {
    let is_of_same = || school_of(found, bureau).map(|school| &school.code) == entity_of(usable);
    found.submission.is_none() && is_of_same() && is_told(&found.file, &usable.file)
}

/// A file among the rounds of a folder.
struct Round {
    file: String,
    school: Option<EntityCode>,
}

impl Round {
    fn of(reading: &Reading, bureau: &Bureau) -> Self {
        let named = || school_of(reading, bureau).map(|school| &school.code);
        Self {
            file: reading.file.clone(),
            school: entity_of(reading).or_else(named).cloned(),
        }
    }

    /// Whether names do not say that this one came before the one that counts.
    fn may_be_later_than(&self, counting: &Reading) -> bool {
        let same_school =
            entity_of(counting).is_some() && self.school.as_ref() == entity_of(counting);
        same_school && self.file != counting.file && !is_told(&self.file, &counting.file)
    }
}

fn order_unknown(other: &Round, reading: &Reading) -> Option<Finding> {
    let (used, other) = (&reading.file, &other.file);
    let finding = Finding::new(
        &rules::RETURNED_TWICE,
        FindingText {
            message: format!("从文件名看不出与“{other}”哪个在后，本次用的是“{used}”"),
            found: used.as_str().into(),
            expected: "文件名写明第几次或日期".into(),
            remedy: "请教育局在文件名里写明先后，如第1次.xlsx、第2次.xlsx，或只留一个".into(),
        },
    );
    let school = entity_of(reading)?.clone();
    let finding = finding.at(Location::file(used)).at(Location::file(other));
    Some(finding.of_school(Some(school)))
}

/// The reading with its explanations marked that stood in the round before as well.
fn carried_over(mut reading: Reading, last: &Reading) -> Reading {
    let (Some(submission), Some(last)) = (&mut reading.submission, &last.submission) else {
        return reading;
    };
    let mut first_written = None;
    for explanation in &mut submission.explanations {
        let mut before = last.explanations.iter();
        let is_same =
            |then: &&Explanation| then.about == explanation.about && then.text == explanation.text;
        if let Some(then) = before.find(is_same) {
            let last = || Arc::clone(first_written.get_or_insert_with(|| Arc::new(last.clone())));
            explanation.since = Some(then.since.clone().unwrap_or_else(last));
        }
    }
    reading
}

/// Whose rounds a folder holds, where they are all of one school.
fn owners(counting: &[(Reading, Option<Earlier>)]) -> BTreeMap<String, EntityCode> {
    let mut schools: BTreeMap<&String, BTreeSet<&EntityCode>> = BTreeMap::new();
    for (reading, _) in counting {
        if let (Some(folder), Some(entity)) = (&reading.folder, entity_of(reading)) {
            schools.entry(folder).or_default().insert(entity);
        }
    }
    let of_one = schools.into_iter().filter(|(_, of)| of.len() == 1);
    let owner = of_one.filter_map(|(folder, of)| Some((folder, of.first().copied()?)));
    owner
        .map(|(folder, owner)| (folder.clone(), owner.clone()))
        .collect()
}

/// The school that the name of a file says, or else that of its folder.
fn school_of<'a>(reading: &Reading, bureau: &'a Bureau) -> Option<&'a School> {
    let (_, name) = reading.file.rsplit_once('/').unwrap_or(("", &reading.file));
    let folder = reading.folder.as_deref();
    named(name, bureau).or_else(|| named(folder?, bureau))
}

/// The school whose name or code the name of a file or folder holds.
fn named<'a>(name: &str, bureau: &'a Bureau) -> Option<&'a School> {
    let mut schools = bureau.schools().iter();
    schools.find(|school| {
        let mut names = [&school.name, &school.short].into_iter();
        names.any(|own| name.contains(own.as_str())) || name.contains(school.code.as_str())
    })
}

fn entity_of(reading: &Reading) -> Option<&EntityCode> {
    reading.submission.as_ref().map(|found| &found.entity)
}

fn returned_twice(first: &Submission, second: &Submission) -> Finding {
    Finding::new(
        &rules::RETURNED_TWICE,
        FindingText {
            message: format!(
                "与“{}”是同一单位的工作簿，本次用的是“{}”",
                first.file, first.file
            ),
            found: second.file.as_str().into(),
            expected: "每个单位一个工作簿".into(),
            remedy: "请只留一个，其余移到别的文件夹".into(),
        },
    )
    .at(Location::file(&second.file))
    .at(Location::file(&first.file))
    .of_school(Some(second.entity.clone()))
}

/// A refused workbook, which its content or its file name says to be the school's, did come back.
fn not_returned(school: &School, bureau: &Bureau, findings: &[Finding]) -> Finding {
    let first = |finding: &Finding| Some(finding.locations.first()?.file.clone());
    let named = |finding: &Finding| {
        let mut files = finding.locations.iter().map(|location| &location.file);
        let file = files.find(|file| file.contains(&school.name) || file.contains(&school.short));
        file.filter(|_| finding.school.is_none()).cloned()
    };
    let mut own = findings.iter();
    let own = own.find(|finding| finding.school.as_ref() == Some(&school.code));
    let refused = match own {
        Some(finding) => Some(first(finding).unwrap_or_default()),
        None => findings.iter().find_map(named),
    };
    let remedy = match refused {
        Some(_) => "请学校改正后重新交回，放进submissions文件夹重新汇总".to_owned(),
        None => format!(
            "请催报{}；收到后放进submissions文件夹重新汇总",
            reminder(school, bureau)
        ),
    };
    let (message, file) = match refused {
        Some(file) => (
            format!("{}的工作簿没有读入，合计中没有这所学校", school.name),
            file,
        ),
        None => (
            format!("{}没有交回工作簿，合计中没有这所学校", school.name),
            "submissions文件夹".into(),
        ),
    };
    Finding::new(
        &rules::NOT_RETURNED,
        FindingText {
            message,
            found: "没有可用的工作簿".into(),
            expected: format!("{}的工作簿", school.name),
            remedy,
        },
    )
    .at(Location::file(file))
    .of_school(Some(school.code.clone()))
}

/// Whom to call, and by when the workbook was to be there: `（教务处，000-0000010，期限11月15日）`.
fn reminder(school: &School, bureau: &Bureau) -> String {
    let deadline = bureau.deadline;
    let deadline = deadline.map(|day| format!("期限{}月{}日", day.month(), day.day()));
    let known = [
        school.contact.clone(),
        school.phone.clone(),
        deadline.unwrap_or_default(),
    ];
    let known: Vec<String> = known.into_iter().filter(|text| !text.is_empty()).collect();
    if known.is_empty() {
        return String::new();
    }
    format!("（{}）", known.join("，"))
}

/// Without a region's own workbook there are no figures that no school can know.
fn own_missing(region: &Region, bureau: &Bureau) -> Finding {
    let is_own = *region == *bureau.own_region();
    let (file, remedy) = if is_own {
        (
            "city.xlsx",
            "请用template命令生成，填好后放进年度文件夹，命名为city.xlsx",
        )
    } else {
        (
            "submissions文件夹",
            "请催报；收到后放进submissions文件夹重新汇总",
        )
    };
    let expected = if is_own {
        "年度文件夹里的city.xlsx".to_owned()
    } else {
        format!("{}自己的工作簿", region.name)
    };
    Finding::new(
        &rules::OWN_MISSING,
        FindingText {
            message: format!(
                "没有{}自己的工作簿，普通高中招生、生均经费等{}指标都缺",
                region.name,
                region.whole()
            ),
            found: "没有可用的工作簿".into(),
            expected,
            remedy: remedy.into(),
        },
    )
    .at(Location::file(file))
    .of_school(Some(region.code.clone()))
}
