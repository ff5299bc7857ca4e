//! What has been said so far, and what of it holds for the number to come.

use super::clause::{self, Clause};
use super::lexicon::{Kind, Mark};
use super::measure::Memory;
use super::phrase::{Item, Stop};
use super::scope::{self, Scope, Word};
use super::sentence::{Outside, Sentence};

/// What holds at a place of the report.
pub(super) struct Context<'a> {
    /// Whose the report is, and the section.
    base: Scope,
    section: Scope,
    /// Whose the paragraph is, where its beginning says it.
    paragraph: Option<Scope>,
    pub(super) memory: Memory<'a>,
    pub(super) sentence: Sentence<'a>,
}

/// No text that people read has more brackets within brackets.
const DEEPEST: usize = 4;

impl<'a> Context<'a> {
    /// At the beginning of a report.
    pub(super) fn of(base: Scope) -> Self {
        Self {
            base,
            section: Scope::default(),
            paragraph: None,
            memory: Memory::default(),
            sentence: Sentence::default(),
        }
    }

    pub(super) fn heading(&mut self, items: &[Item<'a>], is_chapter: bool) {
        self.memory.begin_paragraph();
        let words = scope::words(items);
        if !words.is_empty() || is_chapter {
            self.section = Scope::of(words).held();
        }
        self.remember(items);
    }

    pub(super) fn begin_paragraph(&mut self) {
        self.memory.begin_paragraph();
        self.paragraph = None;
        self.begin_sentence();
    }

    pub(super) fn end_paragraph(&mut self) {
        self.stop(Stop::Sentence);
    }

    /// What holds where nothing has been said since the heading.
    pub(super) fn beginning(&self) -> Scope {
        let mut scope = self.base.clone();
        scope.say(self.section.words(), true);
        scope
    }

    fn begin_sentence(&mut self) {
        let mut scope = self.beginning();
        if let Some(paragraph) = &self.paragraph {
            scope.say(paragraph.words(), true);
        }
        self.sentence = Sentence {
            scope,
            ..Sentence::default()
        };
    }

    pub(super) fn piece(&mut self, item: &Item<'a>) {
        match item {
            Item::Stop(stop) => self.stop(*stop),
            Item::Open => self.open(),
            Item::Close => self.close(),
            // 教育（11%）、制造业（9%）: the next one begins.
            Item::Mark(Mark::And) if self.sentence.has_aside => {
                // 受雇的比例（1.2%）与上届（1.1%）: it does not.
                let is_word = |item: &Item<'_>| matches!(item, Item::Scope(..) | Item::Measure(_));
                if self.sentence.clause.iter().any(is_word) {
                    self.sentence.clause.clear();
                }
                self.sentence.has_aside = false;
            }
            other => self.sentence.push(other.clone()),
        }
    }

    fn stop(&mut self, stop: Stop) {
        let clause = std::mem::take(&mut self.sentence.clause);
        if !self.sentence.is_told {
            self.topic(&clause);
        }
        self.sentence.is_told = false;
        self.sentence.has_aside = false;
        if stop == Stop::Clause {
            return;
        }
        self.sentence.is_part = false;
        self.sentence.is_part_told = false;
        if let Some(head) = &self.sentence.head {
            self.sentence.scope = head.clone();
        }
        if stop == Stop::Sentence {
            self.lead();
            self.begin_sentence();
        }
    }

    /// The beginning of a paragraph says whose the rest of it is.
    fn lead(&mut self) {
        if self.paragraph.is_none() {
            self.paragraph = Some(self.sentence.scope.held());
        }
    }

    /// A clause without a number says what those behind it are of.
    fn topic(&mut self, items: &[Item<'a>]) {
        let clause = Clause::of(items);
        self.say(&scope::words(clause.subject), clause.is_part);
        self.remember(clause.subject);
        // 参加技能鉴定的人数 ends as no word of the lists does.
        if let Some(measure) = clause::measure(clause.subject, |units| !units.is_of_classes()) {
            self.memory.remember(&measure);
        }
    }

    pub(super) fn remember(&mut self, items: &[Item<'a>]) {
        for item in items {
            // 各专业 are what others are told by.
            if let Item::Measure(measure) = item
                && !measure.units.is_of_classes()
            {
                self.memory.remember(measure);
            }
        }
    }

    pub(super) fn say(&mut self, words: &[Word], is_part: bool) {
        self.sentence.is_part |= is_part;
        let mut words = words.to_vec();
        // 全市…，其中常州288人: of a list of places each is a part.
        if self.sentence.head.is_some() {
            words.iter_mut().for_each(Word::make_part);
        }
        let has = |kind: Kind| words.iter().any(|word| word.kind == kind);
        self.sentence.names_level |= has(Kind::Level);
        // 全市共有教师, after a sentence on primary schools.
        if has(Kind::Total) && !self.sentence.names_level {
            self.sentence.scope = self.base.clone();
        }
        self.sentence.scope.say(&words, is_part);
    }

    /// What holds over the semicolons of the sentence, after a number with these words.
    pub(super) fn hold(&mut self, words: &[Word]) {
        self.sentence.is_told = true;
        self.sentence.is_part_told = true;
        if self.sentence.is_part || !self.sentence.open.is_empty() {
            return;
        }
        let names_level = words.iter().any(|word| word.kind == Kind::Level);
        if self.sentence.head.is_none() {
            self.sentence.head = Some(self.sentence.scope.clone());
            self.lead();
        } else if names_level {
            self.sentence.head = Some(self.sentence.scope.held());
        }
    }

    fn open(&mut self) {
        if self.sentence.open.len() == DEEPEST {
            return;
        }
        let clause = self.sentence.clause.clone();
        if !self.sentence.is_told {
            self.topic(&clause);
        }
        let outside = Outside {
            scope: self.sentence.scope.clone(),
            clause,
            is_told: self.sentence.is_told,
            is_part: self.sentence.is_part,
            memory: self.memory.clone(),
        };
        self.sentence.open.push(outside);
    }

    fn close(&mut self) {
        let Some(outside) = self.sentence.open.pop() else {
            return;
        };
        self.sentence.has_aside = self.sentence.is_told && !outside.is_told;
        let outer = outside.clause.len();
        let inside = std::mem::replace(&mut self.sentence.clause, outside.clause);
        let inside = inside.get(outer..).unwrap_or(&[]);
        self.sentence.scope = outside.scope;
        self.sentence.is_told = outside.is_told;
        self.sentence.is_part = outside.is_part;
        self.memory = outside.memory;
        // 中专和技校（合称中等职业学校）: the other name is the one that is used.
        if inside.contains(&Item::Mark(Mark::Alias)) {
            let is_level = |item: &Item<'a>| matches!(item, Item::Scope(Kind::Level, _));
            self.sentence.clause.retain(|item| !is_level(item));
            let others = inside.iter().filter(|item| is_level(item));
            self.sentence.clause.extend(others.cloned());
        }
    }
}
