//! The desk as a program of its own, which `cargo xtask desk` starts.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Parser;
use voced_desk::{Settings, serve};

/// 在浏览器里收件、核查、办理一年的工作
#[derive(Parser)]
#[command(name = "voced-desk")]
struct Options {
    /// 教育局的文件夹
    #[arg(long, default_value = ".")]
    bureau: PathBuf,
    /// 当作今天的日期，默认为今天
    #[arg(long, value_name = "日期")]
    on: Option<NaiveDate>,
    /// 不打开浏览器，只写出网址
    #[arg(long)]
    no_browser: bool,
}

fn main() -> ExitCode {
    let options = Options::parse();
    let settings = Settings {
        bureau: Some(options.bureau),
        on: options.on,
        opens_browser: !options.no_browser,
    };
    match serve(&settings, &|line| println!("{line}")) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("错误 {error}");
            ExitCode::from(2)
        }
    }
}
