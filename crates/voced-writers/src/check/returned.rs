//! 退回: a school's own workbook with its own answers, faulty cells coloured and noted, and a list of
//! what is to be mended or explained.

use std::collections::{BTreeMap, HashMap};

use voced_domain::{
    About, Answer, EntityCode, Explanation, Finding, FindingStatus, ItemCode, Kind, Location,
    Observation, Position, Quantity, ReplyTo, School, Severity,
};
use voced_template::{SheetBody, Template, Typed};

use super::CheckRun;
use crate::WriteError;
use crate::template::{self, Entry, Filling, Issue, Mark, Note};

/// What a school's workbook is written back from, besides what was found.
#[derive(Clone, Debug)]
pub struct Return<'a> {
    /// The school.
    pub school: &'a School,
    /// The template of the workbook that it handed in.
    pub template: &'a Template,
    /// 上年数, as far as they are known.
    pub last_year: BTreeMap<ItemCode, Quantity>,
}

/// Writes the workbook that goes back to a school.
///
/// # Errors
/// A [`WriteError`] where a text exceeds what the format holds.
pub fn write(check: &CheckRun<'_>, back: Return<'_>) -> Result<Vec<u8>, WriteError> {
    let run = check.run;
    let (edition, dataset) = (run.this.edition, run.this.dataset);
    let school = back.school;
    let places = Places::of(check, back.template, &school.code);
    // What is to be done stands above what is only told.
    let (to_do, told): (Vec<&Finding>, Vec<&Finding>) = check
        .findings_of(&school.code)
        .filter(|finding| !finding.is_bureaus())
        .partition(|finding| finding.blocks());
    let explanations = dataset.explanations(&school.code);
    let issues = to_do.into_iter().chain(told);
    let issues = issues
        .map(|finding| places.issue(finding))
        .chain(standing_answers(check, &school.code, explanations))
        .collect();
    let filling = Filling {
        entity_code: school.code.as_str(),
        entity_name: &school.name,
        author: &run.bureau.name,
        issued: run.issued,
        cover: None,
        reply_to: Some(ReplyTo {
            round: check.round_of(&school.code) + 1,
            data_code: dataset.data_code(&school.code),
        }),
        remark: "教育局核查后退回。请按“问题清单”改正或说明后交回，黄底各栏可改，灰底各栏已锁定。",
        last_year: back.last_year,
        answers: answers(check, &school.code, back.template),
        notes: notes(check, &school.code, explanations),
        case: case(explanations),
        issues,
        unread: dataset.unread(&school.code),
    };
    template::write(back.template, edition, &filling)
}

/// Every answer as it was typed; what could not be used is given back as it stood.
fn answers(
    check: &CheckRun<'_>,
    school: &EntityCode,
    template: &Template,
) -> BTreeMap<Entry, Typed> {
    let unread = check.run.this.dataset.unread(school).iter();
    let refused = unread.filter_map(|unread| {
        let entry = entry_at(template, &unread.sheet, unread.position)?;
        Some((entry, template::content(unread)))
    });
    let own = check.run.this.dataset.of(school);
    let answer = |observation: &Observation| {
        let typed = match &observation.answer {
            Answer::Number(number) => Typed::Number(number.clone()),
            Answer::Blank => return None,
            // What a text calls 无 is read as 不适用.
            Answer::NotApplicable if is_text(check, observation) => Typed::Text("无".into()),
            answer => Typed::Text(answer.as_typed()),
        };
        let entry = Entry {
            item: observation.item.clone(),
            row: observation.row,
        };
        Some((entry, typed))
    };
    refused.chain(own.filter_map(answer)).collect()
}

fn is_text(check: &CheckRun<'_>, observation: &Observation) -> bool {
    let item = check.run.this.edition.item(&observation.item);
    item.is_some_and(|item| item.kind == Kind::Text)
}

/// The entry whose cell in a table this is.
fn entry_at(template: &Template, title: &str, at: Position) -> Option<Entry> {
    let sheet = template.sheets.iter().find(|sheet| sheet.title == title)?;
    let SheetBody::Table { columns, rows, .. } = &sheet.body else {
        return None;
    };
    let field = columns
        .iter()
        .find(|field| field.cell.column == at.column)?;
    let row = at.row.checked_sub(field.cell.row)?;
    let row = u16::try_from(row).ok().filter(|row| row < rows)?;
    Some(Entry {
        item: field.item.clone(),
        row: Some(row),
    })
}

/// Answers to what was not found this time: it may come up again with the same values, when a cell
/// that keeps it from being judged is mended.
fn standing_answers(
    check: &CheckRun<'_>,
    school: &EntityCode,
    explanations: &[Explanation],
) -> impl Iterator<Item = Issue> {
    explanations.iter().filter_map(move |explanation| {
        let About::Finding { rule, evidence } = &explanation.about else {
            return None;
        };
        let is_told = check.findings_of(school).any(|found| found.is_under(rule));
        let card = check.card(rule)?;
        (!is_told).then(|| Issue {
            severity: Severity::Notice,
            status: FindingStatus::Explained,
            rule: rule.to_string(),
            name: card.name.to_string(),
            place: "整个工作簿".into(),
            marks: Vec::new(),
            message: format!("以前说明过“{}”，这次没有发现", card.name),
            remedy: "不需要处理；再出现同样的数字时，说明仍然有效".into(),
            may_explain: true,
            answer: explanation.text.clone(),
            evidence: evidence.clone(),
        })
    })
}

fn notes(check: &CheckRun<'_>, school: &EntityCode, explanations: &[Explanation]) -> Vec<Note> {
    let dataset = check.run.this.dataset;
    // What was written of other numbers is bound to none of these.
    let beside = |explanation: &Explanation| match (&explanation.about, &explanation.since) {
        _ if explanation.is_outdated => "-".to_owned(),
        (About::Item(item), Some(since)) => since.item_code(item),
        (About::Item(item), None) => dataset.item_code(school, item),
        (_, Some(since)) => since.data_code(),
        (_, None) => dataset.data_code(school),
    };
    let note = |explanation: &Explanation| {
        let number = match &explanation.about {
            About::Item(item) => check.run.this.edition.item(item)?.number.clone(),
            About::School => voced_template::WHOLE_SCHOOL.to_owned(),
            About::Unknown(typed) => typed.clone(),
            About::Finding { .. } | About::CaseTitle | About::CaseText => return None,
        };
        Some(Note {
            number,
            text: explanation.text.clone(),
            beside: beside(explanation),
        })
    };
    explanations.iter().filter_map(note).collect()
}

fn case(explanations: &[Explanation]) -> Option<(String, String)> {
    let text_of = |about: &About| {
        let mut texts = explanations.iter();
        let found = texts.find(|found| found.about == *about);
        found.map(|found| found.text.clone())
    };
    let (title, text) = (text_of(&About::CaseTitle), text_of(&About::CaseText));
    (title.is_some() || text.is_some())
        .then(|| (title.unwrap_or_default(), text.unwrap_or_default()))
}

/// From where a thing stood in the workbook that came to where it stands in the one that goes back.
struct Places<'a> {
    check: &'a CheckRun<'a>,
    template: &'a Template,
    observations: HashMap<(&'a str, Position), &'a Observation>,
}

impl<'a> Places<'a> {
    fn of(check: &'a CheckRun<'a>, template: &'a Template, school: &'a EntityCode) -> Self {
        let own = check.run.this.dataset.of(school);
        let keyed = own.map(|found| ((&*found.cell.sheet, found.cell.position), found));
        Self {
            check,
            template,
            observations: keyed.collect(),
        }
    }

    fn issue(&self, finding: &Finding) -> Issue {
        let marks: Vec<Mark> = finding
            .locations
            .iter()
            .filter_map(|location| self.mark(location))
            .collect();
        let place = marks.first().map_or_else(
            || place_in_words(finding),
            |mark| format!("{}!{}", mark.sheet, mark.cell),
        );
        let reply = finding.reply.as_ref().filter(|reply| reply.is_by_school());
        let holds = reply.filter(|_| finding.status == FindingStatus::Explained);
        // What no longer holds stands beside the remedy: in the cell for the answer it would come
        // back as an answer to the new numbers.
        let lapsed = reply.filter(|_| finding.status == FindingStatus::Open);
        let lapsed = lapsed.map_or(String::new(), |reply| format!("（{}）", reply.text));
        Issue {
            severity: finding.severity,
            status: finding.status,
            rule: finding.rule.to_string(),
            name: self
                .check
                .card(&finding.rule)
                .map_or(finding.name.clone(), |card| card.name.to_string()),
            place,
            marks,
            message: finding.message.clone(),
            remedy: format!("{}{lapsed}", finding.remedy),
            may_explain: finding.severity == Severity::Explain,
            answer: holds.map_or(String::new(), |reply| reply.text.clone()),
            evidence: finding.rests_on().to_string(),
        }
    }

    /// A cell that no answer was read from stands where it stood.
    fn unread(&self, title: &str, cell: Position) -> Option<Mark> {
        let mut sheets = self.template.sheets.iter();
        let sheet = sheets.find(|sheet| sheet.title == title)?;
        Some(Mark {
            sheet: sheet.title.clone(),
            cell,
        })
    }

    /// The cell of an answer in the template, wherever the clerk had moved it.
    fn mark(&self, location: &Location) -> Option<Mark> {
        let key = (location.sheet.as_deref()?, location.cell?);
        let Some(observation) = self.observations.get(&key) else {
            return self.unread(key.0, key.1);
        };
        let (sheet, field) = self.template.field(&observation.item)?;
        let cell = match (&sheet.body, observation.row) {
            (SheetBody::Table { .. }, Some(row)) => Position {
                row: field.cell.row + u32::from(row),
                ..field.cell
            },
            _ => field.cell,
        };
        Some(Mark {
            sheet: sheet.title.clone(),
            cell,
        })
    }
}

fn place_in_words(finding: &Finding) -> String {
    let place = finding.place().filter(|place| place.sheet.is_some());
    place.map_or_else(|| "整个工作簿".into(), Location::on_sheet)
}
