//! What the README says of the workspace is so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::{run, workspace};

fn readme() -> String {
    fs::read_to_string(workspace().join("README.md")).unwrap()
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
    assert!(checked >= 12, "{checked}");
}
