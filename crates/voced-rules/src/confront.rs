//! All rules put to the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use voced_domain::{
    EntityCode, Finding, FindingStatus, Location, ObservationId, Quantity, RuleTally, Severity,
    Waiver,
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
    let dataset = scene.this.dataset;
    answer(&mut findings, dataset, waivers);

    let mut raised = verdicts.raised;
    for one in &mut raised {
        answer(std::slice::from_mut(&mut one.finding), dataset, waivers);
    }
    findings.extend(one_for_each_cause(scene, &findings, raised));
    sort(scene, &mut findings);
    Confrontation { findings, tallies }
}

/// Says at the finding about an unusable answer how many checks it stands in the way of.
fn mute(scene: &Scene<'_>, findings: &mut [Finding], lacking: &BTreeMap<ObservationId, u32>) {
    let places: HashMap<Location, u32> = lacking
        .iter()
        .filter_map(|(id, count)| Some((place(scene.observation(*id)?), *count)))
        .collect();
    for finding in findings {
        let count = finding.place().and_then(|place| places.get(place));
        finding.muted = count.copied().unwrap_or(0);
    }
}

/// The graver findings first; what their causes explain is left to them.
fn one_for_each_cause(
    scene: &Scene<'_>,
    read: &[Finding],
    mut raised: Vec<Raised>,
) -> Vec<Finding> {
    raised.sort_by_key(|one| (one.finding.severity, rank(&one.finding)));
    let unreadable = unreadable(scene, read);
    let mut kept: Vec<Raised> = Vec::new();
    let mut causes: HashMap<ObservationId, usize> = HashMap::new();
    for one in raised {
        let is_open = one.finding.status == FindingStatus::Open;
        let is_muted = one.causes.iter().any(|id| unreadable.contains(id));
        let by = one.causes.iter().find_map(|id| causes.get(id)).copied();
        let by = by.filter(|idx| may_absorb(&kept[*idx].finding, &one.finding));
        match by.filter(|_| is_open) {
            Some(idx) => absorb(&mut kept[idx].finding, one.finding),
            None if is_muted => {}
            None => {
                if is_open && one.finding.severity.blocks() {
                    // Only the primary cell is held to be wrong.
                    let primary = one.causes.first();
                    causes.extend(primary.map(|id| (*id, kept.len())));
                }
                kept.push(one);
            }
        }
    }
    kept.into_iter().map(|one| one.finding).collect()
}

/// A finding about one cell explains what the cell does elsewhere in its workbook; to the region's
/// figures only one that is sure to be wrong does.
fn may_absorb(finding: &Finding, other: &Finding) -> bool {
    let is_close = rank(finding) < RANK_OF_OTHERS;
    let is_sure = finding.severity == Severity::Error || finding.rule.as_str() == "PLA007";
    is_close && (finding.school == other.school || is_sure)
}

const RANK_OF_OTHERS: u8 = 4;

/// Rules that look at one cell closely come before those that see its shadow in sums and rates.
fn rank(finding: &Finding) -> u8 {
    let code = finding.rule.as_str();
    match code {
        "XTB008" | "YOY005" => 0,
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
    let places: BTreeSet<(&str, Option<&str>, Option<&str>)> = wrong
        .filter_map(|finding| finding.locations.first())
        .map(|at| (at.file.as_str(), at.sheet.as_deref(), at.cell.as_deref()))
        .collect();
    let observations = scene.this.dataset.observations().iter();
    let is_wrong = |observation: &&voced_domain::Observation| {
        let at = place(observation);
        places.contains(&(at.file.as_str(), at.sheet.as_deref(), at.cell.as_deref()))
    };
    if places.is_empty() {
        return BTreeSet::new();
    }
    observations
        .filter(is_wrong)
        .map(|found| found.id)
        .collect()
}

fn sort(scene: &Scene<'_>, findings: &mut [Finding]) {
    let mut sheets: HashMap<(&str, &str), usize> = HashMap::new();
    for (idx, observation) in scene.this.dataset.observations().iter().enumerate() {
        let key = (&*observation.cell.file, &*observation.cell.sheet);
        sheets.entry(key).or_insert(idx);
    }
    let entities = scene.bureau.schools.iter().map(|school| &school.code);
    let regions = scene.bureau.regions.iter().map(|region| &region.code);
    let ranks: HashMap<&EntityCode, usize> = entities
        .chain(regions)
        .enumerate()
        .map(|(idx, code)| (code, idx))
        .collect();
    findings.sort_by_cached_key(|finding| {
        let school = finding
            .school
            .as_ref()
            .and_then(|code| ranks.get(code))
            .copied();
        let primary = finding.locations.first();
        let sheet = primary.and_then(|at| sheets.get(&(at.file.as_str(), at.sheet.as_deref()?)));
        let effect = std::cmp::Reverse(effect(scene, finding));
        (school, sheet.copied(), finding.severity, effect)
    });
}

/// How much of the region's sum of the item the finding puts in doubt, in thousandths.
fn effect(scene: &Scene<'_>, finding: &Finding) -> i64 {
    let in_doubt = (|| {
        let item = finding.locations.first()?.item.clone()?;
        let figure: figure::Figure<'_> = scene.figure(&scene.city().code, &item.clone().into())?;
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
