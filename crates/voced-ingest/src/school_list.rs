//! The list of schools that a bureau is set up from: a CSV, or the first sheet of a workbook.

use std::fmt;
use std::io::Cursor;

use calamine::{Data, Reader, open_workbook_auto_from_rs};
use voced_domain::{
    Edition, EntityCode, ItemCode, Level, ReferenceYear, Region, School, SchoolKind,
};

use crate::read::preflight;

/// A list of schools, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolList {
    /// The schools, in the order of the list.
    pub schools: Vec<School>,
    /// The counties that have a code in the list, within the bureau's own region.
    pub counties: Vec<Region>,
    /// Columns that mean nothing to the program.
    pub ignored: Vec<String>,
}

/// What is wrong with a list of schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolListError {
    /// Line of the file or row of the sheet, from one.
    pub line: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

impl fmt::Display for SchoolListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "第{}行：{}", self.line, self.message)
    }
}

impl std::error::Error for SchoolListError {}

type ListResult<T> = Result<T, SchoolListError>;

fn wrong<T>(line: usize, message: impl Into<String>) -> ListResult<T> {
    Err(SchoolListError {
        line,
        message: message.into(),
    })
}

/// What a column says of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Code,
    Short,
    Affiliation,
    County,
    CountyCode,
    Ownership,
    Kind,
    Honours,
    Contact,
    Phone,
    Since,
    Until,
    MergedInto,
    SplitFrom,
}

/// Heads under which lists have each column; the first is how messages call it.
const HEADS: [(Column, &[&str]); 15] = [
    (
        Column::Name,
        &["学校名称", "学校全称", "学校", "名称", "单位名称", "name"],
    ),
    (
        Column::Code,
        &["代码", "学校代码", "学校标识码", "标识码", "code"],
    ),
    (Column::Short, &["简称", "学校简称", "short"]),
    (
        Column::Affiliation,
        &["隶属", "隶属关系", "举办者级别", "affiliation"],
    ),
    (
        Column::County,
        &[
            "县区",
            "县(市、区)",
            "所在县(市、区)",
            "区县",
            "所在区县",
            "county",
        ],
    ),
    (
        Column::CountyCode,
        &["县区代码", "区县代码", "区划代码", "行政区划代码"],
    ),
    (
        Column::Ownership,
        &["性质", "办学性质", "公办民办", "ownership"],
    ),
    (Column::Kind, &["办学类型", "学校类型"]),
    (Column::Honours, &["荣誉", "荣誉称号", "称号", "honours"]),
    (Column::Contact, &["联系人", "经办人", "填报人"]),
    (Column::Phone, &["联系电话", "电话", "手机"]),
    (
        Column::Since,
        &["首次填报年度", "设立年份", "成立年份", "since"],
    ),
    (Column::Until, &["末次填报年度", "until"]),
    (Column::MergedInto, &["并入", "并入学校"]),
    (Column::SplitFrom, &["分自", "原属学校"]),
];

/// So many rows may stand above the heads: a title, a date.
const MOST_ABOVE: usize = 10;

/// Reads a list of schools of a region: CSV in UTF-8 or in the encoding of a Chinese Windows, or a
/// workbook, whose first sheet counts. A school without a code gets the region's with a number.
///
/// # Errors
/// The first row that does not hold: no column of names, a value outside the choices of the edition, a
/// code that can be none.
pub fn school_list(bytes: &[u8], own: &Region, edition: &Edition) -> ListResult<SchoolList> {
    let rows = rows(bytes)?;
    let Some(head) = rows.iter().take(MOST_ABOVE).position(has_names) else {
        let first = rows.first().map_or(String::new(), |row| row.join("、"));
        let found: String = first.chars().take(60).collect();
        return wrong(
            1,
            format!("没有“学校名称”一列，第一行是：{found}。请在表头写明“学校名称”"),
        );
    };
    let mut list = List {
        columns: rows[head].iter().map(|text| column_of(text)).collect(),
        own,
        edition,
        found: SchoolList::default(),
        relations: Vec::new(),
    };
    list.note_ignored(&rows, head);
    let named = rows.iter().skip(head + 1);
    let n_schools = named.filter(|row| !list.text(row, Column::Name).is_empty());
    let width = n_schools.count().to_string().len().max(2);
    for (idx, row) in rows.iter().enumerate().skip(head + 1) {
        list.add(idx + 1, row, width)?;
    }
    if list.found.schools.is_empty() {
        return wrong(head + 1, "名单里没有学校");
    }
    list.relate()?;
    Ok(list.found)
}

/// A row of texts.
type Row = Vec<String>;

fn rows(bytes: &[u8]) -> ListResult<Vec<Row>> {
    let is_workbook = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
    if is_workbook {
        return rows_of_workbook(bytes);
    }
    let unreadable = "读不懂，请另存为CSV或xlsx";
    let Some(text) = voced_text::decoded(bytes) else {
        return wrong(1, unreadable);
    };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows: Vec<Row> = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else {
            return wrong(rows.len() + 1, unreadable);
        };
        // A line that is empty is still a line of the file.
        let line = record.position().map_or(0, csv::Position::line);
        let line = usize::try_from(line).unwrap_or(0);
        rows.resize(line.saturating_sub(1).max(rows.len()), Row::new());
        rows.push(record.iter().map(|text| text.trim().to_owned()).collect());
    }
    Ok(rows)
}

fn rows_of_workbook(bytes: &[u8]) -> ListResult<Vec<Row>> {
    let unreadable = |reason: String| SchoolListError {
        line: 1,
        message: format!("工作簿读不了（{reason}），请用Excel或WPS另存为xlsx或CSV"),
    };
    if !preflight(bytes) {
        return Err(unreadable("损坏或大得不合常理".into()));
    }
    let opened = open_workbook_auto_from_rs(Cursor::new(bytes));
    let mut workbook = opened.map_err(|error| unreadable(error.to_string()))?;
    let sheet = workbook.worksheet_range_at(0);
    let Some(Ok(range)) = sheet else {
        return Err(unreadable("没有工作表".into()));
    };
    let above = range.start().map_or(0, |(row, _)| row);
    let above = usize::try_from(above).unwrap_or(0);
    let mut rows = vec![Row::new(); above];
    rows.extend(
        range
            .rows()
            .map(|row| row.iter().map(text_of).collect::<Row>()),
    );
    Ok(rows)
}

fn text_of(cell: &Data) -> String {
    cell.to_string().trim().to_owned()
}

/// A head without spaces, its brackets as people write them.
fn plain(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    text.replace('（', "(").replace('）', ")")
}

fn column_of(text: &str) -> Option<Column> {
    let text = plain(text);
    let mut heads = HEADS.iter();
    let found = heads.find(|(_, names)| names.contains(&text.as_str()));
    found.map(|(column, _)| *column)
}

fn has_names(row: &Row) -> bool {
    row.iter().any(|text| column_of(text) == Some(Column::Name))
}

/// How messages call a column.
fn head(column: Column) -> &'static str {
    let mut heads = HEADS.iter();
    let found = heads.find(|(found, _)| *found == column);
    found.map_or("", |(_, names)| names[0])
}

/// What one school has to do with another, before all are known.
struct Relation {
    line: usize,
    school: usize,
    column: Column,
    other: String,
}

struct List<'a> {
    columns: Vec<Option<Column>>,
    own: &'a Region,
    edition: &'a Edition,
    found: SchoolList,
    relations: Vec<Relation>,
}

impl List<'_> {
    fn text<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        let at = self.columns.iter().position(|found| *found == Some(column));
        let text = at.and_then(|at| row.get(at));
        text.map_or("", |text| text.as_str())
    }

    /// Columns with something in them that are not understood.
    fn note_ignored(&mut self, rows: &[Row], head: usize) {
        for (at, text) in rows[head].iter().enumerate() {
            let is_numbering = ["", "序号", "编号", "No.", "备注"].contains(&plain(text).as_str());
            if self.columns[at].is_none() && !is_numbering {
                self.found.ignored.push(text.clone());
            }
        }
    }

    fn add(&mut self, line: usize, row: &Row, width: usize) -> ListResult<()> {
        let name = self.text(row, Column::Name);
        if name.is_empty() {
            return Ok(());
        }
        if name.contains(['\n', '\r']) {
            let message = format!("学校名称“{name}”里有换行，可能是引号不成对");
            return wrong(line, message);
        }
        let number = self.found.schools.len() + 1;
        let code = match self.text(row, Column::Code) {
            "" => format!("{}-{number:0width$}", self.own.code),
            code => code.to_owned(),
        };
        let text = |column| self.text(row, column).to_owned();
        let short = text(Column::Short);
        let school = School {
            short: if short.is_empty() {
                name.to_owned()
            } else {
                short
            },
            affiliation: self.chosen(line, row, Column::Affiliation, "school.affiliation")?,
            ownership: self.chosen(line, row, Column::Ownership, "school.ownership")?,
            kind: kind(line, self.text(row, Column::Kind))?,
            county: text(Column::County),
            honours: split(self.text(row, Column::Honours)),
            contact: text(Column::Contact),
            phone: text(Column::Phone),
            since: year(line, self.text(row, Column::Since), Column::Since)?,
            until: year(line, self.text(row, Column::Until), Column::Until)?,
            ..School::new(entity(line, &code)?, name.to_owned())
        };
        let region = self.county(line, row)?;
        for column in [Column::MergedInto, Column::SplitFrom] {
            let other = self.text(row, column);
            if !other.is_empty() {
                self.relations.push(Relation {
                    line,
                    school: number - 1,
                    column,
                    other: other.to_owned(),
                });
            }
        }
        self.found.schools.push(School { region, ..school });
        Ok(())
    }

    /// A value that must be one of the choices of an item, so that no school is charged with it later.
    fn chosen(&self, line: usize, row: &Row, column: Column, item: &str) -> ListResult<String> {
        let value = self.text(row, column);
        let item = self.edition.item(&ItemCode::constant(item));
        let choices = item.map_or(Vec::new(), |item| self.edition.choices_of(item));
        if value.is_empty() || choices.is_empty() || choices.iter().any(|choice| choice == value) {
            return Ok(value.to_owned());
        }
        let message = format!(
            "“{}”填的是“{value}”，请从{}中选择",
            head(column),
            choices.join("、")
        );
        wrong(line, message)
    }

    /// The county that a school's figures are added to, where the list has a code for it.
    fn county(&mut self, line: usize, row: &Row) -> ListResult<Option<EntityCode>> {
        let code = self.text(row, Column::CountyCode);
        if code.is_empty() || code == self.own.code.as_str() {
            return Ok(None);
        }
        let code = entity(line, code)?;
        let name = self.text(row, Column::County).to_owned();
        let mut counties = self.found.counties.iter();
        match counties.find(|county| county.code == code) {
            Some(county) if county.name != name => wrong(
                line,
                format!("县区代码{code}是“{}”，这里写的是“{name}”", county.name),
            ),
            Some(_) => Ok(Some(code)),
            None if name.is_empty() => wrong(line, format!("县区代码{code}没有写县区名称")),
            None => {
                self.found.counties.push(Region {
                    parent: Some(self.own.code.clone()),
                    ..Region::new(code.clone(), name, Level::County)
                });
                Ok(Some(code))
            }
        }
    }

    /// Finds the schools that others became part of, or were part of.
    fn relate(&mut self) -> ListResult<()> {
        for Relation {
            line,
            school,
            column,
            other,
        } in std::mem::take(&mut self.relations)
        {
            let is_meant = |found: &&School| {
                found.code.as_str() == other || found.name == other || found.short == other
            };
            let Some(found) = self.found.schools.iter().find(is_meant) else {
                let message = format!("“{}”的“{other}”不在名单里", head(column));
                return wrong(line, message);
            };
            let code = Some(found.code.clone());
            let school = &mut self.found.schools[school];
            match column {
                Column::MergedInto => school.merged_into = code,
                _ => school.split_from = code,
            }
        }
        Ok(())
    }
}

/// 办学类型, an ordinary school where nothing is said.
fn kind(line: usize, text: &str) -> ListResult<SchoolKind> {
    let mut kinds = SchoolKind::ALL.into_iter();
    match kinds.find(|kind| kind.name() == text) {
        Some(kind) => Ok(kind),
        None if text.is_empty() => Ok(SchoolKind::General),
        None => wrong(
            line,
            format!(
                "“{}”填的是“{text}”，请从{}中选择",
                head(Column::Kind),
                SchoolKind::ALL.map(SchoolKind::name).join("、")
            ),
        ),
    }
}

fn entity(line: usize, code: &str) -> ListResult<EntityCode> {
    EntityCode::new(code).map_err(|error| SchoolListError {
        line,
        message: error.to_string(),
    })
}

/// A year as people write it, 2022 or 2022年; a school that is older than any report is there always.
fn year(line: usize, text: &str, column: Column) -> ListResult<Option<ReferenceYear>> {
    let digits = text.trim_end_matches('年').trim_end_matches(".0");
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<u16>() {
        Ok(year) if column == Column::Since && (1000..2000).contains(&year) => Ok(None),
        Ok(year) => match ReferenceYear::new(year) {
            Ok(year) => Ok(Some(year)),
            Err(error) => wrong(line, format!("“{}”的{error}", head(column))),
        },
        Err(_) => wrong(
            line,
            format!("“{}”填的是“{text}”，应为年份，如2022", head(column)),
        ),
    }
}

/// Titles, however they are told apart.
fn split(text: &str) -> Vec<String> {
    let parts = text.split(['、', ';', '；', ',', '，', '\n']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use voced_domain::Catalogue;

    const LIST: &str = "某市学校名单（示例）\n序号,学校全称,简称,隶属,县区,县区代码,性质,荣誉,联系人,联系电话,设立年份,占地\n1,甲县职业中专,甲职专,县属,甲县,990101,公办,国家级重点校；省级示范校,教务处,000-1,1985,30亩\n2,乙市卫生学校,,市属,,,,,,,2022年,\n\n3,丙校,丙,区属,丙区,990102,民办,,,,,\n";

    fn own() -> Region {
        Region::new(EntityCode::constant("990100"), "某市".into(), Level::City)
    }

    fn edition() -> Edition {
        let catalogue = Catalogue::national().unwrap();
        catalogue.edition(ReferenceYear::new(2024).unwrap())
    }

    fn read(bytes: &[u8]) -> String {
        match school_list(bytes, &own(), &edition()) {
            Err(error) => error.to_string(),
            Ok(list) => {
                let school = |school: &School| {
                    format!(
                        "{} {} {} {:?} {} {} {:?} {} {} {:?}",
                        school.code,
                        school.name,
                        school.short,
                        school.region,
                        school.affiliation,
                        school.ownership,
                        school.honours,
                        school.contact,
                        school.phone,
                        school.since.map(ReferenceYear::get),
                    )
                };
                let mut lines: Vec<String> = list.schools.iter().map(school).collect();
                let county = |county: &Region| format!("{} {}", county.code, county.name);
                lines.extend(list.counties.iter().map(county));
                lines.push(format!("没有用到：{}", list.ignored.join("、")));
                lines.join("\n")
            }
        }
    }

    #[test]
    fn a_list_is_read_in_every_encoding_with_whatever_it_says_of_schools() {
        let (gbk, _, _) = encoding_rs::GBK.encode(LIST);
        let in_utf8 = read(LIST.as_bytes());
        assert_eq!(read(&[b"\xef\xbb\xbf", LIST.as_bytes()].concat()), in_utf8);
        assert_eq!(read(&gbk), in_utf8);
        insta::assert_snapshot!(in_utf8);
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_line_and_what_to_do() {
        let with = |line: &str| read(format!("{LIST}{line}\n").as_bytes());
        let said = [
            read(b""),
            read(b"a,b\n1,2\n"),
            read("学校名称\n\n".as_bytes()),
            with("4,丁校,丁,私属,,,,,,,,"),
            with("4,丁校,丁,市属,,,私立,,,,,"),
            with("4,丁校,丁,市属,甲县,990102,,,,,,"),
            with("4,丁校,丁,市属,,990103,,,,,,"),
            with("4,丁校,丁,市属,,,,,,,明年,"),
            read("学校,代码\n甲,../x\n".as_bytes()),
            read("学校,并入,末次填报年度\n甲,乙,2021\n".as_bytes()),
            read(b"PK\x03\x04 broken"),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }

    #[test]
    fn a_school_that_became_part_of_another_names_it_as_it_likes() {
        let text = "学校,简称,末次填报年度,并入\n甲职业技术学校,甲,,\n乙校,乙,2021,甲\n";
        let list = school_list(text.as_bytes(), &own(), &edition()).unwrap();
        assert_eq!(
            list.schools[1].merged_into,
            Some(list.schools[0].code.clone())
        );
    }
}
