//! An invented bureau of any number of schools, from a city of a few to a nation of thousands.

use voced_cli::Failure;
use voced_domain::{Bureau, EntityCode, Level, Region, School};

const SCHOOLS_PER_COUNTY: usize = 4;
const COUNTIES_PER_CITY: usize = 6;
const CITIES_PER_PROVINCE: usize = 14;
const SCHOOLS_PER_CITY: usize = SCHOOLS_PER_COUNTY * COUNTIES_PER_CITY;
const SCHOOLS_PER_PROVINCE: usize = SCHOOLS_PER_CITY * CITIES_PER_PROVINCE;

/// No place is called so.
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月";

/// A city, a province or a nation, whichever holds so many schools; every school in a county, every
/// county in a city.
pub(crate) fn bureau(n_schools: usize) -> Result<Bureau, Failure> {
    let mut regions: Vec<Region> = Vec::new();
    let top = match n_schools {
        0..=SCHOOLS_PER_CITY => Level::City,
        _ if n_schools <= SCHOOLS_PER_PROVINCE => Level::Province,
        _ => Level::Nation,
    };
    let mut schools = Vec::new();
    for idx in 0..n_schools {
        let lineage = lineage(idx, top)?;
        let county = lineage.last().expect("every school is in a county");
        schools.push(school(idx, county)?);
        for region in lineage {
            // Schools come region by region, so a region is new when it differs from the last of
            // its level.
            let last = regions.iter().rfind(|known| known.level == region.level);
            if last.is_none_or(|last| last.code != region.code) {
                regions.push(region);
            }
        }
    }
    let own = regions.first().map_or("示例", |region| &region.name);
    Bureau::new(format!("{own}教育行政部门（示例）"), regions, schools).map_err(Failure::of)
}

/// The regions that hold a school, from `top` down to its county.
fn lineage(idx: usize, top: Level) -> Result<Vec<Region>, Failure> {
    let [province, city, county] = places(idx);
    let stem = stem(province);
    let levels = [
        (Level::Nation, "n".to_owned(), "示例国".to_owned()),
        (
            Level::Province,
            format!("p{:02}", province + 1),
            format!("{stem}省"),
        ),
        (
            Level::City,
            format!("p{:02}c{:02}", province + 1, city + 1),
            format!("{stem}省{:02}市", city + 1),
        ),
        (
            Level::County,
            format!("p{:02}c{:02}d{:02}", province + 1, city + 1, county + 1),
            format!("{stem}省{:02}市{:02}县", city + 1, county + 1),
        ),
    ];
    let mut parent: Option<EntityCode> = None;
    let mut lineage = Vec::new();
    for (level, code, name) in levels.into_iter().filter(|(level, _, _)| *level <= top) {
        let code = coded(&code)?;
        let parent = parent.replace(code.clone());
        lineage.push(Region {
            parent,
            ..Region::new(code, name, level)
        });
    }
    Ok(lineage)
}

fn school(idx: usize, county: &Region) -> Result<School, Failure> {
    let number = idx % SCHOOLS_PER_COUNTY + 1;
    let [province, city, place] = places(idx);
    let code = coded(&format!("{}-{number:02}", county.code))?;
    let name = format!("{}第{number}职业学校（示例）", county.name);
    Ok(School {
        short: format!(
            "{}{:02}-{:02}-{number}校",
            stem(province),
            city + 1,
            place + 1
        ),
        region: Some(county.code.clone()),
        affiliation: "县属".into(),
        county: county.name.clone(),
        ownership: if number == SCHOOLS_PER_COUNTY {
            "民办"
        } else {
            "公办"
        }
        .into(),
        ..School::new(code, name)
    })
}

/// Which province, which city in it and which county in that.
fn places(idx: usize) -> [usize; 3] {
    let province = idx / SCHOOLS_PER_PROVINCE;
    let city = idx % SCHOOLS_PER_PROVINCE / SCHOOLS_PER_CITY;
    let county = idx % SCHOOLS_PER_CITY / SCHOOLS_PER_COUNTY;
    [province, city, county]
}

/// 甲, 乙 …, and 甲2, 乙2 … when they are used up.
fn stem(province: usize) -> String {
    let n_stems = STEMS.chars().count();
    let stem = STEMS.chars().nth(province % n_stems).unwrap_or('甲');
    match province / n_stems {
        0 => stem.to_string(),
        round => format!("{stem}{}", round + 1),
    }
}

fn coded(text: &str) -> Result<EntityCode, Failure> {
    EntityCode::new(text).map_err(Failure::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_school_is_in_a_county_of_a_city() {
        for n_schools in [1, 6, 24, 25, 336, 337, 1_000] {
            let bureau = bureau(n_schools).unwrap();
            let own = bureau.own_region();
            let districts = bureau.reporting_regions(own);
            assert_eq!(bureau.schools().len(), n_schools);
            assert!(districts.iter().all(|region| region.level == Level::City));
            assert_eq!(districts.len(), n_schools.div_ceil(SCHOOLS_PER_CITY));
        }
    }
}
