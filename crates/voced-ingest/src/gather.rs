//! All readings of a year together: whose workbook is missing, whose came twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::Datelike;
use voced_domain::{
    About, Bureau, Entity, EntityCode, Evidence, EvidenceKey, EvidenceValue, Explanation, Finding,
    FindingText, Location, Region, School, Submission,
};

use crate::apart::apart;
use crate::misfit::Misfit;
use crate::precedence::{Precedence, Sequence};
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
/// Of several workbooks of a school the last usable one counts, wherever it lies: by the data that a workbook
/// from the bureau answers, by `第N次` or a date in the name of a file or its folder. Where nothing says which is
/// later, that is a fault of filing, since nobody says which one is meant.
pub fn gather(mut readings: Vec<Reading>, bureau: &Bureau) -> Gathered {
    // The order of names, not of a folder's entries, decides what is told first.
    readings.sort_by_cached_key(|reading| (reading.folder.clone(), reading.file.clone()));
    let mut submissions: BTreeMap<EntityCode, Submission> = BTreeMap::new();
    let mut earlier: BTreeMap<EntityCode, Earlier> = BTreeMap::new();
    let mut findings = Vec::new();
    for Counting {
        reading,
        before,
        school,
    } in with_rounds(readings, bureau)
    {
        findings.extend(reading.findings.into_iter().map(|finding| {
            let school = finding.school.clone().or_else(|| school.clone());
            finding.of_school(school)
        }));
        let Some(submission) = reading.submission else {
            continue;
        };
        earlier.extend(before.map(|before| (submission.entity.clone(), before)));
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

/// A reading that counts, or that was refused and not followed by a usable one.
struct Counting {
    reading: Reading,
    /// The round before.
    before: Option<Earlier>,
    /// Whose it is: a workbook that cannot be read does not say so, but its name or folder may.
    school: Option<EntityCode>,
}

/// The readings that count, school by school; what is nobody's counts by itself.
fn with_rounds(readings: Vec<Reading>, bureau: &Bureau) -> Vec<Counting> {
    let owners = owners(&readings);
    let mut of_schools: BTreeMap<EntityCode, Vec<Reading>> = BTreeMap::new();
    let mut counting = Vec::new();
    for reading in readings {
        // A 确认表 bears the name of its school, and lies among its rounds.
        let is_output = matches!(reading.misfit, Some(Misfit::Output(_)));
        let school = whose(&reading, &owners, bureau).filter(|_| !is_output);
        match school {
            Some(school) => of_schools.entry(school).or_default().push(reading),
            None => counting.push(Counting {
                reading,
                before: None,
                school: None,
            }),
        }
    }
    let of_schools = of_schools.into_iter();
    counting.extend(of_schools.flat_map(|(school, readings)| rounds(&school, readings, bureau)));
    counting
}

/// The school or region of a reading: by its content, or else by the name of its file, or else by whose rounds its
/// folder holds.
fn whose(
    reading: &Reading,
    owners: &BTreeMap<String, EntityCode>,
    bureau: &Bureau,
) -> Option<EntityCode> {
    // Beside workbooks lie scans and documents of schools, which are none of their rounds.
    let is_workbook = || reading.findings.iter().any(|one| one.severity.blocks());
    let by_name = || {
        let is_named = reading.folder.is_some() || is_workbook();
        let named = school_of(reading, bureau).filter(|_| is_named);
        named
            .map(|school| &school.code)
            .or_else(|| owners.get(reading.folder.as_ref()?))
    };
    // A workbook of another year is refused, and says all the same whose it is.
    let refused = || {
        let is_other = matches!(reading.misfit, Some(Misfit::OtherYear(_)));
        let mut findings = reading.findings.iter().filter(|_| is_other);
        findings.find_map(|finding| finding.school.as_ref())
    };
    let by_content = entity_of(reading).or_else(refused);
    by_content.or_else(by_name).cloned()
}

/// Of a school's readings the last usable one, and the unusable ones that may have come after it, whose findings
/// must be told.
fn rounds(school: &EntityCode, mut readings: Vec<Reading>, bureau: &Bureau) -> Vec<Counting> {
    for reading in &mut readings {
        let finding = named_otherwise(school, reading, bureau);
        reading.findings.extend(finding);
    }
    // Most schools send one, of which nothing has to be told apart.
    if readings.len() == 1 {
        let counting = readings.into_iter().map(|reading| Counting {
            reading,
            before: None,
            school: Some(school.clone()),
        });
        return counting.collect();
    }
    let precedence = |reading: &Reading| {
        let is_others = others_name(school, reading, bureau).is_some();
        Precedence::of(reading, is_others)
    };
    let sequence = Sequence::of(readings.iter().map(precedence).collect());
    readings.sort_by_key(|reading| sequence.place(&reading.file));
    let (apart, readings) = apart(readings, &sequence);
    let apart = apart.into_iter().map(|reading| Counting {
        reading,
        before: None,
        school: None,
    });
    let counting = in_sequence(school, readings, &sequence, bureau);
    counting.into_iter().chain(apart).collect()
}

/// The same of readings in the order in which they came.
fn in_sequence(
    school: &EntityCode,
    readings: Vec<Reading>,
    sequence: &Sequence,
    bureau: &Bureau,
) -> Vec<Counting> {
    let (mut usable, mut refused): (Vec<_>, Vec<_>) = readings
        .into_iter()
        .partition(|reading| reading.submission.is_some());
    let last = usable.pop().map(|last| {
        let is_history = |reading: &Reading| sequence.is_before(&reading.file, &last.file);
        // What merely lies in the same folder may be another school's.
        let is_named = |reading: &Reading| {
            school_of(reading, bureau).is_some_and(|named| named.code == *school)
        };
        refused.retain(|reading| !(is_named(reading) && is_history(reading)));
        usable.retain(|reading| !is_same_data(reading, &last) || is_history(reading));
        // That a later one was refused is told by itself.
        let is_later = |reading: &Reading| sequence.is_before(&last.file, &reading.file);
        let untold = usable.iter().find(|reading| !is_history(reading));
        let untold = untold.or_else(|| {
            let mut refused = refused.iter();
            refused.find(|reading| !is_history(reading) && !is_later(reading))
        });
        let finding = untold.and_then(|other| order_unknown(other, &last));
        let mut before: Option<(Reading, u32)> = None;
        for reading in usable {
            let (then, rounds) = before.map_or((None, 0), |(then, n)| (Some(then), n));
            before = Some((carried_over(reading, then.as_ref()), rounds + 1));
        }
        let mut reading = carried_over(last, before.as_ref().map(|(then, _)| then));
        reading.findings.extend(finding);
        let before = before.and_then(|(then, rounds)| {
            Some(Earlier {
                submission: then.submission?,
                findings: then.findings,
                rounds: rounds + 1,
            })
        });
        (reading, before)
    });
    let refused = refused.into_iter().map(|reading| (reading, None));
    let counting = refused.chain(last);
    let counting = counting.map(|(reading, before)| Counting {
        reading,
        before,
        school: Some(school.clone()),
    });
    counting.collect()
}

/// The other school that the name of a school's workbook says, where it says nothing of the school itself.
fn others_name<'a>(
    school: &EntityCode,
    reading: &Reading,
    bureau: &'a Bureau,
) -> Option<&'a School> {
    reading.submission.as_ref()?;
    let file = &reading.file;
    let is_said = |one: &School| {
        let former = one.former.iter().filter_map(|former| former.name.as_ref());
        let mut names = former.chain([&one.name, &one.short]);
        names.any(|name| file.contains(name.as_str())) || file.contains(one.code.as_str())
    };
    // Most files are named for their school, and need not be held against a nation's others.
    if is_said(bureau.school(school)?) {
        return None;
    }
    let mut others = bureau.schools().iter();
    others.find(|other| other.code != *school && file.contains(&other.name))
}

/// A workbook under another school's name may be another school's.
fn named_otherwise(school: &EntityCode, reading: &Reading, bureau: &Bureau) -> Option<Finding> {
    let other = others_name(school, reading, bureau)?;
    let own = bureau.school(school)?;
    let finding = Finding::new(
        &rules::NAMED_OTHERWISE,
        FindingText {
            message: format!(
                "文件名写的是{}，工作簿却是发给{}的，已记在{}名下",
                other.name, own.name, own.name
            ),
            found: reading.file.clone(),
            expected: format!("{}的文件名", own.name),
            remedy: format!(
                "请核对是谁的数：是{}的，请改文件名；是{}的，请该校用自己的工作簿重新填报",
                own.name, other.name
            ),
        },
    );
    let finding = finding.at(Location::file(&reading.file));
    Some(finding.of_school(Some(school.clone())))
}

/// Whether a workbook is a second copy of another: the same answers and the same explanations.
fn is_same_data(a: &Reading, b: &Reading) -> bool {
    let (Some(a), Some(b)) = (&a.submission, &b.submission) else {
        return false;
    };
    let said = |one: &Submission| -> Vec<(About, String)> {
        let said = one.explanations.iter();
        said.map(|one| (one.about.clone(), one.text.clone()))
            .collect()
    };
    a.data_code() == b.data_code() && said(a) == said(b)
}

fn order_unknown(other: &Reading, reading: &Reading) -> Option<Finding> {
    let (used, named) = (&reading.file, &other.file);
    let finding = Finding::new(
        &rules::RETURNED_TWICE,
        FindingText {
            message: format!("看不出与“{named}”哪个在后，本次用的是“{used}”"),
            found: used.as_str().into(),
            expected: "文件名写明第几次或日期".into(),
            remedy: "请教育局在文件名里写明先后，如第1次.xlsx、第2次.xlsx，或只留一个".into(),
        },
    );
    let school = entity_of(reading)?.clone();
    // Another content under the same name is another question.
    let code = |reading: &Reading| {
        let data = reading.submission.as_ref();
        EvidenceValue::from(data.map_or_else(|| "读不出".to_owned(), Submission::data_code))
    };
    let evidence = Evidence::of(EvidenceKey::Named(used.clone()), code(reading));
    let evidence = evidence.and(EvidenceKey::Named(named.clone()), code(other));
    let finding = finding
        .at(Location::file(used))
        .at(Location::file(named))
        .resting_on(evidence);
    Some(finding.of_school(Some(school)))
}

/// The reading with its explanations marked that stood in the round before as well.
fn carried_over(mut reading: Reading, last: Option<&Reading>) -> Reading {
    let last = last.and_then(|last| last.submission.as_ref());
    let (Some(submission), Some(last)) = (&mut reading.submission, last) else {
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
fn owners(readings: &[Reading]) -> BTreeMap<String, EntityCode> {
    let mut schools: BTreeMap<&String, BTreeSet<&EntityCode>> = BTreeMap::new();
    for reading in readings {
        if let (Some(folder), Some(entity)) = (&reading.folder, entity_of(reading)) {
            schools.entry(folder).or_default().insert(entity);
        }
    }
    let of_one = schools.into_iter().filter(|(_, of)| of.len() == 1);
    let owner = of_one.filter_map(|(folder, of)| Some((folder.clone(), (*of.first()?).clone())));
    owner.collect()
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

/// A refused workbook, which its content or its file name says to be the school's, did come back.
fn not_returned(school: &School, bureau: &Bureau, findings: &[Finding]) -> Finding {
    let first = |finding: &Finding| Some(finding.locations.first()?.file.clone());
    let named = |finding: &Finding| {
        // A file of the program's own is no workbook of the school's.
        if finding.rule.as_str() == rules::OWN_OUTPUT.code {
            return None;
        }
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
        Some(_) => "请学校改正后重新交回，收到后重新核查".to_owned(),
        None => format!("请催报{}；收到后重新核查", reminder(school, bureau)),
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
            "请生成填报工作簿，填好其中本局的一份（city.xlsx），收进来后重新核查",
        )
    } else {
        ("submissions文件夹", "请催报；收到后重新核查")
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
