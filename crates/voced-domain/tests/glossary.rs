//! The glossary names types that there are, and each word once.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const GLOSSARY: &str = include_str!("../GLOSSARY.md");

/// The three columns of each line.
fn lines() -> Vec<[&'static str; 3]> {
    let rows = GLOSSARY.lines().filter(|line| line.starts_with("| "));
    let cells = |row: &'static str| {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        cells.try_into().unwrap()
    };
    rows.skip(1).map(cells).collect()
}

/// What the door of a crate gives out.
fn given_out(name: &str) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{name}/src/lib.rs"));
    let text = fs::read_to_string(path).unwrap();
    let uses = text.split("pub use ").skip(1);
    let names = uses.flat_map(|rest| {
        let list = rest.split(';').next().unwrap();
        list.split(|c: char| !c.is_alphanumeric() && c != '_')
    });
    names.map(str::to_owned).collect()
}

#[test]
fn each_type_is_given_out_by_the_crate_that_the_glossary_names() {
    for [.., typed] in lines() {
        let path = typed.trim_matches('`');
        let (module, name) = path.split_once("::").unwrap_or(("voced_domain", path));
        let given_out = given_out(&module.replace('_', "-"));
        assert!(given_out.contains(name), "{path}");
    }
}

#[test]
fn each_word_stands_for_one_thing_and_is_the_type_s_name() {
    let (mut chinese, mut english) = (BTreeSet::new(), BTreeSet::new());
    for [own, word, typed] in lines() {
        assert!(chinese.insert(own), "{own}");
        assert!(english.insert(word), "{word}");
        let name = typed
            .trim_matches('`')
            .rsplit("::")
            .next()
            .unwrap()
            .to_lowercase();
        let plain = word.replace(' ', "");
        assert!(
            plain.starts_with(&name) || name.starts_with(&plain),
            "{word}: {typed}"
        );
    }
    assert!(lines().len() >= 40);
}
