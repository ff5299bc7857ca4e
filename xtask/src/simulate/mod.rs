//! A bureau's folder of any size with invented schools, for demonstrations and benchmarks.

pub(crate) mod answers;
mod bureau;
mod faults;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use voced_domain::{Bureau, Catalogue, Edition, Entity, Holder, ReferenceYear};
use voced_template::Layout;
use voced_writers::template::write;

use crate::Done;
use crate::arguments::SimulateOptions;
use crate::console::Console;
use crate::failure::Failure;
use crate::fixtures::source::Source;
use crate::fixtures::{Book, INVENTED, books, put};
use crate::folder::year;
use crate::program::program;
use crate::random::Random;
use crate::starter::NARRATIVE;
use crate::template::frozen;
use answers::District;
use faults::Fault;

/// The list of faults in the bureau's folder.
const FAULTS: &str = "faults.csv";
/// Keeps the stream of faults apart from those of answers.
const OF_FAULTS: u64 = 0xFA17;

/// Writes the folder: two years of workbooks, and the list of what is wrong with them.
pub(crate) fn simulate(options: &SimulateOptions, console: &Console) -> Result<Done, Failure> {
    let year = year(options.year)?;
    if options.schools == 0 {
        return Err(Failure::new("学校数是0", "请用--schools写明要多少所学校"));
    }
    let per_mille = per_mille(options.faults)?;
    let folder = &options.out;
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(Failure::new(
            format!("{}已经存在，里面有文件", folder.display()),
            "请换一个文件夹，或先移走里面的文件",
        ));
    }
    let bureau = bureau::bureau(options.schools)?;
    let catalogue = Catalogue::national().map_err(|error| Failure::new(error, ""))?;
    let simulation = Simulation {
        bureau: &bureau,
        editions: [year.previous(), year].map(|year| catalogue.edition(year)),
        seed: options.seed,
        per_mille,
    };
    let scratch = scratch(folder)?;
    simulation.write(scratch.path(), console)?;
    // It appears as a whole or not at all.
    if folder.exists() {
        fs::remove_dir(folder).map_err(|error| Failure::io(folder, &error))?;
    }
    fs::rename(scratch.keep(), folder).map_err(|error| Failure::io(folder, &error))?;
    console.done(&format!(
        "{}：{}所学校，{}个地区，{}、{year}两年",
        folder.display(),
        bureau.schools().len(),
        bureau.regions().len(),
        year.previous(),
    ));
    console.line(&format!(
        "下一步：{} --year {year} --bureau {}",
        program!("report"),
        folder.display()
    ));
    Ok(Done::Clean)
}

/// A folder beside the one that is asked for, on the same disk.
fn scratch(folder: &Path) -> Result<tempfile::TempDir, Failure> {
    let parent = folder.parent().filter(|parent| *parent != Path::new(""));
    let parent = parent.unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| Failure::io(parent, &error))?;
    tempfile::Builder::new()
        .prefix(".voced-")
        .tempdir_in(parent)
        .map_err(|error| Failure::io(parent, &error))
}

/// A rate as so many in a thousand.
fn per_mille(rate: f64) -> Result<i64, Failure> {
    if !(0.0..=1.0).contains(&rate) {
        return Err(Failure::new(
            format!("错误比例{rate}不在0和1之间"),
            "请写成0.05的样子",
        ));
    }
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 1000")]
    Ok((rate * 1_000.0).round() as i64)
}

/// What is simulated.
struct Simulation<'a> {
    bureau: &'a Bureau,
    /// Of the year before and of the year.
    editions: [Edition; 2],
    seed: u64,
    per_mille: i64,
}

/// A line of the list of faults.
#[derive(serde::Serialize)]
struct Listed {
    year: ReferenceYear,
    school: String,
    file: String,
    fault: &'static str,
    item: String,
}

impl Simulation<'_> {
    fn write(&self, folder: &Path, console: &Console) -> Result<(), Failure> {
        let text = toml::to_string(self.bureau).map_err(|error| Failure::new(error, ""))?;
        put(&folder.join("bureau.toml"), text.as_bytes())?;
        for (name, text) in NARRATIVE {
            put(&folder.join("narrative").join(name), text.as_bytes())?;
        }
        let layouts = self.editions.each_ref().map(|edition| {
            [Holder::School, Holder::City].map(|holder| Layout::new(edition, holder))
        });
        for (edition, layouts) in self.editions.iter().zip(&layouts) {
            for (path, bytes) in layouts.iter().map(frozen) {
                let path = folder.join(edition.year().to_string()).join(path);
                put(&path, &bytes)?;
            }
        }
        let districts = District::all(self.bureau);
        let n_workbooks = 2 * (districts.len() + self.bureau.schools().len());
        let progress = console.progress("写工作簿", n_workbooks);
        let listed: Vec<Vec<Listed>> = districts
            .par_iter()
            .map(|district| {
                let sources = district.sources(self.editions.each_ref(), self.seed);
                let mut listed = Vec::new();
                for place in 0..self.editions.len() {
                    let before = place
                        .checked_sub(1)
                        .map_or(&[][..], |before| &sources[before]);
                    let of_year = OfYear {
                        simulation: self,
                        edition: &self.editions[place],
                        folder: folder.join(self.editions[place].year().to_string()),
                    };
                    let now = &sources[place];
                    let books = books(self.bureau, &layouts[place], now, before, INVENTED)?;
                    for (source, book) in now.iter().zip(books) {
                        listed.extend(of_year.workbook(source, book)?);
                        progress.inc(1);
                    }
                }
                Ok(listed)
            })
            .collect::<Result<_, Failure>>()?;
        progress.finish_and_clear();
        let listed: Vec<Listed> = listed.into_iter().flatten().collect();
        list(&folder.join(FAULTS), &listed)
    }
}

/// The workbooks of one year.
struct OfYear<'a> {
    simulation: &'a Simulation<'a>,
    edition: &'a Edition,
    folder: PathBuf,
}

impl OfYear<'_> {
    /// Writes a workbook, with something wrong in it where the lot falls on it.
    fn workbook(&self, source: &Source, mut book: Book<'_>) -> Result<Option<Listed>, Failure> {
        let entity = self.simulation.bureau.entity(&source.entity);
        let path = self.path(source, entity);
        let mut random = self.lot(entity);
        let fault = Fault::draw(self.simulation.per_mille, &mut random)
            .filter(|_| book.layout.holder == Holder::School);
        let item = fault.and_then(|fault| fault.in_cells(&mut book.filling.answers, &mut random));
        let bytes = write(book.layout, self.edition, &book.filling)
            .map_err(|error| Failure::new(error, ""))?;
        let arriving = match fault {
            Some(fault) => fault.in_file(bytes),
            None => Some(bytes),
        };
        if let Some(bytes) = arriving {
            put(&self.folder.join(&path), &bytes)?;
        }
        Ok(fault.map(|fault| Listed {
            year: self.edition.year(),
            school: source.entity.to_string(),
            file: path.to_string_lossy().replace('\\', "/"),
            fault: fault.name,
            item: item.unwrap_or_default(),
        }))
    }

    /// The bureau's own workbook lies beside the folder of those that are handed in.
    fn path(&self, source: &Source, entity: Option<Entity<'_>>) -> PathBuf {
        let submissions = Path::new("submissions");
        match entity {
            Some(Entity::Region(region)) if *region != *self.simulation.bureau.own_region() => {
                submissions.join(format!("{}.xlsx", region.name))
            }
            Some(Entity::Region(_)) => PathBuf::from(&source.file),
            _ => submissions.join(&source.file),
        }
    }

    fn lot(&self, entity: Option<Entity<'_>>) -> Random {
        let rank = entity.and_then(|entity| self.simulation.bureau.rank(entity.code()));
        let rank = u64::try_from(rank.unwrap_or(0)).expect("fewer than 2⁶⁴ schools");
        let year = u64::from(self.edition.year().get());
        Random::new(self.simulation.seed ^ OF_FAULTS ^ rank << 20 ^ year << 48)
    }
}

/// What is wrong with which workbook, so that what is found can be held against it.
fn list(path: &Path, listed: &[Listed]) -> Result<(), Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let failed = |error: csv::Error| Failure::new(error, "");
    if listed.is_empty() {
        return Ok(());
    }
    for line in listed {
        writer.serialize(line).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| Failure::new(error, ""))?;
    put(path, &bytes)
}
