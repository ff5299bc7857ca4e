//! Everything that a year's run reads, read.

use std::collections::BTreeMap;
use std::sync::Arc;

use voced_domain::{
    Bureau, Edition, PrintedFigure, Record, ReferenceYear, ReportingUnit, Stamp, Waiver,
};
use voced_ingest::{Expected, IssuedSchool, Reading};
use voced_report::{Narrative, ReportError};
use voced_template::Template;

/// Texts of a report by file name, and the pictures that they name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// The texts by file name.
    pub files: BTreeMap<String, String>,
    /// The pictures by their paths in the folder of the texts.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

impl Texts {
    /// The texts in the order of their outline, with their pictures.
    ///
    /// # Errors
    /// Where the outline cannot be read, or names what is not there.
    pub fn narrative(&self) -> Result<Narrative, ReportError> {
        let narrative = Narrative::new(self.files.clone())?;
        Ok(narrative.with_pictures(self.pictures.clone()))
    }
}

/// What was read, with the stamps of the files that it was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamped<T> {
    /// What was read.
    pub content: T,
    /// The files.
    pub stamps: Vec<Stamp>,
}

/// Everything that a year's run reads, read.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The bureau.
    pub bureau: Arc<Bureau>,
    /// The bureau's own definitions, as they were written; empty where it has none.
    pub own_definitions: String,
    /// The year.
    pub this: YearInputs,
    /// The year before, where its workbooks are there.
    pub last: Option<YearInputs>,
    /// The years before those, the newest first, as far as the outline of the report looks back.
    pub earlier: Vec<EarlierInputs>,
    /// What the report of the year before printed.
    pub printed_before: Stamped<Vec<PrintedFigure>>,
    /// What the report of the year printed.
    pub printed_now: Stamped<Vec<PrintedFigure>>,
    /// What the bureau lets stand.
    pub waivers: Stamped<Vec<Waiver>>,
    /// What the bureau let stand the year before.
    pub waivers_before: Stamped<Vec<Waiver>>,
    /// When workbooks were sent out, how they were found, which came back signed.
    pub record: Stamped<Record>,
    /// The texts of the year's report, where there are any.
    pub texts: Option<Stamped<Texts>>,
}

/// What was read of a year before the last one.
#[derive(Clone, Debug)]
pub struct EarlierInputs {
    /// The bureau as it was.
    pub bureau: Arc<Bureau>,
    /// Its workbooks; none where the year is only printed.
    pub inputs: YearInputs,
    /// What its report printed.
    pub printed: Stamped<Vec<PrintedFigure>>,
}

/// What was read of one year.
#[derive(Clone, Debug)]
pub struct YearInputs {
    /// The definitions of the year.
    pub edition: Arc<Edition>,
    /// Templates that workbooks may have: see [`templates`].
    pub templates: Stamped<Vec<Template>>,
    /// The schools that workbooks were sent out for; nothing where nobody wrote them down.
    pub issued_to: Stamped<Vec<IssuedSchool>>,
    /// One of each file that came back, in any order; without a stamp where its bytes could not be had.
    pub workbooks: Vec<Stamped<Reading>>,
}

impl Inputs {
    /// A year of which nothing is known but its definitions; templates are those of today.
    pub fn new(bureau: Arc<Bureau>, edition: Arc<Edition>) -> Self {
        Self {
            bureau,
            own_definitions: String::new(),
            this: YearInputs::new(edition),
            last: None,
            earlier: Vec::new(),
            printed_before: Stamped::default(),
            printed_now: Stamped::default(),
            waivers: Stamped::default(),
            waivers_before: Stamped::default(),
            record: Stamped::default(),
            texts: None,
        }
    }

    /// The year.
    pub fn year(&self) -> ReferenceYear {
        self.this.edition.year()
    }

    /// The stamps of all files, in the order in which a manifest lists them.
    pub(crate) fn take_stamps(&mut self) -> Vec<Stamp> {
        let mut stamps = self.this.take_stamps();
        stamps.extend(self.last.iter_mut().flat_map(YearInputs::take_stamps));
        for earlier in &mut self.earlier {
            stamps.append(&mut earlier.inputs.take_stamps());
            stamps.append(&mut earlier.printed.stamps);
        }
        stamps.append(&mut self.printed_before.stamps);
        stamps.append(&mut self.waivers.stamps);
        stamps.append(&mut self.waivers_before.stamps);
        stamps.append(&mut self.record.stamps);
        stamps.append(&mut self.printed_now.stamps);
        let texts = self.texts.iter_mut();
        stamps.extend(texts.flat_map(|texts| std::mem::take(&mut texts.stamps)));
        stamps
    }
}

impl YearInputs {
    /// A year of which nothing has come back.
    pub fn new(edition: Arc<Edition>) -> Self {
        Self {
            templates: Stamped {
                content: templates(&edition, Vec::new()),
                stamps: Vec::new(),
            },
            issued_to: Stamped::default(),
            workbooks: Vec::new(),
            edition,
        }
    }

    /// What workbooks of the year are read against.
    pub fn expected<'a>(&'a self, bureau: &'a Bureau) -> Expected<'a> {
        Expected::new(bureau, &self.edition, &self.templates.content)
    }

    fn take_stamps(&mut self) -> Vec<Stamp> {
        let mut stamps = std::mem::take(&mut self.templates.stamps);
        stamps.append(&mut self.issued_to.stamps);
        for workbook in &mut self.workbooks {
            stamps.append(&mut workbook.stamps);
        }
        stamps
    }
}

/// Templates as they were issued, and as they would be issued now.
pub fn templates(edition: &Edition, mut issued: Vec<Template>) -> Vec<Template> {
    issued.extend(
        [ReportingUnit::School, ReportingUnit::Region]
            .map(|reporting_unit| Template::new(edition, reporting_unit)),
    );
    issued
}

/// Reads one workbook and lets go of its bytes: `name` is what messages call it, `path` where it lies
/// in the bureau's folder.
///
/// Never fails: what cannot be read is refused with a finding.
///
/// ```
/// use std::sync::Arc;
/// use voced_domain::{Catalogue, ReferenceYear, Roster};
/// use voced_pipeline::{YearInputs, read};
///
/// let year = ReferenceYear::new(2023)?;
/// let bureau = Roster::from_toml(
///     "name = \"某市教育局\"\n[[region]]\ncode = \"a\"\nname = \"某市\"\nlevel = \"city\"\n\
///      [[school]]\ncode = \"a-1\"\nname = \"甲校\"\nshort = \"甲\"\n",
/// )?
/// .in_year(year);
/// let edition = Catalogue::national()?.edition(year);
/// let year = YearInputs::new(Arc::new(edition));
/// let found = read("甲.xlsx", "2023/submissions/甲.xlsx", b"%PDF-1.7".to_vec(), &year.expected(&bureau));
/// assert!(found.content.findings[0].to_string().contains("PDF"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[expect(
    clippy::needless_pass_by_value,
    reason = "nobody needs the bytes of a workbook that was read"
)]
pub fn read(name: &str, path: &str, bytes: Vec<u8>, expected: &Expected<'_>) -> Stamped<Reading> {
    Stamped {
        content: voced_ingest::read(name, &bytes, expected),
        stamps: vec![Stamp::of(path, &bytes)],
    }
}
