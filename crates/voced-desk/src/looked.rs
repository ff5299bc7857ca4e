//! How the schools stood when she last said that she had seen them, in the user's own folder: what changed since is told
//! until she says so again, whoever changed it.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::own_folder::{make, name_of};
use voced_domain::{Board, EntityCode, ReferenceYear, Standing};

/// Where it is kept; nowhere in tests and where the user has no folder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looked(Option<PathBuf>);

/// How the schools of a year stood on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) on: NaiveDate,
    schools: BTreeMap<EntityCode, SeenSchool>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SeenSchool {
    status: String,
    file: Option<String>,
    open: usize,
}

impl SeenSchool {
    fn of(one: &Standing) -> Self {
        Self {
            status: one.status.name().to_owned(),
            file: one.file.clone(),
            open: one.errors + one.to_explain,
        }
    }
}

impl Looked {
    pub(crate) fn of_user() -> Self {
        let folder = dirs::data_local_dir().or_else(dirs::cache_dir);
        Self(folder.map(|folder| folder.join("voced-desk")))
    }

    fn path(&self, root: &Path, year: ReferenceYear) -> Option<PathBuf> {
        let name = name_of(root);
        Some(self.0.as_ref()?.join(format!("{name}-{year}.json")))
    }

    /// How they stood; nothing where she never said so.
    pub(crate) fn last(&self, root: &Path, year: ReferenceYear) -> Option<Seen> {
        let text = fs::read(self.path(root, year)?).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// Keeps how they stand. What cannot be kept is told again the next time.
    pub(crate) fn keep(&self, root: &Path, board: &Board) {
        let Some(path) = self.path(root, board.year) else {
            return;
        };
        let schools = board.schools.iter();
        let seen = Seen {
            on: board.on,
            schools: schools
                .map(|one| (one.school.clone(), SeenSchool::of(one)))
                .collect(),
        };
        let text = serde_json::to_vec(&seen).expect("texts and numbers");
        let _ = write_whole(&path, &text);
    }
}

/// All of it or nothing, readable by its owner alone.
fn write_whole(path: &Path, text: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(text)?;
    file.persist(path)?;
    Ok(())
}

impl Seen {
    /// What is otherwise now, a school each with what it is: `未报，现在退回`.
    pub(crate) fn changes<'b>(&self, board: &'b Board) -> Vec<(&'b Standing, String)> {
        let changed = board.schools.iter().filter_map(|one| {
            let now = SeenSchool::of(one);
            let what = match self.schools.get(&one.school) {
                None => format!("新在名单上，{}", now.status),
                Some(then) if then.status != now.status => {
                    format!("原来{}，现在{}", then.status, now.status)
                }
                Some(then) if then.file != now.file => match &now.file {
                    Some(file) => format!("又交来“{file}”，{}", now.status),
                    None => "工作簿不在了".to_owned(),
                },
                Some(then) if then.open != now.open => {
                    format!("待处理的问题原来{}个，现在{}个", then.open, now.open)
                }
                Some(_) => return None,
            };
            Some((one, what))
        });
        changed.collect()
    }
}
