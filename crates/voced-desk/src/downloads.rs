//! Files that are taken from the desk: what runs wrote, one by one or packed. What is asked for is looked up among
//! these, and never made a path of.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use voced_domain::ReferenceYear;
use voced_folder::OutputFolder;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::answer::{self, thinking};
use crate::desk::Desk;
use crate::pages;

/// Our own pages of a report run their own script, and reach nothing.
const SANDBOX: HeaderValue = HeaderValue::from_static(
    "sandbox allow-scripts allow-popups; default-src 'none'; script-src 'unsafe-inline'; \
     style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'",
);

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

    /// The workbooks that go out.
    pub(crate) fn templates(desk: &Desk, year: ReferenceYear) -> Self {
        let folder = desk.root().join(year.to_string());
        let mut paths = OutputFolder::outputs_in(&folder);
        paths.retain(|path| path.starts_with("templates/"));
        Self { folder, paths }
    }

    /// Those in a folder of theirs.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        let is_within = |path: &String| path.split_once('/').is_some_and(|(own, _)| own == folder);
        self.paths.retain(is_within);
        self
    }
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
        let name = path.rsplit('/').next().unwrap_or(path);
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

/// All files of a kind, packed: `templates`, `退回`, `确认表`.
pub(crate) async fn packed(
    State(desk): State<Arc<Desk>>,
    Path((said, kind)): Path<(String, String)>,
) -> Response {
    let Some(year) = pages::year(&said) else {
        return answer::nothing_there().await;
    };
    let found = thinking(move || {
        let (written, name) = match kind.as_str() {
            "templates" => (Written::templates(&desk, year), "填报工作簿"),
            "returned" => (Written::outputs(&desk, year).within("退回"), "退回"),
            "to-sign" => (Written::outputs(&desk, year).within("确认表"), "确认表"),
            _ => return None,
        };
        let bytes = pack(&written)?;
        Some(attached(&format!("{year}年{name}.zip"), bytes))
    });
    match found.await {
        Some(response) => response,
        None => answer::nothing_there().await,
    }
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
        let name = path.rsplit('/').next().unwrap_or(path);
        archive.start_file(name, options).ok()?;
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
