//! Our own report after somebody edited it: which edits are found, by the list of edits, by the
//! data and by arithmetic alone, and what is called an edit that is none.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use rayon::prelude::*;
use voced_audit::{
    Audit, Block, Claim, Data, Document, Edit, Text, Verdict, audit, edits as listed, read,
};
use voced_cli::{Failure, year};
use voced_docx::docx;
use voced_domain::{Bureau, Edition, Facts};
use voced_folder::Folder;
use voced_pipeline::{Assessment, assess, go_on};
use voced_report::{Audience, Report, Standing, compose};

use super::edits_harmless as harmless;
use super::edits_made::{KINDS, Kind, MadeEdit, Shown};
use super::table::share;
use super::word::Word;
use crate::random::Random;

const BUREAU: &str = "fixtures/siping";
const YEAR: u16 = 2020;
const EDITS: u64 = 240;
const HARMLESS: u64 = 36;

/// The report of the example bureau with what it is audited against.
struct Bench {
    assessment: Assessment,
}

/// A number that is called faulty, by where it stands.
type Called = BTreeSet<(usize, String)>;

/// What the audit says of the report before it is edited.
struct Before {
    by_data: Called,
    alone: Called,
}

/// What came of an edit.
struct Trial {
    kind: &'static Kind,
    made: MadeEdit,
    is_listed: bool,
    /// How many edits are listed besides.
    n_beside: usize,
    by_data: bool,
    alone: bool,
}

/// The part of the scorecard about edits of our own report.
pub(super) fn edits(text: &mut String) -> Result<(), Failure> {
    let bench = Bench::new()?;
    let public = bench.docx(Audience::Public)?;
    let word = Word::open(&public)?;
    let as_written = document(&public)?;
    let before = Before {
        by_data: called(&bench.by_data(&as_written)),
        alone: called(&bench.alone(&as_written)),
    };
    let trials: Vec<Trial> = (0..EDITS)
        .into_par_iter()
        .map(|number| bench.tried(&word, &before, number))
        .filter_map(Result::transpose)
        .collect::<Result<_, _>>()?;
    text.push_str(
        "\n## 改动过的报告\n\n\
         示例教育局的公开版写成docx，在`word/document.xml`里像在Word里那样改一处，再核对。“改动清单找到”指生成以后被改动的数字里列出了这一处；\n\
         “按数据判出”指这一处的数对照数据被判为矛盾、存疑或写法；“只凭算术判出”指去掉标记、也没有数据时被判。删去的和没有数的无从判出。\n\n",
    );
    table(text, &trials);
    let beside: usize = trials.iter().map(|trial| trial.n_beside).sum();
    let _ = writeln!(text, "\n改动清单列出的别处的数：{beside}处。");
    misses(text, &trials);
    bench.false_alarms(text, &word)
}

impl Bench {
    fn new() -> Result<Self, Failure> {
        let folder = Folder::open(Path::new(BUREAU))?;
        let year = year(YEAR)?;
        let mut inputs = folder.inputs(year, &go_on)?;
        inputs.texts = folder.texts(year)?;
        let assessment = assess(inputs, &go_on)?;
        Ok(Self { assessment })
    }

    fn report(&self, audience: Audience) -> Result<Report, Failure> {
        let texts = self.assessment.texts.clone().unwrap_or_default();
        let narrative = texts.narrative().map_err(Failure::of)?;
        let run = self
            .assessment
            .run(self.assessment.year().usual_day_of_issue());
        compose(&run, &narrative, audience, Standing::Final).map_err(Failure::of)
    }

    fn docx(&self, audience: Audience) -> Result<Vec<u8>, Failure> {
        docx(&self.report(audience)?).map_err(Failure::of)
    }

    fn by_data(&self, document: &Document) -> Audit {
        let bureau: &Bureau = &self.assessment.bureau;
        let facts: &Facts = &self.assessment.facts;
        audit(document, self.edition(), Some(Data { bureau, facts }))
    }

    fn alone(&self, document: &Document) -> Audit {
        audit(&foreign(document), self.edition(), None)
    }

    fn edition(&self) -> &Edition {
        &self.assessment.this.edition
    }

    fn tried(&self, word: &Word, before: &Before, number: u64) -> Result<Option<Trial>, Failure> {
        let mut random = Random::new(number << 20);
        let kinds = KINDS.len() as u64;
        let kind = &KINDS[usize::try_from(number % kinds).unwrap_or(0)];
        let Some(made) = kind.make(word, &mut random) else {
            return Ok(None);
        };
        let document = document(&word.with(&made.splices)?)?;
        let edits = listed(&document);
        Ok(Some(Trial {
            kind,
            is_listed: made.is_listed(&edits),
            n_beside: made.n_beside(&edits),
            by_data: made.is_called(&self.by_data(&document), &before.by_data),
            alone: made.is_called(&self.alone(&document), &before.alone),
            made,
        }))
    }
}

fn document(docx: &[u8]) -> Result<Document, Failure> {
    read(docx).map_err(|error| Failure::new(error, error.remedy()))
}

/// The same text from another program, which kept neither the marks nor what they were given: the
/// reader finds the marks by what they were given, and without it reads no other text.
fn foreign(document: &Document) -> Document {
    let bare = |text: &mut Text| *text = Text::from(text.as_str());
    let mut blocks = document.blocks.clone();
    for block in &mut blocks {
        match block {
            Block::Heading(line) | Block::Paragraph(line) => bare(&mut line.text),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(bare);
            }
        }
    }
    Document {
        measure: document.measure,
        blocks,
        ..Document::default()
    }
}

/// A text without the spaces that the readers leave out.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

impl Shown {
    /// Whether an edit is this.
    fn is(&self, edit: &Edit, line: usize) -> bool {
        match (self, &edit.found, &edit.given) {
            (Shown::New(new), Some(found), _) => {
                edit.line.abs_diff(line) <= NEAR
                    && new.split('|').any(|new| found.contains(&solid(new)))
            }
            (Shown::Gone(sentence), None, Some(given)) => {
                let sentence = solid(sentence);
                sentence.contains(given) && sentence.contains(solid(&edit.sentence).as_str())
            }
            _ => false,
        }
    }
}

/// A neighbour in a table may stand in the next row, whose first paragraph is so much further.
const NEAR: usize = 12;

impl MadeEdit {
    fn is_listed(&self, edits: &[Edit]) -> bool {
        let mut shown = self.shown.iter();
        shown.all(|shown| edits.iter().any(|edit| shown.is(edit, self.line)))
    }

    /// What is listed and stands elsewhere.
    fn n_beside(&self, edits: &[Edit]) -> usize {
        let is_here = |edit: &&Edit| edit.line.abs_diff(self.line) <= NEAR;
        edits.len() - edits.iter().filter(is_here).count()
    }

    /// Whether one of its numbers is called faulty that was not before.
    fn is_called(&self, audit: &Audit, before: &Called) -> bool {
        let numbers = |text: &str| {
            let bare = |number: &String| number.trim_end_matches('%') == text;
            self.numbers.iter().any(bare)
        };
        let called = called(audit);
        let mut new = called.difference(before);
        new.any(|(line, text)| line.abs_diff(self.line) <= NEAR && numbers(text))
    }
}

fn bare(claim: &Claim) -> String {
    claim.text.trim_end_matches('%').to_owned()
}

fn called(audit: &Audit) -> Called {
    let found = audit.judged.iter();
    let found = found.filter(|judged| judged.verdict <= Verdict::Style);
    let claims = found.map(|judged| &audit.claims[judged.claim]);
    claims
        .map(|claim| (claim.place.line, bare(claim)))
        .collect()
}

fn table(text: &mut String, trials: &[Trial]) {
    text.push_str(
        "| 改动 | 次数 | 改动清单找到 | 按数据判出 | 只凭算术判出 |\n|---|---:|---:|---:|---:|\n",
    );
    for kind in KINDS {
        let of_kind: Vec<&Trial> = trials
            .iter()
            .filter(|trial| std::ptr::eq(trial.kind, kind))
            .collect();
        row(text, kind.name, &of_kind);
    }
    row(text, "**合计**", &trials.iter().collect::<Vec<_>>());
}

fn row(text: &mut String, name: &str, trials: &[&Trial]) {
    let count = |is: fn(&Trial) -> bool| {
        let count = trials.iter().filter(|trial| is(trial)).count();
        format!("{count}（{}）", share(count, trials.len()))
    };
    let _ = writeln!(
        text,
        "| {name} | {} | {} | {} | {} |",
        trials.len(),
        count(|trial| trial.is_listed),
        count(|trial| trial.by_data),
        count(|trial| trial.alone),
    );
}

fn misses(text: &mut String, trials: &[Trial]) {
    let missed: Vec<&Trial> = trials.iter().filter(|trial| !trial.is_listed).collect();
    if missed.is_empty() {
        text.push_str("\n改动清单没有漏掉的。\n");
        return;
    }
    text.push_str("\n改动清单没有找到的：\n\n");
    for trial in missed {
        let MadeEdit { line, what, .. } = &trial.made;
        let _ = writeln!(text, "* 第{line}段〔{}〕{what}", trial.kind.name);
    }
}

impl Bench {
    /// What is said of the report as it was written, and after edits that change nothing.
    fn false_alarms(&self, text: &mut String, word: &Word) -> Result<(), Failure> {
        let contradictions = |audit: &Audit| {
            audit
                .judged
                .iter()
                .filter(|one| one.verdict == Verdict::Contradicts)
                .count()
        };
        text.push_str("\n没有改动的报告：\n\n");
        let mut known = 0;
        for audience in [Audience::Public, Audience::Internal] {
            let document = document(&self.docx(audience)?)?;
            let (audit, edits) = (self.by_data(&document), listed(&document));
            let n_contradictions = contradictions(&audit);
            if audience == Audience::Public {
                known = n_contradictions;
            }
            let _ = writeln!(
                text,
                "* {}：改动清单{}项，按数据判为矛盾{n_contradictions}处",
                audience.name(),
                edits.len()
            );
        }
        let tried: Vec<(usize, usize, usize)> = (0..HARMLESS)
            .into_par_iter()
            .map(|number| {
                let kind = usize::try_from(number).unwrap_or(0) % harmless::KINDS.len();
                let splices = harmless::KINDS[kind].make(word, &mut Random::new(number << 20));
                let document = document(&word.with(&splices)?)?;
                let (audit, edits) = (self.by_data(&document), listed(&document));
                Ok((
                    kind,
                    edits.len(),
                    contradictions(&audit).saturating_sub(known),
                ))
            })
            .collect::<Result<_, Failure>>()?;
        text.push_str("\n无关数字的改动之后：\n\n| 改动 | 次数 | 误列为改动 | 误判矛盾 |\n|---|---:|---:|---:|\n");
        let mut total = [0; 3];
        for (idx, kind) in harmless::KINDS.iter().enumerate() {
            let of_kind = || tried.iter().filter(|(kind, ..)| *kind == idx);
            let counts = [
                of_kind().count(),
                of_kind().map(|one| one.1).sum(),
                of_kind().map(|one| one.2).sum(),
            ];
            counts
                .iter()
                .zip(&mut total)
                .for_each(|(count, total)| *total += count);
            let [count, edits, contradictions] = counts;
            let _ = writeln!(
                text,
                "| {} | {count} | {edits} | {contradictions} |",
                kind.name
            );
        }
        let [count, edits, contradictions] = total;
        let _ = writeln!(text, "| **合计** | {count} | {edits} | {contradictions} |");
        Ok(())
    }
}
