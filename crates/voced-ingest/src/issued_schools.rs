//! The list of schools as it was when workbooks were sent out, held against the list of today: a change of
//! `bureau.toml` must not change an earlier year's figures in silence.

use voced_domain::{Bureau, EntityCode, Finding, FindingText, Location, ReferenceYear, School};

use crate::rules;

/// A school that a year's workbooks were sent out for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuedSchool {
    /// Its code.
    pub code: EntityCode,
    /// Its name then.
    pub name: String,
    /// The region to which its figures were added.
    pub region: EntityCode,
}

const HEADS: [&str; 3] = ["code", "name", "region"];

/// The list to keep beside the templates of a year, as CSV in UTF-8.
pub fn issued_schools_csv(bureau: &Bureau) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let line = |school: &School| {
        let region = bureau.region_of(school).to_string();
        [school.code.to_string(), school.name.clone(), region]
    };
    let lines = bureau.schools().iter().map(line);
    let heads = HEADS.map(str::to_owned);
    for line in std::iter::once(heads).chain(lines) {
        writer
            .write_record(line)
            .expect("memory takes what is written");
    }
    writer.into_inner().expect("memory takes what is written")
}

/// Reads such a list.
///
/// # Errors
/// What is wrong with it, for the user.
pub fn issued_schools(text: &str) -> Result<Vec<IssuedSchool>, String> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let heads = reader.headers().cloned().unwrap_or_default();
    if heads.iter().ne(HEADS) {
        return Err(format!("表头应为{}", HEADS.join(",")));
    }
    let school = |record: csv::Result<csv::StringRecord>| {
        let record = record.map_err(|error| error.to_string())?;
        let code = |at: usize| EntityCode::new(&record[at]).map_err(|error| error.to_string());
        Ok(IssuedSchool {
            code: code(0)?,
            name: record[1].to_owned(),
            region: code(2)?,
        })
    };
    reader.records().map(school).collect()
}

/// What is otherwise in the list of today, so far as it changes the figures of the year.
pub fn roster_changed(
    issued: &[IssuedSchool],
    bureau: &Bureau,
    year: ReferenceYear,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let finding = |message: String, found: &str, expected: String| {
        let text = FindingText {
            message,
            found: found.into(),
            expected,
            remedy: format!(
                "请核对bureau.toml；{year}年确是如此的，豁免时写明原因，或重新发放{year}年的工作簿"
            ),
        };
        Finding::new(&rules::ROSTER_CHANGED, text)
            .at(Location::file("bureau.toml"))
            .of_school(Some(bureau.own_region().code.clone()))
    };
    for then in issued {
        let name = &then.name;
        let Some(now) = bureau.school(&then.code) else {
            findings.push(finding(
                format!("{name}在{year}年发放工作簿时的名单里，现在没有，{year}年的合计不含该校"),
                &format!("没有{name}"),
                format!("{year}年的名单有{name}"),
            ));
            continue;
        };
        let region = bureau.region_of(now);
        if *region != then.region {
            let name_of = |code: &EntityCode| {
                let region = bureau.region(code);
                region.map_or(code.to_string(), |region| region.name.clone())
            };
            let (was, is) = (name_of(&then.region), name_of(region));
            findings.push(finding(
                format!(
                    "{name}在{year}年发放工作簿时属{was}，现在属{is}，两地{year}年的合计因此不同"
                ),
                &is,
                was.clone(),
            ));
        }
    }
    let is_new = |school: &&School| issued.iter().all(|then| then.code != school.code);
    let new = bureau.schools().iter().filter(is_new);
    findings.extend(new.map(|school| {
        let name = &school.name;
        finding(
            format!("{name}是{year}年发放工作簿以后加进名单的，{year}年的合计因此不同"),
            &format!("有{name}"),
            format!("{year}年的名单没有{name}"),
        )
    }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use voced_domain::Roster;

    const ROSTER: &str = r#"
name = "某市教育局"
region = [
    { code = "c", name = "某市", level = "city" },
    { code = "d", name = "东区", level = "county", parent = "c" },
]
school = [
    { code = "a", name = "甲校", short = "甲", region = "d" },
    { code = "b", name = "乙校", short = "乙" },
]
"#;

    /// What is said of 2021 when the roster is otherwise than when workbooks were sent out.
    fn said(now: &str) -> String {
        let year = ReferenceYear::new(2021).unwrap();
        let bureau = |text: &str| Roster::from_toml(text).unwrap().in_year(year);
        let csv = issued_schools_csv(&bureau(ROSTER));
        let issued = issued_schools(std::str::from_utf8(&csv).unwrap()).unwrap();
        let findings = roster_changed(&issued, &bureau(now), year);
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        lines.join("\n")
    }

    #[test]
    fn a_roster_that_is_otherwise_than_when_workbooks_were_sent_out_is_told() {
        assert_eq!(said(ROSTER), "");
        // Another name, and an end in a later year, change no figure.
        let later = ROSTER.replace("name = \"乙校\"", "until = 2021, name = \"乙学校\"");
        assert_eq!(said(&later), "");
        let school = "    { code = \"b\", name = \"乙校\", short = \"乙\" },\n";
        let moved = ROSTER.replace("region = \"d\" },", "},");
        let added = format!("{school}    {{ code = \"x\", name = \"子校\", short = \"子\" }},\n");
        insta::assert_snapshot!(
            [
                said(&ROSTER.replace(school, "")),
                said(&moved),
                said(&ROSTER.replace(school, &added)),
            ]
            .join("\n")
        );
    }

    #[test]
    fn a_list_that_is_none_is_refused() {
        let said = ["a,b\n", "code,name,region\n../x,甲,c\n"];
        let said = said.map(|text| issued_schools(text).unwrap_err());
        insta::assert_snapshot!(said.join("\n"));
    }
}
