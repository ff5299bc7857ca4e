//! A school that the roster calls otherwise than the last check did: what that check wrote for it is not sent out any
//! more.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;

use common::Office;

const OLD: &str = "四平市经济贸易学校";
const NEW: &str = "四平市商贸学校";
const OTHER: &str = "梨树县职业中等专业学校";

fn checked() -> Office {
    let office = Office::of("siping");
    office.does(&["check", "--year", "2020"], 0);
    for school in [OLD, OTHER] {
        assert!(signs(&office, school).is_file());
    }
    office
}

fn signs(office: &Office, school: &str) -> std::path::PathBuf {
    office.path(&format!("out/2020/确认表/{school}.xlsx"))
}

/// Changes the roster.
fn roster(office: &Office, change: impl Fn(String) -> String) {
    let path = office.path("bureau.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, change(text)).unwrap();
}

fn renamed(office: &Office) {
    let name = |name: &str| format!("\nname = \"{name}\"\n");
    roster(office, |text| text.replace(&name(OLD), &name(NEW)));
}

#[test]
fn a_check_of_all_takes_away_what_was_written_under_the_old_name() {
    let office = checked();
    office.does(&["report", "--year", "2020", "--only", "xlsx,json"], 0);
    renamed(&office);
    let own = office.path("out/2020/确认表/签收单.xlsx");
    fs::write(&own, "mine").unwrap();
    let said = office.does(&["check", "--year", "2020"], 1);
    assert!(!signs(&office, OLD).exists(), "{said}");
    assert!(signs(&office, OTHER).is_file());
    // Files of people are theirs, and what other commands wrote is of use.
    assert!(own.is_file());
    for other in ["核查报告.xlsx", "汇总.xlsx", "data/indicators.json"] {
        assert!(office.path("out/2020").join(other).is_file(), "{other}");
    }
}

#[test]
fn what_a_person_changed_of_it_stays_and_is_told() {
    let office = checked();
    renamed(&office);
    fs::write(signs(&office, OLD), "mine").unwrap();
    let said = office.does(&["check", "--year", "2020"], 1);
    assert_eq!(fs::read(signs(&office, OLD)).unwrap(), b"mine");
    assert!(said.contains(&format!("{OLD}.xlsx")), "{said}");
}

#[test]
fn a_check_of_another_school_leaves_it_and_one_of_its_own_does_not() {
    let office = checked();
    renamed(&office);
    roster(&office, |text| {
        let own = format!("\nname = \"{NEW}\"\n");
        let former = format!("{own}former = [{{ until = 2020, name = \"{OLD}\" }}]\n");
        text.replace(&own, &former)
    });
    // Renamed after 2020: the year itself knows the old name, which is in use.
    office.does(&["check", "--year", "2020"], 0);
    assert!(signs(&office, OLD).is_file());
    roster(&office, |text| text.replace("until = 2020", "until = 2019"));
    office.does(&["check", "--year", "2020", "--school", OTHER], 0);
    assert!(signs(&office, OLD).is_file());
    office.does(&["check", "--year", "2020", "--school", NEW], 0);
    assert!(!signs(&office, OLD).exists());
    assert!(signs(&office, OTHER).is_file());
}

#[test]
fn what_was_written_for_a_school_that_is_no_more_goes_too() {
    let office = checked();
    let gone = "伊通满族自治县职业技术教育中心";
    assert!(signs(&office, gone).is_file());
    // Waivers and printed figures name it as well.
    for file in ["waivers.toml", "printed.csv"] {
        fs::remove_file(office.path("2020").join(file)).unwrap();
    }
    roster(&office, |text| {
        let at = text.find(&format!("name = \"{gone}\"")).unwrap();
        let (before, after) = text.split_at(at);
        format!("{before}until = 2019\n{after}")
    });
    let said = office.does(&["check", "--year", "2020"], 1);
    assert!(!signs(&office, gone).exists(), "{said}");
    assert!(signs(&office, OLD).is_file());
}
