//! Reads reports as a JSON list from standard input and writes each as PDF to standard output, behind
//! a line with its length in bytes; fonts come from `--font-path` and the system.
//!
//! Exit codes: 0 done; 3 there is no Chinese font; 2 anything else.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use rayon::prelude::*;
use voced_report::Report;

use crate::{Fonts, PdfError};

/// 把报告（标准输入，JSON列表）排成带标签的PDF（标准输出，每份之前一行字节数）。
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

/// Does what the arguments say, of which the first is a name.
pub fn program(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match run(&Arguments::parse_from(arguments)) {
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
    let (fonts, reports) = rayon::join(|| fonts(arguments), reports);
    let reports = reports?;
    let written = all(&reports, &fonts).map_err(|error| failure(&error))?;
    let mut out = io::stdout().lock();
    for bytes in written {
        writeln!(out, "{}", bytes.len())
            .and_then(|()| out.write_all(&bytes))
            .map_err(other("PDF写不出去"))?;
    }
    out.flush().map_err(other("PDF写不出去"))
}

fn fonts(arguments: &Arguments) -> Fonts {
    let fonts = if arguments.no_system_fonts {
        Fonts::in_folders(&arguments.font_path)
    } else {
        Fonts::found(&arguments.font_path)
    };
    fonts.read();
    fonts
}

fn reports() -> Result<Vec<Report>, Failure> {
    let mut text = Vec::new();
    let mut input = io::stdin().lock();
    input.read_to_end(&mut text).map_err(other("读不到报告"))?;
    serde_json::from_slice(&text).map_err(other("输入不是报告"))
}

/// All reports beside each other, on the threads that typst lays out its pages on: with more threads than
/// processors each would wait for the others, and would keep memory of its own.
fn all(reports: &[Report], fonts: &Fonts) -> Result<Vec<Vec<u8>>, PdfError> {
    let written = reports.par_iter().map(|report| crate::pdf(report, fonts));
    let written: Vec<_> = written.collect();
    // The first of the failures, whichever came first.
    written.into_iter().collect()
}

fn failure(error: &PdfError) -> Failure {
    Failure {
        code: if matches!(error, PdfError::NoCjkFont) {
            3
        } else {
            2
        },
        message: error.to_string(),
    }
}

fn other<E: std::fmt::Display>(what: &'static str) -> impl FnOnce(E) -> Failure {
    move |error| Failure {
        code: 2,
        message: format!("{what}：{error}"),
    }
}
