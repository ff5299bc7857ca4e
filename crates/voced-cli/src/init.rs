//! A new bureau's folder from a list of schools.

use std::fs;
use std::path::Path;

use voced_domain::{EntityCode, Level, Region, Roster, School};
use voced_folder::{Output, OutputFolder};
use voced_text::decoded;

use crate::arguments::InitOptions;
use crate::starter::NARRATIVE;
use crate::{Console, Done, Failure, account};

const CATALOGUE: &str = "\
# 本局与国家口径不同的定义，每条写明理由(reason)；没有不同可以不写。

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
    let region = region(options)?;
    let schools = schools(&bytes, &options.schools)?;
    let roster = Roster::new(options.name.clone(), vec![region], schools).map_err(|error| {
        Failure::new(
            format!("{}：{error}", options.schools.display()),
            "请改正学校名单",
        )
    })?;
    let text = toml::to_string(&roster).map_err(Failure::of)?;
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
    console.line(&format!(
        "下一步：{} --year 年度 --bureau {}",
        console.program().command("template"),
        folder.display()
    ));
    Ok(Done::Clean)
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
    let code =
        EntityCode::new(&options.region).map_err(|error| Failure::new(error, "请核对--region"))?;
    let place = place.filter(|place| !place.is_empty()).unwrap_or(name);
    Ok(Region::new(code, place.to_owned(), Level::City))
}

/// Rows may be of any length, so that little else can keep a text from being read.
const UNREADABLE: &str = "读不懂，请另存为CSV";

/// What is wrong with a list of schools, and in which line.
type ListFault = (u64, String);

fn schools(bytes: &[u8], path: &Path) -> Result<Vec<School>, Failure> {
    listed(bytes).map_err(|(line, message)| {
        Failure::new(
            format!("{} 第{line}行：{message}", path.display()),
            "请改正后重试",
        )
    })
}

/// The schools of a list, in the encoding in which a Chinese Windows saves it or in another.
fn listed(bytes: &[u8]) -> Result<Vec<School>, ListFault> {
    let text = decoded(bytes).ok_or_else(|| (1, UNREADABLE.into()))?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let heads = reader.headers();
    let columns = Columns::of(heads.map_err(|_| (1, UNREADABLE.into()))?)?;
    let mut schools = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|_| (0, UNREADABLE.into()))?;
        schools.extend(columns.school(&record, schools.len() + 1)?);
    }
    if schools.is_empty() {
        return Err((1, "名单里没有学校".into()));
    }
    Ok(schools)
}

/// Where a list has what is asked of a school.
struct Columns {
    name: usize,
    /// Code, short name, affiliation, county, ownership, honours.
    others: [Option<usize>; 6],
}

impl Columns {
    fn of(heads: &csv::StringRecord) -> Result<Self, ListFault> {
        let column = |names: &[&str]| heads.iter().position(|head| names.contains(&head.trim()));
        let Some(name) = column(&["学校名称", "学校", "名称", "name"]) else {
            let found = heads.iter().collect::<Vec<_>>().join("、");
            return Err((1, format!("表头没有“学校名称”一列，读到的是：{found}")));
        };
        let others = [
            column(&["代码", "学校代码", "学校标识码", "code"]),
            column(&["简称", "short"]),
            column(&["隶属", "隶属关系", "affiliation"]),
            column(&["县区", "县(市、区)", "所在县(市、区)", "county"]),
            column(&["性质", "办学性质", "ownership"]),
            column(&["荣誉", "荣誉称号", "honours"]),
        ];
        Ok(Self { name, others })
    }

    /// The school of a line, the `number`th of the list; nothing where the line names none.
    fn school(
        &self,
        record: &csv::StringRecord,
        number: usize,
    ) -> Result<Option<School>, ListFault> {
        let line = record.position().map_or(0, csv::Position::line);
        let field = |column: Option<usize>| {
            let found = column.and_then(|column| record.get(column));
            found.unwrap_or_default().trim().to_owned()
        };
        let name = field(Some(self.name));
        if name.is_empty() {
            return Ok(None);
        }
        if name.contains(['\n', '\r']) {
            let message = format!("学校名称“{name}”里有换行，可能是引号不成对");
            return Err((line, message));
        }
        let [code, short, affiliation, county, ownership, honours] = self.others.map(field);
        let or_else = |text: String, other: String| if text.is_empty() { other } else { text };
        let code = or_else(code, format!("school-{number:03}"));
        let honours = honours.split('、').filter(|one| !one.is_empty());
        let code = EntityCode::new(&code).map_err(|error| (line, error.to_string()))?;
        Ok(Some(School {
            short: or_else(short, name.clone()),
            affiliation,
            county,
            ownership,
            honours: honours.map(str::to_owned).collect(),
            ..School::new(code, name)
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "学校名称,简称,隶属\n甲县职业中专,甲职专,县属\n乙市卫生学校,,市属\n";

    #[test]
    fn the_list_is_read_in_utf8_with_and_without_mark_and_in_gbk() {
        let (gbk, _, _) = encoding_rs::GBK.encode(LIST);
        for bytes in [
            LIST.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", LIST.as_bytes()].concat(),
            gbk.into_owned(),
        ] {
            let schools = schools(&bytes, Path::new("x.csv")).unwrap();
            let names: Vec<_> = schools.iter().map(|school| school.short.as_str()).collect();
            assert_eq!(names, ["甲职专", "乙市卫生学校"]);
            assert_eq!(schools[1].code.as_str(), "school-002");
        }
    }

    #[test]
    fn a_list_without_names_is_refused() {
        for text in ["", "a,b\n1,2\n", "学校名称\n\n"] {
            assert!(
                schools(text.as_bytes(), Path::new("x.csv")).is_err(),
                "{text:?}"
            );
        }
    }
}
