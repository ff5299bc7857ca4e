//! Leading the browser here, by a page in the user's own folder: to the desk, or to what kept it from being opened.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use maud::{DOCTYPE, Markup, html};
use voced_folder::FolderError;

use crate::own_folder::{own_folder, write_own};
use crate::{DeskError, Settings};

/// Opens the page in the browser, and says where it lies: a browser that does not come up tells nobody.
pub(crate) fn open(page: &Path, settings: &Settings, say: &dyn Fn(&str)) {
    let is_opened = settings.opens_browser && opener(page).is_ok();
    let otherwise = if is_opened {
        "浏览器没有打开的话，"
    } else {
        ""
    };
    say(&format!("{otherwise}请在浏览器里打开：{}", page.display()));
}

/// Shows why there is no desk on a page that stays: the window of a program that was double-clicked closes with it.
pub(crate) fn show(error: &DeskError, settings: &Settings, say: &dyn Fn(&str)) {
    if !settings.opens_browser {
        return;
    }
    let page = failed(&error.to_string()).into_string();
    let folders = [own_folder().ok(), Some(env::temp_dir())];
    let mut places = folders.into_iter().flatten();
    let written = places.find_map(|folder| write_page(&folder, &page).ok());
    if let Some(page) = written {
        open(&page, settings, say);
    }
}

fn write_page(folder: &Path, page: &str) -> Result<PathBuf, FolderError> {
    let path = folder.join("voced-failed.html");
    write_own(&path, page.as_bytes())?;
    Ok(path)
}

/// The page stands by itself: nobody serves it a style.
fn failed(why: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang="zh-CN" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "没有打开" }
                style { "body{font:18px/1.7 sans-serif;max-width:40em;margin:3em auto;padding:0 1em}" }
            }
            body {
                h1 { "没有打开" }
                @for line in why.lines() { p { (line.trim()) } }
                p { "改好以后再启动一次程序。这一页可以关掉，文件夹里的文件都没有改动。" }
            }
        }
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
