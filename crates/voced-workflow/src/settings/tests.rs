//! What people wrote stays as they wrote it; what cannot be is not written.

use std::fs;

use tempfile::TempDir;
use voced_domain::Quantity;

use super::*;

const ROSTER: &str = "\
# 某市教育局，2019年建立
name = \"某市教育局\"   # 全称
# deadline = \"11-15\"

[[region]]
code = \"a\"
name = \"某市\"
level = \"city\"

# 县里的两所
[[school]]
code = \"a-01\"
name = \"甲职业中学\"
short = \"甲\"     # 群里这样叫
contact = \"教务处\"

[[school]]
code = \"a-02\"
name = \"乙校\"
short = \"乙\"
";

type Act<'a> = &'a dyn Fn(&Folder, Seen<'_>) -> Result<String, Refusal>;

struct Tried {
    temporary: TempDir,
}

impl Tried {
    fn new() -> Self {
        let temporary = tempfile::tempdir().unwrap();
        fs::write(temporary.path().join("bureau.toml"), ROSTER).unwrap();
        fs::create_dir(temporary.path().join("2023")).unwrap();
        Self { temporary }
    }

    fn folder(&self) -> Folder {
        Folder::open(self.temporary.path()).unwrap()
    }

    /// Does it with what the file is now.
    fn does(
        &self,
        file: OwnFile,
        act: impl FnOnce(&Folder, Seen<'_>) -> Result<String, Refusal>,
    ) -> String {
        let folder = self.folder();
        let stamp = folder.own_stamp(file).unwrap();
        let seen = Seen {
            year: year(2023),
            on: "2023-11-20".parse().unwrap(),
            stamp: &stamp,
        };
        act(&folder, seen).unwrap_or_else(|refusal| format!("没有做：{refusal}"))
    }

    fn roster(&self) -> String {
        fs::read_to_string(self.temporary.path().join("bureau.toml")).unwrap()
    }

    /// The lines of the roster that are not as they were: what came with `+`, what went with `-`.
    fn changed(&self) -> Vec<String> {
        let (now, before) = (self.roster(), ROSTER);
        let gone = before
            .lines()
            .filter(|line| !now.lines().any(|other| other == *line));
        let come = now
            .lines()
            .filter(|line| !before.lines().any(|other| other == *line));
        let gone = gone.map(|line| format!("-{line}"));
        gone.chain(come.map(|line| format!("+{line}"))).collect()
    }
}

fn year(year: u16) -> ReferenceYear {
    ReferenceYear::new(year).unwrap()
}

#[test]
fn the_deadline_is_understood_as_people_write_it() {
    for (said, written) in [
        ("11-15", "+deadline = \"11-15\""),
        ("11月5日", "+deadline = \"11-05\""),
        ("１２．１", "+deadline = \"12-01\""),
    ] {
        let tried = Tried::new();
        tried.does(OwnFile::Roster, |folder, seen| {
            set_deadline(folder, seen, said, "职成科 0000000")
        });
        assert_eq!(tried.changed(), [written, "+contact = \"职成科 0000000\""]);
    }
    for wrong in ["月底", "2-30", "13-1", "2023-11-15"] {
        let tried = Tried::new();
        let said = tried.does(OwnFile::Roster, |folder, seen| {
            set_deadline(folder, seen, wrong, "")
        });
        assert!(said.starts_with("没有做"), "{wrong}: {said}");
        assert_eq!(tried.roster(), ROSTER, "{wrong}");
    }
}

fn change<'a>(name: &'a str, renamed_in: Option<ReferenceYear>) -> SchoolChange<'a> {
    SchoolChange {
        code: "a-01",
        name,
        short: "甲",
        renamed_in,
        affiliation: "",
        county: "",
        ownership: "",
        contact: "教务处",
        phone: "0000-1",
    }
}

#[test]
fn a_school_is_corrected_or_renamed_from_a_year_on() {
    let tried = Tried::new();
    tried.does(OwnFile::Roster, |folder, seen| {
        change_school(folder, seen, change("甲职业中学", None))
    });
    assert_eq!(tried.changed(), ["+phone = \"0000-1\""]);
    let said = tried.does(OwnFile::Roster, |folder, seen| {
        change_school(folder, seen, change("甲职业技术学校", Some(year(2023))))
    });
    assert_eq!(said, "甲职业中学自2023年起改称甲职业技术学校");
    let name = |of: u16| {
        let bureau = tried.folder().bureau(year(of));
        bureau.schools()[0].name.clone()
    };
    assert_eq!([name(2022), name(2023)], ["甲职业中学", "甲职业技术学校"]);
    assert!(tried.roster().contains("short = \"甲\"     # 群里这样叫"));
}

#[test]
fn a_school_is_added_closed_and_merged() {
    let tried = Tried::new();
    let new = NewSchool {
        name: "丙校",
        short: "",
        affiliation: "市属",
        county: "",
        ownership: "公办",
        contact: "",
        phone: "",
        since: Some(year(2023)),
    };
    let said = tried.does(OwnFile::Roster, |folder, seen| {
        add_school(folder, seen, new)
    });
    assert_eq!(said, "名单上加了丙校（a-03）");
    let closing = Closing {
        code: "a-02",
        last: Some(year(2022)),
        merged_into: "a-03",
    };
    let said = tried.does(OwnFile::Roster, |folder, seen| {
        close_school(folder, seen, closing)
    });
    assert_eq!(said, "乙校填报到2022年为止，以后并入丙校");
    let shorts = |of: u16| {
        let bureau = tried.folder().bureau(year(of));
        let schools = bureau.schools().iter();
        schools
            .map(|school| school.short.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(shorts(2022), ["甲", "乙"]);
    assert_eq!(shorts(2023), ["甲", "丙校"]);
}

#[test]
fn what_cannot_be_is_not_written() {
    let tried = Tried::new();
    let twin = NewSchool {
        name: "甲职业中学",
        short: "",
        affiliation: "",
        county: "",
        ownership: "",
        contact: "",
        phone: "",
        since: None,
    };
    let choice = NewSchool {
        name: "丁校",
        ownership: "私立",
        ..twin
    };
    let long = "长".repeat(500);
    let merged = Closing {
        code: "a-01",
        last: Some(year(2022)),
        merged_into: "a-09",
    };
    let tries: [Act<'_>; 6] = [
        &|folder, seen| add_school(folder, seen, twin),
        &|folder, seen| add_school(folder, seen, choice),
        &|folder, seen| change_school(folder, seen, change("", None)),
        &|folder, seen| change_school(folder, seen, change("甲\n校", None)),
        &|folder, seen| change_school(folder, seen, change(&long, None)),
        &|folder, seen| close_school(folder, seen, merged),
    ];
    let said: Vec<String> = tries
        .iter()
        .map(|act| tried.does(OwnFile::Roster, act))
        .collect();
    assert!(
        said.iter().all(|said| said.starts_with("没有做")),
        "{said:#?}"
    );
    assert_eq!(tried.roster(), ROSTER);
}

#[test]
fn what_somebody_changed_meanwhile_is_not_overwritten() {
    let tried = Tried::new();
    let folder = tried.folder();
    let stamp = folder.own_stamp(OwnFile::Roster).unwrap();
    let mine = ROSTER.replace("乙校", "乙学校");
    fs::write(tried.temporary.path().join("bureau.toml"), &mine).unwrap();
    let seen = Seen {
        year: year(2023),
        on: "2023-11-20".parse().unwrap(),
        stamp: &stamp,
    };
    let refused = set_deadline(&folder, seen, "11-15", "").unwrap_err();
    assert!(refused.to_string().contains("被改过"), "{refused}");
    assert_eq!(tried.roster(), mine);
}

#[test]
fn a_bound_of_the_bureaus_own_begins_with_the_year() {
    let tried = Tried::new();
    let bound = |of: u16| {
        let edition = tried.folder().catalogue().edition(year(of));
        let bounds = edition.thresholds().iter();
        let mut own = bounds.filter(|one| one.rule.as_str() == "YOY002" && one.name == "relative");
        own.next().unwrap().clone()
    };
    let national = bound(2023);
    let set = |value: &str, reason: &str| {
        tried.does(OwnFile::Definitions, |folder, seen| {
            let now = &national;
            set_bound(folder, seen, Bound { now, value, reason })
        })
    };
    assert!(set("30", "本市学校小，波动大").ends_with("的界限改为30%"));
    assert!(set("３５", "本市学校小，波动大").ends_with("的界限改为35%"));
    let value = |number: &str| number.parse::<Quantity>().unwrap();
    assert_eq!(bound(2023).value, value("35"));
    assert_eq!(bound(2022).value, national.value);
    assert!(set("多", "本市学校小").starts_with("没有做"));
    assert!(set("40", " ").starts_with("没有做"));
    assert!(set("-1", "本市学校小").starts_with("没有做"));
    assert_eq!(bound(2023).value, value("35"));
}

#[test]
fn a_school_that_a_list_of_some_year_names_stays_on_the_roster_of_that_year() {
    let tried = Tried::new();
    let list = "[[waiver]]\nrule = \"REL017\"\nschool = \"a-02\"\nvalues = \"7.02=1\"\n\
                by = \"职成科\"\non = \"2023-11-01\"\nreason = \"实际如此\"\n";
    fs::write(tried.temporary.path().join("2023/waivers.toml"), list).unwrap();
    let close = |last: u16| {
        tried.does(OwnFile::Roster, |folder, seen| {
            let closing = Closing {
                code: "a-02",
                last: Some(year(last)),
                merged_into: "",
            };
            close_school(folder, seen, closing)
        })
    };
    assert!(close(2022).starts_with("没有做"));
    assert_eq!(tried.roster(), ROSTER);
    assert_eq!(close(2023), "乙校填报到2023年为止");
}

#[test]
fn what_excel_would_compute_is_no_name() {
    let tried = Tried::new();
    for name in ["=1+1", "+86", "@SUM(1)", "-1"] {
        let said = tried.does(OwnFile::Roster, |folder, seen| {
            change_school(folder, seen, change(name, None))
        });
        assert!(said.contains("公式"), "{name}: {said}");
    }
    assert_eq!(tried.roster(), ROSTER);
}

#[test]
fn a_waiver_is_taken_back_and_the_others_stay() {
    let tried = Tried::new();
    let list = "\
# 局长办公会定的
[[waiver]]
rule = \"REL017\"
school = \"a-01\"
values = \"7.02=1\"
by = \"职成科\"
on = \"2023-11-01\"
reason = \"实际如此\"

# 电话核对过
[[waiver]]
rule = \"REL017\"
school = \"a-02\"
values = \"7.02=2\"
by = \"职成科\"
on = \"2023-11-02\"
reason = \"实际如此\"
";
    let path = tried.temporary.path().join("2023/waivers.toml");
    fs::write(&path, list).unwrap();
    let folder = tried.folder();
    let edition = folder.catalogue().edition(year(2023));
    let waivers = folder.waivers(&edition).unwrap().content;
    let said = tried.does(OwnFile::Waivers(year(2023)), |folder, seen| {
        withdraw(folder, seen, &waivers[0])
    });
    assert_eq!(said, "收回对甲的豁免（7.02=1）");
    let left = fs::read_to_string(&path).unwrap();
    assert!(list.ends_with(left.trim_start()), "{left}");
    // 撤销
    let deeds = folder.deeds(year(2023));
    folder
        .undo(year(2023), deeds.last().unwrap().number)
        .unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), list);
}
