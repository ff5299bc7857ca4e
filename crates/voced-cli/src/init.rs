//! A new bureau's folder from a list of schools.

use std::collections::BTreeSet;
use std::fs;

use voced_domain::{
    Catalogue, Edition, EntityCode, Level, ReferenceYear, Region, Roster, School, Stamp,
};
use voced_folder::{Output, OutputFolder};
use voced_ingest::{SchoolList, school_list};

use crate::arguments::InitOptions;
use crate::starter::NARRATIVE;
use crate::{Console, Done, Failure, account};

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

pub(crate) fn init(options: &InitOptions, console: &Console) -> Result<Done, Failure> {
    let folder = &options.folder;
    let taken = || {
        let message = format!("{}已经存在，里面有文件", folder.display());
        Failure::new(message, "请换一个文件夹，或先移走里面的文件")
    };
    if folder.is_file() {
        return Err(taken());
    }
    let place = OutputFolder::open(folder)?;
    account::interrupted(&place, console);
    if place.holds_anything()? {
        return Err(taken());
    }
    let bytes = fs::read(&options.schools).map_err(|error| Failure::io(&options.schools, error))?;
    let own = region(options)?;
    let list = school_list(&bytes, &own, &choices()?).map_err(|error| in_list(options, &error))?;
    let SchoolList {
        schools,
        counties,
        ignored,
    } = list;
    let has_counties_without_code = counties.is_empty() && has_several_counties(&schools);
    let regions = [vec![own], counties].concat();
    let roster = Roster::new(options.name.clone(), regions, schools);
    let roster = roster.map_err(|error| in_list(options, &error))?;
    let text = toml::to_string(&roster).map_err(Failure::of)?;
    // Keys of the bureau itself stand before its regions.
    let text = text.replacen("\n\n[[region]]", &format!("\n{SETTINGS}\n[[region]]"), 1);
    let file = |path: &str, text: &str| Output::new(path, text.into());
    let mut files = vec![
        file("bureau.toml", &text),
        file("catalogue.toml", CATALOGUE),
    ];
    let texts = NARRATIVE.iter();
    files.extend(texts.map(|(name, text)| file(&format!("narrative/{name}"), text)));
    place.fill(&files)?;
    console.done(&format!(
        "{}：{}所学校",
        folder.display(),
        roster.schools().len()
    ));
    if !ignored.is_empty() {
        console.line(&format!("名单里没有用到的列：{}", ignored.join("、")));
    }
    if has_counties_without_code {
        console.line("名单里没有“县区代码”一列，不分县区汇总；要分县区汇总，请加上这一列");
    }
    let is_unknown = |school: &School| school.contact.is_empty() && school.phone.is_empty();
    if roster.schools().iter().all(is_unknown) {
        console
            .line("名单里没有“联系人”“联系电话”，没有交回的学校不知道找谁；可在bureau.toml里补写");
    }
    console.line(&format!(
        "下一步：{} --year 年度 --bureau {}",
        console.program().command("template"),
        folder.display()
    ));
    Ok(Done::Clean)
}

fn in_list(options: &InitOptions, error: &dyn std::fmt::Display) -> Failure {
    let message = format!("{} {error}", options.schools.display());
    Failure::new(message, "请改正学校名单后重试")
}

/// The definitions whose choices the list is held against: the last there are.
fn choices() -> Result<Edition, Failure> {
    let catalogue = Catalogue::national().map_err(Failure::of)?;
    Ok(catalogue.edition(ReferenceYear::LAST))
}

fn has_several_counties(schools: &[School]) -> bool {
    let counties: BTreeSet<&str> = schools
        .iter()
        .map(|school| school.county.as_str())
        .collect();
    counties.iter().filter(|county| !county.is_empty()).count() > 1
}

fn region(options: &InitOptions) -> Result<Region, Failure> {
    let name = options.name.trim();
    if name.is_empty() {
        return Err(Failure::new(
            "教育局名称是空的",
            "请用--name写明，如“四平市教育局”",
        ));
    }
    let suffixes = ["教育局", "教育体育局", "教育和体育局", "教体局"];
    let place = suffixes.iter().find_map(|suffix| name.strip_suffix(suffix));
    let code = code(options)?;
    let place = place.filter(|place| !place.is_empty()).unwrap_or(name);
    Ok(Region::new(code, place.to_owned(), Level::City))
}

/// A code that no other bureau has: of its name, where it is not told its own.
fn code(options: &InitOptions) -> Result<EntityCode, Failure> {
    let of_name = || {
        let stamp = Stamp::of("", options.name.trim().as_bytes());
        format!("b{}", &stamp.sha256[..8])
    };
    let code = options.region.clone().unwrap_or_else(of_name);
    EntityCode::new(code).map_err(|error| Failure::new(error, "请核对--region"))
}
