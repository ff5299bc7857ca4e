//! The corpus of hostile files, written to a folder.

use std::path::{Path, PathBuf};

use clap::Args;
use voced_cli::{Console, Done, Failure};
use voced_folder::{Output, OutputFolder};
use voced_fuzz::hostile::hostile as files;

/// What stands in the list of all files.
const LIST: &str = "attacks.csv";

#[derive(Debug, Args)]
pub(crate) struct HostileOptions {
    /// 写入的文件夹
    #[arg(long, value_name = "文件夹")]
    pub(crate) out: PathBuf,
}

/// Writes the files, each into the folder of its kind, with a list of what each does.
pub(crate) fn hostile(options: &HostileOptions, console: &Console) -> Result<Done, Failure> {
    let place = OutputFolder::open(&options.out)?;
    let mut outputs = Vec::new();
    let mut list = String::from("文件,做法\n");
    files(Path::new("fixtures"), |folder, attack| {
        let path = format!("{folder}/{}", attack.file);
        list.push_str(&format!("{path},{}\n", attack.what));
        // Written at once: some are large.
        outputs.push(place.stage::<Failure>(&path, |to| Ok(to.write_all(&attack.bytes)?))?);
        Ok::<(), Failure>(())
    })?;
    let count = outputs.len();
    outputs.push(Output::new(LIST, list.into_bytes()));
    place.replace(&outputs)?;
    console.done(&format!("{count}个文件，见{}", options.out.display()));
    Ok(Done::Clean)
}
