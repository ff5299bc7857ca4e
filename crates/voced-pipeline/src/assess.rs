//! From everything that was read to everything that is known of the year.

use chrono::NaiveDate;
use std::sync::Arc;

use voced_domain::{
    Bureau, Comparison, Dataset, Edition, Fact, Facts, Finding, PrintedFigure, Record,
    ReferenceYear, RuleTally, SchoolProgress, Stamp, Unjudged, Waiver,
};
use voced_indicators::{
    YearAnswers, compare, compare_same_schools, compute, compute_last_year, prior_facts,
};
use voced_ingest::{gather, roster_changed};
use voced_report::{EarlierYear, Run, YearData};
use voced_rules::{Confrontation, RuleInputs, Year, answer, confront};
use voced_template::Template;

use crate::rounds::{self, Before};
use crate::signed::changed_after_signing;
use crate::{EarlierInputs, Inputs, Progress, Step, Stopped, Texts, YearInputs};

/// Everything that is known of a year before anything is written.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The bureau.
    pub bureau: Arc<Bureau>,
    /// The bureau's own definitions, as they were written.
    pub own_definitions: String,
    /// The year.
    pub this: Collected,
    /// The year before, where its workbooks are there.
    pub last: Option<Collected>,
    /// The years before those, as far as the outline of the report looks back, the newest first.
    pub earlier: Vec<EarlierYear>,
    /// Facts of all these years.
    pub facts: Arc<Facts>,
    /// How the printed report of the year stands to the facts, where there is one.
    pub comparison: Option<Comparison>,
    /// Findings of this year's workbooks, answered as far as they are.
    pub findings: Vec<Finding>,
    /// How often each rule passed, failed, or could not judge.
    pub tallies: Vec<RuleTally>,
    /// Relations that could not be judged, with what was answered of them.
    pub unjudged: Vec<Unjudged>,
    /// Where each school stands, in the bureau's order.
    pub progress: Vec<SchoolProgress>,
    /// What the bureau lets stand.
    pub waivers: Vec<Waiver>,
    /// When workbooks were sent out, how they were found, which came back signed.
    pub record: Record,
    /// Findings of last year's workbooks, on which the changes rest.
    pub last_findings: Vec<Finding>,
    /// The texts of the year's report, where there are any.
    pub texts: Option<Texts>,
    /// The files that all of this was read from.
    pub inputs: Vec<Stamp>,
}

/// The workbooks of a year, as one.
#[derive(Clone, Debug)]
pub struct Collected {
    /// The definitions of the year.
    pub edition: Arc<Edition>,
    /// The answers.
    pub dataset: Dataset,
    /// Templates that workbooks may have.
    pub templates: Vec<Template>,
    /// How many schools handed in a usable workbook.
    pub n_schools: usize,
    /// The year before the newest workbooks of schools that sent several.
    before: Option<Before>,
}

impl Assessment {
    /// The year.
    pub fn year(&self) -> ReferenceYear {
        self.this.edition.year()
    }

    /// What reports and outputs are written from, `issued` on a day.
    pub fn run(&self, issued: NaiveDate) -> Run<'_> {
        Run {
            bureau: &self.bureau,
            this: self.this.data(),
            last: self.last.as_ref().map(Collected::data),
            earlier: &self.earlier,
            facts: &self.facts,
            comparison: self.comparison.as_ref(),
            findings: &self.findings,
            unjudged: &self.unjudged,
            issued,
        }
    }
}

impl Collected {
    /// Puts a year's readings into one dataset in the order of schools, with what reading found.
    fn of(inputs: YearInputs, bureau: &Bureau, first_id: u32) -> (Self, Vec<Finding>) {
        let year = inputs.edition.year();
        let readings = inputs.workbooks.into_iter().map(|found| found.content);
        let mut gathered = gather(readings.collect(), bureau);
        let issued = &inputs.issued_to.content;
        if !issued.is_empty() {
            let findings = roster_changed(issued, bureau, year);
            gathered.findings.extend(findings);
        }
        let n_schools = gathered
            .submissions
            .iter()
            .filter(|one| bureau.school(&one.entity).is_some())
            .count();
        let before = Before::of(&gathered.submissions, gathered.earlier);
        let collected = Self {
            edition: inputs.edition,
            dataset: Dataset::assemble(year, gathered.submissions, first_id),
            templates: inputs.templates.content,
            n_schools,
            before,
        };
        (collected, gathered.findings)
    }

    fn data(&self) -> YearData<'_> {
        YearData {
            edition: &self.edition,
            dataset: &self.dataset,
        }
    }

    fn answers(&self) -> YearAnswers<'_> {
        YearAnswers {
            edition: &self.edition,
            dataset: &self.dataset,
        }
    }

    fn year(&self) -> Year<'_> {
        Year {
            edition: &self.edition,
            dataset: &self.dataset,
        }
    }
}

/// From everything that was read to everything that is known of the year.
///
/// Takes the inputs, since nobody has room for a nation's readings twice; whoever wants to assess them
/// again clones them before.
///
/// # Errors
/// [`Stopped`], where `progress` said so.
pub fn assess(mut inputs: Inputs, progress: &Progress<'_>) -> Result<Assessment, Stopped> {
    Stopped::unless(progress, Step::Computing)?;
    let stamps = inputs.take_stamps();
    let bureau = inputs.bureau;
    let (this, mut findings) = Collected::of(inputs.this, &bureau, 0);
    let record = inputs.record.content;
    findings.extend(changed_after_signing(&bureau, &this.dataset, &record));
    let first_id = this.dataset.next_id();
    let (last, last_findings) = last_year(
        inputs.last,
        &bureau,
        first_id,
        &inputs.waivers_before.content,
    );
    let next_id = last
        .as_ref()
        .map_or(first_id, |last| last.dataset.next_id());
    let (earlier, earlier_facts) = earlier_years(inputs.earlier, next_id);
    let facts = facts(
        &bureau,
        &this,
        last.as_ref(),
        &inputs.printed_before.content,
        earlier_facts,
    );
    let facts = Arc::new(facts);

    Stopped::unless(progress, Step::Checking)?;
    let waivers = inputs.waivers.content;
    let checked = RuleInputs::new(
        &bureau,
        this.year(),
        last.as_ref().map(Collected::year),
        &facts,
    );
    let Confrontation {
        findings,
        tallies,
        unjudged,
    } = confront(&checked, findings, &waivers);
    let schools = rounds::progress(&checked, this.before.as_ref(), &findings, &waivers, &record);
    let printed = inputs.printed_now.content;
    let comparison = (!printed.is_empty()).then(|| compare(&this.edition, &facts, &printed));
    Ok(Assessment {
        own_definitions: inputs.own_definitions,
        this,
        last,
        earlier,
        facts,
        comparison,
        findings,
        tallies,
        unjudged,
        progress: schools,
        waivers,
        record,
        last_findings,
        texts: inputs.texts.map(|texts| texts.content),
        inputs: stamps,
        bureau,
    })
}

/// The workbooks of last year, and what was found in them, as it was answered then.
fn last_year(
    inputs: Option<YearInputs>,
    bureau: &Bureau,
    first_id: u32,
    waivers: &[Waiver],
) -> (Option<Collected>, Vec<Finding>) {
    let Some(inputs) = inputs else {
        return (None, Vec::new());
    };
    let (last, mut findings) = Collected::of(inputs, bureau.last_year(), first_id);
    answer(&mut findings, &last.year(), waivers);
    (Some(last), findings)
}

/// Facts of the year, and those of the year before that they are compared with: from its workbooks,
/// and from print.
fn facts(
    bureau: &Bureau,
    this: &Collected,
    last: Option<&Collected>,
    printed_before: &[PrintedFigure],
    earlier: Facts,
) -> Facts {
    let prior = facts_of_last_year(bureau, &this.edition, last, printed_before);
    let mut facts = compute(bureau, &this.edition, &this.dataset, &prior);
    if let Some(last) = last {
        compare_same_schools(bureau, this.answers(), last.answers(), &mut facts);
    }
    Facts::followed_by(facts, prior.and(earlier))
}

/// The years before the last one, each by itself: who reported then, what, and what follows from it.
fn earlier_years(inputs: Vec<EarlierInputs>, mut next_id: u32) -> (Vec<EarlierYear>, Facts) {
    let mut years = Vec::new();
    let mut all = Facts::default();
    for EarlierInputs {
        bureau,
        inputs,
        printed,
    } in inputs
    {
        // What was found in those workbooks was answered in their own year.
        let (collected, _) = Collected::of(inputs, &bureau, next_id);
        next_id = collected.dataset.next_id();
        let Collected {
            edition, dataset, ..
        } = collected;
        let mut facts = compute(&bureau, &edition, &dataset, &Facts::default());
        facts.extend(prior_facts(&bureau, &edition, &printed.content));
        all = all.and(Facts::new(facts));
        years.push(EarlierYear {
            bureau,
            edition,
            dataset,
        });
    }
    (years, all)
}

/// What the facts of a year are compared with, about the bureau's schools and regions of that year:
/// computed from the workbooks of the year before, as far as there are any, and from print.
pub fn facts_of_last_year(
    bureau: &Bureau,
    edition: &Edition,
    last: Option<&Collected>,
    printed: &[PrintedFigure],
) -> Facts {
    let of_last = |last: &Collected| compute_last_year(bureau, &last.edition, &last.dataset);
    let mut prior: Vec<Fact> = last.map_or_else(Vec::new, of_last);
    prior.extend(prior_facts(bureau, edition, printed));
    Facts::new(prior)
}
