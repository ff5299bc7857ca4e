//! Files that are dropped on the desk.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::multipart::Field;
use axum::extract::{Multipart, Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use chrono::NaiveDate;
use tokio::time::timeout;
use voced_domain::ReferenceYear;
use voced_folder::{Arrival, Folder, FolderError};
use voced_ingest::LARGEST_FILE;

use crate::answer::thinking;
use crate::archive::{self, Files};
use crate::desk::Desk;
use crate::pages;

/// A browser on this computer that sends nothing for so long sends nothing any more.
const PATIENCE: Duration = Duration::from_secs(60);
/// Nobody types more than this beside a file.
const MOST_TEXT: usize = 4 << 10;
/// No form of the desk has more.
const MOST_FIELDS: usize = 32;
/// So many files may come at once.
const MOST_FILES: usize = 2_000;

/// A file that came, and what became of it.
#[derive(Debug)]
pub(crate) struct Received {
    pub(crate) sent_as: String,
    pub(crate) arrival: Arrival,
}

impl Received {
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.arrival, Arrival::Refused(_))
    }
}

/// What became of the files of one sending.
#[derive(Debug)]
pub(crate) struct Receipt {
    pub(crate) received: Vec<Received>,
    /// Whether it broke off before its end.
    pub(crate) is_broken: bool,
}

/// Takes files in, one after the other, each on disk before the next. Whatever is not taken is read to its end all the
/// same: a browser that cannot send everything shows no answer.
pub(crate) async fn files(
    State(desk): State<Arc<Desk>>,
    Path(year): Path<String>,
    mut form: Multipart,
) -> Response {
    let Some(year) = pages::year(&year) else {
        return crate::answer::nothing_there().await;
    };
    let mut received = Vec::new();
    let mut is_broken = false;
    loop {
        let field = match form.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(_) => {
                is_broken = true;
                break;
            }
        };
        // The empty choice of a form is sent as well.
        let Some(name) = field.file_name().map(str::to_owned) else {
            continue;
        };
        if name.is_empty() {
            continue;
        }
        let is_archive = archive::is_one(&name);
        let most = if is_archive {
            archive::LARGEST
        } else {
            LARGEST_FILE
        };
        // A large one is held whole until it is unpacked.
        let _alone = if is_archive {
            Some(desk.unpacking().acquire().await)
        } else {
            None
        };
        match bytes(field, most).await {
            Some(bytes) if received.len() < MOST_FILES => {
                received.extend(stored(&desk, year, name, bytes).await);
            }
            Some(_) => {}
            None => {
                is_broken = true;
                break;
            }
        }
    }
    let number = desk.receipts().keep(Receipt {
        received,
        is_broken,
    });
    Redirect::to(&format!("/{year}/received/{number}")).into_response()
}

/// The bytes of a file; of a larger one only so many that it is seen to be too large. Nothing where it broke off.
async fn bytes(mut field: Field<'_>, most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    loop {
        match timeout(PATIENCE, field.chunk()).await {
            Ok(Ok(Some(chunk))) if bytes.len() <= most => bytes.extend_from_slice(&chunk),
            Ok(Ok(Some(_))) => {}
            Ok(Ok(None)) => return Some(bytes),
            Ok(Err(_)) | Err(_) => return None,
        }
    }
}

/// Puts a file where it belongs; of an archive, each of its files.
async fn stored(
    desk: &Arc<Desk>,
    year: ReferenceYear,
    name: String,
    bytes: Vec<u8>,
) -> Vec<Received> {
    let desk = Arc::clone(desk);
    thinking(move || {
        let folder = match desk.folder() {
            Ok(folder) => folder,
            Err(error) => {
                let why = format!("{error}；{}", error.remedy());
                let arrival = Arrival::Refused(why);
                return vec![Received {
                    sent_as: name,
                    arrival,
                }];
            }
        };
        let at = (year, desk.today());
        if !archive::is_one(&name) {
            return vec![received(&folder, at, name, &bytes)];
        }
        let refused = |why: String| Received {
            sent_as: name.clone(),
            arrival: Arrival::Refused(why),
        };
        let files = match Files::of(bytes) {
            Ok(files) => files,
            Err(why) => return vec![refused(why)],
        };
        let each = files.map(|file| match file {
            Ok((name, bytes)) => received(&folder, at, name, &bytes),
            Err(why) => refused(why),
        });
        each.collect()
    })
    .await
}

fn received(
    folder: &Folder,
    at: (ReferenceYear, NaiveDate),
    sent_as: String,
    bytes: &[u8],
) -> Received {
    let arrival = folder.receive(at, &sent_as, bytes);
    let refused = |error: FolderError| Arrival::Refused(format!("{error}；{}", error.remedy()));
    Received {
        arrival: arrival.unwrap_or_else(refused),
        sent_as,
    }
}

/// A form that holds a file.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    texts: Vec<(String, String)>,
    files: Vec<(String, Vec<u8>)>,
}

impl Sent {
    pub(crate) fn text(&self, name: &str) -> &str {
        let mut texts = self.texts.iter();
        let found = texts.find(|(own, _)| own == name);
        found.map_or("", |(_, text)| text)
    }

    pub(crate) fn file(&self) -> Option<(&str, &[u8])> {
        let (name, bytes) = self.files.first()?;
        Some((name, bytes))
    }
}

/// Reads a form with its file; nothing where it broke off, or is none of this desk's.
pub(crate) async fn form(mut form: Multipart) -> Option<Sent> {
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.ok()? {
        if sent.texts.len() + sent.files.len() > MOST_FIELDS {
            return None;
        }
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let most = file_name.as_ref().map_or(MOST_TEXT, |_| LARGEST_FILE);
        let bytes = bytes(field, most).await?;
        match file_name {
            // One file is asked for.
            Some(file_name) if !file_name.is_empty() && sent.files.is_empty() => {
                sent.files.push((file_name, bytes));
            }
            Some(_) => {}
            None => {
                let text = &bytes[..bytes.len().min(MOST_TEXT)];
                let text = String::from_utf8_lossy(text).into_owned();
                sent.texts.push((name, text));
            }
        }
    }
    Some(sent)
}
