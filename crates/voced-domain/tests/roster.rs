//! A bureau over the years: what becomes of its schools and regions, and what they are compared with.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use voced_domain::{
    Bureau, Entity, EntityCode, Level, Origin, ReferenceYear, Region, Roster, RosterChange, School,
};

const ROSTER: &str = r#"
name = "某市教育局"
region = [
    { code = "c", name = "某市", level = "city" },
    { code = "d", name = "东区", level = "county", parent = "c" },
    { code = "w", name = "西区", level = "county", parent = "c", former = [{ until = 2021, name = "西县" }] },
    { code = "n", name = "新区", level = "county", parent = "c", since = 2022 },
]
school = [
    { code = "a", name = "甲技术学校", short = "甲", region = "d", former = [{ until = 2021, name = "甲中学" }, { until = 2019, name = "甲工读学校", short = "甲工读" }] },
    { code = "b", name = "乙校", short = "乙", region = "d", until = 2021, merged_into = "a" },
    { code = "e", name = "戊校", short = "戊", region = "w", former = [{ until = 2021, region = "d" }] },
    { code = "f", name = "己校", short = "己", region = "d", until = 2021 },
    { code = "f1", name = "己一校", short = "己一", region = "d", since = 2022, split_from = "f" },
    { code = "f2", name = "己二校", short = "己二", region = "w", since = 2022, split_from = "f" },
    { code = "g", name = "庚校", short = "庚", region = "w", until = 2021 },
    { code = "h", name = "辛校", short = "辛", region = "n", former = [{ until = 2021, region = "w" }] },
    { code = "p", name = "壬校", short = "壬", region = "w", since = 2022 },
]
"#;

fn in_year(year: u16) -> Bureau {
    let roster = Roster::from_toml(ROSTER).unwrap();
    roster.in_year(ReferenceYear::new(year).unwrap())
}

fn shorts(schools: &[&School]) -> String {
    let shorts: Vec<&str> = schools.iter().map(|school| school.short.as_str()).collect();
    shorts.join("、")
}

fn change(change: &RosterChange<'_>) -> String {
    match change {
        RosterChange::Renamed { was, is } => format!("{}→{}", was.name, is.name),
        RosterChange::Merged { gone, into } => format!("{}并入{}", shorts(gone), into.short),
        RosterChange::Split { whole, parts } => format!("{}分为{}", whole.short, shorts(parts)),
        RosterChange::Founded(school) => format!("新设{}", school.short),
        RosterChange::Closed(school) => format!("撤销{}", school.short),
        RosterChange::Moved { school, from, to } => {
            format!("{}由{}到{}", school.short, from.name, to.name)
        }
        RosterChange::RegionRenamed { was, is } => format!("{}→{}", was.name, is.name),
        RosterChange::RegionFounded(region) => format!("新设{}", region.name),
        RosterChange::RegionClosed(region) => format!("撤销{}", region.name),
    }
}

#[test]
fn each_year_has_its_schools_and_says_what_became_of_those_of_the_year_before() {
    let mut lines = Vec::new();
    for year in [2019, 2020, 2021, 2022, 2023] {
        let bureau = in_year(year);
        lines.push(format!("{year}年"));
        for region in bureau.regions() {
            let entity = Entity::Region(region);
            lines.push(format!(
                "  {}：{}；上年{}",
                region.name,
                shorts(&bureau.schools_of(entity)),
                shorts(&bureau.schools_before(entity)),
            ));
        }
        let changes: Vec<String> = bureau.changes().iter().map(change).collect();
        lines.push(format!("  变动：{}", changes.join("；")));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_school_is_compared_with_what_it_was_made_of_or_with_nothing() {
    let bureau = in_year(2022);
    let origin = |code: &str| {
        let school = bureau.find_school(code).unwrap();
        match bureau.origin(school) {
            Origin::Itself => format!("{}：自身", school.short),
            Origin::Merged(origins) => format!("{}：{}", school.short, shorts(&origins)),
            Origin::Split(whole) => format!("{}：由{}分出", school.short, whole.short),
            Origin::Founded => format!("{}：新设", school.short),
        }
    };
    let origins: Vec<String> = bureau
        .schools()
        .iter()
        .map(|school| origin(school.code.as_str()))
        .collect();
    insta::assert_snapshot!(origins.join("\n"));
    // What is no more has a name still, and stands for itself in the year before.
    let gone = shorts(&bureau.schools_without_successor());
    assert_eq!(gone, "己、庚");
    let of_two_years = bureau.entity_of_two_years(&voced_domain::EntityCode::constant("b"));
    assert_eq!(of_two_years.unwrap().short(), "乙");
}

#[test]
fn a_roster_whose_years_do_not_hold_together_is_refused() {
    let with = |school: &str| {
        let text = format!("{}{school}]", ROSTER.trim_end().trim_end_matches(']'));
        Roster::from_toml(&text).unwrap_err().to_string()
    };
    let said = [
        with("{ code = \"x\", name = \"子校\", short = \"子\", since = 2022, until = 2021 },"),
        with("{ code = \"x\", name = \"子校\", short = \"子\", merged_into = \"a\" },"),
        with(
            "{ code = \"x\", name = \"子校\", short = \"子\", until = 2021, merged_into = \"b\" },",
        ),
        with(
            "{ code = \"x\", name = \"子校\", short = \"子\", until = 2021, merged_into = \"y\" },",
        ),
        with("{ code = \"x\", name = \"子校\", short = \"子\", split_from = \"a\" },"),
        with(
            "{ code = \"x\", name = \"子校\", short = \"子\", since = 2022, split_from = \"p\" },",
        ),
        // Short names may be the same in different years, and not in one.
        with("{ code = \"x\", name = \"子校\", short = \"壬\", since = 2020 },"),
        with("{ code = \"x\", name = \"子校\", short = \"子\", region = \"n\" },"),
        with("{ code = \"f1\", name = \"子校\", short = \"子\" },"),
        with("{ code = \"x\", name = \"子校\", short = \"子\", since = 20 },"),
    ];
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn all_of_a_region_is_called_after_what_it_is() {
    let whole =
        |name: &str, level| Region::new(EntityCode::constant("r"), name.into(), level).whole();
    let named = [
        ("云泽市", Level::City),
        ("东湖区", Level::County),
        ("梨树县", Level::County),
        ("双辽市", Level::County),
        ("凉山州", Level::City),
        ("锡林郭勒盟", Level::City),
        ("内蒙古自治区", Level::Province),
        ("本市各校", Level::City),
    ];
    let said = named.map(|(name, level)| whole(name, level));
    let expected = [
        "全市", "全区", "全县", "全市", "全州", "全盟", "全区", "全市",
    ];
    assert_eq!(said, expected);
}

#[test]
fn workbooks_are_due_on_the_same_day_of_every_year() {
    let roster = |day: &str| Roster::from_toml(&format!("deadline = \"{day}\"\n{ROSTER}"));
    let due = |day: &str, year| {
        let bureau = roster(day)
            .unwrap()
            .in_year(ReferenceYear::new(year).unwrap());
        bureau.deadline.unwrap().to_string()
    };
    assert_eq!(due("11-15", 2022), "2022-11-15");
    assert_eq!(due("02-29", 2024), "2024-02-29");
    assert_eq!(due("02-29", 2023), "2023-03-01");
    let refused = ["13-01", "11月15日", "11-31"].map(|day| roster(day).unwrap_err().to_string());
    insta::assert_snapshot!(refused.join("\n"));
}

#[test]
fn schools_are_found_in_names_of_files_by_any_name_the_longest_first() {
    let school = |code: &str, name: &str, short: &str, more: &str| {
        format!("[[school]]\ncode = \"{code}\"\nname = \"{name}\"\nshort = \"{short}\"\n{more}\n")
    };
    let former = "former = [{ until = 2021, name = \"西县中学\" }]";
    let roster = [
        "name = \"某局\"\n[[region]]\ncode = \"c\"\nname = \"某市\"\nlevel = \"city\"\n".into(),
        school("a", "某市职业学校", "某市职教", ""),
        school("b", "某市职业教育中心", "某市职教中心", former),
    ];
    let bureau = Roster::from_toml(&roster.concat()).unwrap();
    let bureau = bureau.in_year(ReferenceYear::new(2023).unwrap());
    let found = |text: &str| shorts(&bureau.schools_named_in(text));
    assert_eq!(found("某市职教 典型案例.docx"), "某市职教");
    assert_eq!(found("某市职教中心案例.docx"), "某市职教中心");
    assert_eq!(found("西县中学.docx"), "某市职教中心");
    assert_eq!(
        found("某市职业学校和西县中学.docx"),
        "某市职教、某市职教中心"
    );
    assert_eq!(found("典型案例.docx"), "");
}
