//! A bureau's own form into its catalogue.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use voced_domain::ReportingUnit;
use voced_ingest::form::{FormUse, Forms, Tally, propose, read_forms};

use crate::arguments::ImportOptions;
use crate::{Console, Done, Failure};

/// A form has some dozen rows; with a logo it has some hundred kilobytes.
const LARGEST: u64 = 16 << 20;

/// Reads a form and writes what the catalogue does not have behind the bureau's own definitions.
pub(crate) fn import(options: &ImportOptions, console: &Console) -> Result<Done, Failure> {
    let (folder, year) = options.bureau.open(console)?;
    let name = file_name(&options.file);
    let Forms { forms, remarks } = read_forms(&name, &bytes(&options.file)?)
        .map_err(|error| Failure::new(format!("{name} {error}"), ""))?;
    let form_use = FormUse {
        year,
        reporting_unit: if options.city {
            ReportingUnit::Region
        } else {
            ReportingUnit::School
        },
        file: &name,
        own_text: folder.own_definitions(),
    };
    let proposal = propose(&forms, folder.catalogue(), &form_use);
    for remark in remarks {
        console.warning(&format!("{name} {remark}"));
    }
    for change in &proposal.changes {
        console.result(&change.to_string())?;
    }
    let text = proposal.to_toml(folder.own_definitions());
    let path = folder.definitions_path();
    if text.is_empty() {
        console.done(&format!("{}里没有要加的", path.display()));
        return Ok(Done::Clean);
    }
    let head =
        format!("\n# 以下由表样“{name}”导入，自{year}年起。标“待核”的请核对，核完可以删去标注。\n");
    if options.preview {
        console.result(&format!("{head}{text}"))?;
        return Ok(Done::Clean);
    }
    folder.add_definitions(&format!("{head}{text}"))?;
    let tally = told(&proposal.tally(folder.own_definitions()));
    console.done(&format!("{}：{tally}", path.display()));
    let template = options
        .bureau
        .command(&format!("template --year {year}"), console);
    console.line(&format!("下一步：核对标“待核”的行，再用 {template}"));
    Ok(Done::Clean)
}

/// `加了1个分组、9个数据项；待核5处`.
fn told(tally: &Tally) -> String {
    let counts = [
        (tally.groups, "个分组"),
        (tally.items, "个数据项"),
        (tally.indicators, "个指标"),
        (tally.relations, "条校验关系"),
        (tally.retired, "条停用"),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, what)| format!("{count}{what}"))
        .collect();
    let counts = if counts.is_empty() {
        "没有新的定义".to_owned()
    } else {
        format!("加了{}", counts.join("、"))
    };
    match tally.doubts {
        0 => counts,
        doubts => format!("{counts}；待核{doubts}处"),
    }
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
