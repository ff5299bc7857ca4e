//! Invented reports with faults that are known: how many the audit finds, and what it calls faulty
//! that is not.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use voced_audit::{Audit, Claim, Text, Verdict, audit, read};
use voced_cli::Failure;
use voced_domain::{Catalogue, ReferenceYear};

/// Where the reports lie, each with its faults beside it.
const FOLDER: &str = "fixtures/audits/invented";

/// The year whose definitions all are read by, as `audit` does where none is named.
const DEFINITIONS: u16 = 2020;

/// The faults of a report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    #[serde(rename = "year")]
    _year: u16,
    fault: Vec<Fault>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fault {
    /// The line of the wrong number, and others involved.
    line: usize,
    #[serde(default)]
    also: Vec<usize>,
    /// The numbers or words that may be called wrong.
    numbers: Vec<String>,
    kind: String,
    grade: Grade,
    note: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Grade {
    /// It cannot be true.
    Wrong,
    /// It cannot be true as things are usually defined.
    Doubt,
    /// It is only badly written.
    Style,
}

/// A number of a report that was called contradicting or doubtful, or badly written.
struct Called {
    line: usize,
    text: String,
    /// The others that the finding rests on: line and number.
    related: Vec<(usize, String)>,
    verdict: Verdict,
    reason: String,
}

/// What the audit makes of one report.
struct Outcome {
    name: String,
    key: Key,
    called: Vec<Called>,
}

/// The part of the scorecard about invented reports.
pub(super) fn invented(text: &mut String) -> Result<(), Failure> {
    let results: Vec<Outcome> = keys()?
        .iter()
        .map(|path| of(path))
        .collect::<Result<_, _>>()?;
    text.push_str(
        "\n## 虚构的报告\n\n\
         `fixtures/audits/invented`里各份报告和其中的错处都是虚构的。“找到”指错处所列的一个数或词被判为矛盾、存疑（写法类为写法）；\n\
         前六份在各项核对写好以后才第一次用来测：那时48处错处找到32处（66.7%），判为矛盾的28处中27处确是错处，另有6个数误判为存疑；\n\
         此后照所漏的改进了核对方法，前十份的数字不再是没有见过的文字上的成绩。11至15五份是改进以后才写的，没有照它们改过：\n\
         第一次测得39处找到18处（46.2%），判为矛盾的17处中16处确是错处（94.1%），另有4个数误判为存疑。“误报”指既不是错处、所据的数也不在错处的。\n\n\
         | 报告 | 错处 | 找到 | 误报矛盾 | 误报存疑 | 误报写法 |\n|---|---:|---:|---:|---:|---:|\n",
    );
    for result in &results {
        let false_alarms = |verdict: Verdict| {
            let called = result
                .called
                .iter()
                .filter(|called| called.verdict == verdict);
            called.filter(|called| !result.is_known(called)).count()
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            result.name,
            result.key.fault.len(),
            result.found().count(),
            false_alarms(Verdict::Contradicts),
            false_alarms(Verdict::Tension),
            false_alarms(Verdict::Style),
        );
    }
    total(text, &results);
    misses(text, &results);
    Ok(())
}

fn keys() -> Result<Vec<PathBuf>, Failure> {
    let folder = Path::new(FOLDER);
    let files = fs::read_dir(folder).map_err(|error| Failure::io(folder, error))?;
    let mut keys: Vec<PathBuf> = files
        .flatten()
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    keys.sort();
    Ok(keys)
}

fn of(path: &Path) -> Result<Outcome, Failure> {
    let text = |path: &Path| fs::read_to_string(path).map_err(|error| Failure::io(path, error));
    let key: Key = toml::from_str(&text(path)?)
        .map_err(|error| Failure::new(error, path.display().to_string()))?;
    let report = text(&path.with_extension("md"))?;
    let document = read(report.as_bytes()).map_err(Failure::of)?;
    let catalogue = Catalogue::national().map_err(Failure::of)?;
    let year = ReferenceYear::new(DEFINITIONS).map_err(Failure::of)?;
    let audit = audit(&document, &catalogue.edition(year), None);
    let name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(Outcome {
        name,
        key,
        called: called(&audit),
    })
}

fn called(audit: &Audit) -> Vec<Called> {
    let found = audit
        .judged
        .iter()
        .filter(|judged| judged.verdict <= Verdict::Style);
    found
        .map(|judged| {
            let claim = &audit.claims[judged.claim];
            Called {
                line: claim.place.line,
                text: bare(&claim.text),
                related: judged
                    .related
                    .iter()
                    .map(|idx| place(&audit.claims[*idx]))
                    .collect(),
                verdict: judged.verdict,
                reason: judged.reason.clone(),
            }
        })
        .collect()
}

fn place(claim: &Claim) -> (usize, String) {
    (claim.place.line, bare(&claim.text))
}

/// A number without what people write in different ways.
fn bare(text: &str) -> String {
    let text = Text::from(text).as_str().replace(['：', '∶'], ":");
    text.replace(['．'], ".")
        .replace([',', '+', '-', '−', '－', '＋', '%', '％'], "")
}

impl Fault {
    fn is_at(&self, line: usize, text: &str) -> bool {
        let is_there = line == self.line || self.also.contains(&line);
        // Of a ratio, its number may be all that is listed.
        let first = text.split(':').next().unwrap_or(text);
        is_there
            && self
                .numbers
                .iter()
                .any(|number| [text, first].contains(&&*bare(number)))
    }

    fn is_called(&self, called: &Called) -> bool {
        let is_grave = match self.grade {
            Grade::Style => called.verdict == Verdict::Style,
            Grade::Wrong | Grade::Doubt => called.verdict <= Verdict::Tension,
        };
        is_grave && self.is_at(called.line, &called.text)
    }
}

impl Outcome {
    /// Whether a number is called wrong for one of the faults: its own, or one that it rests on.
    fn is_known(&self, called: &Called) -> bool {
        self.key.fault.iter().any(|fault| {
            let mut related = called.related.iter();
            fault.is_called(called) || related.any(|(line, text)| fault.is_at(*line, text))
        })
    }

    fn found(&self) -> impl Iterator<Item = &Fault> {
        let faults = self.key.fault.iter();
        faults.filter(|fault| self.called.iter().any(|called| fault.is_called(called)))
    }
}

fn total(text: &mut String, results: &[Outcome]) {
    let faults: usize = results.iter().map(|result| result.key.fault.len()).sum();
    let found: usize = results.iter().map(|result| result.found().count()).sum();
    let (mut right, mut all) = (0, 0);
    for result in results {
        let called = result
            .called
            .iter()
            .filter(|called| called.verdict == Verdict::Contradicts);
        for called in called {
            all += 1;
            right += usize::from(result.is_known(called));
        }
    }
    let _ = writeln!(
        text,
        "\n错处{faults}处，找到{found}处（{}）；判为矛盾的{all}处中{right}处确是错处（{}）。",
        super::table::share(found, faults),
        super::table::share(right, all)
    );
}

fn misses(text: &mut String, results: &[Outcome]) {
    text.push_str("\n没有找到的：\n\n");
    for result in results {
        let found: Vec<&Fault> = result.found().collect();
        let missed = result
            .key
            .fault
            .iter()
            .filter(|fault| !found.iter().any(|one| std::ptr::eq(*one, *fault)));
        for fault in missed {
            let _ = writeln!(
                text,
                "* {}第{}行〔{}〕{}",
                result.name, fault.line, fault.kind, fault.note
            );
        }
    }
    text.push_str("\n误报的：\n\n");
    for result in results {
        for called in result
            .called
            .iter()
            .filter(|called| !result.is_known(called))
        {
            let Called {
                line,
                text: number,
                verdict,
                reason,
                ..
            } = called;
            let _ = writeln!(
                text,
                "* {}第{line}行“{number}”〔{}〕{reason}",
                result.name,
                verdict.name()
            );
        }
    }
}
