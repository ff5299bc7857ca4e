//! Bureaus as lines.

use voced_domain::{Bureau, EntityCode, Level, Region, School};

use crate::words::{lines, words};

/// A city with one county: schools a and b are the city's own, school c lies in the county.
pub fn three_schools() -> Bureau {
    bureau(
        "市 city   某市
         县 county 丙县 city
         校 a      甲校
         校 b      乙校
         校 c      丙校 county",
    )
}

/// A bureau, a region or school a line: level, code, name, and the region that it lies in. Where that
/// is missing, a school is the bureau's own, and a region is the bureau's.
///
/// # Panics
/// Where a line is none of these, or they do not hold together.
pub fn bureau(text: &str) -> Bureau {
    let (mut regions, mut schools) = (Vec::new(), Vec::new());
    for line in lines(text) {
        let words = words(line);
        let [level, code, name, within @ ..] = &words[..] else {
            panic!("level, code, name: {line}");
        };
        let within = within.first().map(|code| entity(code));
        match self::level(level) {
            Level::School => schools.push(school(entity(code), name, within)),
            level => regions.push(Region {
                parent: within,
                ..Region::new(entity(code), (*name).to_owned(), level)
            }),
        }
    }
    let bureau = Bureau::new("某教育局".into(), regions, schools);
    bureau.unwrap_or_else(|error| panic!("{error}"))
}

fn school(code: EntityCode, name: &str, region: Option<EntityCode>) -> School {
    School {
        region,
        ..School::new(code, name.to_owned())
    }
}

fn level(word: &str) -> Level {
    match word {
        "校" => Level::School,
        "县" => Level::County,
        "市" => Level::City,
        "省" => Level::Province,
        "国" => Level::Nation,
        other => panic!("one of 校, 县, 市, 省, 国, not {other}"),
    }
}

pub(crate) fn entity(code: &str) -> EntityCode {
    EntityCode::new(code).unwrap_or_else(|error| panic!("{code}: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schools_lie_in_the_region_that_their_line_names() {
        let bureau = three_schools();
        let own = bureau.own_region();
        assert_eq!((own.code.as_str(), own.level), ("city", Level::City));
        let named: Vec<String> = bureau
            .entities()
            .map(|found| format!("{} {}", found.code(), found.short()))
            .collect();
        insta::assert_snapshot!(named.join("，"), @"city 某市，county 丙县，a 甲校，b 乙校，c 丙校");
        let county = bureau.school(&entity("c")).and_then(|c| c.region.clone());
        assert_eq!(county, Some(entity("county")));
    }
}
