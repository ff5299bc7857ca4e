//! What the workbook of each entity is called.

use std::collections::BTreeMap;

use voced_domain::{Bureau, EntityCode};

/// Names of devices, which Windows lets no file have.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// The bureau's own workbook.
const OWN: &str = "city.xlsx";

/// The file name of every entity's workbook; where two would be alike, the codes tell them apart.
pub fn file_names(bureau: &Bureau) -> BTreeMap<EntityCode, String> {
    let schools = bureau.schools().iter();
    let stems = schools.map(|school| (&school.code, stem(&school.name)));
    let stems: Vec<(&EntityCode, String)> = stems.collect();
    let n_alike = counts(stems.iter().map(|(_, stem)| format!("{stem}.xlsx")));
    let named = |(code, stem): &(&EntityCode, String)| {
        let name = format!("{stem}.xlsx");
        let lower = stem.to_lowercase();
        let is_own = n_alike[&name.to_lowercase()] == 1
            && !stem.is_empty()
            && !RESERVED.contains(&lower.as_str());
        if is_own {
            name
        } else {
            format!("{stem}（{code}）.xlsx")
        }
    };
    let names: Vec<String> = stems.iter().map(named).collect();
    // A school may be called as another is with its code.
    let n_alike = counts(names.iter().cloned());
    let schools = stems.iter().zip(names).map(|((code, _), name)| {
        let is_unique = n_alike[&name.to_lowercase()] == 1;
        let name = if is_unique {
            name
        } else {
            format!("{code}.xlsx")
        };
        ((*code).clone(), name)
    });
    let own = (bureau.own_region().code.clone(), OWN.to_owned());
    schools.chain([own]).collect()
}

/// How often each name occurs, as a disk on Windows tells names apart; the bureau's own is one of them.
fn counts(names: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::from([(OWN.to_owned(), 1)]);
    for name in names {
        *counts.entry(name.to_lowercase()).or_default() += 1;
    }
    counts
}

/// A name without what a path or Windows does not take.
fn stem(name: &str) -> String {
    let is_plain = |c: &char| !c.is_control() && !r#"\/:*?"<>|.~"#.contains(*c);
    let plain: String = name.chars().filter(is_plain).take(60).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use voced_domain::{ReferenceYear, Roster};

    #[test]
    fn every_school_gets_a_file_of_its_own_whatever_it_is_called() {
        let names = [
            "甲校",
            "甲/校",
            "city",
            "CON",
            "../..",
            "=cmd|' /C calc'!A0",
            "<script>",
            "乙校",
            "乙校",
            "乙校（s7）",
            "~$丙校",
            "Lpt9",
        ];
        let schools: String = (0..)
            .zip(names)
            .map(|(n, name)| {
                format!("[[school]]\ncode = \"s{n}\"\nname = {name:?}\nshort = \"{n}\"\n")
            })
            .collect();
        let region = "name = \"局\"\n[[region]]\ncode = \"r\"\nname = \"市\"\nlevel = \"city\"\n";
        let bureau = Roster::from_toml(&format!("{region}{schools}")).unwrap();
        let bureau = bureau.in_year(ReferenceYear::new(2020).unwrap());
        let files: Vec<String> = file_names(&bureau).into_values().collect();
        let lower: std::collections::BTreeSet<_> = files.iter().map(|f| f.to_lowercase()).collect();
        assert_eq!(lower.len(), files.len());
        insta::assert_snapshot!(files.join("\n"));
    }
}
