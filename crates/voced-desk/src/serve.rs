//! From settings to a running desk.

use std::error::Error;
use std::fmt;
use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime;
use voced_folder::{Cache, Folder, FolderError};

use crate::desk::Desk;
use crate::guard::Guard;
use crate::looked::Looked;
use crate::running::{Place, Start};
use crate::{Settings, bureau, connections, opening, routes};

/// Why there is no desk.
#[derive(Debug)]
#[non_exhaustive]
pub enum DeskError {
    /// The bureau's folder is none.
    Folder(FolderError),
    /// Nobody says which of these bureaus it is.
    Several(Vec<PathBuf>),
    /// The program is opened within an archive.
    InArchive,
    /// The system gives no port.
    Port(io::Error),
    /// The system gives no randomness.
    Random(getrandom::Error),
    /// The page that leads to the desk cannot be written.
    Entry(FolderError),
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskError::Folder(error) => write!(
                f,
                "{error}\n  {}；文件夹在U盘或共享盘里的，请先连上",
                error.remedy()
            ),
            DeskError::Several(bureaus) => {
                let bureaus: Vec<String> = bureaus.iter().map(|path| path.display().to_string()).collect();
                write!(
                    f,
                    "这里有{}个教育局的文件夹，不知道打开哪一个：{}\n  请把程序放进要用的那个文件夹，再双击它",
                    bureaus.len(),
                    bureaus.join("、")
                )
            }
            DeskError::InArchive => f.write_str(
                "程序是在压缩包里直接打开的，做好的东西会丢\n  请先把压缩包解压到一个文件夹，再双击里面的程序",
            ),
            DeskError::Port(error) => write!(
                f,
                "本机没有可用的端口（{error}）\n  请看安全软件是否拦住了本程序，或重新启动电脑后再试"
            ),
            DeskError::Random(error) => write!(f, "系统给不出随机数（{error}）\n  请重新启动电脑后再试"),
            DeskError::Entry(error) => write!(f, "打开网页用的文件写不进去，{error}\n  {}，并看用户文件夹是否可写", error.remedy()),
        }
    }
}

impl Error for DeskError {}

/// Serves a bureau's desk until the process ends. Where it is open already, that one is shown instead.
///
/// `say` is given lines for whoever started it. Why there is no desk stands on a page as well, where the browser is to be
/// opened.
///
/// # Errors
/// Where the folder is none, where the system gives no port, or nothing can be written for the browser.
pub fn serve(settings: &Settings, say: &dyn Fn(&str)) -> Result<(), DeskError> {
    open(settings, say).inspect_err(|error| opening::show(error, settings, say))
}

fn open(settings: &Settings, say: &dyn Fn(&str)) -> Result<(), DeskError> {
    let (root, start) = start(settings)?;
    let place = match start {
        Start::First(place) => place,
        Start::Second(entry) => {
            say("已经开着");
            opening::open(&entry, settings, say);
            return Ok(());
        }
    };
    // Pages are drawn on other threads; here only bytes come and go.
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(DeskError::Port)?;
    runtime.block_on(async {
        let free = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);
        let listener = TcpListener::bind(free).await.map_err(DeskError::Port)?;
        let port = listener.local_addr().map_err(DeskError::Port)?.port();
        let guard = Arc::new(Guard::new(port).map_err(DeskError::Random)?);
        let entry = place.note(&guard)?;
        say(&format!("{}：{}", name(&root), guard.address()));
        opening::open(&entry, settings, say);
        let desk = Desk::new(
            &root,
            Cache::of_user(),
            settings.on,
            guard,
            Looked::of_user(),
        );
        let desk = Arc::new(desk);
        // While the browser opens.
        let reader = Arc::clone(&desk);
        tokio::task::spawn_blocking(move || reader.read_ahead());
        match connections::serve(listener, routes::app(desk)).await {}
    })
}

/// The folder, and what its start comes to.
fn start(settings: &Settings) -> Result<(PathBuf, Start), DeskError> {
    let named = settings.bureau.as_deref();
    let asked = named.unwrap_or(Path::new("."));
    check(asked).map_err(DeskError::Folder)?;
    let start = Place::of(asked).map_err(DeskError::Entry)?;
    let root = named.map_or_else(bureau::sought, |named| Ok(bureau::named(named)))?;
    // A desk that was opened here and began a bureau in a folder of its own is still the one of here.
    if root == asked || matches!(start, Start::Second(_)) {
        return Ok((root, start));
    }
    drop(start);
    let start = Place::of(&root).map_err(DeskError::Entry)?;
    Ok((root, start))
}

/// Whatever else is wrong with the folder is told by the first page; where nothing lies in it, a bureau is begun.
fn check(root: &Path) -> Result<(), FolderError> {
    let found = fs::metadata(root).map_err(|error| FolderError::io(root, error))?;
    if found.is_dir() {
        Ok(())
    } else {
        Err(FolderError::NotAFolder(root.to_owned()))
    }
}

fn name(root: &Path) -> String {
    let folder = Folder::open(root);
    folder.map_or_else(
        |_| root.display().to_string(),
        |folder| folder.roster().name.clone(),
    )
}
