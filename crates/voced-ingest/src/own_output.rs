//! Files that the program itself writes and that are no workbook to be filled in: a 确认表, a report of a check.
//!
//! They are told by what a person sees on them, the titles of their sheets and the names of these, since that is left
//! of them whatever office program saved them again, and since those stand on files of earlier versions as well. A
//! workbook that says whose it is, is never one of them, even where somebody copied such a sheet into it.

use voced_domain::{Finding, FindingText};

use crate::book::{Book, BookSheet};
use crate::identity::Identity;
use crate::misfit::Misfit;
use crate::reader::Reader;
use crate::{formats, rules};

/// Titles stand in one of the first rows.
const TITLE_ROWS: u32 = 3;

/// A kind of file that the program writes.
#[derive(Debug)]
pub(crate) struct OwnOutput {
    /// What it is called.
    name: &'static str,
    /// What to do with it.
    remedy: &'static str,
    /// How the title of one of its sheets goes.
    title: fn(&str) -> bool,
    /// The names of sheets that no other workbook has all of.
    sheets: &'static [&'static [&'static str]],
}

static KINDS: [OwnOutput; 4] = [
    OwnOutput {
        name: "确认表",
        remedy: "学校签了字的，请登记签字",
        title: |title| title.contains("质量年度报告数据确认表"),
        sheets: &[&["确认表"], &["确认表（表格）"]],
    },
    OwnOutput {
        name: "本局的核查报告",
        remedy: "它供本局使用，不用交回",
        title: |title| title.ends_with("年数据核查报告"),
        sheets: &[&["各校状态", "学校和规则"]],
    },
    OwnOutput {
        name: "本局的填报进度",
        remedy: "它供本局使用，不用交回",
        title: |title| title.contains("年填报进度（"),
        sheets: &[&["各校进度", "本局要做的"]],
    },
    OwnOutput {
        name: "本局的汇总",
        remedy: "它供本局使用，不用交回",
        title: |title| title.ends_with("质量年度报告汇总表"),
        sheets: &[&["指标总表", "数据来源", "口径"]],
    },
];

impl OwnOutput {
    /// Which of them a workbook is.
    pub(crate) fn of(book: &Book, identity: &Identity) -> Option<&'static Self> {
        if identity.template.is_some() || identity.entity.is_some() {
            return None;
        }
        KINDS.iter().find(|kind| kind.is(book))
    }

    fn is(&self, book: &Book) -> bool {
        let is_titled = book.sheets.iter().any(|sheet| self.is_title_of(sheet));
        let has = |names: &&[&str]| names.iter().all(|name| book.sheet(name).is_some());
        is_titled || self.sheets.iter().any(has)
    }

    fn is_title_of(&self, sheet: &BookSheet) -> bool {
        let places = sheet.cells.in_rows(0, TITLE_ROWS - 1);
        let mut texts = places.filter_map(|place| Some(sheet.cells.get(&place)?.text()));
        texts.any(|text| (self.title)(text.trim()))
    }

    /// What it is and what to do, for whoever is about to put it among the returned workbooks.
    pub(crate) fn turned_away(&self) -> String {
        let Self { name, remedy, .. } = self;
        format!("这是{name}，不是填报工作簿；{remedy}")
    }
}

impl Reader<'_> {
    /// A file that nobody has to correct, and that lies in the wrong place.
    pub(crate) fn own_output(&mut self, output: &OwnOutput) {
        let OwnOutput { name, remedy, .. } = output;
        self.misfit = Some(Misfit::Output(output.turned_away()));
        self.push(
            Finding::new(
                &rules::OWN_OUTPUT,
                FindingText {
                    message: format!("这是{name}，不是填报工作簿，没有读入"),
                    found: (*name).into(),
                    expected: formats::expected(),
                    remedy: format!("{remedy}；这个文件请移到别的文件夹"),
                },
            ),
            None,
        );
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::Workbook;

    use super::*;
    use crate::identity::identity;
    use crate::open::open;

    /// A workbook by the names of its sheets with what stands in their first cells.
    fn kind(sheets: &[(&str, &str)]) -> &'static str {
        let mut workbook = Workbook::new();
        for (name, text) in sheets {
            let sheet = workbook.add_worksheet().set_name(*name).unwrap();
            for (row, line) in (0..).zip(text.split('\n')) {
                for (column, text) in (0..).zip(line.split('|')) {
                    sheet.write(row, column, text).unwrap();
                }
            }
        }
        let book = open(&workbook.save_to_buffer().unwrap()).unwrap();
        OwnOutput::of(&book, &identity(&book)).map_or("", |kind| kind.name)
    }

    #[test]
    fn they_are_told_by_titles_or_names_of_sheets_whatever_else_was_changed() {
        let title = "甲校2020年质量年度报告数据确认表";
        let meta = ("_meta", "本页\n模板编号|t1\n年度|2020\n单位代码|a-1");
        for (sheets, expected) in [
            (&[("确认表", title)][..], "确认表"),
            (&[("Sheet1", title)], "确认表"),
            (
                &[("Sheet1", "甲校\n\n甲校2020年质量年度报告数据确认表 ")],
                "确认表",
            ),
            (&[("Sheet1", "x"), ("确认表（表格）", "x")], "确认表"),
            (&[("确认表 ", "编号")], "确认表"),
            (&[("1", "某市2020年数据核查报告")], "本局的核查报告"),
            (&[("各校状态", ""), ("学校和规则", "")], "本局的核查报告"),
            (
                &[("1", "某市2020年填报进度（2020-11-20）")],
                "本局的填报进度",
            ),
            (&[("各校进度", ""), ("本局要做的", "")], "本局的填报进度"),
            (
                &[("封面", "某市2020年中等职业教育质量年度报告汇总表")],
                "本局的汇总",
            ),
            (
                &[("指标总表", ""), ("口径", ""), ("数据来源", "")],
                "本局的汇总",
            ),
            // Near misses.
            (&[("确认表", title), meta], ""),
            (&[("确认表2", "编号")], ""),
            (
                &[("Sheet1", "1\n2\n3\n甲校2020年质量年度报告数据确认表")],
                "",
            ),
            (&[("各校状态", ""), ("各校进度", "")], ""),
            (&[("口径", ""), ("封面", "某市2020年质量年度报告")], ""),
            (&[("表1学校概况", "甲校2020年填报表")], ""),
        ] {
            assert_eq!(kind(sheets), expected, "{sheets:?}");
        }
    }
}
