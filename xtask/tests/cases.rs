//! Case studies that schools sent as Word documents, taken as drafts into a report.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::{files, run, text, workspace};
use tempfile::TempDir;

/// A copy of the invented bureau with what its schools sent.
struct Bureau {
    scratch: TempDir,
}

impl Bureau {
    fn with(sent: &[(&str, &str)]) -> Self {
        let bureau = Self {
            scratch: tempfile::tempdir().unwrap(),
        };
        let source = workspace().join("fixtures/demo");
        for file in files(&source) {
            let place = bureau.root().join(&file);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(source.join(&file), place).unwrap();
        }
        for (fixture, place) in sent {
            let place = bureau.root().join("2023/submissions").join(place);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::copy(workspace().join("fixtures/cases").join(fixture), place).unwrap();
        }
        bureau
    }

    fn root(&self) -> PathBuf {
        self.scratch.path().join("局")
    }

    fn narrative(&self) -> PathBuf {
        self.root().join("narrative")
    }

    /// What a command prints and says.
    fn said(&self, command: &str, more: &[&str]) -> String {
        let root = self.root();
        let fixed = [command, "--year", "2023", "--bureau", text(&root)];
        let output = run(&[&fixed[..], more].concat());
        let printed = String::from_utf8(output.stdout).unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let scratch = text(self.scratch.path()).to_owned();
        format!("{printed}{said}").replace(&scratch, "")
    }
}

/// What lies in a folder, a line each.
fn listed(folder: &Path) -> String {
    let paths = files(folder);
    let lines = paths.iter().map(|path| path.display().to_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn documents_become_drafts_and_what_cannot_says_why() {
    let bureau = Bureau::with(&[
        ("python-docx.docx", "示例一职 典型案例.docx"),
        ("drawn.docx", "示例市工业技术学校/案例.docx"),
        ("hostile.docx", "甲县职业教育中心.docx"),
        ("pandoc.docx", "乙县民办技工学校来信.docx"),
        ("pandoc.docx", "典型案例（终稿）.docx"),
        ("pandoc.docx", "示例一职和示例工校的案例.docx"),
        ("SOURCES.md", "示例一职 损坏.docx"),
    ]);
    let submissions = bureau.root().join("2023/submissions");
    fs::write(
        submissions.join("乙县民办技校案例.doc"),
        b"\xD0\xCF\x11\xE0",
    )
    .unwrap();
    let first = bureau.said("cases", &[]);
    let drafts = listed(&bureau.narrative());
    insta::assert_snapshot!(format!("{first}\n———\n{drafts}"));

    let again = bureau.said("cases", &[]);
    assert!(!again.contains("取成/"), "{again}");
    assert_eq!(listed(&bureau.narrative()), drafts);
}

#[test]
fn a_draft_and_a_picture_that_somebody_changed_stay() {
    let bureau = Bureau::with(&[("docx-npm.docx", "示例一职.docx")]);
    let place = bureau.root().join("2023/submissions");
    fs::rename(place.join("示例一职.docx"), place.join("示例一职案例.docx")).unwrap();
    bureau.said("cases", &[]);
    let (draft, picture) = ("附件/匠心育人.md", "照片/匠心育人-1.jpg");
    let edited = |path: &str| bureau.narrative().join(path);
    let text = fs::read_to_string(edited(draft)).unwrap();
    fs::write(edited(draft), text.replace("背景", "由来")).unwrap();
    fs::write(edited(picture), "换过的").unwrap();
    let said = bureau.said("cases", &[]);
    assert!(said.contains("有人改过，没有动"), "{said}");
    assert!(fs::read_to_string(edited(draft)).unwrap().contains("由来"));
    assert_eq!(fs::read_to_string(edited(picture)).unwrap(), "换过的");
    let newer = fs::read_to_string(edited("附件/匠心育人（新稿）.md")).unwrap();
    assert!(
        newer.contains("照片/匠心育人-3.jpg") && newer.contains("照片/匠心育人-2.png"),
        "{newer}"
    );
}

#[test]
fn a_case_that_is_not_taken_is_told_and_once_taken_stands_in_the_report() {
    let bureau = Bureau::with(&[("python-docx.docx", "示例一职 典型案例.docx")]);
    let out = bureau.root().join("out");
    let out = ["--out", text(&out), "--only", "html"];
    let told = bureau.said("report", &out);
    assert!(
        told.contains("示例一职写了案例，还没有取成附件稿"),
        "{told}"
    );

    bureau.said("cases", &[]);
    let outline = bureau.narrative().join("outline.toml");
    let title = "校企“双元”育人的实践——以数控技术应用专业为例";
    let entry = format!("\n[[appendix]]\ntitle = \"{title}\"\nschool = \"990100-01\"\n");
    let before = fs::read_to_string(&outline).unwrap();
    fs::write(&outline, before + &entry).unwrap();
    // The one caption with a figure is left to an editor.
    let held_up = bureau.said("report", &out);
    assert!(held_up.contains("没有说明"), "{held_up}");
    let draft = bureau.narrative().join(format!("附件/{title}.md"));
    let text = fs::read_to_string(&draft).unwrap();
    fs::write(&draft, text.replace("![](", "![获奖学生](")).unwrap();
    let told = bureau.said("report", &out);
    assert!(!told.contains("还没有取成附件稿"), "{told}");
    let page = fs::read_to_string(bureau.root().join("out/报告.html")).unwrap();
    for words in ["企业师傅授课", "竞赛获奖情况统计表", "获奖学生"] {
        assert!(page.contains(words), "{words}\n{told}");
    }
}
