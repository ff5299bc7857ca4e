//! One desk for a folder: the second start of the program leads to the first.
//!
//! A desk holds a lock as long as it lives, and the system lets go of it however the desk ends. What a killed one left is
//! told by that, and swept away at the next start, whichever folder it is for.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use voced_folder::FolderError;

use crate::DeskError;
use crate::desk::Desk;
use crate::guard::Guard;
use crate::handshake::Question;
use crate::own_folder::{name_of, own_folder, write_own};
use crate::pages;

/// A desk on this computer answers at once, or is none: all that is asked of it together takes no longer.
const PATIENCE: Duration = Duration::from_secs(2);
/// A desk that is just starting has its note written after a few of these.
const MOMENT: Duration = Duration::from_millis(50);
/// No answer of a desk to another start is longer.
const LONGEST_ANSWER: usize = 4096;

/// What the start for a folder comes to.
#[derive(Debug)]
pub(crate) enum Start {
    /// No desk runs for it.
    First(Place),
    /// One runs; this page leads to it.
    Second(PathBuf),
}

/// A folder's files in the user's own folder; what leads to the desk goes when the desk ends.
#[derive(Debug)]
pub(crate) struct Place {
    /// Their path, without what each of them ends in.
    stem: PathBuf,
    /// Not held where a desk holds it that does not answer.
    _lock: Lock,
}

/// What tells other starts that a desk runs. Its file stays, so that all of them lock the same one.
#[derive(Debug)]
enum Lock {
    Held(#[expect(dead_code, reason = "lets go when it is dropped")] File),
    Taken,
    /// The file system of the user's folder knows no locks.
    Unknown,
}

/// What another start of the program reads of this one.
#[derive(Serialize, Deserialize)]
struct Note {
    port: u16,
    shared: String,
}

impl Place {
    /// Comes to be the desk of this folder, or finds the way to the one that is.
    pub(crate) fn of(root: &Path) -> Result<Start, FolderError> {
        let folder = own_folder()?;
        sweep(&folder);
        let stem = folder.join(name_of(root));
        let until = Instant::now() + PATIENCE;
        loop {
            let lock = lock(&stem)?;
            let is_another = !matches!(lock, Lock::Held(_));
            if is_another && let Some(entry) = entry_of_running(&stem, until) {
                return Ok(Start::Second(entry));
            }
            // It may just be starting, or else does not answer.
            if !matches!(lock, Lock::Taken) || Instant::now() >= until {
                return Ok(Start::First(Self { stem, _lock: lock }));
            }
            thread::sleep(MOMENT);
        }
    }

    /// Notes that the desk runs, and returns a page that leads to it.
    pub(crate) fn note(&self, guard: &Guard) -> Result<PathBuf, DeskError> {
        let code = guard.new_code().map_err(DeskError::Random)?;
        self.write(guard, &code).map_err(DeskError::Entry)
    }

    fn write(&self, guard: &Guard, code: &str) -> Result<PathBuf, FolderError> {
        let entry = write_entry(&self.stem, &guard.entry_address(code))?;
        let note = Note {
            port: guard.port(),
            shared: guard.shared().to_owned(),
        };
        let note = serde_json::to_vec(&note).expect("a number and a text");
        write_own(&note_of(&self.stem), &note)?;
        Ok(entry)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        remove(&self.stem);
    }
}

/// Answers another start of the program; that it knows the secret is judged before.
pub(crate) async fn welcome(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    let proof = desk.guard().welcome(&headers);
    proof.map_or_else(
        || StatusCode::BAD_REQUEST.into_response(),
        |proof| proof.into_response(),
    )
}

/// Takes away what leads to desks that are no more.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let notes = entries.map(|entry| entry.path());
    for note in notes.filter(|path| path.extension().is_some_and(|ending| ending == "json")) {
        let stem = note.with_extension("");
        if let Ok(Lock::Held(_)) = lock(&stem) {
            remove(&stem);
        }
    }
}

fn lock(stem: &Path) -> Result<Lock, FolderError> {
    let path = stem.with_extension("lock");
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|error| FolderError::io(&path, error))?;
    Ok(match file.try_lock() {
        Ok(()) => Lock::Held(file),
        Err(TryLockError::WouldBlock) => Lock::Taken,
        Err(TryLockError::Error(_)) => Lock::Unknown,
    })
}

fn remove(stem: &Path) {
    let _ = fs::remove_file(note_of(stem));
    let _ = fs::remove_file(entry_of(stem));
}

fn note_of(stem: &Path) -> PathBuf {
    stem.with_extension("json")
}

fn entry_of(stem: &Path) -> PathBuf {
    stem.with_extension("html")
}

/// The code stands in no command line, where other users of the computer could read it.
fn write_entry(stem: &Path, address: &str) -> Result<PathBuf, FolderError> {
    let path = entry_of(stem);
    write_own(&path, pages::entry(address).into_string().as_bytes())?;
    Ok(path)
}

/// A page that leads to the desk that is noted; nothing where none answers by then.
fn entry_of_running(stem: &Path, until: Instant) -> Option<PathBuf> {
    let note: Note = serde_json::from_slice(&fs::read(note_of(stem)).ok()?).ok()?;
    let question = Question::new(&note.shared).ok()?;
    let answer = ask(note.port, &question, until).ok()?;
    let (head, proof) = answer.split_once("\r\n\r\n")?;
    let code = question.code(proof)?;
    let address = format!("http://127.0.0.1:{}/enter?code={code}", note.port);
    let is_answer = head.starts_with("HTTP/1.1 200");
    is_answer.then(|| write_entry(stem, &address).ok())?
}

/// Asks whoever listens there, whatever it is, and reads no longer than until then.
fn ask(port: u16, question: &Question<'_>, until: Instant) -> io::Result<String> {
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, port);
    let mut stream = TcpStream::connect_timeout(&address.into(), left(until)?)?;
    stream.set_write_timeout(Some(left(until)?))?;
    let question = format!(
        "POST /code HTTP/1.1\r\nHost: {address}\r\nAuthorization: {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        question.header()
    );
    stream.write_all(question.as_bytes())?;
    let mut answer = Vec::new();
    while answer.len() < LONGEST_ANSWER {
        stream.set_read_timeout(Some(left(until)?))?;
        let mut bytes = [0; 512];
        match stream.read(&mut bytes)? {
            0 => break,
            n_bytes => answer.extend_from_slice(&bytes[..n_bytes]),
        }
    }
    String::from_utf8(answer).map_err(io::Error::other)
}

fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    (!left.is_zero())
        .then_some(left)
        .ok_or_else(|| io::ErrorKind::TimedOut.into())
}
