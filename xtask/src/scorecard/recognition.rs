//! How much of the report printed for 2020, rewritten, the audit recognises, and what it says of it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use voced_audit::{Audit, Expected, Scored, Verdict, audit, read, score};
use voced_cli::Failure;
use voced_domain::{Catalogue, IndicatorCode, ReferenceYear};

use super::table::share;

const REPORT: &str = "fixtures/siping/2020/printed.md";
/// What it printed, year by year.
const PRINTED: [&str; 2] = [
    "fixtures/siping/2019/printed.csv",
    "fixtures/siping/2020/printed.csv",
];
const YEAR: u16 = 2020;

/// The part of the scorecard about that report.
pub(super) fn recognition(text: &mut String) -> Result<(), Failure> {
    let bytes = fs::read(REPORT).map_err(|error| Failure::io(Path::new(REPORT), error))?;
    let document = read(&bytes).map_err(|error| Failure::new(error, error.remedy()))?;
    let catalogue = Catalogue::national().map_err(Failure::of)?;
    let year = ReferenceYear::new(YEAR).map_err(Failure::of)?;
    let audit = audit(&document, &catalogue.edition(year), None);
    let mut all = Vec::new();
    for path in PRINTED {
        all.extend(expected(Path::new(path))?);
    }
    let scored = score(&audit, &all);
    let _ = write!(
        text,
        "\n## 四平市2020年公布的报告（改写）\n\n\
         `{REPORT}`的数字与`printed.csv`逐条对照，共{}条。\n\n\
         | 项目 | 认出 | 没有认出的 |\n|---|---:|---|\n",
        scored.len()
    );
    row(text, "数值和单位", &scored, |one| one.is_read);
    row(text, "数据项或指标", &scored, |one| one.is_recognised);
    verdicts(text, &audit);
    Ok(())
}

/// What a file says was printed, without what was only derived.
fn expected(path: &Path) -> Result<Vec<Expected>, Failure> {
    let damaged = |error: csv::Error| Failure::new(error, path.display().to_string());
    let mut reader = csv::Reader::from_path(path).map_err(damaged)?;
    let mut expected = Vec::new();
    for row in reader.records() {
        let row = row.map_err(damaged)?;
        if &row[9] == "printed" {
            expected.push(Expected {
                id: row[0].to_owned(),
                section: row[10].to_owned(),
                value: row[6].to_owned(),
                unit: row[7].to_owned(),
                fact: IndicatorCode::new(&row[1]).ok(),
            });
        }
    }
    Ok(expected)
}

fn row(text: &mut String, name: &str, scored: &[Scored], is: fn(&Scored) -> bool) {
    let missing: Vec<&str> = scored
        .iter()
        .filter(|one| !is(one))
        .map(|one| one.id.as_str())
        .collect();
    let found = scored.len() - missing.len();
    let _ = writeln!(
        text,
        "| {name} | {found}（{}） | {} |",
        share(found, scored.len()),
        missing.join(" ")
    );
}

fn verdicts(text: &mut String, audit: &Audit) {
    text.push_str("\n只凭算术判出的：\n\n");
    let grave = audit
        .judged
        .iter()
        .filter(|judged| judged.verdict <= Verdict::Tension);
    for judged in grave {
        let claim = &audit.claims[judged.claim];
        let _ = writeln!(
            text,
            "* 第{}行“{}”〔{}〕{}",
            claim.place.line,
            claim.text,
            judged.verdict.name(),
            judged.reason
        );
    }
    let styles = audit
        .judged
        .iter()
        .filter(|judged| judged.check == "points")
        .count();
    let _ = writeln!(text, "\n“%”应写“个百分点”的{styles}处。");
}
