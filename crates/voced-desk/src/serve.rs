//! From settings to a running desk.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddrV4};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::runtime;
use voced_folder::{Cache, Folder};

use crate::desk::Desk;
use crate::guard::Guard;
use crate::opening::{self, Running};
use crate::{Settings, connections, routes};

/// Why there is no desk.
#[derive(Debug)]
#[non_exhaustive]
pub enum DeskError {
    /// The system gives no port.
    Port(io::Error),
    /// The system gives no randomness.
    Random(getrandom::Error),
    /// The page that leads to the desk cannot be written.
    Entry(io::Error),
}

impl fmt::Display for DeskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeskError::Port(error) => write!(
                f,
                "本机没有可用的端口（{error}）\n  请看安全软件是否拦住了本程序，或重新启动电脑后再试"
            ),
            DeskError::Random(error) => write!(f, "系统给不出随机数（{error}）"),
            DeskError::Entry(error) => write!(
                f,
                "打开网页用的文件写不进去（{error}）\n  请看磁盘是否已满，用户文件夹是否可写"
            ),
        }
    }
}

impl Error for DeskError {}

/// Serves a bureau's desk until the process ends. Where it is open already, that one is shown instead.
///
/// `say` is given lines for whoever started it.
///
/// # Errors
/// Where the system gives no port, or nothing can be written for the browser.
pub fn serve(settings: &Settings, say: &dyn Fn(&str)) -> Result<(), DeskError> {
    let root = &settings.bureau;
    // What is wrong with the folder is told by the first page, which stays; where nothing lies in it, a bureau is begun.
    let folder = Folder::open(root);
    let name = folder.map_or_else(
        |_| root.display().to_string(),
        |folder| folder.roster().name.clone(),
    );
    if let Some(entry) = opening::of_running(root) {
        say(&format!("已经开着：{}", entry.display()));
        opening::open(&entry, settings, say);
        return Ok(());
    }
    // Pages are drawn on other threads; here only bytes come and go.
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(DeskError::Port)?;
    runtime.block_on(async {
        let free = SocketAddrV4::new(Ipv4Addr::LOCALHOST, 0);
        let listener = TcpListener::bind(free).await.map_err(DeskError::Port)?;
        let port = listener.local_addr().map_err(DeskError::Port)?.port();
        let guard = Arc::new(Guard::new(port).map_err(DeskError::Random)?);
        let desk = Arc::new(Desk::new(
            root,
            Cache::of_user(),
            settings.on,
            Arc::clone(&guard),
        ));
        let running = Running::of(root, &guard).map_err(DeskError::Entry)?;
        say(&format!("{name}：{}", guard.address()));
        opening::open(running.entry(), settings, say);
        match connections::serve(listener, routes::app(desk)).await {}
    })
}
