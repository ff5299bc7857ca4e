//! What the workbook of each entity is called.

use std::collections::BTreeMap;

use voced_domain::{Bureau, EntityCode};

/// Names on which a disk on Windows has other plans.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// A file name for every entity; where two would be alike, the codes tell them apart.
pub fn file_names(bureau: &Bureau) -> BTreeMap<EntityCode, String> {
    let mut stems: BTreeMap<String, usize> = BTreeMap::from([("city".into(), 1)]);
    let schools = || {
        bureau
            .schools()
            .iter()
            .map(|school| (&school.code, stem(&school.name)))
    };
    for (_, stem) in schools() {
        *stems.entry(stem.to_lowercase()).or_default() += 1;
    }
    let name = |code: &EntityCode, stem: String| {
        let lower = stem.to_lowercase();
        let is_own = stems[&lower] == 1 && !stem.is_empty() && !RESERVED.contains(&lower.as_str());
        if is_own {
            format!("{stem}.xlsx")
        } else {
            format!("{stem}（{code}）.xlsx")
        }
    };
    let own = (bureau.own_region().code.clone(), "city.xlsx".to_owned());
    schools()
        .map(|(code, stem)| (code.clone(), name(code, stem)))
        .chain([own])
        .collect()
}

/// A name without what a path or Windows does not take.
fn stem(name: &str) -> String {
    let is_plain = |c: &char| !c.is_control() && !r#"\/:*?"<>|."#.contains(*c);
    let plain: String = name.chars().filter(is_plain).take(60).collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ];
        let schools: String = (0..)
            .zip(names)
            .map(|(n, name)| {
                format!("[[school]]\ncode = \"s{n}\"\nname = {name:?}\nshort = \"{n}\"\n")
            })
            .collect();
        let region = "name = \"局\"\n[[region]]\ncode = \"r\"\nname = \"市\"\nlevel = \"city\"\n";
        let bureau = Bureau::from_toml(&format!("{region}{schools}")).unwrap();
        let files: Vec<String> = file_names(&bureau).into_values().collect();
        insta::assert_snapshot!(files.join("\n"));
    }
}
