//! The binary form of a [`Reading`], so that what was read once need not be read again from the same bytes.
//!
//! It is exact: a reading that would not come back as it was has no such form. It is known to this
//! version of the program alone, and no form for exchange.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use voced_domain::{
    About, Answer, CellRef, Edition, EntityCode, Evidence, EvidenceKey, EvidencePart,
    EvidenceValue, Explanation, Finding, FindingText, Gap, IndicatorCode, ItemCode, Location,
    Position, Quantity, ReferenceYear, ReplyTo, RuleCode, Submission, SubmittedValue, Unread,
};

use crate::misfit::Misfit;
use crate::reading::Reading;
use crate::rules;

impl Reading {
    /// The reading as bytes; nothing where it would not come back as it is.
    pub fn to_kept(&self, edition: &Edition) -> Option<Vec<u8>> {
        let bytes = postcard::to_allocvec(&KeptReading::of(self)?).ok()?;
        let back = Self::from_kept(&bytes, edition)?;
        (back == *self).then_some(bytes)
    }

    /// A reading from its bytes; nothing where they are not of this form. Codes are those of the edition, so that
    /// a nation's readings share them.
    pub fn from_kept(bytes: &[u8], edition: &Edition) -> Option<Self> {
        let kept: KeptReading = postcard::from_bytes(bytes).ok()?;
        let names: Vec<Arc<str>> = kept.names.into_iter().map(Into::into).collect();
        let submission = match kept.submission {
            None => None,
            Some(submission) => Some(submission.read(&Names::of(names, edition))?),
        };
        let findings = kept.findings.into_iter().map(KeptFinding::read);
        Some(Self {
            file: kept.file,
            folder: kept.folder,
            submission,
            reply_to: kept
                .reply_to
                .map(|(round, data_code)| ReplyTo { round, data_code }),
            misfit: kept.misfit,
            findings: findings.collect::<Option<_>>()?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct KeptReading {
    file: String,
    folder: Option<String>,
    /// Items, files and sheets, which stand at hundreds of values, each once.
    names: Vec<String>,
    submission: Option<KeptSubmission>,
    reply_to: Option<(u32, String)>,
    misfit: Option<Misfit>,
    findings: Vec<KeptFinding>,
}

impl KeptReading {
    fn of(reading: &Reading) -> Option<Self> {
        let Reading {
            file,
            folder,
            submission,
            reply_to,
            misfit,
            findings,
        } = reading;
        let mut table = Table::default();
        let submission = match submission {
            None => None,
            Some(submission) => Some(KeptSubmission::of(submission, &mut table)?),
        };
        let findings = findings.iter().map(KeptFinding::of);
        Some(Self {
            file: file.clone(),
            folder: folder.clone(),
            names: table.names,
            submission,
            reply_to: reply_to.as_ref().map(|reply| {
                let ReplyTo { round, data_code } = reply;
                (*round, data_code.clone())
            }),
            misfit: misfit.clone(),
            findings: findings.collect::<Option<_>>()?,
        })
    }
}

/// Names on their way into the form.
#[derive(Default)]
struct Table {
    names: Vec<String>,
    places: HashMap<String, u32>,
}

impl Table {
    fn place(&mut self, name: &str) -> Option<u32> {
        if let Some(place) = self.places.get(name) {
            return Some(*place);
        }
        let place = u32::try_from(self.names.len()).ok()?;
        self.names.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        Some(place)
    }
}

/// Names on their way back.
struct Names {
    names: Vec<Arc<str>>,
    items: Vec<Option<ItemCode>>,
}

impl Names {
    fn of(names: Vec<Arc<str>>, edition: &Edition) -> Self {
        let item = |name: &Arc<str>| {
            let code = ItemCode::new(name).ok()?;
            Some(edition.item(&code).map_or(code, |item| item.code.clone()))
        };
        let items = names.iter().map(item).collect();
        Self { names, items }
    }

    fn name(&self, place: u32) -> Option<Arc<str>> {
        self.names.get(usize::try_from(place).ok()?).cloned()
    }

    fn item(&self, place: u32) -> Option<ItemCode> {
        self.items.get(usize::try_from(place).ok()?).cloned()?
    }
}

#[derive(Serialize, Deserialize)]
struct KeptSubmission {
    entity: EntityCode,
    year: ReferenceYear,
    template: String,
    file: String,
    values: Vec<KeptValue>,
    explanations: Vec<KeptExplanation>,
    unread: Vec<(String, KeptPosition, KeptAnswer)>,
}

impl KeptSubmission {
    fn of(submission: &Submission, table: &mut Table) -> Option<Self> {
        let Submission {
            entity,
            year,
            template,
            file,
            values,
            explanations,
            unread,
        } = submission;
        let values = values.iter().map(|value| KeptValue::of(value, table));
        let values = values.collect::<Option<_>>()?;
        let explanations = explanations.iter();
        let explanations = explanations.map(|one| KeptExplanation::of(one, table));
        let unread = unread.iter().map(|one| {
            let Unread {
                sheet,
                position,
                content,
            } = one;
            (
                sheet.clone(),
                KeptPosition::of(*position),
                KeptAnswer::of(content),
            )
        });
        Some(Self {
            entity: entity.clone(),
            year: *year,
            template: template.clone(),
            file: file.clone(),
            values,
            explanations: explanations.collect::<Option<_>>()?,
            unread: unread.collect(),
        })
    }

    fn read(self, names: &Names) -> Option<Submission> {
        let values = self.values.into_iter().map(|value| value.read(names));
        let explanations = self.explanations.into_iter().map(|one| one.read(names));
        let unread = self.unread.into_iter();
        let unread = unread.map(|(sheet, position, content)| Unread {
            sheet,
            position: position.read(),
            content: content.read(),
        });
        Some(Submission {
            entity: self.entity,
            year: self.year,
            template: self.template,
            file: self.file,
            values: values.collect::<Option<_>>()?,
            explanations: explanations.collect::<Option<_>>()?,
            unread: unread.collect(),
        })
    }
}

#[derive(Serialize, Deserialize)]
struct KeptValue {
    item: u32,
    row: Option<u16>,
    answer: KeptAnswer,
    cell: KeptCell,
}

impl KeptValue {
    fn of(value: &SubmittedValue, table: &mut Table) -> Option<Self> {
        let SubmittedValue {
            item,
            row,
            answer,
            cell,
        } = value;
        Some(Self {
            item: table.place(item.as_str())?,
            row: *row,
            answer: KeptAnswer::of(answer),
            cell: KeptCell::of(cell, table)?,
        })
    }

    fn read(self, names: &Names) -> Option<SubmittedValue> {
        Some(SubmittedValue {
            item: names.item(self.item)?,
            row: self.row,
            answer: self.answer.read(),
            cell: self.cell.read(names)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct KeptExplanation {
    about: KeptAbout,
    text: String,
    cell: KeptCell,
    is_outdated: bool,
}

impl KeptExplanation {
    fn of(explanation: &Explanation, table: &mut Table) -> Option<Self> {
        let Explanation {
            about,
            text,
            cell,
            since,
            is_outdated,
        } = explanation;
        // What a workbook alone cannot say is known only once it is held against those before.
        since.is_none().then_some(())?;
        Some(Self {
            about: KeptAbout::of(about),
            text: text.clone(),
            cell: KeptCell::of(cell, table)?,
            is_outdated: *is_outdated,
        })
    }

    fn read(self, names: &Names) -> Option<Explanation> {
        Some(Explanation {
            about: self.about.read(),
            text: self.text,
            cell: self.cell.read(names)?,
            since: None,
            is_outdated: self.is_outdated,
        })
    }
}

#[derive(Serialize, Deserialize)]
enum KeptAbout {
    Item(ItemCode),
    Finding(RuleCode, String),
    CaseTitle,
    CaseText,
    School,
    Unknown(String),
}

impl KeptAbout {
    fn of(about: &About) -> Self {
        match about {
            About::Item(item) => Self::Item(item.clone()),
            About::Finding { rule, evidence } => Self::Finding(rule.clone(), evidence.clone()),
            About::CaseTitle => Self::CaseTitle,
            About::CaseText => Self::CaseText,
            About::School => Self::School,
            About::Unknown(typed) => Self::Unknown(typed.clone()),
        }
    }

    fn read(self) -> About {
        match self {
            Self::Item(item) => About::Item(item),
            Self::Finding(rule, evidence) => About::Finding { rule, evidence },
            Self::CaseTitle => About::CaseTitle,
            Self::CaseText => About::CaseText,
            Self::School => About::School,
            Self::Unknown(typed) => About::Unknown(typed),
        }
    }
}

#[derive(Serialize, Deserialize)]
enum KeptAnswer {
    /// Most numbers are whole and not large.
    Whole(i64),
    Number(Quantity),
    Text(String),
    NotApplicable,
    Blank,
    Unusable(String),
}

impl KeptAnswer {
    fn of(answer: &Answer) -> Self {
        match answer {
            Answer::Number(number) => match whole(number) {
                Some(whole) => Self::Whole(whole),
                None => Self::Number(number.clone()),
            },
            Answer::Text(text) => Self::Text(text.clone()),
            Answer::NotApplicable => Self::NotApplicable,
            Answer::Blank => Self::Blank,
            Answer::Unusable(text) => Self::Unusable(text.clone()),
        }
    }

    fn read(self) -> Answer {
        match self {
            Self::Whole(whole) => Answer::Number(whole.into()),
            Self::Number(number) => Answer::Number(number),
            Self::Text(text) => Answer::Text(text),
            Self::NotApplicable => Answer::NotApplicable,
            Self::Blank => Answer::Blank,
            Self::Unusable(text) => Answer::Unusable(text),
        }
    }
}

fn whole(number: &Quantity) -> Option<i64> {
    number.is_integer().then(|| number.floor())?
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct KeptPosition(u32, u16);

impl KeptPosition {
    fn of(position: Position) -> Self {
        let Position { row, column } = position;
        Self(row, column)
    }

    fn read(self) -> Position {
        Position {
            row: self.0,
            column: self.1,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct KeptCell {
    file: u32,
    sheet: u32,
    position: KeptPosition,
}

impl KeptCell {
    fn of(cell: &CellRef, table: &mut Table) -> Option<Self> {
        let CellRef {
            file,
            sheet,
            position,
        } = cell;
        Some(Self {
            file: table.place(file)?,
            sheet: table.place(sheet)?,
            position: KeptPosition::of(*position),
        })
    }

    fn read(&self, names: &Names) -> Option<CellRef> {
        Some(CellRef {
            file: names.name(self.file)?,
            sheet: names.name(self.sheet)?,
            position: self.position.read(),
        })
    }
}

/// A finding as reading makes one: open, without a reply. What its rule says of it is not kept.
#[derive(Serialize, Deserialize)]
struct KeptFinding {
    rule: RuleCode,
    school: Option<EntityCode>,
    message: String,
    remedy: String,
    found: String,
    expected: String,
    difference: Option<KeptGap>,
    locations: Vec<KeptLocation>,
    evidence: Vec<(KeptKey, KeptEvidence)>,
    same_cause: Vec<RuleCode>,
    blocked_checks: u32,
}

impl KeptFinding {
    fn of(finding: &Finding) -> Option<Self> {
        let evidence = finding.evidence.values().iter();
        let evidence = evidence.map(|(key, value)| (KeptKey::of(key), KeptEvidence::of(value)));
        Some(Self {
            rule: finding.rule.clone(),
            school: finding.school.clone(),
            message: finding.message.clone(),
            remedy: finding.remedy.clone(),
            found: finding.found.clone(),
            expected: finding.expected.clone(),
            difference: finding.difference.as_ref().map(KeptGap::of),
            locations: finding.locations.iter().map(KeptLocation::of).collect(),
            evidence: evidence.collect(),
            same_cause: finding.same_cause.clone(),
            blocked_checks: finding.blocked_checks,
        })
    }

    fn read(self) -> Option<Finding> {
        let mut cards = rules::all().iter();
        let card = cards.find(|card| *card.code == *self.rule.as_str())?;
        let text = FindingText {
            message: self.message,
            found: self.found,
            expected: self.expected,
            remedy: self.remedy,
        };
        let evidence = self.evidence.into_iter();
        let evidence = evidence.map(|(key, value)| (key.read(), value.read()));
        let locations = self.locations.into_iter().map(KeptLocation::read);
        let mut finding = Finding::new(card, text)
            .at_each(locations)
            .resting_on(Evidence::new(evidence))
            .of_school(self.school);
        finding.difference = self.difference.map(KeptGap::read);
        finding.same_cause = self.same_cause;
        finding.blocked_checks = self.blocked_checks;
        Some(finding)
    }
}

#[derive(Serialize, Deserialize)]
enum KeptGap {
    Exactly(Quantity),
    Between(Quantity, Quantity),
}

impl KeptGap {
    fn of(gap: &Gap) -> Self {
        match gap {
            Gap::Exactly(size) => Self::Exactly(size.clone()),
            Gap::Between(least, most) => Self::Between(least.clone(), most.clone()),
        }
    }

    fn read(self) -> Gap {
        match self {
            Self::Exactly(size) => Gap::Exactly(size),
            Self::Between(least, most) => Gap::Between(least, most),
        }
    }
}

#[derive(Serialize, Deserialize)]
struct KeptLocation {
    file: String,
    sheet: Option<String>,
    cell: Option<KeptPosition>,
    item: Option<ItemCode>,
}

impl KeptLocation {
    fn of(location: &Location) -> Self {
        let Location {
            file,
            sheet,
            cell,
            item,
        } = location;
        Self {
            file: file.clone(),
            sheet: sheet.clone(),
            cell: cell.map(KeptPosition::of),
            item: item.clone(),
        }
    }

    fn read(self) -> Location {
        Location {
            file: self.file,
            sheet: self.sheet,
            cell: self.cell.map(KeptPosition::read),
            item: self.item,
        }
    }
}

#[derive(Serialize, Deserialize)]
enum KeptKey {
    Item(ItemCode, String, KeptPart),
    Figure(IndicatorCode, String),
    Cell(String, KeptPosition),
    Named(String),
    Unnamed,
}

#[derive(Serialize, Deserialize)]
enum KeptPart {
    Whole,
    Row(u16),
    Total,
}

impl KeptKey {
    fn of(key: &EvidenceKey) -> Self {
        match key {
            EvidenceKey::Item { item, number, part } => {
                let part = match part {
                    EvidencePart::Whole => KeptPart::Whole,
                    EvidencePart::Row(row) => KeptPart::Row(*row),
                    EvidencePart::Total => KeptPart::Total,
                };
                Self::Item(item.clone(), number.clone(), part)
            }
            EvidenceKey::Figure { indicator, name } => {
                Self::Figure(indicator.clone(), name.clone())
            }
            EvidenceKey::Cell { sheet, position } => {
                Self::Cell(sheet.clone(), KeptPosition::of(*position))
            }
            EvidenceKey::Named(name) => Self::Named(name.clone()),
            EvidenceKey::Unnamed => Self::Unnamed,
        }
    }

    fn read(self) -> EvidenceKey {
        match self {
            Self::Item(item, number, part) => EvidenceKey::Item {
                item,
                number,
                part: match part {
                    KeptPart::Whole => EvidencePart::Whole,
                    KeptPart::Row(row) => EvidencePart::Row(row),
                    KeptPart::Total => EvidencePart::Total,
                },
            },
            Self::Figure(indicator, name) => EvidenceKey::Figure { indicator, name },
            Self::Cell(sheet, position) => EvidenceKey::Cell {
                sheet,
                position: position.read(),
            },
            Self::Named(name) => EvidenceKey::Named(name),
            Self::Unnamed => EvidenceKey::Unnamed,
        }
    }
}

#[derive(Serialize, Deserialize)]
enum KeptEvidence {
    Number(Quantity),
    Text(String),
}

impl KeptEvidence {
    fn of(value: &EvidenceValue) -> Self {
        match value {
            EvidenceValue::Number(number) => Self::Number(number.clone()),
            EvidenceValue::Text(text) => Self::Text(text.clone()),
        }
    }

    fn read(self) -> EvidenceValue {
        match self {
            Self::Number(number) => EvidenceValue::Number(number),
            Self::Text(text) => EvidenceValue::Text(text),
        }
    }
}
