//! A bureau's own form into its catalogue.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use voced_workflow::settings::{FormImport, import_form};

use crate::arguments::ImportOptions;
use crate::{Console, Done, Failure};

/// A form has some dozen rows; with a logo it has some hundred kilobytes.
const LARGEST: u64 = 16 << 20;

/// Reads a form and writes what the catalogue does not have behind the bureau's own definitions.
pub(crate) fn import(options: &ImportOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let name = file_name(&options.file);
    let asked = FormImport {
        year,
        name: &name,
        bytes: &bytes(&options.file)?,
        is_of_city: options.city,
    };
    let imported = import_form(&folder, asked)?;
    for remark in &imported.remarks {
        console.warning(remark);
    }
    for change in &imported.changes {
        console.result(change)?;
    }
    let path = folder.definitions_path();
    if imported.text.is_empty() {
        console.done(&format!("{}里没有要加的", path.display()));
        return Ok(Done::Clean);
    }
    if options.preview {
        console.result(&imported.text)?;
        return Ok(Done::Clean);
    }
    folder.add_definitions(&imported.text)?;
    console.done(&format!("{}：{}", path.display(), imported.tally));
    let template = options
        .bureau
        .command(&format!("template --year {year}"), console);
    console.line(&format!("下一步：核对标“待核”的行，再用 {template}"));
    Ok(Done::Clean)
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::io(path, error);
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("{}超过{}兆，不像表样", path.display(), LARGEST >> 20);
        return Err(Failure::new(message, "请只留表格，去掉图片和附件"));
    }
    Ok(bytes)
}
