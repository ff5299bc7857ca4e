//! Workbooks of a school that are none of its rounds, since a filled one lies beside them.

use voced_domain::{Finding, FindingText, Location};

use crate::misfit::Misfit;
use crate::precedence::Sequence;
use crate::reading::Reading;
use crate::{formats, rules};

/// Workbooks of another year and blank ones that lie beside a filled one, as remarks, and the others. What is told to
/// have come after the filled one is its school's answer, whatever it is.
pub(crate) fn apart(readings: Vec<Reading>, sequence: &Sequence) -> (Vec<Reading>, Vec<Reading>) {
    let is_filled = |reading: &&Reading| reading.submission.is_some() && reading.misfit.is_none();
    let Some(last) = readings.iter().rfind(is_filled) else {
        return (Vec::new(), readings);
    };
    let last = last.file.clone();
    let is_apart = |reading: &Reading| {
        let is_one = matches!(reading.misfit, Some(Misfit::OtherYear(_) | Misfit::Blank));
        is_one && !sequence.is_before(&last, &reading.file)
    };
    let (apart, others): (Vec<_>, Vec<_>) = readings.into_iter().partition(is_apart);
    let apart = apart.into_iter().map(|reading| beside(reading, &last));
    (apart.collect(), others)
}

/// A workbook that is passed over because of another.
fn beside(reading: Reading, used: &str) -> Reading {
    let what = match &reading.misfit {
        Some(Misfit::OtherYear(year)) => format!("{year}年的填报工作簿"),
        _ => "空白的填报工作簿".into(),
    };
    let finding = Finding::new(
        &rules::OWN_OUTPUT,
        FindingText {
            message: format!("这是{what}，没有读入；用的是“{used}”"),
            found: what,
            expected: formats::expected(),
            remedy: "这个文件请移到别的文件夹".into(),
        },
    );
    let finding = finding.at(Location::file(&reading.file));
    Reading {
        submission: None,
        reply_to: None,
        findings: vec![finding],
        ..reading
    }
}
