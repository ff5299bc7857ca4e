//! The lines of the 数据溯源表, in the words of every printed format.

use std::collections::BTreeMap;

use voced_domain::DefinitionVersion;

use crate::cells::{self, Term};
use crate::model::{Report, TraceId};
use crate::trace::{Trace, TraceTerm};

/// Heads of the table's columns; each [`TraceLine`] has a field for every column after the number.
pub const TRACE_HEADS: [&str; 6] = [
    "编号",
    "指标（单位名称，年度）",
    "数值",
    "公式与计算",
    "分子、分母",
    "工作簿·工作表·单元格",
];

/// What a tip beside a figure holds in Word is 260 characters.
const MOST_OF_A_LINE: usize = 250;

/// A line of the 数据溯源表: paragraphs for each column after the number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceLine {
    /// The indicator, and whose and of which year.
    pub about: Vec<String>,
    /// The value with its unit, and how many schools it rests on.
    pub value: Vec<String>,
    /// Formula, calculation, 口径, the year before.
    pub calculation: Vec<String>,
    /// Numerator and denominator.
    pub terms: Vec<String>,
    /// The cells of each term; where there is none, the source of the definition.
    pub cells: Vec<String>,
}

impl TraceLine {
    /// The columns after the number, from the left.
    pub fn columns(&self) -> [&[String]; 5] {
        [
            &self.about,
            &self.value,
            &self.calculation,
            &self.terms,
            &self.cells,
        ]
    }
}

impl Report {
    /// A line for each of [`Report::traces_in_print`].
    pub fn trace_lines(&self) -> Vec<TraceLine> {
        self.traces_in_print().iter().map(line).collect()
    }

    /// What a figure is made of, in a line short enough to be shown beside it: its name, its calculation and
    /// its cells; cut off behind `MOST_OF_A_LINE` characters.
    pub fn in_short(&self, id: TraceId) -> String {
        let trace = self.trace(id);
        let TraceLine { about, cells, .. } = line(trace);
        let words = format!(
            "{}：{}；{}",
            about.join("，"),
            trace.calculation,
            cells.join("；")
        );
        match words.char_indices().nth(MOST_OF_A_LINE) {
            Some((end, _)) => format!("{}…", &words[..end]),
            None => words,
        }
    }

    /// Which workbook each short name in the lines stands for, said once; empty where none is named.
    pub fn workbooks(&self) -> String {
        let terms = self.traces_in_print().iter().flat_map(|trace| &trace.terms);
        let files: BTreeMap<&str, &str> = terms
            .flat_map(|term| &term.sources)
            .map(|source| (source.file.as_str(), source.entity.as_str()))
            .collect();
        if files.is_empty() {
            return String::new();
        }
        let words = files
            .iter()
            .map(|(file, entity)| format!("{entity}为《{file}》"));
        let words: Vec<String> = words.collect();
        format!(
            "工作簿：{}。表中以简称代之。口径未注明的都是{}。",
            words.join("，"),
            national()
        )
    }
}

/// The version that need not be named.
fn national() -> String {
    DefinitionVersion::national().in_words()
}

fn line(trace: &Trace) -> TraceLine {
    let about = format!("{}，{}年", trace.entity, trace.key.year);
    let terms = trace.terms.iter();
    let about = [trace.name.clone(), about].into_iter();
    TraceLine {
        about: about.chain(trace.basis.clone()).collect(),
        value: [&trace.display]
            .into_iter()
            .chain(&trace.coverage)
            .cloned()
            .collect(),
        calculation: calculation(trace),
        terms: terms
            .map(|term| format!("{} {}", term.role, term.value))
            .collect(),
        cells: cells_of(trace),
    }
}

/// What the note above the table says once is not said in each line: a sum is its value, and a
/// definition is the nation's.
fn calculation(trace: &Trace) -> Vec<String> {
    let mut lines = vec![trace.formula.clone()];
    let is_sum = trace.calculation.starts_with("= ");
    lines.extend((!is_sum).then(|| trace.calculation.clone()));
    let version = &trace.version;
    match &trace.reason {
        Some(reason) => lines.push(format!("口径：{version}（{reason}）")),
        None if *version != national() => lines.push(format!("口径：{version}")),
        None => {}
    }
    if let Some(last) = &trace.last {
        let change = trace.change.iter().map(|change| format!("，变化{change}"));
        let basis = last.basis.iter().map(|basis| format!("，{basis}"));
        lines.push(format!(
            "上年（{}年，{}{}）：{}{}",
            last.year,
            last.provenance,
            basis.collect::<String>(),
            last.display,
            change.collect::<String>()
        ));
    }
    lines.extend(trace.same_schools.clone());
    lines.retain(|line| !line.is_empty());
    lines
}

fn cells_of(trace: &Trace) -> Vec<String> {
    let schools = trace.contributions.iter().map(|one| one.school.as_str());
    let schools: Vec<&str> = schools.collect();
    let has_one_term = trace.terms.len() < 2;
    let term = |term: &TraceTerm| {
        let words = cells::words(&Term {
            sources: &term.sources,
            schools: &schools,
        });
        match words.is_empty() {
            true => None,
            false if has_one_term => Some(words),
            false => Some(format!("{}：{words}", term.role)),
        }
    };
    let lines: Vec<String> = trace.terms.iter().filter_map(term).collect();
    if lines.is_empty() && !trace.terms.is_empty() {
        vec!["各地区相加，见各地区的数".into()]
    } else if lines.is_empty() {
        vec![trace.source.clone()]
    } else {
        lines
    }
}
