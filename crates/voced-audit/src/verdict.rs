//! Verdicts: what becomes of each claim.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use voced_domain::{Bureau, Edition, Facts};

use crate::checks;
use crate::claim::{Claim, Unread};
use crate::document::Document;
use crate::extract::{Extracted, claims};
use crate::figures::{FigureKind, figures, kinds};
use crate::ledger::Ledger;
use crate::own;
use crate::statement::{Statement, statements};
use crate::wording;

/// What a claim comes to, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It cannot be true together with others.
    Contradicts,
    /// It can only be true under an assumption that is named.
    Tension,
    /// It is off by one last place, so that a list of shares makes 100.
    Rounding,
    /// It is true and badly said.
    Style,
    /// It follows from others, or is said elsewhere just so.
    Agrees,
    /// It is said to be approximate.
    Approximate,
    /// Nothing to hold it against.
    NotCheckable,
}

impl Verdict {
    /// All of them, the gravest first.
    pub const ALL: [Verdict; 7] = [
        Verdict::Contradicts,
        Verdict::Tension,
        Verdict::Rounding,
        Verdict::Style,
        Verdict::Agrees,
        Verdict::Approximate,
        Verdict::NotCheckable,
    ];

    /// Of a number that is as it should be, or is not.
    pub(crate) fn of(agrees: bool) -> Self {
        if agrees {
            Verdict::Agrees
        } else {
            Verdict::Contradicts
        }
    }

    /// The verdict in Chinese.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Contradicts => "矛盾",
            Verdict::Tension => "存疑",
            Verdict::Rounding => "凑整",
            Verdict::Style => "写法",
            Verdict::Agrees => "相符",
            Verdict::Approximate => "约数",
            Verdict::NotCheckable => "无从核对",
        }
    }
}

/// How numbers are bound to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// A number and the fact of the data that it tells.
    Fact,
    /// What several add up to, or leave no choice about.
    Sum,
    /// A rate with its numerator and denominator.
    Rate,
    /// A share with its part and whole, and shares that make 100.
    Share,
    /// A change with what was and what is.
    Difference,
    /// A change in percent.
    Growth,
    /// So many to one, or for each.
    Ratio,
    /// Groups of one size.
    Product,
    /// Columns of a table, or lists in one order.
    Column,
    /// What is said twice.
    Same,
    /// A word that says which way something went.
    Direction,
    /// A number and the names it counts.
    List,
    /// How a number is written.
    Writing,
}

/// What says that a relation holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// The text does: 占, 比上年增加, 其中…分别为.
    Stated,
    /// How the numbers stand together, and that others of them fit.
    Structural,
    /// The catalogue's definitions, or the data.
    Known,
}

/// A verdict on one claim, with how it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The claim, as index.
    pub claim: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// The check that gave it; empty where none did.
    pub check: &'static str,
    /// What was expected, where that is a number.
    pub expected: Option<String>,
    /// How it follows, in one sentence.
    pub reason: String,
    /// Other claims that it rests on, as indices.
    pub related: Vec<usize>,
}

impl Judged {
    /// A claim that follows from others.
    pub(crate) fn agrees(
        check: &'static str,
        claim: usize,
        reason: String,
        related: Vec<usize>,
    ) -> Self {
        Self {
            claim,
            verdict: Verdict::Agrees,
            check,
            expected: None,
            reason,
            related,
        }
    }

    /// A claim that cannot be true together with others, and what it would have to be.
    /// Whether the number is as it should be.
    pub(crate) fn is_agreed(&self) -> bool {
        self.verdict == Verdict::Agrees
    }

    pub(crate) fn contradicts(
        check: &'static str,
        claim: usize,
        expected: String,
        reason: String,
        related: Vec<usize>,
    ) -> Self {
        Self {
            claim,
            verdict: Verdict::Contradicts,
            check,
            expected: Some(expected),
            reason,
            related,
        }
    }

    /// The check that gave it, in Chinese; empty where none did.
    pub fn check_title(&self) -> &'static str {
        let mut checks = checks::all().iter();
        checks
            .find(|check| check.name == self.check)
            .map_or("", |check| check.title)
    }

    /// What relation it rests on, and what says that it holds; nothing where nothing was found.
    pub fn relation(&self) -> Option<(RelationKind, Evidence)> {
        let mut checks = checks::all().iter();
        let check = checks.find(|check| check.name == self.check)?;
        Some((check.relation, check.evidence))
    }
}

/// A report with its claims and one verdict for each.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The claims, in the order of the report.
    pub claims: Vec<Claim>,
    /// What kind of number each claim is, in the same order.
    pub kinds: Vec<FigureKind>,
    /// What each claim says: of what, and whose, in the same order.
    pub statements: Vec<Statement>,
    /// The gravest verdict on each claim, in the same order.
    pub judged: Vec<Judged>,
    /// Every verdict that was found, the gravest first for each claim.
    pub all: Vec<Judged>,
    /// How many digits are no figures by grammar: dates, numbers of documents, schemes.
    pub non_figures: usize,
    /// What could not be read, or placed.
    pub unread: Vec<Unread>,
}

/// How many claims came to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// How many numbers were taken for claims.
    pub claims: usize,
    /// Of these, of how many the item or indicator was recognised.
    pub recognised: usize,
    /// How many digits are no figures by grammar.
    pub non_figures: usize,
    /// How many could not be read, or placed.
    pub unread: usize,
    /// How many claims came to each verdict, the gravest first.
    pub verdicts: Vec<(Verdict, usize)>,
}

/// What a report is held against.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// The bureau, whose schools the report names.
    pub bureau: &'a Bureau,
    /// The facts of the year and the one before.
    pub facts: &'a Facts,
}

/// Judges every number of a report: by arithmetic alone, and against data where there are any.
pub fn audit(document: &Document, edition: &Edition, data: Option<Data<'_>>) -> Audit {
    let Extracted {
        mut claims,
        non_figures,
        unread,
    } = claims(document, edition, data.map(|data| data.bureau));
    let kinds = kinds(&claims, &figures(document, &claims));
    let statements = statements(document, &claims, &kinds);
    own::keep(&mut claims, &statements, edition);
    own::doubt_rows(&mut claims, &statements);
    let ledger = Ledger::new(edition, document, &claims, &statements, data);
    let mut all: Vec<Judged> = checks::all()
        .iter()
        .flat_map(|check| (check.judge)(&ledger))
        .collect();
    settle(&mut all);
    all.retain_mut(|judged| weigh(judged, &claims));
    for judged in &mut all {
        wording::as_printed(judged, &claims);
    }
    all.sort_by_key(|judged| (judged.claim, judged.verdict));
    let mut gravest: BTreeMap<usize, &Judged> = BTreeMap::new();
    for judged in &all {
        gravest.entry(judged.claim).or_insert(judged);
    }
    let judged = claims.iter().enumerate().map(|(idx, claim)| {
        let found = gravest.get(&idx);
        found.map_or_else(|| unjudged(idx, claim), |judged| (*judged).clone())
    });
    let judged = judged.collect();
    Audit {
        statements,
        kinds,
        claims,
        judged,
        all,
        non_figures,
        unread,
    }
}

/// What the parts of a number bear out is not put in doubt by who repeats it wrongly, nor what the
/// facts bear out by another denominator: a report may print two definitions. What the counts beside
/// a rate bear out is a rate of those counts. By how much something grew follows from its own numbers before it
/// follows from those of its parts.
fn settle(all: &mut Vec<Judged>) {
    let agreeing = |is_check: fn(&str) -> bool| -> BTreeSet<usize> {
        let agreeing = all
            .iter()
            .filter(|judged| judged.verdict == Verdict::Agrees && is_check(judged.check));
        agreeing.map(|judged| judged.claim).collect()
    };
    let borne_out = agreeing(|check| check != checks::REPEAT && check != checks::SAME);
    let by_facts = agreeing(|check| check == checks::DATA);
    let beside = agreeing(|check| check == checks::STATED_RATE);
    let by_frame = agreeing(|check| check == checks::GROWTH);
    let by_whole = agreeing(|check| check == checks::WHOLE);
    let wholes = wholes(all);
    all.retain(|judged| match judged.check {
        checks::TOTAL => {
            let contradicts = judged.verdict == Verdict::Contradicts;
            let is_borne_out = [&by_frame, &wholes, &by_whole]
                .iter()
                .any(|claims| claims.contains(&judged.claim));
            !(contradicts && is_borne_out)
        }
        checks::REPEAT => !borne_out.contains(&judged.claim),
        // Of a list that does not make a hundred, those that are what their counts make them are not to blame.
        checks::SHARES => judged.verdict == Verdict::Agrees || !borne_out.contains(&judged.claim),
        checks::SAME => judged.verdict == Verdict::Agrees || !borne_out.contains(&judged.claim),
        checks::RATIO => {
            let is_tension = judged.verdict == Verdict::Tension;
            judged.verdict == Verdict::Agrees
                || !(is_tension && by_facts.contains(&judged.claim)
                    || beside.contains(&judged.claim))
        }
        _ => true,
    });
}

/// The numbers that several shares are found to be of: a list that does not make them up is not all of them.
fn wholes(all: &[Judged]) -> BTreeSet<usize> {
    let mut votes: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let agreeing = all
        .iter()
        .filter(|judged| judged.verdict == Verdict::Agrees && judged.check == checks::WHOLE);
    for judged in agreeing {
        // The count of the share stands first, then its whole, where that is printed.
        if let [_, whole] = judged.related[..] {
            votes.entry(whole).or_default().insert(judged.claim);
        }
    }
    let several = votes.into_iter().filter(|(_, shares)| shares.len() > 1);
    several.map(|(whole, _)| whole).collect()
}

/// A contradiction stands between numbers that are named. Where only the others are guessed, it is a
/// doubt; where the claim itself is, it is nothing, and so is the doubt whether a rate has another
/// denominator. What stands side by side in a sentence needs no names.
fn weigh(judged: &mut Judged, claims: &[Claim]) -> bool {
    let claim = &claims[judged.claim];
    let is_beside = |idx: &usize| {
        let (own, other) = (&claim.place, &claims[*idx].place);
        (own.block, own.sentence) == (other.block, other.sentence) && claim.is_in_text()
    };
    let is_nameless = checks::is_nameless(judged.check)
        || judged.check == checks::TREND && judged.related.iter().all(is_beside);
    if claim.fact.is_none() || is_nameless {
        return true;
    }
    let are_named = judged.related.iter().all(|idx| claims[*idx].is_named);
    match judged.verdict {
        Verdict::Contradicts if !are_named => {
            judged.verdict = Verdict::Tension;
            judged.reason.push_str("；所据的数是推断的，请核对");
            claim.is_named
        }
        Verdict::Contradicts => claim.is_named,
        Verdict::Tension if judged.check == checks::RATIO => claim.is_named && are_named,
        _ => true,
    }
}

fn unjudged(idx: usize, claim: &Claim) -> Judged {
    let (verdict, reason) = if claim.is_approximate {
        (Verdict::Approximate, "是约数，不作核对")
    } else {
        (Verdict::NotCheckable, "文中没有可以核对的数")
    };
    Judged {
        claim: idx,
        verdict,
        check: "",
        expected: None,
        reason: reason.into(),
        related: Vec::new(),
    }
}

impl Audit {
    /// How many claims came to what.
    pub fn summary(&self) -> Summary {
        let count = |verdict: Verdict| {
            self.judged
                .iter()
                .filter(|judged| judged.verdict == verdict)
                .count()
        };
        Summary {
            claims: self.claims.len(),
            recognised: self
                .claims
                .iter()
                .filter(|claim| claim.fact.is_some())
                .count(),
            non_figures: self.non_figures,
            unread: self.unread.len(),
            verdicts: Verdict::ALL
                .map(|verdict| (verdict, count(verdict)))
                .to_vec(),
        }
    }

    /// Whether anything contradicts.
    pub fn contradicts(&self) -> bool {
        self.judged
            .iter()
            .any(|judged| judged.verdict == Verdict::Contradicts)
    }
}
