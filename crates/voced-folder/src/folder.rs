//! A bureau's folder: what lies where, and reading it; what it looks like is told in the crate's head.

use std::fs;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use voced_domain::{
    Bureau, Catalogue, Edition, ItemCode, PrintedFigure, ReferenceYear, Roster, Source, Waiver,
    waivers,
};
use voced_ingest::{issued_schools, printed_figures};
use voced_picture::LARGEST;
use voced_pipeline::{IssuedSchool, Stamped, Texts, rules};
use voced_report::{DRAFTS, pictures_named};
use voced_template::Template;

use crate::beside::{is_beside, is_document};
use crate::input::Input;
use crate::open_elsewhere::open_workbooks;
use crate::returned_files::{
    ReturnedFile, entries, folders_not_read, is_passed_over, left_by_systems, own_workbooks,
    returned_files,
};
use crate::written::replace;
use crate::{Cache, FolderError, SetAside};

/// The schools that workbooks were sent out for, within the folder of a year.
pub const ISSUED_TO: &str = "layouts/schools.csv";

/// A bureau's folder, with its bureau and catalogue read.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    roster: Roster,
    catalogue: Catalogue,
    own_definitions: String,
    /// What the bureau and its definitions were read from.
    stamp: String,
    cache: Option<Cache>,
}

impl Folder {
    /// Opens a bureau's folder.
    ///
    /// # Errors
    /// [`FolderError::NotABureau`] where it has no `bureau.toml`; others where that or the bureau's own
    /// definitions cannot be read or are wrong.
    pub fn open(root: &Path) -> Result<Self, FolderError> {
        let path = root.join("bureau.toml");
        if !path.is_file() {
            return Err(FolderError::NotABureau(root.to_owned()));
        }
        let text = text(&path)?;
        let roster = Roster::from_toml(&text).map_err(|error| {
            FolderError::content(format!("{}：{error}", path.display()), "请改正后重试")
        })?;
        let roster_text = text;
        let path = root.join("catalogue.toml");
        let own_definitions = if is_there(&path)? {
            self::text(&path)?
        } else {
            String::new()
        };
        let source = Source {
            name: "catalogue.toml",
            text: &own_definitions,
        };
        let catalogue = Catalogue::with_bureau(source)
            .map_err(|error| FolderError::content(error, format!("请改正{}", path.display())))?;
        check_choices(&roster, &catalogue).map_err(|message| {
            let path = root.join("bureau.toml");
            FolderError::content(format!("{}：{message}", path.display()), "请改正后重试")
        })?;
        Ok(Self {
            root: root.to_owned(),
            roster,
            catalogue,
            stamp: format!("{roster_text:?} {own_definitions:?}"),
            own_definitions,
            cache: None,
        })
    }

    /// The same with another list of schools.
    pub(crate) fn with_roster(&self, roster: Roster) -> Self {
        Self {
            roster,
            ..self.clone()
        }
    }

    /// The same, reading only what was not read before.
    #[must_use]
    pub fn with_cache(mut self, cache: Option<Cache>) -> Self {
        self.cache = cache;
        self
    }

    /// What the bureau and its definitions were read from, to tell it from any other.
    pub(crate) fn stamp(&self) -> &str {
        &self.stamp
    }

    /// What earlier runs read and wrote, where anybody keeps it.
    pub fn cache(&self) -> Option<&Cache> {
        self.cache.as_ref()
    }

    /// Where it lies.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The bureau's regions and schools of all years.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The bureau as it is in a year.
    pub fn bureau(&self, year: ReferenceYear) -> Arc<Bureau> {
        Arc::new(self.roster.in_year(year))
    }

    /// The definitions of all years, the bureau's own among them.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The bureau's own definitions, as they were written; empty where it has none.
    pub fn own_definitions(&self) -> &str {
        &self.own_definitions
    }

    /// The folder of a year.
    pub fn year_folder(&self, year: ReferenceYear) -> PathBuf {
        self.root.join(year.to_string())
    }

    /// Whether workbooks of the year came back.
    ///
    /// # Errors
    /// Where the folder is there and cannot be listed.
    pub fn has_submissions(&self, year: ReferenceYear) -> Result<bool, FolderError> {
        let folder = self.submissions(year);
        let is_there = folder.try_exists();
        if !is_there.map_err(|error| FolderError::io(&folder, error))? {
            return Ok(false);
        }
        Ok(!entries(&folder)?.is_empty())
    }

    /// Where the workbooks lie that came back.
    pub fn submissions(&self, year: ReferenceYear) -> PathBuf {
        self.year_folder(year).join("submissions")
    }

    /// Years of which there is a folder, in their order.
    pub fn years(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let mut years: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        years.sort();
        years
    }

    /// Files in the folder of returned workbooks, and the bureau's own workbook, by name; without what
    /// is told by its name to be no workbook, and without what is no file: reading a pipe would never end.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn returned_files(&self, year: ReferenceYear) -> Result<Vec<ReturnedFile>, FolderError> {
        let mut files = self.all_returned(year)?;
        files.retain(|file| file.may_be_read(&self.root));
        Ok(files)
    }

    /// The same, and what lies there as a workbook would and cannot be read: pipes, devices, links out of the folder.
    pub(crate) fn all_returned(
        &self,
        year: ReferenceYear,
    ) -> Result<Vec<ReturnedFile>, FolderError> {
        let mut files = returned_files(&self.submissions(year))?;
        files.retain(|file| !is_beside(&file.path));
        files.extend(own_workbooks(&self.year_folder(year))?);
        Ok(files)
    }

    /// What lies beside the returned workbooks: scans, archives, mails, what systems leave.
    pub(crate) fn beside(&self, year: ReferenceYear) -> Result<Vec<ReturnedFile>, FolderError> {
        let folder = self.submissions(year);
        let mut files = returned_files(&folder)?;
        files.retain(|file| is_beside(&file.path));
        files.extend(left_by_systems(&folder)?);
        Ok(files)
    }

    /// Documents of word processors beside the returned workbooks, by name: they may be case studies.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn documents(&self, year: ReferenceYear) -> Result<Vec<ReturnedFile>, FolderError> {
        let folder = self.submissions(year);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let mut files = returned_files(&folder)?;
        files.retain(|file| is_document(&file.path));
        Ok(files)
    }

    /// The bytes of a document; of a larger file only so much that it is seen to be too large.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn document(&self, file: &ReturnedFile, most: usize) -> Result<Vec<u8>, FolderError> {
        file.bytes(&self.root, most).map_err(|obstacle| {
            let (found, _) = obstacle.told();
            let remedy = "请核对这个文件，把文件本身放到这里";
            FolderError::content(format!("{}：{found}", file.name()), remedy)
        })
    }

    /// What lies among the returned workbooks and was not read, or not as somebody has it before
    /// them: a line for each.
    pub fn not_read(&self, year: ReferenceYear) -> Vec<String> {
        // A folder within a folder of rounds is nobody's round.
        let folders = folders_not_read(&self.submissions(year)).into_iter();
        let folders = folders.map(|path| format!("{}是文件夹，里面的文件没有读", path.display()));
        let files = self.returned_files(year).unwrap_or_default();
        folders.chain(open_workbooks(&files)).collect()
    }

    /// Templates that were issued in a year, with the files they were read from.
    ///
    /// # Errors
    /// Where one of them cannot be read or is damaged.
    pub fn templates(&self, year: ReferenceYear) -> Result<Stamped<Vec<Template>>, FolderError> {
        let folder = self.year_folder(year).join("layouts");
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Stamped::default()),
            found => found
                .map_err(|error| FolderError::io(&folder, error))?
                .flatten(),
        };
        let is_layout = |path: &PathBuf| {
            path.extension().is_some_and(|found| found == "json") && !SetAside::is_named_so(path)
        };
        let mut paths: Vec<PathBuf> = entries
            .map(|entry| entry.path())
            .filter(is_layout)
            .collect();
        paths.sort();
        let mut templates = Stamped::<Vec<Template>>::default();
        for path in paths {
            let input = self.input(&path)?;
            let template = Template::from_json(input.text(&path)?).map_err(|error| {
                FolderError::content(
                    format!("{}：{error}", path.display()),
                    "请恢复发放模板时的版式文件",
                )
            })?;
            templates.content.push(template);
            templates.stamps.push(input.stamp());
        }
        Ok(templates)
    }

    /// The schools that a year's workbooks were sent out for; nothing where that was never written down.
    ///
    /// # Errors
    /// Where the list cannot be read.
    pub fn issued_to(
        &self,
        year: ReferenceYear,
    ) -> Result<Stamped<Vec<IssuedSchool>>, FolderError> {
        let path = self.year_folder(year).join(ISSUED_TO);
        if !is_there(&path)? {
            return Ok(Stamped::default());
        }
        let input = self.input(&path)?;
        let schools = issued_schools(input.text(&path)?).map_err(|error| {
            FolderError::content(
                format!("{}：{error}", path.display()),
                "请恢复发放模板时的学校名单",
            )
        })?;
        Ok(Stamped {
            content: schools,
            stamps: vec![input.stamp()],
        })
    }

    /// Where the waivers of a year lie.
    pub fn waivers_path(&self, year: ReferenceYear) -> PathBuf {
        self.year_folder(year).join("waivers.toml")
    }

    /// Adds a waiver to those of a year; what people wrote there stays as it is. `what` tells it in words.
    ///
    /// # Errors
    /// Where the list cannot be read or written.
    pub fn add_waiver(
        &self,
        edition: &Edition,
        waiver: &Waiver,
        what: &str,
    ) -> Result<(), FolderError> {
        let path = self.waivers_path(edition.year());
        let noted = (waiver.on, what);
        self.noting(edition.year(), noted, &path, || {
            self.add_waiver_to(edition, waiver, &path)
        })
    }

    fn add_waiver_to(
        &self,
        edition: &Edition,
        waiver: &Waiver,
        path: &Path,
    ) -> Result<(), FolderError> {
        // Nothing is added to a list that cannot be read.
        self.waivers(edition)?;
        let mut text = if is_there(path)? {
            text(path)?
        } else {
            String::new()
        };
        if !text.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str(&waiver.to_toml());
        // A list that was written in another form cannot be added to.
        if let Err(error) = waivers(text.trim_start_matches('\u{feff}')) {
            let message = format!("{}：加不进去，{error}", path.display());
            let remedy = "请把原有的豁免都写成[[waiver]]的样子后重试；没有改动";
            return Err(FolderError::content(message, remedy));
        }
        replace(path, text.as_bytes())
    }

    /// The findings that the bureau waived; each of a rule and a school that exist.
    ///
    /// # Errors
    /// Where the list cannot be read, or one of them is wrong.
    pub fn waivers(&self, edition: &Edition) -> Result<Stamped<Vec<Waiver>>, FolderError> {
        let path = self.waivers_path(edition.year());
        if !is_there(&path)? {
            return Ok(Stamped::default());
        }
        let input = self.input(&path)?;
        let failed = |message: String, remedy: &str| {
            FolderError::content(format!("{}：{message}", path.display()), remedy)
        };
        let text = std::str::from_utf8(&input.bytes)
            .map_err(|_| failed("不是UTF-8编码".into(), "请用UTF-8编码重新保存"))?;
        let waivers = waivers(text.trim_start_matches('\u{feff}')).map_err(|error| {
            failed(
                error.to_string(),
                "请改正这一条豁免，或删去它用waive命令重写",
            )
        })?;
        let cards = rules(edition);
        let bureau = self.roster.in_year(edition.year());
        for waiver in &waivers {
            let (rule, school) = (&waiver.rule, &waiver.school);
            if !cards.iter().any(|card| card.code == rule.as_str()) {
                let message = format!("没有规则“{rule}”");
                return Err(failed(message, "请填核查报告“规则”一栏的代码，如REL017"));
            }
            if bureau.entity(school).is_none() {
                let message = format!("“{school}”不在本局{}年的名单中", edition.year());
                return Err(failed(message, "请填学校名单上的代码"));
            }
        }
        Ok(Stamped {
            content: waivers,
            stamps: vec![input.stamp()],
        })
    }

    /// What a report of the year printed; nothing where there is no list of it.
    ///
    /// # Errors
    /// Where the list cannot be read, or names what is not defined.
    pub fn printed(&self, year: ReferenceYear) -> Result<Stamped<Vec<PrintedFigure>>, FolderError> {
        let path = self.year_folder(year).join("printed.csv");
        if !is_there(&path)? {
            return Ok(Stamped::default());
        }
        let input = self.input(&path)?;
        let figures = printed_figures(input.text(&path)?).map_err(|error| {
            FolderError::content(format!("{} {error}", path.display()), "请改正这一行")
        })?;
        self.check_printed(&figures, year).map_err(|message| {
            FolderError::content(format!("{}：{message}", path.display()), "请改正")
        })?;
        Ok(Stamped {
            content: figures,
            stamps: vec![input.stamp()],
        })
    }

    /// The folder of the texts of a year's report: the year's own, or the bureau's for all years.
    pub fn narrative_folder(&self, year: ReferenceYear) -> Option<PathBuf> {
        let folders = [self.year_folder(year), self.root.clone()];
        let mut folders = folders.into_iter().map(|folder| folder.join("narrative"));
        folders.find(|folder| folder.is_dir())
    }

    /// The texts of a year's report by file name, if there are any.
    ///
    /// # Errors
    /// Where one of them, or a picture that it names, cannot be read or is not in UTF-8.
    pub fn texts(&self, year: ReferenceYear) -> Result<Option<Stamped<Texts>>, FolderError> {
        let Some(folder) = self.narrative_folder(year) else {
            return Ok(None);
        };
        let mut texts = Stamped::<Texts>::default();
        let drafts = folder.join(DRAFTS);
        let own = texts_in(&folder)?.into_iter().map(|path| (false, path));
        let drafts = if drafts.is_dir() {
            texts_in(&drafts)?
        } else {
            Vec::new()
        };
        for (is_draft, path) in own.chain(drafts.into_iter().map(|path| (true, path))) {
            let input = self.input(&path)?;
            texts.stamps.push(input.stamp());
            let text = String::from_utf8(input.bytes)
                .map_err(|_| FolderError::io(&path, ErrorKind::InvalidData))?;
            // Editors on Windows begin a text with a byte order mark.
            let text = text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
            let name = if is_draft {
                format!("{DRAFTS}/{}", input.name)
            } else {
                input.name
            };
            texts.content.files.insert(name, text);
        }
        for name in pictures_named(&texts.content.files) {
            let path = folder.join(&name);
            // What is missing is a mistake of the text that names it, told with its line.
            if path.is_file() {
                let input = self.picture(&path)?;
                texts.stamps.push(input.stamp());
                texts.content.pictures.insert(name, input.bytes);
            }
        }
        Ok(Some(texts))
    }

    /// A picture, as far as it may be of use: of a larger file only so much that it is seen to be too large.
    fn picture(&self, path: &Path) -> Result<Input, FolderError> {
        let failed = |error| FolderError::io(path, error);
        let file = fs::File::open(path).map_err(failed)?;
        let most = u64::try_from(LARGEST).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        file.take(most.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(failed)?;
        Ok(Input::new(&self.root, path, bytes))
    }

    pub(crate) fn input(&self, path: &Path) -> Result<Input, FolderError> {
        if !is_there(path)? {
            return Err(FolderError::io(path, ErrorKind::NotFound));
        }
        let bytes = fs::read(path).map_err(|error| FolderError::io(path, error))?;
        Ok(Input::new(&self.root, path, bytes))
    }

    /// A figure that nothing can be compared with would vanish without a word.
    fn check_printed(&self, figures: &[PrintedFigure], year: ReferenceYear) -> Result<(), String> {
        // The year after knows the indicators that last year's figures are compared with.
        let editions: Vec<Edition> = [year.get(), year.get() + 1]
            .into_iter()
            .filter_map(|year| ReferenceYear::new(year).ok())
            .map(|year| self.catalogue.edition(year))
            .collect();
        let bureaus = editions.iter().map(Edition::year);
        let bureaus: Vec<Bureau> = bureaus.map(|year| self.roster.in_year(year)).collect();
        for figure in figures {
            let place = format!("{} {} {}", figure.claim, figure.indicator, figure.text);
            if !editions
                .iter()
                .any(|edition| edition.indicator(&figure.indicator).is_some())
            {
                return Err(format!("“{place}”的指标代码{}没有定义", figure.indicator));
            }
            let mut years = bureaus.iter();
            if years.all(|bureau| bureau.entity(&figure.entity).is_none()) {
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

/// What a bureau fills in for its schools must be one of the choices, or every school would be charged
/// with it.
pub(crate) fn check_choices(roster: &Roster, catalogue: &Catalogue) -> Result<(), String> {
    let edition = catalogue.edition(ReferenceYear::LAST);
    for school in roster.schools() {
        let former = || school.former.iter();
        let affiliations = former().filter_map(|former| former.affiliation.as_ref());
        let ownerships = former().filter_map(|former| former.ownership.as_ref());
        let affiliations = affiliations.chain([&school.affiliation]);
        let ownerships = ownerships.chain([&school.ownership]);
        let values = affiliations
            .map(|value| ("school.affiliation", value))
            .chain(ownerships.map(|value| ("school.ownership", value)));
        for (code, value) in values.filter(|(_, value)| !value.is_empty()) {
            let item = edition.item(&ItemCode::constant(code));
            let Some(item) = item else { continue };
            let choices = edition.choices_of(item);
            if !choices.is_empty() && !choices.contains(value) {
                return Err(format!(
                    "学校“{}”的{}是“{value}”，应为{}之一",
                    school.short,
                    item.name,
                    choices.join("、")
                ));
            }
        }
    }
    Ok(())
}

fn text(path: &Path) -> Result<String, FolderError> {
    fs::read_to_string(path).map_err(|error| FolderError::io(path, error))
}

/// Whether there is a file, which a bureau may do without; a folder or a pipe in its place is none.
pub(crate) fn is_there(path: &Path) -> Result<bool, FolderError> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(false);
    }
    let found = fs::metadata(path).map_err(|error| FolderError::io(path, error))?;
    if found.is_file() {
        return Ok(true);
    }
    Err(FolderError::NotAFile(path.to_owned()))
}

/// The texts in a folder, in the order of their names.
fn texts_in(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let failed = |error| FolderError::io(folder, error);
    let entries = fs::read_dir(folder).map_err(failed)?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()).map_err(failed));
    let mut paths = paths.collect::<Result<Vec<PathBuf>, FolderError>>()?;
    paths.retain(|path| is_text(path) && !is_passed_over(path));
    paths.sort();
    Ok(paths)
}

fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("md" | "toml")) && path.is_file()
}
