//! The bureau's folder and the year that a command was asked for.

use std::path::Path;

use voced_domain::{Catalogue, ReferenceYear};
use voced_folder::{Cache, Folder, FolderError};
use voced_pipeline::{Assessment, assess};

use crate::arguments::BureauOptions;
use crate::{Console, Failure};

/// A year that was typed.
///
/// # Errors
/// Where there is no such report year.
pub fn year(year: u16) -> Result<ReferenceYear, Failure> {
    ReferenceYear::new(year).map_err(|error| Failure::new(error, "请核对--year"))
}

/// Opens a bureau's folder; `None` stands for the program's own.
pub(crate) fn open(root: Option<&Path>, console: &Console) -> Result<Folder, Failure> {
    let program = console.program();
    let folder = Folder::open(&program.bureau(root));
    let folder = folder.map(|folder| folder.with_cache(Cache::of_user()));
    folder.map_err(|error| match error {
        FolderError::NotABureau(_) => {
            let init = program.command("init");
            let remedy = format!("请核对--bureau；新的教育局用{init}建立");
            Failure::new(error, remedy)
        }
        error => error.into(),
    })
}

/// A bureau's definitions; the nation's, where no bureau is named and the program's own is none.
pub(crate) fn definitions(root: Option<&Path>, console: &Console) -> Result<Catalogue, Failure> {
    let own = console.program().bureau(None);
    if root.is_none_or(|root| root == own) && !own.join("bureau.toml").exists() {
        return Catalogue::national().map_err(Failure::of);
    }
    Ok(open(root, console)?.catalogue().clone())
}

impl BureauOptions {
    /// The folder and the year.
    pub(crate) fn open(&self, console: &Console) -> Result<(Folder, ReferenceYear), Failure> {
        let year = year(self.year)?;
        Ok((open(self.bureau.as_deref(), console)?, year))
    }

    /// A command for the same bureau, as it is typed; the year is left to whoever types it.
    pub(crate) fn command(&self, name: &str, console: &Console) -> String {
        let command = console.program().command(name);
        match &self.bureau {
            Some(root) => format!("{command} --bureau {}", root.display()),
            None => command,
        }
    }

    /// The folder, the year, and everything that is known of it.
    pub(crate) fn assess(&self, console: &Console) -> Result<(Folder, Assessment), Failure> {
        let (folder, year) = self.open(console)?;
        let assessment = assess_year(&folder, year, console)?;
        Ok((folder, assessment))
    }
}

/// Everything that is known of a year.
pub(crate) fn assess_year(
    folder: &Folder,
    year: ReferenceYear,
    console: &Console,
) -> Result<Assessment, Failure> {
    let progress = console.steps();
    let progress = |step| progress.at(step);
    let mut inputs = folder.inputs(year, &progress)?;
    inputs.earlier = folder.earlier(year, &progress)?;
    Ok(assess(inputs, &progress)?)
}
