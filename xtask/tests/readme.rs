//! What the README says of the workspace is so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;

use common::{run, workspace};

fn readme() -> String {
    fs::read_to_string(workspace().join("README.md")).unwrap()
}

/// The dependencies within the workspace that a crate's manifest names.
fn dependencies(folder: &str) -> Vec<String> {
    let text = fs::read_to_string(workspace().join(folder).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = toml::from_str(&text).unwrap();
    let Some(found) = manifest
        .get("dependencies")
        .and_then(|table| table.as_table())
    else {
        return Vec::new();
    };
    found
        .keys()
        .filter(|name| name.starts_with("voced-"))
        .cloned()
        .collect()
}

#[test]
fn the_map_of_crates_names_every_crate_and_its_dependencies() {
    let mut expected = BTreeMap::new();
    for entry in fs::read_dir(workspace().join("crates")).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        expected.insert(name.clone(), dependencies(&format!("crates/{name}")));
    }
    let readme = readme();
    let rows = readme.lines().filter_map(|line| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells.get(1)?.strip_prefix("`voced-")?.strip_suffix('`')?;
        let named = cells
            .get(3)?
            .split('`')
            .filter(|part| part.starts_with("voced-"));
        Some((
            format!("voced-{name}"),
            named.map(str::to_owned).collect::<Vec<_>>(),
        ))
    });
    assert_eq!(rows.collect::<BTreeMap<_, _>>(), expected);
}

#[test]
fn every_file_the_readme_links_to_is_there() {
    let readme = readme();
    let links: Vec<&str> = readme
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| !link.contains("://"))
        .collect();
    assert!(links.len() > 5);
    for link in links {
        assert!(workspace().join(link).exists(), "{link}");
    }
}

#[test]
fn every_command_of_the_readme_is_a_command() {
    let readme = readme();
    let commands = readme
        .lines()
        .filter_map(|line| line.strip_prefix("$ cargo xtask "));
    let mut checked = 0;
    for command in commands {
        let name = command.split_whitespace().next().unwrap();
        assert!(run(&[name, "--help"]).status.success(), "{command}");
        checked += 1;
    }
    assert!(checked >= 6, "{checked}");
}
