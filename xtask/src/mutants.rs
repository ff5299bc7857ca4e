//! Slips put into the program one at a time, to see whether the tests of the crate notice.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use voced_cli::{Console, Done, Failure};

#[derive(Debug, Args)]
pub(crate) struct MutantsOptions {
    /// 只试一个crate，如voced-domain；默认都试
    #[arg(long, value_name = "名称")]
    pub(crate) package: Option<String>,
}

/// How many of a hundred slips the tests of a crate must catch.
const LEAST_CAUGHT: usize = 90;

/// A crate, and its files in which a slip would make a figure or a finding wrong.
struct Tried {
    package: &'static str,
    files: &'static [&'static str],
}

const TRIED: [Tried; 4] = [
    Tried {
        package: "voced-domain",
        files: &["quantity.rs", "ratio.rs", "unit.rs"],
    },
    Tried {
        package: "voced-indicators",
        files: &["printed.rs", "term.rs"],
    },
    Tried {
        package: "voced-rules",
        files: &[
            "rules/pla002.rs",
            "rules/pla003.rs",
            "rules/pla006.rs",
            "rules/pla007.rs",
            "rules/rel051.rs",
            "rules/rel052.rs",
            "rules/rel053.rs",
            "rules/xtb007.rs",
            "rules/xtb008.rs",
            "rules/yoy001.rs",
            "rules/yoy002.rs",
            "rules/yoy003.rs",
            "rules/yoy004.rs",
            "rules/yoy005.rs",
        ],
    },
    Tried {
        package: "voced-ingest",
        files: &["normalise.rs"],
    },
];

/// Tries each crate, or the one that was asked for.
pub(crate) fn mutants(options: &MutantsOptions, console: &Console) -> Result<Done, Failure> {
    installed()?;
    let asked = options.package.as_deref();
    let chosen = TRIED
        .iter()
        .filter(|one| asked.is_none_or(|name| name == one.package));
    let chosen: Vec<&Tried> = chosen.collect();
    if chosen.is_empty() {
        let names = TRIED.map(|one| one.package);
        let remedy = format!("可以写{}", names.join("、"));
        return Err(Failure::new("--package不是要试的crate", remedy));
    }
    let mut too_few = false;
    for tried in chosen {
        console.line(&format!("{}，约需几分钟到半小时", tried.package));
        let score = try_out(tried)?;
        too_few |= !score.is_enough();
        console.result(&score.told(tried.package))?;
    }
    if too_few {
        let message = format!("发现的不到{LEAST_CAUGHT}%");
        return Err(Failure::new(message, "请为上面列出的改动补上测试"));
    }
    Ok(Done::Clean)
}

fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn installed() -> Result<(), Failure> {
    let asked = cargo().args(["mutants", "--version"]).output();
    match asked {
        Ok(answer) if answer.status.success() => Ok(()),
        _ => Err(Failure::new(
            "没有安装cargo-mutants",
            "请运行cargo install --locked cargo-mutants",
        )),
    }
}

/// Runs cargo-mutants on the files of a crate, with the tests of that crate alone.
fn try_out(tried: &Tried) -> Result<Score, Failure> {
    let out = Path::new("out").join("mutants").join(tried.package);
    fs::create_dir_all(&out).map_err(|error| Failure::io(&out, error))?;
    let files = tried.files.iter().map(|file| format!("--file=**/{file}"));
    let run = cargo()
        .args(["mutants", "--package", tried.package])
        .args(files)
        .arg("--output")
        .arg(&out)
        .args(["--", "--lib", "--tests"])
        .stdin(Stdio::null())
        .status();
    let status = run.map_err(|error| Failure::new(format!("cargo：{error}"), ""))?;
    // Slips that no test noticed, and those that made the tests hang, are told by an exit code too.
    match status.code() {
        Some(0 | 2 | 3) => Score::read(&out.join("mutants.out")),
        _ => Err(Failure::new("cargo-mutants没有运行完", "请看上面的信息")),
    }
}

/// How many slips were noticed, and those that were not.
#[derive(Debug)]
struct Score {
    n_caught: usize,
    missed: Vec<String>,
}

impl Score {
    /// From the lists that cargo-mutants leaves. Slips that do not compile count nothing.
    fn read(folder: &Path) -> Result<Self, Failure> {
        let list = |name: &str| -> Result<Vec<String>, Failure> {
            let path = folder.join(name);
            let text = fs::read_to_string(&path).map_err(|error| Failure::io(&path, error))?;
            Ok(text.lines().map(str::to_owned).collect())
        };
        Ok(Self {
            n_caught: list("caught.txt")?.len() + list("timeout.txt")?.len(),
            missed: list("missed.txt")?,
        })
    }

    fn n_all(&self) -> usize {
        self.n_caught + self.missed.len()
    }

    fn is_enough(&self) -> bool {
        self.n_caught * 100 >= self.n_all() * LEAST_CAUGHT
    }

    /// `voced-domain：190处改动，发现185处`, and those that were not.
    fn told(&self, package: &str) -> String {
        let (n_all, n_caught) = (self.n_all(), self.n_caught);
        let missed = self.missed.iter().map(|one| format!("\n  没有发现 {one}"));
        format!(
            "{package}：{n_all}处改动，发现{n_caught}处{}",
            missed.collect::<String>()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(n_caught: usize, n_missed: usize) -> Score {
        Score {
            n_caught,
            missed: vec!["ratio.rs:166:59: replace * with /".into(); n_missed],
        }
    }

    #[test]
    fn nine_of_ten_are_enough() {
        assert!(score(90, 10).is_enough() && score(0, 0).is_enough());
        assert!(!score(89, 10).is_enough() && !score(0, 1).is_enough());
    }

    #[test]
    fn what_no_test_noticed_is_listed() {
        insta::assert_snapshot!(score(9, 1).told("voced-domain"), @"
        voced-domain：10处改动，发现9处
          没有发现 ratio.rs:166:59: replace * with /
        ");
    }

    #[test]
    fn what_hangs_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("caught.txt", "a\nb\n"),
            ("timeout.txt", "c\n"),
            ("missed.txt", "d\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let score = Score::read(folder.path()).unwrap();
        assert_eq!((score.n_caught, score.missed), (3, vec!["d".to_owned()]));
    }

    /// A file that was moved would be tried no more without anybody noticing.
    #[test]
    fn every_file_that_is_tried_is_there() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
        for Tried { package, files } in TRIED {
            for file in files {
                let path = crates.join(package).join("src").join(file);
                assert!(path.is_file(), "{}", path.display());
            }
        }
    }
}
