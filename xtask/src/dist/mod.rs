//! The program as it is handed to people without Rust: one file, with an example and a page of advice.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use serde_json::Value;
use voced_cli::{Console, Done, Failure};
use voced_folder::{Output, OutputFolder};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

/// How to begin, for whoever unpacks it.
const ADVICE: &str = include_str!("使用说明.txt");
/// The fictitious bureau, which says nothing of any place.
const EXAMPLE: &str = "fixtures/demo";

#[derive(Debug, Args)]
pub(crate) struct DistOptions {
    /// 压缩包放在哪个文件夹，默认为 out/dist
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: Option<PathBuf>,
    /// 为哪种系统编译，默认为本机；x86_64-unknown-linux-musl的在各种Linux上都能用
    #[arg(long, value_name = "目标")]
    pub(crate) target: Option<String>,
}

/// Builds the program and packs it.
pub(crate) fn dist(options: &DistOptions, console: &Console) -> Result<Done, Failure> {
    let out = options.out.clone();
    let out = out.unwrap_or_else(|| Path::new("out").join("dist"));
    let folder = OutputFolder::open(&out)?;
    console.line("编译程序，约需几分钟到二十分钟");
    let program = build(options.target.as_deref())?;
    let bytes = packed(contents(&program, Path::new(EXAMPLE))?).map_err(Failure::of)?;
    let own = || format!("{}-{}", std::env::consts::OS, std::env::consts::ARCH);
    let target = options.target.clone().unwrap_or_else(own);
    let version = env!("CARGO_PKG_VERSION");
    let path = format!("voced-{version}-{target}.zip");
    let written = folder.place(&path);
    folder.replace(&[Output::new(path, bytes)])?;
    console.done(&written.display().to_string());
    Ok(Done::Clean)
}

/// Where cargo put the program.
fn build(target: Option<&str>) -> Result<PathBuf, Failure> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args([
            "build",
            "--package",
            "voced-cli",
            "--features",
            "typeset,desk",
        ])
        .args(["--profile", "dist"])
        .arg("--message-format=json-render-diagnostics")
        .args(target.map(|target| format!("--target={target}")))
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cargo：{error}"), ""))?;
    let messages = String::from_utf8_lossy(&built.stdout);
    let program = messages.lines().find_map(executable);
    program
        .filter(|_| built.status.success())
        .ok_or_else(|| Failure::new("程序没有编译成", "请看上面的信息"))
}

/// The program that a line of cargo's tells of.
fn executable(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    Some(message["executable"].as_str()?.into())
}

/// A file of the package.
struct Packed {
    path: String,
    bytes: Vec<u8>,
    is_program: bool,
}

fn contents(program: &Path, example: &Path) -> Result<Vec<Packed>, Failure> {
    // `.exe` where it was built for Windows.
    let extension = program.extension().unwrap_or_default();
    let name = Path::new("voced").with_extension(extension);
    let program = fs::read(program).map_err(|error| Failure::io(program, error))?;
    let file = |path: &str, bytes| Packed {
        path: format!("voced/{path}"),
        bytes,
        is_program: false,
    };
    // Old editors on Windows know neither UTF-8 without a mark nor lines that end otherwise.
    let advice = format!("\u{feff}{}", ADVICE.replace('\n', "\r\n"));
    let mut contents = vec![
        Packed {
            is_program: true,
            ..file(&name.to_string_lossy(), program)
        },
        file("使用说明.txt", advice.into_bytes()),
    ];
    for (path, bytes) in files(example, "示例")? {
        contents.push(file(&path, bytes));
    }
    Ok(contents)
}

/// The files below a folder, by their names in the package.
fn files(folder: &Path, named: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let failed = |error| Failure::io(folder, error);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        // What a run leaves for the next one is nobody's example.
        if name.starts_with('.') {
            continue;
        }
        let named = format!("{named}/{name}");
        if path.is_dir() {
            found.extend(files(&path, &named)?);
        } else {
            let bytes = fs::read(&path).map_err(|error| Failure::io(&path, error))?;
            found.push((named, bytes));
        }
    }
    found.sort();
    Ok(found)
}

/// The same contents give the same bytes: every file has the date that no date has.
fn packed(contents: Vec<Packed>) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in contents {
        let mode = if file.is_program { 0o755 } else { 0o644 };
        let options = SimpleFileOptions::default()
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(mode);
        archive.start_file(file.path, options)?;
        archive.write_all(&file.bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    fn package() -> Vec<u8> {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let built = tempfile::tempdir().unwrap();
        let program = built.path().join("voced");
        fs::write(&program, "program").unwrap();
        let contents = contents(&program, &workspace.join(EXAMPLE));
        packed(contents.unwrap()).unwrap()
    }

    #[test]
    fn the_package_holds_the_program_the_advice_and_an_example_that_works() {
        let mut archive = zip::ZipArchive::new(Cursor::new(package())).unwrap();
        let mut lines = Vec::new();
        for idx in 0..archive.len() {
            let entry = archive.by_index(idx).unwrap();
            let date = entry.last_modified().unwrap();
            let mode = entry.unix_mode().unwrap();
            let name = entry.name().unwrap();
            lines.push(format!("{mode:o} {} {name}", date.year()));
        }
        insta::assert_snapshot!(lines.join("\n"));
        let mut advice = String::new();
        let mut entry = archive.by_name("voced/使用说明.txt").unwrap();
        entry.read_to_string(&mut advice).unwrap();
        assert!(advice.starts_with('\u{feff}') && advice.contains("\r\n"));
    }

    #[test]
    fn the_same_contents_give_the_same_bytes() {
        assert!(package() == package());
    }

    #[test]
    fn the_advice_names_the_program_as_it_is_called_and_only_commands_that_it_has() {
        let mut command = voced_cli::command::<voced_cli::Command>(&crate::PROGRAM);
        let words: Vec<&str> = ADVICE.split_whitespace().collect();
        let called = words.windows(2).filter(|pair| pair[0] == "voced");
        let mut named = 0;
        for pair in called.filter(|pair| pair[1].starts_with(|c: char| c.is_ascii_lowercase())) {
            assert!(
                command.find_subcommand_mut(pair[1]).is_some(),
                "{}",
                pair[1]
            );
            named += 1;
        }
        assert!(named > 5, "{named}");
        assert!(!ADVICE.contains("cargo"), "who reads it has none");
    }

    #[test]
    fn the_program_is_where_cargo_says() {
        let line = r#"{"reason":"compiler-artifact","executable":"/t/dist/voced"}"#;
        assert_eq!(executable(line), Some("/t/dist/voced".into()));
        assert_eq!(executable(r#"{"executable":null}"#), None);
        assert_eq!(executable("warning"), None);
    }
}
