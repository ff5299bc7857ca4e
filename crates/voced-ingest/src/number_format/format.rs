//! A format taken apart, and what a cell shows under it.

use voced_domain::Quantity;

use super::moment;
use super::pattern::{Pattern, telling_before, telling_behind};
use super::seen::{DASHES, Seen};
use super::token::Part;

/// A format code, taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumberFormat {
    /// For numbers: at most three, of which one is chosen by the number.
    pub(super) sections: Vec<Section>,
    /// For texts: what stands around `@`; absent where texts are shown as they are.
    pub(super) text: Option<Words>,
}

/// What is shown for some of the numbers.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Section {
    pub(super) condition: Option<Condition>,
    pub(super) body: Body,
}

/// Numbers that a section is for: `[>=10000]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Condition {
    pub(super) sign: Sign,
    pub(super) limit: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sign {
    Less,
    AtMost,
    Equal,
    Not,
    AtLeast,
    More,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    /// The number with all its digits and words around it: `General"人"`.
    General(Words),
    Number(Pattern),
    Moment(Vec<Part>),
    /// Nothing of the number; perhaps nothing at all.
    Words(String),
}

/// Words around what stands in the cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Words {
    pub(super) before: String,
    pub(super) after: String,
    /// Whether they are all that is shown.
    pub(super) alone: bool,
}

impl NumberFormat {
    /// Whether numbers and texts are shown as they are stored.
    pub(crate) fn is_plain(&self) -> bool {
        let is_general =
            |section: &Section| matches!(&section.body, Body::General(words) if words.is_none());
        self.text.is_none() && matches!(self.sections.as_slice(), [only] if is_general(only))
    }

    /// Whether texts are shown otherwise than they are stored.
    pub(crate) fn changes_texts(&self) -> bool {
        self.text.is_some()
    }

    /// Whether a number is shown as a day, and not as a weekday or a time alone.
    pub(crate) fn shows_day(&self, number: f64) -> bool {
        match self.section(number).map(|(section, _)| &section.body) {
            Some(Body::Moment(parts)) => parts.iter().any(Part::is_of_a_day),
            _ => false,
        }
    }

    /// What a person sees in place of `number`, of which `exact` is the decimal.
    pub(crate) fn seen(&self, number: f64, exact: &Quantity) -> Seen {
        // No answer may be negative; how one is shown changes nothing.
        if exact.is_negative() {
            return Seen::Stored;
        }
        let Some((section, _)) = self.section(number) else {
            // Of one condition, the rest is shown as it is.
            return match self.sections.len() {
                1 => Seen::Stored,
                _ => Seen::Otherwise("########".into()),
            };
        };
        match &section.body {
            Body::General(words) => match words.significant() {
                None => Seen::Stored,
                Some((before, after)) => {
                    Seen::Otherwise(format!("{before}{}{after}", exact.to_plain_text()))
                }
            },
            Body::Number(pattern) => pattern.seen(exact),
            Body::Moment(parts) => Seen::Otherwise(moment::show(parts, number)),
            Body::Words(words) if exact.is_zero() && DASHES.contains(&words.trim()) => Seen::Stored,
            Body::Words(words) => Seen::Otherwise(words.trim().into()),
        }
    }

    /// The number as the cell shows it; `plain` is the number in short.
    pub(crate) fn show(&self, number: f64, exact: Option<&Quantity>, plain: &str) -> String {
        let Some((section, as_it_is)) = self.section(number) else {
            return match self.sections.len() {
                1 => plain.into(),
                _ => "########".into(),
            };
        };
        match (&section.body, exact) {
            (Body::General(words), _) if words.alone => words.before.clone(),
            (Body::General(words), _) => format!("{}{plain}{}", words.before, words.after),
            (Body::Number(pattern), Some(exact)) => pattern.show(exact, as_it_is),
            (Body::Number(_), None) => plain.into(),
            (Body::Moment(parts), _) => moment::show(parts, number),
            (Body::Words(words), _) => words.clone(),
        }
    }

    /// A text as the cell shows it.
    pub(crate) fn show_text(&self, text: &str) -> String {
        match &self.text {
            None => text.into(),
            Some(words) if words.alone => words.before.clone(),
            Some(words) => format!("{}{text}{}", words.before, words.after),
        }
    }

    /// The section for a number, and whether it writes the sign of a negative one.
    fn section(&self, number: f64) -> Option<(&Section, bool)> {
        let several = self.sections.len();
        let applies = |(idx, section): &(usize, &Section)| match section.condition {
            Some(condition) => condition.holds(number),
            None => match (idx, several) {
                (0, 2) => number >= 0.0 || self.sections[1].condition.is_some(),
                (0, 3) => number > 0.0,
                (1, 3) => number < 0.0,
                _ => true,
            },
        };
        let mut numbered = self.sections.iter().enumerate();
        let (idx, section) = numbered.find(applies)?;
        Some((section, idx == 0))
    }
}

impl Condition {
    #[expect(clippy::float_cmp, reason = "as a spreadsheet compares")]
    fn holds(self, number: f64) -> bool {
        match self.sign {
            Sign::Less => number < self.limit,
            Sign::AtMost => number <= self.limit,
            Sign::Equal => number == self.limit,
            Sign::Not => number != self.limit,
            Sign::AtLeast => number >= self.limit,
            Sign::More => number > self.limit,
        }
    }
}

impl Words {
    /// Whether there are none.
    pub(super) fn is_none(&self) -> bool {
        !self.alone && self.before.is_empty() && self.after.is_empty()
    }

    /// The words that say something; currency signs and blanks do not.
    fn significant(&self) -> Option<(String, String)> {
        let before = telling_before(&self.before);
        let after = telling_behind(&self.after);
        let says_nothing = before.is_empty() && after.is_empty() && !self.alone;
        (!says_nothing).then_some((before, after))
    }
}
