//! A new bureau's folder from a list of schools.

use std::collections::BTreeSet;
use std::path::Path;

use voced_domain::{
    Catalogue, Edition, EntityCode, Level, ReferenceYear, Region, Roster, School, Stamp,
};
use voced_folder::{Output, OutputFolder};
use voced_ingest::{SchoolList, school_list};

use crate::notice::tell_interrupted;
use crate::starter::NARRATIVE;
use crate::{Listen, Refusal};

const CATALOGUE: &str = "\
# 本局自己的定义：国家目录里没有的，直接写（表样可用catalogue import导入）；与国家口径不同的，每条写明理由(reason)。

# 例：
# [[indicator]]
# code = \"student_teacher_ratio\"
# name = \"生师比\"
# group = \"teachers\"
# version = \"own\"
# form = { form = \"ratio\", numerator = [\"students.enrolled\"], denominator = [\"staff.total\"] }
# unit = \":1\"
# decimals = 1
# definition = \"在籍学生数除以教职工数。\"
# reason = \"与往年已公布的数字衔接。\"
# source = \"本局\"
# since = 2021
";

/// What a bureau may say of itself, as examples to be made its own.
const SETTINGS: &str = "\
# deadline = \"11-15\"         # 每年交回的期限，印在填报表封面上，催报时也用
# contact = \"职成科 电话\"     # 学校有疑问找谁，印在填报表封面上
";

/// What a bureau is begun with.
#[derive(Clone, Copy, Debug)]
pub struct Begin<'a> {
    /// The folder, in which nothing lies.
    pub folder: &'a Path,
    /// The bureau's name.
    pub name: &'a str,
    /// The code of its region; one of its name where none is given.
    pub region: Option<&'a str>,
    /// What the list of schools is called.
    pub list_name: &'a str,
    /// The list of schools.
    pub list: &'a [u8],
}

/// What a bureau was begun with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// How many schools it has.
    pub n_schools: usize,
    /// Columns of the list that were not used.
    pub ignored: Vec<String>,
    /// Whether counties are named and have no codes, so that nothing is summed by county.
    pub has_counties_without_code: bool,
    /// Whether nobody is named who could be called.
    pub has_no_contacts: bool,
}

/// Makes a bureau's folder from a list of its schools.
///
/// # Errors
/// Where something lies in the folder, the list cannot be read, or nothing can be written.
pub fn begin(asked: Begin<'_>, listen: Listen<'_>) -> Result<Begun, Refusal> {
    let folder = asked.folder;
    let taken = || {
        let message = format!("{}已经存在，里面有文件", folder.display());
        Refusal::new(message, "请换一个文件夹，或先移走里面的文件")
    };
    if folder.is_file() {
        return Err(taken());
    }
    let place = OutputFolder::open(folder)?;
    tell_interrupted(&place, listen);
    if place.holds_anything()? {
        return Err(taken());
    }
    let in_list = |error: &dyn std::fmt::Display| {
        let message = format!("{} {error}", asked.list_name);
        Refusal::new(message, "请改正学校名单后重试")
    };
    let own = region(&asked)?;
    let list = school_list(asked.list, &own, &choices()?).map_err(|error| in_list(&error))?;
    let SchoolList {
        schools,
        counties,
        ignored,
    } = list;
    let has_counties_without_code = counties.is_empty() && has_several_counties(&schools);
    let regions = [vec![own], counties].concat();
    let roster = Roster::new(asked.name.to_owned(), regions, schools);
    let roster = roster.map_err(|error| in_list(&error))?;
    place.fill(&files(&roster)?)?;
    let is_unknown = |school: &School| school.contact.is_empty() && school.phone.is_empty();
    Ok(Begun {
        n_schools: roster.schools().len(),
        ignored,
        has_counties_without_code,
        has_no_contacts: roster.schools().iter().all(is_unknown),
    })
}

fn files(roster: &Roster) -> Result<Vec<Output>, Refusal> {
    let text = toml::to_string(roster).map_err(|error| Refusal::new(error, ""))?;
    // Keys of the bureau itself stand before its regions.
    let text = text.replacen("\n\n[[region]]", &format!("\n{SETTINGS}\n[[region]]"), 1);
    let file = |path: &str, text: &str| Output::new(path, text.into());
    let mut files = vec![
        file("bureau.toml", &text),
        file("catalogue.toml", CATALOGUE),
    ];
    let texts = NARRATIVE.iter();
    files.extend(texts.map(|(name, text)| file(&format!("narrative/{name}"), text)));
    Ok(files)
}

/// The definitions whose choices the list is held against: the last there are.
fn choices() -> Result<Edition, Refusal> {
    let catalogue = Catalogue::national().map_err(|error| Refusal::new(error, ""))?;
    Ok(catalogue.edition(ReferenceYear::LAST))
}

fn has_several_counties(schools: &[School]) -> bool {
    let counties: BTreeSet<&str> = schools
        .iter()
        .map(|school| school.county.as_str())
        .collect();
    counties.iter().filter(|county| !county.is_empty()).count() > 1
}

fn region(asked: &Begin<'_>) -> Result<Region, Refusal> {
    let name = asked.name.trim();
    if name.is_empty() {
        return Err(Refusal::new("教育局名称是空的", "请写明，如“四平市教育局”"));
    }
    let suffixes = ["教育局", "教育体育局", "教育和体育局", "教体局"];
    let place = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix));
    let code = code(asked)?;
    let place = place.filter(|place| !place.is_empty()).unwrap_or(name);
    Ok(Region::new(code, place.to_owned(), Level::City))
}

/// A code that no other bureau has: of its name, where it is not told its own.
fn code(asked: &Begin<'_>) -> Result<EntityCode, Refusal> {
    let of_name = || {
        let stamp = Stamp::of("", asked.name.trim().as_bytes());
        format!("b{}", &stamp.sha256[..8])
    };
    let code = asked.region.map_or_else(of_name, str::to_owned);
    EntityCode::new(code).map_err(|error| Refusal::new(error, "请核对地区代码"))
}
