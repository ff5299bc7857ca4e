//! The fonts of a machine and which of them stands for 仿宋, 黑体, 楷体 and 小标宋.

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;
use typst::text::{FontBook, FontInfo, is_default_ignorable};
use typst_kit::fonts::FontStore;

use crate::PdfError;

/// The fonts there are.
pub struct Fonts {
    pub(crate) store: FontStore,
}

/// Families for each role, the best first; none is empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Families {
    fangsong: Vec<String>,
    heiti: Vec<String>,
    kaiti: Vec<String>,
    biaosong: Vec<String>,
    songti: Vec<String>,
}

const FANGSONG: &[&str] = &[
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "仿宋",
    "STFangsong",
    "华文仿宋",
    "FZFangSong-Z02",
    "方正仿宋_GBK",
    "FZFangSong-Z02S",
    "Zhuque Fangsong (technical preview)",
];
const HEITI: &[&str] = &[
    "SimHei",
    "黑体",
    "STHeiti",
    "Heiti SC",
    "华文黑体",
    "FZHei-B01",
    "方正黑体_GBK",
];
const KAITI: &[&str] = &[
    "KaiTi_GB2312",
    "楷体_GB2312",
    "KaiTi",
    "楷体",
    "STKaiti",
    "Kaiti SC",
    "华文楷体",
    "FZKai-Z03",
    "方正楷体_GBK",
    "LXGW WenKai",
    "AR PL UKai CN",
];
const BIAOSONG: &[&str] = &[
    "FZXiaoBiaoSong-B05",
    "FZXiaoBiaoSong-B05S",
    "方正小标宋_GBK",
    "方正小标宋简体",
    "小标宋",
];
const SONGTI: &[&str] = &[
    "SimSun",
    "宋体",
    "STSong",
    "Songti SC",
    "华文宋体",
    "NSimSun",
];
const SERIF: &[&str] = &[
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "思源宋体",
    "AR PL UMing CN",
];
const SANS: &[&str] = &[
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "思源黑体",
    "PingFang SC",
    "Microsoft YaHei",
    "微软雅黑",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Droid Sans Fallback",
];
/// A font that has these can show a report.
const SAMPLE: &str = "年度质量报告职业教育数据溯源";

impl Fonts {
    /// No font at all.
    pub fn none() -> Self {
        Fonts {
            store: FontStore::new(),
        }
    }

    /// Fonts in these folders and, after them, those of the system.
    pub fn found(folders: &[PathBuf]) -> Self {
        let mut store = FontStore::new();
        for folder in folders {
            store.extend(typst_kit::fonts::scan(folder));
        }
        store.extend(typst_kit::fonts::system());
        Fonts { store }
    }

    /// Families for each role.
    pub(crate) fn families(&self) -> Result<Families, PdfError> {
        let book = self.store.book();
        let last = any_chinese(book).ok_or(PdfError::NoCjkFont)?;
        let role = |own: &[&str], then: &[&str], last_but_one: &[&str]| {
            let wanted = [own, then, last_but_one].concat();
            let present = wanted.iter().filter(|name| family_is_chinese(book, name));
            let mut found: Vec<String> = present.map(|name| (*name).to_owned()).collect();
            if found.is_empty() {
                found.push(last.clone());
            }
            found
        };
        Ok(Families {
            fangsong: role(FANGSONG, SERIF, SANS),
            heiti: role(HEITI, SANS, SERIF),
            kaiti: role(KAITI, SERIF, SANS),
            biaosong: role(BIAOSONG, SERIF, SANS),
            songti: role(SONGTI, SERIF, SANS),
        })
    }

    /// Whether some font has each character of the text; else the first few that none has.
    pub(crate) fn check(&self, text: &str) -> Result<(), PdfError> {
        let characters: BTreeSet<char> = text.chars().filter(|c| *c > '\u{7e}').collect();
        let is_lost = |c: &char| is_private(*c) || !(is_unseen(*c) || self.has(*c));
        let lost: Vec<char> = characters.into_iter().filter(is_lost).take(10).collect();
        match lost.is_empty() {
            true => Ok(()),
            false => Err(PdfError::NoGlyph(lost)),
        }
    }

    fn has(&self, character: char) -> bool {
        let book = self.store.book();
        let mut infos = (0..).map_while(|index| book.info(index));
        infos.any(|info| info.coverage.contains(u32::from(character)))
    }
}

fn is_unseen(character: char) -> bool {
    character.is_whitespace() || is_default_ignorable(character)
}

/// PDF/A forbids characters whose meaning only their font knows.
fn is_private(character: char) -> bool {
    matches!(u32::from(character), 0xE000..=0xF8FF | 0xF_0000..=0x10_FFFD)
}

fn family_is_chinese(book: &FontBook, family: &str) -> bool {
    let mut faces = book
        .select_family(&family.to_lowercase())
        .filter_map(|index| book.info(index));
    faces.any(is_chinese)
}

fn any_chinese(book: &FontBook) -> Option<String> {
    let mut families = book.families().map(|(name, _)| name);
    families
        .find(|name| family_is_chinese(book, name))
        .map(str::to_owned)
}

fn is_chinese(info: &FontInfo) -> bool {
    SAMPLE.chars().all(|c| info.coverage.contains(u32::from(c)))
}
