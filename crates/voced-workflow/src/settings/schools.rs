//! The schools of a bureau over the years: corrected, renamed, founded, closed, merged.

use std::collections::BTreeSet;

use toml_edit::{Array, InlineTable, Item, Table, Value, value};
use voced_domain::{EntityCode, ReferenceYear, Roster, School};
use voced_folder::{Folder, OwnFile};

use super::{Seen, entries, plain, set};
use crate::Refusal;

const FILE: &str = "bureau.toml";

/// What is to be otherwise with a school; what is left out stays.
#[derive(Clone, Copy, Debug)]
pub struct SchoolChange<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its full name.
    pub name: &'a str,
    /// Its short name.
    pub short: &'a str,
    /// The first year in which it is called so; a mistake is corrected where absent.
    pub renamed_in: Option<ReferenceYear>,
    /// 隶属.
    pub affiliation: &'a str,
    /// 所在县(市、区).
    pub county: &'a str,
    /// 办学性质.
    pub ownership: &'a str,
    /// Whom to call.
    pub contact: &'a str,
    /// That person's telephone.
    pub phone: &'a str,
}

/// Corrects a school, or renames it from a year on: figures of the years before keep the name of then. Returns what was
/// done, in words.
///
/// # Errors
/// Where there is no such school, a name is empty or another school's, and where the file cannot be changed.
pub fn change_school(
    folder: &Folder,
    seen: Seen<'_>,
    change: SchoolChange<'_>,
) -> Result<String, Refusal> {
    let now = known(folder.roster(), change.code)?;
    let name = named(change.name, "学校全称")?;
    let short = named(change.short, "学校简称")?;
    let texts = [
        ("affiliation", plain(change.affiliation, "隶属")?),
        ("county", plain(change.county, "县区")?),
        ("ownership", plain(change.ownership, "办学性质")?),
        ("contact", plain(change.contact, "联系人")?),
        ("phone", plain(change.phone, "联系电话")?),
    ];
    let is_renamed = name != now.name || short != now.short;
    let renamed_in = change.renamed_in.filter(|_| is_renamed);
    let last_name = now.former.iter().map(|then| then.until).max();
    if let Some((year, last)) = renamed_in
        .zip(last_name)
        .filter(|(year, last)| year <= last)
    {
        let message = format!("{}在{last}年以后已经改过名，不能再从{year}年改起", now.name);
        return Err(Refusal::new(
            message,
            "请从以后的年度改起，或选“以前写错了”",
        ));
    }
    let what = match renamed_in {
        Some(year) => format!("{}自{year}年起改称{name}", now.name),
        None if is_renamed => format!("更正学校名称：{}改为{name}", now.name),
        None => format!("改{}的登记", now.short),
    };
    folder.edit(OwnFile::Roster, seen.noted(&what), |document| {
        let schools = entries(document, "school", FILE)?;
        let mut schools = schools.iter_mut();
        let table = schools.find(|table| is_of(table, change.code));
        let table = table.ok_or_else(|| unknown(change.code))?;
        if let Some(year) = renamed_in {
            add_former(table, now, year.previous())?;
        }
        set(table, "name", &name);
        set(table, "short", &short);
        for (key, text) in &texts {
            set(table, key, text);
        }
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

/// Keeps the name that a school had up to a year.
fn add_former(table: &mut Table, now: &School, until: ReferenceYear) -> Result<(), Refusal> {
    let mut then = InlineTable::new();
    then.insert("until", i64::from(until.get()).into());
    then.insert("name", now.name.as_str().into());
    then.insert("short", now.short.as_str().into());
    let former = table.entry("former").or_insert_with(|| value(Array::new()));
    match former {
        Item::Value(Value::Array(all)) => all.push(then),
        Item::ArrayOfTables(all) => all.push(then.into_table()),
        _ => return Err(Refusal::said(format!("{FILE}里的former读不懂，请直接改"))),
    }
    Ok(())
}

/// A school that the bureau did not have.
#[derive(Clone, Copy, Debug)]
pub struct NewSchool<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its short name; the full one where empty.
    pub short: &'a str,
    /// 隶属.
    pub affiliation: &'a str,
    /// 所在县(市、区).
    pub county: &'a str,
    /// 办学性质.
    pub ownership: &'a str,
    /// Whom to call.
    pub contact: &'a str,
    /// That person's telephone.
    pub phone: &'a str,
    /// The first year in which it hands in a workbook; it always did where absent.
    pub since: Option<ReferenceYear>,
}

/// Adds a school. Its code is the next number of the bureau. Returns what was done, in words.
///
/// # Errors
/// Where a name is empty or another school's, and where the file cannot be changed.
pub fn add_school(folder: &Folder, seen: Seen<'_>, new: NewSchool<'_>) -> Result<String, Refusal> {
    let name = named(new.name, "学校全称")?;
    let short = match plain(new.short, "学校简称")? {
        short if short.is_empty() => name.clone(),
        short => short,
    };
    let roster = folder.roster();
    if let Some(there) = roster
        .schools()
        .iter()
        .find(|one| one.names().any(|own| own == name))
    {
        let message = format!("名单上已经有{}（{}）", there.name, there.code);
        return Err(Refusal::new(message, "请改那一所；停办过的，改它的年度"));
    }
    let code = next_code(roster)?;
    let what = format!("名单上加了{name}（{code}）");
    let texts = [
        ("affiliation", plain(new.affiliation, "隶属")?),
        ("county", plain(new.county, "县区")?),
        ("ownership", plain(new.ownership, "办学性质")?),
        ("contact", plain(new.contact, "联系人")?),
        ("phone", plain(new.phone, "联系电话")?),
    ];
    folder.edit(OwnFile::Roster, seen.noted(&what), |document| {
        let mut table = Table::new();
        table.insert("code", value(&code));
        table.insert("name", value(&name));
        table.insert("short", value(&short));
        for (key, text) in &texts {
            set(&mut table, key, text);
        }
        if let Some(since) = new.since {
            table.insert("since", value(i64::from(since.get())));
        }
        table.decor_mut().set_prefix("\n");
        entries(document, "school", FILE)?.push(table);
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

/// The number behind the last of the bureau's own: `a-07` behind `a-06`.
fn next_code(roster: &Roster) -> Result<String, Refusal> {
    let own = roster
        .regions()
        .iter()
        .find(|region| region.parent.is_none());
    let own = own.ok_or_else(|| Refusal::said("名单上没有本局的地区"))?;
    let taken: BTreeSet<&str> = roster
        .schools()
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    let free = (1..10_000u32).map(|number| format!("{}-{number:02}", own.code));
    let behind = free.skip(taken.len());
    let mut free = behind.filter(|code| !taken.contains(code.as_str()));
    free.next()
        .ok_or_else(|| Refusal::said("没有空的学校代码了"))
}

/// That a school hands in nothing any more.
#[derive(Clone, Copy, Debug)]
pub struct Closing<'a> {
    /// Its code.
    pub code: &'a str,
    /// The last year in which it hands in a workbook; it goes on where absent.
    pub last: Option<ReferenceYear>,
    /// The school that it became part of, by its code or name; empty where it was closed.
    pub merged_into: &'a str,
}

/// Says that a school was closed, or became part of another one, or takes that back. Returns what was done, in words.
///
/// # Errors
/// Where there is no such school, the other one is not there in the year after, and where the file cannot be changed.
pub fn close_school(
    folder: &Folder,
    seen: Seen<'_>,
    closing: Closing<'_>,
) -> Result<String, Refusal> {
    let roster = folder.roster();
    let school = known(roster, closing.code)?;
    let other = match closing.merged_into.trim() {
        "" => None,
        said => Some(called(roster, said)?),
    };
    let what = match (closing.last, other) {
        (None, _) => format!("{}继续填报", school.name),
        (Some(last), None) => format!("{}填报到{last}年为止", school.name),
        (Some(last), Some(other)) => {
            format!("{}填报到{last}年为止，以后并入{}", school.name, other.name)
        }
    };
    folder.edit(OwnFile::Roster, seen.noted(&what), |document| {
        let schools = entries(document, "school", FILE)?;
        let mut schools = schools.iter_mut();
        let table = schools.find(|table| is_of(table, closing.code));
        let table = table.ok_or_else(|| unknown(closing.code))?;
        match closing.last {
            Some(last) => table.insert("until", value(i64::from(last.get()))),
            None => table.remove("until"),
        };
        let other = other.filter(|_| closing.last.is_some());
        set(
            table,
            "merged_into",
            other.map_or("", |other| other.code.as_str()),
        );
        Ok::<_, Refusal>(())
    })?;
    Ok(what)
}

fn known<'r>(roster: &'r Roster, code: &str) -> Result<&'r School, Refusal> {
    let code = EntityCode::new(code).map_err(|_| unknown(code))?;
    let mut schools = roster.schools().iter();
    schools
        .find(|one| one.code == code)
        .ok_or_else(|| unknown(code.as_str()))
}

/// A school by its code or one of its names.
fn called<'r>(roster: &'r Roster, said: &str) -> Result<&'r School, Refusal> {
    let is_it = |one: &&School| one.code.as_str() == said || one.names().any(|name| name == said);
    let mut found = roster.schools().iter().filter(is_it);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => Err(Refusal::new(
            format!("名单上没有“{said}”"),
            "请填名单上的全称；是新学校的，先加上再并入",
        )),
        _ => Err(Refusal::new(
            format!("名单上叫“{said}”的不止一所"),
            "请填学校代码",
        )),
    }
}

fn unknown(code: &str) -> Refusal {
    Refusal::new(
        format!("名单上没有代码是“{code}”的学校"),
        "请重新打开“设置”",
    )
}

fn named(said: &str, what: &str) -> Result<String, Refusal> {
    match plain(said, what)? {
        empty if empty.is_empty() => Err(Refusal::said(format!("{what}是空的"))),
        name => Ok(name),
    }
}

fn is_of(table: &Table, code: &str) -> bool {
    table.get("code").and_then(Item::as_str) == Some(code)
}
