//! A new bureau's folder from a list of schools.

use std::fs;

use voced_workflow::{Begin, begin};

use crate::arguments::InitOptions;
use crate::{Console, Done, Failure, account};

pub(crate) fn init(options: &InitOptions, console: &Console) -> Result<Done, Failure> {
    let folder = &options.folder;
    let list = fs::read(&options.schools).map_err(|error| Failure::io(&options.schools, error))?;
    let asked = Begin {
        folder,
        name: &options.name,
        region: options.region.as_deref(),
        list_name: &options.schools.display().to_string(),
        list: &list,
    };
    let begun = begin(asked, &|notice| account::notice(&notice, console))?;
    console.done(&format!("{}：{}所学校", folder.display(), begun.n_schools));
    if !begun.ignored.is_empty() {
        console.line(&format!("名单里没有用到的列：{}", begun.ignored.join("、")));
    }
    if begun.has_counties_without_code {
        console.line("名单里没有“县区代码”一列，不分县区汇总；要分县区汇总，请加上这一列");
    }
    if begun.has_no_contacts {
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
