//! Files that mean harm, each put where such files come in: the run goes on, says what is the
//! matter with which file, takes little time and memory, and does every other school's work.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use common::{files, program, text, workspace};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use tempfile::TempDir;
use voced_domain::ReferenceYear;
use voced_folder::Folder;
use voced_pipeline::go_on;

/// No file may keep the processor longer, not even of a program that is not optimised.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 5 });
/// Nor may it take more memory, in KB.
const MOST_MEMORY: i64 = 256 << 10;
/// So many files are put among the returned workbooks at once.
const BATCH: usize = 30;
/// The school whose workbook they stand for, and the others.
const SCHOOL: &str = "甲县职业教育中心";
const OTHERS: [&str; 3] = [
    "乙县民办技工学校",
    "示例市工业技术学校",
    "示例市第一职业学校",
];
/// Rules of reading. The others judge the numbers of whichever workbook came to count.
const OF_READING: [&str; 5] = ["IDN", "MIS", "RNG", "STR", "TYP"];

static CORPUS: LazyLock<Corpus> = LazyLock::new(Corpus::new);

struct Corpus {
    folder: TempDir,
    /// What each file tries, by its path.
    attacks: Vec<(PathBuf, String)>,
}

impl Corpus {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ended = run(&["hostile", "--quiet", "--out", text(folder.path())]);
        assert!(ended.status.success(), "{}", said(&ended));
        let list = fs::read_to_string(folder.path().join("attacks.csv")).unwrap();
        let attacks = list.lines().skip(1).map(|line| {
            let (file, what) = line.split_once(',').unwrap();
            (PathBuf::from(file), what.to_owned())
        });
        Self {
            attacks: attacks.collect(),
            folder,
        }
    }

    /// The files of a kind, by their path within its folder.
    fn of(&self, kind: &str) -> Vec<(&Path, &str)> {
        let attacks = self.attacks.iter();
        attacks
            .filter_map(|(path, what)| Some((path.strip_prefix(kind).ok()?, what.as_str())))
            .collect()
    }

    fn path(&self, kind: &str, file: &Path) -> PathBuf {
        self.folder.path().join(kind).join(file)
    }
}

/// A bureau of which anything may be broken.
struct Bureau(TempDir);

impl Bureau {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let demo = workspace().join("fixtures/demo");
        for file in files(&demo) {
            let to = folder.path().join("bureau").join(&file);
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(demo.join(&file), to).unwrap();
        }
        Self(folder)
    }

    fn path(&self, within: &str) -> PathBuf {
        self.0.path().join("bureau").join(within)
    }

    fn out(&self) -> PathBuf {
        self.0.path().join("out")
    }

    fn run(&self, command: &str, arguments: &[&str]) -> (Duration, Output) {
        let (bureau, out) = (self.path(""), self.out());
        let fixed = [
            command,
            "--quiet",
            "--year",
            "2023",
            "--bureau",
            text(&bureau),
        ];
        timed(&[&fixed, &["--out", text(&out)][..], arguments].concat())
    }
}

/// Runs to the end, within the bounds of memory that hold for every file.
fn run(arguments: &[&str]) -> Output {
    timed(arguments).1
}

/// How long it kept the processor, whatever else the machine was doing.
fn timed(arguments: &[&str]) -> (Duration, Output) {
    // The system counts all children together: one at a time can be told from the others.
    static ONE: Mutex<()> = Mutex::new(());
    let _alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let before = used();
    let mut command = program(arguments);
    let output = command.stdin(Stdio::null()).output();
    let output = output.expect("the program was built");
    let peak = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap().max_rss();
    assert!(peak <= MOST_MEMORY, "{arguments:?} took {} MB", peak >> 10);
    (used() - before, output)
}

/// How long children have kept the processor so far.
fn used() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).unwrap();
    let spent = usage.user_time() + usage.system_time();
    Duration::from_micros(spent.num_microseconds().try_into().unwrap())
}

/// What came of a run, which may not take longer than any file may.
fn in_time(about: &str, (took, output): (Duration, Output)) -> Output {
    assert!(took <= LONGEST, "{about} took {took:?}");
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// That it ended by itself, and said nothing that is not meant for a user.
fn ends_well(output: &Output, about: &str) {
    let said = said(output);
    assert!(
        matches!(output.status.code(), Some(0..=2)),
        "{about}: {said}"
    );
    for rust in [
        "panicked",
        "RUST_BACKTRACE",
        "memory allocation",
        "overflowed",
    ] {
        assert!(!said.contains(rust), "{about}: {said}");
    }
}

/// Checks the bureau with these files among the returned workbooks; what is said first of each.
fn checked(batch: &[(&Path, &str)]) -> (Duration, BTreeMap<String, String>) {
    let bureau = Bureau::new();
    fs::remove_file(bureau.path(&format!("2023/submissions/{SCHOOL}.xlsx"))).unwrap();
    for (file, _) in batch {
        let to = bureau.path("2023/submissions").join(file);
        fs::copy(CORPUS.path("workbooks", file), to).unwrap();
    }
    let (took, ended) = bureau.run("check", &[]);
    let about = format!("{batch:?}");
    ends_well(&ended, &about);
    assert_ne!(ended.status.code(), Some(2), "{about}: {}", said(&ended));
    for school in OTHERS {
        let confirmed = bureau.out().join(format!("确认表/{school}.xlsx"));
        let returned = bureau.out().join(format!("退回/{school}.xlsx"));
        assert!(confirmed.exists() || returned.exists(), "{about}: {school}");
    }
    (took, first_of_each(&bureau))
}

/// What the first finding of each file says: of workbooks of one school a check tells those of the one that
/// counts.
fn first_of_each(bureau: &Bureau) -> BTreeMap<String, String> {
    let folder = Folder::open(&bureau.path("")).unwrap();
    let year = ReferenceYear::new(2023).unwrap();
    let inputs = folder.inputs(year, &go_on).unwrap();
    let mut first = BTreeMap::new();
    for workbook in inputs.this.workbooks {
        let of_reading = |rule: &str| OF_READING.contains(&&rule[..3]);
        let findings = workbook.content.findings;
        let Some(finding) = findings.iter().find(|one| of_reading(one.rule.as_str())) else {
            continue;
        };
        let message: String = finding.message.chars().take(80).collect();
        let found: String = finding.found.chars().take(60).collect();
        let line = format!("{} {message}〔{found}〕", finding.rule);
        first.insert(workbook.content.file, line);
    }
    first
}

/// The first two lines of what is said: of several errors the first.
fn reason(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).take(2).collect();
    lines.join(" / ").chars().take(160).collect()
}

#[test]
fn every_hostile_workbook_is_read_or_refused_and_the_other_schools_are_not_hurt() {
    let mut lines = Vec::new();
    for batch in CORPUS.of("workbooks").chunks(BATCH) {
        let (took, findings) = checked(batch);
        if took > LONGEST {
            for one in batch {
                let (took, _) = checked(&[*one]);
                assert!(took <= LONGEST, "{one:?} took {took:?}");
            }
        }
        for (file, what) in batch {
            let file = text(file);
            let said = findings.get(file).map_or("照常读入", String::as_str);
            lines.push(format!("{file} {what} → {}", said.escape_debug()));
        }
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_hostile_document_is_audited_or_refused() {
    let mut lines = Vec::new();
    for (file, what) in CORPUS.of("documents") {
        let path = CORPUS.path("documents", file);
        let ended = in_time(text(file), timed(&["audit", text(&path)]));
        ends_well(&ended, text(file));
        let shown = match ended.status.code() {
            Some(2) => said(&ended).replace(text(&path), ""),
            _ => String::from_utf8_lossy(&ended.stdout).into_owned(),
        };
        let first: String = shown
            .lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(120)
            .collect();
        lines.push(format!("{} {what} → {}", text(file), first.escape_debug()));
    }
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn every_hostile_file_of_a_bureau_is_borne_or_named() {
    let mut lines = Vec::new();
    for (path, what) in CORPUS.of("bureau") {
        // The folder is the file that it stands for.
        let of = text(path.parent().unwrap());
        let bureau = Bureau::new();
        fs::copy(CORPUS.path("bureau", path), bureau.path(of)).unwrap();
        let ended = in_time(text(path), bureau.run("report", &["--only", "html"]));
        let said = said(&ended).replace(text(&bureau.path("")), "");
        let first = match ended.status.code() {
            Some(2) => reason(&said),
            _ => "照常运行".into(),
        };
        lines.push(format!("{} {what} → {}", text(path), first.escape_debug()));
    }
    insta::assert_snapshot!(lines.join("\n"));
}
