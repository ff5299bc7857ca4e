//! Files that lie beside the workbooks and are none.

use voced_domain::{Finding, FindingText, Location};

use crate::reading::Reading;
use crate::{formats, rules};

/// So many are named in the message; all of them are in the finding.
const NAMED: usize = 5;

/// Files that were not looked into, as a reading: whoever put them there hears of it, once for all of
/// them. `None` where there are none.
///
/// `may_hold_workbooks` where archives or mails are among them.
pub fn passed_over(files: &[String], may_hold_workbooks: bool) -> Option<Reading> {
    let first = files.first()?;
    let mut named = files[..files.len().min(NAMED)].join("、");
    if files.len() > NAMED {
        named.push('等');
    }
    let remedy = if may_hold_workbooks {
        "压缩包和邮件里如有工作簿，请取出来放进这个文件夹；其余不需要改正"
    } else {
        "不需要改正；只交了扫描件、照片或快捷方式的，请交回工作簿本身"
    };
    let may_be_cases = files
        .iter()
        .any(|file| file.to_lowercase().ends_with(".docx"));
    let remedy = if may_be_cases {
        format!("{remedy}。docx里的案例由cases命令取成附件稿")
    } else {
        remedy.to_owned()
    };
    let message = format!("有{}个文件不是工作簿，没有读：{named}", files.len());
    let expected = formats::expected();
    let finding = Finding::new(
        &rules::PASSED_OVER,
        FindingText {
            message,
            found: named,
            expected,
            remedy,
        },
    );
    let finding = finding.at_each(files.iter().map(Location::file));
    Some(Reading {
        file: first.clone(),
        folder: None,
        submission: None,
        reply_to: None,
        misfit: None,
        findings: vec![finding],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_them_are_told_at_once() {
        let told = |names: &[String], may_hold| {
            let reading = passed_over(names, may_hold)?;
            let finding = reading.findings.first()?;
            Some(format!("{} {finding}", finding.severity.name()))
        };
        assert_eq!(told(&[], true), None);
        let scans: Vec<String> = (1..=12).map(|n| format!("扫描{n}.pdf")).collect();
        let said = [
            told(&scans[..1], false),
            told(&["扫描.pdf".into(), "甲校.zip".into()], true),
            told(&scans, false),
            told(&["甲校案例.docx".into(), "扫描.pdf".into()], false),
        ];
        insta::assert_snapshot!(said.map(Option::unwrap_or_default).join("\n"));
    }
}
