//! What stays, what goes, and what is set aside.

use super::*;

fn output(path: &str, bytes: &[u8]) -> Output {
    Output::new(path, bytes.to_vec())
}

fn replace(folder: &Path, outputs: &[Output]) -> Result<(), FolderError> {
    OutputFolder::open(folder)?.replace(outputs)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn what_a_person_changed_is_set_aside_also_when_a_run_was_interrupted_while_it_moved() {
    let folder = tempfile::tempdir().unwrap();
    let path = |within: &str| folder.path().join(within);
    replace(folder.path(), &[output("a", b"1"), output("b", b"1")]).unwrap();
    // A second run decided on its outputs, moved the first, and ended there.
    let next = [output("a", b"2"), output("b", b"2")];
    let record = Written::of(folder.path()).with(&next);
    fs::create_dir(path(COMMITTED)).unwrap();
    fs::write(path(".voced-commit/b"), "2").unwrap();
    fs::write(path(".voced-commit/.voced-written"), record.to_bytes()).unwrap();
    fs::write(path("a"), "2").unwrap();
    fs::write(path("b"), "mine").unwrap();

    let opened = OutputFolder::open(folder.path()).unwrap();
    let [found] = opened.take_set_aside().try_into().unwrap();
    assert_eq!(found.from, path("b"));
    assert_eq!(fs::read(found.to).unwrap(), b"mine");
    assert_eq!(fs::read(path("b")).unwrap(), b"2");
    drop(opened);
    assert_eq!(Written::of(folder.path()), record);
}

#[test]
fn what_was_set_aside_before_a_run_was_interrupted_is_told_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = |within: &str| folder.path().join(within);
    fs::create_dir(path(COMMITTED)).unwrap();
    fs::write(path(".voced-commit/a"), "2").unwrap();
    let one = SetAside {
        from: path("a"),
        to: path("a（2021-03-04改动）"),
        was_written: true,
    };
    one.note(&path(COMMITTED)).unwrap();
    let opened = OutputFolder::open(folder.path()).unwrap();
    assert_eq!(opened.take_set_aside(), [one]);
    drop(opened);
    assert_eq!(names(folder.path()), ["a"]);
}

#[test]
fn where_no_run_kept_a_record_whatever_differs_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a"), "mine").unwrap();
    let opened = OutputFolder::open(folder.path()).unwrap();
    opened
        .fill(&[output("a", b"new"), output("b", b"new")])
        .unwrap();
    let [found] = opened.take_set_aside().try_into().unwrap();
    assert!(!found.was_written);
    assert_eq!(fs::read(found.to).unwrap(), b"mine");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_and_pipes_are_refused_before_anything_is_decided_on() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    symlink("nowhere", folder.path().join("data")).unwrap();
    assert!(replace(folder.path(), &[output("a", b"1"), output("data/b", b"1")]).is_err());
    let socket = folder.path().join("c");
    let _socket = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert!(replace(folder.path(), &[output("a", b"1"), output("c", b"1")]).is_err());
    fs::create_dir(folder.path().join(Written::NAME)).unwrap();
    assert!(replace(folder.path(), &[output("a", b"1")]).is_err());
    assert_eq!(names(folder.path()), [Written::NAME, "c", "data"]);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_files_place_is_kept_with_what_it_leads_to() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("mine"), "mine").unwrap();
    symlink(elsewhere.path().join("mine"), folder.path().join("a")).unwrap();
    symlink("nowhere", folder.path().join("b")).unwrap();
    let opened = OutputFolder::open(folder.path()).unwrap();
    opened
        .replace(&[output("a", b"1"), output("b", b"1")])
        .unwrap();
    assert_eq!(opened.take_set_aside().len(), 2);
    assert_eq!(fs::read(elsewhere.path().join("mine")).unwrap(), b"mine");
    assert_eq!(fs::read(folder.path().join("b")).unwrap(), b"1");
}

#[test]
fn what_is_as_it_was_written_is_replaced_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    replace(folder.path(), &[output("a", b"1")]).unwrap();
    let opened = OutputFolder::open(folder.path()).unwrap();
    opened.replace(&[output("a", b"2")]).unwrap();
    assert_eq!(opened.take_set_aside(), []);
    drop(opened);
    assert_eq!(names(folder.path()), [".voced-written", "a"]);
}

#[test]
fn other_files_stay_untouched_and_own_files_are_replaced() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("输出 1");
    replace(&folder, &[output("data/a.json", b"1")]).unwrap();
    fs::write(folder.join("笔记.txt"), "x").unwrap();
    replace(&folder, &[output("data/a.json", b"2")]).unwrap();
    assert_eq!(fs::read(folder.join("data/a.json")).unwrap(), b"2");
    assert!(folder.join("笔记.txt").exists());
    assert_eq!(names(&folder), [".voced-written", "data", "笔记.txt"]);
}

#[test]
fn where_writing_fails_the_old_output_is_whole() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path();
    fs::write(folder.join("a"), "old").unwrap();
    fs::write(folder.join("data"), "a file where a folder must be").unwrap();
    assert!(replace(folder, &[output("a", b"new"), output("data/b", b"new")]).is_err());
    fs::create_dir(folder.join("b")).unwrap();
    assert!(replace(folder, &[output("a", b"new"), output("b", b"new")]).is_err());
    assert_eq!(fs::read(folder.join("a")).unwrap(), b"old");
    assert_eq!(names(folder), ["a", "b", "data"]);
}

#[test]
fn a_file_in_the_folders_place_is_kept() {
    let parent = tempfile::tempdir().unwrap();
    let file = parent.path().join("报告.docx");
    fs::write(&file, "mine").unwrap();
    assert!(replace(&file, &[output("a", b"new")]).is_err());
    assert_eq!(fs::read(&file).unwrap(), b"mine");
}

#[test]
fn a_folder_that_nothing_was_written_to_goes_again() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("甲/乙");
    drop(OutputFolder::open(&folder).unwrap());
    assert_eq!(fs::read_dir(parent.path()).unwrap().count(), 0);
}

#[test]
fn what_an_interrupted_run_decided_on_is_finished_and_the_rest_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let path = |within: &str| folder.path().join(within);
    fs::create_dir_all(path(".voced-commit/data")).unwrap();
    fs::create_dir_all(path(".voced-new")).unwrap();
    fs::write(path("moved"), "new").unwrap();
    fs::write(path(".voced-commit/data/to-move"), "new").unwrap();
    fs::write(path(".voced-new/half"), "ne").unwrap();
    drop(OutputFolder::open(folder.path()).unwrap());
    assert_eq!(fs::read(path("data/to-move")).unwrap(), b"new");
    assert_eq!(fs::read(path("moved")).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["data", "moved"]);
}

#[test]
fn what_nobody_wants_any_more_goes_unless_a_person_changed_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = |within: &str| folder.path().join(within);
    replace(folder.path(), &[output("a", b"1"), output("b", b"1")]).unwrap();
    fs::write(path("b"), "mine").unwrap();
    fs::write(path("c"), "theirs").unwrap();
    let opened = OutputFolder::open(folder.path()).unwrap();
    assert!(opened.take_away("a"));
    for kept in ["b", "c", "d"] {
        assert!(!opened.take_away(kept), "{kept}");
    }
    drop(opened);
    assert_eq!(names(folder.path()), [".voced-written", "b", "c"]);
}

#[test]
fn outputs_of_two_bureaus_do_not_replace_each_other() {
    let bureau = |code: &str, name: &str| {
        let roster = format!(
            "name = \"{name}\"\n[[region]]\ncode = \"{code}\"\nname = \"某市\"\nlevel = \"city\"\n\
             [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n"
        );
        let roster = voced_domain::Roster::from_toml(&roster).unwrap();
        roster.in_year(voced_domain::ReferenceYear::new(2023).unwrap())
    };
    let folder = tempfile::tempdir().unwrap();
    let write = |bureau: &Bureau| {
        let place = OutputFolder::open_for(folder.path(), bureau)?;
        place.replace(&[output("a", bureau.name.as_bytes())])
    };
    write(&bureau("1", "甲局")).unwrap();
    // It may be called otherwise now.
    write(&bureau("1", "乙局")).unwrap();
    let told = write(&bureau("2", "丙局")).err().unwrap().to_string();
    assert!(told.ends_with("里是乙局的结果"), "{told}");
    assert_eq!(
        fs::read(folder.path().join("a")).unwrap(),
        "乙局".as_bytes()
    );
}

/// A record by hand, of files that hold `x`.
fn record(folder: &Path, paths: &[&str]) {
    let hash = Stamp::of("", b"x").sha256;
    let lines = paths.iter().map(|path| (path.to_string(), hash.clone()));
    let lines: std::collections::BTreeMap<String, String> = lines.collect();
    let bytes = serde_json::to_vec(&lines).unwrap();
    fs::write(folder.join(Written::NAME), bytes).unwrap();
}

#[test]
fn a_record_that_names_files_elsewhere_gives_away_and_takes_away_nothing() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("out");
    let outside = around.path().join("secret.xlsx");
    fs::create_dir_all(folder.join("a")).unwrap();
    let absolute = outside.to_str().unwrap();
    let hidden = folder.join(".voced-journal");
    for file in [&outside, &hidden, &folder.join("own.xlsx")] {
        fs::write(file, "x").unwrap();
    }
    let elsewhere = [
        "../secret.xlsx",
        "a/../../secret.xlsx",
        absolute,
        ".voced-journal",
    ];
    record(&folder, &[&elsewhere[..], &["own.xlsx"]].concat());
    assert_eq!(OutputFolder::outputs_in(&folder), ["own.xlsx"]);
    let opened = OutputFolder::open(&folder).unwrap();
    assert_eq!(opened.written_before(), ["own.xlsx"]);
    let hash = Stamp::of("", b"x").sha256;
    for path in elsewhere {
        assert!(opened.unchanged(path, &hash).is_none(), "{path}");
        assert!(!opened.take_away(path), "{path}");
    }
    assert!(opened.unchanged("own.xlsx", &hash).is_some());
    assert!(opened.take_away("own.xlsx"));
    assert!(outside.exists() && hidden.exists());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_no_output_and_one_within_it_is() {
    use std::os::unix::fs::symlink;
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("out");
    fs::create_dir(&folder).unwrap();
    for file in [around.path().join("secret"), folder.join("own")] {
        fs::write(file, "x").unwrap();
    }
    symlink("../secret", folder.join("out")).unwrap();
    symlink("own", folder.join("within")).unwrap();
    symlink("nowhere", folder.join("dead")).unwrap();
    // A folder for one kind of outputs may lie on another disk.
    let disk = around.path().join("disk");
    fs::create_dir(&disk).unwrap();
    fs::write(disk.join("there"), "x").unwrap();
    symlink(&disk, folder.join("disk")).unwrap();
    record(&folder, &["out", "within", "dead", "own", "disk/there"]);
    let own = ["disk/there", "own", "within"];
    assert_eq!(OutputFolder::outputs_in(&folder), own);
    let opened = OutputFolder::open(&folder).unwrap();
    let hash = Stamp::of("", b"x").sha256;
    for path in ["out", "dead"] {
        assert!(opened.unchanged(path, &hash).is_none(), "{path}");
        assert!(!opened.take_away(path), "{path}");
        assert!(fs::symlink_metadata(folder.join(path)).is_ok(), "{path}");
    }
    for path in own {
        assert!(opened.unchanged(path, &hash).is_some(), "{path}");
    }
    assert_eq!(fs::read(around.path().join("secret")).unwrap(), b"x");
}
