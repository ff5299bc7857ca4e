//! The way from the bytes of one workbook to a submission: identity, version, fields, values.

use std::collections::BTreeSet;

use voced_domain::{
    About, Edition, Entity, EntityCode, Evidence, EvidenceKey, EvidencePart, Explanation, Finding,
    FindingText, ItemCode, Location, ReferenceYear, ReportingUnit, Submission,
};
use voced_template::{COVER, IssuedNote, MAJORS, Template, WHOLE_SCHOOL, issue_list};

use crate::book::Book;
use crate::cell::Cell;
use crate::expected::Expected;
use crate::explanations::explanations;
use crate::identity::{Identity, identity, issued_notes, reply_to};
use crate::live_checks;
use crate::locate::{self, Places};
use crate::misfit::Misfit;
use crate::open::open;
use crate::own_output::OwnOutput;
use crate::reader::Reader;
use crate::reading::Reading;
use crate::refusal::Refusal;
use crate::untouched::untouched;
use voced_text::letters;

use crate::{file_format, formats, normalise, rules};

/// Reads one workbook.
///
/// `file` is the name for messages. Never fails: what cannot be read is refused with a finding.
pub fn read(file: &str, bytes: &[u8], expected: &Expected<'_>) -> Reading {
    let book = open(bytes);
    let empty = Book::default();
    let mut reader = Reader::new(file, expected, book.as_ref().unwrap_or(&empty));
    let reply_to = book.as_ref().ok().and_then(reply_to);
    let mut submission = match &book {
        Ok(book) => reader.workbook(book),
        Err(refusal) => {
            reader.refused(refusal);
            None
        }
    };
    let misfit = reader.misfit;
    let findings = reader.findings.into_iter();
    let mut findings: Vec<Finding> = findings
        .map(|finding| resting_on_its_cell(expected.edition, finding))
        .collect();
    // A nation's are kept until the last workbook is read.
    findings.shrink_to_fit();
    if let Some(submission) = &mut submission {
        submission.values.shrink_to_fit();
        submission.explanations.shrink_to_fit();
        submission.unread.shrink_to_fit();
    }
    let mut reading = Reading {
        file: file.into(),
        folder: None,
        submission,
        reply_to,
        misfit,
        findings,
    };
    untouched(&mut reading, expected);
    reading
}

/// A file whose bytes could not be had, as a reading: its school hears of it, and the others are read.
///
/// `found` is said of the file, `是链接，…`; `remedy` is what to do.
pub fn unreadable(file: &str, found: &str, remedy: &str) -> Reading {
    let finding = Finding::new(
        &rules::UNREADABLE,
        FindingText {
            message: format!("{found}，没有读入"),
            found: found.into(),
            expected: formats::expected(),
            remedy: remedy.into(),
        },
    );
    let location = Location::file(file);
    Reading {
        file: file.into(),
        folder: None,
        submission: None,
        reply_to: None,
        misfit: None,
        findings: vec![finding.at(location)],
    }
}

/// Whether a file passes the bounds that it is held against before it is read. [`read`] asks itself;
/// this is for measuring what asking costs.
pub fn preflight(bytes: &[u8]) -> bool {
    file_format::is_within_bounds(bytes)
}

/// The finding with what stands in which cell as its evidence, so that who answers one blank does not
/// answer all of them.
fn resting_on_its_cell(edition: &Edition, finding: Finding) -> Finding {
    let Some(Location {
        sheet: Some(sheet),
        cell: Some(cell),
        item,
        ..
    }) = finding.place()
    else {
        return finding;
    };
    let item = item
        .as_ref()
        .filter(|item| !edition.is_in_table(item))
        .and_then(|item| edition.item(item));
    let key = match item {
        Some(item) => EvidenceKey::Item {
            item: item.code.clone(),
            number: item.number.clone(),
            part: EvidencePart::Whole,
        },
        None => EvidenceKey::Cell {
            sheet: sheet.clone(),
            position: *cell,
        },
    };
    let evidence = Evidence::of(key, &*finding.found);
    finding.resting_on(evidence)
}

/// Marks explanations that stood in the workbook when it was sent back, and whose numbers are others now: whoever
/// wrote them did not write them of these.
fn mark_outdated(submission: &mut Submission, edition: &Edition, issued: &[IssuedNote]) {
    let mut explanations = std::mem::take(&mut submission.explanations);
    for explanation in &mut explanations {
        let (number, now) = match &explanation.about {
            About::Item(item) => {
                let number = edition.item(item).map(|item| item.number.clone());
                (number, submission.item_code(item))
            }
            About::School => (Some(WHOLE_SCHOOL.to_owned()), submission.data_code()),
            _ => continue,
        };
        let Some(number) = number else { continue };
        let written = IssuedNote::new(&number, &explanation.text, String::new());
        let mut same = issued.iter();
        let before = same.find(|one| one.number == number && one.text == written.text);
        explanation.is_outdated = before.is_some_and(|before| before.beside != now);
    }
    submission.explanations = explanations;
}

impl<'a> Reader<'a> {
    fn workbook(&mut self, book: &Book) -> Option<Submission> {
        let mut identity = identity(book);
        if let Some(output) = OwnOutput::of(book, &identity) {
            self.own_output(output);
            return None;
        }
        if identity.entity.is_none() {
            identity.entity = self.code_in_answers(book);
        }
        let entity = self.entity(&identity)?;
        let template = self.template(&identity, entity)?;
        let year = self.year(book, &identity, template)?;

        let mut submission = Submission {
            entity: entity.code().clone(),
            year,
            template: template.id.clone(),
            file: self.file.to_string(),
            values: Vec::new(),
            explanations: Vec::new(),
            unread: Vec::new(),
        };
        self.active_content(book);
        let places = Places::of(book, template);
        for sheet in &template.sheets {
            self.sheet(book, sheet, &places, entity);
        }
        if book.checks_formulas {
            self.live_checks(template, &places);
        }
        self.beside(book, &places);
        self.sheets_added(book, template, &places);
        submission.explanations = explanations(&self.file, book, self.expected.edition, template);
        self.not_of_items(&submission.explanations);
        submission.values = std::mem::take(&mut self.values);
        submission.unread = std::mem::take(&mut self.unread);
        mark_outdated(&mut submission, self.expected.edition, &issued_notes(book));
        Some(submission)
    }

    fn refused(&mut self, refusal: &Refusal) {
        let message = format!("{}，没有读入", refusal.message);
        if !refusal.is_of_a_workbook {
            let what = format!("{}；{}", refusal.message, refusal.remedy);
            self.misfit = Some(Misfit::NoWorkbook(what));
        }
        self.push(
            Finding::new(
                refusal.card,
                FindingText {
                    message,
                    found: refusal.found.as_str().into(),
                    expected: formats::expected(),
                    remedy: refusal.remedy.into(),
                },
            ),
            None,
        );
    }

    /// The code of the school as the first sheet gives it, where the workbook has lost its own.
    fn code_in_answers(&self, book: &Book) -> Option<String> {
        let item = ItemCode::new("school.code").ok()?;
        let templates = self.expected.templates.iter();
        let fields = templates.filter_map(|template| template.field(&item));
        let mut places = fields.filter_map(|(sheet, field)| locate::field(book, sheet, field));
        let text = places.find_map(|place| place.cell(place.first))?.text();
        let text = normalise::half_width(text.trim_matches(normalise::is_space));
        (!text.is_empty()).then_some(text)
    }

    fn entity(&mut self, identity: &Identity) -> Option<Entity<'a>> {
        let found = identity.entity.as_deref().unwrap_or("");
        // Programs put other dashes in the place of a hyphen.
        let dense = found.chars().filter(|c| !letters::is_space(*c));
        let plain: String = dense
            .map(|c| match c {
                '‐'..='―' | '−' | '﹣' => '-',
                c => c,
            })
            .collect();
        let code = EntityCode::new(plain).ok();
        let entity = code.and_then(|code| self.expected.bureau.entity(&code));
        if let Some(entity) = entity {
            self.school = Some(entity.code().clone());
            return Some(entity);
        }
        let said = if found.is_empty() {
            "工作簿里没有单位代码，认不出是哪所学校的".into()
        } else {
            self.misfit = Some(Misfit::OtherBureau(found.to_owned()));
            format!("单位代码“{found}”不在本局名单中")
        };
        self.push(
            Finding::new(
                &rules::UNKNOWN_ENTITY,
                FindingText {
                    message: format!("{said}，没有读入"),
                    found: found.into(),
                    expected: "本局名单上的代码".into(),
                    remedy: "请用发给本校的工作簿填报，不要改动_meta表".into(),
                },
            ),
            None,
        );
        None
    }

    /// The template it was made from; where that is unknown, the current one, found by labels.
    fn template(&mut self, identity: &Identity, entity: Entity<'_>) -> Option<&'a Template> {
        let reporting_unit = match entity {
            Entity::School(_) => ReportingUnit::School,
            Entity::Region(_) => ReportingUnit::Region,
        };
        let found = identity.template.as_deref().unwrap_or("");
        let templates = self
            .expected
            .templates
            .iter()
            .filter(|template| template.reporting_unit == reporting_unit);
        if let Some(template) = templates.clone().find(|template| template.id == found) {
            return Some(template);
        }
        let current = templates
            .clone()
            .find(|template| template.year == self.expected.edition.year())?;
        self.push(
            Finding::new(
                &rules::UNKNOWN_TEMPLATE,
                FindingText {
                    message: format!("模板编号“{found}”不是本局发出的，已按编号和名称寻找各项"),
                    found: found.into(),
                    expected: current.id.as_str().into(),
                    remedy: "请核对是否用了本局发给的工作簿".into(),
                },
            ),
            Some(self.workbook_location().sheet("_meta")),
        );
        Some(current)
    }

    /// The year the values are about: what the school says, or what the template is made for.
    fn year(
        &mut self,
        book: &Book,
        identity: &Identity,
        template: &Template,
    ) -> Option<ReferenceYear> {
        let expected = self.expected.edition.year();
        let of_template = identity
            .year
            .as_deref()
            .and_then(|text| text.parse().ok())
            .and_then(|year| ReferenceYear::new(year).ok())
            .unwrap_or(template.year);
        let field = ItemCode::new("school.report_year")
            .ok()
            .and_then(|item| template.field(&item));
        let place = field.and_then(|(sheet, field)| locate::field(book, sheet, field));
        let typed = place
            .and_then(|place| place.cell(place.first))
            .map(Cell::shown_in_words);
        let stated = typed.as_deref().and_then(stated_year);
        let found = stated.unwrap_or_else(|| of_template.to_string());
        if found != expected.to_string() {
            // A year that is stated in one place alone is rather mistyped.
            if found == of_template.to_string() {
                self.misfit = Some(Misfit::OtherYear(of_template));
            }
            let location = place.map(|place| self.location(&place.sheet.name, place.first, None));
            self.push(
                Finding::new(
                    &rules::WRONG_YEAR,
                    FindingText {
                        message: format!("是{found}年度的工作簿，没有读入"),
                        found,
                        expected: expected.to_string(),
                        remedy: format!(
                            "请交回{expected}年度的工作簿；填的确是{expected}年数据的，\
                             把“填报年度”改为{expected}"
                        ),
                    },
                ),
                location,
            );
            return None;
        }
        if of_template < expected {
            self.push(
                Finding::new(
                    &rules::LAST_YEARS_TEMPLATE,
                    FindingText {
                        message: format!(
                            "用{of_template}年的空白工作簿填报了{expected}年的数据，已收入"
                        ),
                        found: of_template.to_string(),
                        expected: expected.to_string(),
                        remedy: "不需要改正；本年新增的项目请在情况说明中补报".into(),
                    },
                ),
                None,
            );
        }
        Some(expected)
    }

    fn active_content(&mut self, book: &Book) {
        let kinds = book.active_content.join("、");
        if kinds.is_empty() {
            return;
        }
        let finding = Finding::new(
            &rules::BROUGHT_ALONG,
            FindingText {
                message: format!("工作簿里有{kinds}，没有运行，也没有打开"),
                found: kinds,
                expected: "模板的内容".into(),
                remedy: "不是有意放入的，请用发给本校的工作簿重新填报".into(),
            },
        );
        self.push(finding, None);
    }

    /// Sheets that no field was found on and that no template has.
    fn sheets_added(&mut self, book: &Book, template: &Template, places: &Places<'_>) {
        let notes = template
            .notes()
            .and_then(|(sheet, area)| locate::notes(book, sheet, area));
        let known: BTreeSet<&str> = places
            .all()
            .map(|place| &*place.sheet.name)
            .chain(template.sheets.iter().map(|sheet| sheet.title.as_str()))
            .chain([issue_list::TITLE, COVER, MAJORS])
            .chain(notes.map(|(sheet, _)| &*sheet.name))
            .chain(book.sheet("_meta").map(|sheet| &*sheet.name))
            .collect();
        let added: Vec<&str> = book
            .sheets
            .iter()
            .filter(|sheet| !sheet.cells.is_empty() && !known.contains(&*sheet.name))
            .map(|sheet| &*sheet.name)
            .collect();
        let Some(first) = added.first() else { return };
        let names = added.join("、");
        let finding = Finding::new(
            &rules::SHEET_ADDED,
            FindingText {
                message: format!("多出的工作表“{names}”没有读"),
                found: names.as_str().into(),
                expected: "模板的工作表".into(),
                remedy: "需要报送的内容请写到“情况说明”表".into(),
            },
        );
        let location = self.workbook_location().sheet(*first);
        self.push(finding, Some(location));
    }

    /// Lines of the 情况说明 sheet that name nothing they could be about.
    fn not_of_items(&mut self, explanations: &[Explanation]) {
        for explanation in explanations {
            let About::Unknown(typed) = &explanation.about else {
                continue;
            };
            let finding = Finding::new(
                &rules::NOT_AN_ITEM,
                FindingText {
                    message: match typed.as_str() {
                        "" => "写了说明，没有写编号".to_owned(),
                        typed => format!("编号一栏是“{typed}”，不是本年的编号"),
                    },
                    found: typed.as_str().into(),
                    expected: "各表第一列的编号".into(),
                    remedy: "请填写所说明的那一项的编号，如5.10；一行说几项的用顿号隔开".into(),
                },
            );
            let at = &explanation.cell;
            let location = self.location(&at.sheet, at.position, None);
            self.push(finding, Some(location));
        }
    }

    fn live_checks(&mut self, template: &Template, places: &Places<'_>) {
        let Some(issued) = self.expected.issued(template) else {
            return;
        };
        for (remark, cells) in live_checks::check(issued, places, &self.formulas) {
            let placed = cells.iter().fold(remark, |finding, (sheet, position)| {
                finding.at(self.location(sheet, *position, None))
            });
            self.placed(placed);
        }
    }
}

/// The year that a cell states: `2023年度`, `20 23` and `2023.0` say the same as 2023. Nothing where it
/// is blank.
fn stated_year(text: &str) -> Option<String> {
    let text = text.trim_matches(normalise::is_space);
    if text.is_empty() {
        return None;
    }
    let text = normalise::half_width(&letters::visible(text));
    let dense: String = text.chars().filter(|c| !letters::is_space(*c)).collect();
    let bare = dense.trim_end_matches(['年', '度']);
    Some(bare.strip_suffix(".0").unwrap_or(bare).to_owned())
}
