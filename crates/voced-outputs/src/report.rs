//! Writing what a report run was asked for.

use rayon::prelude::*;
use voced_domain::{Catalogue, Source, Stamp};
use voced_folder::{Output, OutputFolder};
use voced_pipeline::{Assessment, Progress, Step, Stopped};
use voced_report::{Audience, Report, Run};
use voced_writers::WriteError;
use voced_writers::data::{self, Manifest};

use crate::{
    ALL, Command, Documents, OutputError, OutputKind, ReportRequest, TypesetterError, Write,
};

/// What a report run wrote.
#[derive(Debug)]
pub struct ReportOutputs {
    /// The files.
    pub files: Vec<Output>,
    /// What was not written although nothing is wrong, a line each.
    pub left_out: Vec<String>,
    /// What kept the PDF from being written; it keeps nothing else.
    pub no_pdf: Option<TypesetterError>,
}

/// Writes the outputs that were asked for, with a manifest of them.
///
/// # Errors
/// Where one of them cannot be written, the PDF excepted, and where `progress` says to stop.
pub fn write_report(
    assessment: &Assessment,
    documents: &Documents,
    request: &ReportRequest<'_>,
    folder: &OutputFolder,
    progress: &Progress<'_>,
) -> Result<ReportOutputs, OutputError> {
    Stopped::unless(progress, Step::Writing)?;
    let run = assessment.run(request.issued);
    // What takes longest is begun at once.
    let (written, typeset) = rayon::join(
        || in_this_process(&run, documents, request, folder),
        || by_the_typesetter(documents, request),
    );
    let (mut files, mut left_out) = written?;
    let no_pdf = match typeset {
        Ok(typeset) => {
            files.extend(typeset);
            None
        }
        Err((format, TypesetterError::NoFont(message))) if !request.names(format) => {
            left_out.push(message);
            None
        }
        Err((_, error)) => Some(error),
    };
    files.push(manifest(assessment, &files)?);
    Ok(ReportOutputs {
        files,
        left_out,
        no_pdf,
    })
}

/// What the outputs were made from, and what they are.
fn manifest(assessment: &Assessment, outputs: &[Output]) -> Result<Output, OutputError> {
    let own = Source {
        name: "catalogue.toml",
        text: &assessment.own_definitions,
    };
    let catalogue = [Catalogue::national_sources(), &[own]].concat();
    let written: Vec<Stamp> = outputs.iter().map(Output::stamp).cloned().collect();
    let bytes = data::manifest(&Manifest {
        bureau: &assessment.bureau,
        year: assessment.year(),
        tool_version: env!("CARGO_PKG_VERSION"),
        catalogue: &catalogue,
        inputs: &assessment.inputs,
        outputs: &written,
    })?;
    Ok(Output::new("data/manifest.json", bytes))
}

type FilesAndLines = (Vec<Output>, Vec<String>);

fn in_this_process(
    run: &Run<'_>,
    documents: &Documents,
    request: &ReportRequest<'_>,
    folder: &OutputFolder,
) -> Result<FilesAndLines, OutputError> {
    let wanted = ALL
        .iter()
        .filter(|output| output.command() == Command::Report && request.wants(output.format));
    let jobs: Vec<(&OutputKind, Job<'_>)> = wanted
        .flat_map(|output| {
            let jobs = Job::of(&output.write, documents).into_iter();
            jobs.map(move |job| (output, job))
        })
        .collect();
    let written: Vec<Result<Output, OutputError>> = jobs
        .par_iter()
        .map(|(output, job)| job.output(output.format, run, folder))
        .collect();
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for found in written {
        match found {
            Ok(file) => files.push(file),
            // Whoever did not ask for it by name does without.
            Err(error @ OutputError::TooLarge { format, .. }) if !request.names(format) => {
                left_out.push(error.to_string());
            }
            Err(error) => return Err(error),
        }
    }
    Ok((files, left_out))
}

fn by_the_typesetter(
    documents: &Documents,
    request: &ReportRequest<'_>,
) -> Result<Vec<Output>, (&'static str, TypesetterError)> {
    let mut files = Vec::new();
    let reports: Vec<&Report> = documents.reports.iter().chain(&documents.sources).collect();
    for output in ALL.iter().filter(|output| request.wants(output.format)) {
        let Write::Typeset { file, write } = output.write else {
            continue;
        };
        if reports.is_empty() {
            continue;
        }
        let typeset = write(&reports, &request.typesetter);
        let typeset = typeset.map_err(|error| (output.format, error))?;
        let typeset = reports.iter().zip(typeset);
        files
            .extend(typeset.map(|(report, bytes)| Output::new(path(report, &file(report)), bytes)));
    }
    Ok(files)
}

/// Where a report's file goes: what is not for everybody lies apart.
fn path(report: &Report, file: &str) -> String {
    match report.audience {
        Audience::Public => file.into(),
        Audience::Internal => format!("{}/{file}", report.audience.name()),
    }
}

/// One file to be written.
enum Job<'a> {
    Data(&'static str, fn(&Run<'_>) -> Result<Vec<u8>, WriteError>),
    Rows(
        &'static str,
        fn(&Run<'_>, &mut dyn std::io::Write) -> Result<(), WriteError>,
    ),
    Document(
        String,
        &'a Report,
        fn(&Report) -> Result<Vec<u8>, OutputError>,
    ),
}

impl<'a> Job<'a> {
    fn of(write: &Write, documents: &'a Documents) -> Vec<Self> {
        match *write {
            Write::Data { path, write } => vec![Job::Data(path, write)],
            Write::Rows { path, write } => vec![Job::Rows(path, write)],
            Write::Document {
                file,
                write,
                is_printed,
            } => documents
                .reports
                .iter()
                .chain(documents.sources.iter().filter(|_| is_printed))
                .map(|report| Job::Document(path(report, &file(report)), report, write))
                .collect(),
            Write::Typeset { .. }
            | Write::Findings { .. }
            | Write::Bureau { .. }
            | Write::School { .. } => Vec::new(),
        }
    }

    fn output(
        &self,
        format: &'static str,
        run: &Run<'_>,
        folder: &OutputFolder,
    ) -> Result<Output, OutputError> {
        let (path, bytes) = match self {
            Job::Data(path, write) => ((*path).to_owned(), write(run)),
            Job::Rows(path, write) => {
                let failed = |error| OutputError::of_writer(&folder.place(path), error);
                return folder.stage(path, |to| write(run, to).map_err(failed));
            }
            Job::Document(path, report, write) => {
                return Ok(Output::new(path.clone(), write(report)?));
            }
        };
        match bytes {
            Ok(bytes) => Ok(Output::new(path, bytes)),
            Err(error @ WriteError::TooLarge { .. }) => Err(OutputError::TooLarge {
                path,
                format,
                error,
            }),
            Err(error) => Err(error.into()),
        }
    }
}
