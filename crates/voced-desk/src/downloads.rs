//! Files that are taken from the desk: what runs wrote, one by one or packed. What is asked for is looked up among
//! these, and never made a path of.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use voced_domain::{ReferenceYear, School};
use voced_folder::OutputFolder;
use voced_pipeline::{file_names, rules};
use voced_writers::check::{CheckRun, Written as Sent};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::answer::{self, thinking};
use crate::desk::{Desk, Year};
use crate::pages;

/// Our own pages of a report run their own script, and reach nothing.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; \
     style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
);

/// What a report was written from, within the output folder.
const MANIFEST: &str = "data/manifest.json";

#[derive(Deserialize)]
struct Manifest {
    inputs: Vec<Read>,
}

/// A file that was read.
#[derive(Deserialize)]
struct Read {
    path: String,
    sha256: String,
}

/// Files that were written for one purpose.
pub(crate) struct Written {
    pub(crate) folder: PathBuf,
    /// Their paths within the folder, with `/`.
    pub(crate) paths: Vec<String>,
}

impl Written {
    /// What `check` and `report` wrote.
    pub(crate) fn outputs(desk: &Desk, year: ReferenceYear) -> Self {
        let folder = desk.out(year);
        let paths = OutputFolder::outputs_in(&folder);
        Self { folder, paths }
    }

    /// Whether the report in it was written from other workbooks than there are now, as its manifest tells.
    pub(crate) fn is_of_other_data(&self, known: &Year) -> bool {
        let manifest = fs::read(self.folder.join(MANIFEST)).ok();
        let manifest = manifest.and_then(|text| serde_json::from_slice::<Manifest>(&text).ok());
        let Some(manifest) = manifest else {
            return false;
        };
        let of_workbook = format!("{}/submissions/", known.assessment.year());
        let now = known.assessment.inputs.iter();
        let now: BTreeSet<(&str, &str)> = now.map(|one| (&*one.path, &*one.sha256)).collect();
        let then = manifest.inputs.iter();
        let then: BTreeSet<(&str, &str)> = then.map(|one| (&*one.path, &*one.sha256)).collect();
        // The texts of the report are read for it alone.
        let mut gone = then.difference(&now);
        !now.is_subset(&then) || gone.any(|(path, _)| path.starts_with(&of_workbook))
    }

    /// The workbooks that go out.
    pub(crate) fn templates(desk: &Desk, year: ReferenceYear) -> Self {
        let folder = desk.root().join(year.to_string());
        let mut paths = OutputFolder::outputs_in(&folder);
        paths.retain(|path| path.starts_with("templates/"));
        Self { folder, paths }
    }
}

/// What is sent, by its name in addresses.
pub(crate) fn sent(kind: &str) -> Option<Sent> {
    match kind {
        "returned" => Some(Sent::Returned),
        "to-sign" => Some(Sent::Confirmation),
        _ => None,
    }
}

/// What goes to the schools as things stand now, with each school: of all, or of one by its code.
pub(crate) fn to_schools<'y>(known: &'y Year, sent: Sent, only: &str) -> Vec<(&'y School, String)> {
    let assessment = &*known.assessment;
    let bureau = &assessment.bureau;
    let (cards, files) = (rules(&assessment.this.edition), file_names(bureau));
    let run = CheckRun::new(
        assessment.run(assessment.year().usual_day_of_issue()),
        &assessment.tallies,
        &assessment.progress,
        &cards,
        &files,
    );
    let schools = bureau.schools().iter();
    let schools = schools.filter(|school| only.is_empty() || school.code.as_str() == only);
    let written = schools.filter_map(|school| {
        let (kind, path) = run.written_for(&school.code)?;
        (kind == sent).then_some((school, path))
    });
    written.collect()
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    name: String,
}

/// One of the outputs.
pub(crate) async fn output(
    State(desk): State<Arc<Desk>>,
    Path(said): Path<String>,
    Query(asked): Query<Asked>,
) -> Response {
    let Some(year) = pages::year(&said) else {
        return answer::nothing_there().await;
    };
    let found = thinking(move || {
        let written = Written::outputs(&desk, year);
        let path = written.paths.iter().find(|path| **path == asked.name)?;
        let bytes = fs::read(written.folder.join(path)).ok()?;
        let name = last_part(path);
        Some(if name.ends_with(".html") {
            shown(bytes)
        } else {
            attached(name, bytes)
        })
    });
    match found.await {
        Some(response) => response,
        None => answer::nothing_there().await,
    }
}

#[derive(Deserialize)]
pub(crate) struct Whose {
    #[serde(default)]
    school: String,
}

/// All files of a kind, packed; of one school, its file.
pub(crate) async fn packed(
    State(desk): State<Arc<Desk>>,
    Path((said, kind)): Path<(String, String)>,
    Query(whose): Query<Whose>,
) -> Response {
    let Some(year) = pages::year(&said) else {
        return answer::nothing_there().await;
    };
    let found = thinking(move || {
        if kind == "templates" {
            let bytes = pack(&Written::templates(&desk, year))?;
            return Some(attached(&format!("{year}年填报工作簿.zip"), bytes));
        }
        let sent = sent(&kind)?;
        let known = desk.year(year).ok()?;
        let own = to_schools(&known, sent, &whose.school).into_iter();
        let mut written = Written::outputs(&desk, year);
        let own: Vec<String> = own.map(|(_, path)| path).collect();
        written.paths.retain(|path| own.contains(path));
        if !whose.school.is_empty() {
            let path = written.paths.first()?;
            let bytes = fs::read(written.folder.join(path)).ok()?;
            return Some(attached(last_part(path), bytes));
        }
        let bytes = pack(&written)?;
        Some(attached(&format!("{year}年{}.zip", sent.folder()), bytes))
    });
    match found.await {
        Some(response) => response,
        None => answer::nothing_there().await,
    }
}

fn last_part(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// An archive of files under their own names; nothing where there are none, or one cannot be read.
fn pack(written: &Written) -> Option<Vec<u8>> {
    if written.paths.is_empty() {
        return None;
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Workbooks are archives themselves.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for path in &written.paths {
        let bytes = fs::read(written.folder.join(path)).ok()?;
        archive.start_file(last_part(path), options).ok()?;
        archive.write_all(&bytes).ok()?;
    }
    archive.finish().ok().map(Cursor::into_inner)
}

/// A file to be kept, under its name (RFC 6266, RFC 8187).
fn attached(name: &str, bytes: Vec<u8>) -> Response {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, disposition),
    ];
    (headers, bytes).into_response()
}

fn shown(bytes: Vec<u8>) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(CONTENT_TYPE, html);
    headers.insert(CONTENT_SECURITY_POLICY, SANDBOX);
    response
}
