//! The outputs of a run, one job each.

use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use voced_domain::Source;
use voced_report::{Report, Run};
use voced_writers::data::{Manifest, Stamp, manifest};
use voced_writers::{Write, WriteError, Writer};

use crate::arguments::ReportOptions;
use crate::console::Console;
use crate::documents;
use crate::failure::Failure;
use crate::folder::Folder;
use crate::outputs::{Output, OutputFolder};
use crate::report::Assessment;

/// The outputs that were asked for, but for the PDF.
pub(crate) fn write(
    run: &Run<'_>,
    reports: &[Report],
    options: &ReportOptions,
    place: &OutputFolder,
    console: &Console,
) -> Result<Vec<Output>, Failure> {
    let wanted = voced_writers::all()
        .iter()
        .filter(|writer| options.wants(writer.format));
    let jobs: Vec<(&Writer, Job<'_>)> = wanted
        .flat_map(|writer| {
            let jobs = Job::of(&writer.write, reports).into_iter();
            jobs.map(move |job| (writer, job))
        })
        .collect();
    let written: Vec<Option<Output>> = jobs
        .par_iter()
        .map(|(writer, job)| match job.output(run, place) {
            Err(Trouble::TooLarge(message)) if !options.names(writer.format) => {
                console.line(&message);
                Ok(None)
            }
            Err(Trouble::TooLarge(message)) => {
                let remedy = format!("请从--only里去掉{}", writer.format);
                Err(Failure::new(message, remedy))
            }
            Err(Trouble::Other(failure)) => Err(failure),
            Ok(output) => Ok(Some(output)),
        })
        .collect::<Result<_, Failure>>()?;
    Ok(written.into_iter().flatten().collect())
}

/// What keeps an output from being written.
enum Trouble {
    /// There is more to tell than its format holds. Who did not ask for it by name does without.
    TooLarge(String),
    Other(Failure),
}

/// One file to be written.
enum Job<'a> {
    Data(&'static str, fn(&Run<'_>) -> Result<Vec<u8>, WriteError>),
    Rows(
        &'static str,
        fn(&Run<'_>, &mut dyn io::Write) -> Result<(), WriteError>,
    ),
    Document(
        PathBuf,
        &'a Report,
        fn(&Report) -> Result<Vec<u8>, WriteError>,
    ),
}

impl<'a> Job<'a> {
    fn of(write: &Write, reports: &'a [Report]) -> Vec<Self> {
        match *write {
            Write::Data { path, write } => vec![Job::Data(path, write)],
            Write::Rows { path, write } => vec![Job::Rows(path, write)],
            Write::Document { file, write } => reports
                .iter()
                .map(|report| Job::Document(documents::path(report, &file(report)), report, write))
                .collect(),
        }
    }

    fn output(&self, run: &Run<'_>, place: &OutputFolder) -> Result<Output, Trouble> {
        let (path, bytes) = match self {
            Job::Data(path, write) => (PathBuf::from(path), write(run)),
            Job::Rows(path, write) => {
                let staged = place.stage(Path::new(path), |to| write(run, to));
                return staged.map_err(Trouble::Other);
            }
            Job::Document(path, report, write) => (path.clone(), write(report)),
        };
        let bytes = bytes.map_err(|error| match error {
            WriteError::TooLarge { .. } => {
                Trouble::TooLarge(format!("没有写{}：{error}", path.display()))
            }
            error => Trouble::Other(Failure::new(error, "")),
        })?;
        Ok(Output::new(path, bytes))
    }
}

/// What the outputs were made from, and what they are.
pub(crate) fn manifest_of(
    folder: &Folder,
    assessment: &Assessment,
    outputs: &[Output],
) -> Result<Output, Failure> {
    let own = Source {
        name: "catalogue.toml",
        text: &folder.own_source,
    };
    let catalogue = [voced_domain::Catalogue::national_sources(), &[own]].concat();
    let written: Vec<Stamp> = outputs.iter().map(Output::stamp).collect();
    let bytes = manifest(&Manifest {
        bureau: &folder.bureau,
        year: assessment.this.edition.year(),
        tool_version: env!("CARGO_PKG_VERSION"),
        catalogue: &catalogue,
        inputs: &assessment.inputs,
        outputs: &written,
    })
    .map_err(|error| Failure::new(error, ""))?;
    Ok(Output::new("data/manifest.json", bytes))
}
