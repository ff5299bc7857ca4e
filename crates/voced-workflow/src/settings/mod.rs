//! What a bureau says of itself, changed in its own files: the deadline and whom to ask, the schools over the years, what
//! it lets stand, its own bounds, its own form.

mod bounds;
mod changes;
mod form;
mod schools;
mod waivers;

use chrono::NaiveDate;
use toml_edit::{DocumentMut, Item, Table, value};
use voced_domain::ReferenceYear;
use voced_folder::{Folder, Noted, OwnFile};

use crate::Refusal;

pub use bounds::{Bound, set_bound};
pub use changes::definition_changes;
pub use form::{FormImport, ImportedForm, add_form, import_form};
pub use schools::{Closing, NewSchool, SchoolChange, add_school, change_school, close_school};
pub use waivers::withdraw;

/// Who changes what of a file, and what they have seen of it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The year that is worked on.
    pub year: ReferenceYear,
    /// The day.
    pub on: NaiveDate,
    /// The stamp of the file that was seen, [`Folder::own_stamp`].
    pub stamp: &'a str,
}

impl<'a> Seen<'a> {
    fn noted(self, what: &'a str) -> Noted<'a> {
        Noted {
            year: self.year,
            on: self.on,
            what,
            seen: self.stamp,
        }
    }
}

/// Sets by which day of its year workbooks are to be returned, and whom schools ask. An empty text takes either away. The day
/// is understood as people write it: `11-15`, `11月15日`, `11.15`. Returns what was done, in words.
///
/// # Errors
/// Where the day is none, and where the file cannot be changed.
pub fn set_deadline(
    folder: &Folder,
    seen: Seen<'_>,
    deadline: &str,
    contact: &str,
) -> Result<String, Refusal> {
    let deadline = day_of_year(deadline)?;
    let contact = plain(contact, "联系人和电话")?;
    let day = match deadline.as_str() {
        "" => "没有期限".to_owned(),
        day => format!("每年{day}交回"),
    };
    let whom = match contact.as_str() {
        "" => "没有写联系人".to_owned(),
        contact => format!("有疑问找{contact}"),
    };
    let what = format!("改期限和联系：{day}，{whom}");
    folder.edit(OwnFile::Roster, seen.noted(&what), |document| {
        set(document.as_table_mut(), "deadline", &deadline);
        set(document.as_table_mut(), "contact", &contact);
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

/// `11-15` of how people write it; empty of nothing.
fn day_of_year(said: &str) -> Result<String, Refusal> {
    let said = voced_text::half_width(said);
    let said = said.trim();
    if said.is_empty() {
        return Ok(String::new());
    }
    let numbers: Vec<u32> = said
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    match numbers[..] {
        [month, day] => Ok(format!("{month:02}-{day:02}")),
        _ => Err(Refusal::new(
            format!("“{said}”不是月和日"),
            "请写作11-15，就是每年11月15日",
        )),
    }
}

/// Longer texts are none of a list of schools.
const LONGEST: usize = 100;

/// A text of one line, of a length that can be.
fn plain(said: &str, what: &str) -> Result<String, Refusal> {
    let said = said.trim();
    if said.chars().count() > LONGEST {
        let message = format!("{what}超过{LONGEST}个字");
        return Err(Refusal::new(message, "请写短些"));
    }
    // Excel computes what begins so, in a list that is opened with it.
    if said.starts_with(['=', '+', '@']) || (said.starts_with('-') && said.len() > 1) {
        let message = format!("{what}以“{}”开头，Excel会当作公式", &said[..1]);
        return Err(Refusal::new(message, "请去掉开头的符号"));
    }
    if said.chars().any(char::is_control) {
        return Err(Refusal::new(format!("{what}里有换行"), "请写在一行里"));
    }
    Ok(said.to_owned())
}

/// Sets a key to a text; an empty one takes it away. What is the same is not touched.
fn set(table: &mut Table, key: &str, text: &str) {
    let now = table.get(key).and_then(Item::as_str).unwrap_or_default();
    if now == text {
        return;
    }
    if text.is_empty() {
        table.remove(key);
    } else if let Some(known) = table.get_mut(key).and_then(Item::as_value_mut) {
        let decor = known.decor().clone();
        *known = text.into();
        *known.decor_mut() = decor;
    } else {
        table.insert(key, value(text));
    }
}

/// The entries of a kind that are written as `[[kind]]`.
fn entries<'d>(
    document: &'d mut DocumentMut,
    kind: &str,
    file: &str,
) -> Result<&'d mut toml_edit::ArrayOfTables, Refusal> {
    let item = document
        .as_table_mut()
        .entry(kind)
        .or_insert_with(|| Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
    item.as_array_of_tables_mut().ok_or_else(|| {
        let message = format!("{file}里的{kind}不是[[{kind}]]的样子，不能在这里改");
        Refusal::new(message, format!("请用文本编辑器直接改{file}"))
    })
}

#[cfg(test)]
mod tests;
