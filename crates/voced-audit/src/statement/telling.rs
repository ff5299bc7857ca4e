//! What a number of a sentence says: by its own clause, and where that is silent by what holds.

use super::Statement;
use super::clause::{Clause, before_part, last_phrase, told_apart};
use super::context::Context;
use super::lexicon::{Kind, Mark, Units};
use super::list::Each;
use super::measure::{Going, Number, of_goal, of_part};
use super::phrase::{Item, Measure};
use super::scope::{self, PHRASE, Scope, Word};
use crate::claim::Claim;
use crate::figures::FigureKind;

impl<'a> Context<'a> {
    /// What a number says that stands behind the clause read so far. So many numbers of a list begin with it.
    pub(super) fn claim(
        &mut self,
        number: Number<'a>,
        behind: &[Item<'a>],
        run: usize,
    ) -> Statement {
        let items = std::mem::take(&mut self.sentence.clause);
        let clause = Clause::of(&items);
        if !clause.whole.is_empty() && !number.is_percent() {
            self.sentence.is_told = true;
            let told = self.beside(number, clause.whole);
            self.sentence.whole = (number.unit == "元").then(|| told.measure.clone());
            return told;
        }
        if !clause.versus.is_empty() && !number.is_change() {
            self.say(&scope::words(clause.subject), clause.is_part);
            self.remember(clause.subject);
            self.sentence.is_told = true;
            return self.beside(number, clause.versus);
        }
        self.own(number, &clause, behind, run)
    }

    /// A word of direction says of what its clause speaks, and changes nothing that holds.
    pub(super) fn trend(&self, claim: &'a Claim) -> Statement {
        let number = Number::of(claim, FigureKind::Trend);
        let clause = Clause::of(&self.sentence.clause);
        let measure = number
            .in_items(clause.subject)
            .or_else(|| number.in_items(clause.versus));
        let measure = measure.unwrap_or_else(|| number.from(&self.memory, false));
        let mut scope = self.sentence.scope.clone();
        scope.say(&scope::words(clause.subject), false);
        statement(&measure, &scope)
    }

    /// A number that another one is held against: 占公共财政支出125952亿元, 比城镇居民的收入(3033元)高.
    fn beside(&self, number: Number<'a>, items: &[Item<'a>]) -> Statement {
        let measure = number.in_items(items);
        let measure = measure.unwrap_or_else(|| number.from(&self.memory, false));
        let mut scope = self.sentence.scope.clone();
        scope.say(&scope::words(items), false);
        statement(&measure, &scope)
    }

    fn own(
        &mut self,
        number: Number<'a>,
        clause: &Clause<'_, 'a>,
        behind: &[Item<'a>],
        run: usize,
    ) -> Statement {
        let Found { measure, words } = self.found(number, clause, named_behind(number, behind));
        // 办理离婚手续的351万对, 离婚率2.5‰: of the rate it says nothing.
        if measure.is_some() && words.is_empty() {
            self.sentence.scope.forget_phrase();
        }
        self.say(&words, clause.is_part);
        let stated = match self.listed(clause, run) {
            Some(Each::Measure(each)) => Some(each),
            _ => measure,
        };
        let going = Going {
            words: &words,
            is_of_employed: clause.is_of_employed()
                || Clause::of(before_part(behind)).is_of_employed(),
            is_bare: clause.ends_with_goal(),
        };
        let measure = self.counted(number, stated, clause.tells_share, &going);
        if !number.is_change() {
            let told = (measure.clone(), self.sentence.scope.clone());
            self.sentence.told.push(told);
        }
        let of_what = self.of_points(&measure, number, clause);
        let told = statement(&of_what, &self.sentence.scope);
        self.hold(&words);
        told
    }

    /// What a clause says of a number, with what no list has.
    fn found(&self, number: Number<'a>, clause: &Clause<'_, 'a>, behind: &[Item<'a>]) -> Found<'a> {
        let mut found = number.found(clause, behind);
        if found.measure.is_some() {
            return found;
        }
        if let (true, Some(Item::Phrase(noun))) = (number.counts_things(), behind.first()) {
            found.measure = Some(named(noun, number));
        } else if found.words.is_empty() && !number.is_change() {
            match last_phrase(clause.subject) {
                Some(phrase) if self.is_new(number) => found.measure = Some(named(phrase, number)),
                phrase => found.words.extend(phrase.map(of_phrase)),
            }
        }
        // 泉州市288人、无锡277人: where only a place is said, it is a part.
        if found.measure.is_none() {
            found.words.iter_mut().for_each(Word::make_part);
        }
        found
    }

    /// What a number counts: what is stated, or what was before.
    fn counted(
        &mut self,
        number: Number<'a>,
        stated: Option<Measure<'a>>,
        tells_share: bool,
        going: &Going<'_>,
    ) -> Measure<'a> {
        let is_stated = stated.is_some();
        let known = stated.or_else(|| number.known(&self.memory, tells_share));
        // So many of whatever it is can at least grow.
        let is_known = known.is_some() || number.counts_people();
        let measure = known.unwrap_or_else(|| number.anything());
        let measure = if number.is_change() {
            measure
        } else {
            of_goal(measure, number, going)
        };
        if is_stated || is_known && !number.is_change() {
            self.memory.remember(&measure);
        }
        measure
    }

    /// Whether a phrase in front of a number is what it counts, and no part of what was counted before.
    fn is_new(&self, number: Number<'_>) -> bool {
        let is_common = matches!(
            number.unit,
            "人" | "名" | "位" | "人次" | "所" | "家" | "个" | "元" | "册" | "平方米" | ""
        );
        let begins = !self.sentence.is_part && !self.sentence.is_part_told && !is_common;
        let is_counted = !number.is_percent() && number.unit != "所";
        is_counted && (begins || !number.is_known(&self.memory))
    }

    /// What of a list the number is of: it says so itself, or stands in the list.
    fn listed(&mut self, clause: &Clause<'_, 'a>, run: usize) -> Option<Each<'a>> {
        let sentence = &mut self.sentence;
        if clause.is_each || run > 1 {
            sentence.list.begin(clause.subject, &sentence.told, run);
        } else if !clause.is_silent() {
            sentence.list.end();
        }
        let each = sentence.list.next()?;
        match &each {
            Each::Scope(word) => sentence.scope.say(std::slice::from_ref(word), true),
            Each::Told(_, scope) => sentence.scope = scope.clone(),
            Each::Measure(_) => {}
        }
        Some(match each {
            Each::Told(measure, _) => Each::Measure(measure),
            other => other,
        })
    }
}

/// What a clause itself says of a number.
struct Found<'a> {
    measure: Option<Measure<'a>>,
    words: Vec<Word>,
}

impl<'a> Number<'a> {
    fn found(self, clause: &Clause<'_, 'a>, behind: &[Item<'a>]) -> Found<'a> {
        let stated = self.in_items(clause.subject);
        let mut words = scope::words(clause.subject);
        let measure = if self.counts_things() {
            self.in_items(behind).or(stated)
        } else {
            stated.or_else(|| self.in_items(behind))
        };
        if words.is_empty() || self.unit == "所" {
            words.extend(scope::words(behind));
        }
        if !words.iter().any(|word| matches!(word.kind, Kind::Part(_))) {
            words.extend(told_apart(clause.subject).map(of_phrase));
        }
        Found { measure, words }
    }

    /// Whether its noun may stand behind it: 186个专业.
    fn counts_things(self) -> bool {
        !self.is_percent() && !matches!(self.unit, "" | "人" | "所" | "元" | "平方米")
    }
}

/// The pieces right behind a number that may say what it counts.
fn named_behind<'c, 'a>(number: Number<'_>, behind: &'c [Item<'a>]) -> &'c [Item<'a>] {
    let is_end = |item: &Item<'_>| {
        let ends = matches!(item, Item::Mark(Mark::And | Mark::Part | Mark::Whole));
        ends || matches!(item, Item::Stop(_) | Item::Open | Item::Close)
    };
    let end = behind.iter().position(is_end).unwrap_or(behind.len());
    // 60%的毕业生, but not 91.6%与上届持平.
    let leads = !number.is_percent() || behind.first() == Some(&Item::Mark(Mark::Nothing));
    if leads && !number.is_change() {
        &behind[..end]
    } else {
        &[]
    }
}

/// What a part is told by where no list has its word.
fn of_phrase(text: &str) -> Word {
    Word {
        kind: Kind::Part(PHRASE),
        text: text.to_owned(),
    }
}

/// What is counted where no list has its word.
fn named<'a>(phrase: &'a str, number: Number<'a>) -> Measure<'a> {
    let name = match number.unit {
        "人" | "名" | "位" => format!("{phrase}人数"),
        "元" => phrase.to_owned(),
        _ => format!("{phrase}数"),
    };
    Measure {
        name: name.into(),
        units: Units(number.unit),
    }
}

pub(super) fn statement(measure: &Measure<'_>, scope: &Scope) -> Statement {
    Statement {
        measure: of_part(&measure.name, scope).to_owned(),
        scope: scope.texts(),
    }
}
