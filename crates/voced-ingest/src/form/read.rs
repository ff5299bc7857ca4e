//! The way from the bytes of a form to its rows.

use std::fmt;

use voced_word::WordError;

use crate::open::open;

use super::{grid, heads, rows};

/// A table of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What stands above the table, without its year and number: `计分卡`. Where nothing does, the name of the
    /// sheet or file.
    pub title: String,
    /// Sheet, or which table of a document.
    pub place: String,
    /// What is asked for, in the order of the form.
    pub rows: Vec<FormRow>,
}

/// One thing that a form asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormRow {
    /// Where it stands, `计分卡!B5`.
    pub place: String,
    /// 序号 as printed; empty where there is none.
    pub number: String,
    /// Name without 其中 and without what numbers it.
    pub name: String,
    /// Unit as printed; empty where there is none.
    pub unit: String,
    /// What 说明 and 备注 say.
    pub note: String,
    /// How deep it is nested: 0 for what is part of nothing.
    pub depth: usize,
    /// Whether 其中 says that it is one of several parts, perhaps not all of them.
    pub is_of_which: bool,
    /// The heads that it stands under, `学生发展`; empty where there are none.
    pub group: String,
}

/// All tables of a form, and what was not taken from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// The tables that have a column of names.
    pub forms: Vec<Form>,
    /// What was left out or shortened, with its place, each a sentence.
    pub remarks: Vec<String>,
}

/// Why a form cannot be taken: everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// What is wrong, in the order of the form.
    pub faults: Vec<FormFault>,
}

/// One thing that is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormFault {
    /// Where, `计分卡!B5`; empty where it is the file as a whole.
    pub place: String,
    /// What was found, what was expected and what to do.
    pub message: String,
}

impl FormError {
    pub(super) fn whole(message: impl Into<String>) -> Self {
        Self::at("", message)
    }

    pub(super) fn at(place: &str, message: impl Into<String>) -> Self {
        let fault = FormFault {
            place: place.to_owned(),
            message: message.into(),
        };
        Self {
            faults: vec![fault],
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, fault) in self.faults.iter().enumerate() {
            if idx > 0 {
                writeln!(f)?;
            }
            if !fault.place.is_empty() {
                write!(f, "{}：", fault.place)?;
            }
            f.write_str(&fault.message)?;
        }
        Ok(())
    }
}

impl std::error::Error for FormError {}

/// Reads a form: a workbook (.xlsx, .xls, .ods), each of whose sheets may hold a table, or a Word document
/// (.docx) with tables. `name` is the file's, for a form without a title.
///
/// # Errors
/// A [`FormError`] where the file is neither, has no table with a column of names, or holds what can be no
/// name.
pub fn read_forms(name: &str, bytes: &[u8]) -> Result<Forms, FormError> {
    let grids = grids(bytes)?;
    let mut found = Forms::default();
    let mut faults = Vec::new();
    for grid in &grids {
        let Some(heads) = heads::heads(grid) else {
            found.remarks.extend(grid.not_read());
            continue;
        };
        match rows::rows(grid, &heads, name, &mut found.remarks) {
            Ok(form) => found.forms.push(form),
            Err(error) => faults.extend(error.faults),
        }
    }
    if !faults.is_empty() {
        return Err(FormError { faults });
    }
    if found.forms.is_empty() {
        return Err(heads::none_found(&grids));
    }
    Ok(found)
}

fn grids(bytes: &[u8]) -> Result<Vec<grid::Grid>, FormError> {
    let no_document = match voced_word::read(bytes) {
        Ok(document) => return grid::of_document(&document),
        Err(error) => error,
    };
    match open(bytes) {
        Ok(book) => grid::of_workbook(&book),
        Err(refusal) => Err(match no_document {
            error @ (WordError::Empty
            | WordError::Encrypted
            | WordError::TooLarge(_)
            | WordError::TooLong) => FormError::whole(format!("{error}。{}", error.remedy())),
            _ => {
                let remedy = "表样请用Excel、WPS或Word另存为.xlsx、.xls、.ods或.docx，不要密码";
                FormError::whole(format!("{}。{remedy}", refusal.message))
            }
        }),
    }
}
