//! Runs that are killed at any moment: the old outputs are whole, or the next run makes the new ones so.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::office::Office;
use common::{files, program, text};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// Every file of an output folder.
type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// When a run is killed.
enum Moment {
    /// So long after it began.
    After(Duration),
    /// So long after something appeared in the output folder.
    Seen(&'static str, Duration),
}

/// Moments over the whole run, with every third while it writes and every third while it moves.
fn moments(kills: u32, whole: Duration) -> impl Iterator<Item = Moment> {
    let mut seed: u64 = 2020;
    let mut random = move || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        u32::try_from(seed >> 40).unwrap() % 1000
    };
    (0..kills).map(move |n| match n % 3 {
        0 => Moment::After(whole * (n * 1000 / kills + random() / 20) / 1000),
        1 => Moment::Seen(".voced-new", whole * random() / 10_000),
        // Looking at what lies there and moving takes a few milliseconds.
        _ => Moment::Seen(".voced-commit", whole * random() / 30_000),
    })
}

struct Run<'a> {
    office: &'a Office,
    command: &'a [&'a str],
}

impl Run<'_> {
    fn of_year(&self, year: &str, out: &Path) -> Command {
        let bureau = self.office.bureau();
        let year = ["--year", year, "--bureau", text(&bureau), "--out"];
        let mut command = program(&[self.command, &year, &[text(out)]].concat());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn to_the_end(&self, out: &Path) -> Duration {
        let begun = Instant::now();
        let status = self.of_year("2020", out).status().unwrap();
        assert_eq!(status.code(), Some(0));
        begun.elapsed()
    }

    /// A run that ends before it writes anything of its own.
    fn of_a_year_without_data(&self, out: &Path) {
        let status = self.of_year("2016", out).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }

    fn killed_at(&self, out: &Path, moment: &Moment) {
        let mut child = self.of_year("2020", out).spawn().unwrap();
        match moment {
            Moment::After(time) => sleep(*time),
            Moment::Seen(name, time) => {
                while !out.join(name).exists() && is_running(&mut child) {}
                sleep(*time);
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

fn is_running(child: &mut Child) -> bool {
    child.try_wait().unwrap().is_none()
}

/// All files but the record of what was written, which may name more than lies there.
fn tree(folder: &Path) -> Tree {
    let read = |path: PathBuf| (path.clone(), fs::read(folder.join(path)).unwrap());
    let mut tree: Tree = files(folder).into_iter().map(read).collect();
    tree.remove(Path::new(RECORD));
    tree
}

const RECORD: &str = ".voced-written";

fn put_back(tree: &Tree, record: &[u8], folder: &Path) {
    fs::remove_dir_all(folder).unwrap();
    fs::create_dir(folder).unwrap();
    fs::write(folder.join(RECORD), record).unwrap();
    for (path, bytes) in tree {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn is_own(path: &Path) -> bool {
    path.to_str().unwrap().starts_with(".voced")
}

/// Holds every file that the manifest lists against its hash there.
fn agrees_with_its_manifest(tree: &Tree) -> bool {
    let manifest: Value = serde_json::from_slice(&tree[Path::new("data/manifest.json")]).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    assert!(outputs.len() > 3, "{manifest}");
    outputs.iter().all(|output| {
        let bytes = &tree[Path::new(output["path"].as_str().unwrap())];
        let digest: String = Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        output["sha256"] == digest
    })
}

/// Kills the command again and again; prints how often what it left was old, new, and mixed.
fn outputs_survive(kills: u32, command: &[&str]) {
    let office = Office::new();
    let run = Run {
        office: &office,
        command,
    };
    let out = office.out();
    run.to_the_end(&out);
    let (old, record) = (tree(&out), fs::read(out.join(RECORD)).unwrap());

    let name = fs::read_to_string(office.path("bureau.toml")).unwrap();
    let renamed = name.replacen("教育局", "教育体育局", 1);
    assert_ne!(renamed, name);
    office.write("bureau.toml", renamed);
    let elsewhere = office.temporary.path().join("新");
    let whole = run.to_the_end(&elsewhere);
    let mut new = tree(&elsewhere);
    // The user's own file, and what this command does not write.
    for (path, bytes) in &old {
        new.entry(path.clone()).or_insert_with(|| bytes.clone());
    }

    let mut counts = [0; 3];
    for moment in moments(kills, whole) {
        put_back(&old, &record, &out);
        run.killed_at(&out, &moment);
        let mut left = tree(&out);
        left.retain(|path, _| !is_own(path));
        let kind = [left == old, left == new, true];
        counts[kind.iter().position(|is| *is).unwrap()] += 1;

        run.of_a_year_without_data(&out);
        let recovered = tree(&out);
        assert!(recovered == old || recovered == new, "neither old nor new");
        if command.contains(&"report") {
            assert!(agrees_with_its_manifest(&recovered));
        }
    }
    run.to_the_end(&out);
    assert!(tree(&out) == new, "the run after");

    let [old, new, mixed] = counts;
    let command = command[0];
    println!("{command}: of {kills} kills {old} left the old outputs, {new} the new, {mixed} both");
    assert!(old > 0 && new + mixed > 0, "not killed at various moments");
}

#[test]
fn a_killed_report_leaves_outputs_that_are_whole() {
    outputs_survive(50, &["report", "--only", "json,csv,html"]);
}

#[test]
fn a_killed_report_keeps_what_a_person_changed() {
    const CHANGED: &[u8] = "我改的".as_bytes();
    let office = Office::new();
    let run = Run {
        office: &office,
        command: &["report", "--only", "json,csv,html"],
    };
    let out = office.out();
    let whole = run.to_the_end(&out);
    let (old, record) = (tree(&out), fs::read(out.join(RECORD)).unwrap());
    for moment in moments(20, whole) {
        put_back(&old, &record, &out);
        fs::write(out.join("data/indicators.csv"), CHANGED).unwrap();
        run.killed_at(&out, &moment);
        run.of_a_year_without_data(&out);
        run.to_the_end(&out);
        let n_kept = tree(&out)
            .values()
            .filter(|bytes| *bytes == CHANGED)
            .count();
        assert_eq!(n_kept, 1);
    }
}

#[test]
fn a_killed_check_leaves_outputs_that_are_whole() {
    outputs_survive(30, &["check"]);
}
