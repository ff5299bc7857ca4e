//! From text to claims: what each number is about.

mod naming;
mod tables;
mod words;

use std::collections::BTreeSet;

use voced_domain::{Edition, Form, IndicatorCode, Quantity};

use crate::claim::{Claim, Direction, Entity, Kind};
use crate::document::{Block, Document, section_number};
use crate::lexicon::{Lexicon, plain, rate_of};
use crate::number::{Number, numbers};
use naming::{names, settle, stands_by, stands_in};
use words::{
    compact, direction, is_last_year, is_new, is_old, is_only_last_year, school_in_front,
    sentences, without_marker, year_in,
};

/// Longer paragraphs that begin with 附件 are no headings.
const LONGEST_APPENDIX: usize = 30;
/// Nor are longer paragraphs that begin with a number.
const LONGEST_HEADING: usize = 40;
/// Words that make the numbers behind them numbers per student.
const PER_STUDENT: &[&str] = &["按在籍学生平均", "按学生平均", "生均", "每生", "每名学生"];
const ABOUT_PEOPLE: &[&str] = &["人", "名", "位"];

/// The claims of a report, and how many digits in it are no figures by grammar.
pub fn claims(document: &Document, edition: &Edition) -> (Vec<Claim>, usize) {
    let mut extractor = Extractor {
        edition,
        lexicon: Lexicon::of(edition),
        year: year_of(document),
        section: String::new(),
        tables: 0,
        claims: Vec::new(),
        non_figures: 0,
    };
    for block in &document.blocks {
        extractor.block(block);
    }
    settle(&mut extractor.claims);
    (extractor.claims, extractor.non_figures)
}

/// The year of the report: the first that it names.
fn year_of(document: &Document) -> Option<u16> {
    document.blocks.iter().find_map(|block| match block {
        Block::Heading(line) | Block::Paragraph(line) => year_in(&line.text),
        Block::Table(_) => None,
    })
}

struct Extractor<'a> {
    edition: &'a Edition,
    lexicon: Lexicon,
    year: Option<u16>,
    section: String,
    tables: usize,
    claims: Vec<Claim>,
    non_figures: usize,
}

/// A sentence being read.
struct Sentence<'s> {
    text: &'s str,
    line: usize,
    entity: Entity,
    /// Where its claims begin.
    first: usize,
    used: BTreeSet<IndicatorCode>,
    /// Whether its numbers are numbers per student.
    is_per_student: bool,
}

/// A number with the text up to the numbers before and behind it.
#[derive(Clone, Copy)]
struct Around<'s> {
    number: &'s Number,
    before: &'s str,
    after: &'s str,
}

/// What a number was found to be about.
struct Found {
    fact: IndicatorCode,
    is_named: bool,
}

impl Extractor<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(line) => self.heading(&line.text),
            Block::Paragraph(line) => self.paragraph(line.number, &line.text),
            Block::Table(table) => self.table(table),
        }
    }

    fn heading(&mut self, text: &str) {
        if text.starts_with("附件") {
            self.section = plain(text).chars().take(3).collect();
        } else if let Some((number, _)) = section_number(text) {
            self.section = number.to_owned();
        }
    }

    /// A case study speaks of its school's own affairs, under the names of the region's figures.
    fn is_in_appendix(&self) -> bool {
        self.section.starts_with("附件")
    }

    fn paragraph(&mut self, line: usize, text: &str) {
        let mut text = without_marker(text);
        if text.starts_with("附件") && text.chars().count() < LONGEST_APPENDIX {
            return self.heading(text);
        }
        if let Some((section, rest)) = section_number(text) {
            // In plain text a heading is a paragraph; it has no full stop.
            if !self.is_in_appendix() {
                self.section = section.to_owned();
            }
            if !rest.contains(['。', '，', '：']) && rest.chars().count() < LONGEST_HEADING {
                return;
            }
            text = rest;
        }
        let entity = school_in_front(text).map_or(Entity::Region, Entity::School);
        let text = compact(text);
        for (before, text) in sentences(&text) {
            let is_per_student = |text: &str| PER_STUDENT.iter().any(|word| text.contains(word));
            self.sentence(Sentence {
                text,
                line,
                entity: entity.clone(),
                first: self.claims.len(),
                used: BTreeSet::new(),
                is_per_student: is_per_student(before) || is_per_student(text),
            });
        }
    }

    fn sentence(&mut self, mut sentence: Sentence<'_>) {
        let text = sentence.text;
        let (numbers, others) = numbers(text);
        self.non_figures += others;
        let mut from = 0;
        for (idx, number) in numbers.iter().enumerate() {
            let next = numbers.get(idx + 1).map(|next| next.range.start);
            let until = next.unwrap_or(text.len()).max(number.range.end);
            let around = Around {
                number,
                before: text.get(from..number.range.start).unwrap_or(""),
                after: text.get(number.range.end..until).unwrap_or(""),
            };
            let claim = self.claim(&mut sentence, around);
            self.claims.push(claim);
            from = number.range.end;
        }
    }

    fn claim(&self, sentence: &mut Sentence<'_>, around: Around<'_>) -> Claim {
        let number = around.number;
        let direction = direction(around.before).filter(|_| !number.unit.contains(':'));
        let kind = direction.map_or(Kind::Level, |_| Kind::Change);
        let is_old = is_old(around.before, around.after);
        let is_last_year = kind == Kind::Level && (is_old || is_last_year(around.before));
        let found = self.found(sentence, around, kind);
        if let (Some(found), Kind::Level, false) = (&found, kind, is_last_year) {
            sentence.used.insert(found.fact.clone());
        }
        let head = sentence.text.get(..number.range.start).unwrap_or("");
        let year = year_in(head).or(self.year);
        Claim {
            line: sentence.line,
            section: self.section.clone(),
            sentence: sentence.text.trim().to_owned(),
            text: number.text.clone(),
            value: match direction {
                Some(Direction::Down) => &Quantity::zero() - &number.value,
                _ => number.value.clone(),
            },
            decimals: number.decimals,
            unit: number.unit.clone(),
            is_approximate: number.is_approximate,
            kind,
            year: year.map(|year| year - u16::from(is_last_year)),
            entity: if self.is_in_appendix() {
                Entity::School(self.section.clone())
            } else {
                sentence.entity.clone()
            },
            is_named: found.as_ref().is_some_and(|found| found.is_named),
            fact: found.map(|found| found.fact),
            direction,
            cell: None,
        }
    }

    fn found(&self, sentence: &Sentence<'_>, around: Around<'_>, kind: Kind) -> Option<Found> {
        if self.is_in_appendix() {
            return None;
        }
        if kind == Kind::Change {
            return self.changed(sentence, around);
        }
        if let Some(found) = self.again(sentence, around) {
            return Some(found);
        }
        let found = self.subject(sentence, around)?;
        let counts_parts =
            around.number.decimals > 0 && ABOUT_PEOPLE.contains(&&*around.number.unit);
        let rate = (sentence.is_per_student || counts_parts)
            .then(|| self.per_student(&found.fact))
            .flatten();
        Some(Found {
            fact: rate.unwrap_or(found.fact),
            ..found
        })
    }

    /// The claims of the sentence so far, the nearest first.
    fn before(&self, sentence: &Sentence<'_>) -> impl Iterator<Item = &Claim> {
        let claims = self.claims.get(sentence.first..).unwrap_or(&[]);
        claims.iter().rev()
    }

    /// A number of the same thing as the one before: 由24.6%提高到25.1%, 68.2万册，上年为67.2万册.
    fn again(&self, sentence: &Sentence<'_>, around: Around<'_>) -> Option<Found> {
        if !is_new(around.before) && !is_only_last_year(around.before) {
            return None;
        }
        let last = self.before(sentence).next()?;
        let is_same = last.kind == Kind::Level && last.unit == around.number.unit;
        is_same.then(|| Found::like(last)).flatten()
    }

    /// The indicator that has this as its numerator and students as its denominator.
    fn per_student(&self, fact: &IndicatorCode) -> Option<IndicatorCode> {
        let mut rates = self.edition.indicators().iter().filter(|indicator| {
            matches!(indicator.form, Form::Ratio { .. }) && indicator.unit.symbol().ends_with("/生")
        });
        let rate = rates.find(|rate| match rate.form.numerator() {
            [only] => only.as_str() == fact.as_str(),
            _ => false,
        });
        rate.map(|rate| rate.code.clone())
    }

    /// What a change is the change of: what stands between it and the number before, or that number.
    fn changed(&self, sentence: &Sentence<'_>, around: Around<'_>) -> Option<Found> {
        let unit = &*around.number.unit;
        let is_rate = matches!(unit, "%" | "个百分点");
        let is_like = |claim: &&Claim| {
            let rate = matches!(&*claim.unit, "%" | "%:%" | "元");
            let people = unit == "名" && claim.unit == "人";
            claim.kind == Kind::Level && (claim.unit == unit || (is_rate && rate) || people)
        };
        let named = self
            .lexicon
            .subject(around.before, if is_rate { "%" } else { unit }, true)
            .filter(|code| plain(around.before).contains(&self.shortest_name(code)));
        if let Some(fact) = named {
            let is_named = stands_in(&names(self.edition, &fact), around.before);
            return Some(Found { fact, is_named });
        }
        // Whether the level is named is not settled yet.
        let level = Found::like(self.before(sentence).find(is_like)?)?;
        Some(Found {
            is_named: false,
            ..level
        })
    }

    fn shortest_name(&self, code: &IndicatorCode) -> String {
        let names = names(self.edition, code).into_iter();
        names.min_by_key(String::len).unwrap_or_default()
    }

    fn subject(&self, sentence: &Sentence<'_>, around: Around<'_>) -> Option<Found> {
        let Around {
            number,
            before,
            after,
        } = around;
        let unit = &*number.unit;
        if let Some(found) = self.share(sentence, around) {
            return Some(found);
        }
        let clause = after.split(['，', '；', '。', '、']).next().unwrap_or("");
        // The unit may be the name itself: 14大类56个专业.
        let behind = format!("{unit}{clause}");
        // A sentence says one thing once for a year.
        let is_again = is_last_year(before);
        let is_unused = |code: &IndicatorCode| is_again || !sentence.used.contains(code);
        let exact = self.exact(before, unit, true).filter(is_unused);
        let exact = exact.or_else(|| self.exact(&behind, unit, false).filter(is_unused));
        // Words of the name may stand on both sides, or be said once for several numbers.
        let near = || {
            let text = format!("{before}{behind}");
            self.lexicon.subject(&text, unit, true).filter(is_unused)
        };
        let whole = || {
            let head = sentence.text.get(..number.range.start).unwrap_or("");
            let text = format!("{head}{behind}");
            self.lexicon.subject(&text, unit, true).filter(is_unused)
        };
        let fact = exact.or_else(near).or_else(whole)?;
        let is_named = stands_by(&names(self.edition, &fact), before, unit, clause);
        Some(Found { fact, is_named })
    }

    /// The share that people who were just counted have: 专任教师710人，占教职工的87%.
    fn share(&self, sentence: &Sentence<'_>, around: Around<'_>) -> Option<Found> {
        let is_share = around.before.contains('占') || around.before.contains("之比");
        if around.number.unit != "%" || !is_share {
            return None;
        }
        let is_count = |claim: &&Claim| {
            claim.kind == Kind::Level && ABOUT_PEOPLE.contains(&claim.unit.as_str())
        };
        let counted = self.before(sentence).find(is_count)?;
        let fact = rate_of(self.edition, counted.fact.as_ref()?)?;
        Some(Found {
            fact,
            is_named: counted.is_named,
        })
    }

    /// A name that stands there to the letter.
    fn exact(&self, text: &str, unit: &str, from_end: bool) -> Option<IndicatorCode> {
        let code = self.lexicon.subject(text, unit, from_end)?;
        stands_in(&names(self.edition, &code), text).then_some(code)
    }
}

impl Found {
    fn like(claim: &Claim) -> Option<Self> {
        Some(Self {
            fact: claim.fact.clone()?,
            is_named: claim.is_named,
        })
    }
}
