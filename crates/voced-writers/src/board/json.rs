//! The board as data.

use serde::Serialize;
use voced_domain::{Board, Bureau, NextStep, SchoolStatus, Standing};

use super::{Commands, words};
use crate::WriteError;

/// Rises when a field changes its meaning or goes.
const SCHEMA: u32 = 1;

#[derive(Serialize)]
struct Written<'a> {
    schema: u32,
    year: u16,
    on: String,
    deadline: Option<String>,
    schools: Vec<WrittenSchool<'a>>,
    next: Vec<WrittenStep>,
}

#[derive(Serialize)]
struct WrittenSchool<'a> {
    code: &'a str,
    name: &'a str,
    short: &'a str,
    status: SchoolStatus,
    since: Option<String>,
    issued: Option<String>,
    signed: Option<String>,
    rounds: u32,
    errors: usize,
    to_explain: usize,
    file: Option<&'a str>,
    data_code: Option<&'a str>,
    contact: &'a str,
    phone: &'a str,
}

#[derive(Serialize)]
struct WrittenStep {
    step: &'static str,
    entities: Vec<String>,
    text: String,
}

/// Writes the board; `commands` says how the program is called here.
///
/// # Errors
/// A [`WriteError`] where it cannot be written, which does not happen.
pub fn write(
    board: &Board,
    bureau: &Bureau,
    commands: Commands<'_>,
) -> Result<Vec<u8>, WriteError> {
    let step = |step: &NextStep| WrittenStep {
        step: words::kind(step),
        entities: step.entities().iter().map(ToString::to_string).collect(),
        text: words::step(step, board, bureau).line(commands),
    };
    let written = Written {
        schema: SCHEMA,
        year: board.year.get(),
        on: board.on.to_string(),
        deadline: board.deadline.map(|day| day.to_string()),
        schools: board.schools.iter().map(school).collect(),
        next: board.next.iter().map(step).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&written)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn school(one: &Standing) -> WrittenSchool<'_> {
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
    WrittenSchool {
        code: one.school.as_str(),
        name: &one.name,
        short: &one.short,
        status: one.status,
        since: day(one.since),
        issued: day(one.issued),
        signed: day(one.signed),
        rounds: one.rounds,
        errors: one.errors,
        to_explain: one.to_explain,
        file: one.file.as_deref(),
        data_code: one.code.as_deref(),
        contact: &one.person.contact,
        phone: &one.person.phone,
    }
}
