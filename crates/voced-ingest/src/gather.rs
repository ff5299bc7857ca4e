//! All readings of a year together: whose workbook is missing, whose came twice.

use std::collections::BTreeMap;

use voced_domain::{Entity, EntityCode, Finding, Location, Region, School, Submission};

use crate::read::{Expected, Reading};
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
/// name, or the latest date, or the last name. Elsewhere a second workbook of the same school is a
/// fault, since nothing says which one is meant.
pub fn gather(mut readings: Vec<Reading>, expected: &Expected<'_>) -> Gathered {
    // The order of names, not of a folder's entries, decides which of two workbooks counts.
    readings.sort_by_cached_key(|reading| {
        let round = reading.folder.as_ref().map(|_| round(&reading.file));
        (reading.folder.clone(), round, reading.file.clone())
    });
    let mut submissions: BTreeMap<EntityCode, Submission> = BTreeMap::new();
    let mut earlier: BTreeMap<EntityCode, Earlier> = BTreeMap::new();
    let mut findings = Vec::new();
    let counting = with_rounds(readings);
    let owners = owners(&counting, expected);
    for (reading, then) in counting {
        let owner = reading
            .folder
            .as_ref()
            .and_then(|folder| owners.get(folder));
        findings.extend(reading.findings.into_iter().map(|finding| {
            // A workbook that cannot be read does not say whose it is; its folder does.
            let school = finding.school.clone().or_else(|| owner.cloned());
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
    let bureau = expected.bureau;
    for school in &bureau.schools {
        if !submissions.contains_key(&school.code) {
            findings.push(not_returned(school, &findings));
        }
    }
    if !submissions.contains_key(&bureau.own_region().code) {
        findings.push(own_missing(bureau.own_region()));
    }
    let schools = bureau.schools.iter().map(Entity::School);
    let regions = bureau.regions.iter().map(Entity::Region);
    let order: Vec<&EntityCode> = schools.chain(regions).map(Entity::code).collect();
    let rank = |school: &Option<EntityCode>| {
        school
            .as_ref()
            .and_then(|code| order.iter().position(|found| *found == code))
    };
    findings.sort_by_key(|finding| rank(&finding.school));
    Gathered {
        submissions: order
            .iter()
            .filter_map(|code| submissions.remove(*code))
            .collect(),
        findings,
        earlier: order
            .iter()
            .filter_map(|code| earlier.remove(*code))
            .collect(),
    }
}

/// The readings that count, each with the round before. In a folder of rounds that is the last usable
/// one, and the unusable ones after it, whose findings must be told.
fn with_rounds(readings: Vec<Reading>) -> Vec<(Reading, Option<Earlier>)> {
    let mut counting: Vec<(Reading, Option<Earlier>)> = Vec::new();
    for reading in readings {
        if reading.submission.is_some() {
            // What was refused before a usable workbook came is history.
            counting.retain(|(found, _)| {
                found.submission.is_some()
                    || found.folder.is_none()
                    || found.folder != reading.folder
            });
        }
        let is_same = |(found, _): &(Reading, Option<Earlier>)| {
            reading.folder.is_some()
                && found.folder == reading.folder
                && entity_of(found) == entity_of(&reading)
        };
        let before = counting.iter().position(is_same);
        let Some(before) = before.filter(|_| reading.submission.is_some()) else {
            counting.push((reading, None));
            continue;
        };
        let (last, then) = counting.remove(before);
        let rounds = then.map_or(1, |then| then.rounds) + 1;
        let earlier = last.submission.map(|submission| Earlier {
            submission,
            findings: last.findings,
            rounds,
        });
        counting.push((reading, earlier));
    }
    counting
}

/// Whose rounds a folder holds: the school whose workbook lies in it, or whose name it has.
fn owners(
    counting: &[(Reading, Option<Earlier>)],
    expected: &Expected<'_>,
) -> BTreeMap<String, EntityCode> {
    let mut owners = BTreeMap::new();
    for (reading, _) in counting {
        let Some(folder) = &reading.folder else {
            continue;
        };
        let mut schools = expected.bureau.schools.iter();
        let named =
            schools.find(|school| folder.contains(&school.name) || folder.contains(&school.short));
        let owner = entity_of(reading).or(named.map(|school| &school.code));
        if let Some(owner) =
            owner.filter(|_| entity_of(reading).is_some() || !owners.contains_key(folder))
        {
            owners.insert(folder.clone(), owner.clone());
        }
    }
    owners
}

fn entity_of(reading: &Reading) -> Option<&EntityCode> {
    reading.submission.as_ref().map(|found| &found.entity)
}

/// What orders the workbooks of one school: the number of `第3次`, or a date, as digits.
fn round(file: &str) -> u64 {
    let after = file.split("第").skip(1).find_map(|rest| {
        let (digits, _) = rest.split_once("次")?;
        digits.trim().parse().ok()
    });
    after.unwrap_or_else(|| date(file).unwrap_or(0))
}

/// A date in a name, `2020-11-05` or `20201105`, as `20201105`.
fn date(file: &str) -> Option<u64> {
    let digits: String = file
        .chars()
        .filter(|c| !matches!(c, '-' | '.' | '_'))
        .collect();
    let mut runs = digits.split(|c: char| !c.is_ascii_digit());
    runs.find(|run| run.len() == 8)?.parse().ok()
}

fn returned_twice(first: &Submission, second: &Submission) -> Finding {
    let location = |file: &str| Location {
        file: file.into(),
        sheet: None,
        cell: None,
        item: None,
    };
    Finding::new(
        &rules::RETURNED_TWICE,
        format!(
            "与“{}”是同一单位的工作簿，本次用的是“{}”",
            first.file, first.file
        ),
        second.file.as_str(),
        "每个单位一个工作簿",
        "请只留一个，其余移到别的文件夹",
    )
    .at(location(&second.file))
    .at(location(&first.file))
    .of_school(Some(second.entity.clone()))
}

/// A refused workbook, which its content or its file name says to be the school's, did come back.
fn not_returned(school: &School, findings: &[Finding]) -> Finding {
    let is_named = |finding: &&Finding| {
        let mut files = finding.locations.iter().map(|location| &location.file);
        finding.school.is_none()
            && files.any(|file| file.contains(&school.name) || file.contains(&school.short))
    };
    let refused = findings
        .iter()
        .find(|finding| finding.school.as_ref() == Some(&school.code))
        .or_else(|| findings.iter().find(is_named));
    let remedy = match refused {
        Some(_) => "请学校改正后重新交回，放进submissions文件夹重新汇总",
        None => "请催报；收到后放进submissions文件夹重新汇总",
    };
    let (message, file) = match refused {
        Some(finding) => (
            format!("{}的工作簿没有读入，合计中没有这所学校", school.name),
            finding
                .locations
                .first()
                .map_or(String::new(), |location| location.file.clone()),
        ),
        None => (
            format!("{}没有交回工作簿，合计中没有这所学校", school.name),
            "submissions文件夹".into(),
        ),
    };
    Finding::new(
        &rules::NOT_RETURNED,
        message,
        "没有可用的工作簿",
        format!("{}的工作簿", school.name),
        remedy,
    )
    .at(Location {
        file,
        sheet: None,
        cell: None,
        item: None,
    })
    .of_school(Some(school.code.clone()))
}

/// Without the bureau's own workbook there are no figures that no school can know.
fn own_missing(region: &Region) -> Finding {
    Finding::new(
        &rules::OWN_MISSING,
        format!(
            "没有{}自己的工作簿，普通高中招生、生均经费等全市指标都缺",
            region.name
        ),
        "没有可用的工作簿",
        "年度文件夹里的city.xlsx",
        "请用cargo xtask template生成，填好后放进年度文件夹，命名为city.xlsx",
    )
    .at(Location {
        file: "city.xlsx".into(),
        sheet: None,
        cell: None,
        item: None,
    })
    .of_school(Some(region.code.clone()))
}
