//! All rules put to the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;
use voced_domain::{
    Entity, EntityCode, Finding, FindingStatus, Location, ObservationId, Quantity, RuleCode,
    RuleTally, Severity, Waiver,
};

use crate::answers::answer;
use crate::rule::{Raised, Verdicts};
use crate::rules;
use crate::scene::{Scene, place};
use crate::{figure, relations};

/// Everything that was found, and how each rule fared.
#[derive(Clone, Debug, Default)]
pub struct Confrontation {
    /// Findings of reading and of rules: by school in the bureau's order, the region last, then by
    /// sheet, then by their effect on the region's figures.
    pub findings: Vec<Finding>,
    /// How often each rule passed, failed or could not judge, by code.
    pub tallies: Vec<RuleTally>,
}

/// Puts every rule in force to the data.
///
/// `read` are the findings of reading. Waivers and the explanations in the workbooks answer findings
/// that rest on just the values they name. One cause has one finding: what the cause of an open
/// finding explains is named in it ([`Finding::also`]), and what cannot be judged for want of a
/// readable answer is counted at the finding about that answer ([`Finding::muted`]).
pub fn confront(scene: &Scene<'_>, read: Vec<Finding>, waivers: &[Waiver]) -> Confrontation {
    let districts = scene.districts();
    let read = by_district(scene, &districts, read);
    let judged: Vec<Confrontation> = districts
        .par_iter()
        .zip(read)
        .map(|(district, read)| judge(district, read, waivers))
        .collect();
    let mut all = Confrontation::default();
    let mut tallies: BTreeMap<RuleCode, RuleTally> = BTreeMap::new();
    for one in judged {
        all.findings.extend(one.findings);
        for tally in one.tallies {
            match tallies.get_mut(&tally.code) {
                Some(sum) => sum.add(&tally),
                None => drop(tallies.insert(tally.code.clone(), tally)),
            }
        }
    }
    all.tallies = tallies.into_values().collect();
    sort(scene, &mut all.findings);
    all
}

/// Findings of reading, each where its school is judged; those that concern no known school with the
/// first.
fn by_district(
    scene: &Scene<'_>,
    districts: &[Scene<'_>],
    read: Vec<Finding>,
) -> Vec<Vec<Finding>> {
    let mut places: HashMap<&EntityCode, usize> = HashMap::new();
    for (place, district) in districts.iter().enumerate() {
        let region = district.region();
        places.insert(&region.code, place);
        if scene.bureau.reporting_regions(region) == [region] {
            let schools = scene.bureau.schools_of(Entity::Region(region));
            places.extend(schools.into_iter().map(|school| (&school.code, place)));
        }
    }
    let mut parted = vec![Vec::new(); districts.len()];
    for finding in read {
        let place = finding.school.as_ref().and_then(|code| places.get(code));
        parted[place.copied().unwrap_or(0)].push(finding);
    }
    parted
}

/// Puts every rule to one district.
fn judge(scene: &Scene<'_>, read: Vec<Finding>, waivers: &[Waiver]) -> Confrontation {
    let mut verdicts = Verdicts::default();
    relations::check(scene, &mut verdicts);
    let year = scene.this.edition.year();
    for rule in rules::all() {
        if rule.in_force.contains(year) {
            (rule.check)(rule, scene, &mut verdicts);
        }
    }
    let tallies = verdicts.tallies();
    let mut findings = read;
    mute(scene, &mut findings, &verdicts.lacking);
    answer(&mut findings, &scene.this, waivers);

    let mut raised = verdicts.raised;
    for one in &mut raised {
        answer(std::slice::from_mut(&mut one.finding), &scene.this, waivers);
    }
    let raised = one_for_each_cause(scene, &mut findings, raised);
    findings.extend(raised);
    Confrontation { findings, tallies }
}

/// Says at the finding about an unusable answer how many checks it stands in the way of.
fn mute(scene: &Scene<'_>, findings: &mut [Finding], lacking: &BTreeMap<ObservationId, u32>) {
    let at = |id: &ObservationId| {
        let observation = scene.observation(*id)?;
        Some((observation.entity.clone(), place(observation)))
    };
    let places: HashMap<(EntityCode, Location), u32> = lacking
        .iter()
        .filter_map(|(id, count)| Some((at(id)?, *count)))
        .collect();
    for finding in findings {
        let of_school = finding.school.clone().zip(finding.place().cloned());
        let count = of_school.and_then(|at| places.get(&at));
        finding.muted = count.copied().unwrap_or(0);
    }
}

/// The graver findings first; what their causes explain is left to them.
fn one_for_each_cause(
    scene: &Scene<'_>,
    read: &mut [Finding],
    mut raised: Vec<Raised>,
) -> Vec<Finding> {
    raised.sort_by_key(|one| {
        let finding = &one.finding;
        (
            rank(finding) != RANK_OF_SHEETS,
            finding.severity,
            rank(finding),
        )
    });
    let unreadable = unreadable(scene, read);
    let mut kept: Vec<Raised> = Vec::new();
    let mut causes: HashMap<ObservationId, usize> = HashMap::new();
    for one in raised {
        let is_open = one.finding.status == FindingStatus::Open;
        let is_muted = one.causes.iter().any(|id| unreadable.contains(id));
        if let Some(idx) = incomplete(scene, read, &one.finding) {
            read[idx].muted += 1;
            continue;
        }
        let by = one.causes.iter().find_map(|id| causes.get(id)).copied();
        let by = by.filter(|idx| may_absorb(&kept[*idx].finding, &one.finding));
        match by.filter(|_| is_open) {
            Some(idx) => absorb(&mut kept[idx].finding, one.finding),
            None if is_muted => {}
            None => {
                // What was answered for a cause is not asked again for what it causes.
                if one.finding.severity.blocks() {
                    let is_sheet = rank(&one.finding) == RANK_OF_SHEETS;
                    // Only the primary cell is held to be wrong, unless the whole sheet is.
                    let wrong = if is_sheet { one.causes.len() } else { 1 };
                    let wrong = one.causes.iter().take(wrong);
                    causes.extend(wrong.map(|id| (*id, kept.len())));
                }
                kept.push(one);
            }
        }
    }
    kept.into_iter().map(|one| one.finding).collect()
}

/// The finding that says why a table is not complete of which a relation is the sum.
fn incomplete(scene: &Scene<'_>, read: &[Finding], finding: &Finding) -> Option<usize> {
    let edition = scene.this.edition;
    let in_table = |at: &&Location| {
        at.item
            .as_ref()
            .is_some_and(|item| edition.is_in_table(item))
    };
    let is_relation = finding.rule.as_str().starts_with("REL");
    let tables = finding.locations.iter().filter(in_table);
    let mut tables = tables.filter(|_| is_relation);
    let is_refused = |found: &Finding, at: &Location| {
        let is_about_rows = matches!(found.rule.as_str(), "MIS003" | "STR016");
        let sheet = found.place().and_then(|place| place.sheet.as_deref());
        found.blocks()
            && is_about_rows
            && found.school == finding.school
            && sheet == at.sheet.as_deref()
    };
    tables.find_map(|at| read.iter().position(|found| is_refused(found, at)))
}

/// A finding about one cell explains what the cell does elsewhere in its workbook; to the region's
/// figures only one that is sure to be wrong does.
fn may_absorb(finding: &Finding, other: &Finding) -> bool {
    let is_close = rank(finding) < RANK_OF_OTHERS;
    let is_sure = finding.severity == Severity::Error || finding.rule.as_str() == "PLA007";
    // An explanation answers no question that must not be explained.
    let is_answered_too = finding.status == FindingStatus::Open || answers(finding, other);
    is_close && is_answered_too && (finding.school == other.school || is_sure)
}

/// Whether what was answered for one finding holds for another: it is no graver and rests on nothing
/// that was not answered for.
fn answers(finding: &Finding, other: &Finding) -> bool {
    finding.severity <= other.severity && other.rests_within(finding.token())
}

/// A sheet that is another school's or another year's is the cause of all that fails on it.
const RANK_OF_SHEETS: u8 = 0;
const RANK_OF_OTHERS: u8 = 4;

/// Rules that look at one cell closely come before those that see its shadow in sums and rates.
fn rank(finding: &Finding) -> u8 {
    let code = finding.rule.as_str();
    match code {
        "XTB008" | "YOY005" => RANK_OF_SHEETS,
        "PLA007" => 1,
        _ if code.starts_with("REL") => 2,
        "YOY002" => 3,
        "YOY001" => 5,
        "YOY003" | "YOY004" | "PLA003" => 6,
        _ if code.starts_with("XTB") => 7,
        _ => RANK_OF_OTHERS,
    }
}

fn absorb(finding: &mut Finding, other: Finding) {
    if finding.rule != other.rule && !finding.also.contains(&other.rule) {
        finding.also.push(other.rule);
    }
}

/// Answers of which reading said already that they must be corrected.
fn unreadable(scene: &Scene<'_>, read: &[Finding]) -> BTreeSet<ObservationId> {
    let wrong = read
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.blocks());
    let places: BTreeSet<(&EntityCode, &str, &str)> = wrong
        .filter_map(|finding| {
            let at = finding.place()?;
            Some((
                finding.school.as_ref()?,
                at.sheet.as_deref()?,
                at.cell.as_deref()?,
            ))
        })
        .collect();
    let entities: BTreeSet<&EntityCode> = places.iter().map(|(entity, _, _)| *entity).collect();
    let observations = entities
        .into_iter()
        .flat_map(|entity| scene.this.dataset.of(entity));
    let is_wrong = |observation: &&voced_domain::Observation| {
        let (sheet, cell) = (&*observation.cell.sheet, observation.cell.position.a1());
        places.contains(&(&observation.entity, sheet, cell.as_str()))
    };
    observations
        .filter(is_wrong)
        .map(|found| found.id)
        .collect()
}

fn sort(scene: &Scene<'_>, findings: &mut [Finding]) {
    let dataset = scene.this.dataset;
    // Of the region's findings, which stand in the workbooks of schools.
    let mut of_all: HashMap<&str, ObservationId> = HashMap::new();
    for observation in dataset.observations() {
        of_all
            .entry(&observation.cell.sheet)
            .or_insert(observation.id);
    }
    let first_on = |entity: &EntityCode, sheet: &str| {
        let mut own = dataset.of(entity);
        let on_it = own.find(|observation| *observation.cell.sheet == *sheet);
        on_it.map(|observation| observation.id)
    };
    findings.sort_by_cached_key(|finding| {
        let school = finding.school.as_ref();
        let sheet = finding.place().and_then(|at| at.sheet.as_deref());
        let own = school
            .zip(sheet)
            .and_then(|(code, sheet)| first_on(code, sheet));
        let sheet = own.or_else(|| of_all.get(sheet?).copied());
        let effect = std::cmp::Reverse(effect(scene, finding));
        let school = school.and_then(|code| scene.bureau.rank(code));
        (school, sheet, finding.severity, effect)
    });
}

/// How much of the region's sum of the item the finding puts in doubt, in thousandths.
fn effect(scene: &Scene<'_>, finding: &Finding) -> i64 {
    let in_doubt = (|| {
        let item = finding.locations.first()?.item.clone()?;
        let figure: figure::Figure<'_> =
            scene.figure(&scene.region().code, &item.clone().into())?;
        let total = figure.printed()?;
        let own = scene.this.number(finding.school.as_ref()?, &item)?;
        let difference = finding
            .difference
            .as_ref()
            .and_then(|text| text.parse().ok());
        let size: Quantity = difference.unwrap_or_else(|| own.number.clone());
        size.abs().scaled(3).checked_div(&total)?.floor()
    })();
    in_doubt.unwrap_or(0)
}
