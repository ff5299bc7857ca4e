//! Whether the data are still those that a school signed for.

use voced_domain::{Bureau, Dataset, EntityCode, Finding, FindingText, Location, Record};
use voced_ingest::CHANGED_AFTER_SIGNING;

/// Whether just these data of a school were signed for.
pub(crate) fn is_signed(record: &Record, dataset: &Dataset, school: &EntityCode) -> bool {
    let signed = record.signed(school);
    signed.is_some_and(|signed| signed.code == dataset.data_code(school))
}

/// Whether it has the shape of a code: spreadsheets make numbers of what looks like one.
fn is_code(text: &str) -> bool {
    text.len() == 19
        && text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// A finding for each school whose data are others than it signed for.
pub(crate) fn changed_after_signing(
    bureau: &Bureau,
    dataset: &Dataset,
    record: &Record,
) -> Vec<Finding> {
    let schools = bureau.schools().iter();
    let found = schools.filter_map(|school| {
        let signed = record.signed(&school.code)?;
        let workbook = dataset.workbook(&school.code)?;
        let now = dataset.data_code(&school.code);
        let message = if is_code(&signed.code) {
            format!(
                "{}{}签字的确认表是另一些数，校验码是{}，现在的数据是{now}",
                school.name, signed.on, signed.code
            )
        } else {
            format!(
                "办理记录里{}{}签字的一行没有可用的校验码（“{}”），不知道签的是不是现在的数据",
                school.name, signed.on, signed.code
            )
        };
        let text = FindingText {
            message,
            found: now.clone(),
            expected: signed.code.clone(),
            remedy: "请核对改动了哪些数；确需改动的，重新打印确认表请学校签字，再登记签字".into(),
        };
        let finding = Finding::new(&CHANGED_AFTER_SIGNING, text)
            .at(Location::file(&workbook.file))
            .of_school(Some(school.code.clone()));
        (now != signed.code).then_some(finding)
    });
    found.collect()
}
