//! The case studies that schools sent as Word documents beside their workbooks.

use voced_domain::{Bureau, School};
use voced_folder::{Folder, ReturnedFile};
use voced_pipeline::Assessment;
use voced_word::{Doubt, LARGEST, Names, case, read};

use super::found::n_letters;
use super::{Found, SchoolCase};
use crate::Failure;

/// The case studies among the documents of a year. One that cannot be read, or is nobody's, keeps no other back.
pub(super) fn found<'a>(folder: &Folder, assessment: &'a Assessment) -> Result<Found<'a>, Failure> {
    let mut found = Found {
        cases: Vec::new(),
        remarks: Vec::new(),
    };
    for file in folder.documents(assessment.year())? {
        match one(folder, &assessment.bureau, &file) {
            Ok(case) => found.cases.push(case),
            Err(remark) => found.remarks.push(format!("{}：{remark}", file.name())),
        }
    }
    Ok(found)
}

/// The case study of a document, or why it was not taken.
fn one<'a>(
    folder: &Folder,
    bureau: &'a Bureau,
    file: &ReturnedFile,
) -> Result<SchoolCase<'a>, String> {
    let bytes = folder.document(file, LARGEST);
    let bytes = bytes.map_err(|error| format!("{error}，没有取；{}", error.remedy()))?;
    let document = read(&bytes);
    let document = document.map_err(|error| format!("{error}，没有取；{}", error.remedy()))?;
    let school = school(bureau, file)?;
    let names: Vec<&str> = school.names().collect();
    let stem = file.path.file_stem().unwrap_or_default().to_string_lossy();
    let found = case(
        &document,
        Names {
            file: &stem,
            school: &names,
        },
    );
    if let Some(doubt) = found.doubt {
        return Err(refusal(doubt));
    }
    Ok(SchoolCase {
        school,
        n_letters: n_letters(&found.case.blocks),
        case: found.case,
        document: Some(file.clone()),
    })
}

/// Whose document it is: the folder says so, or its own name.
fn school<'a>(bureau: &'a Bureau, file: &ReturnedFile) -> Result<&'a School, String> {
    let folder = file.folder.as_deref().unwrap_or_default();
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let mut found = bureau.schools_named_in(folder);
    if found.is_empty() {
        found = bureau.schools_named_in(&name);
    }
    match found.as_slice() {
        [school] => Ok(school),
        [] => Err(
            "文件名里没有学校名称，不知道是哪所学校的，没有取；请在文件名里写上学校的全称或简称，或放进学校自己的文件夹"
                .into(),
        ),
        several => {
            let names: Vec<&str> = several.iter().map(|school| school.short.as_str()).collect();
            Err(format!(
                "文件名里有{}，不知道是哪所学校的，没有取；请在文件名里只写一所，或放进学校自己的文件夹",
                names.join("、")
            ))
        }
    }
}

fn refusal(doubt: Doubt) -> String {
    let found = match doubt {
        Doubt::Short(n_letters) => {
            format!("正文只有{n_letters}个字，像扫描件、签字表或信函，不像案例")
        }
        Doubt::Form => "多半是表格，不像案例".into(),
    };
    format!("{found}，没有取；是案例的，请在文件名里写上“案例”两个字再运行")
}
