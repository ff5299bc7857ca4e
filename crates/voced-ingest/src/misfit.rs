//! What a file is that is not the filled workbook of this year and of a unit of this bureau.

use serde::{Deserialize, Serialize};
use voced_domain::ReferenceYear;

use crate::reading::Reading;

/// What a file is that is not the filled workbook of this year and of a unit of this bureau.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Misfit {
    /// Another of the files that the program writes; what it is and what to do with it.
    Output(String),
    /// A workbook that says itself, in every place, that it is of another year.
    OtherYear(ReferenceYear),
    /// A workbook of a unit that the bureau does not have, by its code.
    OtherBureau(String),
    /// A workbook as it was sent out, with nothing filled in.
    Blank,
    /// No workbook, nor anything that an office program could make one of; what it is and what to do.
    NoWorkbook(String),
}

/// Why a file is not to be put among the returned workbooks of a year, where it is not: what it is, and what to do.
///
/// Turned away is what nobody could mend where it lies: what is no workbook, and what belongs elsewhere. A workbook
/// that is damaged, locked with a password, in a format that is not read or a web page with a table is taken, since
/// its school did hand it in: it stays as the proof of that, and its finding says how to save it again.
pub fn turned_away(reading: &Reading, year: ReferenceYear) -> Option<String> {
    Some(match reading.misfit.as_ref()? {
        Misfit::Output(what) | Misfit::NoWorkbook(what) => what.clone(),
        Misfit::OtherYear(of) => format!("这是{of}年的填报工作簿，请放到{of}年"),
        Misfit::OtherBureau(code) => format!(
            "工作簿里的单位代码“{code}”不在本局{year}年的名单中，像是别的教育局的；请核对是不是拿错了文件"
        ),
        Misfit::Blank => "这是空白的填报工作簿，一项也没有填；请核对，收学校填好的那一份".into(),
    })
}
