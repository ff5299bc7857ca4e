//! How the schools stood when she last said that she had seen them, in the user's own folder: what changed since is told
//! until she says so again, whoever changed it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
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
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let hash = Sha256::digest(root.as_os_str().as_encoded_bytes());
        let name: String = hash[..8].iter().map(|byte| format!("{byte:02x}")).collect();
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
        if let Some(folder) = path.parent() {
            let _ = fs::create_dir_all(folder);
        }
        let _ = fs::write(path, text);
    }
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
