//! What clerks wrote beside the cells: notes and boxes of text. It is no explanation until it stands
//! on the sheet for explanations, and whoever wrote it must hear of that.

use voced_domain::{Finding, FindingText, Position, RuleCode, Severity};

use crate::answer;
use crate::book::{Book, BookSheet};
use crate::locate::Places;
use crate::normalise;
use crate::reader::Reader;
use crate::rules;

/// So many are told one by one.
const MOST_TOLD: usize = 50;

impl Reader<'_> {
    /// A finding for each note, and one for the boxes of a sheet.
    pub(crate) fn beside(&mut self, book: &Book, places: &Places<'_>) {
        let notes = book.sheets.iter().flat_map(|sheet| {
            let notes = sheet.beside.notes.iter();
            notes.filter_map(move |(at, text)| Some((sheet, *at, of_people(comment(text))?)))
        });
        let notes: Vec<_> = notes.take(MOST_TOLD).collect();
        for (sheet, at, text) in notes {
            self.note(sheet, at, &text, places);
        }
        for sheet in &book.sheets {
            self.boxes(sheet);
        }
    }

    fn note(&mut self, sheet: &BookSheet, at: Position, text: &str, places: &Places<'_>) {
        let item = places.item_at(&sheet.name, at);
        let number = item
            .and_then(|item| self.expected.edition.item(item))
            .map_or_else(String::new, |item| format!("，编号填{}", item.number));
        let finding = Finding::new(
            &rules::BESIDE,
            FindingText {
                message: format!("单元格有批注“{}”，没有当作情况说明收入", shortened(text)),
                found: shortened(text),
                expected: "写在“情况说明”表上".into(),
                remedy: format!("需要说明的，请写到“情况说明”表{number}"),
            },
        );
        let location = self.location(&sheet.name, at, item);
        self.push(finding, Some(location));
    }

    fn boxes(&mut self, sheet: &BookSheet) {
        let Some(first) = sheet.beside.boxes.first() else {
            return;
        };
        let count = match sheet.beside.boxes.len() {
            1 => String::new(),
            count => format!("等{count}个"),
        };
        let finding = Finding::new(
            &rules::BESIDE,
            FindingText {
                message: format!(
                    "表上有文本框“{}”{count}，没有当作情况说明收入",
                    shortened(first)
                ),
                found: shortened(first),
                expected: "写在“情况说明”表上".into(),
                remedy: "需要说明的，请写到“情况说明”表，编号填所说明的那一项的编号".into(),
            },
        );
        let mut location = self.workbook_location();
        location.sheet = Some(sheet.name.to_string());
        self.push(finding, Some(location));
    }
}

/// What a person wrote into a note: without the lines of this program, which puts findings such as
/// `【核实】…（REL022）` on a workbook that it sends back, and without the name of who wrote it where
/// nothing else is left.
fn of_people(text: &str) -> Option<String> {
    let lines = text
        .lines()
        .map(|line| line.trim_matches(normalise::is_space));
    let lines: Vec<&str> = lines
        .filter(|line| !line.is_empty() && !is_ours(line))
        .collect();
    let says_something = lines.iter().any(|line| !line.ends_with([':', '：']));
    says_something.then(|| lines.join("\n"))
}

/// Whether a line is a finding, behind the name that some programs put before a note or not.
fn is_ours(line: &str) -> bool {
    let severities = [Severity::Error, Severity::Explain, Severity::Notice];
    let heads = severities.map(|severity| format!("【{}】", severity.name()));
    let begins = heads.iter().any(|head| {
        let before = line
            .split_once(head.as_str())
            .map(|(before, _)| before.trim());
        before.is_some_and(|before| before.is_empty() || before.ends_with([':', '：']))
    });
    let line = normalise::half_width(line);
    let end = line.trim_end_matches(['.', ',']);
    let rule = end.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    begins && rule.is_some_and(|(_, code)| RuleCode::new(code).is_ok())
}

/// The comment of a thread as programs see it that know no threads: behind an address where to read
/// more, and a line that ends with a colon.
fn comment(text: &str) -> &str {
    let Some((_, behind)) = text.split_once("go.microsoft.com/fwlink") else {
        return text;
    };
    let mut lines = behind.match_indices('\n');
    let comment = lines.find_map(|(at, _)| {
        let is_head = behind[..at].trim_end().ends_with([':', '：']);
        is_head.then(|| behind[at..].trim())
    });
    comment.unwrap_or(text)
}

/// A text on one line, as much of it as a sentence can bear. A note is prose: where its lines end says
/// nothing.
fn shortened(text: &str) -> String {
    answer::shortened(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_of_a_thread_is_found_behind_what_is_said_to_old_programs() {
        let left = "[Threaded comment]\n\nYour version of Excel allows you to read this threaded \
                    comment. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\n\
                    Comment:\n    含春季班：8人";
        assert_eq!(comment(left), "含春季班：8人");
        assert_eq!(comment("含春季班：\n8人"), "含春季班：\n8人");
    }

    #[test]
    fn what_people_wrote_is_told_from_what_this_program_did() {
        let ours = "【核实】招生数比上年多。请核对（REL022）\n【强制】没有填。请补填（MIS001）";
        for text in [
            ours,
            &format!("教育局:\n{ours}"),
            &format!("Author: {ours}。\u{200b}"),
            "【强制】没有填。请补填(MIS001）",
            "经办人:",
            " \n",
        ] {
            assert_eq!(of_people(text), None, "{text}");
        }
        let told = |text: &str| of_people(text).unwrap_or_default();
        assert_eq!(told("含春季班"), "含春季班");
        assert_eq!(told(&format!("{ours}\n已核对，无误")), "已核对，无误");
        assert_eq!(told("【强制】春季（含五年制）"), "【强制】春季（含五年制）");
    }
}
