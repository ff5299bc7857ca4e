//! The name under which a file that arrived is stored: one that is a name of a file on every system, and that shows
//! what it is.

use voced_ingest::FORMATS;
use voced_text::letters;

/// Longer names are cut; some systems hold no more than 255 bytes.
const LONGEST: usize = 120;
/// What other programs call their workbooks, whose content is of one of the formats.
const OTHER_EXTENSIONS: [&str; 3] = ["et", "xlsm", "xlt"];
/// No names of files on Windows, whatever follows the first point.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
/// The same with a digit behind, one that stands above the line among them.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// The last part of a name, without what cannot stand in a name of a file on one of the systems and what nobody
/// sees; or why it can be none.
pub(crate) fn safe_name(sent: &str) -> Result<String, String> {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_allowed = |c: &char| !c.is_control() && !r#"<>:"|?*"#.contains(*c);
    let name: String = letters::visible(last).chars().filter(is_allowed).collect();
    // Macs send the parts of a letter one by one, and the roster has it whole.
    let name = letters::composed(&name);
    let name = name.trim_matches(|c: char| c == '~' || c == '$' || is_blank(c));
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return Err("没有扩展名，不知道是不是工作簿".into());
    };
    let extension = extension.trim().to_lowercase();
    check_extension(&extension)?;
    let stem = stem.trim_matches(is_blank);
    let stem = if stem.is_empty() || is_device(stem) {
        format!("来件{stem}")
    } else {
        stem.to_owned()
    };
    let cut = &stem[..stem.floor_char_boundary(LONGEST)];
    Ok(format!("{}.{extension}", cut.trim_end_matches(is_blank)))
}

fn check_extension(extension: &str) -> Result<(), String> {
    let known = FORMATS.iter().flat_map(|format| format.extensions);
    let is_known = known.clone().any(|known| **known == *extension);
    if is_known || OTHER_EXTENSIONS.contains(&extension) {
        return Ok(());
    }
    let known: Vec<&str> = known.copied().collect();
    let known = known.join("、");
    Err(format!("不是工作簿（.{extension}），只收{known}"))
}

/// What Windows leaves off the end of a name, so that two names would be one.
fn is_blank(c: char) -> bool {
    c == '.' || c.is_whitespace()
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default();
    let first = first.trim_end().to_lowercase();
    let is_numbered = |device: &&str| {
        let number = first.strip_prefix(*device);
        number.is_some_and(|number| {
            let mut digits = number.chars();
            let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³');
            digits.next().is_some_and(is_digit) && digits.next().is_none()
        })
    };
    DEVICES.contains(&&*first) || NUMBERED_DEVICES.iter().any(is_numbered)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(sent: &str) -> String {
        safe_name(sent).unwrap_or_else(|why| why)
    }

    #[test]
    fn a_name_is_never_a_path_and_always_a_name() {
        assert_eq!(named("甲校.xlsx"), "甲校.xlsx");
        for path in [
            "../../甲校.xlsx",
            r"C:\邮件\甲校.xlsx",
            r"..\甲校.xlsx",
            "/etc/甲校.xlsx",
            "a/b/甲校.XLSX",
            "甲\0校.xlsx",
            " .甲校.xlsx. ",
            "甲校 .xlsx",
            "甲校...xlsx",
            "甲校\u{3000}.\u{a0}.xlsx",
            "甲校. xlsx",
            "~$甲校.xlsx",
        ] {
            assert_eq!(named(path), "甲校.xlsx", "{path}");
        }
        assert_eq!(named(".xlsx"), "没有扩展名，不知道是不是工作簿");
        assert_eq!(named("\u{200b}.xlsx"), "没有扩展名，不知道是不是工作簿");
        assert_eq!(named("~.xlsx"), "没有扩展名，不知道是不是工作簿");
        assert_eq!(named("甲校.exe"), "不是工作簿（.exe），只收xlsx、xls、ods");
        assert_eq!(named("甲校"), "没有扩展名，不知道是不是工作簿");
    }

    #[test]
    fn a_long_name_is_cut_between_letters_and_ends_with_one() {
        let name = named(&format!("{}.xlsx", "长".repeat(500)));
        assert_eq!(name, format!("{}.xlsx", "长".repeat(LONGEST / 3)));
        let name = named(&format!("{}. . 校.xlsx", "a".repeat(LONGEST - 3)));
        assert_eq!(name, format!("{}.xlsx", "a".repeat(LONGEST - 3)));
        assert!(named(&format!("con.{}.xlsx", "长".repeat(500))).len() < 255);
    }

    #[test]
    fn a_name_of_a_device_becomes_one_of_a_file() {
        for device in [
            "con", "CON", "con.a", "Con .b", "prn", "aux", "nul.tar", "CONIN$", "conout$", "com1",
            "COM9", "lpt1", "LPT9.甲", "com¹", "COM²", "lpt³", "com0",
        ] {
            assert_eq!(
                named(&format!("{device}.xlsx")),
                format!("来件{device}.xlsx")
            );
        }
        for name in [
            "con校", "甲.con", "com10", "comx", "com", "lpt12", "conin", "甲con",
        ] {
            assert_eq!(named(&format!("{name}.xlsx")), format!("{name}.xlsx"));
        }
    }

    #[test]
    fn what_nobody_sees_does_not_survive_and_letters_are_whole() {
        let ranges = [
            0xad..=0xad,
            0x34f..=0x34f,
            0x61c..=0x61c,
            0x115f..=0x1160,
            0x17b4..=0x17b5,
            0x180b..=0x180f,
            0x200b..=0x200f,
            0x202a..=0x202e,
            0x2060..=0x206f,
            0x3164..=0x3164,
            0xfe00..=0xfe0f,
            0xfeff..=0xfeff,
            0xffa0..=0xffa0,
            0xfff9..=0xfffb,
            0xe0000..=0xe0fff,
        ];
        for number in ranges.into_iter().flatten() {
            let sign = char::from_u32(number).unwrap();
            let sent = format!("{sign}甲{sign}校{sign}.{sign}xl{sign}sx{sign}");
            assert_eq!(named(&sent), "甲校.xlsx", "U+{number:04X}");
        }
        assert_eq!(named("Cafe\u{301}.xlsx"), "Caf\u{e9}.xlsx");
        assert_eq!(named("e\u{200b}\u{301}.xlsx"), "\u{e9}.xlsx");
        assert_eq!(named("c\u{200b}on.xlsx"), "来件con.xlsx");
    }
}
