//! The record of a year as a file (办理记录.csv), which people open in Excel and may add to.

use chrono::NaiveDate;
use voced_domain::{EntityCode, Record, RecordLine, RecordedStep};

const HEADS: [&str; 7] = [
    "日期",
    "单位代码",
    "单位名称",
    "事项",
    "工作簿",
    "数据校验码",
    "经办",
];

/// The first line of a record, in UTF-8 with the mark by which Excel knows it.
pub fn record_heads() -> Vec<u8> {
    format!("\u{feff}{}\n", HEADS.join(",")).into_bytes()
}

/// Lines of a record as CSV.
pub fn record_lines(lines: &[RecordLine]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let fields = |line: &RecordLine| {
        [
            line.on.to_string(),
            line.entity.to_string(),
            line.name.clone(),
            line.step.name().to_owned(),
            line.file.clone(),
            line.code.clone(),
            line.by.clone(),
        ]
    };
    for line in lines.iter().map(fields) {
        writer
            .write_record(line)
            .expect("memory takes what is written");
    }
    let bytes = writer.into_inner().expect("memory takes what is written");
    String::from_utf8(bytes).expect("made of texts")
}

/// Reads such a file, as this project or Excel wrote it.
///
/// # Errors
/// What is wrong with it, with its line, for the user.
pub fn record(text: &str) -> Result<Record, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    // Columns of people's own may stand behind.
    if heads.iter().take(HEADS.len()).map(str::trim).ne(HEADS) {
        return Err(format!("第1行：表头应为{}", HEADS.join(",")));
    }
    let mut lines = Vec::new();
    for (number, fields) in (2..).zip(reader.records()) {
        let fields = fields.map_err(|_| format!("第{number}行读不懂"))?;
        // Excel leaves empty lines behind, and people write what they did besides.
        let read = line(&fields).map_err(|wrong| format!("第{number}行：{wrong}"))?;
        lines.extend(read);
    }
    Ok(Record { lines })
}

/// A line of a step that is known; what else people write is theirs.
fn line(fields: &csv::StringRecord) -> Result<Option<RecordLine>, String> {
    let field = |at: usize| fields.get(at).unwrap_or_default().trim();
    let mut steps = RecordedStep::ALL.into_iter();
    let Some(step) = steps.find(|step| step.name() == field(3)) else {
        return Ok(None);
    };
    Ok(Some(RecordLine {
        on: day(field(0)).ok_or_else(|| {
            let found = field(0);
            format!("日期是“{found}”，应写作2024-11-20")
        })?,
        entity: EntityCode::new(field(1)).map_err(|error| error.to_string())?,
        name: field(2).into(),
        step,
        file: field(4).into(),
        code: field(5).into(),
        by: field(6).into(),
    }))
}

/// `2024-11-20`, or as Excel saves it again, `2024/11/20`.
fn day(text: &str) -> Option<NaiveDate> {
    text.replace('/', "-").parse().ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    const WRITTEN: &str = "日期,单位代码,单位名称,事项,工作簿,数据校验码,经办\n\
        2024-10-08,220300-01,\"甲,校\",发放,,,\n\
        2024-11-20,220300-01,\"甲,校\",签字,甲校.xlsx,0123456789abcdef,职成科\n";

    #[test]
    fn what_was_written_is_read_again() {
        let read = record(WRITTEN).unwrap();
        let heads = String::from_utf8(record_heads()).unwrap();
        let written = heads + &record_lines(&read.lines);
        assert_eq!(written, format!("\u{feff}{WRITTEN}"));
    }

    #[test]
    fn excel_may_save_it() {
        let saved = WRITTEN.replace("2024-", "2024/").replace('\n', "\r\n") + ",,,,,,\r\n";
        let saved = saved.replace("/10-08", "/10/8").replace("/11-20", "/11/20");
        assert_eq!(record(&saved).unwrap(), record(WRITTEN).unwrap());
    }

    #[test]
    fn what_people_write_besides_is_theirs() {
        let more = "2024-11-09,220300-01,甲校,电话催报,,,王五\n只是一句话\n";
        let (heads, lines) = WRITTEN.split_once('\n').unwrap();
        let written = format!("{heads},备注\n{more}{lines}");
        assert_eq!(record(&written).unwrap(), record(WRITTEN).unwrap());
    }

    #[test]
    fn what_is_none_is_refused_with_its_line() {
        let wrong = |from: &str, to: &str| record(&WRITTEN.replacen(from, to, 1)).unwrap_err();
        insta::assert_snapshot!(
            [
                wrong("日期", "时间"),
                wrong("2024-11-20", "11月20日"),
                wrong("220300-01,\"甲,校\",签字", "！,甲校,签字"),
            ]
            .join("\n")
        );
    }
}
