//! A bureau's folder: what lies where, and reading it.
//!
//! ```text
//! bureau.toml  catalogue.toml            the bureau, and what it defines otherwise
//! 2019/printed.csv                       figures of a year of which only print exists
//! 2020/submissions/*  2020/city.*        workbooks that came back, and the bureau's own
//! 2020/submissions/<school>/*            the rounds of a school that sent several
//! 2020/layouts/*.json                    the layouts of workbooks that were sent out
//! 2020/printed.csv                       what the year's report printed, to compare with
//! 2020/waivers.toml                      findings that the bureau lets stand, and why
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use voced_domain::{
    Bureau, Catalogue, Edition, PrintedFigure, ReferenceYear, Source, Waiver, waivers,
};
use voced_ingest::printed_figures;
use voced_template::Layout;
use voced_writers::data::Stamp;

use crate::arguments::BureauOptions;
use crate::failure::Failure;
use crate::program::{BUREAU, program};
use crate::rule::cards;
use crate::submitted::{Submitted, entries, own_workbooks, shown, submitted};

/// Texts by file name.
pub(crate) type Texts = BTreeMap<String, String>;

/// A bureau's folder, with its bureau and catalogue read.
pub(crate) struct Folder {
    pub(crate) root: PathBuf,
    pub(crate) bureau: Arc<Bureau>,
    pub(crate) catalogue: Catalogue,
    /// The bureau's own definitions, as read.
    pub(crate) own_source: String,
}

/// A file that was read.
pub(crate) struct Input {
    /// Path within the folder, with `/`.
    pub(crate) path: String,
    /// Name without folders.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Input {
    pub(crate) fn stamp(&self) -> Stamp {
        Stamp::of(self.path.clone(), &self.bytes)
    }
}

impl Folder {
    pub(crate) fn open(root: &Path) -> Result<Self, Failure> {
        let path = root.join("bureau.toml");
        if !path.is_file() {
            let name = match root.to_str() {
                Some(".") => "当前文件夹".into(),
                _ => root.display().to_string(),
            };
            return Err(Failure::new(
                format!("{name}里没有bureau.toml，不是教育局的文件夹"),
                concat!("请核对--bureau；新的教育局用", program!("init"), "建立"),
            ));
        }
        let text = fs::read_to_string(&path).map_err(|error| Failure::io(&path, &error))?;
        let bureau = Bureau::from_toml(&text).map_err(|error| {
            Failure::new(format!("{}：{error}", path.display()), "请改正后重试")
        })?;
        let path = root.join("catalogue.toml");
        let own_source = if is_there(&path)? {
            fs::read_to_string(&path).map_err(|error| Failure::io(&path, &error))?
        } else {
            String::new()
        };
        let source = Source {
            name: "catalogue.toml",
            text: &own_source,
        };
        let catalogue = Catalogue::with_bureau(source)
            .map_err(|error| Failure::new(error, format!("请改正{}", path.display())))?;
        Ok(Self {
            root: root.to_owned(),
            bureau: Arc::new(bureau),
            catalogue,
            own_source,
        })
    }

    /// A bureau's definitions; the nation's, where no bureau is named and this is no bureau's folder.
    pub(crate) fn definitions(root: &Path) -> Result<Catalogue, Failure> {
        if root == Path::new(BUREAU) && !root.join("bureau.toml").exists() {
            return Catalogue::national().map_err(|error| Failure::new(error, ""));
        }
        Ok(Self::open(root)?.catalogue)
    }

    /// The folder and the year of a command's options.
    pub(crate) fn of(options: &BureauOptions) -> Result<(Self, ReferenceYear), Failure> {
        let year = year(options.year)?;
        Ok((Self::open(&options.bureau)?, year))
    }

    pub(crate) fn year_folder(&self, year: ReferenceYear) -> PathBuf {
        self.root.join(year.to_string())
    }

    /// Whether workbooks of the year were collected here.
    pub(crate) fn has_submissions(&self, year: ReferenceYear) -> bool {
        entries(&self.submissions(year)).is_ok_and(|paths| !paths.is_empty())
    }

    /// Where the workbooks lie that came back.
    pub(crate) fn submissions(&self, year: ReferenceYear) -> PathBuf {
        self.year_folder(year).join("submissions")
    }

    /// Years of which there is a folder, for a message.
    pub(crate) fn years(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut years: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        years.sort();
        years
    }

    /// Files in the folder of returned workbooks, and the bureau's own workbook, by name.
    pub(crate) fn submitted_files(&self, year: ReferenceYear) -> Result<Vec<Submitted>, Failure> {
        let mut files = submitted(&self.submissions(year))?;
        files.extend(own_workbooks(&self.year_folder(year)));
        Ok(files)
    }

    pub(crate) fn input(&self, path: &Path) -> Result<Input, Failure> {
        if !is_there(path)? {
            return Err(Failure::io(path, &ErrorKind::NotFound.into()));
        }
        let bytes = fs::read(path).map_err(|error| Failure::io(path, &error))?;
        Ok(self.input_of(path, bytes))
    }

    pub(crate) fn input_of(&self, path: &Path, bytes: Vec<u8>) -> Input {
        let within = path.strip_prefix(&self.root).unwrap_or(path);
        let parts: Vec<_> = within.iter().map(shown).collect();
        Input {
            name: parts.last().cloned().unwrap_or_default(),
            path: parts.join("/"),
            bytes,
        }
    }

    /// Layouts that were issued in a year, with the files they were read from.
    pub(crate) fn layouts(
        &self,
        year: ReferenceYear,
    ) -> Result<(Vec<Layout>, Vec<Stamp>), Failure> {
        let folder = self.year_folder(year).join("layouts");
        let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "json")
            })
            .collect();
        paths.sort();
        let mut layouts = Vec::new();
        let mut stamps = Vec::new();
        for path in paths {
            let input = self.input(&path)?;
            let text = String::from_utf8_lossy(&input.bytes);
            let layout = Layout::from_json(&text).map_err(|error| {
                Failure::new(
                    format!("{}：{error}", path.display()),
                    "请恢复发放模板时的版式文件",
                )
            })?;
            layouts.push(layout);
            stamps.push(input.stamp());
        }
        Ok((layouts, stamps))
    }

    /// The findings that the bureau waived, if there are any; each of a rule and a school that exist.
    pub(crate) fn waivers(
        &self,
        edition: &Edition,
    ) -> Result<Option<(Vec<Waiver>, Stamp)>, Failure> {
        let path = self.year_folder(edition.year()).join("waivers.toml");
        if !is_there(&path)? {
            return Ok(None);
        }
        let input = self.input(&path)?;
        let failed = |message: String, remedy: &str| {
            Failure::new(format!("{}：{message}", path.display()), remedy)
        };
        let text = std::str::from_utf8(&input.bytes)
            .map_err(|_| failed("不是UTF-8编码".into(), "请用UTF-8编码重新保存"))?;
        let waivers = waivers(text.trim_start_matches('\u{feff}'))
            .map_err(|error| failed(error.to_string(), "请改正这一条豁免"))?;
        let cards = cards(edition);
        for waiver in &waivers {
            let (rule, school) = (&waiver.rule, &waiver.school);
            if !cards.iter().any(|card| card.code == rule.as_str()) {
                let message = format!("没有规则“{rule}”");
                return Err(failed(message, "请填核查报告“规则”一栏的代码，如REL017"));
            }
            if self.bureau.entity(school).is_none() {
                let message = format!("“{school}”不在本局名单中");
                return Err(failed(message, "请填学校名单上的代码"));
            }
        }
        Ok(Some((waivers, input.stamp())))
    }

    /// What a report of the year printed, if there is a list of it.
    pub(crate) fn printed(
        &self,
        year: ReferenceYear,
    ) -> Result<Option<(Vec<PrintedFigure>, Stamp)>, Failure> {
        let path = self.year_folder(year).join("printed.csv");
        if !is_there(&path)? {
            return Ok(None);
        }
        let input = self.input(&path)?;
        let text = String::from_utf8_lossy(&input.bytes);
        let figures = printed_figures(&text)
            .map_err(|error| Failure::new(format!("{} {error}", path.display()), "请改正这一行"))?;
        self.check_printed(&figures, year)
            .map_err(|message| Failure::new(format!("{}：{message}", path.display()), "请改正"))?;
        Ok(Some((figures, input.stamp())))
    }
}

impl Folder {
    /// The folder of the texts of a year's report: the year's own, or the bureau's for all years.
    pub(crate) fn narrative_folder(&self, year: ReferenceYear) -> Option<PathBuf> {
        let folders = [self.year_folder(year), self.root.clone()];
        let mut folders = folders.into_iter().map(|folder| folder.join("narrative"));
        folders.find(|folder| folder.is_dir())
    }

    /// The texts of a year's report by file name, if there are any; stamped as inputs.
    pub(crate) fn narrative(
        &self,
        year: ReferenceYear,
    ) -> Result<Option<(Texts, Vec<Stamp>)>, Failure> {
        let Some(folder) = self.narrative_folder(year) else {
            return Ok(None);
        };
        let failed = |error| Failure::io(&folder, &error);
        let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
            .map_err(failed)?
            .map(|entry| entry.map(|entry| entry.path()).map_err(failed))
            .collect::<Result<_, Failure>>()?;
        paths.retain(|path| is_text(path) && !is_passed_over(path));
        paths.sort();
        let mut texts = Texts::new();
        let mut stamps = Vec::new();
        for path in paths {
            let input = self.input(&path)?;
            stamps.push(input.stamp());
            let text = String::from_utf8(input.bytes)
                .map_err(|_| Failure::io(&path, &ErrorKind::InvalidData.into()))?;
            // Editors on Windows begin a text with a byte order mark.
            let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
            texts.insert(input.name, text);
        }
        Ok(Some((texts, stamps)))
    }

    /// A figure that nothing can be compared with would vanish without a word.
    fn check_printed(&self, figures: &[PrintedFigure], year: ReferenceYear) -> Result<(), String> {
        // The year after knows the indicators that last year's figures are compared with.
        let editions: Vec<Edition> = [year.get(), year.get() + 1]
            .into_iter()
            .filter_map(|year| ReferenceYear::new(year).ok())
            .map(|year| self.catalogue.edition(year))
            .collect();
        for figure in figures {
            let place = format!("{} {} {}", figure.claim, figure.indicator, figure.text);
            if !editions
                .iter()
                .any(|edition| edition.indicator(&figure.indicator).is_some())
            {
                return Err(format!("“{place}”的指标代码{}没有定义", figure.indicator));
            }
            if self.bureau.entity(&figure.entity).is_none() {
                return Err(format!(
                    "“{place}”的单位代码{}不在本局名单中",
                    figure.entity
                ));
            }
            if figure.year != year {
                return Err(format!(
                    "“{place}”是{}年的，文件在{year}年的文件夹里",
                    figure.year
                ));
            }
        }
        Ok(())
    }
}

pub(crate) fn year(year: u16) -> Result<ReferenceYear, Failure> {
    ReferenceYear::new(year).map_err(|error| Failure::new(error, "请核对--year"))
}

/// Whether there is a file, which a bureau may do without; a folder or a pipe in its place is none.
fn is_there(path: &Path) -> Result<bool, Failure> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(false);
    }
    let found = fs::metadata(path).map_err(|error| Failure::io(path, &error))?;
    if found.is_file() {
        return Ok(true);
    }
    Err(Failure::new(
        format!("{}不是文件", path.display()),
        "请移走或改名，放进应有的文件",
    ))
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("md" | "toml")) && path.is_file()
}

pub(crate) fn is_passed_over(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    name.is_none_or(|name| name.starts_with(['.', '~']))
}
