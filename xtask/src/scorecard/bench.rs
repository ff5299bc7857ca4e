//! A bureau whose clean workbooks have nothing to answer, and what an error in one of them leads to.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use voced_cli::{Failure, year};
use voced_domain::{
    Bureau, Catalogue, Edition, Facts, Finding, ItemCode, Location, Operator, Position, Quantity,
    Relation, ReportingUnit, Roster, Severity,
};
use voced_folder::Folder;
use voced_pipeline::{Inputs, Reading, Stamped, YearInputs, assess, go_on, read};
use voced_template::{SheetBody, Template, Typed};
use voced_writers::template::{Entry, Filling, write};

use super::retouch::{Retouch, retouched};
use crate::fixtures::source::Source;
use crate::fixtures::{Book, books, sources_in};
use crate::simulate::answers;

/// What a bench stands on: a bureau, what is known of it before a workbook of the year came back, and
/// what its workbooks are written from.
pub(crate) struct Ground {
    inputs: Inputs,
    templates: [Template; 2],
    sources: Vec<Source>,
    sources_before: Vec<Source>,
}

/// A bureau with its clean workbooks.
pub(crate) struct Bench<'a> {
    ground: &'a Ground,
    /// Schools first, the bureau's own last.
    books: Vec<Book<'a>>,
    /// With the clean workbooks read.
    clean: Inputs,
    before: Vec<Finding>,
    figures: BTreeMap<String, Quantity>,
}

/// A cell that is wrong, or a whole sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    sheet: String,
    cell: Option<Position>,
}

impl Place {
    pub(crate) fn sheet(title: &str) -> Self {
        Self {
            sheet: title.into(),
            cell: None,
        }
    }

    /// The cell with its sheet, where it is one.
    pub(crate) fn cell(&self) -> Option<(&str, Position)> {
        Some((&self.sheet, self.cell?))
    }

    fn is_at(&self, location: &Location) -> bool {
        let same_cell = self.cell.is_none() || self.cell == location.cell;
        location.sheet.as_ref() == Some(&self.sheet) && same_cell
    }
}

/// An error in one workbook.
pub(crate) struct Injected {
    pub(super) school: usize,
    pub(super) answers: BTreeMap<Entry, Typed>,
    pub(super) without: Option<String>,
    pub(super) retouches: Vec<Retouch>,
    pub(super) places: Vec<Place>,
}

/// What came of an error.
pub(crate) struct Outcome {
    /// Whether something was found at one of its cells.
    pub(crate) found: bool,
    /// Whether what was found must be answered, and is no mere notice.
    pub(crate) blocks: bool,
    /// Whether the first place named is one of its cells.
    pub(crate) primary: bool,
    /// How much it moves the printed figures of the city, in thousandths of each, added up.
    pub(crate) effect: i64,
    /// Why it was not found.
    pub(crate) miss: MissReason,
}

/// Why an error was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MissReason {
    /// The number is as good as the right one: it differs by less than any bound.
    Plausible,
    /// It is a small number, on which no bound can be set.
    Small,
    /// There is nothing to compare it with.
    Incomparable,
    /// None of these.
    Other,
}

impl MissReason {
    pub(crate) const ALL: [MissReason; 4] = [
        MissReason::Plausible,
        MissReason::Small,
        MissReason::Incomparable,
        MissReason::Other,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            MissReason::Plausible => "与正确的数相差不到20%",
            MissReason::Small => "相差不到20个单位",
            MissReason::Incomparable => "没有上年数，也没有关系可核对",
            MissReason::Other => "其他",
        }
    }
}

impl Ground {
    /// An invented bureau with so many schools and two years.
    pub(crate) fn invented(schools: usize) -> Result<Self, Failure> {
        let mut text = String::from(
            "name = \"示例市教育局\"\n[[region]]\ncode = \"990100\"\nname = \"示例市\"\nlevel = \"city\"\n",
        );
        for number in 1..=schools {
            text.push_str(&format!(
                "[[school]]\ncode = \"990100-{number:02}\"\nname = \"示例市第{number}职业学校\"\nshort = \"示例{number}校\"\naffiliation = \"市属\"\ncounty = \"示例市\"\nownership = \"公办\"\n"
            ));
        }
        let roster = Roster::from_toml(&text).map_err(Failure::of)?;
        let catalogue = Catalogue::national().map_err(Failure::of)?;
        let years = [year(2022)?, year(2023)?];
        let bureau = Arc::new(roster.in_year(years[1]));
        let [first, second] = answers::sources(&bureau, &catalogue, years);
        let [before, this] = years.map(|year| Arc::new(catalogue.edition(year)));
        let mut last = YearInputs::new(Arc::clone(&before));
        last.workbooks = readings(&bureau, &last, &first, &[])?;
        Ok(Self {
            templates: templates(&this),
            inputs: Inputs {
                last: Some(last),
                ..Inputs::new(bureau, this)
            },
            sources: second,
            sources_before: first,
        })
    }

    /// Siping's 2020, whose year before is known from print only.
    pub(crate) fn siping() -> Result<Self, Failure> {
        let folder = Folder::open(Path::new("fixtures/siping"))?;
        let year = year(2020)?;
        let edition = Arc::new(folder.catalogue().edition(year));
        let mut sources = sources_in(&folder.year_folder(year).join("source"))?;
        // Schools first, whatever the names of their sources are.
        let bureau = folder.bureau(year);
        sources.sort_by_key(|source| bureau.school(&source.entity).is_none());
        Ok(Self {
            templates: templates(&edition),
            inputs: Inputs {
                printed_before: folder.printed(year.previous())?,
                waivers: folder.waivers(&edition)?,
                ..Inputs::new(bureau, edition)
            },
            sources,
            sources_before: Vec::new(),
        })
    }

    fn edition(&self) -> &Edition {
        &self.inputs.this.edition
    }
}

impl<'a> Bench<'a> {
    /// The clean workbooks, written and read.
    pub(crate) fn new(ground: &'a Ground) -> Result<Self, Failure> {
        let (bureau, templates) = (&ground.inputs.bureau, &ground.templates);
        let books = books(
            bureau,
            templates,
            &ground.sources,
            &ground.sources_before,
            "",
        )?;
        let mut clean = ground.inputs.clone();
        clean.this.workbooks =
            readings(bureau, &clean.this, &ground.sources, &ground.sources_before)?;
        let (before, figures) = checked(clean.clone())?;
        Ok(Self {
            ground,
            books,
            clean,
            before,
            figures,
        })
    }

    pub(crate) fn edition(&self) -> &Edition {
        self.ground.edition()
    }

    /// Findings of the clean workbooks that ask for an answer.
    pub(crate) fn false_alarms(&self) -> [usize; 2] {
        [Severity::Error, Severity::Explain].map(|severity| {
            let open = self.before.iter().filter(|finding| finding.blocks());
            open.filter(|finding| finding.severity == severity).count()
        })
    }

    /// How many schools there are.
    pub(crate) fn schools(&self) -> usize {
        self.ground.inputs.bureau.schools().len()
    }

    pub(crate) fn template(&self) -> &Template {
        &self.ground.templates[0]
    }

    pub(crate) fn filling(&self, school: usize) -> &Filling<'a> {
        &self.books[school].filling
    }

    /// 上年数 of a school.
    pub(crate) fn last_year(&self, school: usize) -> &BTreeMap<ItemCode, Quantity> {
        &self.filling(school).last_year
    }

    /// Sheets with one item a row, with their items that are numbers.
    pub(crate) fn sheets(&self) -> Vec<(String, Vec<ItemCode>)> {
        let of_sheet = |sheet: &voced_template::Sheet| {
            let SheetBody::Items { fields, .. } = &sheet.body else {
                return None;
            };
            let numbers = fields.iter().filter(|field| {
                let item = self.edition().item(&field.item);
                item.is_some_and(|item| item.kind.is_number())
            });
            let items: Vec<ItemCode> = numbers.map(|field| field.item.clone()).collect();
            (items.len() > 1).then(|| (sheet.title.clone(), items))
        };
        self.template().sheets.iter().filter_map(of_sheet).collect()
    }

    /// Relations within a school's workbook that must hold.
    pub(crate) fn relations(&self, operator: Operator) -> Vec<&Relation> {
        let edition = self.edition();
        let relations = edition.relations().iter();
        let of_school =
            |item: &ItemCode| edition.reporting_unit_of(item) == Some(ReportingUnit::School);
        relations
            .filter(|relation| relation.operator == operator && !relation.across)
            .filter(|relation| relation.severity == Severity::Error)
            .filter(|relation| relation.left.iter().chain(&relation.right).all(of_school))
            .collect()
    }

    /// Where an answer stands.
    pub(crate) fn place(&self, entry: &Entry) -> Option<Place> {
        let (sheet, field) = self.template().field(&entry.item)?;
        let cell = match (&sheet.body, entry.row) {
            (SheetBody::Table { .. }, Some(row)) => Position {
                row: field.cell.row + u32::from(row),
                ..field.cell
            },
            _ => field.cell,
        };
        Some(Place {
            sheet: sheet.title.clone(),
            cell: Some(cell),
        })
    }

    /// Writes, reads and checks the workbook with the error.
    pub(crate) fn measure(&self, injected: &Injected) -> Result<Option<Outcome>, Failure> {
        if injected.places.is_empty() {
            return Ok(None);
        }
        let book = &self.books[injected.school];
        let filling = Filling {
            answers: injected.answers.clone(),
            ..book.filling.clone()
        };
        let mut template = book.template.clone();
        template
            .sheets
            .retain(|sheet| injected.without.as_ref() != Some(&sheet.title));
        let bytes = write(&template, self.edition(), &filling)?;
        let bytes = retouched(bytes, &injected.retouches)?;
        let mut inputs = self.clean.clone();
        let file = inputs.this.workbooks[injected.school].content.file.clone();
        let expected = inputs.this.expected(&inputs.bureau);
        let found = read(&file, &file, bytes, &expected);
        inputs.this.workbooks[injected.school] = found;
        let (findings, figures) = checked(inputs)?;
        Ok(Some(self.outcome(injected, &file, &findings, &figures)))
    }

    fn outcome(
        &self,
        injected: &Injected,
        file: &str,
        findings: &[Finding],
        figures: &BTreeMap<String, Quantity>,
    ) -> Outcome {
        let is_new = |finding: &&Finding| {
            let mut before = self.before.iter();
            !before.any(|old| old.rule == finding.rule && old.message == finding.message)
        };
        let at_cells = |location: &Location| {
            let mut places = injected.places.iter();
            location.file == file && places.any(|place| place.is_at(location))
        };
        let hits: Vec<&Finding> = findings
            .iter()
            .filter(is_new)
            .filter(|finding| finding.locations.iter().any(at_cells))
            .collect();
        let blocking = hits.iter().filter(|finding| finding.severity.blocks());
        let first = blocking.clone().next().or(hits.first());
        Outcome {
            found: !hits.is_empty(),
            blocks: blocking.clone().next().is_some(),
            primary: first.is_some_and(|finding| finding.locations.first().is_some_and(at_cells)),
            effect: effect(&self.figures, figures),
            miss: self.miss(injected),
        }
    }

    /// What the largest of the changes is like.
    fn miss(&self, injected: &Injected) -> MissReason {
        let before = &self.filling(injected.school).answers;
        let mut worst = MissReason::Plausible;
        let mut is_known = self.ground.inputs.last.is_some();
        for (entry, after) in &injected.answers {
            let (Some(Typed::Number(was)), Typed::Number(is)) = (before.get(entry), after) else {
                continue;
            };
            if was == is {
                continue;
            }
            let change = (is - was).abs();
            let this = if change.scaled(2) <= &Quantity::from(20) * was {
                MissReason::Plausible
            } else if change < Quantity::from(20) {
                MissReason::Small
            } else {
                MissReason::Other
            };
            worst = worst.max(this);
            is_known |= entry.row.is_some();
        }
        if worst == MissReason::Other && !is_known {
            MissReason::Incomparable
        } else {
            worst
        }
    }
}

/// What is found, and the city's figures as printed.
fn checked(inputs: Inputs) -> Result<(Vec<Finding>, BTreeMap<String, Quantity>), Failure> {
    let assessment = assess(inputs, &go_on)?;
    let edition = &assessment.this.edition;
    let figures = printed(&assessment.bureau, edition, &assessment.facts);
    Ok((assessment.findings, figures))
}

fn printed(bureau: &Bureau, edition: &Edition, facts: &Facts) -> BTreeMap<String, Quantity> {
    let city = &bureau.own_region().code;
    let printed = edition.indicators().iter().filter_map(|indicator| {
        let fact = facts.of(city, indicator, edition.year())?;
        let number = fact.figure()?.published.number.to_quantity();
        Some((indicator.code.to_string(), number))
    });
    printed.collect()
}

/// How far two sets of figures are from each other: thousandths of each figure, a lost one a whole.
fn effect(before: &BTreeMap<String, Quantity>, after: &BTreeMap<String, Quantity>) -> i64 {
    let of_one = |(code, was): (&String, &Quantity)| {
        let Some(is) = after.get(code) else {
            return 1_000;
        };
        if is == was {
            return 0;
        }
        let share = (is - was).abs().scaled(3).checked_div(was);
        share
            .and_then(|share| share.floor())
            .map_or(1_000, |share| share.min(1_000))
    };
    before.iter().map(of_one).sum()
}

fn templates(edition: &Edition) -> [Template; 2] {
    [ReportingUnit::School, ReportingUnit::Region]
        .map(|reporting_unit| Template::new(edition, reporting_unit))
}

/// The workbooks of a year, written and read.
fn readings(
    bureau: &Bureau,
    year: &YearInputs,
    sources: &[Source],
    sources_before: &[Source],
) -> Result<Vec<Stamped<Reading>>, Failure> {
    let templates = templates(&year.edition);
    let expected = year.expected(bureau);
    let books = books(bureau, &templates, sources, sources_before, "")?;
    let reading = |book: &Book<'_>| {
        let bytes = write(book.template, &year.edition, &book.filling)?;
        let file = format!("{}.xlsx", book.filling.entity_name);
        Ok(read(&file, &file, bytes, &expected))
    };
    books.iter().map(reading).collect()
}
