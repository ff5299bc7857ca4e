//! All rules put to the data.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;
use voced_domain::{
    Entity, EntityCode, Finding, FindingStatus, Gap, Location, LooksAt, ObservationId, Position,
    Quantity, RuleCode, RuleTally, Severity, Unjudged, Waiver,
};

use crate::answers::answer;
use crate::inputs::RuleInputs;
use crate::relations;
use crate::rules;
use crate::verdicts::{RaisedFinding, Verdicts};
use crate::year::place;

/// Everything that was found, and how each rule fared.
#[derive(Clone, Debug, Default)]
pub struct Confrontation {
    /// Findings of reading and of rules: by school in the bureau's order, the region last, then by
    /// sheet, then by their effect on the region's figures.
    pub findings: Vec<Finding>,
    /// How often each rule passed, failed or could not judge, by code.
    pub tallies: Vec<RuleTally>,
    /// Relations that could not be judged, by school in the bureau's order, the region last.
    pub unjudged: Vec<Unjudged>,
}

/// Puts every rule in force to the data.
///
/// `read` are the findings of reading. Waivers and the explanations in the workbooks answer findings
/// that rest on just the values they name. One cause has one finding: what the cause of an open
/// finding explains is named in it ([`Finding::same_cause`]), and what cannot be judged for want of a
/// readable answer is counted at the finding about that answer ([`Finding::blocked_checks`]).
pub fn confront(inputs: &RuleInputs<'_>, read: Vec<Finding>, waivers: &[Waiver]) -> Confrontation {
    let districts = inputs.districts();
    let read = by_district(inputs, &districts, read);
    let judged: Vec<Confrontation> = districts
        .par_iter()
        .zip(read)
        .map(|(district, read)| judge(district, read, waivers))
        .collect();
    let mut all = Confrontation::default();
    let mut tallies: BTreeMap<RuleCode, RuleTally> = BTreeMap::new();
    for one in judged {
        all.findings.extend(one.findings);
        all.unjudged.extend(one.unjudged);
        for tally in one.tallies {
            match tallies.get_mut(&tally.code) {
                Some(sum) => sum.add(&tally),
                None => drop(tallies.insert(tally.code.clone(), tally)),
            }
        }
    }
    all.tallies = tallies.into_values().collect();
    sort(inputs, &mut all.findings);
    all
}

/// Findings of reading, each where its school is judged; those that concern no known school with the
/// first.
fn by_district(
    inputs: &RuleInputs<'_>,
    districts: &[RuleInputs<'_>],
    read: Vec<Finding>,
) -> Vec<Vec<Finding>> {
    let mut places: HashMap<&EntityCode, usize> = HashMap::new();
    for (place, district) in districts.iter().enumerate() {
        let region = district.region();
        places.insert(&region.code, place);
        if inputs.bureau.reporting_regions(region) == [region] {
            let schools = inputs.bureau.schools_of(Entity::Region(region));
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
fn judge(inputs: &RuleInputs<'_>, read: Vec<Finding>, waivers: &[Waiver]) -> Confrontation {
    let mut verdicts = Verdicts::default();
    relations::check(inputs, &mut verdicts);
    for rule in rules::all() {
        rule.put_to(inputs, &mut verdicts);
    }
    let tallies = verdicts.tallies();
    let mut findings = read;
    mute(inputs, &mut findings, &verdicts.missing);
    answer(&mut findings, &inputs.this, waivers);

    let mut raised = verdicts.raised;
    for one in &mut raised {
        answer(
            std::slice::from_mut(&mut one.finding),
            &inputs.this,
            waivers,
        );
    }
    let raised = one_for_each_cause(inputs, &mut findings, raised);
    findings.extend(raised);
    Confrontation {
        findings,
        tallies,
        unjudged: verdicts.unjudged,
    }
}

/// Says at the finding about an unusable answer how many checks it stands in the way of.
fn mute(inputs: &RuleInputs<'_>, findings: &mut [Finding], missing: &BTreeMap<ObservationId, u32>) {
    let at = |id: &ObservationId| {
        let observation = inputs.observation(*id)?;
        Some((observation.entity.clone(), place(observation)))
    };
    let places: HashMap<(EntityCode, Location), u32> = missing
        .iter()
        .filter_map(|(id, count)| Some((at(id)?, *count)))
        .collect();
    for finding in findings {
        let of_school = finding.school.clone().zip(finding.place().cloned());
        let count = of_school.and_then(|at| places.get(&at));
        finding.blocked_checks = count.copied().unwrap_or(0);
    }
}

/// The graver findings first; what their causes explain is left to them.
fn one_for_each_cause(
    inputs: &RuleInputs<'_>,
    read: &mut [Finding],
    mut raised: Vec<RaisedFinding>,
) -> Vec<Finding> {
    raised.sort_by_key(|one| {
        let finding = &one.finding;
        (!is_of_sheet(finding), finding.severity, finding.looks_at)
    });
    let unreadable = unreadable(inputs, read);
    let mut kept: Vec<RaisedFinding> = Vec::new();
    let mut causes: HashMap<ObservationId, usize> = HashMap::new();
    for one in raised {
        let is_open = one.finding.status == FindingStatus::Open;
        let is_muted = one.causes.iter().any(|id| unreadable.contains(id));
        if let Some(idx) = incomplete(inputs, read, &one.finding) {
            read[idx].blocked_checks += 1;
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
                    // Only the primary cell is held to be wrong, unless the whole sheet is.
                    let wrong = if is_of_sheet(&one.finding) {
                        one.causes.len()
                    } else {
                        1
                    };
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
fn incomplete(inputs: &RuleInputs<'_>, read: &[Finding], finding: &Finding) -> Option<usize> {
    let edition = inputs.this.edition;
    let in_table = |at: &&Location| {
        at.item
            .as_ref()
            .is_some_and(|item| edition.is_in_table(item))
    };
    let is_relation = finding.looks_at == LooksAt::Relation;
    let tables = finding.locations.iter().filter(in_table);
    let mut tables = tables.filter(|_| is_relation);
    let is_refused = |found: &Finding, at: &Location| {
        let sheet = found.place().and_then(|place| place.sheet.as_deref());
        found.blocks()
            && found.looks_at == LooksAt::Rows
            && found.school == finding.school
            && sheet == at.sheet.as_deref()
    };
    tables.find_map(|at| read.iter().position(|found| is_refused(found, at)))
}

/// A finding about one cell explains what the cell does elsewhere in its workbook; to the region's
/// figures only one that is sure to be wrong does.
fn may_absorb(finding: &Finding, other: &Finding) -> bool {
    let is_close = finding.looks_at < LooksAt::Figure;
    let is_sure = finding.severity == Severity::Error || finding.looks_at == LooksAt::Cell;
    // An explanation answers no question that must not be explained.
    let is_answered_too = finding.status == FindingStatus::Open || answers(finding, other);
    is_close && is_answered_too && (finding.school == other.school || is_sure)
}

/// Whether what was answered for one finding holds for another: it is no graver and rests on nothing
/// that was not answered for.
fn answers(finding: &Finding, other: &Finding) -> bool {
    let named = finding.rests_on().to_string();
    finding.severity <= other.severity && other.rests_on().is_within(&named)
}

/// Whether it is about a whole sheet, which is the cause of all that fails on it.
fn is_of_sheet(finding: &Finding) -> bool {
    finding.looks_at == LooksAt::Sheet
}

fn absorb(finding: &mut Finding, other: Finding) {
    if finding.rule != other.rule && !finding.same_cause.contains(&other.rule) {
        finding.same_cause.push(other.rule);
    }
}

/// Answers of which reading said already that they must be corrected.
fn unreadable(inputs: &RuleInputs<'_>, read: &[Finding]) -> BTreeSet<ObservationId> {
    let wrong = read
        .iter()
        .filter(|finding| finding.severity == Severity::Error && finding.blocks());
    let places: BTreeSet<(&EntityCode, &str, Position)> = wrong
        .filter_map(|finding| {
            let at = finding.place()?;
            Some((finding.school.as_ref()?, at.sheet.as_deref()?, at.cell?))
        })
        .collect();
    let entities: BTreeSet<&EntityCode> = places.iter().map(|(entity, _, _)| *entity).collect();
    let observations = entities
        .into_iter()
        .flat_map(|entity| inputs.this.dataset.of(entity));
    let is_wrong = |observation: &&voced_domain::Observation| {
        let cell = &observation.cell;
        places.contains(&(&observation.entity, &*cell.sheet, cell.position))
    };
    observations
        .filter(is_wrong)
        .map(|found| found.id)
        .collect()
}

fn sort(inputs: &RuleInputs<'_>, findings: &mut [Finding]) {
    let dataset = inputs.this.dataset;
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
        let effect = std::cmp::Reverse(effect(inputs, finding));
        let school = school.and_then(|code| inputs.bureau.rank(code));
        (school, sheet, finding.severity, effect)
    });
}

/// How much of the region's sum of the item the finding puts in doubt, in thousandths.
fn effect(inputs: &RuleInputs<'_>, finding: &Finding) -> i64 {
    share_in_doubt(inputs, finding)
        .and_then(|share| share.scaled(3).floor())
        .unwrap_or(0)
}

fn share_in_doubt(inputs: &RuleInputs<'_>, finding: &Finding) -> Option<Quantity> {
    let item = finding.place()?.item.clone()?;
    let total = inputs
        .figure(&inputs.region().code, &item.clone().into())?
        .printed()?;
    let own = inputs.this.number(finding.school.as_ref()?, &item)?;
    let size = match &finding.difference {
        Some(Gap::Exactly(size)) => size,
        Some(Gap::Between(..)) | None => own.number,
    };
    size.abs().checked_div(&total)
}
