//! Leading the browser here: by a page in the user's own folder that goes on to the address with a code, so that the
//! code stands in no command line, where other users of the computer could read it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Settings;
use crate::guard::Guard;
use crate::pages;

/// A desk on this computer answers at once, or is none.
const PATIENCE: Duration = Duration::from_secs(2);

/// What another start of the program reads of this one. It goes when this one ends.
#[derive(Debug)]
pub(crate) struct Running {
    note: PathBuf,
    entry: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Note {
    port: u16,
    secret: String,
}

impl Running {
    /// Notes that a desk for this folder runs, and writes the page that leads to it.
    pub(crate) fn of(root: &Path, guard: &Arc<Guard>) -> io::Result<Self> {
        let code = guard.new_code().map_err(io::Error::other)?;
        let entry = write_entry(root, &guard.entry_address(&code))?;
        let note = note_path(root)?;
        let content = Note {
            port: guard.port(),
            secret: guard.bearer().to_owned(),
        };
        write_own(&note, &serde_json::to_vec(&content)?)?;
        Ok(Self { note, entry })
    }

    /// The page that leads to the desk.
    pub(crate) fn entry(&self) -> &Path {
        &self.entry
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.note);
        let _ = fs::remove_file(&self.entry);
    }
}

/// A page that leads to the desk that runs for this folder already; nothing where none answers.
pub(crate) fn of_running(root: &Path) -> Option<PathBuf> {
    let note = fs::read(note_path(root).ok()?).ok()?;
    let note: Note = serde_json::from_slice(&note).ok()?;
    let code = ask_for_code(&note).ok().flatten()?;
    let address = format!("http://127.0.0.1:{}/enter?code={code}", note.port);
    write_entry(root, &address).ok()
}

/// Whatever else may listen there now does not know what to answer.
fn ask_for_code(note: &Note) -> io::Result<Option<String>> {
    let address = SocketAddrV4::new(Ipv4Addr::LOCALHOST, note.port);
    let mut stream = TcpStream::connect_timeout(&address.into(), PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "POST /code HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nAuthorization: Bearer {}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        note.port, note.secret
    )?;
    let mut answer = String::new();
    stream.take(4096).read_to_string(&mut answer)?;
    let (head, code) = answer.split_once("\r\n\r\n").unwrap_or_default();
    let is_code = code.len() == 64 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    Ok((head.starts_with("HTTP/1.1 200") && is_code).then(|| code.to_owned()))
}

/// Opens the page in the browser, or says where it lies.
pub(crate) fn open(entry: &Path, settings: &Settings, say: &dyn Fn(&str)) {
    let opened = settings.opens_browser && opener(entry).is_ok();
    if !opened {
        say(&format!("请在浏览器里打开：{}", entry.display()));
    }
}

/// The system's own way to open a file, without a shell.
fn opener(path: &Path) -> io::Result<()> {
    let program = if cfg!(windows) {
        "explorer.exe"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(path).stdin(Stdio::null());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}

fn write_entry(root: &Path, address: &str) -> io::Result<PathBuf> {
    let path = own_folder()?.join(format!("{}.html", name_of(root)));
    write_own(&path, pages::entry(address).into_string().as_bytes())?;
    Ok(path)
}

fn note_path(root: &Path) -> io::Result<PathBuf> {
    Ok(own_folder()?.join(format!("{}.json", name_of(root))))
}

/// A folder has one name, however it is reached.
fn name_of(root: &Path) -> String {
    let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the user's own programs leave what lasts no longer than they run.
fn own_folder() -> io::Result<PathBuf> {
    let folder = dirs::runtime_dir().or_else(dirs::cache_dir);
    let folder = folder.ok_or_else(|| io::Error::other("系统没有用户文件夹"))?;
    let folder = folder.join("voced-desk");
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(&folder)?;
    Ok(folder)
}

/// Writes a file that its owner alone may read.
fn write_own(path: &Path, content: &[u8]) -> io::Result<()> {
    let _ = fs::remove_file(path);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(content)
}
