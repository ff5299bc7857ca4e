//! A workbook of any format as plain cells and names.

use std::collections::HashMap;
use std::sync::Arc;

use voced_domain::Position;
use voced_text::letters;

use crate::cell::Cell;
use crate::cells::Cells;
use crate::lengths::held_of_a_name;
use crate::region::Region;

/// A sheet: its tab and its cells.
#[derive(Clone, Debug)]
pub(crate) struct BookSheet {
    pub(crate) name: Arc<str>,
    pub(crate) cells: Cells,
    /// Cells that are merged into others, which nobody sees.
    pub(crate) covered: Cells,
    pub(crate) merged: Vec<Region>,
    /// Whether there were more cells far away than are kept, so that nothing can be computed with them.
    pub(crate) is_cut: bool,
    pub(crate) beside: Beside,
}

/// What is written beside the cells of a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    pub(crate) notes: Vec<(Position, String)>,
    /// Boxes of text that lie over the cells.
    pub(crate) boxes: Vec<String>,
}

/// A sheet that cannot be read.
#[derive(Clone, Debug)]
pub(crate) struct BrokenSheet {
    pub(crate) name: Arc<str>,
    pub(crate) found: String,
}

/// Where a defined name points to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Target {
    pub(crate) sheet: String,
    pub(crate) first: Position,
    pub(crate) last: Position,
}

/// A workbook, read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Book {
    pub(crate) sheets: Vec<BookSheet>,
    /// Sheets of which nothing is known but their names.
    pub(crate) broken: Vec<BrokenSheet>,
    /// Cells by defined name, in lower case; a copied sheet brings a second cell of the same name.
    pub(crate) names: HashMap<String, Vec<Target>>,
    /// Which sheet has which name, in lower case.
    pub(crate) numbers: HashMap<String, usize>,
    /// Whether the template's own formulas can be checked. The results that other programs leave
    /// beside formulas in .xls are not to be trusted.
    pub(crate) checks_formulas: bool,
    /// Macros, links and the like, by what they are called.
    pub(crate) active_content: Vec<&'static str>,
}

impl Book {
    /// The sheet of this name, or the one whose name looks like it.
    pub(crate) fn sheet(&self, name: &str) -> Option<&BookSheet> {
        let own = self.sheets.iter().find(|sheet| &*sheet.name == name);
        own.or_else(|| {
            let seen = letters::as_seen(name);
            let mut sheets = self.sheets.iter();
            sheets.find(|sheet| letters::as_seen(&sheet.name) == seen)
        })
    }

    pub(crate) fn cell(&self, sheet: &str, position: Position) -> Option<&Cell> {
        self.sheet(sheet)?.cells.get(&position)
    }
}

impl BrokenSheet {
    pub(crate) fn new(name: &str, found: impl Into<String>) -> Self {
        Self {
            name: held_of_a_name(name).into(),
            found: found.into(),
        }
    }
}

pub(crate) fn targets(names: &[(String, String)]) -> HashMap<String, Vec<Target>> {
    let mut targets: HashMap<String, Vec<Target>> = HashMap::new();
    for (name, text) in names {
        if let Some(target) = target(text) {
            targets
                .entry(name.to_ascii_lowercase())
                .or_default()
                .push(target);
        }
    }
    targets
}

/// Reads `'表3规模'!$E$4`, `表2专业设置!$B$5:$B$44`, and the `.` of .ods in place of `!`.
fn target(text: &str) -> Option<Target> {
    let text = text.trim_start_matches('=').trim_start_matches('$');
    let split = text.rfind('!').or_else(|| text.find(".$"))?;
    let (sheet, cells) = text.split_at(split);
    let sheet = sheet.trim_matches('\'').replace("''", "'");
    let cells = &cells[1..];
    let (first, last) = match cells.split_once(':') {
        // .ods names the sheet again behind the colon.
        Some((first, last)) => (first, last.rsplit('.').next().unwrap_or(last)),
        None => (cells, cells),
    };
    Some(Target {
        sheet,
        first: Position::from_a1(first)?,
        last: Position::from_a1(last)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_all_three_formats_point_to_the_same_cells() {
        for text in [
            "'表2专业设置'!$B$5:$B$44",
            "表2专业设置!$B$5:$B$44",
            "$表2专业设置.$B$5:.$B$44",
            "$'表2专业设置'.$B$5:$'表2专业设置'.$B$44",
        ] {
            let target = target(text).expect(text);
            assert_eq!(target.sheet, "表2专业设置", "{text}");
            assert_eq!(target.first.a1(), "B5", "{text}");
            assert_eq!(target.last.a1(), "B44", "{text}");
        }
    }

    #[test]
    fn a_name_whose_sheet_was_deleted_points_nowhere() {
        assert_eq!(
            target("#REF!$E$4").map(|target| target.sheet),
            Some("#REF".into())
        );
        assert_eq!(target("#REF!"), None);
    }
}
