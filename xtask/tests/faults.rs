//! What goes wrong around a run: disks, rights, links, other programs, other runs. The message names
//! the file and what to do, other schools are reported, and the old outputs are whole.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::office::{Ended, ONE_SCHOOL, Office};
use common::{program, text, workspace};

/// Runs the report after one change to the office. One school is missing for it and nothing else.
fn one_school_is_told(change: impl FnOnce(&Office)) -> String {
    let office = Office::new();
    change(&office);
    let ended = office.report();
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(ended.said.contains("5/6所学校"), "{}", ended.said);
    office.report_is_written();
    of_the_school(&ended)
}

/// What is said of the one school, without the notices of a clean run.
fn of_the_school(ended: &Ended) -> String {
    let lines = ended.said.lines();
    let own: Vec<&str> = lines.filter(|line| line.contains("经济贸易")).collect();
    own.join("\n")
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_in_a_workbooks_place() {
    insta::assert_snapshot!(one_school_is_told(|office| {
        office.remove(ONE_SCHOOL);
        fifo(&office.path(ONE_SCHOOL));
    }));
}

#[test]
fn a_folder_in_a_workbooks_place() {
    insta::assert_snapshot!(one_school_is_told(|office| {
        office.remove(ONE_SCHOOL);
        fs::create_dir(office.path(ONE_SCHOOL)).unwrap();
    }));
}

#[test]
fn a_link_to_a_workbook_outside_the_bureaus_folder() {
    insta::assert_snapshot!(one_school_is_told(|office| {
        let elsewhere = office.temporary.path().join("别处.xlsx");
        fs::rename(office.path(ONE_SCHOOL), &elsewhere).unwrap();
        symlink(&elsewhere, office.path(ONE_SCHOOL)).unwrap();
    }));
}

#[test]
fn a_link_to_a_device_is_not_read() {
    insta::assert_snapshot!(one_school_is_told(|office| {
        office.remove(ONE_SCHOOL);
        symlink("/dev/zero", office.path(ONE_SCHOOL)).unwrap();
    }));
}

#[test]
fn a_link_to_nothing_and_one_to_itself() {
    let said = ["没有.xlsx", "四平市经济贸易学校.xlsx"].map(|target| {
        one_school_is_told(|office| {
            office.remove(ONE_SCHOOL);
            symlink(target, office.path(ONE_SCHOOL)).unwrap();
        })
    });
    assert_eq!(said[0], said[1]);
    insta::assert_snapshot!(said[0]);
}

#[test]
fn a_link_to_a_workbook_within_the_folder_is_read() {
    let office = Office::new();
    fs::rename(office.path(ONE_SCHOOL), office.path("2020/收到.xlsx")).unwrap();
    symlink("../收到.xlsx", office.path(ONE_SCHOOL)).unwrap();
    let ended = office.report();
    assert_eq!(ended.code, 0, "{}", ended.said);
}

#[test]
fn a_link_to_the_folder_that_it_lies_in_is_told_and_not_followed() {
    let office = Office::new();
    symlink(".", office.path("2020/submissions/全部")).unwrap();
    let ended = office.report();
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(ended.said.contains("6/6所学校"), "{}", ended.said);
    let about = ended.said.lines().find(|line| line.contains("全部"));
    insta::assert_snapshot!(about.unwrap());
}

#[test]
fn a_workbook_that_may_not_be_read() {
    let Some(said) = where_rights_hold(|| {
        one_school_is_told(|office| {
            fs::set_permissions(office.path(ONE_SCHOOL), Permissions::from_mode(0o000)).unwrap();
        })
    }) else {
        return;
    };
    assert!(
        said.contains("没有权限读，或正在被别的程序使用，没有读入"),
        "{said}"
    );
}

#[test]
fn an_output_folder_that_may_not_be_written() {
    where_rights_hold(|| {
        for folder in ["", "data"] {
            let office = Office::new();
            let before = office.written();
            let folder = office.out().join(folder);
            fs::set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
            let ended = office.report();
            fs::set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
            assert_eq!((ended.code, office.written() == before), (2, true));
            assert!(ended.said.contains("没有权限"), "{}", ended.said);
        }
    });
}

/// Nothing where the rights of files do not hold for who runs the tests.
fn where_rights_hold<T>(test: impl FnOnce() -> T) -> Option<T> {
    let probe = tempfile::NamedTempFile::new().unwrap();
    fs::set_permissions(probe.path(), Permissions::from_mode(0o000)).unwrap();
    if File::open(probe.path()).is_ok() {
        eprintln!("left out: the rights of files do not hold for this user");
        return None;
    }
    Some(test())
}

#[test]
fn a_pipe_in_the_place_of_the_bureaus_own_files_stops_the_run_at_once() {
    for file in ["catalogue.toml", "2020/waivers.toml", "2019/printed.csv"] {
        let office = Office::new();
        let _ = fs::remove_file(office.path(file));
        fifo(&office.path(file));
        let ended = office.report();
        assert_eq!(ended.code, 2, "{}", ended.said);
        let name = file.rsplit('/').next().unwrap();
        assert!(
            ended.said.contains(&format!("{name}不是文件")),
            "{}",
            ended.said
        );
    }
}

#[test]
fn a_workbook_that_is_open_elsewhere_is_read_as_it_was_saved_and_said_to_be_open() {
    let office = Office::new();
    let clean = office.report().said;
    let mut lock = [0; 165];
    lock[..4].copy_from_slice(b"\x03Wei");
    office.write("2020/submissions/~$四平市经济贸易学校.xlsx", lock);
    let lock = ",教务处,机房,25.11.2020 10:00,file:///;";
    office.write("2020/submissions/.~lock.双辽市职业中专.xlsx#", lock);
    let ended = office.report();
    assert_eq!(ended.code, 0, "{}", ended.said);
    let added = ended.said.lines().filter(|line| !clean.contains(line));
    insta::assert_snapshot!(added.collect::<Vec<_>>().join("\n"));
}

#[test]
fn names_that_are_no_text_are_read_told_apart_and_keep_nothing_from_being_written() {
    let office = Office::new();
    let submissions = office.path("2020/submissions");
    let name = |bytes| submissions.join(OsStr::from_bytes(bytes));
    fs::rename(office.path(ONE_SCHOOL), name(b"\xcb\xc4\xc6\xbd.xlsx")).unwrap();
    let other = workspace().join("fixtures/broken/blank.xlsx");
    fs::copy(other, name(b"\xcb\xc4\xc6.xlsx")).unwrap();
    let ended = office.report();
    assert_eq!(ended.code, 1, "{}", ended.said);
    assert!(ended.said.contains("6/6所学校"), "{}", ended.said);
    let about = ended.said.lines().find(|line| line.contains("\\xCB"));
    insta::assert_snapshot!(about.unwrap());
    let checked = check_of(&office).output().unwrap();
    assert_eq!(checked.status.code(), Some(1));
}

fn check_of(office: &Office) -> Command {
    let (bureau, out) = (office.bureau(), office.out());
    let year = ["check", "--year", "2020", "--bureau"];
    program(&[&year[..], &[text(&bureau), "--out", text(&out)]].concat())
}

#[test]
fn the_locale_changes_no_byte() {
    let office = Office::new();
    let run = |locale: &str| {
        let output = check_of(&office).env("LC_ALL", locale).output().unwrap();
        (output, office.written())
    };
    let (first, second) = (run("C"), run("zh_CN.UTF-8"));
    assert_eq!(first, second);
    assert_eq!(first.0.status.code(), Some(0));
}

#[test]
fn of_two_runs_at_once_the_second_is_told_and_writes_nothing() {
    let office = Office::new();
    let lock = office.out().join(".voced-lock");
    // What the first one holds as long as it runs.
    let first = File::create(&lock).unwrap();
    first.lock().unwrap();
    let before = office.written();
    let second = office.report();
    assert_eq!((second.code, office.written()), (2, before));
    insta::assert_snapshot!(second.said);
    drop(first);
    assert_eq!(office.report().code, 0, "after the first");
    assert!(!lock.exists(), "litter");
}

/// A small disk, where this user may mount one.
struct Disk(PathBuf);

impl Disk {
    fn mounted(at: &Path, options: &str) -> Option<Self> {
        fs::create_dir_all(at).unwrap();
        let mount = ["-t", "tmpfs", "-o", options, "tmpfs", text(at)];
        let mounted = Command::new("mount").args(mount).output();
        if mounted.is_ok_and(|mounted| mounted.status.success()) {
            return Some(Self(at.to_owned()));
        }
        eprintln!("left out: no disk can be mounted here");
        None
    }

    fn becomes_read_only(&self) {
        let mount = ["-o", "remount,ro", text(&self.0)];
        assert!(
            Command::new("mount")
                .args(mount)
                .status()
                .unwrap()
                .success()
        );
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn on_a_full_disk_the_old_outputs_stay_and_nothing_else() {
    let office = Office::new();
    let out = office.temporary.path().join("小盘");
    let Some(_disk) = Disk::mounted(&out, "size=256k") else {
        return;
    };
    fs::create_dir(out.join("data")).unwrap();
    fs::write(out.join("data/indicators.json"), "上次的").unwrap();
    let before = office.written();
    let ended = office.report_of("2020", &out);
    assert_eq!(
        (ended.code, office.written() == before),
        (2, true),
        "{}",
        ended.said
    );
    // No snapshot: where no disk can be mounted nobody would ask for it.
    assert!(
        ended
            .said
            .contains("indicators.json：磁盘已满\n  请腾出空间后重试")
    );
}

#[test]
fn a_disk_that_may_only_be_read() {
    let office = Office::new();
    let out = office.temporary.path().join("光盘");
    let Some(disk) = Disk::mounted(&out, "size=256k") else {
        return;
    };
    disk.becomes_read_only();
    let ended = office.report_of("2020", &out);
    assert_eq!(ended.code, 2, "{}", ended.said);
    assert!(
        ended
            .said
            .contains("光盘：所在的磁盘是只读的\n  请换一个位置")
    );
}
