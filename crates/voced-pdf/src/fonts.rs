//! The fonts of a machine and which of them stands for 仿宋, 黑体, 楷体 and 小标宋.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;

use filebuffer::FileBuffer;
use fontdb::{Database, FaceInfo, Source};
use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{
    Font, FontBook, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight, is_default_ignorable,
};
use typst::utils::hash128;
use typst_kit::fonts::FontStore;

use crate::PdfError;

/// The fonts there are.
///
/// A machine has hundreds, and a report needs five: their names are read at once, but what each can
/// show only of those that are named here, and of the rest where these do not suffice.
pub struct Fonts {
    faces: Database,
    named: OnceLock<FontStore>,
    all: OnceLock<FontStore>,
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
        Self::of(Database::new())
    }

    /// Fonts in these folders and, after them, those of the system.
    pub fn found(folders: &[PathBuf]) -> Self {
        let mut fonts = Self::in_folders(folders);
        fonts.faces.load_system_fonts();
        fonts
    }

    /// Fonts in these folders only: the same on every machine.
    pub fn in_folders(folders: &[PathBuf]) -> Self {
        let mut faces = Database::new();
        for folder in folders {
            faces.load_fonts_dir(folder);
        }
        Self::of(faces)
    }

    fn of(faces: Database) -> Self {
        Self {
            faces,
            named: OnceLock::new(),
            all: OnceLock::new(),
        }
    }

    /// Reads the fonts that most reports need, so that no report waits for them.
    pub fn read(&self) {
        self.named();
    }

    /// The fonts that show a text, with the families for each role.
    pub(crate) fn for_text(&self, text: &str) -> Result<(&FontStore, Families), PdfError> {
        let named = self.named();
        if let Ok(families) = families(named.book())
            && check(named.book(), text).is_ok()
        {
            return Ok((named, families));
        }
        let all = self.all.get_or_init(|| self.load(|_| true));
        let families = families(all.book())?;
        check(all.book(), text)?;
        Ok((all, families))
    }

    fn named(&self) -> &FontStore {
        self.named.get_or_init(|| {
            let store = self.load(is_named);
            if let Ok(families) = families(store.book()) {
                families.hash(&store);
            }
            store
        })
    }

    fn load(&self, is_wanted: impl Fn(&FaceInfo) -> bool) -> FontStore {
        let faces = self.faces.faces().filter(|face| is_wanted(face));
        let faces: Vec<(&Path, u32)> = faces.filter_map(file_of).collect();
        let files: BTreeSet<&Path> = faces.iter().map(|(path, _)| *path).collect();
        let files: BTreeMap<&Path, Bytes> = files.into_iter().filter_map(mapped).collect();
        let font = |(path, index): (&Path, u32)| Font::new(files.get(path)?.clone(), index);
        let mut store = FontStore::new();
        let fonts = faces.into_iter().filter_map(font);
        store.extend(fonts.map(|font| (font.clone(), font.info().clone())));
        store
    }
}

fn file_of(face: &FaceInfo) -> Option<(&Path, u32)> {
    match &face.source {
        Source::File(path) | Source::SharedFile(path, _) => Some((path, face.index)),
        Source::Binary(_) => None,
    }
}

/// The file, of which as much is read as is looked at; the faces of a collection share it.
fn mapped(path: &Path) -> Option<(&Path, Bytes)> {
    Some((path, Bytes::new(FileBuffer::open(path).ok()?)))
}

impl Families {
    /// Typst knows a font by the hash of its bytes, of which there are many megabytes: it is taken of
    /// the faces that every report uses, of all at once. Later each report would take it, one by one.
    fn hash(&self, store: &FontStore) {
        let (regular, bold) = (FontWeight::REGULAR, FontWeight::BOLD);
        let faces = [
            (&self.fangsong, regular),
            (&self.fangsong, bold),
            (&self.heiti, regular),
            (&self.kaiti, regular),
            (&self.songti, regular),
            (&self.biaosong, bold),
        ];
        let face = |(families, weight): (&Vec<String>, FontWeight)| {
            let family = families.first()?.to_lowercase();
            let variant = FontVariant::new(FontStyle::Normal, weight, FontStretch::NORMAL);
            store.book().select(&family, variant)
        };
        let faces: BTreeSet<usize> = faces.into_iter().filter_map(face).collect();
        // Not on the threads of a pool: one that waits there may begin another report, which would wait
        // for these fonts.
        thread::scope(|scope| {
            for face in faces {
                scope.spawn(move || hash128(&store.font(face)));
            }
        });
    }
}

/// Whether a face is of one of the families that are looked for by name.
fn is_named(face: &FaceInfo) -> bool {
    let named = [FANGSONG, HEITI, KAITI, BIAOSONG, SONGTI, SERIF, SANS];
    let is_one = |family: &str| {
        let mut names = named.iter().flat_map(|names| names.iter());
        names.any(|name| name.eq_ignore_ascii_case(family))
    };
    face.families.iter().any(|(family, _)| is_one(family))
}

/// Families for each role.
fn families(book: &FontBook) -> Result<Families, PdfError> {
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
fn check(book: &FontBook, text: &str) -> Result<(), PdfError> {
    let characters: BTreeSet<char> = text.chars().filter(|c| *c > '\u{7e}').collect();
    let is_lost = |c: &char| is_private(*c) || !(is_unseen(*c) || has(book, *c));
    let lost: Vec<char> = characters.into_iter().filter(is_lost).take(10).collect();
    if lost.is_empty() {
        Ok(())
    } else {
        Err(PdfError::NoGlyph(lost))
    }
}

fn has(book: &FontBook, character: char) -> bool {
    let mut infos = (0..).map_while(|index| book.info(index));
    infos.any(|info| info.coverage.contains(u32::from(character)))
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
