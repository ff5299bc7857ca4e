//! Several people at once at one bureau's folder.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Child, Stdio};
use std::thread;

use common::{Office, said};
use voced_domain::ReferenceYear;
use voced_folder::Folder;
use voced_pipeline::{Assessment, assess, go_on};
use voced_workflow::confirm;

fn opened(office: &Office) -> (Folder, Assessment) {
    let folder = Folder::open(&office.path(".")).unwrap();
    let year = ReferenceYear::new(2020).unwrap();
    let inputs = folder.inputs(year, &go_on).unwrap();
    (folder, assess(inputs, &go_on).unwrap())
}

/// Schools that the record says to have signed, by line.
fn signed(folder: &Folder, assessment: &Assessment) -> Vec<String> {
    let record = folder.record(assessment.year()).unwrap().content;
    record.lines.into_iter().map(|line| line.name).collect()
}

fn all(assessment: &Assessment) -> BTreeSet<String> {
    let schools = assessment.bureau.schools().iter();
    schools.map(|school| school.name.clone()).collect()
}

#[test]
fn of_six_signatures_that_are_noted_at_once_none_is_lost() {
    let office = Office::of("siping");
    let (folder, assessment) = opened(&office);
    let on = "2020-11-20".parse().unwrap();
    for _ in 0..20 {
        thread::scope(|scope| {
            for school in assessment.bureau.schools() {
                scope.spawn(|| {
                    let code = assessment.this.dataset.data_code(&school.code);
                    confirm(&folder, &assessment, school, &code, (on, "职成科")).unwrap()
                });
            }
        });
        let names = signed(&folder, &assessment);
        assert_eq!(names.len(), 6, "{names:?}");
        assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), all(&assessment));
        fs::remove_file(folder.record_path(assessment.year())).unwrap();
    }
}

#[test]
fn of_six_programs_that_note_a_signature_at_once_none_loses_it() {
    let office = Office::of("siping");
    office.does(&["check", "--year", "2020"], 0);
    let (folder, assessment) = opened(&office);
    let programs: Vec<Child> = assessment
        .bureau
        .schools()
        .iter()
        .map(|school| {
            let code = assessment.this.dataset.data_code(&school.code);
            let arguments = ["confirm", &school.name, "--code", &code, "--year", "2020"];
            let mut command = office.command(&arguments);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    for program in programs {
        let ended = program.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{}", said(&ended));
    }
    let names = signed(&folder, &assessment);
    assert_eq!(names.len(), 6, "{names:?}");
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>(), all(&assessment));
}
