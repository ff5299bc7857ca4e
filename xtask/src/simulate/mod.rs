//! A bureau's folder of any size with invented schools, for demonstrations and benchmarks.

pub(crate) mod answers;
mod bureau;
mod faults;

use std::path::PathBuf;

use clap::Args;
use rayon::prelude::*;
use voced_cli::{Console, Done, Failure, NARRATIVE, year};
use voced_domain::{Bureau, Catalogue, Edition, Entity, ReferenceYear, ReportingUnit, Roster};
use voced_folder::{Output, OutputFolder};
use voced_outputs::frozen;
use voced_template::Template;
use voced_writers::template::write;

use crate::fixtures::source::Source;
use crate::fixtures::{Book, INVENTED, books};
use crate::random::Random;
use answers::District;
use faults::Fault;

/// The list of faults in the bureau's folder.
const FAULTS: &str = "faults.csv";
/// Keeps the stream of faults apart from those of answers.
const OF_FAULTS: u64 = 0xFA17;

#[derive(Debug, Args)]
pub(crate) struct SimulateOptions {
    /// 学校数：24所以内是市，336所以内是省，更多是全国
    #[arg(long, value_name = "所数")]
    pub(crate) schools: usize,
    /// 报告年度，另生成上一年度
    #[arg(long, value_name = "年度")]
    pub(crate) year: u16,
    /// 要建立的文件夹，应为空或不存在
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: PathBuf,
    /// 随机数种子，相同则工作簿相同
    #[arg(
        long,
        value_name = "种子",
        default_value_t = 1,
        hide_default_value = true
    )]
    pub(crate) seed: u64,
    /// 有错误的工作簿所占的比例，如0.05；错误列在faults.csv
    #[arg(
        long,
        value_name = "比例",
        default_value_t = 0.0,
        hide_default_value = true
    )]
    pub(crate) faults: f64,
}

/// Writes the folder: two years of workbooks, and the list of what is wrong with them.
pub(crate) fn simulate(options: &SimulateOptions, console: &Console) -> Result<Done, Failure> {
    let year = year(options.year)?;
    if options.schools == 0 {
        return Err(Failure::new("学校数是0", "请用--schools写明要多少所学校"));
    }
    let per_mille = per_mille(options.faults)?;
    let folder = &options.out;
    let place = OutputFolder::open(folder)?;
    if place.holds_anything()? {
        return Err(Failure::new(
            format!("{}已经存在，里面有文件", folder.display()),
            "请换一个文件夹，或先移走里面的文件",
        ));
    }
    let bureau = bureau::bureau(options.schools)?;
    let catalogue = Catalogue::national().map_err(Failure::of)?;
    let simulation = Simulation {
        bureau: &bureau,
        editions: [year.previous(), year].map(|year| catalogue.edition(year)),
        seed: options.seed,
        per_mille,
    };
    place.fill(&simulation.outputs(&place, console)?)?;
    console.done(&format!(
        "{}：{}所学校，{}个地区，{}、{year}两年",
        folder.display(),
        bureau.schools().len(),
        bureau.regions().len(),
        year.previous(),
    ));
    console.line(&format!(
        "下一步：{} --year {year} --bureau {}",
        console.program().command("report"),
        folder.display()
    ));
    Ok(Done::Clean)
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
    /// Everything in the folder: the workbooks wait in it already, the rest is held.
    fn outputs(&self, place: &OutputFolder, console: &Console) -> Result<Vec<Output>, Failure> {
        let Bureau { name, .. } = self.bureau;
        let (regions, schools) = (self.bureau.regions(), self.bureau.schools());
        let roster = Roster::new(name.clone(), regions.to_vec(), schools.to_vec());
        let text = toml::to_string(&roster.map_err(Failure::of)?).map_err(Failure::of)?;
        let mut outputs = vec![Output::new("bureau.toml", text.into_bytes())];
        let texts = NARRATIVE.iter();
        let texts = texts.map(|(name, text)| (format!("narrative/{name}"), (*text).into()));
        outputs.extend(texts.map(|(path, text)| Output::new(path, text)));
        let templates = self.editions.each_ref().map(|edition| {
            [ReportingUnit::School, ReportingUnit::Region]
                .map(|reporting_unit| Template::new(edition, reporting_unit))
        });
        for (edition, templates) in self.editions.iter().zip(&templates) {
            let year = edition.year();
            let issued = templates
                .iter()
                .map(|template| frozen(template, &format!("{year}/")));
            outputs.extend(issued);
        }
        let districts = District::all(self.bureau);
        let n_workbooks = 2 * (districts.len() + self.bureau.schools().len());
        let progress = console.progress("写工作簿", n_workbooks);
        let written: Vec<Vec<Written>> = districts
            .par_iter()
            .map(|district| {
                let written = self.district(district, &templates, place)?;
                progress.inc(u64::try_from(written.len()).unwrap_or(0));
                Ok(written)
            })
            .collect::<Result<_, Failure>>()?;
        progress.finish_and_clear();
        let mut listed = Vec::new();
        for Written { output, fault } in written.into_iter().flatten() {
            outputs.extend(output);
            listed.extend(fault);
        }
        outputs.extend(list(&listed)?);
        Ok(outputs)
    }

    /// The workbooks of a district, of both years.
    fn district(
        &self,
        district: &District<'_>,
        templates: &[[Template; 2]; 2],
        place: &OutputFolder,
    ) -> Result<Vec<Written>, Failure> {
        let sources = district.sources(self.editions.each_ref(), self.seed);
        let mut last_year: &[Source] = &[];
        let mut written = Vec::new();
        for ((edition, templates), now) in self.editions.iter().zip(templates).zip(&sources) {
            let of_year = OfYear {
                simulation: self,
                edition,
                place,
            };
            let books = books(self.bureau, templates, now, last_year, INVENTED)?;
            for (source, book) in now.iter().zip(books) {
                written.push(of_year.workbook(source, book)?);
            }
            last_year = now;
        }
        Ok(written)
    }
}

/// What came of a workbook: the file, if it arrives, and what is wrong with it.
struct Written {
    output: Option<Output>,
    fault: Option<Listed>,
}

/// The workbooks of one year.
struct OfYear<'a> {
    simulation: &'a Simulation<'a>,
    edition: &'a Edition,
    place: &'a OutputFolder,
}

impl OfYear<'_> {
    /// Writes a workbook, with something wrong in it where the lot falls on it.
    fn workbook(&self, source: &Source, mut book: Book<'_>) -> Result<Written, Failure> {
        let entity = self.simulation.bureau.entity(&source.entity);
        let path = self.path(source, entity);
        let mut random = self.lot(entity);
        let fault = Fault::draw(self.simulation.per_mille, &mut random)
            .filter(|_| book.template.reporting_unit == ReportingUnit::School);
        let item = fault.and_then(|fault| fault.in_cells(&mut book.filling.answers, &mut random));
        let bytes = write(book.template, self.edition, &book.filling).map_err(Failure::of)?;
        let arriving = match fault {
            Some(fault) => fault.in_file(bytes),
            None => Some(bytes),
        };
        let year = self.edition.year();
        let output = arriving.map(|bytes| {
            let path = format!("{year}/{path}");
            self.place
                .stage::<Failure>(&path, |to| Ok(to.write_all(&bytes)?))
        });
        let fault = fault.map(|fault| Listed {
            year: self.edition.year(),
            school: source.entity.to_string(),
            file: path,
            fault: fault.name,
            item: item.unwrap_or_default(),
        });
        Ok(Written {
            output: output.transpose()?,
            fault,
        })
    }

    /// The bureau's own workbook lies beside the folder of those that are handed in.
    fn path(&self, source: &Source, entity: Option<Entity<'_>>) -> String {
        match entity {
            Some(Entity::Region(region)) if *region != *self.simulation.bureau.own_region() => {
                format!("submissions/{}.xlsx", region.name)
            }
            Some(Entity::Region(_)) => source.file.clone(),
            _ => format!("submissions/{}", source.file),
        }
    }

    fn lot(&self, entity: Option<Entity<'_>>) -> Random {
        let rank = entity.and_then(|entity| self.simulation.bureau.rank(entity.code()));
        let rank = u64::try_from(rank.unwrap_or(0)).expect("fewer than 2⁶⁴ schools");
        let year = u64::from(self.edition.year().get());
        Random::new(self.simulation.seed ^ OF_FAULTS ^ rank << 20 ^ year << 48)
    }
}

/// What is wrong with which workbook, so that what is found can be held against it; nothing where
/// nothing is.
fn list(listed: &[Listed]) -> Result<Option<Output>, Failure> {
    if listed.is_empty() {
        return Ok(None);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for line in listed {
        let written = writer.serialize(line);
        written.map_err(Failure::of)?;
    }
    let bytes = writer.into_inner().map_err(Failure::of)?;
    Ok(Some(Output::new(FAULTS, bytes)))
}
