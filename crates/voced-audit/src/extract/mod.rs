//! From text to claims: what each number is about.

mod entities;
mod levels;
mod lists;
mod naming;
mod parts;
mod section;
mod tables;
mod trends;
mod words;
mod years;

use std::collections::BTreeSet;
use std::ops::Range;

use voced_domain::{Aspect, Bureau, Edition, FigureTag, Formula, IndicatorCode, Quantity};

use crate::claim::{Bound, Claim, Direction, Entity, Kind, Place, Unread};
use crate::document::{Block, Document, Line, Text, section_number};
use crate::lexicon::{Lexicon, plain, rate_of};
use crate::number::{Number, Numbers, bound, numbers};
use entities::Entities;
pub(crate) use levels::names_level;
pub(crate) use lists::is_joint;
pub(crate) use naming::is_of_whole;
pub(crate) use naming::names;
use naming::{settle, stands_by, stands_in};
use section::{Head, Section};
pub(crate) use words::{SCHOOL_ENDINGS, directions};
use words::{
    direction, is_last_year, is_new, is_old, is_only_last_year, school_in_front, sentences,
};

/// Words that make the numbers behind them numbers per student.
const PER_STUDENT: &[&str] = &[
    "按在籍学生平均",
    "按学生平均",
    "生均",
    "每生",
    "每名学生",
    "每人",
];
const ABOUT_PEOPLE: &[&str] = &["人", "名", "位"];

/// The numbers of a report.
#[derive(Clone, Debug, Default)]
pub struct Extracted {
    /// Those that are figures.
    pub claims: Vec<Claim>,
    /// How many digits are no figures by grammar: dates, numbers of documents, schemes.
    pub non_figures: usize,
    /// Those that could not be read, or that nothing tells what they are of.
    pub unread: Vec<Unread>,
}

/// The numbers of a report, and what each is about.
pub fn claims(document: &Document, edition: &Edition, bureau: Option<&Bureau>) -> Extracted {
    let mut extractor = Extractor {
        edition,
        lexicon: Lexicon::of(edition),
        entities: Entities::of(document, bureau),
        year: years::of(document),
        section_year: None,
        caption_units: Vec::new(),
        section: Section::default(),
        block: 0,
        claims: Vec::new(),
        non_figures: 0,
        unread: Vec::new(),
    };
    for (idx, block) in document.blocks.iter().enumerate() {
        extractor.block = idx;
        extractor.block(block);
    }
    if extractor.claims.len() >= LEAST_OF_REPORT && !speaks_of_schools(document) {
        let of_text = extractor.claims.iter_mut();
        let unmarked = of_text.filter(|claim| claim.tag.is_none());
        unmarked.for_each(|claim| (claim.fact, claim.is_named) = (None, false));
    }
    parts::tell(&mut extractor.claims, edition);
    settle(&mut extractor.claims);
    Extracted {
        claims: extractor.claims,
        non_figures: extractor.non_figures,
        unread: extractor.unread,
    }
}

/// A text of fewer numbers is a passage, which may name schools no more.
const LEAST_OF_REPORT: usize = 20;

/// Whether a report speaks of schools at all: 高级职称 of a report on libraries is nothing that the catalogue has.
fn speaks_of_schools(document: &Document) -> bool {
    const WORDS: &[&str] = &[
        "学校", "院校", "学生", "教育", "中职", "学院", "教师", "招生", "毕业",
    ];
    let says = |text: &Text| WORDS.iter().any(|word| text.as_str().contains(word));
    document.blocks.iter().any(|block| match block {
        Block::Heading(line) | Block::Paragraph(line) => says(&line.text),
        Block::Table(table) => table.rows.iter().flat_map(|row| &row.cells).any(says),
    })
}

struct Extractor<'a> {
    edition: &'a Edition,
    lexicon: Lexicon,
    entities: Entities<'a>,
    /// The year of the report.
    year: Option<u16>,
    /// The year of the section, where its heading names one: 二、2017年.
    section_year: Option<u16>,
    /// The units that stand above a table: 毕业生数（人）, 单位：万元, 单位：亿元，%.
    caption_units: Vec<String>,
    section: Section,
    /// The piece being read, as index.
    block: usize,
    claims: Vec<Claim>,
    non_figures: usize,
    unread: Vec<Unread>,
}

/// A sentence being read.
struct Sentence<'s> {
    text: &'s str,
    /// The paragraph, with the marks of its figures.
    of: &'s Text,
    /// Where it begins.
    place: Place,
    /// Who the paragraph is about.
    entity: Entity,
    /// Where its claims begin.
    first: usize,
    used: BTreeSet<IndicatorCode>,
    /// The year of what says nothing else.
    year: Option<u16>,
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
        if let Block::Heading(line) | Block::Paragraph(line) = block {
            self.caption_units = tables::units_of_caption(line.text.as_str());
        }
        match block {
            Block::Heading(line) => {
                self.section.heading(line.text.as_str());
                self.heading(line);
            }
            Block::Paragraph(line) => self.paragraph(line),
            Block::Table(_) if self.section.is_of_sources => {}
            Block::Table(table) => self.table(table),
        }
    }

    /// What a heading tells of what stands below it. Its figures are no claims.
    fn heading(&mut self, line: &Line) {
        let whole = line.text.as_str();
        self.section_year = years::of_heading(whole);
        let text = section_number(whole).map_or(whole, |(_, rest)| rest);
        let Numbers {
            figures, unread, ..
        } = numbers(text);
        let figures = figures.into_iter().filter(|number| !number.unit.is_empty());
        let ranges = figures.map(|number| number.range).chain(unread);
        self.unread
            .extend(ranges.map(|range| Unread::of(line.number, text, &range)));
    }

    fn paragraph(&mut self, line: &Line) {
        let whole = line.text.as_str();
        let Head::Text(text) = self.section.paragraph(whole) else {
            self.heading(line);
            return;
        };
        if self.section.is_of_sources {
            return;
        }
        // 一、某省，2016年.
        if years::is_line(text) {
            self.section_year = years::of_heading(text);
        }
        let year = years::of_beginning(text)
            .or(self.section_year)
            .or(self.year);
        self.section.paragraphs += 1;
        let entity =
            school_in_front(text).map_or(Entity::Region, |name| self.entities.school(&name));
        let from = whole.len() - text.len();
        for (number, piece) in (1..).zip(sentences(text)) {
            let is_per_student = |text: &str| PER_STUDENT.iter().any(|word| text.contains(word));
            self.sentence(Sentence {
                text: piece.text,
                of: &line.text,
                place: Place {
                    line: line.number,
                    section: self.section.label.clone(),
                    paragraph: self.section.paragraphs,
                    sentence: number,
                    block: self.block,
                    cell: None,
                    range: from + piece.start..from + piece.start,
                },
                entity: entity.clone(),
                first: self.claims.len(),
                used: BTreeSet::new(),
                year: years::of_lead(piece.before).or(year),
                is_per_student: is_per_student(piece.before) || is_per_student(piece.text),
            });
        }
    }

    fn sentence(&mut self, mut sentence: Sentence<'_>) {
        let text = sentence.text;
        let Numbers {
            figures: mut numbers,
            non_figures,
            unread,
        } = numbers(text);
        lists::share_units(text, &mut numbers);
        self.non_figures += non_figures;
        let line = sentence.place.line;
        self.unread.extend(
            unread
                .into_iter()
                .map(|range| Unread::of(line, text, &range)),
        );
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
        let of_sentence = self.claims.get_mut(sentence.first..).unwrap_or_default();
        lists::tell_years(text, sentence.place.range.start, of_sentence);
        self.trends(&sentence);
    }

    fn claim(&self, sentence: &mut Sentence<'_>, around: Around<'_>) -> Claim {
        let number = around.number;
        let place = sentence.at(&number.range);
        let tag = sentence.of.tag(&place.range).cloned();
        let before_minus = number.before_minus(around.before);
        let listed = || self.listed(sentence, around);
        let told = || words::compared_with(&sentence.text[..number.range.start], around.before);
        let direction = direction(before_minus.unwrap_or(around.before));
        let direction = direction.or_else(told).or_else(listed);
        let direction = direction.filter(|_| !number.unit.contains(':'));
        // 增长-2.3% went down.
        let direction = direction.map(|said| before_minus.map_or(said, |_| Direction::Down));
        let kind = direction.map_or(Kind::Level, |_| Kind::Change);
        let is_old = is_old(around.before, around.after);
        let is_last_year = kind == Kind::Level && (is_old || is_last_year(around.before));
        let found = match &tag {
            Some(tag) => Some(Found::marked(tag)),
            None => self.found(sentence, around, kind),
        };
        if let (Some(found), Kind::Level, false) = (&found, kind, is_last_year) {
            sentence.used.insert(found.fact.clone());
        }
        let head = sentence.head(number.range.start);
        let year = years::behind(head, kind, sentence.year);
        Claim {
            sentence: sentence.around(&number.range),
            text: if before_minus.is_some() {
                number.signed_text()
            } else {
                number.text.clone()
            },
            value: if before_minus.is_some() || direction == Some(Direction::Down) {
                &Quantity::zero() - &number.value
            } else {
                number.value.clone()
            },
            decimals: number.decimals,
            unit: number.unit.clone(),
            is_approximate: number.is_approximate,
            bound: bound_of(number, sentence.text, around),
            kind: tag.as_ref().map_or(kind, kind_of),
            year: year.map(|year| year - u16::from(is_last_year)),
            entity: self.entity(sentence, head, tag.as_ref()),
            is_named: found.as_ref().is_some_and(|found| found.is_named),
            fact: found.map(|found| found.fact),
            direction,
            tag,
            place,
        }
    }

    /// The direction of the number before, where this one goes on its list: 增长6.0%、7.5%和6.5%.
    fn listed(&self, sentence: &Sentence<'_>, around: Around<'_>) -> Option<Direction> {
        let last = self.before(sentence).next()?;
        // 分别增加0.44万平方米、272.90万元和0.93万册.
        let is_percent = |unit: &str| unit.contains(['%', '‰']);
        let is_same =
            is_percent(&last.unit) == is_percent(&around.number.unit) && last.kind == Kind::Change;
        last.direction
            .filter(|_| is_same && is_joint(around.before))
    }

    fn entity(&self, sentence: &Sentence<'_>, head: &str, tag: Option<&FigureTag>) -> Entity {
        if let Some(tag) = tag {
            self.entities.marked(tag)
        } else if self.section.is_case_study() {
            Entity::School(self.section.label.clone())
        } else {
            let named = self.entities.named_in(head);
            named.unwrap_or_else(|| sentence.entity.clone())
        }
    }

    fn found(&self, sentence: &Sentence<'_>, around: Around<'_>, kind: Kind) -> Option<Found> {
        if self.section.is_case_study() {
            return None;
        }
        let found = self.of_any_level(sentence, around, kind)?;
        if kind == Kind::Level && !self.can_be_in(&found.fact, &around.number.unit) {
            return None;
        }
        let clause = around
            .after
            .split(['，', '；', '。', '、', ',', ';'])
            .next();
        let head = sentence.paragraph(around.number.range.start);
        // The name of a school is no level.
        let of_sentence = sentence.head(around.number.range.start);
        if matches!(self.entity(sentence, of_sentence, None), Entity::School(_)) {
            return Some(found);
        }
        let names = names(self.edition, &found.fact);
        (!levels::is_of_another(head, clause.unwrap_or(""), &names)).then_some(found)
    }

    /// Whether a fact can be told in a unit: a percentage is no amount of money, nor people a percentage.
    fn can_be_in(&self, fact: &IndicatorCode, unit: &str) -> bool {
        let is_rate = matches!(unit, "%" | "‰" | "%:%");
        let of_fact = self
            .edition
            .indicator(fact)
            .map(|indicator| indicator.unit.symbol());
        let is_rate_of_fact = of_fact.is_some_and(|symbol| symbol.contains('%'));
        is_rate == is_rate_of_fact || unit.is_empty() || unit.contains(':')
    }

    /// What a number is about, whichever level of schooling it is of.
    fn of_any_level(
        &self,
        sentence: &Sentence<'_>,
        around: Around<'_>,
        kind: Kind,
    ) -> Option<Found> {
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
        claims.iter().rev().take(MOST_BEFORE)
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
            matches!(indicator.formula, Formula::Ratio { .. })
                && indicator.unit.symbol().ends_with("/生")
        });
        let rate = rates.find(|rate| match rate.formula.numerator() {
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
            let head = sentence.head(number.range.start);
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
        // 专任教师141人，本科以上学历的占92.9%: those are others.
        let subject = around.before.split('占').next().unwrap_or("");
        let is_same = subject
            .trim_matches(|c: char| !c.is_alphanumeric())
            .is_empty();
        if around.number.unit != "%" || !is_share || around.before.contains('占') && !is_same {
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

/// On which side of an approximate number the exact one is said to be.
fn bound_of(number: &Number, text: &str, around: Around<'_>) -> Option<Bound> {
    let within = text.get(number.range.clone()).unwrap_or("");
    let bound = || bound(around.before, within, around.after);
    let is_cut = within.contains(['多', '余']);
    (number.is_approximate || is_cut).then(bound).flatten()
}

fn kind_of(tag: &FigureTag) -> Kind {
    match tag.aspect {
        Aspect::Value => Kind::Level,
        Aspect::Change | Aspect::SameSchools => Kind::Change,
    }
}

/// What a number is about stands within so many bytes and claims before it; what people read as one
/// sentence is no longer.
const FARTHEST: usize = 900;
const MOST_BEFORE: usize = 40;

impl Sentence<'_> {
    /// What stands before a place, as far as it says anything of it.
    fn head(&self, end: usize) -> &str {
        let start = self.text.floor_char_boundary(end.saturating_sub(FARTHEST));
        self.text.get(start..end).unwrap_or("")
    }

    /// What stands in the paragraph before a place of the sentence, as far as it says anything of it.
    fn paragraph(&self, end: usize) -> &str {
        let whole = self.of.as_str();
        let end = whole.floor_char_boundary(self.place.range.start + end);
        let start = whole.floor_char_boundary(end.saturating_sub(FARTHEST));
        &whole[start..end]
    }

    /// The sentence for people, or of an endless one what is around a number.
    fn around(&self, range: &Range<usize>) -> String {
        let start = self
            .text
            .floor_char_boundary(range.start.saturating_sub(FARTHEST));
        let end = self.text.ceil_char_boundary(range.end + FARTHEST);
        self.text[start..end].trim().to_owned()
    }

    /// Where a number of the sentence stands.
    fn at(&self, range: &Range<usize>) -> Place {
        let from = self.place.range.start;
        Place {
            range: from + range.start..from + range.end,
            ..self.place.clone()
        }
    }
}

impl Found {
    /// What the mark says.
    fn marked(tag: &FigureTag) -> Self {
        Self {
            fact: tag.key.indicator.clone(),
            is_named: true,
        }
    }

    fn like(claim: &Claim) -> Option<Self> {
        Some(Self {
            fact: claim.fact.clone()?,
            is_named: claim.is_named,
        })
    }
}
