//! Returned workbooks that somebody has open: what is read is what was saved last.
//!
//! Office programs put a file beside the workbook as long as it is open: Excel and WPS `~$甲.xlsx`,
//! LibreOffice `.~lock.甲.xlsx#`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::ReturnedFile;

/// A line for each workbook that is open.
pub(crate) fn open_workbooks(files: &[ReturnedFile]) -> Vec<String> {
    files.iter().filter_map(|file| line(&file.path)).collect()
}

fn line(workbook: &Path) -> Option<String> {
    let lock = locks(workbook)?.into_iter().find(|lock| lock.is_file())?;
    let by = fs::read(&lock).ok().and_then(|bytes| user(&bytes));
    let by = by.map_or_else(String::new, |user| format!("被“{user}”"));
    Some(format!(
        "{}正{by}打开着，读的是最近一次保存的内容",
        workbook.display()
    ))
}

fn locks(workbook: &Path) -> Option<[PathBuf; 2]> {
    let name = workbook.file_name()?.to_str()?;
    let beside = |name: String| workbook.with_file_name(name);
    Some([
        beside(format!("~${name}")),
        beside(format!(".~lock.{name}#")),
    ])
}

/// Who holds the workbook open, where the file says so.
fn user(lock: &[u8]) -> Option<String> {
    let name = if lock.len() == EXCEL {
        of_excel(lock)?
    } else {
        of_libreoffice(std::str::from_utf8(lock).ok()?)?
    };
    let name = name.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    (!name.is_empty()).then(|| name.to_owned())
}

/// The length of Excel's file: the name's length and the name in the code page of the machine, and
/// from here on both again in UTF-16.
const EXCEL: usize = 165;
const IN_UTF16: usize = 55;

fn of_excel(lock: &[u8]) -> Option<String> {
    let (local, wide) = lock.split_at_checked(IN_UTF16)?;
    let units: Vec<u16> = wide
        .chunks_exact(2)
        .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
        .collect();
    let (length, units) = units.split_first()?;
    let units = units.get(..usize::from(*length))?;
    if !units.is_empty() {
        return String::from_utf16(units).ok();
    }
    let (length, bytes) = local.split_first()?;
    let bytes = bytes.get(..usize::from(*length))?;
    Some(encoding_rs::GB18030.decode(bytes).0.into_owned())
}

/// `name,account,machine,time,folder;`, of which the name is often empty.
fn of_libreoffice(lock: &str) -> Option<String> {
    let mut fields = lock.split(',').take(2).map(str::trim);
    fields.find(|field| !field.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_excel(local: &[u8], wide: &str) -> Vec<u8> {
        let mut lock = vec![0; EXCEL];
        lock[0] = u8::try_from(local.len()).unwrap();
        lock[1..=local.len()].copy_from_slice(local);
        let units: Vec<u16> = wide.encode_utf16().collect();
        let length = u16::try_from(units.len()).unwrap();
        for (idx, unit) in [length].into_iter().chain(units).enumerate() {
            let at = IN_UTF16 + 2 * idx;
            lock[at..at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        lock
    }

    #[test]
    fn who_has_a_workbook_open_is_read_from_its_lock_file() {
        let (gbk, _, _) = encoding_rs::GBK.encode("教务处");
        let cases: [(Vec<u8>, Option<&str>); 6] = [
            (of_excel(&gbk, "教务处 王"), Some("教务处 王")),
            (of_excel(&gbk, ""), Some("教务处")),
            (of_excel(b"", ""), None),
            (
                b",root,host,25.11.2020 10:00,file:///root;".to_vec(),
                Some("root"),
            ),
            ("李老师,li,host,,;".into(), Some("李老师")),
            (vec![0xff; EXCEL], None),
        ];
        for (lock, expected) in cases {
            assert_eq!(user(&lock).as_deref(), expected, "{lock:?}");
        }
    }
}
