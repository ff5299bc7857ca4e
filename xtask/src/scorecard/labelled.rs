//! What the audit reads of texts that it did not grow up with: the labelled ones layer by layer, and of the
//! excerpts without labels how many derived numbers it can confirm.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use voced_audit::{Audit, Claim, Kind, Verdict, audit, read};
use voced_cli::Failure;
use voced_domain::{Catalogue, Edition, Quantity, ReferenceYear};

use super::table::share;

/// The labelled texts, and what they are called.
const LABELLED: &[(&str, &str)] = &[
    ("fixtures/audits/labelled", "有标注的短文"),
    ("fixtures/audits/further", "另一批有标注的短文"),
];
const EXCERPTS: &str = "fixtures/audits/excerpts/texts";
/// The year whose names are used; the texts are of many.
const YEAR: u16 = 2020;

/// The labels of a text, as far as they are counted here.
#[derive(Deserialize)]
struct Gold {
    text: String,
    quantities: Vec<Labelled>,
    relations: Vec<Relation>,
}

#[derive(Deserialize)]
struct Labelled {
    line: usize,
    printed: String,
    value: String,
    unit: String,
    kind: String,
    period: Option<String>,
    #[serde(default)]
    measure: String,
    #[serde(default)]
    scope: Vec<String>,
}

#[derive(Deserialize)]
struct Relation {
    kind: String,
    parts: Vec<usize>,
    result: Option<usize>,
    holds: bool,
    #[serde(default)]
    grade: Option<String>,
    #[serde(default)]
    fault: Option<serde_json::Value>,
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Score {
    right: usize,
    of: usize,
}

impl Score {
    fn add(&mut self, is_right: bool) {
        self.of += 1;
        self.right += usize::from(is_right);
    }

    fn words(self) -> String {
        format!(
            "{}/{}（{}）",
            self.right,
            self.of,
            share(self.right, self.of)
        )
    }
}

#[derive(Default)]
struct Scores {
    values: Score,
    units: Score,
    kinds: Score,
    years: Score,
    measures: Score,
    statements: Score,
    relations: Score,
    faults: Score,
    alarms: Vec<String>,
    missed: Vec<String>,
}

/// The part of the scorecard about them.
pub(super) fn labelled(text: &mut String) -> Result<(), Failure> {
    let catalogue = Catalogue::national().map_err(Failure::of)?;
    let year = ReferenceYear::new(YEAR).map_err(Failure::of)?;
    let edition = catalogue.edition(year);
    for (folder, title) in LABELLED {
        of_folder(text, folder, title, &edition)?;
    }
    excerpts(text, &edition)
}

fn of_folder(
    text: &mut String,
    folder: &str,
    title: &str,
    edition: &Edition,
) -> Result<(), Failure> {
    let mut scores = Scores::default();
    let mut n_texts = 0;
    for path in files(&format!("{folder}/gold"))? {
        let content = fs::read(&path).map_err(|error| Failure::io(Path::new(&path), error))?;
        let gold: Gold = serde_json::from_slice(&content)
            .map_err(|error| Failure::new(error, format!("请改正{path}")))?;
        let audit = audited(&format!("{folder}/texts/{}", gold.text), edition)?;
        scores.text(&gold, &audit);
        n_texts += 1;
    }
    let _ = write!(
        text,
        "\n## {title}\n\n`{folder}`的{n_texts}篇，数字取自别处公布的报告，人工标注。用来改进核对，所以只说明没有退步。\n\n\
         | 项目 | 正确 |\n|---|---:|\n\
         | 数值（万、亿乘开） | {} |\n| 单位 | {} |\n| 种类 | {} |\n| 年份 | {} |\n\
         | 数的是什么 | {} |\n| 数的是什么、谁的、哪年 | {} |\n\
         | 成立而有结果的关系，结果判为相符 | {} |\n| 不成立的关系，判出 | {} |\n",
        scores.values.words(),
        scores.units.words(),
        scores.kinds.words(),
        scores.years.words(),
        scores.measures.words(),
        scores.statements.words(),
        scores.relations.words(),
        scores.faults.words(),
    );
    list(text, "没有判出的", &scores.missed);
    list(text, "误判的", &scores.alarms);
    Ok(())
}

fn excerpts(text: &mut String, edition: &Edition) -> Result<(), Failure> {
    let mut confirmed = Score::default();
    let mut flags = Vec::new();
    let all = files(EXCERPTS)?;
    for path in &all {
        let audit = audited(path, edition)?;
        for judged in &audit.judged {
            let claim = &audit.claims[judged.claim];
            if is_derived(claim) {
                confirmed.add(matches!(
                    judged.verdict,
                    Verdict::Agrees | Verdict::Rounding
                ));
            }
            if judged.verdict <= Verdict::Tension {
                flags.push(flag(&stem(path), claim, judged.verdict, &judged.reason));
            }
        }
    }
    let _ = write!(
        text,
        "\n## 没有标注的摘录\n\n`{EXCERPTS}`的{}段里，派生的数（百分比、增减、比）有{}能由同段的数证实；其余多数没有可以核对的数。\n",
        all.len(),
        confirmed.words(),
    );
    list(text, "判为矛盾、存疑的", &flags);
    Ok(())
}

fn list(text: &mut String, head: &str, lines: &[String]) {
    if lines.is_empty() {
        let _ = writeln!(text, "\n{head}：没有。");
        return;
    }
    let _ = writeln!(text, "\n{head}：\n");
    for line in lines {
        let _ = writeln!(text, "* {line}");
    }
}

fn flag(of: &str, claim: &Claim, verdict: Verdict, reason: &str) -> String {
    let (line, printed) = (claim.place.line, &claim.text);
    format!("{of}第{line}行“{printed}”〔{}〕{reason}", verdict.name())
}

fn stem(path: &str) -> String {
    let stem = Path::new(path).file_stem();
    stem.map_or_else(String::new, |stem| stem.to_string_lossy().into_owned())
}

/// What follows from other numbers, where these are printed.
fn is_derived(claim: &Claim) -> bool {
    let is_rate = claim.unit.contains(['%', '‰', ':']) || claim.unit.ends_with("分点");
    is_rate || claim.kind == Kind::Change
}

fn files(folder: &str) -> Result<Vec<String>, Failure> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::io(Path::new(folder), error))?;
    let paths = entries.flatten().map(|entry| entry.path());
    let mut paths: Vec<String> = paths
        .map(|path| path.to_string_lossy().replace('\\', "/"))
        .collect();
    paths.sort();
    Ok(paths)
}

fn audited(path: &str, edition: &Edition) -> Result<Audit, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::io(Path::new(path), error))?;
    let document = read(&bytes).map_err(|error| Failure::new(error, error.remedy()))?;
    Ok(audit(&document, edition, None))
}

fn digits(text: &str) -> String {
    let digits = text.chars().filter(|c| c.is_ascii_digit() || *c == '.');
    digits.collect()
}

/// The labelled numbers of each claim, by line and digits in the order of the text.
fn matched(gold: &Gold, audit: &Audit) -> Vec<Vec<usize>> {
    let mut free: BTreeMap<(usize, String), Vec<usize>> = BTreeMap::new();
    for (idx, one) in gold.quantities.iter().enumerate() {
        free.entry((one.line, digits(&one.printed)))
            .or_default()
            .push(idx);
    }
    let mut free: BTreeMap<(usize, String), VecDeque<usize>> = free
        .into_iter()
        .map(|(key, mut all)| {
            // Where fewer are claimed than printed, the figures come first.
            all.sort_by_key(|idx| gold.quantities[*idx].kind == "non_figure");
            (key, all.into())
        })
        .collect();
    let numbers = |claim: &Claim| -> Vec<String> {
        let is_number = |text: &&str| text.contains(|c: char| c.is_ascii_digit());
        claim
            .text
            .split(':')
            .filter(is_number)
            .map(digits)
            .collect()
    };
    let claims = audit.claims.iter().map(|claim| {
        let found = numbers(claim)
            .into_iter()
            .filter_map(|digits| free.get_mut(&(claim.place.line, digits))?.pop_front());
        found.collect()
    });
    claims.collect()
}

impl Scores {
    fn text(&mut self, gold: &Gold, audit: &Audit) {
        let matched = matched(gold, audit);
        let mut claim_of: BTreeMap<usize, usize> = BTreeMap::new();
        for (claim, labelled) in matched.iter().enumerate() {
            for idx in labelled {
                claim_of.entry(*idx).or_insert(claim);
            }
        }
        let year = main_year(gold);
        for (idx, one) in gold.quantities.iter().enumerate() {
            let claim = claim_of.get(&idx).filter(|_| one.kind != "non_figure");
            if let Some(claim) = claim {
                self.figure(one, &audit.claims[*claim], year);
                self.statement(one, audit, *claim, year);
            }
        }
        let verdict = |idx: usize| claim_of.get(&idx).map(|claim| audit.judged[*claim].verdict);
        self.relations(gold, verdict);
        let broken: BTreeSet<usize> = gold
            .relations
            .iter()
            .filter(|relation| !relation.holds)
            .flat_map(|relation| relation.parts.iter().copied().chain(relation.result))
            .collect();
        for (claim, labelled) in matched.iter().enumerate() {
            let judged = &audit.judged[claim];
            let is_right = labelled.iter().any(|idx| broken.contains(idx));
            if judged.verdict <= Verdict::Tension && !is_right {
                let claim = &audit.claims[claim];
                let of = stem(&gold.text);
                self.alarms
                    .push(flag(&of, claim, judged.verdict, &judged.reason));
            }
        }
    }

    fn figure(&mut self, one: &Labelled, claim: &Claim, year: Option<u16>) {
        let value: Option<Quantity> = one.value.parse().ok();
        let is_first = digits(claim.text.split(':').next().unwrap_or("")) == digits(&one.printed);
        if is_first {
            let is_right = value.is_some_and(|value| value.abs() == claim.base_value().abs());
            self.values.add(is_right);
            // A unit that is not printed is none; that of a ratio is its own.
            let is_open = claim.unit.is_empty() || claim.unit.contains(':');
            self.units
                .add(is_open || plain(claim.counted()) == plain(&one.unit));
        }
        let period = one.period.as_deref().and_then(|period| years(period, year));
        if let (Some((from, to)), Some(found)) = (period, claim.year) {
            self.years.add((from..=to).contains(&found));
        }
    }

    fn statement(&mut self, one: &Labelled, audit: &Audit, idx: usize, year: Option<u16>) {
        let (claim, found) = (&audit.claims[idx], &audit.statements[idx]);
        self.kinds.add(audit.kinds[idx].name() == one.kind);
        let is_measure = is_same_measure(&found.measure, &one.measure);
        let period = one.period.as_deref().and_then(|period| years(period, year));
        let is_year = period
            .is_none_or(|(from, to)| claim.year.is_some_and(|year| (from..=to).contains(&year)));
        self.measures.add(is_measure);
        let is_scope = is_same_scope(&found.scope, &one.scope);
        self.statements.add(is_measure && is_scope && is_year);
    }

    fn relations(&mut self, gold: &Gold, verdict: impl Fn(usize) -> Option<Verdict>) {
        let mut faults: BTreeMap<String, (bool, String)> = BTreeMap::new();
        for relation in &gold.relations {
            let Some(result) = relation.result else {
                continue;
            };
            let printed = &gold.quantities[result];
            if relation.holds {
                if relation.kind != "range" {
                    self.relations.add(verdict(result) == Some(Verdict::Agrees));
                }
                continue;
            }
            let all = relation.parts.iter().copied().chain([result]);
            let is_seen = all
                .filter_map(&verdict)
                .any(|verdict| verdict <= Verdict::Rounding);
            let key = relation.fault.as_ref().map_or_else(
                || format!("{}{}", printed.line, printed.printed),
                ToString::to_string,
            );
            let grade = relation.grade.as_deref().unwrap_or("");
            let (of, line) = (stem(&gold.text), printed.line);
            let words = format!("{of}第{line}行“{}”（{grade}）", printed.printed);
            let fault = faults.entry(key).or_insert((false, words));
            fault.0 |= is_seen;
        }
        for (is_seen, words) in faults.into_values() {
            self.faults.add(is_seen);
            if !is_seen {
                self.missed.push(words);
            }
        }
    }
}

/// Whether two measures are one: equal, or one ends in the other, but for what says that it is a number.
fn is_same_measure(one: &str, other: &str) -> bool {
    let head = |text: &str| {
        let ends = ["总人数", "总数", "人数", "数量", "规模", "情况", "数"];
        let stem = ends.iter().find_map(|end| text.strip_suffix(end));
        stem.unwrap_or(text).to_owned()
    };
    let (one, other) = (head(one), head(other));
    let is_within = one.ends_with(&other) || other.ends_with(&one);
    !one.is_empty() && !other.is_empty() && is_within
}

/// Whether two scopes share at least half of their terms, places aside.
fn is_same_scope(one: &[String], other: &[String]) -> bool {
    let is_place = |term: &&String| term.ends_with(['省', '市', '区', '县', '州', '国']);
    let [one, other] = [one, other]
        .map(|scope| -> Vec<&String> { scope.iter().filter(|term| !is_place(term)).collect() });
    let near = |term: &str, others: &[&String]| {
        others
            .iter()
            .any(|other| other.contains(term) || term.contains(other.as_str()))
    };
    let shared = one.iter().filter(|term| near(term, &other)).count()
        + other.iter().filter(|term| near(term, &one)).count();
    shared * 2 >= one.len() + other.len()
}

/// A unit by the word that all its words come to.
fn plain(unit: &str) -> &str {
    match unit {
        "名" | "位" => "人",
        "个百分点" => "百分点",
        other => other,
    }
}

/// The year that most numbers of a text are of.
fn main_year(gold: &Gold) -> Option<u16> {
    let mut counts: BTreeMap<u16, usize> = BTreeMap::new();
    for one in &gold.quantities {
        if let Some((from, _)) = one.period.as_deref().and_then(|period| years(period, None)) {
            *counts.entry(from).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|(year, count)| (*count, std::cmp::Reverse(*year)));
    most.map(|(year, _)| year)
}

/// The first and the last year of a period; 上年 is the one before the text's.
fn years(period: &str, main: Option<u16>) -> Option<(u16, u16)> {
    if period == "上年" {
        return main.map(|year| (year - 1, year - 1));
    }
    let is_year = |year: &u16| (1900..2100).contains(year);
    let parts = period.split(|c: char| !c.is_ascii_digit());
    let all: Vec<u16> = parts
        .filter_map(|part| part.parse().ok())
        .filter(is_year)
        .collect();
    Some((*all.first()?, *all.last()?))
}
