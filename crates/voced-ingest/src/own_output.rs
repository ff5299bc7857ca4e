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
