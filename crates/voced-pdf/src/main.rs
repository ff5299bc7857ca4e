//! Reads a report as JSON from standard input and writes it as PDF to standard output; fonts come from
//! `--font-path` and the system.
//!
//! It is a program of its own, so that whoever asks for no PDF compiles no typst. Exit codes: 0 done;
//! 3 there is no Chinese font; 2 anything else.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use voced_pdf::{Fonts, PdfError};

/// 把报告（标准输入，JSON）排成带标签的PDF（标准输出）。
#[derive(Parser)]
#[command(name = "voced-pdf")]
struct Arguments {
    /// 字体所在文件夹，先于系统字体；可写多次
    #[arg(long = "font-path", value_name = "文件夹")]
    font_path: Vec<PathBuf>,
    /// 不用系统字体
    #[arg(long = "no-system-fonts")]
    no_system_fonts: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell where standard error is closed.
            let _ = writeln!(io::stderr(), "{}", failure.message);
            ExitCode::from(failure.code)
        }
    }
}

struct Failure {
    code: u8,
    message: String,
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut text = Vec::new();
    io::stdin()
        .lock()
        .read_to_end(&mut text)
        .map_err(other("读不到报告"))?;
    let report = serde_json::from_slice(&text).map_err(other("输入不是报告"))?;
    let fonts = if arguments.no_system_fonts {
        Fonts::in_folders(&arguments.font_path)
    } else {
        Fonts::found(&arguments.font_path)
    };
    let bytes = voced_pdf::pdf(&report, &fonts).map_err(|error| Failure {
        code: if matches!(error, PdfError::NoCjkFont) {
            3
        } else {
            2
        },
        message: error.to_string(),
    })?;
    let mut out = io::stdout().lock();
    out.write_all(&bytes)
        .and_then(|()| out.flush())
        .map_err(other("PDF写不出去"))
}

fn other<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Failure {
    move |error| Failure {
        code: 2,
        message: format!("{what}：{error}"),
    }
}
