//! Cells of workbooks in few words: ranges for neighbours, one mention for equal cells of schools.

use crate::trace::SourceCell;

/// Cells that one side of a quotient is made of.
pub(crate) struct Term<'t> {
    pub(crate) sources: &'t [SourceCell],
    /// Schools that the figure is about.
    pub(crate) schools: &'t [&'t str],
}

/// `各校 表7就业升学!E4`, `四平职教 表2!C5:C22；梨树职高 表2!C5:C9`.
pub(crate) fn words(term: &Term<'_>) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (entity, cells) in by_entity(term.sources) {
        match groups.iter_mut().find(|(place, _)| *place == cells) {
            Some((_, entities)) => entities.push(entity),
            None => groups.push((cells, vec![entity])),
        }
    }
    let group = |(cells, entities): &(String, Vec<&str>)| {
        format!("{} {cells}", names(entities, term.schools))
    };
    groups.iter().map(group).collect::<Vec<_>>().join("；")
}

/// Names of schools, or the word for all of them.
fn names(entities: &[&str], schools: &[&str]) -> String {
    let is_all = entities.len() > 2 && schools.iter().all(|school| entities.contains(school));
    if is_all && entities.len() == schools.len() {
        "各校".to_owned()
    } else {
        entities.join("、")
    }
}

/// The cells of each school, in the order of their first mention.
fn by_entity(sources: &[SourceCell]) -> Vec<(&str, String)> {
    let mut entities: Vec<(&str, Vec<&SourceCell>)> = Vec::new();
    for source in sources {
        match entities
            .iter_mut()
            .find(|(entity, _)| *entity == source.entity)
        {
            Some((_, cells)) => cells.push(source),
            None => entities.push((&source.entity, vec![source])),
        }
    }
    entities
        .into_iter()
        .map(|(entity, cells)| (entity, places(&cells)))
        .collect()
}

/// Sheets with their cells: `表2!C5:C22、E4，表3!B2`.
fn places(cells: &[&SourceCell]) -> String {
    let mut sheets: Vec<(&str, Vec<&str>)> = Vec::new();
    for cell in cells {
        match sheets.iter_mut().find(|(sheet, _)| *sheet == cell.sheet) {
            Some((_, list)) => list.push(&cell.cell),
            None => sheets.push((&cell.sheet, vec![&cell.cell])),
        }
    }
    let sheet = |(sheet, list): &(&str, Vec<&str>)| format!("{sheet}!{}", ranges(list).join("、"));
    sheets.iter().map(sheet).collect::<Vec<_>>().join("，")
}

/// Cells one below the other as a range.
fn ranges(cells: &[&str]) -> Vec<String> {
    let mut ranges: Vec<(String, String)> = Vec::new();
    for cell in cells {
        match ranges.last_mut() {
            Some((_, last)) if is_below(last, cell) => *last = (*cell).to_owned(),
            _ => ranges.push(((*cell).to_owned(), (*cell).to_owned())),
        }
    }
    let range = |(first, last): (String, String)| {
        if first == last {
            first
        } else {
            format!("{first}:{last}")
        }
    };
    ranges.into_iter().map(range).collect()
}

fn is_below(above: &str, below: &str) -> bool {
    match (split(above), split(below)) {
        (Some((column, row)), Some((other, next))) => {
            column == other && row.checked_add(1) == Some(next)
        }
        _ => false,
    }
}

fn split(cell: &str) -> Option<(&str, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = cell.split_at(digits);
    Some((column, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(entity: &str, cell: &str) -> SourceCell {
        SourceCell {
            entity: entity.into(),
            item: "项".into(),
            value: "1".into(),
            file: format!("{entity}.xlsx"),
            sheet: "表2".into(),
            cell: cell.into(),
        }
    }

    #[test]
    fn equal_cells_are_said_once_and_neighbours_as_a_range() {
        let same = ["甲", "乙", "丙"].map(|school| source(school, "E4"));
        let schools = ["甲", "乙", "丙"];
        let all = Term {
            sources: &same,
            schools: &schools,
        };
        assert_eq!(words(&all), "各校 表2!E4");
        let some = Term {
            sources: &same[..2],
            schools: &schools,
        };
        assert_eq!(words(&some), "甲、乙 表2!E4");
        let rows = [
            source("甲", "C5"),
            source("甲", "C6"),
            source("甲", "C7"),
            source("甲", "E7"),
        ];
        let list = Term {
            sources: &rows,
            schools: &schools,
        };
        assert_eq!(words(&list), "甲 表2!C5:C7、E7");
    }
}
